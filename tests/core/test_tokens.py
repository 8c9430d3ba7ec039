"""The colours that are really served can be read by everybody, in every theme."""

import re

import pytest

from network.core.design_tokens import SHOWN, TOKENS, colours, contrast, needed_in, used_pairs


@pytest.mark.parametrize("theme", SHOWN)
@pytest.mark.parametrize(("front", "back", "needed"), used_pairs(), ids=lambda value: str(value))
def test_colours_that_meet_have_enough_contrast(theme: str, front: str, back: str, needed: float) -> None:
    palette = colours(theme)

    assert contrast(palette[front], palette[back]) >= needed_in(theme, needed)


def test_dark_is_the_same_by_choice_and_by_preference() -> None:
    assert colours("dark") == colours("dark by preference")


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_high_contrast_is_the_same_by_choice_and_by_preference(ground: str) -> None:
    chosen = colours(f"high contrast, {ground}")

    assert chosen == colours(f"high contrast by preference, {ground}")
    assert chosen != colours(ground)


def test_dark_names_every_colour_of_light() -> None:
    css = TOKENS.read_text()
    dark = css[css.index(':root[data-theme="dark"]') :]

    missing = [name for name in colours("light") if f"-{name}: #" not in dark]

    assert missing == []


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#ffffff", "#777777", 4.48),
    ],
)
def test_contrast_is_computed_as_wcag_says(first: str, second: str, ratio: float) -> None:
    assert contrast(first, second) == pytest.approx(ratio, abs=0.01)


def test_stylesheets_read_tokens_only() -> None:
    """A colour written into a component would miss the dark theme; print and the toasts on night are the exceptions."""
    stray = {
        sheet.name: found
        for sheet in TOKENS.parent.glob("*.css")
        if sheet.name not in {"tokens.css", "print.css"}
        for found in [re.findall(r"#[0-9a-f]{3,8}\b", sheet.read_text())]
        if found
    }

    assert stray == {}


def test_stylesheets_know_no_left_and_right() -> None:
    """Logical properties only, so that right-to-left pages need no second stylesheet."""
    physical = re.compile(
        r"(?:margin|padding|border)-(?:left|right)|(?<![\w-])(?:left|right):|text-align: (?:left|right)"
    )

    found = {sheet.name: physical.findall(sheet.read_text()) for sheet in TOKENS.parent.glob("*.css")}

    assert {name: matches for name, matches in found.items() if matches} == {}
