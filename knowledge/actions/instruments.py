"""The questions of peer reviews: drawn from standards, put into words, frozen by their first use."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.models import FrameworkVersion, Instrument, InstrumentItem
from knowledge.permissions import can_keep_standards
from knowledge.states import VersionState
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.text import slugify
from network.core.transitions import locked_row


@transaction.atomic
def build_instrument(version: FrameworkVersion, *, by: Any, titles: dict[str, str]) -> Instrument:
    """One question for each indicator of a version in force, in the indicator's words until somebody puts it better."""
    if not can_keep_standards(by):
        raise NotAllowed(_("Editors and the secretariat build instruments."))
    if version.state != VersionState.ADOPTED:
        raise DomainError(_("An instrument is built from a version in force."))
    base = slugify(titles.get("en") or next(iter(titles.values())), "en")[:70] or "instrument"
    slug, number = base, 2
    while Instrument.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    instrument = Instrument.objects.create(slug=slug, titles=titles, version=version, made_by=by)
    number = 0
    for section in version.sections.prefetch_related("standards__indicators"):
        for standard in section.standards.all():
            for indicator in standard.indicators.all():
                number += 1
                InstrumentItem.objects.create(
                    instrument=instrument,
                    number=number,
                    section=section.titles,
                    indicator=indicator,
                    questions=indicator.texts,
                )
    audit.record("instrument.built", instrument, by=by, after={"questions": number})
    return instrument


@transaction.atomic
def word_question(item: InstrumentItem, *, by: Any, questions: dict[str, str]) -> InstrumentItem:
    """Put a question otherwise, while the instrument has not been used."""
    must_be_open(item.instrument, by)
    item.questions = {**item.questions, **questions}
    item.save()
    return item


@transaction.atomic
def drop_question(item: InstrumentItem, *, by: Any) -> None:
    """Leave a question out, while the instrument has not been used; the numbers of the others stay."""
    must_be_open(item.instrument, by)
    if item.instrument.items.count() == 1:
        raise DomainError(_("An instrument has at least one question."))
    audit.record("instrument.question_dropped", item.instrument, by=by, before={"question": str(item.question)})
    item.delete()


def must_be_open(instrument: Instrument, by: Any) -> None:
    if not can_keep_standards(by):
        raise NotAllowed(_("Editors and the secretariat build instruments."))
    if locked_row(instrument).frozen_at:
        raise DomainError(_("This instrument has been used and stays as it is. Build another."))


def freeze(instrument: Instrument) -> None:
    """Part of the first review that uses it. Idempotent."""
    locked = locked_row(instrument)
    if locked.frozen_at is None:
        locked.frozen_at = timezone.now()
        locked.save(update_fields=["frozen_at"])
        audit.record("instrument.frozen", locked, by=None)
