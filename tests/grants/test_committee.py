import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from grants.actions.committee import add_member, begin_meeting, propose, sign_minutes
from grants.actions.letters import (
    answer_complaint,
    file_complaint,
    prepare_letters,
    send_letter,
    send_letters,
    write_letter,
)
from grants.decision_papers import evaluation_pdf, letter_pdf, minutes_pdf
from grants.models import Complaint, Letter, Meeting, Proposal
from network.core.errors import DomainError, NotAllowed
from network.core.models import OutboxMessage
from tests.factories.grants import application_in, open_call_now
from tests.factories.members import AffiliationFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
D = Decimal
DAY = date(2026, 5, 5)


@pytest.fixture
def call():
    return open_call_now()


@pytest.fixture
def managers(grants_manager, secretariat):
    return (grants_manager, secretariat)


@pytest.fixture
def ranked(call, managers):
    return [
        application_in("ranked", call, OrganisationFactory(name=name), managers=managers) for name in ("A", "B", "C")
    ]


def meeting_of(call, by):
    meeting = begin_meeting(call, held_on=DAY, place="Belgrade", by=by)
    add_member(meeting, name="Vera Chair", is_chair=True, by=by)
    add_member(meeting, name="Luan Member", by=by)
    add_member(meeting, name="Absent Member", is_present=False, remark="Ill", by=by)
    return meeting


def decide(meeting, applications, by, verdicts=("provisionally_selected", "reserve", "rejected"), amount=5000):
    for application, verdict in zip(applications, verdicts, strict=True):
        propose(
            meeting,
            application,
            verdict=verdict,
            recommended=None if verdict == "rejected" else D(amount),
            reason=f"Because {application.organisation.name}.",
            by=by,
        )


def test_signed_minutes_bring_every_application_to_its_verdict(call, ranked, grants_manager):
    meeting = meeting_of(call, grants_manager)
    decide(meeting, ranked, grants_manager)

    sign_minutes(meeting, by=grants_manager)

    for application in ranked:
        application.refresh_from_db()
    assert [a.state for a in ranked] == ["provisionally_selected", "reserve", "rejected"]
    meeting.refresh_from_db()
    assert (meeting.state, meeting.signed_by_name, meeting.minutes.purpose) == (
        "signed", str(grants_manager), "grant-minutes",
    )  # fmt: skip
    with pytest.raises(DomainError, match="signed"):
        add_member(meeting, name="Late", by=grants_manager)
    with pytest.raises(DomainError, match="signed"):
        sign_minutes(meeting, by=grants_manager)


def test_nothing_is_signed_without_quorum_chair_and_a_word_on_everybody(call, ranked, grants_manager):
    meeting = begin_meeting(call, held_on=DAY, place="Belgrade", by=grants_manager)
    Proposal.objects.all().delete()

    with pytest.raises(DomainError, match="chaired"):
        sign_minutes(meeting, by=grants_manager)
    add_member(meeting, name="Vera", is_chair=True, by=grants_manager)
    with pytest.raises(DomainError, match="At least 2"):
        sign_minutes(meeting, by=grants_manager)
    add_member(meeting, name="Luan", by=grants_manager)
    with pytest.raises(DomainError, match="no proposal"):
        sign_minutes(meeting, by=grants_manager)
    decide(meeting, ranked[:2], grants_manager, verdicts=("reserve", "rejected"))
    with pytest.raises(DomainError, match="no proposal"):
        sign_minutes(meeting, by=grants_manager)

    assert {a.state for a in call.applications.all()} == {"ranked"}


def test_recommended_amounts_fit_into_the_envelope(managers, grants_manager):
    call = open_call_now(envelope=D(10000), maximum_grant=D(10000))
    applications = [application_in("ranked", call, managers=managers) for _ in range(2)]
    meeting = meeting_of(call, grants_manager)
    decide(meeting, applications, grants_manager, verdicts=["provisionally_selected"] * 2, amount="5000.01")

    with pytest.raises(DomainError, match=r"10,000\.02"):
        sign_minutes(meeting, by=grants_manager)
    decide(meeting, applications, grants_manager, verdicts=["provisionally_selected"] * 2, amount="5000.00")
    sign_minutes(meeting, by=grants_manager)

    assert {a.state for a in call.applications.all()} == {"provisionally_selected"}


