"""What pages show of calls: reads that depend on the clock, the reader or several tables."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grants.deadlines import in_zone, place_of
from grants.models import Application, Award, Call, CallPage
from grants.models.calls import phase_of
from grants.money import display
from grants.permissions import WRITERS, current_affiliations
from grants.states import ApplicationState, CallPhase
from network.core.languages import localized

from .notices import questions_until

SOON_DAYS = 14


@dataclass(frozen=True)
class CallItem:
    """A call in a list: the page in the reader's nearest language, and the call behind it once it has been opened."""

    page: CallPage
    call: Call | None
    now: datetime

    @property
    def phase(self) -> CallPhase:
        if self.call:
            return self.call.phase(self.now)
        planned = phase_of(self.page, self.now) if self.page.opens_at and self.page.closes_at else CallPhase.UPCOMING
        return CallPhase.UPCOMING if planned == CallPhase.OPEN else planned

    @property
    def terms(self) -> Call | CallPage:
        return self.call or self.page

    @property
    def closes(self) -> "Moment":
        return Moment(self.terms.closes_at, self.terms.time_zone)

    @property
    def opens(self) -> "Moment":
        return Moment(self.terms.opens_at, self.terms.time_zone)

    @property
    def days_left(self) -> int:
        return (self.terms.closes_at - self.now).days

    @property
    def is_closing_soon(self) -> bool:
        return self.phase == CallPhase.OPEN and self.days_left < SOON_DAYS

    @property
    def range(self) -> str:
        terms = self.terms
        return f"{display(terms.minimum_grant, terms.currency)} – {display(terms.maximum_grant, terms.currency)}"


@dataclass(frozen=True)
class Moment:
    """An instant on the clocks of a place, and on the reader's when theirs differ."""

    at: datetime
    zone: str

    @property
    def there(self) -> datetime:
        """Naive, since templates would bring an aware time back to the reader's zone."""
        return in_zone(self.at, self.zone).replace(tzinfo=None)

    @property
    def place(self) -> str:
        return place_of(self.zone)

    @property
    def here(self) -> datetime:
        return timezone.localtime(self.at).replace(tzinfo=None)

    @property
    def here_zone(self) -> str:
        return place_of(timezone.get_current_timezone_name())

    @property
    def differs(self) -> bool:
        return self.here != self.there


@dataclass(frozen=True)
class CallGroup:
    title: str
    items: list[CallItem]


def calls_by_phase(request: HttpRequest) -> list[CallGroup]:
    """All published calls: open ones by deadline, then upcoming, then closed with the newest first. Two queries."""
    items = call_items(localized(CallPage.objects.live().filter(is_practice=False), get_language()), timezone.now())
    order = {
        _("Open now"): ([CallPhase.OPEN], False),
        _("Opening soon"): ([CallPhase.UPCOMING], False),
        _("Closed"): ([CallPhase.CLOSED, CallPhase.DECIDED], True),
    }
    return [
        CallGroup(
            title, sorted((i for i in items if i.phase in phases), key=lambda i: i.terms.closes_at, reverse=newest)
        )
        for title, (phases, newest) in order.items()
    ]


def practice_call(request: HttpRequest) -> CallItem | None:
    """The practice call that can be tried now, in the reader's nearest language; None when there is none. Two queries."""
    pages = localized(CallPage.objects.live().filter(is_practice=True), get_language())
    return next((item for item in call_items(pages, timezone.now()) if item.phase == CallPhase.OPEN), None)


def call_items(pages: QuerySet, now: datetime) -> list[CallItem]:
    """The pages with their calls; pages whose dates are not set yet are left out."""
    found = list(pages.filter(closes_at__isnull=False, opens_at__isnull=False).select_related("locale"))
    calls = {
        call.translation_key: call
        for call in Call.objects.filter(translation_key__in=[p.translation_key for p in found])
    }
    return [CallItem(page, calls.get(page.translation_key), now) for page in found]


