"""The whole story in real browsers: a CSO joins, tells what works, is found in the other script, applies, and talks."""

import re

from .conftest import PASSWORD
from .typing import a_paper, fill_in, press

NAME = "Удружење Пример Ветрењача"
PERSON = "Vera Primer"
ADDRESS = "vera.primer@example.org"
TITLE = "Dežurni telefon za starateljstvo"


def test_from_joining_to_talking(visit, site, tmp_path) -> None:
    newcomer = visit(width=390)
    open_account(newcomer)
    apply_to_join(newcomer, tmp_path)
    approve(visit().sign_in("coordinator.rs@example.org"))
    address = publish_a_practice(newcomer, visit().sign_in("coordinator.rs@example.org"), visit)
    find_it_in_the_other_script(visit(width=390), address)
    apply_for_a_grant(newcomer, tmp_path)
    talk_across_a_cut(newcomer, visit().sign_in("member.rs@example.org"))


def open_account(newcomer) -> None:
    page = newcomer.page
    page.goto("/en/account/signup/")
    fill_in(page.locator("main form[method=post]").first, full_name=PERSON, email=ADDRESS, password1=PASSWORD)
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_load_state()
    link = re.search(r"https?://\S+/account/confirm-email/\S+", newcomer.site.mail_to(ADDRESS))
    assert link, newcomer.site.mail_to(ADDRESS)
    page.goto(link.group())
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_load_state()
    if "/account/login" in page.url:
        newcomer.sign_in(ADDRESS)


def apply_to_join(newcomer, folder) -> None:
    page = newcomer.page
    page.goto("/en/register/")
    form = page.locator("main form[method=post]").first
    form.locator("[name=country]").select_option("RS")
    form.locator("[name=municipality]").select_option(label="Kragujevac")
    fill_in(form, name=NAME, name_en="Example Windmill", register_number="99887766")
    press(page, "Begin")
    for _step in range(4):  # which steps there are depends on what is said
        if page.locator("form:has(input[type=file])").count():
            break
        form = page.locator("main form[method=post]").first
        fill_in(form, **({"point": "44.014, 20.911"} if form.locator("[name=point]").count() else {}))
        if form.locator("[name=consents_to_listing]").count():
            form.locator("[name=consents_to_listing]").check()
            form.locator("[name=precision][value=municipality]").check()
        form.locator("button[type=submit]").first.click()
        page.wait_for_load_state()
    paper = a_paper(folder)
    slots = page.locator("form:has(input[type=file])").count()
    for number in range(slots):
        page.locator("form:has(input[type=file])").nth(number).locator("input[type=file]").set_input_files(paper)
        page.locator("form:has(input[type=file])").nth(number).locator("button[type=submit]").click()
        page.wait_for_load_state()
    press(page, "Go on")
    tick_all(page.locator("main form[action$='/submit/']"))
    press(page, "Hand in the application")
    assert "Submitted" in page.inner_text("main")


def tick_all(form) -> None:
    for box in form.locator("[type=checkbox]").all():
        box.check()


def approve(coordinator) -> None:
    page = coordinator.page
    page.goto("/en/desk/applications/")
    page.get_by_role("link", name=NAME).first.click()
    page.wait_for_load_state()
    press(page, "Start the verification")
    for number in range(page.locator("form[action*='/check/']").count()):
        form = page.locator("form[action*='/check/']").nth(number)
        form.locator("[value=passed]").first.check()
        form.locator("button[type=submit]").click()
        page.wait_for_load_state()
    press(page, "Approve", confirm="Approve")
    assert "Approved" in page.inner_text("main")


def publish_a_practice(newcomer, coordinator, visit) -> str:
    page = newcomer.page
    page.goto("/en/knowledge/case-studies/mine/new/")
    form = page.locator("main form[method=post]").first
    fill_in(form, title=TITLE, language="sr")
    form.locator("button[type=submit]").first.click()
    page.wait_for_load_state()
    form = page.locator("form.editor__form")
    form.locator("[name=summary]").fill("Staratelj stiže u roku od jednog dana, jer se neko uvek javlja na telefon.")
    fill_in(form, began_in="2022", ended_in="2023", cost="4000")
    tick_all(form.locator("div:has(> [name=consent_confirmed]), label:has([name=consent_confirmed])"))
    press(page, "Save and look at it")
    press(page, "Hand in")

    desk = coordinator.page
    desk.goto("/en/desk/case-studies/")
    desk.get_by_role("link", name=TITLE).first.click()
    desk.wait_for_load_state()
    tick_all(desk.locator("form[action$='/screen/']"))
    press(desk, "Meets the criteria: screen")
    desk.locator("[name=peer]").select_option(label="Lejla Primjer")
    press(desk, "Ask for a peer check")
    answer_from_abroad(visit().sign_in("member.ba@example.org"), desk.url)
    desk.reload()
    press(desk, "Publish", confirm="Publish")
    desk.goto("/en/knowledge/case-studies/")
    link = desk.get_by_role("link", name=TITLE).first
    return link.get_attribute("href")


