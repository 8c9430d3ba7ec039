"""Reads the design tokens out of tokens.css, so that the style guide and the tests speak of what is really served."""

import re
from pathlib import Path

TOKENS = Path(__file__).parent / "static" / "network" / "css" / "tokens.css"
THEMES = {
    "light": r":root \{(.*?)\n  \}",
    "dark": r':root\[data-theme="dark"\] \{(.*?)\n  \}',
    "dark by preference": r':root:not\(\[data-theme="light"\]\) \{(.*?)\n    \}',
}

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


def colours(theme: str) -> dict[str, str]:
    """The hex colours of a theme by name without `--color-`; a theme that leaves one out takes the light value."""
    css = TOKENS.read_text()
    block = re.search(THEMES[theme], css, re.DOTALL)
    if block is None:
        raise ValueError(f"tokens.css has no block for the theme {theme}.")
    found = {
        name.removeprefix("color-"): value for name, value in re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block.group(1))
    }
    return found if theme == "light" else {**colours("light"), **found}


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two hex colours by WCAG, from 1 to 21."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