@pytest.mark.parametrize(
    ("verdict", "amount", "reason", "sentence"),
    [
        ("provisionally_selected", None, "x", "more than nothing"),
        ("reserve", D("5136.01"), "x", "at most"),
        ("rejected", None, " ", "reason"),
    ],
)
def test_proposal_keeps_the_limits(call, ranked, grants_manager, verdict, amount, reason, sentence):
    meeting = meeting_of(call, grants_manager)

    with pytest.raises(DomainError, match=sentence):
        propose(meeting, ranked[0], verdict=verdict, recommended=amount, reason=reason, by=grants_manager)


def test_one_open_meeting_and_no_word_on_ones_own(call, ranked, grants_manager, secretariat, stranger):
    meeting = meeting_of(call, grants_manager)
    decide(meeting, ranked, grants_manager)

    with pytest.raises(DomainError, match="not signed yet"):
        begin_meeting(call, held_on=DAY, place="Niš", by=secretariat)
    with pytest.raises(NotAllowed):
        begin_meeting(call, held_on=DAY, place="Niš", by=stranger)
    AffiliationFactory(person=secretariat, organisation=ranked[2].organisation)
    with pytest.raises(NotAllowed, match="belong"):
        propose(meeting, ranked[2], verdict="rejected", recommended=None, reason="x", by=secretariat)
    with pytest.raises(NotAllowed, match="somebody else must sign"):
        sign_minutes(meeting, by=secretariat)
    assert Meeting.objects.get().state == "draft"


def text_of(content):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_papers_say_who_decided_what_and_why(call, ranked, grants_manager):
    ranked[0].organisation.name = "Đurđica ѓ љ ë"
    ranked[0].organisation.save()
    meeting = meeting_of(call, grants_manager)
    decide(meeting, ranked, grants_manager)

    said = text_of(minutes_pdf(meeting, language="en"))
    for expected in (
        "Draft, not signed",
        "Vera Chair",
        "absent",
        "Ill",
        "Đurđica ѓ љ ë",
        "€5,136",
        "€5,000",
        "Because B.",
    ):
        assert expected in said
    report = text_of(evaluation_pdf(meeting, language="en"))
    for expected in ("Evaluation report", ranked[1].number, "€5,000", "Need"):
        assert expected in report
    sign_minutes(meeting, by=grants_manager)
    assert "Draft, not signed" not in text_of(meeting.minutes.file.open("rb").read())


@pytest.fixture
def decided(call, ranked, grants_manager):
    meeting = meeting_of(call, grants_manager)
    decide(meeting, ranked, grants_manager)
    sign_minutes(meeting, by=grants_manager)
    return [AffiliationFactory(organisation=a.organisation, role="representative").person for a in ranked]


def test_letters_are_prepared_once_and_sent_once(call, ranked, decided, grants_manager):
    assert prepare_letters(call, by=grants_manager) == 3
    assert prepare_letters(call, by=grants_manager) == 0
    OutboxMessage.objects.all().delete()

    assert send_letters(call, by=grants_manager) == 3
    assert send_letters(call, by=grants_manager) == 0

    letters = Letter.objects.select_related("file")
    assert [letter.complain_by for letter in letters] == [timezone.localdate() + timedelta(days=10)] * 3
    assert {letter.file.purpose for letter in letters} == {"grant-letter"}
    assert sorted(OutboxMessage.objects.values_list("address", flat=True)) == sorted(p.email for p in decided)
    assert "€5,000" in letters[0].body
    with pytest.raises(DomainError, match="has been sent"):
        write_letter(letters[0], body="Other", reasons={}, by=grants_manager)
    with pytest.raises(TypeError):
        letters[0].delete()


def test_letter_says_what_was_agreed_upon(call, decided, ranked, grants_manager):
    prepare_letters(call, by=grants_manager)
    letter = Letter.objects.get(application=ranked[2])
    letter.feedback = [
        {
            "key": "k",
            "section": {"en": "Relevance"},
            "name": {"en": "Need"},
            "points": "3.5",
            "maximum": 5,
            "reason": "Old",
        }
    ]
    letter.save()

    write_letter(letter, body="New words for you.", reasons={"k": "Known at first hand, љ њ џ."}, by=grants_manager)
    letter.refresh_from_db()

    said = text_of(letter_pdf(letter))
    for expected in ("New words for you.", "Need", "3.50 / 5", "Known at first hand, љ њ џ.", "within 10 days"):
        assert expected in said


