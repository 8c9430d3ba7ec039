"""What happens to a submitted application: eligibility with two pairs of eyes, steps with reasons, the award."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.definitions import CheckLine
from grants.eligibility import Proposed
from grants.models import Application, Assessment, Assignment, Award, Call, EligibilityCheck
from grants.money import ZERO, display
from grants.permissions import can_award, can_check_eligibility, can_manage
from grants.queries.eligibility import checklist
from grants.states import DECIDED_BY_MANAGER, ApplicationState
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.transitions import locked_row, transition

from .submissions import tell_writers

PAIR = 2
"""How many people must agree on eligibility."""

TOLD = frozenset(
    {
        ApplicationState.PROVISIONALLY_SELECTED,
        ApplicationState.RESERVE,
        ApplicationState.REJECTED,
        ApplicationState.DECLINED,
    }
)
"""States of which the applicant is told by mail when a manager brings the application there."""


@dataclass(frozen=True)
class Word:
    """What one person says of one line of the checklist; the reason is needed against it, or against the rules."""

    holds: bool
    reason: str = ""


@transaction.atomic
def check_eligibility(
    application: Application, words: Mapping[str, Word], *, by: Any, remark: str = ""
) -> EligibilityCheck:
    """Record one person's word on every line of the call's checklist; eligible is what meets every line.

    When two agree the application goes on to assessment, or is not eligible. While they disagree it waits for a third.
    Nobody checks twice, or an application of their own organisation. A line that does not hold, or a word against what
    the rules propose, needs a reason.
    """
    locked = locked_row(application)
    if not can_check_eligibility(by, locked):
        raise NotAllowed(_("You have checked this application already, or it does not wait for a check."))
    lines = checklist(locked)
    points = {line.key: point_of(line, proposed, words.get(line.key)) for line, proposed in lines}
    is_eligible = all(point["holds"] for point in points.values())
    reason = "\n".join(
        f"{line.label}: {points[line.key]['reason']}" for line, _proposed in lines if not points[line.key]["holds"]
    )
    reason = "\n".join(filter(None, (reason, remark.strip())))
    check = EligibilityCheck.objects.create(
        application=locked,
        checked_by=by,
        checked_by_name=str(by)[:150],
        is_eligible=is_eligible,
        points=points,
        reason=reason,
    )
    audit.record("application.eligibility_checked", locked, by=by, reason=reason, after={"is_eligible": is_eligible})
    if locked.state == ApplicationState.SUBMITTED:
        transition(locked, ApplicationState.ELIGIBILITY, by=by)
    agreeing = [one.reason for one in locked.eligibility_checks.filter(is_eligible=is_eligible)]
    if len(agreeing) >= PAIR:
        conclude_eligibility(locked, is_eligible, reasons=agreeing, by=by)
    application.refresh_from_db()
    return check


def point_of(line: CheckLine, proposed: Proposed | None, word: Word | None) -> dict[str, Any]:
    """A line as it is kept: the word, what the rules proposed, and why. Raises DomainError for what is missing."""
    if word is None:
        raise DomainError(_("Say of every line whether it holds: “%(line)s”.") % {"line": line.label})
    against_rule = proposed is not None and proposed.holds != word.holds
    if not word.reason.strip() and (against_rule or not word.holds):
        raise DomainError(_("Write the reason of this line: “%(line)s”.") % {"line": line.label})
    return {
        "holds": word.holds,
        "reason": word.reason.strip(),
        "proposed": proposed.holds if proposed else None,
        "finding": proposed.finding if proposed else "",
    }


def conclude_eligibility(application: Application, is_eligible: bool, *, reasons: list[str], by: Any) -> None:
    if is_eligible:
        transition(application, ApplicationState.ASSESSMENT, by=by)
        return
    reason = "\n\n".join(dict.fromkeys(reason for reason in reasons if reason))
    transition(application, ApplicationState.INELIGIBLE, by=by, reason=reason)
    tell_writers("decided", application, reason=reason)


@transaction.atomic
def move_application(application: Application, to: str, *, by: Any, reason: str) -> Application:
    """Take one of the steps that a manager decides (`DECIDED_BY_MANAGER`), with its reason."""
    locked = locked_row(application)
    if not can_manage(by, locked):
        raise NotAllowed(_("You belong to the applicant, so somebody else must decide on this application."))
    if to not in DECIDED_BY_MANAGER.get(locked.state, frozenset()):
        raise DomainError(_("This step is not possible from where the application stands now."))
    if not reason.strip():
        raise DomainError(_("Write the reason for this step."))
    if to == ApplicationState.RANKED:
        require_nobody_assigned(locked)
    transition(application, to, by=by, reason=reason.strip())
    if to in TOLD:
        tell_writers("decided", application, reason=reason.strip())
    return application


def require_nobody_assigned(application: Application) -> None:
    """Ranking by hand is for applications that nobody was asked to assess; scores rank on the ranking board."""
    assigned = Assignment.objects.standing().filter(application=application)
    if not assigned.exists():
        return
    if Assessment.objects.still_open().filter(assignment__in=assigned).exists():
        raise DomainError(_("An assessment of this application is still being written."))
    raise DomainError(
        _(
            "Assessors have scored this application: close the assessment on the ranking board, which ranks by their scores."
        )
    )


@transaction.atomic
def award_application(
    application: Application, *, amount: Decimal, by: Any, reason: str = "", now: datetime | None = None
) -> Award:
    """Award the grant and tell the applicant once that is stored. Awarding twice is an error.

    The lock on the call makes awards of one call follow each other, so that their sum never exceeds the envelope.
    """
    call = Call.objects.select_for_update(no_key=True).get(pk=application.call_id)
    locked = locked_row(application)
    if not can_award(by, locked):
        raise NotAllowed(_("This application is not ready for an award, or you belong to the applicant."))
    if not ZERO < amount <= min(locked.requested, call.maximum_grant):
        raise DomainError(
            _("The award must be more than nothing and at most %(limit)s, which was requested.")
            % {"limit": display(min(locked.requested, call.maximum_grant), call.currency)}
        )
    left = envelope_left(call)
    if amount > left:
        raise DomainError(
            _("The envelope of this call has %(left)s left; %(amount)s do not fit into it.")
            % {"left": display(left, call.currency), "amount": display(amount, call.currency)}
        )
    project = locked.submission.record["project"]
    award = Award.objects.create(
        application=locked,
        call=call,
        organisation_id=locked.organisation_id,
        country_id=locked.country_id,
        title=project["title"],
        summary=project["summary"],
        requested=locked.requested,
        amount=amount,
        currency=call.currency,
        months=int(project["months"]),
        awarded_at=now or timezone.now(),
        awarded_by=by,
        reason=reason,
    )
    transition(application, ApplicationState.AWARDED, by=by, reason=reason)
    audit.record("award.made", award, by=by, reason=reason, after={"amount": str(amount)}, country=award.country_id)
    tell_writers("awarded", application, award=award)
    return award


def envelope_left(call: Call) -> Decimal:
    """What the call can still give, read anew: the database counts its awards."""
    given, envelope = Call.objects.values_list("awarded_total", "envelope").get(pk=call.pk)
    return envelope - given
