"""Rules about calls and applicants, used by forms, actions and the public self-check alike."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.models.organisations import Kind

from .deadlines import in_zone, place_of


def reasons_against(
    terms: Any, *, country: str, kind: str, is_member: bool, founded_year: int | None, today_year: int
) -> list[str]:
    """A sentence for each condition of the call that such an organisation does not meet; empty when it may apply."""
    found = []
    if country not in {item.pk for item in terms.countries.all()}:
        found.append(_("The call is not open to organisations from this country."))
    if kind not in terms.kinds:
        found.append(
            _("The call is open to: %(kinds)s.") % {"kinds": ", ".join(str(Kind(item).label) for item in terms.kinds)}
        )
    if terms.membership_needed and not is_member:
        found.append(_("Only members of the network may apply. Joining is free; the way there is in the directory."))
    if terms.minimum_age_years and (founded_year is None or today_year - founded_year < terms.minimum_age_years):
        found.append(
            _("The organisation must have existed for %(years)d years or more.") % {"years": terms.minimum_age_years}
        )
    return found


def reasons_against_organisation(terms: Any, organisation: Any, now: datetime) -> list[str]:
    return reasons_against(
        terms,
        country=organisation.country_id,
        kind=organisation.kind,
        is_member=organisation.is_listed,
        founded_year=organisation.founded_year,
        today_year=now.year,
    )


def too_late(call: Any, now: datetime) -> str:
    """The sentence for somebody who comes after the deadline, in the call's time and in theirs; empty in time."""
    if now <= call.closes_at:
        return ""
    deadline = in_zone(call.closes_at, call.time_zone)
    return _(
        "The call closed on %(date)s at %(hour)s (%(place)s). By our clock it is %(now)s there now, so the application "
        "can no longer be submitted. Your draft stays readable."
    ) % {
        "date": date_format(deadline.date(), "DATE_FORMAT"),
        "hour": f"{deadline:%H:%M}",
        "place": place_of(call.time_zone),
        "now": f"{in_zone(now, call.time_zone):%H:%M:%S}",
    }


def too_early(call: Any, now: datetime) -> str:
    if now >= call.opens_at:
        return ""
    return _("The call opens on %(date)s.") % {
        "date": date_format(timezone.localtime(call.opens_at), "DATETIME_FORMAT")
    }


def missing_before_opening(page: Any) -> list[str]:
    """What a call still lacks before applicants may rely on it; empty when it can be opened."""
    checks = (
        (
            page.live and not page.has_unpublished_changes,
            _("Publish the page first; there are changes that nobody can see yet."),
        ),
        (page.code, _("Give the call a code.")),
        (page.opens_at and page.closes_at, _("Set when the call opens and closes.")),
        (
            page.envelope and page.minimum_grant and page.maximum_grant,
            _("Set the envelope and the smallest and largest grant."),
        ),
        (page.countries.exists(), _("Choose the countries whose organisations may apply.")),
        (page.kinds, _("Choose the kinds of organisations that may apply.")),
        (any(child.block_type != "heading" for child in page.questions), _("Ask at least one question in the form.")),
        (len(page.declarations), _("Write at least one declaration for the applicant to confirm.")),
        (len(page.criteria), _("Publish the criteria by which applications are assessed.")),
    )
    return [str(sentence) for holds, sentence in checks if not holds]
