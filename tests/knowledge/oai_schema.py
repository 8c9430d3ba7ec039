"""The shape that OAI-PMH 2.0 asks of an answer, written down from the protocol's specification (not its schema file).

For each element its children in their order: how many of each, and what a leaf may hold.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

OAI = "{http://www.openarchives.org/OAI/2.0/}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ERRORS = {
    "cannotDisseminateFormat", "idDoesNotExist", "badArgument", "badVerb", "noMetadataFormats", "noRecordsMatch",
    "badResumptionToken", "noSetHierarchy",
}  # fmt: skip
VERBS = ("Identify", "ListMetadataFormats", "ListSets", "GetRecord", "ListIdentifiers", "ListRecords")

ONE, MAYBE, MANY, SOME = (1, 1), (0, 1), (0, None), (1, None)
CHILDREN = {
    "Identify": [
        ("repositoryName", ONE), ("baseURL", ONE), ("protocolVersion", ONE), ("adminEmail", SOME),
        ("earliestDatestamp", ONE), ("deletedRecord", ONE), ("granularity", ONE), ("compression", MANY),
        ("description", MANY),
    ],
    "ListMetadataFormats": [("metadataFormat", SOME)],
    "metadataFormat": [("metadataPrefix", ONE), ("schema", ONE), ("metadataNamespace", ONE)],
    "ListSets": [("set", SOME), ("resumptionToken", MAYBE)],
    "set": [("setSpec", ONE), ("setName", ONE), ("setDescription", MANY)],
    "GetRecord": [("record", ONE)],
    "ListIdentifiers": [("header", SOME), ("resumptionToken", MAYBE)],
    "ListRecords": [("record", SOME), ("resumptionToken", MAYBE)],
    "record": [("header", ONE), ("metadata", MAYBE), ("about", MANY)],
    "header": [("identifier", ONE), ("datestamp", ONE), ("setSpec", MANY)],
}  # fmt: skip
LEAVES = {
    "responseDate": MOMENT,
    "datestamp": MOMENT,
    "earliestDatestamp": MOMENT,
    "protocolVersion": re.compile(r"2\.0"),
    "deletedRecord": re.compile("no|persistent|transient"),
    "granularity": re.compile("YYYY-MM-DDThh:mm:ssZ|YYYY-MM-DD"),
    "adminEmail": re.compile(r"\S+@(\S+\.)+\S+"),
    "baseURL": re.compile(r"https?://\S+"),
    "setSpec": re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*"),
    "metadataPrefix": re.compile(r"[A-Za-z0-9\-_.!~*'()]+"),
    "identifier": re.compile(r"oai:[a-zA-Z0-9.\-]+:\S+"),
}


def name_of(element: Element) -> str:
    return element.tag.removeprefix(OAI)


def faults(answer: Element) -> list[str]:
    """What is wrong with an answer; nothing for a valid one."""
    return list(wrong_at_the_top(answer)) + [fault for child in answer for fault in wrong_in(child)]


def wrong_at_the_top(answer: Element) -> Iterator[str]:
    names = [name_of(child) for child in answer]
    if answer.tag != f"{OAI}OAI-PMH":
        yield f"the root is {answer.tag}"
    if names[:2] != ["responseDate", "request"]:
        yield f"the answer begins with {names[:2]}"
    rest = names[2:]
    if rest != ["error"] * len(rest) and (len(rest) != 1 or rest[0] not in VERBS):
        yield f"the answer holds {rest}"
    for error in answer.iter(f"{OAI}error"):
        if error.get("code") not in ERRORS:
            yield f"unknown error {error.get('code')}"


def wrong_in(element: Element) -> Iterator[str]:
    name = name_of(element)
    if name in CHILDREN:
        yield from wrong_order(element, CHILDREN[name])
        for child in element:
            yield from wrong_in(child)
    elif name in LEAVES and not LEAVES[name].fullmatch(element.text or ""):
        yield f"{name} says {element.text!r}"
    if name == "record":
        yield from wrong_record(element)


def wrong_order(element: Element, wanted: list[tuple[str, tuple[int, int | None]]]) -> Iterator[str]:
    names = [name_of(child) for child in element]
    expected = []
    for name, (least, most) in wanted:
        found = names.count(name)
        if found < least or (most is not None and found > most):
            yield f"{name_of(element)} has {found} {name}"
        expected += [name] * found
    if names != expected:
        yield f"{name_of(element)} holds {names}"


def wrong_record(record: Element) -> Iterator[str]:
    deleted = record[0].get("status") == "deleted"
    metadata = record.find(f"{OAI}metadata")
    if deleted == (metadata is not None):
        yield "a deleted record has no metadata, every other has"
    if metadata is not None and [child.tag for child in metadata] != [
        "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
    ]:
        yield "metadata holds one oai_dc:dc"
