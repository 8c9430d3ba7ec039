"""What managers write on the desk comes back: after an expired session, from a stale page, or when it cannot be kept."""

import time
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from grants.actions.committee import add_member, begin_meeting, propose, sign_minutes
from grants.actions.letters import file_complaint, prepare_letters, send_letter
from grants.actions.notices import ask_question
from grants.models import CallQuestion, Complaint, Corrigendum, Letter, Meeting
from tests.factories.grants import application_in, open_call_now
from tests.factories.members import AffiliationFactory

BACKEND = "django.contrib.auth.backends.ModelBackend"
BACK = "Your text is back"
WORDS = "Two hours of my words."


@pytest.fixture
def texts(grants_manager, secretariat, stranger):
    """Where each text of the desk is sent, the page it stands on, and what is sent with it."""
    call = open_call_now()
    first, second, third = (application_in("ranked", call, managers=(grants_manager, secretariat)) for _ in range(3))
    decided = begin_meeting(call, held_on=date(2026, 5, 5), place="Belgrade", by=grants_manager)
    for name, is_chair in (("Vera Chair", True), ("Luan Member", False)):
        add_member(decided, name=name, is_chair=is_chair, by=grants_manager)
    for item in (first, second, third):
        propose(decided, item, verdict="rejected", recommended=None, reason="Weak.", by=grants_manager)
    sign_minutes(decided, by=grants_manager)
    prepare_letters(call, by=grants_manager)
    sent = send_letter(Letter.objects.get(application=first), by=grants_manager)
    person = AffiliationFactory(organisation=first.organisation, role="representative").person
    complaint = file_complaint(sent, text="Unfair", by=person, today=timezone.localdate())
    draft = Letter.objects.get(application=second)
    late = application_in("ranked", call, managers=(grants_manager, secretariat))
    meeting = begin_meeting(call, held_on=date(2026, 6, 6), place="Tirana", by=grants_manager)
    question = ask_question(call, "May two organisations apply together?", by=stranger, now=timezone.now())
    key = {"key": call.translation_key}
    at_meeting = reverse("desk-grants-meeting", kwargs={"uuid": meeting.uuid})
    notices = reverse("desk-grants-notices", kwargs=key)
    letter = reverse("desk-grants-letter", kwargs={"uuid": draft.uuid})

    def to(name, **where):
        return reverse(f"desk-grants-{name}", kwargs=where)

    return {
        "notes": (to("meeting-notes", uuid=meeting.uuid), at_meeting, {"notes": WORDS}),
        "proposal": (
            to("propose", uuid=meeting.uuid, application=late.uuid),
            at_meeting,
            {"verdict": "rejected", "recommended": "", "reason": WORDS},
        ),
        "letter": (letter, letter, {"body": WORDS}),
        "complaint": (
            to("complaint-answer", uuid=complaint.uuid, **key),
            to("letters", **key),
            {"verdict": "rejected", "answer": WORDS},
        ),
        "question": (to("answer", question=question.uuid, **key), notices, {"answer": WORDS}),
        "corrigendum": (to("correct", **key), notices, {"text": WORDS}),
    }


def nothing_is_saved():
    return not (
        Meeting.objects.exclude(notes="").exists()
        or Letter.objects.filter(body=WORDS).exists()
        or Complaint.objects.exclude(answer="").exists()
        or CallQuestion.objects.exclude(answer="").exists()
        or Corrigendum.objects.exists()
    )


def prove_second_factor(browser, user):
    session = browser.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def test_expired_session_costs_no_word(client, grants_manager, texts):
    for name, (address, page, fields) in texts.items():
        client.logout()
        sent = client.post(address, fields)
        asked = client.get(sent.url)
        client.force_login(grants_manager, backend=BACKEND)
        halfway = client.get(page)
        prove_second_factor(client, grants_manager)
        shown, again = client.get(page), client.get(page).text

        assert (sent.url, asked.url) == (page, f"/en/account/login/?next={page}"), name
        assert halfway.status_code == 302, name  # a password alone neither shows the text nor uses it up
        assert (shown.status_code, shown.text.count(WORDS), BACK in shown.text) == (200, 1, True), name
        assert (WORDS in again, BACK in again) == (False, False), name
    assert nothing_is_saved()


def test_page_older_than_the_sign_in_costs_no_word(client_for, grants_manager, texts):
    browser = client_for(grants_manager)
    browser.handler.enforce_csrf_checks = True
    for name, (address, page, fields) in texts.items():
        sent = browser.post(address, fields)
        shown = browser.get(page)

        assert (sent.status_code, sent.url) == (302, page), name
        assert (shown.text.count(WORDS), BACK in shown.text) == (1, True), name
    assert nothing_is_saved()


def test_text_too_long_comes_back_with_a_sentence(client_for, grants_manager, texts):
    browser = client_for(grants_manager)
    for name, (address, _page, fields) in texts.items():
        long = {key: WORDS * 1000 if value == WORDS else value for key, value in fields.items()}
        shown = browser.post(address, long)

        assert shown.status_code == 422, name
        assert WORDS * 1000 in shown.text, name
        assert "Ensure this value has at most" in shown.text, name
        assert BACK not in shown.text, name
    assert nothing_is_saved()


def test_what_is_sent_in_time_is_saved(client_for, grants_manager, texts):
    browser = client_for(grants_manager)
    for address, _page, fields in texts.values():
        assert browser.post(address, fields).status_code == 302

    assert (Meeting.objects.get(place="Tirana").notes, Complaint.objects.get().answer) == (WORDS, WORDS)
    assert (CallQuestion.objects.get().answer, Corrigendum.objects.get().text) == (WORDS, WORDS)
    assert Letter.objects.filter(body=WORDS).count() == 1


def test_nobody_else_gets_in_through_the_exemption(client_for, stranger, texts):
    browser = client_for(stranger)
    for name, (address, _page, fields) in texts.items():
        assert browser.post(address, fields).status_code == 404, name
    assert nothing_is_saved()
