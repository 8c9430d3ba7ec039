"""Reads the design tokens out of tokens.css, so that the style guide and the tests speak of what is really served."""

import re
from pathlib import Path

TOKENS = Path(__file__).parent / "static" / "network" / "css" / "tokens.css"
THEMES = {
    "light": r":root \{(.*?)\n  \}",
    "dark": r':root\[data-theme="dark"\] \{(.*?)\n  \}',
    "dark by preference": r':root:not\(\[data-theme="light"\]\) \{(.*?)\n    \}',
    "high contrast": r':root\[data-contrast="more"\] \{(.*?)\n  \}',
    "high contrast by preference": r":root:root \{(.*?)\n    \}",
}
SHOWN = ("light", "dark", "high contrast, light", "high contrast, dark")  # what readers may meet
COLOUR = re.compile(r"--([\w-]+): (?:light-dark\()?(#[0-9a-f]{6})(?:, (#[0-9a-f]{6})\))?;")

# What is written (behind the colon) on what: text needs 4.5 : 1, signs and borders of controls 3 : 1 (WCAG 2.2).
TEXT_PAIRS = {
    "paper": "ink ink-soft brand brand-strong signal-ink good bad info",
    "surface": "ink ink-soft brand signal-ink bad",
    "sunken": "ink ink-soft brand",
    "brand-soft": "ink ink-soft brand brand-strong",
    "brand": "on-brand",
    "brand-strong": "on-brand",
    "signal-soft": "signal-ink ink brand",
    "signal": "on-signal",
    "good-soft": "good ink brand",
    "bad-soft": "bad ink brand",
    "bad": "on-bad",
    "info-soft": "info ink brand",
    "night": "on-night on-night-soft signal",
    "heat-0": "ink",
    "heat-1": "ink",
    "heat-2": "ink",
    "heat-3": "ink",
    "heat-4": "surface",
    "heat-5": "surface",
    "map-country": "ink",
    "map-country-hover": "ink",
    "map-land": "ink-soft",
}
SIGN_PAIRS = {
    "map-country": "brand",
    "map-country-hover": "brand",
    "paper": "rule-strong focus chart-1 chart-2 chart-3 chart-4 chart-5 chart-6",
    "surface": "rule-strong focus",
    "brand-soft": "focus",
}


def used_pairs() -> list[tuple[str, str, float]]:
    """Every pair that occurs as (front, back, the contrast it needs)."""
    return [
        (front, back, needed)
        for group, needed in ((TEXT_PAIRS, 4.5), (SIGN_PAIRS, 3.0))
        for back, fronts in group.items()
        for front in fronts.split()
    ]


def needed_in(theme: str, needed: float) -> float:
    """High contrast keeps to the stricter ratios: 7 : 1 for text, 4.5 : 1 for signs."""
    return {4.5: 7.0, 3.0: 4.5}[needed] if theme.startswith("high contrast") else needed


def colours(theme: str) -> dict[str, str]:
    """The hex colours of a theme by name without `--color-`; a theme that leaves one out takes the value it rests on."""
    theme, _comma, ground = theme.partition(", ")
    css = TOKENS.read_text()
    block = re.search(THEMES[theme], css, re.DOTALL)
    if block is None:
        raise ValueError(f"tokens.css has no block for the theme {theme}.")
    found = {
        name.removeprefix("color-"): light if ground != "dark" or not dark else dark
        for name, light, dark in COLOUR.findall(block.group(1))
    }
    if theme == "light":
        return found
    return {**colours(ground or "light"), **found}


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two hex colours by WCAG, from 1 to 21."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
