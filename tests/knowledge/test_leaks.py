"""What is not public yet, or no longer, leaks nowhere: not by address, list, search, feed, export or sitemap."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from knowledge.actions import case_studies as study_actions
from knowledge.actions.reports import publish_due_reports
from knowledge.models import CaseStudy
from knowledge.permissions.pages import may_open_page
from knowledge.queries.closed_pages import pages_closed_to
from knowledge.states import ReportState, ResourceState, StudyState
from members.groups import ensure_groups, sync_groups
from network.core.search.models import SearchEntry
from tests.factories.knowledge import report_in, resource_in, study_in

SECRET = "xylophone"

pytestmark = pytest.mark.django_db

PLACES = [
    "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    "/en/knowledge/feed/rs.atom",
    "/en/knowledge/case-studies/feed/rs.atom",
    "/en/knowledge/library/",
    "/en/knowledge/library/feed.atom",
    "/en/knowledge/",
    "/en/knowledge/feed.atom",
    "/en/knowledge/case-studies/",
    "/en/knowledge/case-studies/feed.atom",
    "/en/knowledge/case-studies/feed.rss",
    "/en/knowledge/reports/",
    "/en/knowledge/reports/feed.atom",
    "/en/knowledge/reports/feed.rss",
    "/en/knowledge/reports/feed/rs.atom",
    "/en/knowledge/library/feed/rs.rss",
    "/en/knowledge/tracker/feed/rs.rss",
    "/en/knowledge/tracker/",
    "/en/knowledge/reports/compare/?year=2026",
    "/en/knowledge/tracker/countries/",
    "/en/knowledge/tracker/feed.atom",
    "/en/knowledge/tracker/recommendations.csv",
    "/en/knowledge/tracker/recommendations.json",
    f"/en/search/?q={SECRET}",
    f"/api/search/?q={SECRET}&lang=en",
]


def sitemap(client) -> str:
    return client.get("/sitemap.xml").content.decode()


def everywhere(client: Client) -> dict[str, str]:
    return {place: body(client.get(place)) for place in PLACES}


def body(response) -> str:
    """The text of a page without the reader's own query, which search pages repeat."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode().replace(f"q={SECRET}", "").replace(f'value="{SECRET}"', "")


def hidden_study(state: str) -> CaseStudy:
    return study_in(state, title=f"The {SECRET} study")


@pytest.mark.parametrize("state", sorted(set(StudyState) - {StudyState.PUBLISHED, StudyState.RECHECK_DUE}))
def test_study_that_is_not_public_is_nowhere(client, django_capture_on_commit_callbacks, state):
    with django_capture_on_commit_callbacks(execute=True):
        study = hidden_study(state)

    found = [place for place, text in everywhere(client).items() if f"The {SECRET}" in text]
    slug = study.slug or "the-xylophone-study"

    assert found == []
    assert not SearchEntry.objects.filter(title__contains=SECRET).exists()
    assert SECRET not in sitemap(client)
    for rest in ("", "cite.bib", "cite.json", "case-study.pdf"):
        assert client.get(f"/en/knowledge/case-studies/{slug}/{rest}").status_code == 404


@pytest.mark.parametrize("who", ["stranger", "member", "coordinator_ba", "assessor"])
@pytest.mark.parametrize("page", ["", "preview/", "autosave/"])
def test_draft_does_not_exist_for_others(request, client_for, who, page):
    study = hidden_study(StudyState.DRAFT)
    client = client_for(request.getfixturevalue(who))
    address = f"/en/knowledge/case-studies/mine/{study.uuid}/{page}"

    response = client.post(address) if page == "autosave/" else client.get(address)

    assert response.status_code == 404


def test_next_version_of_a_public_study_does_not_exist_for_others(client_for, member):
    from knowledge.actions import case_studies as actions
    from tests.factories.knowledge import TEXTS

    study = study_in(StudyState.PUBLISHED)
    actions.update_study(study, by=study.author)
    actions.save_draft(study, by=study.author, version=study.version, title=SECRET, texts={**TEXTS, "problem": SECRET})
    client = client_for(member)

    assert client.get(f"/en/knowledge/case-studies/mine/{study.uuid}/preview/").status_code == 404
    assert SECRET not in client.get(f"/en/knowledge/case-studies/{study.slug}/").content.decode()


