"""A study on paper: what stands on the page stands there too, in the reader's script, and no text is a command."""

import io

import pytest
from pypdf import PdfReader

from knowledge.actions import case_studies, study_translations
from knowledge.passages import passages
from knowledge.states import StudyState
from tests.factories.knowledge import TEXTS, draft_study, publish, study_in

HOSTILE = 'Say #read("/etc/hostname") $x$ `code` <script>alert(1)</script> \\ #set page(width: 1pt) @ref *_'
LETTERS = "Đ Ž Č ć ë ç ѓ ќ љ њ џ"


def text_of(response) -> str:
    reader = PdfReader(io.BytesIO(response.content))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


@pytest.mark.django_db
def test_paper_holds_the_study_and_how_to_cite_it(client):
    study = study_in(StudyState.PUBLISHED)

    response = client.get(f"{study.get_absolute_url()}case-study.pdf")
    words = text_of(response)

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    for text in (study.title, "Children waited for weeks.", "First step", "Night shifts did not last.", "CC BY 4.0"):
        assert text in words
    assert f"/case-studies/{study.slug}/" in words


@pytest.mark.django_db
def test_hostile_words_and_every_letter_are_set_as_they_are(client, coordinator):
    study = draft_study(complete=True)
    texts = {**TEXTS, "problem": HOSTILE, "context": f"{LETTERS}\n\n| a | b |\n|---|---|\n| {LETTERS} | 2 |"}
    case_studies.save_draft(study, by=study.author, version=study.version, title="#eval(1)", texts=texts)
    publish(study, by=coordinator)

    words = text_of(client.get(f"/en/knowledge/case-studies/{study.slug}/case-study.pdf"))

    for text in ('#read("/etc/hostname")', "$x$", "code", "#set page(width: 1pt) @ref *_", "#eval(1)"):
        assert text in words
    assert "script" not in words
    assert words.count(LETTERS) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "word"), [("sr", "Старатељ"), ("sr-latn", "Staratelj")])
def test_paper_is_in_the_script_of_its_reader(client, editor, language, word):
    study = study_in(StudyState.PUBLISHED)
    study_translations.add_translation(study, by=editor, language="sr", title="Старатељ", texts=TEXTS)

    assert word in text_of(client.get(f"/{language}/knowledge/case-studies/{study.slug}/case-study.pdf"))


def kinds(text):
    return [(one["kind"], "".join(run["text"] for run in one["runs"])) for one in passages(text)]


def test_markdown_becomes_passages_in_order():
    text = "Intro **bold** [link](https://example.org)\n\n## Head\n\n1. one\n2. two\n\n- a\n    - b\n\n> said\n\n| x | y |\n|---|---|\n| 1 | 2 |"

    found = passages(text)

    assert kinds(text)[:2] == [("paragraph", "Intro bold link"), ("heading", "Head")]
    assert [(one["number"], one["level"]) for one in found if one["kind"] == "item"] == [(1, 1), (2, 1), (0, 1), (0, 2)]
    assert ("quote", "said") in kinds(text)
    assert found[-1]["rows"] == [["x", "y"], ["1", "2"]]
    assert [run["url"] for run in found[0]["runs"] if run["url"]] == ["https://example.org"]


@pytest.mark.parametrize("text", ["", "   ", "<script>x</script>", "\x00", "> " * 50 + "deep", "| broken |\n|---|"])
def test_odd_markdown_makes_passages_or_none(text):
    assert isinstance(passages(text), list)
