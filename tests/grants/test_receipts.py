import io

import pytest
from pypdf import PdfReader

from grants.actions.drafts import save_part
from grants.actions.submissions import submit_application
from grants.receipts import receipt_pdf
from tests.factories.grants import LINES, PROJECT, TRUE, WHY, draft, open_call_now
from tests.factories.members import AffiliationFactory, OrganisationFactory, UserFactory

LETTERS = "Đorđe Žižić Čačak Ćirić · Ѓорѓи Ќосев Љубиша Њ Џ ѕ · Gëzim Çela · Ђура Жика"


@pytest.fixture
def submission(db):
    call = open_call_now(title="Позив за локалне услуге")
    organisation = OrganisationFactory(name="Удружење «Ђачки мост» Ž ќ ë")
    person = UserFactory(full_name="Đurđa Ќосева Žíla")
    AffiliationFactory(organisation=organisation, person=person, role="representative")
    application = draft(call, organisation, by=person)
    content = {
        **PROJECT,
        "title": LETTERS,
        "answers": {**PROJECT["answers"], WHY: f"{LETTERS} #eval(1) $x$ *bold* @ref"},
    }
    save_part(application, "project", content, version=1, device="test", by=person, now=call.opens_at)
    line = {**LINES[0], "description": "Gorivo #import"}
    save_part(application, "budget", {"lines": [line]}, version=1, device="test", by=person, now=call.opens_at)
    return submit_application(application, declared=[TRUE], by=person, now=call.closes_at)


def words_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_receipt_is_read_back_letter_by_letter(submission):
    text = words_of(receipt_pdf(submission, language="en"))

    for words in (
        "Application received",
        submission.number,
        "Удружење «Ђачки мост» Ž ќ ë",
        "Đurđa Ќосева Žíla",
        LETTERS,
        f"{LETTERS} #eval(1) $x$ *bold* @ref",
        "Gorivo #import",
        "€4,800",
        "statute.pdf",
        "Everything stated is true.",
    ):
        assert words in text
    assert submission.sha256 in text.replace(" ", "")


def test_receipt_says_the_second_in_the_zone_of_the_call_and_in_utc(submission):
    text = words_of(receipt_pdf(submission, language="en"))

    assert "17:00:00 (Brussels)" in text or "16:00:00 (Brussels)" in text
    assert f"{submission.submitted_at:%Y-%m-%d %H:%M:%S}" in text


def test_receipt_of_the_same_submission_is_the_same_file(submission):
    assert receipt_pdf(submission, language="sr") == receipt_pdf(submission, language="sr")


def test_receipt_for_readers_of_latin_script(submission):
    assert "Udruženje «Đački most»" in words_of(receipt_pdf(submission, language="sr-latn"))


def test_unknown_language_gets_english(submission):
    assert "Application received" in words_of(receipt_pdf(submission, language="xx"))
