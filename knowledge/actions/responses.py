"""What institutions answer: in their own words, once per link or from their own account, and never edited."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.actions.following import tell_followers
from knowledge.choices import Position
from knowledge.models import GovernmentResponse, Recommendation, ResponseRequest
from knowledge.models.following import address_of_secret, digest_of, new_secret
from knowledge.permissions import can_answer, can_record_response
from knowledge.queries.people import desk_of
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.mail import notify, write_to
from network.core.transitions import locked_row

KIND = "tracker"
LINK_LIVES = timedelta(days=60)


@transaction.atomic
def record_response(
    recommendation: Recommendation,
    *,
    by: Any,
    institution: Any,
    position: str,
    text: str,
    language: str,
    given_on: date,
) -> GovernmentResponse:
    """Publish what an institution answered elsewhere, in its own words, as the desk received it.

    Only an addressee answers; what was given is never changed. The same answer entered twice is one.
    """
    locked = locked_row(recommendation)
    if not can_record_response(by, locked):
        raise NotAllowed(_("The coordinator of the country or the secretariat enters responses."))
    return publish_response(
        locked, by=by, via="desk", institution=institution, position=position, text=text, language=language,
        given_on=given_on,
    )  # fmt: skip


@transaction.atomic
def answer_recommendation(
    recommendation: Recommendation, *, by: Any, institution: Any, position: str, text: str, language: str
) -> GovernmentResponse:
    """Answer in the name of an institution that has an account here. Published at once, unedited."""
    locked = locked_row(recommendation)
    if not can_answer(by, locked, institution):
        raise NotAllowed(_("Only a representative of an institution to which it is addressed answers it."))
    return publish_response(
        locked, by=by, via="account", institution=institution, position=position, text=text, language=language,
        given_on=timezone.localdate(),
    )  # fmt: skip


@transaction.atomic
def ask_for_response(
    recommendation: Recommendation, *, by: Any, institution: Any, email: str, language: str
) -> ResponseRequest:
    """Write to an institution with a link by which it can answer once. An earlier unused link to it stops working."""
    locked = locked_row(recommendation)
    if not can_record_response(by, locked):
        raise NotAllowed(_("The coordinator of the country or the secretariat asks for responses."))
    if not locked.addressees.filter(pk=institution.pk).exists():
        raise DomainError(_("Only an institution to which the recommendation is addressed can answer it."))
    now, secret = timezone.now(), new_secret()
    earlier = locked.response_requests.filter(institution=institution, response=None, withdrawn_at=None)
    earlier.update(withdrawn_at=now)
    asked = ResponseRequest.objects.create(
        recommendation=locked,
        institution=institution,
        email=email,
        language=language,
        digest=digest_of(secret),
        asked_by=by,
        asked_at=now,
        expires_at=now + LINK_LIVES,
    )
    audit.record("recommendation.response_asked", locked, by=by, after={"institution": str(institution)})
    context = {"recommendation": locked, "institution": institution, "expires_at": asked.expires_at}
    link = address_of_secret(secret)
    write_to(email, "knowledge/mail/response_asked", context, kind=KIND, language=language, link=link)
    return asked


@transaction.atomic
def answer_by_link(secret: str, *, position: str, text: str, language: str) -> GovernmentResponse:
    """Publish the answer of whoever holds the link. Of two who use it at once, one is refused with a sentence."""
    asked = ResponseRequest.objects.select_for_update().filter(digest=digest_of(secret)).first()
    if asked is None:
        raise DomainError(_("This link is not one of ours, or it was cut short. Copy the whole of it."))
    now = timezone.now()
    if refusal := asked.refusal(now):
        raise DomainError(refusal)
    response = publish_response(
        locked_row(asked.recommendation), by=None, via="link", institution=asked.institution, position=position,
        text=text, language=language, given_on=timezone.localdate(now),
    )  # fmt: skip
    asked.response = response
    asked.save(update_fields=["response"])
    return response


def publish_response(
    locked: Recommendation,
    *,
    by: Any,
    via: str,
    institution: Any,
    position: str,
    text: str,
    language: str,
    given_on: date,
) -> GovernmentResponse:
    if not locked.addressees.filter(pk=institution.pk).exists():
        raise DomainError(_("Only an institution to which the recommendation is addressed can answer it."))
    if position not in Position.values:
        raise DomainError(_("Choose what the institution answered."))
    same = {"institution": institution, "position": position, "text": text, "given_on": given_on}
    found = locked.responses.filter(request=None, **same).first()
    if found:
        return found
    response = GovernmentResponse.objects.create(recommendation=locked, language=language, recorded_by=by, **same)
    latest = locked.responses.order_by("-given_on", "-id")[0]
    locked.position, locked.changed_at = latest.position, timezone.now()
    locked.save(update_fields=["position", "changed_at"])
    after = {"institution": str(institution), "position": position, "via": via}
    audit.record("recommendation.answered", locked, by=by, after=after)
    if via != "desk":
        told = desk_of(locked.country_id)
        context = {"recommendation": locked, "response": response}
        notify(told, "knowledge/mail/response_given", context, kind=KIND, link=locked.get_absolute_url())
    tell_followers([locked])
    return response
