"""One's own data: seen, taken along, agreed to, withdrawn, and gone."""

import io
import json
import time
import zipfile
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import CalendarFeed, Certificate
from members import actions
from members.jobs import close_accounts, forget_old_letters
from members.models import AccountClosure, Consent, Invitation, MembershipApplication, User
from messaging.models import Block, Message, Participation
from network.core import audit
from network.core.errors import DomainError
from network.core.models import AuditEntry, OutboxMessage, PrivateFile
from tests.factories.members import (
    PASSWORD,
    MembershipApplicationFactory,
    UserFactory,
    complete_application,
    submitted_application,
)
from tests.factories.messaging import room_with, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(member, representative):
    """A member who has left traces everywhere."""
    room = room_with(member, representative)
    say(room, member, "A sentence of mine.")
    say(room, representative, "A sentence of somebody else.")
    complete_application(applicant=member, name="Drafted")
    CalendarFeed.objects.create(person=member)
    TOTP.activate(member, "JBSWY3DPEHPK3PXP")
    Block.objects.create(blocker=representative, blocked=member)
    actions.give_consent(member, purpose="press", by=member)
    return member


@pytest.fixture
def fresh(client_for):
    """A browser in which the person has just proved again who they are."""

    def sign_in(person):
        client = client_for(person)
        session = client.session
        session["account_authentication_methods"][0]["reauthenticated"] = True
        session.save()
        return client

    return sign_in


def unpacked(response):
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    return {name: archive.read(name) for name in archive.namelist()}


# --- The copy -----------------------------------------------------------------------------------------------------


def test_copy_holds_everything_of_mine_and_nothing_of_others(busy, fresh):
    files = unpacked(fresh(busy).get(reverse("my-data-download")))
    text = files["data.json"].decode()
    copy = json.loads(text)

    assert copy["account"]["email"] == "member@example.org"
    assert [row["text"] for row in copy["records"]["messaging"]["messaging.Message.author"]] == ["A sentence of mine."]
    assert copy["records"]["members"]["members.Affiliation.person"][0]["organisation__name"] == "Primer centar"
    assert copy["records"]["members"]["members.Consent.person"][0]["purpose"] == "press"
    assert [name for name in files if name.startswith("files/")] != []
    assert len([name for name in files if name.startswith("files/")]) == 4
    assert "A sentence of somebody else." not in text
    assert "representative@example.org" not in text
    assert "messaging.Block.blocked" not in text


def test_copy_holds_no_secrets(busy, fresh):
    UserSession.objects.create(user=busy, session_key="sessionkey123", ip="127.0.0.1", user_agent="x")

    text = unpacked(fresh(busy).get(reverse("my-data-download")))["data.json"].decode()

    assert "sessionkey123" not in text
    assert busy.calendar_feed.key.hex not in text.replace("-", "")
    assert "secret" not in text
    assert "argon2" not in text
    assert busy.password not in text


def test_taking_the_copy_is_logged_and_needs_fresh_proof(busy, fresh):
    client = fresh(busy)
    assert client.get(reverse("my-data-download")).status_code == 200
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 3600, "email": busy.email}]
    session.save()

    stale = client.get(reverse("my-data-download"))

    assert stale.status_code == 302
    assert "reauthenticate" in stale.url
    assert AuditEntry.objects.filter(verb="account.data_taken").count() == 1


def test_file_whose_bytes_are_gone_is_named(busy, fresh):
    file = PrivateFile.objects.first()
    file.file.storage.delete(file.file.name)

    assert file.name in unpacked(fresh(busy).get(reverse("my-data-download")))["MISSING.txt"].decode()


@pytest.mark.parametrize("size", [1, 3])
def test_page_costs_the_same_for_little_and_much(
    size, member, representative, client_for, django_assert_max_num_queries
):
    room = room_with(member, representative)
    for number in range(size):
        say(room, member, f"Sentence {number}")
    client = client_for(member)
    client.get(reverse("my-data"))

    with django_assert_max_num_queries(75):
        page = client.get(reverse("my-data"))

    assert ("Messages", size) in [(line.label, line.count) for line in page.context["lines"]]


# --- Closing the account ------------------------------------------------------------------------------------------


def test_closing_waits_two_weeks_and_can_be_taken_back(member, fresh, django_capture_on_commit_callbacks):
    client = fresh(member)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account-close"), {"understood": "on"})
    closure = AccountClosure.objects.get()
    assert (closure.due_at - closure.asked_at).days == 14
    assert close_accounts() == 0
    assert "/account/my-data/" in mail.outbox[0].body

    client.post(reverse("account-keep"))

    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert close_accounts() == 0
    member.refresh_from_db()
    assert member.is_active
    assert [entry.verb for entry in audit.history(member).order_by("id")] == ["account.closing", "account.kept"]


