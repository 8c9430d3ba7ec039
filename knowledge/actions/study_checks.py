"""A member of another country reads a case study before everybody does."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.actions.case_studies import KIND
from knowledge.models import CaseStudy, PeerCheck, Verdict
from knowledge.permissions import (
    can_answer_peer_check,
    can_ask_peer,
    can_be_peer_of,
)
from knowledge.queries.people import desk_of
from knowledge.states import StudyState
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.mail import notify
from network.core.transitions import locked_row, transition


@transaction.atomic
def ask_peer(study: CaseStudy, *, by: Any, peer: Any) -> PeerCheck:
    """Ask a member of another country to read the study. One at a time."""
    locked = locked_row(study)
    if not can_ask_peer(by, locked):
        raise NotAllowed(_("A colleague can be asked once the study has been screened."))
    if not can_be_peer_of(peer, locked):
        raise DomainError(_("Choose a member of another country who has no part in this case study."))
    if locked.peer_checks.filter(answered_at=None).exists():
        raise DomainError(_("Somebody is reading this case study already."))
    organisation = peer.organisations().listed().exclude(country=locked.country_id).first()
    check = PeerCheck.objects.create(study=locked, peer=peer, organisation=organisation, asked_by=by)
    audit.record("casestudy.peer_asked", locked, by=by, after={"organisation": str(organisation)})
    notify(peer, "knowledge/mail/peer_check_asked", {"study": locked}, kind=KIND, link=locked.get_check_url())
    return check


@transaction.atomic
def answer_peer_check(check: PeerCheck, *, by: Any, verdict: str, comment: str) -> PeerCheck:
    """Store the colleague's verdict and tell the desk. “Not ready” leaves the study screened; the desk returns it."""
    locked = PeerCheck.objects.select_for_update().select_related("study").get(pk=check.pk)
    if not can_answer_peer_check(by, locked):
        raise NotAllowed(_("This has been answered already."))
    locked.verdict, locked.comment, locked.answered_at = verdict, comment, timezone.now()
    locked.save(update_fields=["verdict", "comment", "answered_at"])
    study = locked.study
    audit.record("casestudy.peer_answered", study, by=by, after={"verdict": verdict})
    if verdict != Verdict.NOT_YET and study.state == StudyState.SCREENED:
        transition(study, StudyState.PEER_CHECKED, by=by)
    context = {"study": study, "check": locked}
    notify(
        desk_of(study.country_id), "knowledge/mail/peer_check_answered", context, kind=KIND, link=study.get_desk_url()
    )
    return locked
