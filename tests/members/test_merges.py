"""Two entries that are one: every row that points at the one comes over to the other."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models import ForeignKey
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members import actions
from members.days import days_from, today
from members.holdings import keys_to
from members.jobs import make_merges_final
from members.models import Consent, Invitation, MembershipReminder, Merge, Organisation, Theme, User
from members.queries.merges import preview
from members.queries.my_data import everything_about
from messaging.models import Message
from network.core.errors import DomainError
from network.core.models import AuditEntry, PrivateFile, SearchEntry
from tests.factories.members import AffiliationFactory, OrganisationFactory, UserFactory, licence, submitted_application
from tests.factories.messaging import room_with, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    return OrganisationFactory(name="Удружење Пример")


@pytest.fixture
def gone():
    return OrganisationFactory(name="Primer", register_number="77", phone="+381 1", summaries={"en": "We help."})


def test_every_column_that_points_at_an_organisation_or_a_person_is_known():
    """Reflects over all models: the merge walks the same list, so nothing can be forgotten."""
    from django.apps import apps

    for target in (Organisation, User):
        known = {(model, field.name) for model, field in keys_to(target)}
        every = {
            (model, field.name)
            for model in apps.get_models(include_auto_created=True)
            for field in model._meta.get_fields()
            if isinstance(field, ForeignKey) and field.related_model is target and field in model._meta.local_fields
        }
        assert known == every


def test_rows_come_over_and_the_entry_goes(kept, gone, secretariat):
    person = AffiliationFactory(organisation=gone, role="representative").person
    invitation = Invitation.objects.create(organisation=gone, email="x@example.org")
    period = gone.memberships.create(valid_from=days_from(today(), -10), valid_until=days_from(today(), 300))
    suspension = gone.suspensions.create(reason="Why.", imposed_by=secretariat)
    application = submitted_application()
    type(application).objects.filter(pk=application.pk).update(organisation=gone)

    merge = actions.merge_organisations(kept, gone, by=secretariat)

    assert not Organisation.objects.filter(pk=gone.pk).exists()
    for row in (person.affiliations.get(), invitation, period, suspension, application):
        row.refresh_from_db()
        assert row.organisation_id == kept.pk
    kept.refresh_from_db()
    assert (kept.name, kept.register_number, kept.phone, kept.summaries) == (
        "Удружење Пример",
        "77",
        "+381 1",
        {"en": "We help."},
    )
    assert kept.is_listed is False  # the suspension came over and holds
    assert merge.gone_facts["name"] == "Primer"
    assert AuditEntry.objects.filter(verb="organisation.merged", object_id=str(kept.pk)).count() == 1


def test_what_both_have_stays_once(kept, gone, secretariat):
    person = AffiliationFactory(organisation=kept, role="member").person
    AffiliationFactory(organisation=gone, person=person, role="representative")
    for body in (kept, gone):
        body.memberships.create(valid_from=today(), valid_until=days_from(today(), 300))
        Invitation.objects.create(organisation=body, email="x@example.org")

    merge = actions.merge_organisations(kept, gone, by=secretariat)

    assert list(kept.affiliations.in_force().values_list("person", "role")) == [(person.pk, "representative")]
    assert (kept.memberships.count(), kept.invitations.count()) == (1, 1)
    assert merge.dropped == {"members.Membership.organisation": 1, "members.Invitation.organisation": 1}


def rows_of_both():
    """Every row that can point at an organisation, and the organisations, as they stand."""
    models = {model for model, _field in keys_to(Organisation)} | {Organisation, PrivateFile, MembershipReminder}
    rows = {}
    for model in models:
        columns = [field.attname for field in model._meta.concrete_fields if field.attname != "updated_at"]
        rows[model._meta.label] = list(model._base_manager.order_by("pk").values_list(*columns))
    return rows


@pytest.fixture
def two_full_ones(kept, gone, secretariat):
    """With the same people, words, periods, invitations and suspensions, and some that only one of them has."""
    theme, other = Theme.objects.all()[:2]
    person = AffiliationFactory(organisation=kept, role="member").person
    AffiliationFactory(organisation=gone, person=person, role="representative")
    AffiliationFactory(organisation=gone, role="editor")
    for body in (kept, gone):
        body.themes.add(theme)
        period = body.memberships.create(valid_from=today(), valid_until=days_from(today(), 300))
        MembershipReminder.objects.create(membership=period, stage="due")
        Invitation.objects.create(organisation=body, email="x@example.org")
        licence(body)
        body.suspensions.create(reason="Why.", imposed_by=secretariat)
    gone.themes.add(other)
    gone.memberships.create(valid_from=days_from(today(), -400), valid_until=days_from(today(), -100))
    for body in (kept, gone):
        body.save()
        actions.refresh_listing(body)


def test_undoing_brings_back_every_row(two_full_ones, kept, gone, secretariat):
    before = rows_of_both()
    merge = actions.merge_organisations(kept, gone, by=secretariat)
    assert rows_of_both() != before

    back = actions.undo_merge(merge, by=secretariat)

    assert back == gone
    assert rows_of_both() == before
    assert not Merge.objects.exists()
    assert AuditEntry.objects.filter(verb="organisation.merge_undone", object_id=str(kept.pk)).count() == 1


def test_what_was_done_since_stays_with_the_one_that_stayed(two_full_ones, kept, gone, secretariat):
    merge = actions.merge_organisations(kept, gone, by=secretariat)
    actions.save_profile(kept, by=secretariat, phone="+381 9")
    new = AffiliationFactory(organisation=kept)

    actions.undo_merge(merge, by=secretariat)

    kept.refresh_from_db()
    new.refresh_from_db()
    assert (kept.phone, new.organisation, Organisation.objects.get(pk=gone.pk).phone) == ("+381 9", kept, "+381 1")


def test_merge_is_undone_once_in_time_and_the_last_first(kept, gone, secretariat):
    third = OrganisationFactory()
    first = actions.merge_organisations(kept, gone, by=secretariat)
    second = actions.merge_organisations(third, kept, by=secretariat)

    with pytest.raises(DomainError, match="later merge first"):
        actions.undo_merge(first, by=secretariat)
    actions.undo_merge(second, by=secretariat)
    actions.undo_merge(first, by=secretariat)
    assert Organisation.objects.count() == 3

    again = actions.merge_organisations(kept, Organisation.objects.get(pk=gone.pk), by=secretariat)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        with pytest.raises(DomainError, match="any more"):
            actions.undo_merge(again, by=secretariat)
        assert make_merges_final() == 1
    again.refresh_from_db()
    assert (again.gone_facts["name"], again.can_be_undone) == ("Primer", False)


def test_what_took_the_place_meanwhile_is_said(kept, gone, secretariat):
    merge = actions.merge_organisations(kept, gone, by=secretariat)
    OrganisationFactory(slug=gone.slug)

    with pytest.raises(DomainError, match="taken the place"):
        actions.undo_merge(merge, by=secretariat)

    assert Merge.objects.filter(pk=merge.pk).exists()


def test_erased_person_is_in_no_way_back(kept, gone, stranger, secretariat):
    for body in (kept, gone):
        Invitation.objects.create(organisation=body, email=stranger.email)
    merge = actions.merge_organisations(kept, gone, by=secretariat)

    actions.erase_account(stranger, by=None)

    merge.refresh_from_db()
    assert (merge.can_be_undone, stranger.email in str(merge.gone_facts)) == (False, False)


def test_desk_offers_to_undo_and_only_to_the_secretariat(kept, gone, secretariat, coordinator, client_for):
    actions.merge_organisations(kept, gone, by=secretariat)
    url = reverse("desk-merge-undo", args=[kept.uuid, gone.uuid])
    page = reverse("desk-organisation", args=[kept.uuid])

    assert url not in client_for(coordinator).get(page).content.decode()
    assert client_for(coordinator).post(url).status_code == 404
    assert url in client_for(secretariat).get(page).content.decode()
    assert client_for(secretariat).post(url).url == page
    assert Organisation.objects.filter(pk=gone.pk).exists()
    assert client_for(secretariat).post(url).status_code == 404


def test_old_address_leads_to_the_one_that_stayed(kept, gone, secretariat):
    old = gone.get_absolute_url()
    actions.merge_organisations(kept, gone, by=secretariat)
    third = OrganisationFactory()
    Organisation.objects.filter(pk=kept.pk).update(is_listed=True, consents_to_listing=True)
    assert Client().get(old).url == kept.get_absolute_url()

    actions.merge_organisations(third, Organisation.objects.get(pk=kept.pk), by=secretariat)
    Organisation.objects.filter(pk=third.pk).update(is_listed=True, consents_to_listing=True)

    assert Client().get(old).url == third.get_absolute_url()
    assert not SearchEntry.objects.filter(title="Primer").exists()


def test_hidden_stays_hidden(kept, secretariat):
    shelter = OrganisationFactory(precision="hidden", address="Tajna 1")

    actions.merge_organisations(kept, shelter, by=secretariat)

    kept.refresh_from_db()
    assert kept.precision == "hidden"


@pytest.mark.parametrize("case", ["same", "abroad", "mine"])
def test_merge_that_must_not_be_is_refused(case, kept, gone, secretariat):
    if case == "mine":
        AffiliationFactory(person=secretariat, organisation=gone)
    other = {"same": kept, "abroad": OrganisationFactory(country_code="BA"), "mine": gone}[case]

    with pytest.raises(DomainError) as refused:
        actions.merge_organisations(kept, other, by=secretariat)

    assert Organisation.objects.filter(pk=kept.pk).exists()
    if other != kept:
        assert preview(kept, other, secretariat).obstacles == [str(refused.value)]  # said before anybody tries


def test_submitted_grant_application_keeps_its_organisation(kept, gone, secretariat):
    from tests.factories.grants import open_call_now, submitted

    submitted(open_call_now(), gone)

    with pytest.raises(DomainError, match="never change hands"):
        actions.merge_organisations(kept, gone, by=secretariat)

    assert Organisation.objects.filter(pk=gone.pk).exists()


def test_people_are_merged_with_what_they_wrote(organisation, secretariat):
    kept = AffiliationFactory(organisation=organisation, person__email="kept@example.org").person
    gone = AffiliationFactory(organisation=organisation, role="representative").person
    room = room_with(kept, gone)
    say(room, gone, "Mine.")
    for person in (kept, gone):
        actions.give_consent(person, purpose="press", by=person)

    merge = actions.merge_people(kept, gone, by=secretariat)

    assert not User.objects.filter(pk=gone.pk).exists()
    assert Message.objects.get().author == kept
    assert list(organisation.affiliations.in_force().values_list("person", "role")) == [(kept.pk, "representative")]
    assert Consent.objects.given().count() == 1
    assert list(kept.emailaddress_set.values_list("email", flat=True)) == ["kept@example.org"]
    assert merge.moved["messaging.Message.author"] == 1
    assert room.participations.count() == 1


def test_what_was_kept_of_an_account_goes_with_the_person(secretariat):
    kept, gone = UserFactory(), UserFactory(full_name="Other Name", email="other@example.org")
    actions.merge_people(kept, gone, by=secretariat)

    copy = everything_about(kept)["merges"]
    actions.erase_account(kept, by=None)

    assert [(one["gone_name"], one["gone_facts"]["email"]) for one in copy] == [("Other Name", "other@example.org")]
    assert list(Merge.objects.values_list("gone_name", "gone_facts")) == [("", {})]


def test_roles_come_over_with_their_groups(coordinator, stranger, secretariat):
    actions.merge_people(stranger, coordinator, by=secretariat)

    person = User.objects.get(pk=stranger.pk)
    assert person.has_role("coordinator", country="RS")
    assert person.groups.filter(name="Coordinators RS").exists()


def test_page_compares_warns_and_merges(kept, gone, secretariat, client_for):
    client = client_for(secretariat)
    url = reverse("desk-merge-organisation-into", args=[kept.uuid, gone.uuid])
    AffiliationFactory(organisation=gone)

    page = client.get(url)
    unticked = client.post(url, {})
    done = client.post(url, {"understood": "on"})

    assert "This can be undone for 30 days" in page.content.decode()
    assert [(line.label, line.count) for line in page.context["preview"].carried] == [("Affiliations", 1)]
    assert "understood" in unticked.context["form"].errors
    assert done.url == reverse("desk-organisation", args=[kept.uuid])
    assert Merge.objects.get().merged_by == secretariat


def test_choosing_offers_likely_twins(organisation, secretariat, client_for):
    twin = OrganisationFactory(name="Удружење Примера Центар", register_number="5")
    Organisation.objects.filter(pk=twin.pk).update(bare_name=organisation.bare_name)
    somebody, double = UserFactory(full_name="Ana Primer"), UserFactory(full_name="ana primer")
    client = client_for(secretariat)

    bodies = client.get(reverse("desk-merge-organisation", args=[organisation.uuid])).context["likely"]
    people = client.get(reverse("desk-merge-person", args=[somebody.uuid]), {"q": "nobody"}).context["likely"]

    assert [found[0] for found in bodies] == [twin]
    assert [found[0] for found in people] == [double]


@pytest.mark.parametrize("who", ["stranger", "coordinator", "representative", "editor"])
def test_merging_is_the_secretariats(who, request, kept, gone, client_for):
    url = reverse("desk-merge-organisation-into", args=[kept.uuid, gone.uuid])

    assert client_for(request.getfixturevalue(who)).post(url, {"understood": "on"}).status_code == 404
    assert Organisation.objects.filter(pk=gone.pk).exists()
