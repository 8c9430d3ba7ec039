"""OAI-PMH: six verbs, lists in pieces without losing or repeating a record, what is gone stays known, errors by name."""

from xml.etree import ElementTree

import pytest
import time_machine
from django.utils import timezone

from knowledge.actions import review_summaries, study_decisions, study_translations
from knowledge.choices import Licence
from knowledge.models import CaseStudy, ShadowReport
from knowledge.oai import records, sources
from knowledge.states import ReportState, ResourceState, ReviewState, StudyState
from tests.factories.knowledge import TEXTS, author_of, report_in, resource_in, study_in
from tests.factories.members import person_with_role
from tests.factories.reviews import adopted_version, review_in, team_of
from tests.knowledge.oai_schema import faults

pytestmark = pytest.mark.django_db

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}


def ask(client, **query):
    response = client.get("/oai", query)
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def error_of(answer):
    found = answer.find(f"{OAI}error")
    return None if found is None else found.get("code")


def identifiers(answer):
    return [one.text for one in answer.iter(f"{OAI}identifier")]


def harvest(client, **query):
    """Every header of a list, following its tokens; and how many requests it took."""
    answer, asked, found = ask(client, **query), 1, []
    while True:
        assert error_of(answer) is None
        found += answer.iter(f"{OAI}header")
        token = answer.find(f".//{OAI}resumptionToken")
        if token is None or not token.text:
            return found, asked
        answer, asked = ask(client, verb=query["verb"], resumptionToken=token.text), asked + 1


def test_identify_says_what_the_protocol_wants(client):
    study_in(StudyState.PUBLISHED)

    about = ask(client, verb="Identify").find(f"{OAI}Identify")

    names = [child.tag.removeprefix(OAI) for child in about]
    assert names == [
        "repositoryName", "baseURL", "protocolVersion", "adminEmail", "earliestDatestamp", "deletedRecord", "granularity",
    ]  # fmt: skip
    assert about.find(f"{OAI}deletedRecord").text == "persistent"


def test_formats_and_sets_are_listed(client):
    formats = [one.text for one in ask(client, verb="ListMetadataFormats").iter(f"{OAI}metadataPrefix")]
    sets = [one.text for one in ask(client, verb="ListSets").iter(f"{OAI}setSpec")]

    assert formats == ["oai_dc"]
    kinds = ["case-study", "report", "recommendation", "library", "standard", "peer-review"]
    countries = ["country", *(f"country:{code}" for code in ("al", "ba", "me", "mk", "rs"))]
    assert sorted(sets) == sorted([*kinds, *countries])


def test_record_carries_dublin_core_in_every_language(client, editor):
    study = study_in(StudyState.PUBLISHED, title="A <guardian> & co")
    study_translations.add_translation(study, by=editor, language="sr", title="Старатељ", texts=TEXTS)
    study_translations.add_translation(study, by=editor, language="cnr", title="Staratelj", texts=TEXTS)

    record = ask(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=f"oai:{records.HOST}:{study.uuid}")

    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    titles = {one.get(lang): one.text for one in record.iter(f"{DC}title")}
    assert titles == {"en": "A <guardian> & co", "sr": "Старатељ", "sr-ME": "Staratelj"}
    assert [one.text for one in record.iter(f"{DC}rights")] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert sorted(one.text for one in record.iter(f"{OAI}setSpec")) == ["case-study", "country:rs"]


@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_list_comes_in_pieces_and_whole(client, monkeypatch, verb):
    monkeypatch.setattr(records, "PER_PAGE", 2)
    things = [study_in(StudyState.PUBLISHED) for _study in range(3)]
    things += [report := report_in(ReportState.PUBLISHED), *report.recommendations.all(), resource_in()]
    adopted_version()
    things += sources.versions()
    same_moment = timezone.now()
    CaseStudy.objects.update(harvested_at=same_moment)

    headers, asked = harvest(client, verb=verb, metadataPrefix="oai_dc")

    found = [header.find(f"{OAI}identifier").text.rpartition(":")[2] for header in headers]
    assert sorted(found) == sorted(str(thing.uuid) for thing in things)
    assert (len(things), asked) == (7, 4)


def test_what_is_gone_is_listed_as_deleted_and_says_nothing_else(client):
    study_in(StudyState.ARCHIVED)  # was never public: nobody hears of it
    gone = [withdrawn(), report := report_in(ReportState.WITHDRAWN), resource_in(ResourceState.WITHDRAWN)]
    stays = report.recommendations.get()  # others have built on it

    answer = ask(client, **LIST)

    found = {one.find(f"{OAI}identifier").text: one.get("status") for one in answer.iter(f"{OAI}header")}
    names = {f"oai:{records.HOST}:{thing.uuid}": "deleted" for thing in gone}
    assert found == names | {f"oai:{records.HOST}:{stays.uuid}": None}
    assert len(list(answer.iter(f"{DC}title"))) == 1


def withdrawn():
    study = study_in(StudyState.PUBLISHED)
    return study_decisions.archive_study(study, by=person_with_role("editor"), reason="Outdated.")


