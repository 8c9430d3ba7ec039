"""Letters to press and officials: only to whom agreed, and to nobody who changed their mind."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from members import actions
from members.jobs import send_mailings
from members.models import Mailing, Theme
from members.queries.stakeholders import audience_of, contacts, reach_of
from network.core.errors import DomainError
from network.core.mail import set_choice
from network.core.models import AuditEntry
from tests.factories.members import AffiliationFactory, OrganisationFactory, country

pytestmark = pytest.mark.django_db


def journalist(code="RS", agreed=True, kind="media", **person):
    purpose = "press" if kind == "media" else "policy"
    body = OrganisationFactory(kind=kind, country_code=code)
    somebody = AffiliationFactory(organisation=body, **{f"person__{k}": v for k, v in person.items()}).person
    if agreed:
        actions.give_consent(somebody, purpose=purpose, by=somebody)
    return somebody


def mailing(by, **facts):
    facts = {
        "purpose": "press",
        "subjects": {"en": "Hearing", "sr": "Слушање"},
        "texts": {"en": "Come.", "sr": "Дођите."},
    } | facts
    return actions.save_mailing(None, by=by, **facts)


def later():
    return time_machine.travel(timezone.now() + timedelta(minutes=11))


def test_audience_is_who_agreed_in_those_countries_with_those_interests(secretariat):
    asylum = Theme.objects.get(slug="asylum")
    ana, bojan = journalist("RS"), journalist("BA")
    journalist("RS", agreed=False)
    journalist("RS", kind="public_body")
    actions.save_interest(ana, themes=[asylum], by=secretariat)

    everybody = mailing(secretariat)
    serbia = mailing(secretariat, countries=[country("RS")])
    themed = mailing(secretariat, themes=[asylum])

    assert set(audience_of(everybody)) == {ana, bojan}
    assert list(audience_of(serbia)) == [ana]
    assert list(audience_of(themed)) == [ana]
    assert [reach_of(one).without_consent for one in (everybody, serbia, themed)] == [1, 1, 0]


def test_letters_go_in_the_readers_language_and_are_logged(secretariat, django_capture_on_commit_callbacks):
    journalist(language="sr-latn", email="sr@example.org")
    journalist(language="sq", email="sq@example.org")
    sent = actions.queue_mailing(mailing(secretariat), by=secretariat)
    assert send_mailings() == 0

    with later(), django_capture_on_commit_callbacks(execute=True):
        assert send_mailings() == 2
        assert send_mailings() == 0

    sent.refresh_from_db()
    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert sent.state == "sent"
    assert letters["sr@example.org"].subject == "Slušanje"
    assert "Dođite." in letters["sr@example.org"].body
    assert letters["sq@example.org"].subject == "Hearing"
    assert "List-Unsubscribe" in letters["sq@example.org"].extra_headers
    assert [entry.verb for entry in AuditEntry.objects.filter(verb__startswith="mailing.").order_by("id")] == [
        "mailing.saved",
        "mailing.queued",
        "mailing.sent",
    ]


@pytest.mark.parametrize("change", ["withdraws", "declines", "leaves"])
def test_whoever_changes_their_mind_between_queueing_and_sending_is_left_out(change, secretariat):
    stays, goes = journalist(full_name="Stays"), journalist(full_name="Goes")
    sent = actions.queue_mailing(mailing(secretariat), by=secretariat)

    if change == "withdraws":
        actions.withdraw_consent(goes, purpose="press", by=goes)
    elif change == "declines":
        set_choice(goes, "press", email=False)
    else:
        actions.erase_account(goes, by=None)
    with later():
        assert send_mailings() == 1

    log = {line.person_id: (line.state, line.reason) for line in sent.recipients.all()}
    reasons = {"withdraws": "Consent withdrawn", "declines": "Declined these letters", "leaves": "Account closed"}
    assert log == {stays.pk: ("sent", ""), goes.pk: ("suppressed", reasons[change])}
    assert not goes.notifications.exists()


def test_letter_that_waits_in_the_outbox_is_stopped_by_withdrawing(secretariat):
    somebody = journalist()
    sent = actions.queue_mailing(mailing(secretariat), by=secretariat)
    with later():
        send_mailings()

    actions.withdraw_consent(somebody, purpose="press", by=somebody)

    assert sent.recipients.get().state == "suppressed"
    assert not mail.outbox


def test_mailing_is_stopped_in_time_and_can_be_sent_again(secretariat):
    journalist()
    sent = actions.queue_mailing(mailing(secretariat), by=secretariat)
    actions.stop_mailing(sent, by=secretariat)
    with later():
        assert send_mailings() == 0

    actions.queue_mailing(sent, by=secretariat)
    with later():
        assert send_mailings() == 1
    with pytest.raises(DomainError):
        actions.stop_mailing(sent, by=secretariat)


def test_nobody_to_write_to_and_changing_what_has_left_are_refused(secretariat):
    empty = mailing(secretariat)
    with pytest.raises(DomainError, match="Nobody"):
        actions.queue_mailing(empty, by=secretariat)
    journalist()
    actions.queue_mailing(empty, by=secretariat)

    with pytest.raises(DomainError, match="cannot be changed"):
        actions.save_mailing(empty, by=secretariat, subjects={"en": "Other"})


def test_from_draft_to_log_through_the_pages(secretariat, client_for):
    journalist(full_name="Nina Novinarka")
    journalist(full_name="Silent One", agreed=False)
    client = client_for(secretariat)

    bad = client.post(reverse("desk-mailing-new"), {"purpose": "press", "subject_en": "Only a subject"})
    client.post(reverse("desk-mailing-new"), {"purpose": "press", "subject_en": "Hearing", "text_en": "Come."})
    found = Mailing.objects.get()
    preview = client.get(found.get_absolute_url())
    client.post(reverse("desk-mailing-queue", args=[found.uuid]))
    with later():
        send_mailings()
    log = client_for(secretariat).get(found.get_absolute_url()).content.decode()

    assert "text_en" in bad.context["form"].errors
    assert [person.full_name for person in preview.context["reach"].people] == ["Nina Novinarka"]
    assert preview.context["reach"].without_consent == 1
    assert "Nina Novinarka" in log
    assert "Silent One" not in log


def test_contacts_can_be_narrowed_and_interests_kept(secretariat, client_for):
    ana = journalist("RS", full_name="Ana")
    journalist("BA", full_name="Bojan", agreed=False)
    client = client_for(secretariat)
    client.post(
        reverse("desk-contact", args=[ana.uuid]),
        {"themes": [Theme.objects.get(slug="asylum").pk], "note": "Asks well."},
    )

    seen = {
        query: [person.full_name for person in client.get(f"{reverse('desk-contacts')}?{query}").context["page"]]
        for query in ("", "country=BA", "theme=asylum", "agreed=no", "q=ana", "country=XX&theme=%00&list=nonsense")
    }

    assert seen == {
        "": ["Ana", "Bojan"],
        "country=BA": ["Bojan"],
        "theme=asylum": ["Ana"],
        "agreed=no": ["Bojan"],
        "q=ana": ["Ana"],
        "country=XX&theme=%00&list=nonsense": ["Ana", "Bojan"],
    }
    assert client.get(reverse("desk-contact", args=[secretariat.uuid])).status_code == 404


@pytest.mark.parametrize("size", [1, 3])
def test_list_of_contacts_costs_the_same_for_few_and_many(size, django_assert_num_queries):
    for _ in range(size):
        journalist(agreed=False)

    with django_assert_num_queries(2):
        for person in contacts("press"):
            assert person.offices[0].organisation.country


@pytest.mark.parametrize("name", ["desk-contacts", "desk-mailings", "desk-mailing-new"])
@pytest.mark.parametrize("who", ["stranger", "coordinator", "editor", "representative"])
def test_lists_and_letters_are_the_secretariats(name, who, request, client_for):
    assert client_for(request.getfixturevalue(who)).get(reverse(name)).status_code == 404
