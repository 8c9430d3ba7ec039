"""Wagtail's own search in the admin: editors find pages in either alphabet, and no question is an error."""

import pytest
from modelsearch.query import And, Fuzzy, Not, Or, Phrase, PlainText
from wagtail.models import Page, Site
from wagtail.search.backends import get_search_backend

from network.core.search.admin_backend import folded_query
from tests.core.test_search import GARBAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    home = Site.objects.get(is_default_site=True).root_page
    return home.add_child(instance=Page(title="Прихватни центри у Ђурђеву", slug="centri"))


@pytest.mark.parametrize("typed", ["prihvatni", "Прихватни", "djurdjevu", "centri đurđevu"])
def test_editor_finds_a_page_in_either_alphabet(page, typed):
    assert [found.title for found in Page.objects.search(typed)] == [page.title]


@pytest.mark.parametrize("typed", ["prih", "Прих", "đur"])
def test_chooser_completes_in_either_alphabet(page, typed):
    assert [found.title for found in Page.objects.autocomplete(typed)] == [page.title]


@pytest.mark.parametrize("typed", GARBAGE.values(), ids=GARBAGE.keys())
def test_any_question_of_an_editor_is_safe(page, typed):
    for find in (Page.objects.search, Page.objects.autocomplete):
        assert len(list(find(typed))) in (0, 1)


def test_structured_questions_are_folded():
    asked = And([PlainText("Ђак"), Not(Phrase("žena i")), Or([Fuzzy('"'), PlainText("Љ")]), PlainText('"')])

    assert repr(folded_query(asked)) == repr(And([PlainText("djak"), Not(Phrase("zena i")), Or([PlainText("lj")])]))
    assert folded_query(PlainText('"')) == ""


def test_admin_search_answers_a_lone_quotation_mark(page, admin_client):
    for question in ('"', "'", "prihvatni", "*"):
        assert admin_client.get("/admin/pages/search/", {"q": question}).status_code in (200, 302)


def test_backend_is_the_folding_one():
    assert type(get_search_backend()).__name__ == "FoldingBackend"
