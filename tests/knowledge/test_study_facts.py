"""Which standards a study shows, who changes its facts, and what its pictures say in further languages."""

import pytest

from knowledge.actions import case_studies, study_translations
from knowledge.actions import standards as standard_actions
from knowledge.actions.pictures import add_picture, translate_pictures
from knowledge.actions.study_facts import change_facts
from knowledge.models import CaseStudy, Standard
from knowledge.states import StudyState
from network.core.errors import DomainError, NotAllowed
from network.core.search.models import SearchEntry
from tests.factories.knowledge import TEXTS, draft_study, publish, study_in
from tests.factories.reviews import adopted_version
from tests.knowledge.test_pictures import photo

pytestmark = pytest.mark.django_db

KEY = "house-standards:1.1"


def test_author_chooses_standards_and_they_stand_on_both_pages_once_public(client, editor):
    version, study = adopted_version(), draft_study()
    case_studies.save_draft(
        study, by=study.author, version=study.version, title=study.title, texts=TEXTS,
        facts={"standards": [Standard.objects.get(code="1.1")]},
    )  # fmt: skip
    before = study.title in client.get(version.get_absolute_url()).content.decode()

    study = publish(CaseStudy.objects.get(), by=editor)
    page = client.get(study.get_absolute_url()).content.decode()
    backlink = client.get(version.get_absolute_url()).content.decode()

    assert before is False
    assert f"{version.get_absolute_url()}#standard-1-1" in page
    assert study.get_absolute_url() in backlink


def test_editor_offers_the_standards_in_force_and_takes_no_others(client_for):
    adopted_version()
    study = draft_study()
    address = f"/en/knowledge/case-studies/mine/{study.uuid}/"
    form = {**TEXTS, "version": study.version, "title": study.title}

    wrong = client_for(study.author).post(address, {**form, "standards": ["house-standards:9.9"]})
    client_for(study.author).post(address, {**form, "standards": [KEY]})

    assert list(wrong.context["form"].errors) == ["standards"]
    assert [one.key for one in study.standards.in_force()] == [KEY]


@pytest.mark.parametrize(
    ("query", "found"), [(KEY, 1), ("house-standards", 1), ("house-standards:2.1", 0), ("other:1.1", 0), ("%00", 2)]
)
def test_list_is_narrowed_to_those_that_show_a_standard(client, editor, query, found):
    adopted_version()
    study, _other = study_in(StudyState.PUBLISHED), study_in(StudyState.PUBLISHED, title="Another")
    change_facts(study, by=editor, standards=[Standard.objects.get(code="1.1")])

    studies = client.get("/en/knowledge/case-studies/", {"standard": query}).context["studies"]

    assert studies.total == found
    assert [value.count for value in studies.facets[-1].values][:1] == [1]


def test_next_version_of_the_standards_takes_what_was_linked_meanwhile_along(editor):
    adopted = adopted_version()
    study = study_in(StudyState.PUBLISHED)
    draft = standard_actions.start_version(adopted.framework, by=editor, label="2026")

    change_facts(study, by=editor, standards=[Standard.objects.get(code="1.1", section__version=adopted)])
    standard_actions.adopt_version(draft, by=editor)

    assert [one.section.version.label for one in study.standards.in_force()] == ["2026"]
    assert study.standards.count() == 2, "who reads the old version finds it there, too"


def test_desk_changes_the_facts_of_a_public_study_and_readers_see_it(client, client_for, editor):
    study = study_in(StudyState.PUBLISHED)
    before = study.changed_at
    address = f"/en/desk/case-studies/{study.uuid}/facts/"
    browser = client_for(editor)
    form = browser.get(address).context["form"]
    data = {name: form.initial.get(name) for name in form.fields if form.initial.get(name) not in (None, "")}

    lacking = browser.post(address, {**data, "themes": []})
    answer = browser.post(address, {**data, "began_in": "2015"})
    study.refresh_from_db()

    assert list(lacking.context["form"].errors) == ["themes"]
    assert (answer.status_code, study.began_in, study.changed_at > before) == (302, 2015, True)
    assert "2015" in client.get(study.get_absolute_url()).content.decode()


@pytest.mark.parametrize("who", ["author", "member", "stranger"])
def test_others_do_not_change_the_facts_of_a_public_study(request, who):
    study = study_in(StudyState.PUBLISHED)
    user = study.author if who == "author" else request.getfixturevalue(who)

    with pytest.raises(NotAllowed):
        change_facts(study, by=user, began_in=2000)


def test_changed_facts_reach_the_search(editor, django_capture_on_commit_callbacks):
    from tests.factories.members import ThemeFactory

    study = study_in(StudyState.PUBLISHED)
    with django_capture_on_commit_callbacks(execute=True):
        change_facts(study, by=editor, themes=[ThemeFactory(slug="reintegration")])

    tags = SearchEntry.objects.get(kind="case_study").tags
    assert list(tags.values_list("slug", flat=True)) == ["reintegration"]


@pytest.fixture
def with_picture(editor):
    study = draft_study()
    study = add_picture(
        study, by=study.author, version=study.version, file=photo(), alt="A desk", caption="", credit="",
        consent="nobody",
    )  # fmt: skip
    study = publish(study, by=editor)
    study_translations.add_translation(study, by=editor, language="sr", title="Старатељ", texts=TEXTS)
    return study


def test_translation_shows_the_pictures_labelled_until_somebody_describes_them(
    client, client_for, editor, with_picture
):
    study = with_picture
    address = f"/sr/knowledge/case-studies/{study.slug}/"
    before = client.get(address).content.decode()
    key = study.pages.get(locale__language_code="en").shown_pictures[0].key
    form = f"/en/desk/case-studies/{study.uuid}/pictures/sr/"

    empty = client_for(editor).post(form, {f"{key}-alt": "", f"{key}-caption": ""})
    client_for(editor).post(form, {f"{key}-alt": "Радни сто", f"{key}-caption": ""})
    after = client.get(address).content.decode()

    assert empty.status_code == 200
    assert ("A desk" in before, 'lang="en"' in before.partition("study__pictures")[2][:80]) == (True, True)
    assert ("Радни сто" in before, "Радни сто" in after, "A desk" in after) == (False, True, False)


def test_pictures_are_described_in_languages_that_exist_and_completely(editor, with_picture):
    for language, words in (("mk", {}), ("en", {}), ("sr", {})):
        with pytest.raises(DomainError):
            translate_pictures(with_picture, by=editor, language=language, words=words)
    with pytest.raises(NotAllowed):
        translate_pictures(with_picture, by=with_picture.author, language="sr", words={})
