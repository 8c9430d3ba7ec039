"""Frameworks of standards: drafted, adopted for good, followed by a next version."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.models import (
    Crosswalk,
    Framework,
    FrameworkVersion,
    Indicator,
    LicensingRequirement,
    Remark,
    Section,
    Standard,
)
from knowledge.permissions import can_keep_standards
from knowledge.states import VersionState
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.middleware.page_cache import bump_after_commit
from network.core.text import slugify
from network.core.transitions import transition


def must_keep(by: Any) -> None:
    if by is not None and not can_keep_standards(by):
        raise NotAllowed(_("Editors and the secretariat keep the standards."))


@transaction.atomic
def start_framework(*, by: Any, titles: dict[str, str], label: str, **facts: Any) -> FrameworkVersion:
    """A new framework with an empty draft of its first version."""
    must_keep(by)
    slug = slugify(titles.get("en") or next(iter(titles.values())), "en")[:70] or "framework"
    if Framework.objects.filter(slug=slug).exists():
        raise DomainError(_("There is a framework of that name already."))
    framework = Framework.objects.create(slug=slug, titles=titles, **facts)
    version = FrameworkVersion.objects.create(framework=framework, label=label)
    audit.record("framework.started", framework, by=by)
    return version


@transaction.atomic
def start_version(framework: Framework, *, by: Any, label: str) -> FrameworkVersion:
    """A draft of the next version that begins as a copy of the one in force."""
    must_keep(by)
    locked = Framework.objects.select_for_update().get(pk=framework.pk)
    if locked.versions.filter(state=VersionState.DRAFT).exists():
        raise DomainError(_("A draft of the next version is in work already."))
    if locked.versions.filter(label=label).exists():
        raise DomainError(_("This framework has a version of that name already."))
    previous = locked.versions.filter(state=VersionState.ADOPTED).first()
    version = FrameworkVersion.objects.create(framework=locked, label=label, previous=previous)
    if previous:
        copy_parts(previous, version)
    audit.record("frameworkversion.started", version, by=by)
    return version


def copy_parts(source: FrameworkVersion, target: FrameworkVersion) -> None:
    for section in source.sections.prefetch_related("standards__indicators__remarks", "standards__practices"):
        new_section = Section.objects.create(version=target, number=section.number, titles=section.titles)
        for standard in section.standards.all():
            new_standard = Standard.objects.create(
                section=new_section, code=standard.code, position=standard.position, titles=standard.titles,
                texts=standard.texts,
            )  # fmt: skip
            new_standard.practices.set(standard.practices.all())
            for indicator in standard.indicators.all():
                new_indicator = Indicator.objects.create(
                    standard=new_standard, code=indicator.code, position=indicator.position, texts=indicator.texts,
                    logic=indicator.logic,
                )  # fmt: skip
                for remark in indicator.remarks.all():
                    Remark.objects.create(
                        indicator=new_indicator, number=remark.number, texts=remark.texts, direction=remark.direction,
                        unit=remark.unit, thresholds=remark.thresholds,
                    )  # fmt: skip


@transaction.atomic
def adopt_version(version: FrameworkVersion, *, by: Any) -> FrameworkVersion:
    """Put a draft in force for good; the version in force before is kept and marked as replaced."""
    must_keep(by)
    locked = FrameworkVersion.objects.select_for_update().get(pk=version.pk)
    if not Indicator.objects.filter(standard__section__version=locked).exists():
        raise DomainError(_("A version without a single indicator cannot be adopted."))
    for before in FrameworkVersion.objects.select_for_update().filter(
        framework=locked.framework_id, state=VersionState.ADOPTED
    ):
        transition(before, VersionState.RETIRED, by=by)
    return transition(version, VersionState.ADOPTED, by=by, adopted_at=timezone.now(), adopted_by=by)


@transaction.atomic
def relate_standards(*, by: Any, source: Standard, target: Standard, relation: str, note: str = "") -> Crosswalk:
    """Say how two standards of different frameworks relate; said again, it is put right."""
    must_keep(by)
    if source.section.version.framework_id == target.section.version.framework_id:
        raise DomainError(_("A crosswalk leads to another framework."))
    if Crosswalk.objects.filter(source=target, target=source).exists():
        raise DomainError(_("These two are related already, from the other side."))
    found, _made = Crosswalk.objects.update_or_create(
        source=source, target=target, defaults={"relation": relation, "note": note}
    )
    audit.record("crosswalk.saved", found, by=by, after={"relation": relation})
    bump_after_commit()
    return found


@transaction.atomic
def save_licensing(*, by: Any, country: Any, service_type: Any, texts: dict[str, str], **facts: Any) -> Any:
    """What a country asks of a kind of service, new or changed; other languages' texts stay."""
    must_keep(by)
    found = LicensingRequirement.objects.select_for_update().filter(country=country, service_type=service_type).first()
    found = found or LicensingRequirement(country=country, service_type=service_type)
    found.texts = {**found.texts, **texts}
    for name, value in facts.items():
        setattr(found, name, value)
    found.save()
    audit.record("licensingrequirement.saved", found, by=by)
    bump_after_commit()
    return found
