"""Reading standards: one version, what changed between two, the countries beside each other, who licenses what."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from knowledge.choices import LICENCE_URLS, OPPOSITE, Direction, Licence, Relation
from knowledge.citations import Citation
from knowledge.linked_data import article
from knowledge.models import (
    CaseStudy,
    Crosswalk,
    Framework,
    FrameworkVersion,
    Indicator,
    LicensingRequirement,
    Standard,
)
from knowledge.queries.standards_table import COUNTRIES
from knowledge.translations import missing, translations_of_texts
from members.models import ServiceType
from network.core.models import Country


def frameworks() -> QuerySet[Framework]:
    """Those that have a version in force, with that version."""
    in_force = Prefetch("versions", FrameworkVersion.objects.adopted(), to_attr="in_force")
    counts = {
        "standard_count": Count("versions__sections__standards", filter=Q(versions__state="adopted"), distinct=True)
    }
    adopted = Framework.objects.filter(versions__state="adopted").select_related("country")
    return adopted.annotate(**counts).prefetch_related(in_force).order_by("slug")


def sections_of(version: FrameworkVersion) -> QuerySet[Any]:
    """A version with all its parts, its crosswalks from both sides, and the public case studies that show it."""
    target = "section__version__framework"
    leads = Crosswalk.objects.filter(target__section__version__state="adopted").select_related(f"target__{target}")
    led = Crosswalk.objects.filter(source__section__version__state="adopted").select_related(f"source__{target}")
    return version.sections.prefetch_related(
        Prefetch("standards__practices", CaseStudy.objects.public()),
        Prefetch("standards__leads_to", leads),
        Prefetch("standards__led_from", led),
        "standards__indicators__remarks",
    )


@dataclass(frozen=True)
class Link:
    """A standard of another framework, seen from this one."""

    relation: str
    standard: Standard
    note: str


def links_of(standard: Standard) -> list[Link]:
    """Crosswalks of a standard loaded by `sections_of`, read from its side."""
    links = [Link(str(Relation(one.relation).label), one.target, one.note) for one in standard.leads_to.all()]
    for one in standard.led_from.all():
        links.append(Link(str(OPPOSITE[Relation(one.relation)].label), one.source, one.note))
    return links


def terms(version: FrameworkVersion) -> dict[str, Any]:
    """How to cite a version, on which terms one may use it, and in which languages it can be read."""
    framework = version.framework
    translations = translations_of_texts(framework.titles)
    return {
        "licence": framework.get_licence_display(),
        "licence_url": LICENCE_URLS.get(Licence(framework.licence), ""),
        "translations": translations,
        "missing": missing(translations),
        "citation": citation(version),
        "linked_data": linked_data(version),
    }


def citation(version: FrameworkVersion) -> Citation:
    framework = version.framework
    return Citation(
        key=f"{framework.slug}-{version.label}",
        kind="standard",
        title=framework.title.text,
        authors=(framework.publisher,),
        collection=_("Standards on the site of the IRIS network"),
        published=version.adopted_at,
        changed=version.adopted_at,
        path=version.get_absolute_url(),
        language=framework.title.lang,
        version=_("version %(number)s") % {"number": version.label},
    )


def linked_data(version: FrameworkVersion) -> dict[str, Any]:
    framework = version.framework
    return article(
        kind="CreativeWork",
        title=framework.title.text,
        summary=framework.description.text,
        path=version.get_absolute_url(),
        language=framework.title.lang,
        authors=(framework.publisher,),
        published=version.adopted_at,
        changed=version.adopted_at,
        licence=LICENCE_URLS.get(Licence(framework.licence), ""),
        country=framework.country,
        version=version.label,
    )


def newest(number: int, country: str = "") -> QuerySet[FrameworkVersion]:
    versions = FrameworkVersion.objects.adopted().select_related("framework").order_by("-adopted_at", "-pk")
    return (versions.filter(framework__country=country) if country else versions)[:number]


# --- Differences ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Piece:
    kind: str  # same | added | removed
    text: str


@dataclass(frozen=True)
class Difference:
    code: str
    kind: str  # added | removed | changed
    pieces: list[Piece]


def differences(old: FrameworkVersion, new: FrameworkVersion) -> list[Difference]:
    """What a reader of `old` must know about `new`, by the codes of standards and indicators, in the order of codes."""
    before, after = texts_by_code(old), texts_by_code(new)
    found = []
    for code in sorted(before.keys() | after.keys(), key=natural):
        was, now = before.get(code, ""), after.get(code, "")
        if was == now:
            continue
        kind = "added" if code not in before else "removed" if code not in after else "changed"
        found.append(Difference(code, kind, pieces(was, now)))
    return found


def natural(code: str) -> list[Any]:
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in code.replace("-", ".").split(".")]


def texts_by_code(version: FrameworkVersion) -> dict[str, str]:
    texts: dict[str, str] = {}
    for section in version.sections.prefetch_related("standards__indicators__remarks"):
        for standard in section.standards.all():
            texts[standard.code] = " — ".join(filter(None, [standard.title.text, standard.text.text]))
            for indicator in standard.indicators.all():
                texts[indicator.code] = described(indicator)
    return texts


def described(indicator: Indicator) -> str:
    """An indicator with its logic, its requirements and thresholds in one line, as differences compare it."""
    remarks = [
        f"{remark.text}: "
        + ", ".join(f"{code} {threshold(remark, code)}" for code in COUNTRIES if code in remark.thresholds)
        for remark in indicator.remarks.all()
    ]
    logic = f" ({indicator.get_logic_display()})" if len(remarks) > 1 else ""
    return f"{indicator.text}{logic}" + "".join(f" · {remark.rstrip(': ')}" for remark in remarks)


def pieces(was: str, now: str) -> list[Piece]:
    """The two texts word by word."""
    old, new = was.split(), now.split()
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", " ".join(old[a:b])))
            continue
        if a < b:
            found.append(Piece("removed", " ".join(old[a:b])))
        if c < d:
            found.append(Piece("added", " ".join(new[c:d])))
    return found


# --- Countries beside each other ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ThresholdRow:
    indicator: Indicator
    remark: Any
    cells: list[tuple[Any, str]]  # country, what it asks for


@dataclass(frozen=True)
class Comparison:
    countries: list[Any]
    standards: list[tuple[Standard, list[ThresholdRow]]]


def compared(version: FrameworkVersion) -> Comparison:
    """What each country asks for, requirement by requirement; empty where it asks for nothing."""
    countries = list(Country.objects.all())
    standards = []
    for section in version.sections.prefetch_related("standards__indicators__remarks"):
        for standard in section.standards.all():
            rows = [
                ThresholdRow(indicator, remark, [(country, threshold(remark, country.code)) for country in countries])
                for indicator in standard.indicators.all()
                for remark in indicator.remarks.all()
                if remark.thresholds
            ]
            if rows:
                standards.append((standard, rows))
    return Comparison(countries, standards)


def threshold(remark: Any, country: str) -> str:
    """What a country asks for, in a few signs: “≥ 2 hours”."""
    value = remark.thresholds.get(country, "")
    if not value:
        return ""
    if remark.direction == Direction.YES:
        return _("required")
    sign = "≥" if remark.direction == Direction.AT_LEAST else "≤"
    return f"{sign} {value} {remark.unit}".strip()


@dataclass(frozen=True)
class LicensingRow:
    service: ServiceType
    cells: list[tuple[Any, LicensingRequirement | None]]


def licensing(service: str = "") -> tuple[list[LicensingRow], list[ServiceType]]:
    """Kinds of service against countries, all or one, and the kinds that there is anything about."""
    requirements = LicensingRequirement.objects.select_related("service_type", "country")
    found = {(one.service_type_id, one.country_id): one for one in requirements}
    countries = list(Country.objects.all())
    services = list(ServiceType.objects.filter(licensing__isnull=False).distinct())
    rows = [
        LicensingRow(one, [(country, found.get((one.pk, country.pk))) for country in countries])
        for one in services
        if not service or one.slug == service
    ]
    return rows, services
