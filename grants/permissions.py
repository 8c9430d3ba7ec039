"""Who may see and do what with calls and applications. Beside each "may I?" stands its "which ones?"."""

from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from grants.declarations import APPLICATION_VERSION, CALL_VERSION
from grants.states import IN_ELIGIBILITY, WITHDRAWABLE, ApplicationState
from members.models import Affiliation
from members.models.affiliations import AffiliationRole

Found = TypeVar("Found", bound=QuerySet)

MANAGER_ROLES = ("grants_manager", "secretariat")
"""Roles that run calls: they open them, check eligibility, decide and see the money."""

WRITERS = frozenset({AffiliationRole.REPRESENTATIVE, AffiliationRole.EDITOR})
"""Affiliations that may write an application; only the representative binds the organisation by submitting it."""


def manages_grants(user: Any) -> bool:
    return user.is_authenticated and user.has_role(*MANAGER_ROLES)


def can_see(user: Any, application: Any) -> bool:
    """Anyone of the applicant at any time; managers and the auditors of the call once it has been submitted.

    SECURITY: assessors are not among them. They read through their own pages (`can_read_as_assessor`), which know how to
    leave names out.
    """
    if not user.is_authenticated:
        return False
    if affiliations_of(user, application.organisation_id).exists():
        return True
    if application.submitted_at is None:
        return False
    return manages_grants(user) or audits(user, application.call_id)


def visible_applications(applications: Found, user: Any) -> Found:
    """The queryset twin of `can_see`."""
    if not user.is_authenticated:
        return applications.none()
    own = Q(organisation__in=current_affiliations(user).values("organisation"))
    received = Q(submitted_at__isnull=False)
    if manages_grants(user):
        return applications.filter(own | received)
    return applications.filter(own | (received & Q(call__in=audited_calls(user))))


def can_edit(user: Any, application: Any) -> bool:
    """Write the draft: a representative or editor of the applicant, while it is a draft."""
    return application.is_draft and can_write_for(user, application.organisation_id)


def can_write_for(user: Any, organisation_id: Any) -> bool:
    return user.is_authenticated and affiliations_of(user, organisation_id).filter(role__in=WRITERS).exists()


def can_submit(user: Any, application: Any) -> bool:
    """Only a representative speaks for the organisation."""
    return application.is_draft and speaks_for(user, application)


def can_withdraw(user: Any, application: Any) -> bool:
    return application.state in WITHDRAWABLE and speaks_for(user, application)


def speaks_for(user: Any, application: Any) -> bool:
    return user.is_authenticated and affiliations_of(user, application.organisation_id).speaking().exists()


def can_manage(user: Any, application: Any) -> bool:
    """Take a step in the process: a manager who does not belong to the applicant, once it has been submitted."""
    return (
        manages_grants(user)
        and application.submitted_at is not None
        and not affiliations_of(user, application.organisation_id).exists()
    )


def can_check_eligibility(user: Any, application: Any) -> bool:
    """A manager without a tie to the applicant who has not checked it yet."""
    return (
        application.state in IN_ELIGIBILITY
        and can_manage(user, application)
        and not application.eligibility_checks.filter(checked_by=user).exists()
    )


def can_award(user: Any, application: Any) -> bool:
    return application.state == ApplicationState.DOCUMENT_CHECK and can_manage(user, application)


def can_read_as_assessor(user: Any, assignment: Any) -> bool:
    """Open an application as its assessor: declared free of conflict for the call and for it, none declared since,
    not released, still an assessor who runs no calls, and the application still in assessment."""
    return user.is_authenticated and open_assignments(user).filter(pk=assignment.pk).exists()


def open_assignments(user: Any) -> QuerySet:
    """The queryset twin of `can_read_as_assessor`."""
    from grants.models import AssessorDeclaration  # inline: permissions stand below the models

    promised = AssessorDeclaration.objects.filter(
        call=OuterRef("application__call"), assessor=user, version=CALL_VERSION
    )
    return assignments_of(user).filter(Exists(promised), declared_version=APPLICATION_VERSION)


def assignments_of(user: Any) -> QuerySet:
    """What an assessor is asked to assess now, declared upon or not; nothing for whoever has come to run calls."""
    if not user.has_role("assessor") or manages_grants(user):
        return user.grant_assignments.none()
    return user.grant_assignments.standing().filter(application__state=ApplicationState.ASSESSMENT)


def audits(user: Any, call_id: Any) -> bool:
    return audited_calls(user).filter(call=call_id).exists()


def audited_calls(user: Any) -> Any:
    """The calls for which the person holds an auditor's seat now."""
    from grants.models import AuditorSeat  # inline: permissions stand below the models

    return AuditorSeat.objects.current(timezone.now()).filter(person=user.pk).order_by().values("call")


def current_affiliations(user: Any) -> Any:
    return user.affiliations.current(timezone.now())


def affiliations_of(user: Any, organisation_id: Any) -> Any:
    return current_affiliations(user).filter(organisation=organisation_id)


def manager_people() -> Any:
    """The grants managers, whom mail about the conduct of a call concerns."""
    from members.models import RoleGrant, User  # inline: a queryset of people, asked for by actions only

    current = RoleGrant.objects.current(timezone.now()).filter(role="grants_manager")
    return User.objects.filter(pk__in=current.values("person"), is_active=True).order_by("pk")


def writers_of(organisation: Any) -> Any:
    """The people whom mail about an application of `organisation` concerns."""
    from members.models import User  # inline: a queryset of people, asked for by actions only

    current = Affiliation.objects.current(timezone.now()).filter(organisation=organisation, role__in=WRITERS)
    return User.objects.filter(pk__in=current.values("person"), is_active=True).order_by("pk")


def may_read_file(user: Any, file: Any) -> bool:
    """Whoever may see the application may read its files and its receipt. Assessors get files from their own page."""
    from grants.models import Application  # inline: permissions stand below the models

    application = Application.objects.filter(pk=file.owner_id).first()
    return application is not None and can_see(user, application)