def answer_from_abroad(colleague, desk_address: str) -> None:
    page = colleague.page
    page.goto(f"/en/knowledge/case-studies/checks/{desk_address.rstrip('/').rpartition('/')[2]}/")
    page.locator("[name=verdict][value=convincing]").check()
    press(page, "Send your answer")


def find_it_in_the_other_script(reader, address: str) -> None:
    page = reader.page
    for language, typed, shown in (
        ("sr", "старатељство телефон", "Дежурни телефон"),
        ("sr-latn", "starateljstvo telefon", "Dežurni telefon"),
        ("sr", "dezurni telefon", "Дежурни телефон"),
    ):
        page.goto(f"/{language}/search/?q={typed}")
        result = page.locator("main a", has_text=re.compile(shown)).first
        assert result.get_attribute("href").split("/", 2)[2] == address.split("/", 2)[2]
    result.click()
    page.wait_for_load_state()
    assert "Дежурни телефон за старатељство" in page.inner_text("h1")


def apply_for_a_grant(newcomer, folder) -> None:
    page = newcomer.page
    page.goto("/en/grants/")
    page.locator("main h2 a, main h3 a").first.click()
    page.wait_for_load_state()
    page.locator("main a[href$='/apply/']").first.click()
    page.wait_for_load_state()
    press(page, "Start the application")
    press(page, "Continue writing")
    form = page.locator("main form[data-autosave]")
    fill_in(form, months="6")
    page.locator("main [data-save-state], main .save-state").first.wait_for()
    press(page, "Save and continue")
    line = page.locator("[data-budget-lines] > *").first
    fill_in(line)
    line.locator("[name$=-heading]").select_option("human_resources")
    line.locator("[name$=-quantity]").fill("6")
    line.locator("[name$=-rate]").fill("1000,50")
    line.locator("[name$=-requested]").fill("")
    page.locator("main form[data-autosave] button[value=next]").click()
    page.wait_for_load_state()
    press(page, "Continue")  # without partners
    paper = a_paper(folder, "registration.pdf")
    for number in range(page.locator("form.document__form").count()):
        page.locator("form.document__form").nth(number).locator("input[type=file]").set_input_files(paper)
        page.locator("form.document__form").nth(number).locator("button[type=submit]").click()
        page.wait_for_load_state()
    press(page, "Continue")
    submit = page.locator("main form[action$='/submit/']")
    tick_all(submit)
    submit.locator("button[type=submit]").click()
    page.wait_for_load_state()
    page.get_by_role("link", name="Receipt (PDF)").wait_for()
    receipt = page.context.request.get(page.get_by_role("link", name="Receipt (PDF)").get_attribute("href"))
    assert receipt.body()[:5] == b"%PDF-"


def talk_across_a_cut(newcomer, colleague) -> None:
    """One goes offline; what both write meanwhile arrives once, in order, when the line is back."""
    ours, theirs = newcomer.page, colleague.page
    for page in (ours, theirs):
        page.goto("/en/rooms/country-rs/")
        join = page.get_by_role("button", name="Join the room")
        if join.count():
            join.click()
            page.wait_for_load_state()
    say(theirs, "First, before the cut")
    heard(ours, "First, before the cut")

    newcomer.context.set_offline(True)
    say(ours, "Written without a line")
    for number in range(5):
        say(theirs, f"While you were away {number}")
    heard(theirs, "While you were away 4")
    newcomer.context.set_offline(False)

    heard(ours, "While you were away 4")
    heard(theirs, "Written without a line")
    said = [text for text in spoken(ours) if "away" in text or "line" in text]
    assert said == [f"While you were away {number}" for number in range(5)] + ["Written without a line"]
    assert spoken(ours)[-7:] == spoken(theirs)[-7:]


def say(page, text: str) -> None:
    page.fill("[data-composer] textarea", text)
    page.locator("[data-composer] .composer__send").click()


def heard(page, text: str) -> None:
    page.locator("[data-messages] .message__text", has_text=text).first.wait_for(timeout=30_000)


def spoken(page) -> list[str]:
    return page.locator("[data-messages] .message__text").all_inner_texts()
