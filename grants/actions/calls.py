"""Opening a call and publishing its results."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.canonical import canonical, fingerprint
from grants.models import Application, Call, CallForm, CallPage
from grants.states import UNDER_WAY
from grants.validators import missing_before_opening
from network.core import audit
from network.core.errors import DomainError
from network.core.languages import chain

from .rooms import close_rooms_of, keep_rooms_of


class NotReady(DomainError):
    """Something is missing; `problems` says what, one sentence or problem each."""

    def __init__(self, message: str, problems: list[Any]) -> None:
        super().__init__(message)
        self.problems = problems


@transaction.atomic
def open_call(page: CallPage, *, by: Any) -> Call:
    """Freeze the terms and the form of a published call, so that from `opens_at` on organisations can apply.

    Terms are read from the English page, or the nearest live translation; texts from all live translations. Opening
    twice is an error. Raises NotReady with everything that is missing.
    """
    live = CallPage.objects.live().filter(translation_key=page.translation_key)
    pages = list(live.select_for_update(of=("self",)).select_related("locale"))
    if not pages:
        raise NotReady(_("The call is not published yet."), [_("Publish the page first.")])
    if Call.objects.filter(translation_key=page.translation_key).exists():
        raise DomainError(_("This call has been opened already."))
    languages = chain("en")
    source = min(pages, key=lambda candidate: languages.index(candidate.language))
    if problems := missing_before_opening(source):
        raise NotReady(_("The call cannot be opened yet."), problems)
    call = Call.objects.create(
        translation_key=source.translation_key,
        slug=source.slug,
        currency=source.currency,
        kinds=source.kinds,
        opened_by=by,
        **{name: getattr(source, name) for name in Call.FROZEN},
    )
    call.countries.set(source.countries.all())
    freeze_form(call, source.definition_data(pages), version=1, by=by)
    audit.record(
        "call.opened", call, by=by, after={"sha256": call.form.sha256, "closes_at": call.closes_at.isoformat()}
    )
    transaction.on_commit(lambda: keep_rooms_of(call), robust=True)
    return call


def freeze_form(call: Call, data: dict[str, Any], *, version: int, by: Any) -> CallForm:
    text = canonical(data)
    return CallForm.objects.create(call=call, version=version, data=data, sha256=fingerprint(text), frozen_by=by)


@transaction.atomic
def publish_results(call: Call, *, by: Any, now: datetime | None = None) -> Call:
    """Show the awards of a call to everybody, once every application has its decision. Idempotent."""
    now = now or timezone.now()
    locked = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    if locked.results_published_at:
        return locked
    if now <= locked.closes_at:
        raise DomainError(_("The call is still open."))
    waiting = Application.objects.filter(call=locked, state__in=UNDER_WAY - {"reserve"}).count()
    if waiting:
        raise DomainError(
            _("%(number)d applications still wait for a decision. Decide on them first.") % {"number": waiting}
        )
    locked.results_published_at = now
    locked.save(update_fields=["results_published_at"])
    audit.record("call.results_published", locked, by=by)
    close_rooms_of(locked)
    return locked
