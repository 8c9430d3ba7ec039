"""Questions and answers about a call, and corrigenda: what may still be said once a call is open, and to whom."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grants.eligibility import USUAL
from grants.models import Application, Call, CallPage, CallQuestion, Corrigendum
from grants.permissions import manager_people, manages_grants, writers_of
from grants.queries.notices import questions_until
from grants.states import ApplicationState
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.languages import chain
from network.core.mail import notify

from .calls import freeze_form

ASSESSED_BY = {"criteria": [], "quotas": [], "declarations": [], "eligibility": [dict(line) for line in USUAL]}
"""Parts of a form that stand once somebody has handed in an application written for them."""


@transaction.atomic
def ask_question(call: Call, text: str, *, by: Any, now: datetime) -> CallQuestion:
    """Send a question about a call to those who run it. The answer will be published, who asked will not."""
    if now > questions_until(call):
        raise DomainError(_("Questions are no longer taken; the answers so far are on the page of the call."))
    question = CallQuestion.objects.create(
        call=call,
        text=text.strip(),
        language=get_language() or "en",
        asked_by=by if getattr(by, "is_authenticated", False) else None,
        asked_at=now,
    )
    notify(
        manager_people(),
        "grants/mail/question",
        {"call": call, "question": question},
        kind="grants_desk",
        link=f"/desk/grants/calls/{call.translation_key}/notices/",
    )
    return question


@transaction.atomic
def answer_question(question: CallQuestion, answer: str, *, by: Any, now: datetime) -> CallQuestion:
    """Publish the answer for everybody and tell whoever asked. An answer that is out can be made clearer, not removed."""
    locked = CallQuestion.objects.select_for_update().get(pk=question.pk)
    if not manages_grants(by):
        raise NotAllowed(_("Only grants managers answer questions."))
    if not answer.strip():
        raise DomainError(_("Write the answer."))
    before = locked.answer
    locked.answer, locked.answered_by = answer.strip(), by
    locked.answered_at = locked.answered_at or now
    locked.save(update_fields=["answer", "answered_by", "answered_at"])
    audit.record("call.question_answered", locked.call, by=by, before={"answer": before}, after={"answer": answer})
    if not before and locked.asked_by:
        call = locked.call
        notify(locked.asked_by, "grants/mail/answer", {"call": call, "question": locked}, kind="grants_calls")
    return locked


@transaction.atomic
def decline_question(question: CallQuestion, *, by: Any, now: datetime) -> None:
    """Put aside what is no question about the call; it is not published."""
    locked = CallQuestion.objects.select_for_update().get(pk=question.pk)
    if not manages_grants(by):
        raise NotAllowed(_("Only grants managers answer questions."))
    if locked.answered_at:
        raise DomainError(_("This question has been answered already."))
    locked.declined_at = now
    locked.save(update_fields=["declined_at"])


@transaction.atomic
def publish_corrigendum(
    call: Call, text: str, *, by: Any, now: datetime, closes_at: datetime | None = None, adopts_form: bool = False
) -> Corrigendum:
    """Correct an open call in public: say what changes, and mail it to everybody with a draft.

    `closes_at` may only be later than before. `adopts_form` freezes what the published pages ask now as the next
    version, for drafts; what was submitted stays with the version it was written for. Criteria, quotas and
    declarations stand once an application has been submitted. Raises DomainError.
    """
    locked = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    if not manages_grants(by):
        raise NotAllowed(_("Only grants managers correct a call."))
    if now > locked.closes_at:
        raise DomainError(_("The call has closed; it can no longer be corrected."))
    if not text.strip():
        raise DomainError(_("Write what changes, and why."))
    if closes_at is not None and closes_at <= locked.closes_at:
        raise DomainError(_("A deadline can only be moved to a later moment."))
    version = adopt_form(locked, by=by) if adopts_form else None
    corrigendum = Corrigendum.objects.create(
        call=locked,
        number=locked.corrigenda.count() + 1,
        text=text.strip(),
        language=get_language() or "en",
        closed_at_before=locked.closes_at if closes_at else None,
        closes_at_after=closes_at,
        form_version=version,
        published_at=now,
        published_by=by,
    )
    if closes_at:
        move_deadline(locked, closes_at)
    audit.record("call.corrected", locked, by=by, reason=text, after={"number": corrigendum.number})
    tell_drafts(locked, corrigendum)
    return corrigendum


def adopt_form(call: Call, *, by: Any) -> int:
    """The next version of the form from the live pages, taken over by all drafts."""
    pages = list(CallPage.objects.live().filter(translation_key=call.translation_key).select_related("locale"))
    languages = chain("en")
    source = min(pages, key=lambda page: languages.index(page.language))
    data, present = source.definition_data(pages), call.form
    if data == present.data:
        raise DomainError(_("The published pages ask the same as before. Publish the changed page first."))
    handed_in = Application.objects.filter(call=call, submitted_at__isnull=False).exists()
    if handed_in and any(data[part] != present.data.get(part, usual) for part, usual in ASSESSED_BY.items()):
        raise DomainError(
            _("Applications have been submitted: criteria, quotas and declarations can no longer be changed.")
        )
    form = freeze_form(call, data, version=present.version + 1, by=by)
    Application.objects.filter(call=call, state=ApplicationState.DRAFT).update(form=form)
    return form.version


def move_deadline(call: Call, closes_at: datetime) -> None:
    """In the call, which decides, and on its pages, which show it; unpublished work on a page stays unpublished."""
    from grants.deadlines import in_zone  # inline: the one place where an instant becomes a wall clock again

    call.closes_at = closes_at
    call.save(update_fields=["closes_at"])
    local = in_zone(closes_at, call.time_zone)
    for page in CallPage.objects.filter(translation_key=call.translation_key):
        draft = page.get_latest_revision_as_object()
        for one in (page, draft):
            one.closes_on, one.closes_hour = local.date(), local.time().replace(tzinfo=None)
        page.save(update_fields=["closes_on", "closes_hour", "closes_at"])
        draft.save_revision()


def tell_drafts(call: Call, corrigendum: Corrigendum) -> None:
    drafts = Application.objects.filter(call=call, state=ApplicationState.DRAFT).select_related("organisation")
    for application in drafts:
        notify(
            writers_of(application.organisation),
            "grants/mail/corrigendum",
            {"application": application, "call": call, "corrigendum": corrigendum},
            kind="grants",
            link=application.get_absolute_url(),
        )
