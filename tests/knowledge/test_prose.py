"""What members type, shown safely: hostile HTML, odd Markdown, long texts; citations that programs can read."""

import json
import time
from datetime import UTC, datetime

import pytest

from knowledge.citations import Citation
from knowledge.exports import csv_lines
from knowledge.prose import plain, prose, step_list
from knowledge.templatetags.knowledge import linked_data

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '<a href="https://example.org" onclick="alert(1)">x</a>',
    "<style>body{display:none}</style>",
    "<iframe src='https://example.org'></iframe>",
    "<svg><script>alert(1)</script></svg>",
    '<p style="position:fixed">x</p>',
    "![x](https://example.org/pixel.gif)",
    "<form action='https://example.org'><input name=password></form>",
]
FORBIDDEN = (
    "<script",
    "onerror",
    "onclick",
    '="javascript:',
    '="data:text',
    "<style",
    "style=",
    "<iframe",
    "<svg",
    "<img",
    "<form",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_prose_shows_nothing_that_acts(text):
    shown = prose(text).lower()

    assert [word for word in FORBIDDEN if word in shown] == []


def test_prose_shows_what_members_are_told_they_can_write():
    text = "## Heading\n\n**Bold** and [link](https://example.org)\n\n- one\n- two"

    assert prose(text) == (
        "<h3>Heading</h3>\n<p><strong>Bold</strong> and "
        '<a href="https://example.org" rel="noopener nofollow">link</a></p>\n'
        "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"
    )


@pytest.mark.parametrize(
    "text",
    [
        "> " * 5000 + "x",
        "- " * 5000,
        "*" * 20000,
        "[" * 50_000,
        "![a " * 20_000,
        "[a](b" * 10_000,
        "[](" * 10_000,
        "    " * 3000 + "x",
        "_a" * 10000,
    ],
)
def test_prose_survives_text_made_to_break_it(text):
    started = time.process_time()

    assert isinstance(prose(text), str)
    assert time.process_time() - started < 5


def test_plain_gives_the_words_alone():
    assert plain("## Heading\n\n**Bold** <b>text</b>\n\n- one") == "Heading Bold text one"


def test_steps_are_paragraphs_and_a_first_line_is_their_name():
    text = "1. Ask\nWe asked.\n\nWe only tried.\r\n\r\n- Write\nWe wrote."

    assert step_list(text) == [
        ("Ask", "<p>We asked.</p>"),
        ("", "<p>We only tried.</p>"),
        ("Write", "<p>We wrote.</p>"),
    ]


def test_linked_data_cannot_close_its_element():
    shown = linked_data({"name": "</script><script>alert(1)</script>"})

    assert shown.count("<") == 2
    assert json.loads(shown.partition(">")[2].rpartition("<")[0]) == {"name": "</script><script>alert(1)</script>"}


CITATION = Citation(
    key="guardian",
    kind="article",
    title="50% of {children} & more",
    authors=("Пример",),
    collection="Case studies",
    published=datetime(2026, 3, 9, tzinfo=UTC),
    changed=None,
    path="/en/knowledge/case-studies/guardian/",
    language="en",
    version="",
)


def test_citation_in_bibtex_takes_special_characters_literally():
    text = CITATION.render("bib")

    assert text.startswith("@misc{guardian,\n")
    assert r"50\% of \{children\} \& more" in text


def test_citation_in_ris_begins_and_ends_as_readers_expect():
    lines = CITATION.render("ris").split("\r\n")

    assert (lines[0], lines[-2], "AU  - Пример" in lines) == ("TY  - GEN", "ER  - ", True)


def test_citation_in_csl_is_json_with_the_date():
    (item,) = json.loads(CITATION.render("json"))

    assert (item["title"], item["issued"]) == ("50% of {children} & more", {"date-parts": [[2026, 3, 9]]})


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_csv_cells_are_never_formulas(formula):
    _head, line = csv_lines(["text"], [{"text": formula}])

    assert line.strip().strip('"').startswith("'")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("[a](https://example.org/x_(y))", '<a href="https://example.org/x_(y)" rel="noopener nofollow">a</a>'),
        ('[*a*](/en/ "Title")', '<a href="/en/" rel="noopener nofollow"><em>a</em></a>'),
        ("[a](javascript:alert)", "[a](javascript:alert)"),
        ("[a](//example.org)", "[a](//example.org)"),
        ("[a][b] ![c](d.png)", "[a][b] ![c](d.png)"),
    ],
)
def test_links_lead_to_the_web_or_this_site_and_all_else_stays_as_typed(typed: str, shown: str) -> None:
    assert prose(typed) == f"<p>{shown}</p>"
