"""Who may do what with organisations, the people in them, and applications to join."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from .models import MEMBER_KINDS, AffiliationRole, MembershipApplication, Organisation
from .states import ApplicationState


def can_see_organisation(user: Any, organisation: Organisation) -> bool:
    """Twin of `Organisation.objects.visible_to`: listed ones are everybody's, others for those whom they concern."""
    if Organisation.objects.listed().filter(pk=organisation.pk).exists():
        return True
    if not user.is_authenticated:
        return False
    return (
        user.has_role("secretariat", "grants_manager")
        or user.has_role("coordinator", country=organisation.country_id)
        or belongs_to(user, organisation)
    )


def can_speak_for(user: Any, organisation: Organisation) -> bool:
    """A current representative: applies, submits, edits the profile and invites in the organisation's name."""
    return user.is_authenticated and current_affiliations(user).speaking().filter(organisation=organisation).exists()


def organisations_spoken_for(user: Any) -> QuerySet[Organisation]:
    """Twin of `can_speak_for`: the organisations in whose name `user` may act."""
    if not user.is_authenticated:
        return Organisation.objects.none()
    return Organisation.objects.filter(affiliations__in=current_affiliations(user).speaking()).distinct()


def can_edit_profile(user: Any, organisation: Organisation) -> bool:
    """Its representatives and editors; the coordinator of the country where something must be put right."""
    if not user.is_authenticated:
        return False
    roles = [AffiliationRole.REPRESENTATIVE, AffiliationRole.EDITOR]
    mine = current_affiliations(user).filter(organisation=organisation, role__in=roles)
    return coordinates(user, organisation.country_id) or mine.exists()


def can_manage_people(user: Any, organisation: Organisation) -> bool:
    """Invites, gives roles and removes: its representatives; the coordinator of its country, who helps where none is left."""
    return user.is_authenticated and (can_speak_for(user, organisation) or coordinates(user, organisation.country_id))


def can_renew(user: Any, organisation: Organisation) -> bool:
    """Its representatives; whether it is time to is the action's business."""
    return can_speak_for(user, organisation) and organisation.can_be_member


def can_confirm_licences(user: Any, organisation: Organisation) -> bool:
    """The coordinator of its country, who does not belong to it."""
    return coordinates(user, organisation.country_id) and not belongs_to(user, organisation)


def belongs_to(user: Any, organisation: Organisation) -> bool:
    """Anyone currently affiliated, in whatever role."""
    return user.is_authenticated and current_affiliations(user).filter(organisation=organisation).exists()


def is_member(user: Any) -> bool:
    """Belongs to an organisation that is a member in good standing, or works for the network itself."""
    if not user.is_authenticated:
        return False
    if user.has_role("secretariat", "coordinator"):
        return True
    return user.organisations().listed().filter(kind__in=MEMBER_KINDS).exists()


def is_staff(user: Any) -> bool:
    """Works for the network: any role but that of an assessor, who sees assigned applications and nothing else."""
    return user.is_authenticated and user.has_role("secretariat", "coordinator", "grants_manager", "editor")


def coordinates(user: Any, country: Any) -> bool:
    """The coordinator of that country, or the secretariat."""
    return user.is_authenticated and (user.has_role("secretariat") or user.has_role("coordinator", country=country))


def can_see_application(user: Any, application: MembershipApplication) -> bool:
    """Twin of `MembershipApplication.objects.visible_to`."""
    if not user.is_authenticated:
        return False
    return application.applicant_id == user.pk or can_see_at_desk(user, application)


def can_see_at_desk(user: Any, application: MembershipApplication) -> bool:
    """Twin of `with_coordinators`: handed in at least once, in a country of theirs."""
    handed_in = application.submitted_at is not None and application.state != ApplicationState.DRAFT
    return handed_in and coordinates(user, application.country_id)


def can_write_application(user: Any, application: MembershipApplication) -> bool:
    """The applicant, while it lies with them."""
    return application.applicant_id == user.pk and application.is_with_applicant


def has_conflict(user: Any, application: MembershipApplication) -> bool:
    """Nobody handles an application of their own, or of an organisation that they belong to."""
    if application.applicant_id == user.pk:
        return True
    mine = user.organisations()
    if application.organisation_id:
        return mine.filter(pk=application.organisation_id).exists()
    same = mine.filter(country=application.country_id)
    if application.register_key and same.filter(register_key=application.register_key).exists():
        return True
    return bool(application.bare_name) and same.filter(bare_name=application.bare_name).exists()


def can_handle_application(user: Any, application: MembershipApplication) -> bool:
    """Checks, asks, approves or rejects: a coordinator of the country or the secretariat, with no interest in it."""
    return can_see_at_desk(user, application) and not has_conflict(user, application)


def endorsing_organisations(user: Any, application: MembershipApplication) -> list[Organisation]:
    """The organisations in whose name `user` may endorse the application."""
    if application.applicant_id == user.pk or not application.is_open or application.submitted_at is None:
        return []
    mine = Organisation.objects.listed().filter(
        kind__in=MEMBER_KINDS,
        country=application.country_id,
        affiliations__in=current_affiliations(user).speaking(),
    )
    return list(mine.exclude(endorsements_given__application=application).distinct())


def current_affiliations(user: Any) -> Any:
    return user.affiliations.current(timezone.now())
