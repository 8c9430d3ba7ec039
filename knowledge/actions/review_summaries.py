"""What the public may read of a peer review, while both sides consent to exactly these words."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.actions.review_people import needs
from knowledge.models import PeerReview
from knowledge.permissions import (
    can_write_summary,
    speaks_for_host,
)
from network.core import audit
from network.core.errors import DomainError
from network.core.transitions import locked_row


@transaction.atomic
def write_summary(review: PeerReview, *, by: Any, summary: str) -> PeerReview:
    """Word what the public might read. A new wording needs both consents anew, and hides what was public before."""
    locked = locked_row(review)
    needs(can_write_summary, by, _("The host or the lead of the team writes the summary, when the review is final."))(
        locked
    )
    if summary == locked.summary:
        return locked
    locked.summary = summary
    locked.host_consented_at = locked.host_consented_by = None
    locked.team_consented_at = locked.team_consented_by = None
    locked.save()
    audit.record("peerreview.summary_written", locked, by=by)
    return locked


@transaction.atomic
def consent_to_summary(review: PeerReview, *, by: Any, summary: str) -> PeerReview:
    """One side agrees to exactly this text being public. When both have, it is."""
    locked = locked_row(review)
    needs(can_write_summary, by, _("The host and the lead of the team consent, each for their side."))(locked)
    if not locked.summary.strip() or locked.summary != summary:
        raise DomainError(_("The summary was changed meanwhile. Read it again before you consent."))
    if speaks_for_host(by, locked):
        locked.host_consented_at, locked.host_consented_by = timezone.now(), by
    else:
        locked.team_consented_at, locked.team_consented_by = timezone.now(), by
    locked.save()
    audit.record("peerreview.consented", locked, by=by, after={"is_public": locked.is_published})
    return locked


@transaction.atomic
def take_back_consent(review: PeerReview, *, by: Any) -> PeerReview:
    """One side takes its consent back; the summary is private again at once."""
    locked = locked_row(review)
    needs(can_write_summary, by, _("The host and the lead of the team consent, each for their side."))(locked)
    if speaks_for_host(by, locked):
        locked.host_consented_at = locked.host_consented_by = None
    else:
        locked.team_consented_at = locked.team_consented_by = None
    locked.save()
    audit.record("peerreview.consent_taken_back", locked, by=by)
    return locked
