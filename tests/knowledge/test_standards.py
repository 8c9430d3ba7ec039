"""Standards: adopted for good, compared with the version before, between countries and between frameworks."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from knowledge.actions import standards as actions
from knowledge.actions.standards_import import import_standards
from knowledge.models import Crosswalk, Framework, FrameworkVersion, Indicator, LicensingRequirement, Standard
from knowledge.permissions import can_keep_standards
from knowledge.queries import standards as queries
from knowledge.queries.standards_table import COLUMNS, version_rows
from knowledge.states import VERSION_TRANSITIONS, VersionState
from network.core.errors import DomainError, NotAllowed, TransitionError
from network.core.transitions import transition
from tests.factories.members import ServiceTypeFactory, country
from tests.factories.reviews import ROWS, adopted_version, draft_version, table

pytestmark = pytest.mark.django_db


def rows_of(version):
    return [{name: str(value) for name, value in row.items()} for row in version_rows(version)]


# --- Adopted for good -----------------------------------------------------------------------------------------------


def test_adopted_version_refuses_every_way_of_changing_it(editor):
    version = adopted_version()
    standard = Standard.objects.first()
    indicator = Indicator.objects.first()
    before = rows_of(version)

    writes = [
        standard.save,
        standard.delete,
        indicator.save,
        Standard.objects.all().delete,
        lambda: Indicator.objects.update(logic="ANY"),
        lambda: version.sections.all().delete(),
        lambda: Standard.objects.create(section=standard.section, code="9.9"),
    ]
    for write in writes:
        with pytest.raises(TypeError), transaction.atomic():
            write()
    with pytest.raises(DomainError):
        import_standards(version, by=editor, content=table(ROWS[:1]))

    assert rows_of(version) == before


@pytest.mark.parametrize("before", VersionState.values)
@pytest.mark.parametrize("to", VersionState.values)
def test_version_goes_where_the_table_says_and_nowhere_else(before, to):
    version = adopted_version()
    FrameworkVersion.objects.filter(pk=version.pk).update(state=before)

    if to in VERSION_TRANSITIONS[before]:
        assert transition(version, to, by=None).state == to
    else:
        with pytest.raises(TransitionError):
            transition(version, to, by=None)


ROLES = ["stranger", "member", "representative", "coordinator", "editor", "secretariat", "assessor"]


def test_standards_are_kept_by_editors_and_the_secretariat(request):
    assert {role for role in ROLES if can_keep_standards(request.getfixturevalue(role))} == {"editor", "secretariat"}


@pytest.mark.parametrize("who", ["member", "coordinator"])
def test_others_neither_begin_nor_adopt(request, who):
    version, user = draft_version(), request.getfixturevalue(who)

    for act in (
        lambda: actions.adopt_version(version, by=user),
        lambda: actions.start_version(version.framework, by=user, label="2026"),
        lambda: import_standards(version, by=user, content=table(ROWS)),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_empty_draft_is_not_adopted(editor):
    version = actions.start_framework(by=editor, titles={"en": "Empty"}, label="1", publisher="IRIS")

    with pytest.raises(DomainError):
        actions.adopt_version(version, by=editor)


def test_next_version_begins_as_a_copy_and_replaces_the_one_in_force(client, editor):
    first = adopted_version()
    second = actions.start_version(first.framework, by=editor, label="2026")
    with pytest.raises(DomainError):
        actions.start_version(first.framework, by=editor, label="2027")
    copied = rows_of(second) == rows_of(first)
    hidden = client.get(second.get_absolute_url()).status_code

    actions.adopt_version(second, by=editor)

    states = dict(FrameworkVersion.objects.values_list("label", "state"))
    assert (copied, hidden) == (True, 404)
    assert states == {"2025": "retired", "2026": "adopted"}
    assert client.get(first.framework.get_absolute_url()).context["version"] == second
    assert "A newer version is in force." in client.get(first.get_absolute_url()).content.decode()


def test_difference_names_what_is_new_left_out_and_changed(client, editor):
    first = adopted_version()
    second = actions.start_version(first.framework, by=editor, label="2026")
    rows = [{**row} for row in ROWS[:2]]
    rows[0]["rs"] = "24"
    rows.append({**ROWS[2], "standard": "2.2", "indicator": "2.2.a", "standard_title_en": "Staff are trained"})
    import_standards(second, by=editor, content=table(rows))
    actions.adopt_version(second, by=editor)

    found = {one.code: one.kind for one in queries.differences(first, second)}
    page = client.get(f"{second.get_absolute_url()}differences/").content.decode()

    assert found == {
        "1.1.a": "changed", "2.1": "removed", "2.1.a": "removed", "2.2": "added", "2.2.a": "added"
    }  # fmt: skip
    assert "<del>12</del>" in page
    assert "<ins>24</ins>" in page


# --- The table ------------------------------------------------------------------------------------------------------


def test_table_out_and_in_again_gives_the_same_version(editor):
    version = draft_version()
    before = rows_of(version)

    outcome = import_standards(version, by=editor, content=table(before))

    assert outcome.is_applied
    assert rows_of(version) == before
    assert [row["rs"] for row in before] == ["12", "yes", "15", "yes"]


BROKEN = [
    ({"section": "one"}, "A section has a number"),
    ({"standard": ""}, "The column standard needs a short code"),
    ({"indicator": "x" * 21}, "The column indicator needs a short code"),
    ({"logic": "SOME"}, "ALL or ANY, not “SOME”"),
    ({"direction": "more"}, "“more” is none of"),
    ({"rs": "many"}, "RS: “many” is not a number"),
    ({"direction": "yes", "rs": "12", "ba": ""}, "RS: write “yes”"),
    ({"section_title_en": ""}, "fill one of the columns that begin with section_title"),
    ({"practices": "no-such-study"}, "“no-such-study” in the column practices"),
]


@pytest.mark.parametrize(("change", "sentence"), BROKEN, ids=[sentence for _change, sentence in BROKEN])
def test_broken_row_is_named_and_the_draft_stays_as_it_was(editor, change, sentence):
    version = draft_version()
    before = rows_of(version)

    outcome = import_standards(version, by=editor, content=table([{**ROWS[0], **change}]))

    assert [line.number for line in outcome.broken] == [2]
    assert sentence in outcome.broken[0].sentence
    assert rows_of(version) == before


def test_desk_takes_a_table_adopts_and_begins_the_next_version(client_for, client, editor):
    version, browser = draft_version(rows=[]), client_for(editor)
    desk = f"/en/desk/standards/{version.framework.slug}/2025/"
    file = io.BytesIO(table(ROWS))
    file.name = "standards.csv"

    browser.post(desk, {"table": file})
    browser.post(f"{desk}adopt/")
    browser.post(f"{desk}next/", {"label": "2026"})
    taken = b"".join(client.get(f"{version.get_absolute_url()}standards.csv").streaming_content).decode("utf-8-sig")

    assert dict(FrameworkVersion.objects.values_list("label", "state")) == {"2025": "adopted", "2026": "draft"}
    assert taken.splitlines()[0] == ",".join(COLUMNS)


# --- Logic, countries, frameworks -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "country_code", "met"),
    [
        ({1: Decimal(12), 2: True}, "RS", True),
        ({1: Decimal(11), 2: True}, "RS", False),
        ({1: Decimal(12)}, "RS", None),
        ({1: Decimal(11)}, "RS", False),
        ({1: Decimal(8)}, "BA", True),
        ({}, "AL", True),
    ],
)
def test_indicator_with_all_is_met_when_every_threshold_of_the_country_is(values, country_code, met):
    adopted_version()

    assert Indicator.objects.get(code="1.1.a").is_met(values, country_code) is met


@pytest.mark.parametrize(
    ("values", "country_code", "met"),
    [
        ({1: Decimal(20), 2: True}, "RS", True),
        ({1: Decimal(15)}, "RS", True),
        ({1: Decimal(20), 2: False}, "RS", False),
        ({1: Decimal(20)}, "RS", None),
    ],
)
def test_indicator_with_any_is_met_when_one_threshold_of_the_country_is(values, country_code, met):
    adopted_version()

    assert Indicator.objects.get(code="2.1.a").is_met(values, country_code) is met


def test_countries_stand_beside_each_other_requirement_by_requirement(client):
    version = adopted_version()

    found = client.get(f"{version.framework.get_absolute_url()}countries/").context["comparison"]

    cells = [
        {one.code: value for one, value in row.cells if value} for _standard, rows in found.standards for row in rows
    ]
    assert cells == [
        {"RS": "≥ 12 h", "BA": "≥ 8 h"},
        {"RS": "required", "ME": "required"},
        {"RS": "≤ 15", "MK": "≤ 10.5"},
        {"RS": "required"},
    ]


def test_crosswalk_is_read_from_both_sides_and_leads_to_another_framework(client, editor):
    ours, theirs = adopted_version(), adopted_version(title="State standards")
    source = Standard.objects.get(section__version=ours, code="1.1")
    target = Standard.objects.get(section__version=theirs, code="2.1")

    with pytest.raises(DomainError):
        actions.relate_standards(by=editor, source=source, target=source, relation="equal")
    actions.relate_standards(by=editor, source=source, target=target, relation="narrower")
    actions.relate_standards(by=editor, source=source, target=target, relation="broader")
    with pytest.raises(DomainError):
        actions.relate_standards(by=editor, source=target, target=source, relation="equal")

    assert Crosswalk.objects.count() == 1
    assert "asks for more than" in client.get(ours.get_absolute_url()).content.decode()
    assert "asks for less than" in client.get(theirs.get_absolute_url()).content.decode()


def test_licensing_is_entered_once_per_country_and_service_and_put_right(client, editor):
    shelter = ServiceTypeFactory(slug="shelter")
    facts = {"country": country("RS"), "service_type": shelter, "verified_on": date(2026, 1, 1)}
    actions.save_licensing(by=editor, texts={"en": "A licence."}, is_required=True, **facts)
    actions.save_licensing(by=editor, texts={"sr": "Лиценца."}, is_required=False, **facts)

    rows = client.get("/en/knowledge/standards/licensing/").context["rows"]

    assert LicensingRequirement.objects.get().texts == {"en": "A licence.", "sr": "Лиценца."}
    assert [(row.service, [one is not None for _country, one in row.cells]) for row in rows] == [
        (shelter, [True, False, False, False, False])
    ]


def test_draft_is_nowhere_in_public(client):
    version = draft_version()

    places = (
        "/en/knowledge/standards/",
        "/en/knowledge/standards/feed.atom",
        "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    )
    pages = [client.get(place).content.decode() for place in places]
    statuses = [
        client.get(f"{version.framework.get_absolute_url()}{tail}").status_code
        for tail in ("", "countries/", "versions/2025/", "versions/2025/standards.csv", "versions/2025/cite.ris")
    ]

    assert statuses == [404] * 5
    assert all("House standards" not in page for page in pages)


@pytest.mark.parametrize(("tail", "most"), [("", 10), ("countries/", 6)])
@pytest.mark.parametrize("times", [1, 3])
def test_reading_standards_costs_the_same_for_one_as_for_three(
    client, django_assert_max_num_queries, tail, most, times
):
    rows = [
        {**row, "standard": f"{row['standard']}.{n}", "indicator": f"{row['indicator']}.{n}", "section": row["section"]}
        for n in range(times)
        for row in (ROWS[0], ROWS[2])
    ]
    version = adopted_version(rows)
    address = f"{version.framework.get_absolute_url()}{tail}"
    client.get(address)

    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200


def test_every_language_in_which_standards_were_adopted_is_an_original_and_the_others_are_missing(client):
    version = adopted_version()
    Framework.objects.update(titles={"en": "House standards", "sr": "Стандарди куће"})

    context = client.get(version.get_absolute_url()).context

    found = {one.language: one.status for one in context["translations"]}
    assert found == {code: "original" if code in ("en", "sr") else "missing" for code in found}
    assert [str(name) for name in context["missing"]] == ["Bosnian", "Montenegrin", "Macedonian", "Albanian"]
