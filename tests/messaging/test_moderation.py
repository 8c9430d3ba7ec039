"""Reports, what moderators do about them, objections: who decides, what is kept, what the others see of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from messaging.actions import (
    answer_appeal,
    delete_message,
    handle_report,
    hide_message,
    object_to,
    open_direct,
    report_message,
    silence_participant,
)
from messaging.finding import MessageSearch, find_messages
from messaging.justice import appeals_before, can_answer_appeal, can_judge_report, measures_before, reports_before
from messaging.models import Measure, Message, Participation, Report
from messaging.permissions import can_read_attachment
from network.core.errors import DomainError, NotAllowed
from network.core.models import OutboxMessage, PrivateFile
from tests.factories.members import AffiliationFactory, person_with_role
from tests.factories.messaging import ParticipationFactory, room_with, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return AffiliationFactory(person__full_name="Mira Moderator").person


@pytest.fixture
def room(member, representative, moderator):
    """Mila said something, Rade reads, Mira moderates; by invitation only."""
    room = room_with(member, representative, confidential=True)
    ParticipationFactory(room=room, person=moderator, role="moderator")
    return room


def test_the_evidence_outlives_the_message_and_cannot_be_changed(room, member, representative):
    message = say(room, member, "Call 060 000 and ask for her")
    report = report_message(message, by=representative, grievance="personal_data", note="A number")
    delete_message(message, by=member)

    report.refresh_from_db()
    assert (report.evidence["text"], report.is_intact) == ("Call 060 000 and ask for her", True)
    report.evidence["text"] = "Nothing"
    assert not report.is_intact


def test_a_message_is_reported_once_by_a_person_and_not_by_its_author(room, member, representative):
    message = say(room, member)

    first, second = (report_message(message, by=representative, grievance="spam") for _time in range(2))

    assert first == second
    with pytest.raises(NotAllowed):
        report_message(message, by=member, grievance="spam")


DECISIONS = {
    # decision: hidden, muted, state of the author, state of the report
    "dismiss": (False, False, "active", "dismissed"),
    "hide": (True, False, "active", "upheld"),
    "silence": (True, True, "active", "upheld"),
    "remove": (True, False, "removed", "upheld"),
}


def test_a_decision_does_what_it_says_and_answers_everybody(room, member, representative, moderator):
    other = AffiliationFactory().person
    ParticipationFactory(room=room, person=other)
    found = {}
    for decision in DECISIONS:
        message = say(room, member, "Something")
        reports = [report_message(message, by=one, grievance="harm") for one in (representative, other)]
        handle_report(reports[0], by=moderator, decision=decision, reason="As agreed")
        message.refresh_from_db()
        mine = Participation.objects.get(room=room, person=member)
        states = set(Report.objects.filter(message=message).values_list("state", flat=True))
        found[decision] = (message.is_deleted, mine.muted_until is not None, mine.state, *states)
        Participation.objects.filter(pk=mine.pk).update(state="active", muted_until=None)

    assert found == DECISIONS
    assert OutboxMessage.objects.filter(recipient=representative, subject="The message you reported").count() == 4


def test_who_judges(room, member, representative, moderator):
    secretariat = person_with_role("secretariat")
    people = {"author": member, "reporter": representative, "moderator": moderator, "secretariat": secretariat}
    of_member = report_message(say(room, member), by=representative, grievance="harm")
    of_moderator = report_message(say(room, moderator), by=representative, grievance="harm")
    direct = open_direct(representative, by=member)
    in_private = report_message(say(direct, member, "Rude"), by=representative, grievance="harm")
    reports = {"of member": of_member, "of moderator": of_moderator, "in private": in_private}

    may = {what: [who for who, one in people.items() if can_judge_report(one, it)] for what, it in reports.items()}
    see = {what: [who for who, one in people.items() if it in reports_before(one)] for what, it in reports.items()}

    assert may == {"of member": ["moderator"], "of moderator": ["secretariat"], "in private": ["secretariat"]}
    assert see == may


def test_a_hidden_message_is_hidden_everywhere_and_comes_back_whole(room, member, representative, moderator):
    file = SimpleUploadedFile("list.txt", b"names")
    message = say(room, member, "The **list** of names", files=[file], topic="Lists")

    hide_message(message, by=moderator, reason="Names")

    message.refresh_from_db()
    kept = PrivateFile.objects.get()
    assert (message.text, message.html, message.folded, message.is_deleted) == ("", "", "", True)
    assert list(find_messages(representative, MessageSearch(words="list"))) == []
    assert not can_read_attachment(representative, kept)
    measure = Measure.objects.get()
    object_to(measure, by=member, words="They agreed to it")
    answer_appeal(measure, by=person_with_role("secretariat"), granted=True, answer="They did.")
    message.refresh_from_db()
    assert (message.html, message.topic, message.has_files) == (
        "<p>The <strong>list</strong> of names</p>",
        "Lists",
        True,
    )
    assert not message.is_deleted
    assert can_read_attachment(representative, kept)
    assert room.messages.filter(revision=3).get() == message


def test_only_others_than_those_involved_answer_an_objection(room, member, representative, moderator):
    second = AffiliationFactory().person
    ParticipationFactory(room=room, person=second, role="moderator")
    secretariat = person_with_role("secretariat")
    hide_message(say(room, member), by=moderator, reason="No")
    measure = Measure.objects.get()
    with pytest.raises(NotAllowed):
        object_to(measure, by=representative, words="Mine too")
    object_to(measure, by=member, words="Why?")
    people = {
        "concerned": member, "who took it": moderator, "reader": representative,
        "second moderator": second, "secretariat": secretariat,
    }  # fmt: skip

    assert [who for who, one in people.items() if can_answer_appeal(one, measure)] == [
        "second moderator",
        "secretariat",
    ]
    assert [who for who, one in people.items() if measure in appeals_before(one)] == ["second moderator", "secretariat"]
    with pytest.raises(NotAllowed):
        answer_appeal(measure, by=moderator, granted=False, answer="Because")
    with pytest.raises(DomainError):
        object_to(measure, by=member, words="Again")


def test_silence_can_be_objected_to_and_is_taken_back(room, member, moderator):
    from django.utils import timezone  # inline: used here only

    mine = Participation.objects.get(room=room, person=member)
    silence_participant(mine, until=timezone.now() + timezone.timedelta(days=7), by=moderator, reason="Loud")
    with pytest.raises(NotAllowed, match="silenced"):
        say(room, member)

    measure = Measure.objects.get()
    object_to(measure, by=member, words="I was not")
    answer_appeal(measure, by=person_with_role("secretariat"), granted=True, answer="True")

    assert say(room, member).seq == 1


def test_the_pages_are_for_those_who_decide_and_the_one_concerned(client_for, room, member, representative, moderator):
    report = report_message(say(room, member, "Doubtful words"), by=representative, grievance="spam")
    hide_message(say(room, member, "More of it"), by=moderator, reason="No")
    measure = Measure.objects.get()
    people = {"author": member, "reporter": representative, "moderator": moderator}

    found = {
        who: tuple(
            client_for(person).get(f"/en/rooms/{path}").status_code
            for path in ("moderation/", f"reports/{report.uuid}/", f"measures/{measure.uuid}/")
        )
        for who, person in people.items()
    }

    assert found == {"author": (403, 404, 200), "reporter": (403, 404, 404), "moderator": (200, 200, 200)}
    page = client_for(moderator).get(f"/en/rooms/reports/{report.uuid}/").content.decode()
    assert "Doubtful words" in page
    assert "sealed, unchanged" in page


def test_deciding_and_objecting_by_plain_forms(client_for, room, member, representative, moderator):
    message = say(room, member, "Doubtful words")
    client_for(representative).post(f"/en/rooms/{room.slug}/1/report/", {"grievance": "spam", "note": ""})
    report = Report.objects.get()

    decided = client_for(moderator).post(f"/en/rooms/reports/{report.uuid}/", {"decision": "hide", "reason": "An ad"})
    measure = Measure.objects.get()
    objected = client_for(member).post(f"/en/rooms/measures/{measure.uuid}/", {"words": "It was not"})
    answered = client_for(person_with_role("secretariat")).post(
        f"/en/rooms/measures/{measure.uuid}/", {"granted": "yes", "answer": "Right"}
    )

    assert [answer.status_code for answer in (decided, objected, answered)] == [302, 302, 302]
    assert Message.objects.get(pk=message.pk).text == "Doubtful words"


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_asks_the_same_whatever_waits(
    client_for, django_assert_num_queries, room, member, representative, moderator, number
):
    for _number in range(number):
        report_message(say(room, member), by=representative, grievance="spam")
        hide_message(say(room, member), by=moderator, reason="No")
    client = client_for(moderator)
    client.get("/en/rooms/moderation/")

    with django_assert_num_queries(12):
        client.get("/en/rooms/moderation/")


def test_the_log_is_read_by_those_who_look_after_the_room(room, member, representative, moderator):
    hide_message(say(room, member), by=moderator, reason="No")

    assert [one.reason for one in measures_before(moderator)] == ["No"]
    assert list(measures_before(member)) == list(measures_before(representative)) == []
