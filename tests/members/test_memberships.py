"""The life of a membership: renewed, reminded of, suspended, ended, readmitted, and on the public's side day by day."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from members import actions
from members.days import days_from, today
from members.declarations import CURRENT, declarations
from members.jobs import refresh_listings, remind_members
from members.models import Membership, MembershipReminder, Organisation, Suspension
from members.queries.organisations import standing_of
from members.states import DUE_DAYS, GRACE_DAYS, IN_GOOD_STANDING, effective_state, reminder_stage
from network.core.errors import DomainError
from network.core.models import AuditEntry, OutboxMessage
from tests.factories.members import AffiliationFactory, OrganisationFactory

BEGIN = date(2027, 3, 1)  # its year ends on a 29 February
END = date(2028, 2, 29)


def on(day, hour=12):
    return time_machine.travel(datetime(day.year, day.month, day.day, hour, tzinfo=UTC), tick=False)


@pytest.fixture
def body(db):
    """A member from 1 March 2027 with a representative."""
    organisation = OrganisationFactory(name="Primer")
    AffiliationFactory(
        organisation=organisation,
        role="representative",
        person__email="rep@example.org",
        valid_from="2020-01-01T00:00Z",
    )
    Membership.objects.create(organisation=organisation, valid_from=BEGIN, valid_until=END)
    return organisation


# --- The calendar -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2027, 12, 31, 22, 59, 59, tzinfo=UTC), date(2027, 12, 31)),
        (datetime(2027, 12, 31, 23, 0, tzinfo=UTC), date(2028, 1, 1)),
        (datetime(2028, 2, 28, 23, 0, tzinfo=UTC), date(2028, 2, 29)),
        (datetime(2028, 2, 29, 23, 0, tzinfo=UTC), date(2028, 3, 1)),
        (datetime(2028, 6, 30, 21, 59, 59, tzinfo=UTC), date(2028, 6, 30)),
        (datetime(2028, 6, 30, 22, 0, tzinfo=UTC), date(2028, 7, 1)),
    ],
    ids=str,
)
def test_day_of_the_network_turns_at_its_own_midnight(moment, day):
    with time_machine.travel(moment, tick=False):
        assert today() == day


def test_membership_ends_for_the_public_at_the_midnight_after_the_last_day_of_grace(body):
    last = days_from(END, GRACE_DAYS)  # 30 March 2028: summer time, so midnight is 22:00 UTC
    with on(END):
        actions.refresh_listing(Organisation.objects.get(pk=body.pk))
    midnight = datetime(last.year, last.month, last.day, 22, tzinfo=UTC)

    with time_machine.travel(midnight - timedelta(seconds=1), tick=False):
        assert Client().get(body.get_absolute_url()).status_code == 200
    with time_machine.travel(midnight, tick=False):
        assert Client().get(body.get_absolute_url()).status_code == 404


dates = st.dates(date(2027, 11, 1), date(2028, 5, 31))


class ListedDayByDay(TestCase):
    """Whatever happens to periods, suspension and end: on no day is anybody listed who is not in good standing."""

    @settings(max_examples=40, deadline=None)
    @given(
        begin=dates,
        spans=st.lists(st.tuples(st.integers(0, 90), st.integers(1, 60)), max_size=3),
        suspended=st.booleans(),
        terminated_on=st.none() | dates,
        refreshed_on=dates,
        later=st.integers(0, 200),
    )
    def test_listing_follows_the_effective_state(self, begin, spans, suspended, terminated_on, refreshed_on, later):
        organisation = OrganisationFactory(terminated_on=terminated_on)
        periods = []
        for length, gap in spans:
            periods.append((begin, days_from(begin, length)))
            begin = days_from(begin, length + gap)
        for valid_from, valid_until in periods:
            Membership.objects.create(organisation=organisation, valid_from=valid_from, valid_until=valid_until)
        if suspended:
            Suspension.objects.create(organisation=organisation, reason="x")
        facts = {"suspended": suspended, "terminated_on": terminated_on}
        actions.refresh_listing(organisation, day=refreshed_on)

        def listed(day):
            with on(day):
                return Organisation.objects.listed().filter(pk=organisation.pk).exists()

        for day in (refreshed_on, days_from(refreshed_on, later)):
            good = effective_state(periods, today=day, **facts) in IN_GOOD_STANDING
            assert good or not listed(day)
        assert listed(refreshed_on) == (effective_state(periods, today=refreshed_on, **facts) in IN_GOOD_STANDING)

    @settings(max_examples=30, deadline=None)
    @given(day=dates, length=st.integers(0, 120), gap=st.integers(1, 100))
    def test_hourly_job_brings_everybody_in_line(self, day, length, gap):
        organisation = OrganisationFactory(listed=False, consents_to_listing=True)
        begin = date(2027, 12, 1)
        periods = [(begin, days_from(begin, length)), (days_from(begin, length + gap), days_from(begin, length + 200))]
        periods = [(a, b) for a, b in periods if a <= b]
        for valid_from, valid_until in periods:
            Membership.objects.create(organisation=organisation, valid_from=valid_from, valid_until=valid_until)

        with on(day):
            refresh_listings()
            listed = Organisation.objects.listed().filter(pk=organisation.pk).exists()

        state = effective_state(periods, suspended=False, terminated_on=None, today=day)
        assert listed == (state in IN_GOOD_STANDING)


# --- Renewal ------------------------------------------------------------------------------------------------------

DUE = days_from(END, -DUE_DAYS)


@pytest.mark.parametrize(
    ("day", "may"),
    [
        (days_from(DUE, -1), False),
        (DUE, True),
        (END, True),
        (days_from(END, 1), True),
        (days_from(END, GRACE_DAYS), True),
        (days_from(END, GRACE_DAYS + 1), False),
    ],
    ids=str,
)
def test_representative_renews_from_due_to_the_last_day_of_grace(day, may, body):
    person = body.affiliations.get().person
    with on(day):
        if may:
            period = actions.renew_membership(body, by=person)
            assert (period.valid_from, period.valid_until) == (date(2028, 3, 1), date(2029, 2, 28))
            assert period.declarations_version == CURRENT
        else:
            with pytest.raises(DomainError, match="cannot be renewed here"):
                actions.renew_membership(body, by=person)


def test_suspended_member_does_not_renew_by_itself(body):
    with on(DUE):
        actions.suspend_organisation(body, reason="x", by=None)
        with pytest.raises(DomainError):
            actions.renew_membership(body, by=None)


def test_renewing_twice_gives_one_period(body):
    with on(DUE):
        actions.renew_membership(body, by=None)
        with pytest.raises(DomainError):
            actions.renew_membership(body, by=None)

    assert body.memberships.count() == 2


def test_coordinator_renews_a_lapsed_member_from_the_day_itself(body):
    day = days_from(END, GRACE_DAYS + 1)
    with on(day):
        assert actions.add_membership(body, by=None).valid_from == day


@pytest.mark.django_db
def test_renewal_page_needs_every_sentence(representative, organisation, client_for):
    begin = days_from(today(), -350)
    Membership.objects.create(organisation=organisation, valid_from=begin, valid_until=days_from(today(), 14))
    client, url = client_for(representative), reverse("organisation-renew", args=[organisation.uuid])
    every = {f"declaration_{number}": "on" for number in range(len(declarations(CURRENT)))}

    assert sorted(client.post(url, {"declaration_0": "on"}).context["form"].errors) == sorted(every)[1:]
    assert client.post(url, every).url == url
    assert client.post(url, every).status_code == 302

    assert organisation.memberships.count() == 2
    assert standing_of(organisation).state == "active"


@pytest.mark.parametrize(
    ("who", "shown", "done"),
    [
        ("stranger", 403, 403),
        ("member", 403, 403),
        ("editor", 403, 403),
        ("coordinator", 200, 403),
        ("coordinator_ba", 403, 403),
        ("representative", 200, 200),
    ],
)
def test_only_a_representative_renews(who, shown, done, organisation, request, client_for):
    client, url = client_for(request.getfixturevalue(who)), reverse("organisation-renew", args=[organisation.uuid])

    assert (client.get(url).status_code, client.post(url).status_code) == (shown, done)


# --- Reminders ----------------------------------------------------------------------------------------------------


def test_each_stage_is_told_once_however_often_the_job_runs(body):
    told = {}
    for day in range(-DUE_DAYS - 2, GRACE_DAYS + 10):
        with on(days_from(END, day)):
            for _run in range(2):
                remind_members()
        for reminder in MembershipReminder.objects.exclude(stage__in=told):
            told[reminder.stage] = day

    assert told == {"due": -DUE_DAYS, "last_week": -7, "grace": 1, "lapsed": GRACE_DAYS + 1}
    assert OutboxMessage.objects.count() == 4
    assert set(OutboxMessage.objects.values_list("address", flat=True)) == {"rep@example.org"}


def test_whoever_renewed_is_left_in_peace(body):
    with on(DUE):
        actions.renew_membership(body, by=None)
        assert remind_members() == 0


def test_suspended_or_long_lapsed_members_are_not_reminded(body):
    with on(days_from(END, 200)):
        assert remind_members() == 0
    with on(DUE):
        actions.suspend_organisation(body, reason="x", by=None)
        OutboxMessage.objects.all().delete()
        assert remind_members() == 0


@pytest.mark.parametrize(
    ("state", "stage"),
    [
        ("active", None),
        ("due", "due"),
        ("grace", "grace"),
        ("lapsed", "lapsed"),
        ("suspended", None),
        ("terminated", None),
        ("pending", None),
    ],
)
def test_stage_follows_from_the_state(state, stage):
    assert reminder_stage(state, until=days_from(BEGIN, 30), today=BEGIN) == stage


# --- Suspension and end -------------------------------------------------------------------------------------------


def test_suspended_member_is_gone_everywhere_in_the_same_commit_even_from_kept_pages(
    organisation, representative, settings, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_SECONDS = 600
    actions.add_membership(organisation, by=None)
    paths = [
        "/en/directory/",
        "/sr/directory/?country=RS",
        "/en/directory/export.json",
        "/en/directory/export.csv",
        "/en/search/?q=primer",
        "/sitemap.xml",
        f"/en/directory/?town={organisation.municipality.slug}",
    ]

    def where():
        found = []
        for path in paths:
            response = Client().get(path)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            if organisation.slug in body.decode():
                found.append(path)
        return found

    assert where() == where() == paths

    with django_capture_on_commit_callbacks(execute=True):
        actions.suspend_organisation(organisation, reason="Complaint.", by=None)
    assert where() == []
    assert Client().get(organisation.get_absolute_url()).status_code == 404

    with django_capture_on_commit_callbacks(execute=True):
        actions.lift_suspension(organisation, by=None)
    assert where() == paths
    assert [message.subject for message in mail.outbox] == [
        "The membership of Primer centar is suspended",
        "The suspension of Primer centar is lifted",
    ]
    assert "Complaint." in mail.outbox[0].body


def test_end_decided_for_later_takes_effect_on_that_day_without_a_job(body):
    with on(BEGIN):
        actions.terminate_membership(body, reason="They merged.", by=None, on=date(2027, 6, 1))
    body.refresh_from_db()
    with on(date(2027, 5, 31)):
        assert standing_of(body).state == "active"
        assert Organisation.objects.listed().filter(pk=body.pk).exists()
    with on(date(2027, 6, 1)):
        assert standing_of(body).state == "terminated"
        assert not Organisation.objects.listed().filter(pk=body.pk).exists()


@pytest.mark.parametrize(("reason", "on_day"), [("", None), ("  ", None), ("x", date(2027, 2, 28))])
def test_end_needs_a_reason_and_no_past(reason, on_day, body):
    with on(BEGIN), pytest.raises(DomainError):
        actions.terminate_membership(body, reason=reason, by=None, on=on_day)


def test_ended_membership_is_not_renewed_and_comes_back_by_readmission_only(body):
    with on(BEGIN):
        actions.terminate_membership(body, reason="x", by=None)
        with pytest.raises(DomainError, match="already"):
            actions.terminate_membership(body, reason="x", by=None)
        with pytest.raises(DomainError, match="Readmit"):
            actions.add_membership(body, by=None)
        actions.readmit_organisation(body, reason="They came back.", by=None)
        with pytest.raises(DomainError):
            actions.readmit_organisation(body, reason="x", by=None)

        assert Organisation.objects.listed().get() == body

    verbs = AuditEntry.objects.filter(object_id=str(body.pk), verb__startswith="membership.")
    assert list(verbs.order_by("id").values_list("verb", "reason")) == [
        ("membership.ended", "x"),
        ("membership.readmitted", "They came back."),
    ]


def test_secretariat_ends_and_readmits_at_the_desk_and_the_coordinator_does_not(
    secretariat, coordinator, organisation, client_for
):
    actions.add_membership(organisation, by=None)
    end, readmit = (reverse(f"desk-organisation-{name}", args=[organisation.uuid]) for name in ("end", "readmit"))
    wish = {"end-on": today().isoformat(), "end-reason": "At their wish."}
    client = client_for(secretariat)

    assert client_for(coordinator).post(end, wish).status_code == 404
    assert sorted(client.post(end, {"end-on": "2020-01-01"}).context["end_form"].errors) == ["on", "reason"]
    client.post(end, wish)
    assert not Organisation.objects.listed().exists()
    client.post(readmit, {"reason": "A mistake."})
    assert Organisation.objects.listed().exists()