def test_closing_needs_the_box_ticked(member, fresh):
    response = fresh(member).post(reverse("account-close"), {})

    assert "understood" in response.context["form"].errors
    assert not AccountClosure.objects.exists()


def test_asking_twice_is_refused_in_words(member):
    actions.ask_for_closure(member, by=member)

    with pytest.raises(DomainError, match="already"):
        actions.ask_for_closure(member, by=member)


def test_last_representative_hands_over_first(representative, organisation, fresh):
    response = fresh(representative).post(reverse("account-close"), {"understood": "on"})

    assert "last representative of Primer centar" in response.content.decode()
    assert not AccountClosure.objects.exists()


def test_whoever_became_the_last_representative_meanwhile_stays_and_hears_why(representative, member, organisation):
    affiliation = member.affiliations.get()
    actions.change_affiliation_role(affiliation, role="representative", by=representative)
    actions.ask_for_closure(representative, by=representative)
    actions.end_affiliation(affiliation, by=member)

    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert close_accounts() == 0

    representative.refresh_from_db()
    assert representative.is_active
    assert "Your account could not be closed" in [notice.title for notice in representative.notifications.all()]
    assert not AccountClosure.objects.pending().exists()


def test_emptied_account_keeps_what_others_rely_on_and_nothing_else(
    busy, organisation, django_capture_on_commit_callbacks
):
    handed_in = submitted_application(name="Handed in")
    MembershipApplication.objects.filter(pk=handed_in.pk).update(applicant=busy)
    Invitation.objects.create(organisation=organisation, email=busy.email)
    stored = [file.file.name for file in PrivateFile.objects.filter(owner_id__in=drafts_of(busy))]
    storage = PrivateFile.objects.first().file.storage
    actions.ask_for_closure(busy, by=busy)

    with time_machine.travel(timezone.now() + timedelta(days=15)), django_capture_on_commit_callbacks(execute=True):
        assert close_accounts() == 1

    gone = User.objects.get(pk=busy.pk)
    assert (gone.is_active, gone.full_name, gone.has_usable_password()) == (False, "Former member", False)
    assert "member@example.org" not in gone.email
    assert [message.text for message in Message.objects.filter(author=gone)] == ["A sentence of mine."]
    assert list(MembershipApplication.objects.values_list("name", flat=True)) == ["Handed in"]
    assert not Participation.objects.filter(person=gone).exists()
    assert not CalendarFeed.objects.exists()
    assert not Authenticator.objects.exists()
    assert not Invitation.objects.exists()
    assert not organisation.affiliations.filter(person=gone, until=None).exists()
    assert Consent.objects.get().withdrawn_at is not None
    assert not any(storage.exists(name) for name in stored)
    assert not OutboxMessage.objects.filter(recipient=gone).exists()
    assert mail.outbox[-1].to == ["member@example.org"]
    assert mail.outbox[-1].subject == "Your account is closed"


def drafts_of(person):
    return [
        str(pk)
        for pk in MembershipApplication.objects.filter(applicant=person, state="draft").values_list("pk", flat=True)
    ]


def test_former_member_is_said_in_the_readers_language(busy):
    from django.utils import translation

    actions.erase_account(busy, by=None)

    with translation.override("sr"):
        assert str(User.objects.get(pk=busy.pk)) == "Бивши члан"
    with translation.override("sq"):
        assert str(Message.objects.select_related("author").filter(author=busy).first().author) == "Ish-anëtar"


def test_former_member_cannot_sign_in(busy):
    actions.erase_account(busy, by=None)

    client = Client()
    client.post("/en/account/login/", {"login": "member@example.org", "password": PASSWORD})

    assert "_auth_user_id" not in client.session


def test_emptying_twice_changes_nothing(busy):
    actions.erase_account(busy, by=None)
    before = User.objects.filter(pk=busy.pk).values().get()

    actions.erase_account(busy, by=None)

    assert User.objects.filter(pk=busy.pk).values().get() == before
    assert AuditEntry.objects.filter(verb="account.erased").count() == 1


def test_roles_end_with_the_account(coordinator):
    actions.erase_account(coordinator, by=None)

    gone = User.objects.get(pk=coordinator.pk)
    assert (gone.has_role("coordinator"), gone.groups.count()) == (False, 0)


