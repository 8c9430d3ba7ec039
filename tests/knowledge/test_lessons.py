"""A module's lessons and questions: put in order, taken out, put back, and the passport of who worked it through."""

import pytest

from events.passport import certificates_of
from knowledge.actions import lessons
from knowledge.actions.library import record_completion
from knowledge.passport import SOURCES, passport_of
from knowledge.states import ResourceState
from network.core.errors import DomainError, NotAllowed
from tests.factories.knowledge import resource_in

pytestmark = pytest.mark.django_db


def order(resource):
    return [(one.position, one.title) for one in resource.lessons.order_by("position")]


@pytest.fixture
def module(editor):
    made = resource_in(ResourceState.DRAFT, kind="module")
    lessons.save_lesson(made, by=editor, language="en", title="Lesson 3", text="Text.")
    lessons.save_lesson(made, by=editor, language="sr", title="Лекција 1", text="Текст.")
    return made


ENGLISH = [(1, "Lesson 1"), (2, "Lesson 2"), (3, "Lesson 3")]


@pytest.mark.parametrize(
    ("position", "up", "titles"),
    [(2, True, "213"), (2, False, "132"), (1, True, "123"), (3, False, "123"), (3, True, "132")],
)
def test_lesson_moves_one_place_among_those_of_its_language(module, editor, position, up, titles):
    lesson = module.lessons.get(language="en", position=position)

    lessons.move_part(lesson, by=editor, up=up)

    found = [title for _place, title in order(module) if title.startswith("Lesson")]
    assert found == [f"Lesson {number}" for number in titles]
    assert module.lessons.get(language="sr").position == 1


@pytest.mark.parametrize("position", [1, 2, 3])
def test_lesson_taken_out_comes_back_to_its_place_by_one_click(client_for, editor, module, position):
    browser, desk = client_for(editor), f"/en/desk/library/{module.uuid}/"

    browser.post(f"{desk}lessons/en/{position}/remove/")
    left = [title for _place, title in order(module) if title.startswith("Lesson")]
    offered = "restore" in browser.get(desk).content.decode()
    browser.post(f"{desk}restore/")
    again = browser.post(f"{desk}restore/")

    assert left == [title for place, title in ENGLISH if place != position]
    assert offered
    assert [row for row in order(module) if row[1].startswith("Lesson")] == ENGLISH
    assert again.status_code == 302, "putting it back twice makes one"


def test_published_module_keeps_its_last_question(editor):
    module = resource_in(kind="module")

    with pytest.raises(DomainError):
        lessons.remove_part(module.questions.get(), by=editor)
    assert module.questions.count() == 1


@pytest.mark.parametrize("who", ["member", "coordinator"])
def test_others_neither_move_nor_take_out(request, client_for, module, who):
    user = request.getfixturevalue(who)
    lesson = module.lessons.get(language="en", position=1)

    for act in (lambda: lessons.move_part(lesson, by=user, up=False), lambda: lessons.remove_part(lesson, by=user)):
        with pytest.raises(NotAllowed):
            act()
    assert client_for(user).post(f"/en/desk/library/{module.uuid}/lessons/en/1/remove/").status_code in (403, 404)
    assert [row for row in order(module) if row[1].startswith("Lesson")] == ENGLISH


def test_passport_holds_modules_and_is_only_ones_own(client_for, member, stranger):
    module = resource_in(kind="module", title="First contact")
    record_completion(module, by=member, language="en", right=1, questions=1)

    [record] = passport_of(member)

    assert (record.title, record.kind, record.detail) == ("First contact", "E-learning module", "1 of 1 right")
    assert passport_of(stranger) == []
    assert certificates_of in SOURCES
    assert "First contact" in client_for(member).get("/en/knowledge/library/learning/").content.decode()
