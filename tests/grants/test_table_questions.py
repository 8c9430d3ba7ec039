"""The repeatable table: typed, kept, shown, frozen, printed."""

import pytest
from django.urls import reverse

from grants.actions.drafts import save_part
from grants.models import Submission
from grants.receipts import receipt_data
from tests.factories.grants import LINES, PROJECT, TRUE, draft, open_call_now
from tests.factories.members import AffiliationFactory

STEPS = "00000000-0000-0000-0000-0000000000aa"
TABLE = {
    "type": "table",
    "id": STEPS,
    "value": {
        "label": "Who helps?",
        "help": "",
        "required": True,
        "columns": [
            {"type": "item", "id": "00000000-0000-0000-0000-0000000000ab", "value": "Institution"},
            {"type": "item", "id": "00000000-0000-0000-0000-0000000000ac", "value": "What it does"},
        ],
        "max_rows": 3,
    },
}


@pytest.fixture
def person(db):
    return AffiliationFactory(role="representative")


@pytest.fixture
def application(person):
    call = open_call_now(questions=[TABLE], documents=[])
    return draft(call, person.organisation, ready=False)


def address(application):
    return reverse("grants-application-project", kwargs={"uuid": application.uuid})


def typed(*rows, **more):
    cells = {f"q_{STEPS}-{row}-{column}": text for row, texts in enumerate(rows) for column, text in enumerate(texts)}
    return {"title": "Home again", "summary": "Short.", "months": "6", "version": "0", "device": "d", **cells, **more}


def test_rows_are_kept_tidied_and_bounded(client_for, person, application):
    data = typed(["School", " gives a room "], ["", ""], ["Library\x00", "x" * 400], ["too", "many"])

    assert client_for(person.person).post(address(application), data).status_code == 302

    rows = application.parts.get(name="project").content["answers"][STEPS]
    assert rows == [["School", "gives a room"], ["Library", "x" * 300]]


def test_saved_rows_come_back_with_empty_ones_below(client_for, person, application):
    browser = client_for(person.person)
    browser.post(address(application), typed(["School", "gives a room"]))

    page = browser.get(address(application)).text

    assert 'value="gives a room"' in page
    assert page.count('class="rows__row"') == 3
    assert page.count("Who helps?") >= 1


def test_required_table_without_rows_is_pointed_out(client_for, person, application):
    browser = client_for(person.person)
    browser.post(address(application), typed())

    page = browser.get(reverse("grants-application-preview", kwargs={"uuid": application.uuid})).text

    assert "This question must be answered." in page


def test_table_is_frozen_shown_and_printed(client_for, person):
    call = open_call_now(questions=[TABLE], documents=[])
    application = draft(call, person.organisation, ready=False)
    content = {**PROJECT, "answers": {STEPS: [["School", "gives a room"]]}}
    now = call.opens_at
    save_part(application, "project", content, version=0, device="t", by=person.person, now=now)
    save_part(application, "budget", {"lines": LINES}, version=0, device="t", by=person.person, now=now)
    browser = client_for(person.person)
    browser.post(reverse("grants-application-submit", kwargs={"uuid": application.uuid}), {"declaration": [TRUE]})

    record = Submission.objects.get().record
    assert record["answers"][0]["answer"] == [["School", "gives a room"]]
    assert "gives a room" in browser.get(application.get_absolute_url()).text
    assert receipt_data(Submission.objects.get(), "en")["answers"][0]["answer"] == "School · gives a room"
