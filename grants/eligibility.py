"""The eligibility checklist: which rules of a call propose a verdict by themselves, and how each verdict comes about.

Pure functions over the terms of a call and the record of a submitted application. They propose; two people decide.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.models.organisations import Kind

from .money import display


class Rule(models.TextChoices):
    """A line of the checklist whose verdict the terms of the call propose."""

    COUNTRY = "country", gettext_lazy("The applicant is registered in one of the countries of the call")
    KIND = "kind", gettext_lazy("The applicant is of a kind that may apply")
    MEMBERSHIP = "membership", gettext_lazy("The applicant is a member of the network, if the call asks for it")
    AGE = "age", gettext_lazy("The applicant has existed for as long as the call asks")
    ONCE = "once", gettext_lazy("The applicant has one application in this call")
    SIZE = "size", gettext_lazy("The amount requested lies between the smallest and the largest grant")
    COFINANCING = "cofinancing", gettext_lazy("The own share is as large as the call asks")
    INDIRECT = "indirect", gettext_lazy("Indirect costs keep the limit of the call")
    DURATION = "duration", gettext_lazy("The duration keeps the limit of the call")
    DOCUMENTS = "documents", gettext_lazy("All required documents are attached")


READ: dict[str, Promise] = {
    "readable": gettext_lazy("The documents are readable, valid and belong to the applicant"),
    "purpose": gettext_lazy("The activities serve the purpose of the call"),
}
"""Lines that only people can answer, in every checklist whose editor wrote none."""

USUAL: tuple[dict[str, str], ...] = (
    *({"key": rule.value, "rule": rule.value} for rule in Rule),
    *({"key": key, "rule": ""} for key in READ),
)
"""The checklist of a call whose editor wrote none."""

choices = Rule.choices


def wording(key: str) -> str:
    """What a line says whose editor wrote no words of their own."""
    return str(Rule(key).label) if key in Rule.values else str(READ.get(key, key))


@dataclass(frozen=True)
class Facts:
    """What an application is measured by: the call, the applicant as the register has it, and what was submitted."""

    terms: Any
    country_names: Mapping[str, str]
    country_name: str
    organisation: Any
    record: Mapping[str, Any]
    year: int
    applications: int
    required_documents: Mapping[str, str]

    @property
    def budget(self) -> Mapping[str, Decimal]:
        budget = self.record["budget"]
        return {name: Decimal(budget[name]) for name in ("cost", "requested", "cofinanced", "indirect")}

    def money(self, amount: Decimal) -> str:
        return display(amount, self.terms.currency)


@dataclass(frozen=True)
class Proposed:
    """A verdict with the finding it rests on, as a sentence."""

    holds: bool
    finding: str


def propose(rule: str, facts: Facts) -> Proposed:
    return RULES[rule](facts)


def country(facts: Facts) -> Proposed:
    code = facts.record["organisation"]["country"]
    allowed = ", ".join(facts.country_names.values())
    found = _("Registered in %(country)s; the call is open to %(allowed)s.")
    return Proposed(code in facts.country_names, found % {"country": facts.country_name, "allowed": allowed})


def kind(facts: Facts) -> Proposed:
    allowed = ", ".join(str(Kind(item).label) for item in facts.terms.kinds)
    found = _("It is: %(kind)s. The call is open to: %(kinds)s.")
    return Proposed(
        facts.organisation.kind in facts.terms.kinds,
        found % {"kind": facts.organisation.get_kind_display(), "kinds": allowed},
    )


def membership(facts: Facts) -> Proposed:
    if not facts.terms.membership_needed:
        return Proposed(True, _("The call does not ask for membership."))
    if facts.organisation.is_listed:
        return Proposed(True, _("A member of the network."))
    return Proposed(False, _("Not a member of the network; the call is for members only."))


def age(facts: Facts) -> Proposed:
    years, founded = facts.terms.minimum_age_years, facts.organisation.founded_year
    if not years:
        return Proposed(True, _("The call sets no age."))
    if founded is None:
        return Proposed(False, _("The register has no year of foundation; the call asks for %d years.") % years)
    found = _("Founded in %(year)d, %(age)d years before it applied; the call asks for %(years)d.")
    reached = facts.year - founded
    return Proposed(reached >= years, found % {"year": founded, "age": reached, "years": years})


def once(facts: Facts) -> Proposed:
    if facts.applications == 1:
        return Proposed(True, _("There is no other application of this organisation in the call."))
    return Proposed(False, _("The organisation has %d applications in this call.") % facts.applications)


def size(facts: Facts) -> Proposed:
    asked, terms = facts.budget["requested"], facts.terms
    found = _("%(asked)s requested; possible are %(least)s to %(most)s.") % {
        "asked": facts.money(asked),
        "least": facts.money(terms.minimum_grant),
        "most": facts.money(terms.maximum_grant),
    }
    return Proposed(terms.minimum_grant <= asked <= terms.maximum_grant, found)


def cofinancing(facts: Facts) -> Proposed:
    budget, percent = facts.budget, facts.terms.cofinancing_percent
    if not percent:
        return Proposed(True, _("The call asks for no own share."))
    found = _("%(own)s of %(cost)s, which is %(have)s %%; the call asks for %(percent)s %%.") % {
        "own": facts.money(budget["cofinanced"]),
        "cost": facts.money(budget["cost"]),
        "have": plain((budget["cofinanced"] * 100 / budget["cost"]).quantize(Decimal("0.1"))) if budget["cost"] else 0,
        "percent": plain(percent),
    }
    return Proposed(budget["cofinanced"] * 100 >= budget["cost"] * percent, found)


def indirect(facts: Facts) -> Proposed:
    budget, percent = facts.budget, facts.terms.indirect_percent
    direct = budget["cost"] - budget["indirect"]
    found = _("%(indirect)s on direct costs of %(direct)s; at most %(percent)s %% are possible.") % {
        "indirect": facts.money(budget["indirect"]),
        "direct": facts.money(direct),
        "percent": plain(percent),
    }
    return Proposed(budget["indirect"] * 100 <= direct * percent, found)


def duration(facts: Facts) -> Proposed:
    months = int(facts.record["project"]["months"])
    found = _("%(months)d months; at most %(limit)d are possible.")
    return Proposed(
        1 <= months <= facts.terms.maximum_months, found % {"months": months, "limit": facts.terms.maximum_months}
    )


def documents(facts: Facts) -> Proposed:
    attached = {item["key"] for item in facts.record["documents"]}
    missing = [label for key, label in facts.required_documents.items() if key not in attached]
    if not facts.required_documents:
        return Proposed(True, _("The call asks for no documents."))
    if missing:
        return Proposed(False, _("Missing: %(documents)s.") % {"documents": ", ".join(missing)})
    return Proposed(True, _("Attached: %(documents)s.") % {"documents": ", ".join(facts.required_documents.values())})


RULES: dict[str, Callable[[Facts], Proposed]] = {
    Rule.COUNTRY: country,
    Rule.KIND: kind,
    Rule.MEMBERSHIP: membership,
    Rule.AGE: age,
    Rule.ONCE: once,
    Rule.SIZE: size,
    Rule.COFINANCING: cofinancing,
    Rule.INDIRECT: indirect,
    Rule.DURATION: duration,
    Rule.DOCUMENTS: documents,
}


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
