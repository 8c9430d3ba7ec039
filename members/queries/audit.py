"""What was done to an organisation, by whom and why: for the coordinators of its country."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.checklist import BY_KEY
from members.models import AffiliationRole, Kind, Merge, Organisation, Precision
from members.states import ApplicationState, LicenceState, Verdict
from network.core.models import AuditEntry

WORDS: dict[str, Promise] = {
    "organisation.registered": _("Entered into the registry"),
    "organisation.profile_saved": _("Profile saved"),
    "organisation.registration_corrected": _("Registration corrected"),
    "organisation.suspended": _("Suspended"),
    "organisation.reinstated": _("Reinstated"),
    "organisation.logo_set": _("Logo set"),
    "organisation.logo_removed": _("Logo removed"),
    "organisation.merged": _("Merged with another entry"),
    "organisation.merge_undone": _("Merge undone"),
    "organisation.removed": _("Taken out of the registry"),
    "membership.begun": _("Membership begun or renewed"),
    "membership.ended": _("Membership ended"),
    "membership.readmitted": _("Admitted again"),
    "licence.saved": _("Licence entered"),
    "licence.confirmed": _("Licence confirmed"),
    "licence.removed": _("Licence removed"),
    "affiliation.begun": _("Somebody joined"),
    "affiliation.ended": _("Somebody left"),
    "affiliation.changed": _("Somebody’s role changed"),
    "invitation.sent": _("Invitation sent"),
    "invitation.withdrawn": _("Invitation taken back"),
    "membershipapplication.started": _("Application begun"),
    "membershipapplication.endorsed": _("Endorsed by a member"),
    "membershipapplication.checked": _("A line of the checklist decided"),
    "membershipapplication.taken_over": _("Taken over by a colleague"),
    "membershipapplication.document_removed": _("Document removed"),
    "membershipapplication.submitted": _("Application handed in"),
    "membershipapplication.under_verification": _("Verification began"),
    "membershipapplication.needs_info": _("Information requested"),
    "membershipapplication.approved": _("Application approved"),
    "membershipapplication.rejected": _("Application rejected"),
}
COLUMNS = {field.name: field for field in Organisation._meta.concrete_fields}
LABELS: dict[str, Promise] = {
    "from": _("From"),
    "until": _("Until"),
    "on": _("On"),
    "due": _("On"),
    "role": _("Role"),
    "state": _("State"),
    "item": _("Line of the checklist"),
    "verdict": _("Verdict"),
    "verifier": _("Who had it"),
    "organisation": _("Organisation"),
    "service": _("Service"),
    "country": _("Country"),
    "number": _("Number"),
    "gone": _("The entry that went"),
    "moved": _("Rows that came over"),
    "dropped": _("Rows that it had already"),
}
CHOICES: dict[tuple[str, str], dict[Any, Any]] = {
    ("", "kind"): dict(Kind.choices),
    ("", "precision"): dict(Precision.choices),
    ("", "role"): dict(AffiliationRole.choices),
    ("", "verdict"): dict(Verdict.choices),
    ("members.organisation", "state"): dict(LicenceState.choices),
    ("members.membershipapplication", "state"): dict(ApplicationState.choices),
}
YES, NO = _("yes"), _("no")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
UNSAID = frozenset({"person", "sha256"})
"""Marks by which machines know a thing again: they say nothing to a reader."""
GROUPS: dict[str, Promise] = {
    "organisation": _("Profile and registration"),
    "membership": _("Membership"),
    "people": _("People"),
    "application": _("Application to join"),
}
PREFIXES = {
    "organisation": ("organisation.", "licence.", "logo."),
    "membership": ("membership.", "suspension."),
    "people": ("affiliation.", "invitation."),
    "application": ("membershipapplication.", "checklist", "document."),
}


@dataclass(frozen=True)
class LogLine:
    entry: AuditEntry
    words: str
    changes: list[tuple[str, str, str]]


def log_of(organisation: Organisation, reader: Any, *, group: str = "") -> QuerySet[AuditEntry]:
    """Entries of the organisation, of the applications that led to it and of entries merged into it, newest first.

    SECURITY: only what `reader` may read at all; coordinators of other countries read nothing.
    """
    merged = Merge.objects.filter(kind="organisation", kept_id=organisation.pk).values_list("gone_id", flat=True)
    bodies = [str(organisation.pk), *(str(pk) for pk in merged)]
    applications = [str(pk) for pk in organisation.applications.values_list("pk", flat=True)]
    about = Q(object_type="members.organisation", object_id__in=bodies)
    about |= Q(object_type="members.membershipapplication", object_id__in=applications)
    found = AuditEntry.objects.visible_to(reader).filter(about)
    if group in PREFIXES:
        verbs = Q()
        for prefix in PREFIXES[group]:
            verbs |= Q(verb__startswith=prefix)
        found = found.filter(verbs)
    return found


def as_line(entry: AuditEntry) -> LogLine:
    """The entry in words; a verb that has none is shown as it is."""
    both = {**entry.before, **entry.after}
    names = [name for name in both if name not in UNSAID and entry.before.get(name) != entry.after.get(name)]
    changes = [
        (label_of(name), said(entry, name, entry.before.get(name)), said(entry, name, entry.after.get(name)))
        for name in names
    ]
    changes = [(name, before, after) for name, before, after in changes if before or after]
    return LogLine(entry, str(WORDS.get(entry.verb, entry.verb)), changes)


def label_of(name: str) -> str:
    """What was changed, as its form calls it."""
    label = LABELS.get(name) or getattr(COLUMNS.get(name), "verbose_name", name)
    return str(label)[:1].upper() + str(label)[1:]


def said(entry: AuditEntry, name: str, value: Any) -> str:
    """A value as a reader knows it: the name of a choice, yes or no, a day, how many rows."""
    if isinstance(value, bool):
        return str(YES if value else NO)
    if isinstance(value, dict):
        return str(sum(value.values()))
    text = "" if value is None else str(value)
    if DAY.fullmatch(text):
        return date_format(date.fromisoformat(text), "SHORT_DATE_FORMAT")
    if name == "item" and text in BY_KEY:
        return str(BY_KEY[text].question)
    return str(CHOICES.get((entry.object_type, name), CHOICES.get(("", name), {})).get(text, text))
