"""Pages as people meet them: they work, they cost the same for one row as for three, and no input breaks them."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from knowledge.actions import case_studies as actions
from knowledge.actions import study_translations
from knowledge.choices import Criterion
from knowledge.models import CaseStudy, Chapter, Recommendation, ShadowReport
from knowledge.states import ReportState, StudyState
from tests.factories.knowledge import TEXTS, author_of, draft_study, institution, publish, report_in, series, study_in

pytestmark = pytest.mark.django_db

QUERIES = {
    "/en/knowledge/": 12,
    "/en/knowledge/case-studies/": 12,
    "/en/knowledge/case-studies/feed.atom": 2,
    "/en/knowledge/reports/": 3,
    "/en/knowledge/tracker/": 13,
    "/en/knowledge/tracker/recommendations.json": 8,
    "/en/knowledge/tracker/recommendations.csv": 5,
}


@pytest.mark.parametrize("address", QUERIES)
@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_for_one_row_as_for_three(client, django_assert_num_queries, address, rows):
    for number in range(rows):
        study_in(StudyState.PUBLISHED)
        report_in(ReportState.PUBLISHED, year=2024 + number)
    client.get(address)  # content types and sites are asked for once per process

    with django_assert_num_queries(QUERIES[address]):
        response = client.get(address)
        b"".join(response.streaming_content) if response.streaming else response.content


def test_reading_pages_cost_few_queries(client, django_assert_max_num_queries):
    study, report = study_in(StudyState.PUBLISHED), report_in(ReportState.PUBLISHED, made=3)
    addresses = [study.get_absolute_url(), report.get_absolute_url(), "/en/knowledge/tracker/RS-2026-01/"]
    for address in addresses:
        client.get(address)

    for address, most in zip(addresses, [12, 18, 8], strict=True):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


GARBAGE = [
    "?country=XX&theme=%00&level=' OR 1=1&group=" + "x" * 3000,
    "?page=-1",
    "?page=999999999999999999999",
    "?page=%F0%9F%92%A9&overdue=1&status=nothing&addressee=%27%22%3C",
    "?country=RS&country=BA&country=",
]


@pytest.mark.parametrize("query", GARBAGE)
@pytest.mark.parametrize(
    "path", ["case-studies/", "tracker/", "tracker/recommendations.csv", "tracker/recommendations.json"]
)
def test_lists_answer_garbage_with_a_clean_page(client, path, query):
    study_in(StudyState.PUBLISHED)

    response = client.get(f"/en/knowledge/{path}{query}")

    assert response.status_code == 200
    assert b"'\"<" not in (b"".join(response.streaming_content) if response.streaming else response.content)


def test_facets_narrow_the_list_and_count_what_they_would_leave(client):
    serbian, bosnian = study_in(StudyState.PUBLISHED, title="Serbian"), None
    bosnian = study_in(StudyState.PUBLISHED, author_of("BA"), title="Bosnian")

    context = client.get("/en/knowledge/case-studies/?country=BA").context["studies"]

    counts = {value.label: (value.count, value.current) for value in context.facets[0].values}
    assert [card.study for card in context.cards] == [bosnian]
    assert counts == {"Serbia": (1, False), "Bosnia and Herzegovina": (1, True)}
    assert serbian not in [card.study for card in context.cards]


def test_missing_translation_is_shown_with_a_label(client):
    study = study_in(StudyState.PUBLISHED, language="sr", title="Старатељ за један дан")

    page = client.get(f"/en/knowledge/case-studies/{study.slug}/")

    assert page.context["is_fallback"] is True
    assert '<h1 lang="sr">Старатељ за један дан</h1>' in page.content.decode()
    assert "You are reading it in Serbian" in page.content.decode()


@pytest.mark.parametrize(("language", "title"), [("en", "A guardian"), ("sr", "Старатељ"), ("sr-latn", "Staratelj")])
def test_one_address_serves_each_reader_the_nearest_language(client, editor, language, title):
    study = study_in(StudyState.PUBLISHED, title="A guardian")
    study_translations.add_translation(study, by=editor, language="sr", title="Старатељ", texts=TEXTS)

    page = client.get(f"/{language}/knowledge/case-studies/{study.slug}/").content.decode()

    assert f">{title}</h1>" in page


def test_page_of_the_tree_leads_to_the_address_readers_know():
    study = study_in(StudyState.PUBLISHED)

    assert study.pages.get().url.endswith(f"/en/knowledge/case-studies/{study.slug}/")


@pytest.mark.parametrize("form", ["bib", "ris", "json"])
def test_study_and_report_can_be_cited(client, form):
    study, report = study_in(StudyState.PUBLISHED), report_in(ReportState.PUBLISHED)

    for thing in (study, report):
        response = client.get(f"{thing.get_absolute_url()}cite.{form}")
        assert (response.status_code, "attachment" in response["Content-Disposition"]) == (200, True)


# --- Writing --------------------------------------------------------------------------------------------------------


def test_member_writes_hands_in_and_coordinator_publishes(client_for, member, organisation, coordinator):
    writer, desk, reader = client_for(member), client_for(coordinator), Client()
    start = {"key": uuid4(), "title": "A practice", "language": "en", "organisation": organisation.slug}

    first, second = (writer.post("/en/knowledge/case-studies/mine/new/", start) for _click in range(2))
    study = CaseStudy.objects.get()
    assert first.url == second.url == f"/en/knowledge/case-studies/mine/{study.uuid}/"

    from tests.factories.members import TargetGroupFactory, ThemeFactory

    form = {
        **TEXTS,
        "version": study.version,
        "title": "A better title",
        "themes": [ThemeFactory(slug="t").slug],
        "target_groups": [TargetGroupFactory(slug="g").slug],
        "evidence_kinds": ["monitoring"],
        "evidence_level": "promising",
        "cost_currency": "EUR",
        "licence": "cc-by-4.0",
        "consent_confirmed": "on",
    }
    assert writer.post(first.url, form).url == f"{first.url}preview/"
    assert "Hand in" in writer.get(f"{first.url}preview/").content.decode()
    writer.post(f"{first.url}submit/")
    desk.post(f"/en/desk/case-studies/{study.uuid}/screen/", {"criteria": Criterion.values})
    peer = author_of("BA")
    desk.post(f"/en/desk/case-studies/{study.uuid}/ask/", {"peer": peer.uuid})
    client_for(peer).post(f"/en/knowledge/case-studies/checks/{study.uuid}/", {"verdict": "convincing"})
    desk.post(f"/en/desk/case-studies/{study.uuid}/publish/")

    study.refresh_from_db()
    assert (study.state, study.slug, study.title) == ("published", "a-better-title", "A better title")
    assert "Night shifts did not last." in reader.get(study.get_absolute_url()).content.decode()


def test_autosave_stores_what_is_valid_and_tells_the_version(client_for):
    study = draft_study(complete=False)
    client = client_for(study.author)
    typed = {"version": study.version, "title": "", "problem": "Half a sen", "began_in": "20000", "cost": "many"}

    answer = client.post(f"{study.get_writing_url()}autosave/", typed)

    assert (answer.status_code, answer.json()["version"]) == (200, study.version + 1)
    draft = actions.draft_of(CaseStudy.objects.get())
    assert (draft.title, draft.problem) == ("A guardian within a day", "Half a sen")


def test_autosave_over_a_newer_draft_answers_409_and_changes_nothing(client_for):
    study = draft_study()
    client = client_for(study.author)

    answer = client.post(f"{study.get_writing_url()}autosave/", {"version": 1, "title": "Old tab", "problem": "old"})

    assert (answer.status_code, "Somebody else" in answer.json()["error"]) == (409, True)
    assert actions.draft_of(study).problem == TEXTS["problem"]


def test_save_over_a_newer_draft_keeps_what_was_typed(client_for):
    study = draft_study()
    client = client_for(study.author)

    page = client.post(study.get_writing_url(), {"version": 1, "title": "Old tab", "problem": "typed at home"})

    assert page.status_code == 200
    assert "Somebody else has saved this case study" in page.content.decode()
    assert "typed at home" in page.content.decode()


@pytest.mark.parametrize("version", ["", "x", "-"])
def test_autosave_without_a_version_is_refused(client_for, version):
    study = draft_study()

    answer = client_for(study.author).post(f"{study.get_writing_url()}autosave/", {"version": version, "title": "x"})

    assert answer.status_code == 400


@pytest.mark.parametrize(("field", "value"), [("problem", "x" * 8001), ("problem", "nul\x00"), ("title", "x" * 151)])
def test_too_long_or_broken_text_is_refused_with_a_sentence_and_kept_on_the_page(client_for, field, value):
    study = draft_study()
    form = {"version": study.version, "title": "T", field: value}

    page = client_for(study.author).post(study.get_writing_url(), form)

    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert value.replace("\x00", "")[:100] in page.content.decode()


def test_hostile_html_in_a_study_is_shown_harmless(client, client_for, coordinator):
    study = draft_study()
    texts = {
        **TEXTS,
        "problem": "<script>alert(1)</script><img src=x onerror=alert(2)> **bold**",
        "summary": "</script><b>",
    }
    actions.save_draft(study, by=study.author, version=study.version, title="<script>alert(3)</script>", texts=texts)
    publish(study, by=coordinator)

    pages = [
        client.get(study.get_absolute_url()).content.decode(),
        client.get("/en/knowledge/case-studies/").content.decode(),
        client_for(coordinator).get(study.get_desk_url()).content.decode(),
    ]

    for page in pages:
        assert "alert(1)" not in page
        assert "<script>alert" not in page
        assert "onerror" not in page


# --- The desk -------------------------------------------------------------------------------------------------------

DESK_PAGES = ["/en/desk/case-studies/", "/en/desk/reports/", "/en/desk/reports/new/"]


@pytest.mark.parametrize("address", DESK_PAGES)
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("member", 404),
        ("stranger", 404),
        ("assessor", 404),
        ("grants_manager", 404),
        ("coordinator", 200),
        ("secretariat", 200),
    ],
)
def test_desk_is_open_to_its_keepers(request, client_for, address, who, status):
    assert client_for(request.getfixturevalue(who)).get(address).status_code == status


def test_desk_of_another_country_does_not_know_the_study(client_for, coordinator_ba):
    study = study_in(StudyState.SUBMITTED)
    client = client_for(coordinator_ba)

    assert client.get(study.get_desk_url()).status_code == 404
    assert client.post(f"{study.get_desk_url()}publish/").status_code == 404
    assert CaseStudy.objects.get().state == StudyState.SUBMITTED


@pytest.mark.parametrize("verb", ["screen", "publish", "return", "archive", "confirm", "ask"])
def test_decisions_are_not_taken_by_following_a_link(client_for, coordinator, verb):
    study = study_in(StudyState.SUBMITTED)

    assert client_for(coordinator).get(f"{study.get_desk_url()}{verb}/").status_code == 405


def test_coordinator_writes_signs_and_publishes_a_report_with_three_recommendations(client_for, coordinator):
    client, body = client_for(coordinator), institution()
    start = {
        "key": uuid4(), "series": series().slug, "title": "An edition", "year": 2026, "period_from": "2025-01-01",
        "period_until": "2025-12-31", "language": "en",
    }  # fmt: skip
    for _click in range(2):
        desk = client.post("/en/desk/reports/new/", start).url
    texts = {"version": 1, "title": "An edition", "summary": "In short.", "methodology": "We asked.", "funding": ""}
    client.post(f"{desk}write/", texts)
    client.post(f"{desk}chapters/new/", {"title": "Housing", "organisation": ""})
    chapter = Chapter.objects.get().get_absolute_url()
    room = client.post(f"{chapter}take/").url
    client.post(room, {"version": 1, "text": "None were added."})
    client.post(f"{chapter}hand-in/")
    for number in range(3):
        text = {"text": f"Do thing {number}.", "addressees": [body.slug], "target_on": "2026-12-31"}
        client.post(f"{desk}recommendations/new/", text)
    for verb in ("review", "sign-off", "publish"):
        client.post(f"{desk}{verb}/")

    report = ShadowReport.objects.get()
    codes = list(Recommendation.objects.public().values_list("code", "texts"))
    assert (report.state, report.signed_off_by) == ("published", coordinator)
    assert codes == [(f"RS-2026-0{number + 1}", {"en": f"Do thing {number}."}) for number in range(3)]
    page = Client().get("/en/knowledge/tracker/?country=RS").content.decode()
    assert [code in page for code, _texts in codes] == [True, True, True]


def test_tracker_finds_what_is_overdue(client):
    report = report_in(ReportState.PUBLISHED, made=2)
    late, done = report.recommendations.order_by("code")
    Recommendation.objects.update(target_on=timezone.localdate() - timedelta(days=1))
    Recommendation.objects.filter(pk=done.pk).update(progress="fully")

    found = json.loads(client.get("/en/knowledge/tracker/recommendations.json?overdue=1").getvalue())

    assert [one["code"] for one in found["recommendations"]] == [late.code]


def test_languages_of_a_study_lead_to_it_in_each(client, editor):
    study = study_in(StudyState.PUBLISHED, title="A guardian")
    study_translations.add_translation(study, by=editor, language="sr", title="Старатељ", texts=TEXTS)

    page = client.get(f"/en/knowledge/case-studies/{study.slug}/").content.decode()

    section = page.partition('id="languages-title"')[2].partition("</section>")[0]
    assert f'<a href="/sr/knowledge/case-studies/{study.slug}/" hreflang="sr">Serbian</a>' in section
    assert 'hreflang="mk"' not in section


def test_changed_and_verified_are_two_dates(client):
    study = study_in(StudyState.PUBLISHED)
    day = "2025-03-{:02}T10:00:00Z".format
    CaseStudy.objects.update(published_at=day(1), changed_at=day(5), verified_at=day(9))

    page = client.get(study.get_absolute_url()).content.decode()

    dates = ["Published 1 March 2025", "Changed 5 March 2025", "Verified 9 March 2025"]
    assert [one for one in dates if one not in page] == []