def test_sets_and_dates_narrow_the_list(client):
    serbian, bosnian = study_in(StudyState.PUBLISHED), study_in(StudyState.PUBLISHED, author_of("BA"))
    CaseStudy.objects.filter(pk=bosnian.pk).update(harvested_at="2024-05-01T10:00:00.5Z")

    def found(**more):
        answer = ask(client, **LIST, **more)
        return error_of(answer) or identifiers(answer)

    old, new = ([f"oai:{records.HOST}:{study.uuid}"] for study in (bosnian, serbian))
    assert found(set="country:ba") == old
    assert found(set="report") == "noRecordsMatch"
    assert found(until="2024-05-01") == old
    assert found(until="2024-05-01T10:00:00Z") == old
    assert found(until="2024-05-01T09:59:59Z") == "noRecordsMatch"
    assert found(**{"from": "2024-05-02"}) == new
    assert found(**{"from": "2024-05-01", "until": "2024-05-01"}) == old


def test_change_brings_a_record_to_the_end_of_the_list(client, editor):
    study = study_in(StudyState.PUBLISHED)
    CaseStudy.objects.update(harvested_at="2024-05-01T10:00:00Z")

    study_translations.add_translation(study, by=editor, language="sr", title="Старатељ", texts=TEXTS)

    assert CaseStudy.objects.get().harvested_at.year >= 2026


