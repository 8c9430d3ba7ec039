"""How somebody fills in a form without knowing its fields: what is empty gets something sensible."""

from pathlib import Path

from playwright.sync_api import Locator, Page

SENTENCE = "We did this with the people concerned, in small steps, and wrote down what we learned."
WORDS = {
    "number": "6",
    "email": "office@example.org",
    "url": "https://example.org/",
    "tel": "+381 11 000 000",
    "date": "2015-03-01",
}


def fill_in(form: Locator, **known: str) -> None:
    """Fill `known` fields by name and give every other empty visible field a plain answer of its kind."""
    for name, value in known.items():
        field = form.locator(f"[name='{name}']").first
        field.select_option(value) if field.evaluate("f => f.tagName") == "SELECT" else field.fill(value)
    for field in form.locator("textarea:visible").all():
        if not field.input_value():
            field.fill(SENTENCE)
    for field in form.locator("select:visible:not([multiple])").all():
        if not field.input_value():
            field.select_option(index=1)
    for field in form.locator("input:visible").all():
        kind = field.get_attribute("type") or "text"
        if kind in ("checkbox", "radio"):
            continue
        if kind not in ("file", "hidden", "submit", "search") and not field.input_value():
            numeric = field.get_attribute("inputmode") in ("decimal", "numeric")
            field.fill(WORDS["number"] if numeric else WORDS.get(kind, "Something"))
    tick(form)


def tick(form: Locator) -> None:
    """The first choice of every group of boxes or buttons that has none yet."""
    names = form.evaluate(
        "f => [...new Set([...f.querySelectorAll('[type=checkbox], [type=radio]')].map(box => box.name))]"
    )
    for name in names:
        boxes = form.locator(f"[name='{name}']")
        if not boxes.evaluate_all("all => all.some(box => box.checked)"):
            boxes.first.check()


def press(page: Page, label: str, *, confirm: str | None = None) -> None:
    """Press the button or link called `label`; where the page asks again, press `confirm`."""
    target = page.locator("main").get_by_role("button", name=label, exact=False)
    if not target.count():
        target = page.locator("main").get_by_role("link", name=label, exact=False)
    target.first.click()
    if confirm:
        page.get_by_role("dialog").get_by_role("button", name=confirm).click()
    page.wait_for_load_state()


def a_paper(folder: Path, name: str = "statute.pdf") -> Path:
    """A real one-page PDF."""
    import typst  # only the stories need it

    source = folder / "paper.typ"
    source.write_text("= Statute\nOf an association that exists in this test only.")
    target = folder / name
    target.write_bytes(typst.compile(str(source)))
    return target
