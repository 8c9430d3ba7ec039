"""What a harvester asks for, checked as the protocol wants it."""

import base64
import binascii
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import QueryDict

PREFIX = "oai_dc"
STAMP = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")
NAME = r"[A-Za-z0-9\-_.!~*'()]+"
WRITTEN = {"metadataPrefix": re.compile(NAME), "set": re.compile(f"{NAME}(:{NAME})*")}  # as the schema wants them
ARGUMENTS: dict[str, tuple[set[str], set[str]]] = {  # verb → what it needs, what it may have
    "Identify": (set(), set()),
    "ListMetadataFormats": (set(), {"identifier"}),
    "ListSets": (set(), set()),
    "GetRecord": ({"identifier", "metadataPrefix"}, set()),
    "ListIdentifiers": ({"metadataPrefix"}, {"from", "until", "set"}),
    "ListRecords": ({"metadataPrefix"}, {"from", "until", "set"}),
}
RESUMED = {"ListSets", "ListIdentifiers", "ListRecords"}


class Refusal(Exception):
    """A request that the protocol answers with an error of that code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True)
class Selection:
    """Which records: changed from … until before …, of a set, after a place in the order; `seen` of them came before."""

    since: datetime | None = None
    before: datetime | None = None
    set_name: str = ""
    after: tuple[datetime, UUID] | None = None
    seen: int = 0

    @property
    def country(self) -> str | None:
        """The country to which the set narrows; empty for those of any country, None where it does not matter."""
        kind, _colon, code = self.set_name.partition(":")
        return code.upper() if kind == "country" else None


def arguments(query: QueryDict) -> dict[str, str]:
    """The arguments of a request, once each and none that its verb does not know."""
    verb = query.get("verb", "")
    if verb not in ARGUMENTS or len(query.getlist("verb")) != 1:
        raise Refusal("badVerb", "The verb is missing, repeated or not one of the six.")
    if any(len(values) != 1 for _name, values in query.lists()):
        raise Refusal("badArgument", "An argument is repeated.")
    given = {name: value for name, value in query.items() if name != "verb"}
    needed, possible = ARGUMENTS[verb]
    if verb in RESUMED and "resumptionToken" in given:
        if len(given) > 1:
            raise Refusal("badArgument", "A resumptionToken stands alone.")
        return {str(name): str(value) for name, value in given.items()}
    if unknown := given.keys() - needed - possible:
        raise Refusal("badArgument", f"{verb} does not know {', '.join(sorted(unknown))}.")
    if missing := needed - given.keys():
        raise Refusal("badArgument", f"{verb} needs {', '.join(sorted(missing))}.")
    for name, pattern in WRITTEN.items():
        if not pattern.fullmatch(given.get(name, PREFIX)):
            raise Refusal("badArgument", f"This is not how a {name} is written.")
    if given.get("metadataPrefix", PREFIX) != PREFIX:
        raise Refusal("cannotDisseminateFormat", f"Records are given as {PREFIX} only.")
    return {str(name): str(value) for name, value in given.items()}


def selection(given: dict[str, str], sets: set[str]) -> Selection:
    if "resumptionToken" in given:
        return read_token(given["resumptionToken"], sets)
    since, until = given.get("from", ""), given.get("until", "")
    if since and until and len(since) != len(until):
        raise Refusal("badArgument", "from and until have different granularities.")
    start, end = moment(since), moment(until, end=True)
    if start and end and start >= end:
        raise Refusal("badArgument", "from lies after until.")
    if given.get("set", "") and given["set"] not in sets:
        raise Refusal("noRecordsMatch", "There is no such set.")
    return Selection(start, end, given.get("set", ""))


def moment(text: str, *, end: bool = False) -> datetime | None:
    """The moment at which a day or second begins; with `end` the one at which it is over."""
    if not text:
        return None
    if not STAMP.fullmatch(text):
        raise Refusal("badArgument", "Dates are written YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")
    try:
        found = datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)
        return found + (timedelta(days=1) if len(text) == 10 else timedelta(seconds=1)) if end else found
    except (ValueError, OverflowError) as wrong:
        raise Refusal("badArgument", f"There is no such day or time: {text}.") from wrong


def write_token(chosen: Selection, last: tuple[datetime, UUID], seen: int) -> str:
    """Where to go on. It never expires: the order of records changes only by records moving to its end."""
    parts = {
        "f": chosen.since and chosen.since.isoformat(),
        "u": chosen.before and chosen.before.isoformat(),
        "s": chosen.set_name,
        "a": [last[0].isoformat(), str(last[1])],
        "n": seen,
    }
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def read_token(token: str, sets: set[str]) -> Selection:
    try:
        parts: dict[str, Any] = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        since, before = (datetime.fromisoformat(parts[name]) if parts[name] else None for name in ("f", "u"))
        after = (datetime.fromisoformat(parts["a"][0]), UUID(parts["a"][1]))
        if parts["s"] and parts["s"] not in sets:
            raise ValueError("no such set")
        aware = all(one is None or one.tzinfo for one in (since, before, after[0]))
        if not aware or not isinstance(parts["n"], int):
            raise ValueError("not ours")
        return Selection(since, before, parts["s"], after, parts["n"])
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, binascii.Error, OverflowError) as broken:
        raise Refusal("badResumptionToken", "This resumptionToken was not given out here.") from broken
