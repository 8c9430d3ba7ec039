"""The table of i18n_cases.csv: one row, one promise about text in the region's languages."""

import csv
from pathlib import Path

import pytest

from network.core import text

with (Path(__file__).parent / "data" / "i18n_cases.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))


def name(case: dict[str, str]) -> str:
    return f"{case['function']}: {case['note'] or case['input'][:40]}"


@pytest.mark.parametrize("case", CASES, ids=name)
def test_text_case(case):
    function, argument, given, expected = case["function"], case["argument"], case["input"], case["expected"]

    match function:
        case "fold":
            result = text.fold(given)
        case "fold_words":
            result = text.fold_words(given)
        case "to_latin":
            result = text.to_latin(given)
        case "to_cyrillic":
            result = text.to_cyrillic(given)
        case "convert_html":
            result = text.convert_html(given, argument)
        case "slugify":
            result = text.slugify(given, argument)
        case "sort_key":
            result = " ".join(sorted(given.split(), key=lambda word: text.sort_key(word, argument)))
        case "sr_stem equal":
            result, expected = text.stemmer("sr")(given), text.stemmer("sr")(expected)

    assert result == expected