def test_public_study_is_in_all_these_places(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        study = hidden_study(StudyState.PUBLISHED)

    texts = everywhere(client)
    lacking = [
        place
        for place in PLACES
        if "/library/" not in place
        and "/reports/" not in place
        and "/tracker/" not in place
        and SECRET not in texts[place]
    ]

    assert lacking == []
    assert client.get(study.get_absolute_url()).status_code == 200
    assert study.slug in sitemap(client)


HIDDEN_REPORTS = [ReportState.DRAFTING, ReportState.EVIDENCE_REVIEW, ReportState.COUNTRY_SIGNOFF, ReportState.EMBARGOED]


@pytest.mark.parametrize("state", HIDDEN_REPORTS)
def test_report_that_is_not_public_is_nowhere_with_its_recommendations(
    client, django_capture_on_commit_callbacks, state
):
    with django_capture_on_commit_callbacks(execute=True):
        report = report_in(state)

    texts = everywhere(client)
    found = [place for place, text in texts.items() if "Reintegration RS 2026" in text or "Open a shelter" in text]

    assert found == []
    assert not SearchEntry.objects.filter(kind__in=["report", "recommendation"]).exists()
    assert "rs-2026" not in sitemap(client).lower()
    own = f"/en/knowledge/reports/{report.slug}/"
    for address in (
        own,
        f"{own}report.pdf",
        f"{own}versions/1.0/",
        f"{own}cite.bib",
        "/en/knowledge/tracker/RS-2026-01/",
    ):
        assert client.get(address).status_code == 404


def test_withdrawn_report_shows_its_reason_and_none_of_its_text(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        report = report_in(ReportState.WITHDRAWN)

    page = client.get(report.get_absolute_url()).content.decode()

    assert "A figure was wrong." in page
    assert "The year in short" not in page
    assert not SearchEntry.objects.filter(kind="report").exists()
    for tail in ("cite.bib", "report.pdf", "versions/1.0/"):
        assert client.get(f"{report.get_absolute_url()}{tail}").status_code == 404


@pytest.mark.parametrize("who", ["stranger", "member", "coordinator_ba", "editor", "assessor"])
def test_embargoed_edition_does_not_exist_for_anybody_but_its_desk(request, client_for, who):
    report = report_in(ReportState.EMBARGOED)
    browser = client_for(request.getfixturevalue(who))
    chapter = report.chapters.get()
    addresses = [
        report.get_absolute_url(),
        f"{report.get_absolute_url()}report.pdf",
        f"{report.get_absolute_url()}versions/1.0/",
        chapter.get_absolute_url(),
        f"{chapter.get_absolute_url()}write/",
        f"/en/knowledge/reports/mine/{report.uuid}/evidence/",
        report.get_desk_url(),
        f"{report.get_desk_url()}recommendations.csv",
    ]

    assert [browser.get(address).status_code for address in addresses] == [404] * len(addresses)


def test_embargo_holds_at_every_address_until_its_very_second(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        report = report_in(ReportState.EMBARGOED)
    own = report.get_absolute_url()
    addresses = [own, f"{own}report.pdf", f"{own}versions/1.0/", f"{own}cite.json", "/en/knowledge/tracker/RS-2026-01/"]

    def statuses():
        return [client.get(address).status_code for address in addresses]

    with time_machine.travel(report.embargo_until - timedelta(seconds=1), tick=False):
        publish_due_reports()
        before = statuses(), [place for place, text in everywhere(client).items() if "Open a shelter" in text]
    with time_machine.travel(report.embargo_until, tick=False):
        publish_due_reports()
        after = statuses()

    assert before == ([404] * 5, [])
    assert after == [200] * 5


@pytest.mark.parametrize("state", [ResourceState.DRAFT, ResourceState.WITHDRAWN])
@pytest.mark.parametrize("kind", ["manual", "module"])
def test_resource_that_is_not_public_is_nowhere_with_its_files_and_lessons(
    client, client_for, member, django_capture_on_commit_callbacks, state, kind
):
    with django_capture_on_commit_callbacks(execute=True):
        resource = resource_in(state, kind=kind, title=f"The {SECRET} manual")

    texts = everywhere(client)
    rest = ["cite.bib", "quiz/", "lessons/1/"]
    files = [version.file.get_absolute_url() for version in resource.versions.all()]
    closed = [*files, *(f"/en/knowledge/library/{resource.slug}/{one}" for one in rest)]
    page = client.get(resource.get_absolute_url())

    assert [place for place, text in texts.items() if f"The {SECRET}" in text] == []
    assert SECRET not in sitemap(client)
    assert not SearchEntry.objects.filter(title__contains=SECRET).exists()
    assert page.status_code == (404 if state == ResourceState.DRAFT else 410)
    assert "What to say first." not in page.content.decode()
    for browser in (client, client_for(member)):
        assert {address: browser.get(address).status_code for address in closed} == dict.fromkeys(closed, 404)


# --- The Wagtail admin ----------------------------------------------------------------------------------------------


@pytest.fixture
def admin_of(client_for):
    """The admin as the groups of a person's role show it."""

    def enter(person):
        ensure_groups()
        sync_groups(person)
        return client_for(person)

    return enter


def found_in_admin(browser, page):
    """Where in the admin the page can be opened, and in which lists its title stands."""
    own = f"/admin/pages/{page.pk}"
    opened = [tail for tail in ("edit", "view_draft", "history") if browser.get(f"{own}/{tail}/").status_code == 200]
    lists = [
        f"/admin/pages/{page.get_parent().pk}/",
        "/admin/pages/search/?q=xylophone",
        "/admin/choose-page/search/?q=xylophone",
    ]
    texts = [browser.get(place, follow=True).content.decode().replace('value="xylophone"', "") for place in lists]
    return opened, [place for place, text in zip(lists, texts, strict=True) if f"The {SECRET}" in text]


def titled_report(state, coordinator):
    report = report_in(state, by=coordinator)
    page = report.pages.get()
    page.title = page.draft_title = f"The {SECRET} report"
    page.save()
    page.save_revision()
    return page


@pytest.mark.parametrize("state", [ReportState.DRAFTING, ReportState.EMBARGOED])
def test_report_in_work_is_closed_to_editors_in_the_admin_and_open_to_the_secretariat(
    admin_of, editor, secretariat, coordinator, state
):
    page = titled_report(state, coordinator)

    assert found_in_admin(admin_of(editor), page) == ([], [])
    assert found_in_admin(admin_of(secretariat), page)[0] == ["edit", "view_draft", "history"]


def test_draft_of_a_study_is_closed_to_editors_in_the_admin_until_it_is_handed_in(admin_of, editor):
    study = hidden_study(StudyState.DRAFT)
    page, browser = study.pages.get(), admin_of(editor)

    before = found_in_admin(browser, page)
    study_actions.submit_study(study, by=study.author)

    assert before == ([], [])
    assert found_in_admin(browser, page)[0] == ["edit", "view_draft", "history"]


def test_editor_does_not_publish_a_report_in_the_admin_before_its_time(admin_of, editor, coordinator):
    page = titled_report(ReportState.EMBARGOED, coordinator)

    admin_of(editor).post(f"/admin/pages/{page.pk}/edit/", {"title": "Out", "slug": page.slug, "action-publish": "1"})

    assert type(page).objects.get(pk=page.pk).live is False


def test_closed_pages_and_the_question_about_one_agree(editor, secretariat, coordinator, coordinator_ba, member):
    pages = [
        report_in(state, by=coordinator, year=2020 + n).pages.get() for n, state in enumerate(ReportState.values[:5])
    ]
    pages += [study_in(state).pages.get() for state in StudyState.values]

    for person in (editor, secretariat, coordinator, coordinator_ba, member):
        closed = set(pages_closed_to(person))
        assert {page.pk for page in pages if not may_open_page(person, page)} == closed
