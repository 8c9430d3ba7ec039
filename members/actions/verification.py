"""What a coordinator does with an application to join, from taking it on to the decision."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.checklist import ITEMS
from members.emails import tell_applicant
from members.models import AffiliationRole, ChecklistLine, MembershipApplication, Organisation, User
from members.models.facts import OrganisationFacts
from members.permissions import has_conflict
from members.states import ApplicationState, LicenceState, Verdict
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.transitions import transition

from .applications import locked
from .licences import save_licence
from .memberships import add_membership
from .organisations import WORDS, register_organisation
from .people import affiliate

State = ApplicationState
COPIED = [
    field.name
    for field in OrganisationFacts._meta.get_fields()
    if field.concrete and not field.many_to_many and field.name not in ("bare_name", "register_key", "precision")
]


@transaction.atomic
def start_verification(application: MembershipApplication, *, by: User) -> MembershipApplication:
    """Take the application on: from now on it says who has it."""
    return transition(application, State.UNDER_VERIFICATION, by=by, check=no_conflict(by), verifier=by)


@transaction.atomic
def take_over_application(application: MembershipApplication, *, by: User) -> MembershipApplication:
    """Go on with what a colleague began: from now on it says that `by` has it."""
    application = locked(application)
    no_conflict(by)(application)
    if application.state != State.UNDER_VERIFICATION:
        raise DomainError(_("Only an application that is being verified can be taken over."))
    if application.verifier_id == by.pk:
        return application
    before = {"verifier": str(application.verifier or "")}
    application.verifier = by
    application.save(update_fields=["verifier"])
    audit.record("membershipapplication.taken_over", application, by=by, before=before)
    return application


@transaction.atomic
def check_line(line: ChecklistLine, *, verdict: str, note: str = "", by: User) -> ChecklistLine:
    """Write down what was found on one line of the checklist."""
    application = locked(line.application)
    no_conflict(by)(application)
    if application.state != State.UNDER_VERIFICATION:
        raise DomainError(_("The checklist can be filled in while the application is being verified."))
    line = ChecklistLine.objects.get(pk=line.pk)
    line.verdict, line.note, line.checked_by, line.checked_at = verdict, note, by, timezone.now()
    line.save(update_fields=["verdict", "note", "checked_by", "checked_at"])
    audit.record("membershipapplication.checked", application, by=by, after={"item": line.item, "verdict": verdict})
    return line


@transaction.atomic
def ask_for_information(application: MembershipApplication, *, question: str, by: User) -> MembershipApplication:
    """Give the application back with a question that the applicant reads on its page and in their mail."""
    if not question.strip():
        raise DomainError(_("Write what you need to know."))
    transition(
        application,
        State.NEEDS_INFO,
        by=by,
        reason=question.strip(),
        check=no_conflict(by),
        question=question.strip(),
        verifier=by,
    )
    tell_applicant(application, "application_question")
    return application


@transaction.atomic
def approve_application(application: MembershipApplication, *, by: User) -> Organisation:
    """The organisation joins: it enters the registry, its applicant speaks for it, and its first period begins today.

    Happens once: whoever comes second gets a TransitionError and nothing is written or sent again.
    """
    case = locked(application)
    organisation = None
    if case.state == State.UNDER_VERIFICATION:
        no_conflict(by)(case)
        refuse_unchecked(case)
        organisation = found_organisation(case, by=by)
    transition(
        application,
        State.APPROVED,
        by=by,
        organisation=organisation,
        decided_by=by,
        decided_at=timezone.now(),
    )
    tell_applicant(application, "application_approved")
    return organisation  # type: ignore[return-value]


@transaction.atomic
def reject_application(application: MembershipApplication, *, reason: str, by: User) -> MembershipApplication:
    """Decline the application, with a reason that the applicant reads."""
    if not reason.strip():
        raise DomainError(_("Give the reason; the applicant will read it."))
    transition(
        application,
        State.REJECTED,
        by=by,
        reason=reason.strip(),
        check=no_conflict(by),
        decided_by=by,
        decided_at=timezone.now(),
    )
    tell_applicant(application, "application_rejected", reason=reason.strip())
    return application


def found_organisation(case: MembershipApplication, *, by: User) -> Organisation:
    facts = {name: getattr(case, name) for name in COPIED}
    organisation = register_organisation(
        by=by,
        words={name: list(getattr(case, name).all()) for name in WORDS},
        precision=case.effective_precision,
        **facts,
    )
    affiliate(case.applicant, organisation, role=AffiliationRole.REPRESENTATIVE, title=case.applicant_title, by=by)
    add_membership(organisation, by=by)
    for service, claim in case.claimed_licences():
        if claim.state != LicenceState.NONE:
            facts = {"number": claim.number, "authority": claim.authority, "valid_until": claim.last_day}
            save_licence(
                organisation, service=service, country=case.country, state=claim.state, by=case.applicant, **facts
            )
    return organisation


def refuse_unchecked(application: MembershipApplication) -> None:
    passed = set(application.checklist.filter(verdict=Verdict.PASSED).values_list("item", flat=True))
    if {item.key for item in ITEMS if item.required} - passed:
        raise DomainError(_("Every line of the checklist must be in order before the application can be approved."))


def no_conflict(person: User) -> Any:
    def check(application: MembershipApplication) -> None:
        if has_conflict(person, application):
            raise NotAllowed(_("You belong to this organisation: a colleague must handle its application."))

    return check
