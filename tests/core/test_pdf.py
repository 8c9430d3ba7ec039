"""Typeset documents: every letter arrives, nothing in the data is a command, and machines can read them."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from network.core import pdf
from network.core.text import script_of

AT = datetime(2024, 3, 5, 17, 0, tzinfo=UTC)
LETTERS = "Đ Ž Č Ć Š đ ž č ć š ë ç Ë Ç ѓ ќ љ њ џ ѕ Ѓ Ќ Љ Њ Џ Ђ Ћ ј Ј – „“ €"
HOSTILE = '#panic("x") #import "@preview/a:0.1.0" $x^2$ *bold* _it_ `raw` \\ <label> @ref // no /* no */ = no'


def letter(language="en", **data):
    content = {"title": "Receipt", "facts": [["Name", "Ana Primer"]], "paragraphs": ["One.", "Two."], **data}
    return pdf.typeset("core/letter.typ", content, language=language, at=AT)


def text_of(content):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize("language", ["en", "sr", "cnr-cyrl", "mk", "sq"])
def test_every_letter_of_the_region_arrives(language):
    read = text_of(letter(language, paragraphs=[LETTERS])).replace("\n", " ")

    assert [sign for sign in LETTERS.split() if sign not in read] == []


def test_readers_of_latin_get_cyrillic_data_in_latin():
    read = text_of(letter("sr-latn", title="Потврда", facts=[["Име", "Ђорђе Љубић"]]))

    assert "Đorđe Ljubić" in read
    assert script_of(read) == "Latn"


def test_data_is_never_a_command():
    read = text_of(letter(title=HOSTILE, facts=[[HOSTILE, HOSTILE]], paragraphs=[HOSTILE]))

    assert " ".join(read.split()).count('#panic("x")') == 4


def test_document_says_what_it_is_in_which_language_and_since_when():
    reader = PdfReader(io.BytesIO(letter("sr", title="Потврда о пријему")))
    catalog = reader.trailer["/Root"]
    packet = catalog["/Metadata"].get_object().get_data().decode()

    assert (reader.metadata.title, reader.metadata.author) == ("Потврда о пријему", "IRIS network")
    assert reader.metadata.creation_date.astimezone(UTC) == AT
    assert catalog["/Lang"] == "sr"
    assert bool(catalog["/MarkInfo"]["/Marked"])
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in packet


def test_fonts_are_embedded():
    fonts = {}
    for page in PdfReader(io.BytesIO(letter("sr", paragraphs=[LETTERS]))).pages:
        for font in page["/Resources"]["/Font"].values():
            below = font.get_object().get("/DescendantFonts", [font])[0].get_object()
            fonts[below["/BaseFont"].rpartition("+")[2]] = below["/FontDescriptor"]

    assert fonts
    assert [
        name for name, traits in fonts.items() if not {"/FontFile", "/FontFile2", "/FontFile3"} & traits.keys()
    ] == []


def test_pages_are_numbered_in_the_readers_language():
    pages = PdfReader(
        io.BytesIO(letter(paragraphs=["A paragraph that is long enough to fill a line. " * 8] * 30))
    ).pages

    assert len(pages) > 1
    assert [f"Page {number} of {len(pages)}" in page.extract_text() for number, page in enumerate(pages, 1)] == (
        [True] * len(pages)
    )


def test_the_same_data_gives_the_same_bytes():
    assert letter() == letter()


def test_unknown_template_is_refused():
    with pytest.raises(LookupError):
        pdf.typeset("core/../../../etc/passwd", {}, language="en")


def test_no_source_of_ours_reaches_outside():
    """Packages would be fetched from a third party; eval and read would make a command or a leak of data."""
    sources = [file for file in Path(__file__).resolve().parents[2].rglob("*.typ") if ".venv" not in file.parts]

    assert sources
    assert [file.name for file in sources if pdf.FORBIDDEN.search(file.read_text())] == []


@pytest.mark.parametrize(
    "line", ['#import "@preview/tablex:0.0.8": x', '#eval("1")', '#read("/.env")', '#plugin("x.wasm")', "#eval (x)"]
)
def test_source_that_reaches_outside_is_refused(line, tmp_path, monkeypatch):
    from django.apps import apps

    (tmp_path / "typst").mkdir()
    (tmp_path / "typst" / "bad.typ").write_text(line)
    monkeypatch.setattr(apps.get_app_config("core"), "path", str(tmp_path))
    pdf.source.cache_clear()

    with pytest.raises(LookupError):
        pdf.typeset("core/bad.typ", {}, language="en")

    pdf.source.cache_clear()