ERRORS = [
    ({}, "badVerb"),
    ({"verb": "Steal"}, "badVerb"),
    ({"verb": ["Identify", "Identify"]}, "badVerb"),
    ({"verb": "Identify", "set": "x"}, "badArgument"),
    ({"verb": "ListRecords"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
    ({**LIST, "from": "yesterday"}, "badArgument"),
    ({**LIST, "from": "2024-13-01"}, "badArgument"),
    ({**LIST, "until": "9999-12-31"}, "badArgument"),
    ({**LIST, "from": "2024-01-01", "until": "2024-01-01T00:00:00Z"}, "badArgument"),
    ({**LIST, "from": "2025-01-01", "until": "2024-01-01"}, "badArgument"),
    ({**LIST, "set": "secret"}, "noRecordsMatch"),
    ({**LIST, "set": "no set"}, "badArgument"),
    ({**LIST, "metadataPrefix": "<b>"}, "badArgument"),
    ({"verb": "ListMetadataFormats", "resumptionToken": "x"}, "badArgument"),
    ({**LIST, "resumptionToken": "x"}, "badArgument"),
    ({"verb": "ListRecords", "resumptionToken": "x"}, "badResumptionToken"),
    ({"verb": "ListRecords", "resumptionToken": "\x00ж"}, "badResumptionToken"),
    ({"verb": "ListRecords", "resumptionToken": "eyJmIjogMX0"}, "badResumptionToken"),
    ({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken"),
    ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "x"}, "idDoesNotExist"),
    ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:x:\x0b"}, "idDoesNotExist"),
    ({"verb": "ListMetadataFormats", "identifier": "x"}, "idDoesNotExist"),
    ({"verb": "Identify", "<b>": "\x01"}, "badArgument"),
]


@pytest.mark.parametrize(("query", "code"), ERRORS, ids=str)
@pytest.mark.parametrize("method", ["get", "post"])
def test_wrong_question_gets_the_error_that_the_protocol_names(client, query, code, method):
    response = getattr(client, method)("/oai", query)

    assert response.status_code == 200
    assert error_of(ElementTree.fromstring(response.content)) == code


def test_text_that_xml_cannot_hold_does_not_break_the_answer(client):
    study_in(StudyState.PUBLISHED, title="Form\x0cfeed \ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"))

    assert next(ask(client, **LIST).iter(f"{DC}title")).text.startswith("Formfeed")


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_one_record_as_for_three(client, django_assert_num_queries, rows):
    for number in range(rows):
        study_in(StudyState.PUBLISHED)
        report_in(ReportState.PUBLISHED, year=2020 + number)
        resource_in()
    client.get("/oai", LIST)

    with django_assert_num_queries(13):
        client.get("/oai", LIST)


def test_review_is_listed_while_its_summary_is_public_and_deleted_when_one_side_takes_that_back(
    client, organisation, coordinator, representative
):
    review = review_in(ReviewState.CLOSED, host=organisation, coordinator=coordinator, representative=representative)
    lead = team_of(review)[0]

    def listed():
        answer = ask(client, **LIST, set="peer-review")
        titles = [one.text for one in answer.iter(f"{DC}title")]
        headers = [(one.get("status"), one.find(f"{OAI}datestamp").text) for one in answer.iter(f"{OAI}header")]
        return error_of(answer) or (headers, titles)

    with time_machine.travel("2027-01-01T10:00:00Z", tick=False) as clock:
        review_summaries.write_summary(review, by=lead, summary="A warm house.")
        review_summaries.consent_to_summary(review, by=lead, summary="A warm house.")
        private = listed()
        clock.move_to("2027-01-02T10:00:00Z")
        review_summaries.consent_to_summary(review, by=representative, summary="A warm house.")
        public = listed()
        clock.move_to("2027-01-03T10:00:00Z")
        review_summaries.take_back_consent(review, by=representative)
        clock.move_to("2027-01-04T10:00:00Z")
        review_summaries.write_summary(review, by=lead, summary="A cold house.")
        gone = listed()

    assert private == "noRecordsMatch"
    assert public == ([(None, "2027-01-02T10:00:00Z")], [review.service])
    assert gone == ([("deleted", "2027-01-03T10:00:00Z")], [])


def test_what_belongs_to_no_country_is_in_no_set_of_countries(client):
    adopted_version()
    resource = resource_in(country_id="RS")

    found = {name: identifiers(ask(client, **LIST, set=name)) for name in ("country", "country:rs", "standard")}

    own = f"oai:{records.HOST}:{resource.uuid}"
    assert found == {
        "country": [own],
        "country:rs": [own],
        "standard": [f"oai:{records.HOST}:{sources.versions()[0].uuid}"],
    }


def test_report_is_given_by_who_wrote_it_and_on_its_own_terms(client, organisation):
    report = report_in(ReportState.PUBLISHED)
    report.contributors.set([organisation])
    ShadowReport.objects.update(licence=Licence.CC_BY_SA)

    answer = ask(client, **LIST, set="report")

    assert [one.text for one in answer.iter(f"{DC}creator")] == [organisation.name]
    assert [one.text for one in answer.iter(f"{DC}rights")] == ["https://creativecommons.org/licenses/by-sa/4.0/"]


def test_feed_of_a_country_holds_that_country_only(client):
    study_in(StudyState.PUBLISHED, title="Serbian"), study_in(StudyState.PUBLISHED, author_of("BA"), title="Bosnian")

    feeds = [client.get(f"/en/knowledge/{place}/ba.atom").content.decode() for place in ("feed", "case-studies/feed")]

    assert [("Bosnian" in feed, "Serbian" in feed) for feed in feeds] == [(True, False), (True, False)]
    assert client.get("/en/knowledge/feed/xx.atom").status_code == 404


def test_translation_older_than_its_original_is_said_to_be_outdated(client, editor):
    from datetime import timedelta

    from knowledge.models import CaseStudyPage

    study = study_in(StudyState.PUBLISHED)
    study_translations.add_translation(study, by=editor, language="sr", title="Старатељ", texts=TEXTS)
    fresh = client.get(study.get_absolute_url()).content.decode()
    CaseStudyPage.objects.filter(locale__language_code="sr").update(
        last_published_at=timezone.now() - timedelta(days=9)
    )
    old = client.get(study.get_absolute_url()).content.decode()

    assert ("Translated and reviewed" in fresh, "Translation of an older version" in old) == (True, True)
    assert "Not translated yet" in fresh


# --- The protocol's shape -------------------------------------------------------------------------------------------

REQUESTS = [
    {"verb": "Identify"},
    {"verb": "ListMetadataFormats"},
    {"verb": "ListSets"},
    {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"},
    LIST,
    {**LIST, "set": "none"},
    {**LIST, "metadataPrefix": "marc"},
    {"verb": "ListRecords", "resumptionToken": "x"},
    {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:iris:none"},
    {"verb": "Nothing"},
    {},
]


@pytest.mark.parametrize("query", REQUESTS, ids=lambda query: "-".join(query.values()) or "empty")
def test_answer_has_the_shape_of_the_protocol(client, query):
    study_in(StudyState.PUBLISHED, title="Ж & <b> \x0b")
    study_decisions.archive_study(study_in(StudyState.PUBLISHED), by=person_with_role("editor"), reason="Outdated.")
    report_in(ReportState.PUBLISHED)
    resource_in()
    adopted_version()

    assert faults(ask(client, **query)) == []


def test_single_records_of_all_that_is_listed_have_the_shape_of_the_protocol(client):
    study_in(StudyState.PUBLISHED)
    resource_in(ResourceState.WITHDRAWN)
    listed = identifiers(ask(client, **{**LIST, "verb": "ListIdentifiers"}))

    answers = [ask(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=one) for one in listed]

    assert len(listed) == 2
    assert [faults(answer) for answer in answers] == [[], []]


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        ("<verb>", "the answer holds ['verb']"),
        ("datestamp", "header has 0 datestamp"),
        ("identifier", "header has 0 identifier"),
        ("metadata", "a deleted record has no metadata, every other has"),
    ],
)
def test_shape_notices_what_is_missing(client, spoil, fault):
    study_in(StudyState.PUBLISHED)
    answer = ask(client, **LIST)
    record = answer.find(f".//{OAI}record")
    if spoil == "<verb>":
        answer[2].tag = f"{OAI}verb"
    elif spoil == "metadata":
        record.remove(record.find(f"{OAI}metadata"))
    else:
        header = record.find(f"{OAI}header")
        header.remove(header.find(f"{OAI}{spoil}"))

    assert fault in faults(answer)
