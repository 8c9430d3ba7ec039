"""Citations as reference managers read them, and feeds of every collection: the fields that each format wants."""

import json
import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.actions import review_summaries
from knowledge.citations import Citation
from knowledge.feeds import COLLECTIONS, KINDS
from knowledge.models import Framework
from knowledge.states import ReportState, ReviewState, StudyState
from tests.factories.knowledge import report_in, resource_in, study_in
from tests.factories.reviews import adopted_version, review_in, team_of

CITATION = Citation(
    key="a-guardian_1",
    kind="report",
    title="Cost & care: 100 % of {what} is #1",
    authors=("Удружење „Пример“", "Shoqata Shembull"),
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
    assert item["author"] == [{"literal": "Удружење „Пример“"}, {"literal": "Shoqata Shembull"}]
    assert item["issued"] == {"date-parts": [[2026, 3, 4]]}
    assert item["URL"] == f"{settings.SITE_URL}/en/knowledge/reports/x/"


def test_bibtex_has_the_fields_of_its_type_and_takes_tex_s_characters_literally():
    text = CITATION.bibtex()

    assert text.startswith("@techreport{a-guardian1,\n")
    fields = dict(re.findall(r"^  (\w+) = \{(.*)\},?$", text, re.MULTILINE))
    assert {"author", "title", "institution", "year"} <= fields.keys(), "what techreport requires"
    assert fields["title"] == r"{Cost \& care: 100 \% of \{what\} is \#1}"
    assert fields["year"] == "2026"
    assert fields["author"] == "{Удружење „Пример“} and {Shoqata Shembull}"


def test_ris_begins_with_its_type_ends_with_er_and_knows_only_tags_of_the_format():
    lines = CITATION.ris().split("\r\n")

    assert lines[0] == "TY  - RPRT"
    assert lines[-2:] == ["ER  - ", ""]
    tags = [line[:2] for line in lines[:-1]]
    assert tags == ["TY", "TI", "AU", "AU", "T2", "PY", "DA", "ET", "PB", "LA", "UR", "ER"]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines[:-1])


@given(st.text(max_size=80), st.text(max_size=40))
def test_no_text_breaks_out_of_its_field(title, author):
    one = Citation(**{**CITATION.__dict__, "title": title, "authors": (author,)})

    assert json.loads(one.csl())[0]["title"] == title
    assert len(one.ris().split("\r\n")) == len([line for line in one.ris().split("\r\n") if line[2:6] == "  - "]) + 1
    text = re.sub(r"\\[{}\\&%$#_]|\\textbackslash\{\}|\\textasciitilde\{\}|\\textasciicircum\{\}", "", one.bibtex())
    assert text.count("{") == text.count("}")


# --- Feeds ----------------------------------------------------------------------------------------------------------

ATOM = "{http://www.w3.org/2005/Atom}"
EXPECTED = {
    "knowledge": 6, "case-study": 1, "report": 1, "tracker": 1, "library": 1, "standard": 1, "peer-review": 1,
}  # fmt: skip


@pytest.fixture
def everything(db, organisation, coordinator, representative):
    """One of each that is public, all of them of Serbia."""
    report = report_in(ReportState.PUBLISHED)
    version = adopted_version()
    Framework.objects.update(country="RS")
    review = review_in(ReviewState.FINAL, host=organisation, coordinator=coordinator, representative=representative)
    review_summaries.write_summary(review, by=representative, summary="A warm house.")
    for by in (representative, team_of(review)[0]):
        review_summaries.consent_to_summary(review, by=by, summary="A warm house.")
    return {
        "case-study": study_in(StudyState.PUBLISHED).get_absolute_url(),
        "report": report.get_absolute_url(),
        "recommendation": report.recommendations.get().get_absolute_url(),
        "resource": resource_in(country_id="RS").get_absolute_url(),
        "standard": version.get_absolute_url(),
        "peer-review": review.get_summary_url(),
    }


THINGS = ["case-study", "report", "recommendation", "resource", "standard", "peer-review"]
TYPES = {
    "case-study": "Article", "report": "Report", "recommendation": "CreativeWork", "resource": "LearningResource",
    "standard": "CreativeWork", "peer-review": "Report",
}  # fmt: skip


def test_everything_public_says_what_it_is_how_to_cite_it_and_on_which_terms(client, everything, settings):
    found, cited = {}, {}
    for name, address in everything.items():
        page = client.get(address).content.decode()
        data = json.loads(re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page)[1])
        found[name] = (data["@type"], data["license"], data["url"], 'rel="license"' in page, "datePublished" in data)
        cited[name] = [client.get(f"{address}cite.{form}").status_code for form in ("json", "bib", "ris")]

    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert found == {name: (TYPES[name], licence, settings.SITE_URL + everything[name], True, True) for name in THINGS}
    assert cited == {name: [200, 200, 200] for name in THINGS}


def test_linked_data_names_nobody_but_organisations(client, everything, member, representative, coordinator):
    people = [str(person) for person in (member, representative, coordinator)] + [
        person.email for person in (member, representative)
    ]
    for address in everything.values():
        text = re.search(
            r'<script type="application/ld\+json"[^>]*>(.*?)</script>', client.get(address).content.decode()
        )[1]

        assert [one for one in people if one in text] == []
        assert {one["@type"] for one in json.loads(text)["author"]} == {"Organization"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_collection_has_a_feed_for_itself_and_for_each_country(client, everything, name, kind):
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
