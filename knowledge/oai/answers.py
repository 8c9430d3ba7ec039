"""The answers to the six verbs, as XML."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.utils import timezone, translation

from . import records
from .requests import PREFIX, Refusal, Selection, selection, write_token
from .sources import SOURCES

ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot hold at all
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/'
    ' http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">\n'
)
FORMAT = (
    f"<metadataFormat><metadataPrefix>{PREFIX}</metadataPrefix>"
    "<schema>http://www.openarchives.org/OAI/2.0/oai_dc.xsd</schema>"
    "<metadataNamespace>http://www.openarchives.org/OAI/2.0/oai_dc/</metadataNamespace></metadataFormat>"
)
DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd">'
)


def text(value: str) -> str:
    return escape(ILLEGAL.sub("", value))


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def document(verb: str, given: dict[str, str], address: str) -> str:
    """The whole answer to a request that `requests.arguments` let through, or the error that the protocol names."""
    try:
        with translation.override("en"):
            body = "".join(ANSWERS[verb](given))
        echoed = {"verb": verb, **given}
        inner = f"<{verb}>{body}</{verb}>"
    except Refusal as refusal:
        echoed = {} if refusal.code in ("badVerb", "badArgument") else {"verb": verb, **given}
        inner = error(refusal)
    return envelope(inner, echoed, address)


def envelope(inner: str, echoed: dict[str, str], address: str) -> str:
    names = "".join(f" {name}={quoteattr(ILLEGAL.sub('', value))}" for name, value in echoed.items())
    now = utc(timezone.now())
    return f"{HEAD}<responseDate>{now}</responseDate>\n<request{names}>{text(address)}</request>\n{inner}\n</OAI-PMH>\n"


def error(refusal: Refusal) -> str:
    return f'<error code="{refusal.code}">{text(refusal.message)}</error>'


def identify(given: dict[str, str]) -> Iterator[str]:
    earliest = records.earliest(SOURCES) or timezone.now()
    yield f"<repositoryName>{text(settings.ORGANISATION_NAME)}</repositoryName>"
    yield f"<baseURL>{text(settings.SITE_URL)}/oai</baseURL><protocolVersion>2.0</protocolVersion>"
    yield f"<adminEmail>{text(settings.DEFAULT_FROM_EMAIL.partition('<')[2].rstrip('>') or settings.DEFAULT_FROM_EMAIL)}</adminEmail>"
    yield f"<earliestDatestamp>{utc(earliest)}</earliestDatestamp><deletedRecord>persistent</deletedRecord>"
    yield "<granularity>YYYY-MM-DDThh:mm:ssZ</granularity>"


def list_formats(given: dict[str, str]) -> Iterator[str]:
    if "identifier" in given:
        find(given["identifier"])
    yield FORMAT


def list_sets(given: dict[str, str]) -> Iterator[str]:
    if "resumptionToken" in given:
        raise Refusal("badResumptionToken", "The list of sets is given at once.")
    yield "<set><setSpec>country</setSpec><setName>Countries</setName></set>"
    for name, label in records.sets(SOURCES).items():
        yield f"<set><setSpec>{name}</setSpec><setName>{text(label)}</setName></set>"


def get_record(given: dict[str, str]) -> Iterator[str]:
    yield whole(find(given["identifier"]))


def list_records(given: dict[str, str]) -> Iterator[str]:
    yield from listed(given, whole)


def list_identifiers(given: dict[str, str]) -> Iterator[str]:
    yield from listed(given, header)


def listed(given: dict[str, str], form: object) -> Iterator[str]:
    chosen = selection(given, {"country", *records.sets(SOURCES)})
    found, more = records.page_of(chosen, SOURCES)
    if not found:
        if chosen.after:
            raise Refusal("badResumptionToken", "Nothing follows this resumptionToken any more.")
        raise Refusal("noRecordsMatch", "No record fits this request.")
    yield from (form(record) for record in found)  # type: ignore[operator]
    if more or chosen.after:
        yield token(chosen, found, more)


def token(chosen: Selection, found: list[records.Record], more: bool) -> str:
    """Where to go on; the last page of a list says with an empty token that it is complete."""
    size = "" if chosen.after else f' completeListSize="{records.total(chosen, SOURCES)}"'
    last = found[-1]
    words = write_token(chosen, (last.at, last.uuid), chosen.seen + len(found)) if more else ""
    return f'<resumptionToken{size} cursor="{chosen.seen}">{words}</resumptionToken>'


def find(identifier: str) -> records.Record:
    start, _colon, uuid = identifier.rpartition(":")
    try:
        found = records.one(UUID(uuid), SOURCES) if start == f"oai:{records.HOST}" else None
    except ValueError:
        found = None
    if found is None:
        raise Refusal("idDoesNotExist", "No record has this identifier.")
    return found


def header(record: records.Record) -> str:
    status = ' status="deleted"' if record.is_deleted else ""
    sets = "".join(f"<setSpec>{name}</setSpec>" for name in record.sets)
    return f"<header{status}><identifier>{record.identifier}</identifier><datestamp>{utc(record.at)}</datestamp>{sets}</header>"


def whole(record: records.Record) -> str:
    if record.is_deleted:
        return f"<record>{header(record)}</record>"
    return f"<record>{header(record)}<metadata>{DC}{elements(record.elements)}</oai_dc:dc></metadata></record>"


def elements(all_of_them: Iterable[tuple[str, str, str]]) -> str:
    return "".join(
        f"<dc:{name}{f' xml:lang={quoteattr(tag(language))}' if language else ''}>{text(value)}</dc:{name}>"
        for name, value, language in all_of_them
    )


def tag(language: str) -> str:
    """The language as the world knows it: Montenegrin has no two-letter code."""
    return "sr-ME" if language == "cnr" else language


ANSWERS = {
    "Identify": identify,
    "ListMetadataFormats": list_formats,
    "ListSets": list_sets,
    "GetRecord": get_record,
    "ListRecords": list_records,
    "ListIdentifiers": list_identifiers,
}
