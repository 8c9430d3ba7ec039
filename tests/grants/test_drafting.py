"""Writing an application in the browser: nothing that was typed is ever lost."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from grants.models import Application, ApplicationPart, Call, KeptText
from tests.factories.grants import HOW_MANY, STATUTE, TOWN, VILLAGE, WHERE, WHY, draft, open_call_now, pdf, submitted
from tests.factories.members import PASSWORD, AffiliationFactory

pytestmark = pytest.mark.django_db
AUTOSAVE = {"X-Autosave": "1", "Accept": "application/json"}


@pytest.fixture
def application(organisation):
    return draft(open_call_now(), organisation, ready=False)


@pytest.fixture
def browser(client_for, representative):
    return client_for(representative)


def address(application, step="project"):
    return reverse(f"grants-application-{step}", kwargs={"uuid": application.uuid})


def typed(version=0, device="phone", **more):
    answers = {f"q_{WHY}": "Because.", f"q_{HOW_MANY}": "40", f"q_{WHERE}": TOWN}
    return {
        "title": "Home",
        "summary": "Short.",
        "months": "6",
        "version": version,
        "device": device,
        **answers,
        **more,
    }


def stored(name="project"):
    return ApplicationPart.objects.get(name=name)


def test_button_saves_and_leads_on(browser, application):
    answer = browser.post(address(application), {**typed(), "next": "next"})

    assert answer.url == address(application, "budget")
    assert stored().content == {
        "title": "Home",
        "summary": "Short.",
        "months": "6",
        "answers": {WHY: "Because.", HOW_MANY: "40.00", WHERE: TOWN},
    }
    assert Application.objects.get().title == "Home"


def test_autosave_answers_with_time_and_version(browser, application):
    answer = browser.post(address(application), typed(), headers=AUTOSAVE)

    part = stored()
    assert answer.json() == {"saved_at": part.saved_at.isoformat(), "version": 1}
    assert browser.post(address(application), typed(version=1), headers=AUTOSAVE).json()["version"] == 1


def test_save_whose_answer_was_lost_is_no_conflict_with_itself(browser, application):
    browser.post(address(application), typed(), headers=AUTOSAVE)

    answer = browser.post(address(application), typed(title="Home again"), headers=AUTOSAVE)

    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    assert not KeptText.objects.exists()


def test_second_device_loses_nothing_and_is_told(browser, client_for, organisation, application):
    colleague = client_for(AffiliationFactory(organisation=organisation, role="editor").person)
    browser.post(address(application), typed(title="From the desk"), headers=AUTOSAVE)

    refused = colleague.post(address(application), typed(title="From the phone", device="other"), headers=AUTOSAVE)

    kept = KeptText.objects.get()
    assert (refused.status_code, refused.json()) == (409, {"kept": str(kept.uuid)})
    assert (stored().content["title"], kept.content["title"]) == ("From the desk", "From the phone")
    shown = browser.get(reverse("grants-kept-text", kwargs={"uuid": application.uuid, "kept": kept.uuid})).text
    assert "From the desk" in shown
    assert "From the phone" in shown
    link = reverse("grants-kept-text", kwargs={"uuid": application.uuid, "kept": kept.uuid})
    assert all(link in browser.get(page).text for page in (application.get_absolute_url(), address(application)))
    assert link not in browser.get(address(application, "budget")).text


def test_kept_text_changes_places_with_the_saved_one(browser, application):
    browser.post(address(application), typed(title="First"), headers=AUTOSAVE)
    browser.post(address(application), typed(title="Second", device="other"), headers=AUTOSAVE)
    kept = KeptText.objects.get()

    browser.post(reverse("grants-kept-use", kwargs={"uuid": application.uuid, "kept": kept.uuid}))
    kept.refresh_from_db()
    assert (stored().content["title"], kept.content["title"]) == ("Second", "First")

    browser.post(reverse("grants-kept-discard", kwargs={"uuid": application.uuid, "kept": kept.uuid}))
    assert (stored().content["title"], KeptText.objects.count()) == ("Second", 0)


def test_session_that_ended_while_writing_loses_nothing(client, representative, application):
    sent = client.post(address(application), typed(title="Written without a session"))
    assert sent.status_code == 302
    assert stored().version == 0

    client.force_login(representative, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(address(application)).text

    assert "Your text is back" in page
    assert "Written without a session" in page
    assert "Your text is back" not in client.get(address(application)).text


def test_kept_writing_survives_the_real_sign_in(client, representative, application):
    client.post(address(application), typed(title="Before signing in"))

    client.post(reverse("account_login"), {"login": representative.email, "password": PASSWORD})

    assert "Before signing in" in client.get(address(application)).text


def test_autosave_without_a_session_says_so(client, application):
    assert client.post(address(application), typed(), headers=AUTOSAVE).status_code == 401


def test_page_older_than_the_last_sign_in_is_shown_again_with_its_text(representative, application):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(representative, backend="django.contrib.auth.backends.ModelBackend")

    answer = browser.post(address(application), typed(title="Typed for an hour"))

    assert (answer.status_code, stored().version) == (200, 0)
    assert "Typed for an hour" in answer.text
    assert "Your text is back" in answer.text


def test_two_megabytes_get_a_sentence_and_come_back(browser, application):
    huge = "слово " * 350_000

    answer = browser.post(address(application), typed(**{f"q_{WHY}": huge}))

    assert answer.status_code == 200
    assert "at most 30,000 can be kept" in answer.text
    assert huge.strip() in answer.text
    assert stored().version == 0
    assert browser.post(address(application), typed(**{f"q_{WHY}": huge}), headers=AUTOSAVE).status_code == 422


def test_two_megabytes_are_sent_as_they_are(browser, application):
    """Percent-encoded, a Cyrillic letter takes six bytes, and the server would have to refuse what it can read."""
    for step in ("project", "budget"):
        page = browser.get(address(application, step)).text
        form = page[page.index("data-autosave=") - 200 : page.index("data-autosave=")]
        assert 'enctype="multipart/form-data"' in form, step


def test_open_page_is_told_once_a_colleague_has_submitted(browser, organisation):
    application = submitted(open_call_now(), organisation)

    answers = [browser.post(address(application, step), typed(), headers=AUTOSAVE) for step in ("project", "budget")]

    sentence = "This application has been submitted or withdrawn; it can no longer be changed."
    assert [(answer.status_code, answer.json()) for answer in answers] == [(422, {"error": sentence})] * 2


def test_long_text_in_letters_of_any_alphabet_waits_behind_the_sign_in(client, representative, application):
    """A session holds two million letters, however many bytes they take."""
    long = "љубав " * 60_000  # two megabytes once percent-encoded
    client.post(address(application), typed(**{f"q_{WHY}": long}))

    client.force_login(representative, backend="django.contrib.auth.backends.ModelBackend")

    assert long.strip() in client.get(address(application)).text


@pytest.mark.parametrize(
    ("typed_number", "sentence"),
    [
        ("about 20", "“about 20” is not a number"),
        ("-3", "cannot be negative"),
        ("0", "must be 1 or more"),
        ("5001", "must be 5000 or less"),
        ("9" * 30, "too large"),
    ],
)
def test_number_that_is_none_is_kept_and_pointed_at(browser, application, typed_number, sentence):
    browser.post(address(application), typed(**{f"q_{HOW_MANY}": typed_number}))

    page = browser.get(address(application)).text

    assert sentence in page
    assert f'value="{typed_number}"' in page


def test_too_many_words_are_kept_and_counted(browser, application):
    browser.post(address(application), typed(**{f"q_{WHY}": "реч " * 53}))

    assert "53 words are too many; 50 are possible." in browser.get(address(application)).text


def test_answer_that_is_no_choice_is_no_answer(browser, application):
    browser.post(address(application), typed(**{f"q_{WHERE}": "moon"}))
    assert stored().content["answers"][WHERE] == ""

    browser.post(address(application), typed(version=1, **{f"q_{WHERE}": VILLAGE}))
    assert stored().content["answers"][WHERE] == VILLAGE


def test_markup_in_answers_is_text(browser, application):
    browser.post(address(application), typed(title="<script>alert(1)</script>", **{f"q_{WHY}": "<img onerror=x>"}))

    for step in ("project", "preview"):
        page = browser.get(address(application, step)).text
        assert "<script>alert" not in page
        assert "<img onerror" not in page


def test_null_and_control_characters_do_no_harm(browser, application):
    answer = browser.post(address(application), typed(**{f"q_{WHY}": "a\x08b"}))

    assert (answer.status_code, stored().content["answers"][WHY]) == (302, "ab")
    assert browser.post(address(application), typed(**{f"q_{WHY}": "a\x00b"})).status_code == 200


def rows(*lines, **more):
    data = {"version": 0, "device": "phone", **more}
    for position, line in enumerate(lines):
        data |= {f"line-{position}-{name}": value for name, value in line.items()}
    return data


def test_budget_is_computed_on_the_server(browser, application):
    line = {
        "heading": "travel",
        "description": "Bus",
        "unit": "km",
        "quantity": "3",
        "rate": "1,250.50",
        "requested": "",
    }

    browser.post(address(application, "budget"), rows(line, {}))

    application.refresh_from_db()
    assert (str(application.cost), str(application.requested)) == ("3751.50", "3751.50")
    assert stored("budget").content == {"lines": [{**line, "quantity": "3.00", "rate": "1250.50"}]}


def test_budget_is_read_in_the_language_of_the_writer(browser, application):
    line = {"heading": "travel", "description": "Аутобус", "quantity": "3", "rate": "1.250,50"}

    english = address(application, "budget")
    serbian = english.replace("/en/", "/sr/")

    browser.post(serbian, rows(line))

    application.refresh_from_db()
    assert str(application.cost) == "3751.50"
    assert 'value="1250,50"' in browser.get(serbian).text
    assert 'value="1250.50"' in browser.get(english).text


def test_five_hundred_lines_get_a_sentence_and_are_not_half_saved(browser, application):
    lines = [
        {"heading": "travel", "description": f"Bus {number}", "quantity": "1", "rate": "1"} for number in range(500)
    ]

    answer = browser.post(address(application, "budget"), rows(*lines))

    assert "A budget has at most 100 lines; you sent 500." in answer.text
    assert all(f'value="Bus {number}"' in answer.text for number in range(500))  # nobody types them again
    assert stored("budget").content == {}


def test_more_lines_without_javascript_keeps_what_was_typed(browser, application):
    line = {"heading": "travel", "description": "Not saved yet", "quantity": "1", "rate": "x"}

    page = browser.post(address(application, "budget"), rows(line, next="more")).text

    assert "Not saved yet" in page
    assert page.count("data-budget-line>") == 1 + 10 + 1  # the line, ten empty ones, the blank of the script
    assert stored("budget").version == 0


def test_file_is_attached_shown_and_removed(browser, application):
    where = reverse("grants-document-attach", kwargs={"uuid": application.uuid, "key": STATUTE})

    for _twice in range(2):  # the same file again is the same attachment
        browser.post(where, {f"{STATUTE}-file": pdf("Статут Ђ Ž ќ ë.pdf")})

    item = application.files.get()
    assert item.file.name == "Статут Ђ Ž ќ ë.pdf"
    assert item.file.name in browser.get(address(application, "documents")).text
    browser.post(reverse("grants-document-remove", kwargs={"uuid": application.uuid, "file": item.uuid}))
    assert not application.files.exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("page.html", b"<script>", "This kind of file is not possible here."),
        ("page.pdf", b"<html><script>alert(1)</script>", "its content is something else"),
        ("empty.pdf", b"", "This file is empty."),
    ],
)
def test_wrong_file_gets_a_sentence(browser, application, name, content, sentence):
    where = reverse("grants-document-attach", kwargs={"uuid": application.uuid, "key": STATUTE})

    answer = browser.post(where, {f"{STATUTE}-file": SimpleUploadedFile(name, content)})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not application.files.exists()


def test_call_that_closes_in_the_middle_of_an_upload_takes_nothing_and_loses_nothing(browser, application):
    """The file arrives after the hour: a sentence says so, the draft and what was attached before stay."""
    Call.objects.filter(pk=application.call_id).update(closes_at=timezone.now() + timedelta(seconds=60))
    address = reverse("grants-document-attach", kwargs={"uuid": application.uuid, "key": STATUTE})
    browser.post(address, {f"{STATUTE}-file": pdf()})
    Call.objects.filter(pk=application.call_id).update(closes_at=timezone.now() - timedelta(seconds=1))

    answer = browser.post(address, {f"{STATUTE}-file": pdf("second.pdf", b"%more")}, follow=True)

    assert "The call closed on" in answer.text
    assert "Your draft stays readable." in answer.text
    assert [item.file.name for item in application.files.all()] == ["statute.pdf"]
    assert browser.get(application.get_absolute_url()).status_code == 200


def test_file_of_an_application_is_read_by_its_people_only(application, browser, client_for, stranger, secretariat):
    where = reverse("grants-document-attach", kwargs={"uuid": application.uuid, "key": STATUTE})
    browser.post(where, {f"{STATUTE}-file": pdf()})
    file = application.files.get().file.get_absolute_url()

    found = [
        client.get(file).status_code for client in (browser, client_for(stranger), client_for(secretariat), Client())
    ]

    assert found == [200, 404, 404, 404]


def test_start_is_one_application_however_often(browser, organisation):
    call = open_call_now()
    where = reverse("grants-apply", kwargs={"slug": call.slug})

    answers = [browser.post(where, {"organisation": organisation.uuid}) for _ in range(2)]

    application = Application.objects.get()
    assert {answer.url for answer in answers} == {application.get_absolute_url()}
    assert set(application.parts.values_list("name", flat=True)) == {"project", "budget"}


def test_nobody_starts_for_an_organisation_that_is_not_theirs(client_for, stranger, organisation):
    call = open_call_now()

    client_for(stranger).post(reverse("grants-apply", kwargs={"slug": call.slug}), {"organisation": organisation.uuid})

    assert not Application.objects.exists()


def test_whole_way_in_the_browser(browser, organisation, django_capture_on_commit_callbacks):
    call = open_call_now()
    browser.post(reverse("grants-apply", kwargs={"slug": call.slug}), {"organisation": organisation.uuid})
    application = Application.objects.get()
    browser.post(address(application), typed())
    line = {"heading": "travel", "description": "Bus", "quantity": "4", "rate": "500"}
    browser.post(address(application, "budget"), rows(line))
    attach = reverse("grants-document-attach", kwargs={"uuid": application.uuid, "key": STATUTE})
    browser.post(attach, {f"{STATUTE}-file": pdf()})

    refused = browser.post(address(application, "submit"))
    assert (refused.status_code, "Confirm this declaration." in refused.text) == (422, True)
    declaration = call.form.definition.declarations[0].key
    with django_capture_on_commit_callbacks(execute=True):
        done = browser.post(address(application, "submit"), {"declaration": declaration}, follow=True)

    application.refresh_from_db()
    assert f"Submitted. Your number is {application.number}." in done.text
    receipt = browser.get(address(application, "receipt"), follow=True)
    assert receipt["Content-Type"] == "application/pdf"
    assert json.loads(application.submission.text)["project"]["title"] == "Home"
