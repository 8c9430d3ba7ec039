"""Citations as reference managers read them, and feeds of every collection: the fields that each format wants."""

import json
import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.citations import Citation
from knowledge.feeds import COLLECTIONS, KINDS
from knowledge.states import ReportState, StudyState
from tests.factories.knowledge import report_in, resource_in, study_in

CITATION = Citation(
    key="a-guardian_1",
    kind="report",
    title="Cost & care: 100 % of {what} is #1",
    author="Удружење „Пример“",
    collection="Reports",
    published=datetime(2026, 3, 4, 23, 30, tzinfo=UTC),
    changed=datetime(2026, 4, 1, tzinfo=UTC),
    path="/en/knowledge/reports/x/",
    language="sr",
    version="version 1.2",
)
CSL_TYPES = {"article", "report"}  # of those that the CSL schema knows
CSL_FIELDS = {"id", "type", "title", "author", "container-title", "publisher", "URL", "language", "version", "issued"}


def test_csl_says_what_its_schema_knows_and_nothing_else(settings):
    [item] = json.loads(CITATION.csl())

    assert set(item) == CSL_FIELDS
    assert item["type"] in CSL_TYPES
    assert item["author"] == [{"literal": "Удружење „Пример“"}]
    assert item["issued"] == {"date-parts": [[2026, 3, 4]]}
    assert item["URL"] == f"{settings.SITE_URL}/en/knowledge/reports/x/"


def test_bibtex_has_the_fields_of_its_type_and_takes_tex_s_characters_literally():
    text = CITATION.bibtex()

    assert text.startswith("@techreport{a-guardian1,\n")
    fields = dict(re.findall(r"^  (\w+) = \{(.*)\},?$", text, re.MULTILINE))
    assert {"author", "title", "institution", "year"} <= fields.keys(), "what techreport requires"
    assert fields["title"] == r"{Cost \& care: 100 \% of \{what\} is \#1}"
    assert fields["year"] == "2026"


def test_ris_begins_with_its_type_ends_with_er_and_knows_only_tags_of_the_format():
    lines = CITATION.ris().split("\r\n")

    assert lines[0] == "TY  - RPRT"
    assert lines[-2:] == ["ER  - ", ""]
    tags = [line[:2] for line in lines[:-1]]
    assert tags == ["TY", "TI", "AU", "T2", "PY", "DA", "ET", "PB", "LA", "UR", "ER"]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines[:-1])


@given(st.text(max_size=80), st.text(max_size=40))
def test_no_text_breaks_out_of_its_field(title, author):
    one = Citation(**{**CITATION.__dict__, "title": title, "author": author})

    assert json.loads(one.csl())[0]["title"] == title
    assert len(one.ris().split("\r\n")) == len([line for line in one.ris().split("\r\n") if line[2:6] == "  - "]) + 1
    text = re.sub(r"\\[{}\\&%$#_]|\\textbackslash\{\}|\\textasciitilde\{\}|\\textasciicircum\{\}", "", one.bibtex())
    assert text.count("{") == text.count("}")


# --- Feeds ----------------------------------------------------------------------------------------------------------

ATOM = "{http://www.w3.org/2005/Atom}"
EXPECTED = {"knowledge": 4, "case-study": 1, "report": 1, "tracker": 1, "library": 1}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_collection_has_a_feed_for_itself_and_for_each_country(client, name, kind):
    study_in(StudyState.PUBLISHED)
    report_in(ReportState.PUBLISHED)
    resource_in(country_id="RS")
    own = f"/en/knowledge/{COLLECTIONS[name].link}feed"

    found = {}
    for address in (f"{own}.{kind}", f"{own}/rs.{kind}", f"{own}/al.{kind}"):
        answer = client.get(address)
        feed = ElementTree.fromstring(answer.content)
        items = feed.findall(f"{ATOM}entry") if kind == "atom" else feed.findall("channel/item")
        names = {child.tag.removeprefix(ATOM) for item in items for child in item}
        required = {"id", "title", "updated"} if kind == "atom" else {"guid", "title", "link"}
        assert required <= names or not items
        found[address.rpartition("/")[2]] = (answer.status_code, len(items))

    number = EXPECTED[name]
    assert found == {f"feed.{kind}": (200, number), f"rs.{kind}": (200, number), f"al.{kind}": (200, 0)}
    assert client.get(f"{own}/xx.{kind}").status_code == 404