def call_page_context(page: CallPage, request: HttpRequest, now: datetime) -> dict[str, Any]:
    """What the page of one call shows beside its own text."""
    item = CallItem(page, page.call, now)
    terms = page.terms
    mine = my_applications(request.user, page.call) if page.call else []
    has_results = page.call is not None and page.call.results_published_at is not None
    return {
        "item": item,
        "terms": terms,
        "definition": page.definition,
        "criteria": by_section(page.definition.criteria),
        "conditions": conditions(terms),
        "mine": mine,
        "apply_url": reverse("grants-apply", kwargs={"slug": page.call.slug}) if item.phase == CallPhase.OPEN else "",
        "check_url": reverse("grants-check", kwargs={"slug": page.call.slug}) if page.call else "",
        "timeline": timeline(terms) if terms.closes_at else [],
        "answers": list(page.call.questions.published()) if page.call else [],
        "corrigenda": list(page.call.corrigenda.all()) if page.call else [],
        "ask_url": reverse("grants-ask", kwargs={"slug": page.call.slug}) if takes_questions(page.call, now) else "",
        "form_url": reverse("grants-blank-form", kwargs={"slug": page.call.slug}) if page.call else "",
        "awards": list(Award.objects.public().filter(call=page.call).for_list()) if has_results else [],
    }


def takes_questions(call: Call | None, now: datetime) -> bool:
    return call is not None and now <= questions_until(call)


def timeline(terms: Any) -> list[dict[str, Any]]:
    """The dates of a call in order, each on the call's clocks and on the reader's."""
    return [
        {"label": label, "moment": Moment(at, terms.time_zone)}
        for label, at in (
            (_("Applications open"), terms.opens_at),
            (_("Last day for questions"), questions_until(terms)),
            (_("Applications close"), terms.closes_at),
        )
    ]


def by_section(criteria: Iterable[Any]) -> list[dict[str, Any]]:
    """Criteria under their sections, each with the points it can bring."""
    sections: dict[str, list[Any]] = {}
    for criterion in criteria:
        sections.setdefault(criterion.section.text, []).append(criterion)
    return [
        {
            "name": name,
            "criteria": found,
            "points": sum((c.points for c in found), Decimal(0)),
            "minimum": found[0].section_minimum,
        }
        for name, found in sections.items()
    ]


def conditions(terms: Any) -> list[dict[str, str]]:
    """Who may apply and for what, as facts. `terms` is a call or a page that is not opened yet."""
    facts = [
        (_("Countries"), ", ".join(country.name for country in terms.countries.all())),
        (_("Organisations"), ", ".join(terms.kind_labels())),
        (_("Membership"), _("Members of the network only") if terms.membership_needed else _("Not needed")),
        (_("Longest duration"), _("%(months)d months") % {"months": terms.maximum_months}),
        (
            _("Indirect costs"),
            _("at most %(percent)s %% of the direct costs") % {"percent": percent(terms.indirect_percent)},
        ),
        (
            _("Own share"),
            _("at least %(percent)s %% of the total cost") % {"percent": percent(terms.cofinancing_percent)}
            if terms.cofinancing_percent
            else _("Not needed"),
        ),
    ]
    if terms.minimum_age_years:
        facts.append((_("Founded"), _("at least %(years)d years ago") % {"years": terms.minimum_age_years}))
    return [{"label": label, "value": value} for label, value in facts]


def percent(value: Decimal) -> str:
    return f"{value.normalize():f}"


def my_applications(user: Any, call: Call) -> list[Application]:
    if not user.is_authenticated:
        return []
    return list(applications_of(user).filter(call=call).exclude(state=ApplicationState.WITHDRAWN))


def applications_of(user: Any) -> QuerySet:
    """Those of the organisations a person belongs to, newest first."""
    own = current_affiliations(user).values("organisation")
    return Application.objects.filter(organisation__in=own).for_list()


def organisations_to_apply_for(user: Any) -> QuerySet:
    """Organisations in whose name the person may write an application."""
    writing = current_affiliations(user).filter(role__in=WRITERS)
    return user.organisations().filter(affiliations__in=writing).select_related("country").distinct()


def page_of(call: Call) -> CallPage | None:
    """The page of a call in the reader's nearest language."""
    pages = CallPage.objects.live().filter(translation_key=call.translation_key)
    return localized(pages, get_language()).select_related("locale").first()