def test_certificate_stays_checkable(member):
    from tests.factories.events import CertificateFactory

    certificate = CertificateFactory(registration__person=member, person_name=member.full_name)
    actions.erase_account(member, by=None)

    page = Client().get(certificate.get_absolute_url()).content.decode()

    assert Certificate.objects.get().person_name == "Mila Member"
    assert "Mila Member" in page


# --- Consents -----------------------------------------------------------------------------------------------------


def test_consent_is_given_withdrawn_and_given_again_with_dates(stranger, client_for):
    client = client_for(stranger)
    for step in ("give", "withdraw", "give"):
        client.post(reverse(f"consent-{step}", args=["press"]))

    found = list(Consent.objects.order_by("id"))
    assert [(consent.version, consent.withdrawn_at is None) for consent in found] == [
        ("2026-1", False),
        ("2026-1", True),
    ]
    assert [entry.verb for entry in AuditEntry.objects.order_by("id")] == [
        "consent.given",
        "consent.withdrawn",
        "consent.given",
    ]


def test_consent_twice_or_for_somebody_else_or_for_nothing_known_is_refused(stranger, secretariat, client_for):
    actions.give_consent(stranger, purpose="press", by=stranger)

    with pytest.raises(DomainError, match="already"):
        actions.give_consent(stranger, purpose="press", by=stranger)
    with pytest.raises(DomainError, match="themselves"):
        actions.give_consent(stranger, purpose="policy", by=secretariat)
    assert client_for(stranger).post(reverse("consent-give", args=["spam"])).status_code == 404


def test_withdrawing_stops_letters_that_wait(stranger):
    actions.give_consent(stranger, purpose="press", by=stranger)
    waiting = OutboxMessage.objects.create(
        kind="press", recipient=stranger, address=stranger.email, language="en", subject="x", text="x"
    )
    other = OutboxMessage.objects.create(
        kind="account", recipient=stranger, address=stranger.email, language="en", subject="x", text="x"
    )

    actions.withdraw_consent(stranger, purpose="press", by=stranger)

    waiting.refresh_from_db()
    other.refresh_from_db()
    assert (waiting.given_up_at is None, other.given_up_at is None) == (False, True)


# --- Devices, letters ---------------------------------------------------------------------------------------------


def test_one_device_is_signed_out_and_the_others_stay():
    person = UserFactory()
    phone, desk = (
        Client(HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Safari"),
        Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows) Firefox"),
    )
    for client in (phone, desk):
        client.post("/en/account/login/", {"login": person.email, "password": PASSWORD})
    page = desk.get(reverse("usersessions_list")).content.decode()
    assert "Safari, iPhone" in page
    assert "Firefox, Windows" in page
    session = UserSession.objects.get(session_key=phone.session.session_key)

    desk.post(reverse("session-end"), {"session": session.pk})

    assert phone.get(reverse("desk")).status_code == 302
    assert desk.get(reverse("desk")).status_code == 200


@pytest.mark.parametrize("number", ["", "x", "0", "99999999999999999999999", "-1"])
def test_no_session_of_that_name(number, stranger, client_for):
    assert client_for(stranger).post(reverse("session-end"), {"session": number}).status_code == 404


def test_session_of_somebody_else_does_not_exist(stranger, member, client_for):
    session = UserSession.objects.create(user=member, session_key="k", ip="127.0.0.1", user_agent="x")

    assert client_for(stranger).post(reverse("session-end"), {"session": session.pk}).status_code == 404
    assert UserSession.objects.filter(pk=session.pk).exists()


def test_old_letters_are_forgotten(stranger):
    old = timezone.now() - timedelta(days=100)
    for sent_at, given_up_at in ((old, None), (None, old), (timezone.now(), None), (None, None)):
        OutboxMessage.objects.create(
            kind="account",
            recipient=stranger,
            address="x@example.org",
            language="en",
            subject="x",
            text="x",
            sent_at=sent_at,
            given_up_at=given_up_at,
        )

    assert forget_old_letters() == 2
    assert OutboxMessage.objects.count() == 2


@pytest.mark.parametrize("name", ["my-data", "my-data-download", "account-close"])
def test_pages_are_for_people_who_have_signed_in(name, client_for, coordinator):
    assert Client().get(reverse(name)).status_code == 302
    assert client_for(coordinator, second_factor=False).get(reverse(name)).status_code == 302


def test_draft_of_somebody_else_is_not_touched(busy):
    other = MembershipApplicationFactory()

    actions.erase_account(busy, by=None)

    assert MembershipApplication.objects.filter(pk=other.pk).exists()