def test_complaint_is_filed_in_time_once_and_answered_once(call, decided, ranked, grants_manager, stranger):
    prepare_letters(call, by=grants_manager)
    letter = send_letter(Letter.objects.get(application=ranked[2]), by=grants_manager)
    person, today = decided[2], timezone.localdate()

    with pytest.raises(NotAllowed):
        file_complaint(letter, text="Unfair", by=stranger, today=today)
    with pytest.raises(DomainError, match="over"):
        file_complaint(letter, text="Unfair", by=person, today=today + timedelta(days=11))
    first = file_complaint(letter, text="Unfair", by=person, today=today + timedelta(days=10))
    assert file_complaint(letter, text="Again", by=person, today=today) == first
    assert first.answer_by == today + timedelta(days=30)
    with pytest.raises(DomainError, match="write the answer"):
        answer_complaint(first, verdict="upheld", answer=" ", by=grants_manager)
    answer_complaint(first, verdict="rejected", answer="The points stand.", by=grants_manager)
    with pytest.raises(DomainError):
        answer_complaint(first, verdict="upheld", answer="Or not.", by=grants_manager)

    person.delete()
    found = Complaint.objects.get()
    assert (found.state, found.answer, found.filed_by_name) == ("rejected", "The points stand.", str(person))


def test_pages_of_the_decision(client, client_for, call, ranked, decided, grants_manager, stranger, assessor):
    prepare_letters(call, by=grants_manager)
    letter = Letter.objects.get(application=ranked[2])
    meeting = Meeting.objects.get()
    desk_pages = [
        reverse("desk-grants-decision", kwargs={"key": call.translation_key}),
        reverse("desk-grants-letters", kwargs={"key": call.translation_key}),
        reverse("desk-grants-seats", kwargs={"key": call.translation_key}),
        reverse("desk-grants-meeting", kwargs={"uuid": meeting.uuid}),
        reverse("desk-grants-evaluation", kwargs={"uuid": meeting.uuid}),
        reverse("desk-grants-letter", kwargs={"uuid": letter.uuid}),
        reverse("desk-grants-letter-pdf", kwargs={"uuid": letter.uuid}),
    ]
    mine = reverse("grants-letter", kwargs={"uuid": letter.uuid})
    browsers = {
        "anonymous": client,
        "stranger": client_for(stranger),
        "assessor": client_for(assessor),
        "applicant": client_for(decided[2]),
        "other applicant": client_for(decided[0]),
        "manager": client_for(grants_manager),
    }

    def statuses(address):
        return [browser.get(address).status_code for browser in browsers.values()]

    for address in desk_pages:
        assert statuses(address) == [302, 404, 404, 404, 404, 200], address
    assert statuses(mine) == [302, 404, 404, 404, 404, 200]  # a draft is nobody's but the desk's
    send_letter(letter, by=grants_manager)
    assert statuses(mine) == [302, 404, 404, 200, 404, 200]
    file = Letter.objects.get(pk=letter.pk).file.get_absolute_url()
    assert statuses(file) == [404, 404, 404, 200, 404, 200]
    assert browsers["applicant"].post(f"{mine}complain/", {"text": ""}).status_code == 422
    assert browsers["applicant"].post(f"{mine}complain/", {"text": "Unfair."}).status_code == 302
    assert browsers["other applicant"].post(f"{mine}complain/", {"text": "Mine too"}).status_code == 404
    assert Complaint.objects.get().text == "Unfair."


def test_complaint_waits_behind_the_sign_in(client, call, decided, ranked, grants_manager):
    prepare_letters(call, by=grants_manager)
    letter = send_letter(Letter.objects.get(application=ranked[2]), by=grants_manager)
    page = reverse("grants-letter", kwargs={"uuid": letter.uuid})

    answer = client.post(f"{page}complain/", {"text": "Our partner is named on page three."})
    client.force_login(decided[2], backend="django.contrib.auth.backends.ModelBackend")

    assert answer.url == f"/en/account/login/?next={page}"
    assert "Our partner is named on page three." in client.get(page).text
    assert not Complaint.objects.exists()


def test_complaint_from_a_page_older_than_the_sign_in_is_shown_again(call, decided, ranked, grants_manager):
    prepare_letters(call, by=grants_manager)
    letter = send_letter(Letter.objects.get(application=ranked[2]), by=grants_manager)
    page, browser = reverse("grants-letter", kwargs={"uuid": letter.uuid}), Client(enforce_csrf_checks=True)
    browser.force_login(decided[2], backend="django.contrib.auth.backends.ModelBackend")

    answer = browser.post(f"{page}complain/", {"text": "Typed for an hour."})

    assert answer.url == page
    assert "Typed for an hour." in browser.get(page).text
    assert not Complaint.objects.exists()
