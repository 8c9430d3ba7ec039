"""Questions and answers, corrigenda, dates, the blank form, and calls for practice."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from grants.actions.calls import open_call
from grants.actions.notices import answer_question, ask_question, publish_corrigendum
from grants.blank_forms import blank_form
from grants.models import Award, CallPage, CallQuestion, Corrigendum
from network.core.errors import DomainError, NotAllowed
from network.core.models import OutboxMessage
from tests.factories.grants import WHY, application_in, call_page, draft, open_call_now, submitted
from tests.factories.members import AffiliationFactory


@pytest.fixture
def call(db):
    return open_call_now()


def test_question_is_answered_for_everybody_without_a_name(client, client_for, call, stranger, grants_manager):
    question = ask_question(call, "May two organisations apply together?", by=stranger, now=timezone.now())
    before = client.get(f"/en/grants/{call.slug}/").text

    client_for(grants_manager).post(
        reverse("desk-grants-answer", kwargs={"key": call.translation_key, "question": question.uuid}),
        {"answer": "Yes, one of them leads."},
    )
    after = client.get(f"/en/grants/{call.slug}/").text

    assert "May two organisations" not in before
    assert "May two organisations" in after
    assert "Yes, one of them leads." in after
    assert "Stana" not in after
    told = [message.recipient.full_name for message in OutboxMessage.objects.order_by("pk")]
    assert told == ["Goran Grants", "Stana Stranger"]


def test_anybody_asks_and_machines_do_not(client, call):
    address = reverse("grants-ask", kwargs={"slug": call.slug})
    with time_machine.travel(timezone.now(), tick=False) as clock:
        page = client.get(address)
        trap = {
            name: page.context["form"][name].value() or "" for name in page.context["form"].fields if name != "text"
        }
        fast = client.post(address, {**trap, "text": "Is rent of a room possible?"})
        clock.shift(timedelta(seconds=9))
        trap = {
            name: fast.context["form"][name].value() or "" for name in fast.context["form"].fields if name != "text"
        }
        slow = client.post(address, {**trap, "text": "Is rent of a room possible?"})

    assert (fast.status_code, slow.status_code) == (422, 302)
    assert CallQuestion.objects.get().asked_by is None


def test_questions_end_some_days_before_the_deadline(call, stranger):
    last = call.closes_at - timedelta(days=7)

    ask_question(call, "On the last second?", by=stranger, now=last)
    with pytest.raises(DomainError, match="no longer taken"):
        ask_question(call, "One second later?", by=stranger, now=last + timedelta(seconds=1))


def test_only_managers_answer(call, stranger, secretariat):
    question = ask_question(call, "Who answers this one?", by=stranger, now=timezone.now())

    with pytest.raises(NotAllowed):
        answer_question(question, "Me.", by=stranger, now=timezone.now())
    with pytest.raises(DomainError):
        answer_question(question, "  ", by=secretariat, now=timezone.now())

    assert CallQuestion.objects.published().count() == 0


def test_corrigendum_moves_the_deadline_everywhere_and_mails_drafts(client, call, grants_manager):
    writer = AffiliationFactory(role="editor")
    draft(call, writer.organisation)
    submitted(call)
    OutboxMessage.objects.all().delete()
    later = call.closes_at + timedelta(days=5)

    publish_corrigendum(call, "The holiday was forgotten.", by=grants_manager, now=timezone.now(), closes_at=later)

    call.refresh_from_db()
    page = CallPage.objects.get()
    assert (call.closes_at, page.closes_at) == (later, later)
    page.get_latest_revision_as_object().full_clean()
    assert [message.recipient for message in OutboxMessage.objects.all()] == [writer.person]
    assert "The holiday was forgotten." in client.get(f"/en/grants/{call.slug}/").text


@pytest.mark.parametrize("days", [-1, 0])
def test_deadline_never_moves_forward(call, grants_manager, days):
    with pytest.raises(DomainError, match="later moment"):
        publish_corrigendum(
            call, "Sooner.", by=grants_manager, now=timezone.now(), closes_at=call.closes_at + timedelta(days=days)
        )

    assert Corrigendum.objects.count() == 0


def changed_page(**changes):
    page = CallPage.objects.get().get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


LONGER = [
    {
        "type": "long",
        "id": WHY,
        "value": {"label": "Why is it needed now?", "help": "", "required": True, "max_words": 80},
    }
]
OTHER_CRITERIA = [
    {
        "type": "criterion",
        "id": "c9",
        "value": {"section": "X", "name": "Y", "text": "", "maximum": 5, "weight": "1", "section_minimum": None},
    }
]


def test_drafts_take_over_a_corrected_form_and_submissions_do_not(call, grants_manager):
    waiting, handed_in = draft(call), submitted(call)
    changed_page(questions=LONGER)

    publish_corrigendum(call, "80 words are allowed.", by=grants_manager, now=timezone.now(), adopts_form=True)

    waiting.refresh_from_db()
    handed_in.refresh_from_db()
    assert (waiting.form.version, handed_in.form.version) == (2, 1)
    assert waiting.form.definition.typed[0].max_words == 80
    assert waiting.parts.get(name="project").content["answers"][WHY] == "Because nobody else does it."


def test_criteria_stand_once_somebody_has_submitted(call, grants_manager):
    submitted(call)
    changed_page(criteria=OTHER_CRITERIA)

    with pytest.raises(DomainError, match="criteria"):
        publish_corrigendum(call, "Other criteria.", by=grants_manager, now=timezone.now(), adopts_form=True)

    assert call.forms.count() == 1


def test_nothing_is_corrected_after_closing(call, grants_manager):
    with pytest.raises(DomainError, match="closed"):
        publish_corrigendum(call, "Too late.", by=grants_manager, now=call.closes_at + timedelta(seconds=1))


def test_corrigendum_stands(call, grants_manager):
    item = publish_corrigendum(call, "A word was missing.", by=grants_manager, now=timezone.now())

    with pytest.raises(TypeError):
        item.save()
    with pytest.raises(TypeError):
        item.delete()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["blank form", "Why is it needed?", "Up to 50 words."]), ("sr", ["образац"]), ("sr-latn", ["obrazac"])],
)
def test_blank_form_is_printed_in_the_readers_script(client, call, language, words):
    answer = client.get(f"/{language}/grants/calls/{call.slug}/form.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)

    assert answer["Content-Type"] == "application/pdf"
    for word in words:
        assert word in text or word in str(PdfReader(io.BytesIO(answer.content)).metadata.title)


def test_blank_form_is_the_same_bytes_for_the_same_call(call):
    assert blank_form(call, language="sq") == blank_form(call, language="sq")


def test_dates_stand_on_both_clocks(client, call):
    page = client.get(f"/en/grants/{call.slug}/").text

    assert page.index("Applications open") < page.index("Last day for questions") < page.index("Applications close")
    assert "Brussels" in page


def test_practice_call_never_counts(client, grants_manager, secretariat):
    call = open_call(call_page(is_practice=True), by=None)
    application_in("awarded", call, managers=(grants_manager, secretariat))
    type(call).objects.update(results_published_at=timezone.now())

    assert Award.objects.public().count() == 0
    assert call.code not in client.get("/en/grants/").text
    assert client.get("/grants/360giving.json").json()["grants"] == []
    assert "A practice call" in client.get(f"/en/grants/{call.slug}/").text
