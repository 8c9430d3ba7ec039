"""The library: who keeps it, what must be there, language versions, modules with their quiz and record."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile

from knowledge import permissions
from knowledge.actions import lessons
from knowledge.actions import library as actions
from knowledge.models import Completion, Resource
from knowledge.states import RESOURCE_TRANSITIONS, ResourceState
from knowledge.translations import Status, translations_of_versions
from network.core.errors import DomainError, NotAllowed, TransitionError
from network.core.transitions import transition
from tests.factories.knowledge import QUIZ, library_file, resource_in, study_in
from tests.factories.members import ThemeFactory

pytestmark = pytest.mark.django_db

ROLES = ["nobody", "stranger", "member", "representative", "coordinator", "editor", "secretariat", "assessor"]
KEEPERS = {"editor", "secretariat"}
TABLE = {
    (state, rule): KEEPERS if rule == "keeps_library" or state != ResourceState.PUBLISHED else set(ROLES)
    for state in ResourceState
    for rule in ("keeps_library", "can_see_resource")
}


@pytest.mark.parametrize(("state", "rule"), TABLE, ids=str)
def test_library_is_kept_and_seen_by_those_in_the_table(request, state, rule):
    resource = resource_in(state)
    people = {role: AnonymousUser() if role == "nobody" else request.getfixturevalue(role) for role in ROLES}

    def may(user):
        return (
            permissions.keeps_library(user) if rule == "keeps_library" else permissions.can_see_resource(user, resource)
        )

    assert {role for role, user in people.items() if may(user)} == TABLE[state, rule]
    if rule == "can_see_resource":
        seen = {role for role, user in people.items() if Resource.objects.visible_to(user).exists()}
        assert seen == TABLE[state, rule]


@pytest.mark.parametrize("before", ResourceState.values)
@pytest.mark.parametrize("to", ResourceState.values)
def test_resource_goes_where_the_table_says(before, to):
    resource = resource_in(before)
    reason = {"withdrawal_reason": "Why." if to == ResourceState.WITHDRAWN else ""}
    if to == ResourceState.PUBLISHED:
        reason["published_at"] = resource.created_at

    if to in RESOURCE_TRANSITIONS[before]:
        assert transition(resource, to, by=None, **reason).state == to
    else:
        with pytest.raises(TransitionError):
            transition(resource, to, by=None, **reason)


@pytest.mark.parametrize("who", ["member", "representative", "coordinator"])
def test_others_neither_add_nor_publish_nor_withdraw(request, who):
    user, resource = request.getfixturevalue(who), resource_in(ResourceState.DRAFT)

    with pytest.raises(NotAllowed):
        actions.publish_resource(resource, by=user)
    with pytest.raises(NotAllowed):
        actions.save_resource(resource, by=user, version=resource.version, authors="Me")
    with pytest.raises(NotAllowed):
        actions.add_version(resource, by=user, language="en", quality="original", file=library_file())
    with pytest.raises(NotAllowed):
        actions.withdraw_resource(resource_in(), by=user, reason="Mine.")


def test_two_keepers_never_overwrite_each_other(editor, secretariat):
    resource = resource_in(ResourceState.DRAFT)
    opened = resource.version
    actions.save_resource(resource, by=editor, version=opened, authors="First")

    with pytest.raises(actions.Conflict):
        actions.save_resource(resource, by=secretariat, version=opened, authors="Second")

    assert Resource.objects.get().authors == "First"


@pytest.mark.parametrize(("kind", "sentence"), [("manual", "Add the file"), ("module", "Write at least one lesson")])
def test_incomplete_thing_is_not_published_and_says_what_is_missing(editor, kind, sentence):
    from uuid import uuid4

    made = actions.start_resource(by=editor, key=uuid4(), kind=kind, language="en", titles={"en": "T"})

    with pytest.raises(DomainError, match=f"what it is good for.*{sentence}"):
        actions.publish_resource(made, by=editor)


def test_translation_is_outdated_once_its_original_has_a_next_version(editor):
    resource = resource_in()
    first = resource.versions.get()
    actions.add_version(
        resource, by=editor, language="sr", quality="reviewed", translated_from=first, file=library_file()
    )
    actions.add_version(
        resource, by=editor, language="sq", quality="machine", translated_from=first, file=library_file()
    )

    def statuses():
        return {one.language: one.status for one in translations_of_versions(resource.versions.all())}

    before = statuses()
    actions.add_version(resource, by=editor, language="en", quality="original", file=library_file())

    assert before == {
        "en": Status.ORIGINAL, "sr": Status.REVIEWED, "sq": Status.MACHINE,
        "bs": Status.MISSING, "cnr": Status.MISSING, "mk": Status.MISSING,
    }  # fmt: skip
    assert {code: statuses()[code] for code in ("en", "sr", "sq")} == {
        "en": Status.ORIGINAL, "sr": Status.OUTDATED, "sq": Status.OUTDATED,
    }  # fmt: skip


@pytest.mark.parametrize(("quality", "of_what"), [("original", True), ("reviewed", False)])
def test_version_that_contradicts_itself_is_refused(editor, quality, of_what):
    resource = resource_in()
    source = resource.versions.get() if of_what else None

    with pytest.raises(DomainError, match="of which version"):
        actions.add_version(
            resource, by=editor, language="sr", quality=quality, translated_from=source, file=library_file()
        )


def test_page_shows_versions_with_checksums_and_what_is_not_translated(client):
    resource = resource_in()
    file = resource.versions.get().file

    page = client.get(resource.get_absolute_url()).content.decode()

    assert (file.sha256 in page, file.get_absolute_url() in page) == (True, True)
    assert "Not translated yet:" in page
    assert client.get(file.get_absolute_url()).status_code == 200


def test_file_of_a_wrong_kind_is_refused_beside_the_field(client_for, editor):
    resource = resource_in(ResourceState.DRAFT)
    form = {"language": "en", "quality": "original", "file": SimpleUploadedFile("a.exe", b"MZ")}

    page = client_for(editor).post(f"/en/desk/library/{resource.uuid}/versions/", form)

    assert list(page.context["version_form"].errors) == ["file"]
    assert resource.versions.count() == 1


def test_editor_adds_a_module_in_the_browser_and_readers_learn_from_it(client, client_for, editor):
    desk = client_for(editor)
    from uuid import uuid4

    desk.post("/en/desk/library/new/", {"key": uuid4(), "kind": "module", "language": "en", "title": "First contact"})
    resource = Resource.objects.get()
    address = f"/en/desk/library/{resource.uuid}/"
    desk.post(f"{address}lessons/new/", {"language": "en", "title": "Listen", "text": "<script>x</script> **Wait.**"})
    question = {"language": "en", "text": "What first?", "answer_1": "Listen", "right_1": "on", "answer_2": "Ask"}
    desk.post(f"{address}questions/new/", question)
    said = {"version": Resource.objects.get().version, "kind": "module", "audience": "officials", "level": "basic"}
    said |= {"licence": "cc-by-4.0", "title_en": "First contact", "summary_en": "Begin here."}
    desk.post(address, said)
    desk.post(f"{address}publish/")

    page = client.get("/en/knowledge/library/first-contact/lessons/1/").content.decode()

    assert Resource.objects.get().state == ResourceState.PUBLISHED
    assert "<strong>Wait.</strong>" in page
    assert "<script>x" not in page


def test_quiz_says_what_was_right_and_keeps_a_record_of_those_who_signed_in(client, client_for, member):
    resource = resource_in(kind="module")
    address = f"/en/knowledge/library/{resource.slug}/quiz/"

    seen = client.post(address, {"q1": "1"}).content.decode()
    browser = client_for(member)
    browser.post(address, {"q1": "1"})
    browser.post(address, {"q1": "0"})
    browser.post(address, {"q1": "1"})

    assert "A letter takes a week." in seen
    assert "Somebody answers day and night." in seen
    assert list(Completion.objects.values_list("person", "right", "questions")) == [(member.pk, 1, 1)]
    assert resource.titles["en"] in browser.get("/en/knowledge/library/learning/").content.decode()


@pytest.mark.parametrize("answer", [{}, {"q1": "9"}, {"q1": "x"}, {"q1": ["0", "1"], "q2": "0"}])
def test_quiz_sent_with_nonsense_asks_again_and_records_nothing(client_for, member, answer):
    resource = resource_in(kind="module")

    page = client_for(member).post(f"/en/knowledge/library/{resource.slug}/quiz/", answer)

    assert page.status_code == 200
    assert Completion.objects.count() == (1 if answer.get("q1") == ["0", "1"] else 0)


def test_question_without_a_right_answer_is_refused(editor):
    resource = resource_in(ResourceState.DRAFT, kind="module")
    wrong = [{**answer, "right": False} for answer in QUIZ]

    for answers in (wrong, QUIZ[:1]):
        with pytest.raises(DomainError):
            lessons.save_question(resource, by=editor, language="en", text="?", answers=answers)


def test_study_and_resource_lead_to_each_other(client, editor):
    resource, study = resource_in(), study_in("published")
    actions.save_resource(resource, by=editor, version=resource.version, studies=[study])

    assert resource.titles["en"] in client.get(study.get_absolute_url()).content.decode()
    assert study.get_absolute_url() in client.get(resource.get_absolute_url()).content.decode()


def test_facets_narrow_the_library(client):
    manual, module = resource_in(title="A manual"), resource_in(kind="module", title="A module")
    module.themes.add(ThemeFactory(slug="asylum"))

    found = client.get("/en/knowledge/library/?theme=asylum&kind=module").context["resources"]

    assert list(found.page) == [module]
    assert {value.label: value.count for value in found.facets[0].values} == {"E-learning module": 1}
    assert manual not in found.page


QUERIES = {"/en/knowledge/library/": 12, "/en/knowledge/library/feed.atom": 1}


@pytest.mark.parametrize("address", QUERIES)
@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_for_one_thing_as_for_three(client, django_assert_num_queries, address, rows):
    for number in range(rows):
        resource_in(title=f"Manual {number}", themes=[ThemeFactory(slug="asylum")])
    client.get(address)

    with django_assert_num_queries(QUERIES[address]):
        client.get(address)


@pytest.mark.parametrize("query", ["?kind=%00&theme=' OR 1=1", "?page=-1", "?level=x&audience=" + "x" * 3000])
def test_library_answers_garbage_with_a_clean_page(client, query):
    assert client.get(f"/en/knowledge/library/{query}").status_code == 200


@pytest.mark.parametrize("form", ["bib", "ris", "json"])
def test_resource_can_be_cited(client, form):
    response = client.get(f"{resource_in().get_absolute_url()}cite.{form}")

    assert (response.status_code, "First contact" in response.content.decode()) == (200, True)
