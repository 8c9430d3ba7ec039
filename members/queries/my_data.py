"""Everything that the network holds about one person: counted for the page, and in full for their own copy."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.consent_texts import Purpose, Wording, current
from members.holdings import FATES, Fate, Held, holdings, sources
from members.models import Consent, User
from network.core.models import PrivateFile

LABELS = {
    "usersessions.UserSession": _("Devices where you are signed in"),
    "mfa.Authenticator": _("Second factors"),
    "account.EmailAddress": _("E-mail addresses"),
    "core.OutboxMessage": _("E-mails to you"),
    "messaging.Participation": _("Rooms that you are in"),
}
"""What a reader calls otherwise than a library, or than we do among ourselves."""
ACCOUNT = ("uuid", "email", "full_name", "language", "time_zone", "date_joined", "last_login", "is_active")


@dataclass(frozen=True)
class Line:
    """One kind of thing held about the person, how much of it, and what becomes of it."""

    label: str
    count: int
    fate: Promise


def lines_for(person: User) -> list[Line]:
    """What there is, first what goes and then what stays, most first; what the person did at a desk is summed up by the log."""
    account = Line(str(_("Your account: name, address, language, time zone")), 1, FATES[Fate.DELETED])
    found = []
    for held in holdings():
        if held.is_act or held.is_secret or not held.columns:
            continue
        count = held.of(person).count()
        if count:
            name = LABELS.get(held.model._meta.label) or str(held.model._meta.verbose_name_plural).capitalize()
            found.append(Line(str(name), count, FATES[held.fate]))
    for source in sources():
        count = sum(1 for _one in source.load(person))
        if count:
            found.append(Line(str(source.title), count, FATES[source.fate]))
    order = [FATES[fate] for fate in (Fate.DELETED, Fate.DETACHED, Fate.KEPT)]
    return [account, *sorted(found, key=lambda line: (order.index(line.fate), -line.count, line.label))]


def everything_about(person: User) -> dict[str, Any]:
    """The person's own copy: what their account says, then app by app every row, then what no row points at."""
    copy: dict[str, Any] = {"account": {name: getattr(person, name) for name in ACCOUNT}}
    by_app: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(dict)
    acts: dict[str, int] = {}
    for held in holdings():
        if held.is_secret:
            continue
        if held.is_act:
            number = held.of(person).aggregate(number=Count("pk"))["number"]
            if number:
                acts[held.key] = number
        elif rows := list(held.of(person).values(*readable(held))):
            by_app[held.model._meta.app_label][held.key] = rows
    copy["records"] = by_app
    copy["acts"] = acts
    copy |= {source.key: rows for source in sources() if (rows := list(source.load(person)))}
    return copy


def readable(held: Held) -> tuple[str, ...]:
    return tuple(name for name in held.columns if name != held.field) or ("pk",)


def files_of(person: User) -> Iterator[PrivateFile]:
    """Files that the person gave, each once."""
    seen = set()
    for held in holdings():
        for file in held.files(person) if held.files else ():
            if file.pk not in seen:
                seen.add(file.pk)
                yield file


@dataclass(frozen=True)
class ConsentLine:
    """Where the person stands on one purpose, and every time that they said yes or took it back."""

    purpose: str
    label: str
    wording: Wording
    given: Consent | None
    history: list[Consent]


def consents_of(person: User) -> list[ConsentLine]:
    every: dict[str, list[Consent]] = {purpose: [] for purpose in Purpose.values}
    for consent in person.consents.all():
        every[consent.purpose].append(consent)
    found = []
    for purpose, history in every.items():
        given = next((consent for consent in history if consent.withdrawn_at is None), None)
        text = given.wording if given else current(purpose)
        found.append(ConsentLine(purpose, str(Purpose(purpose).label), text, given, history))
    return found
