"""Text in five languages and two alphabets: folding, conversion between alphabets, sorting, slugs and stems."""

from network.core.text.cyrillic import to_cyrillic
from network.core.text.folding import fold, fold_map, fold_word, fold_words
from network.core.text.html import convert, convert_html
from network.core.text.scripts import Script, fix_mixed, script_of, to_latin
from network.core.text.slugs import slugify
from network.core.text.sorting import sort_key
from network.core.text.stemming import STOP_WORDS, index_text, stemmer, variants, words_and_stems

__all__ = [
    "STOP_WORDS",
    "Script",
    "convert",
    "convert_html",
    "fix_mixed",
    "fold",
    "fold_map",
    "fold_word",
    "fold_words",
    "index_text",
    "script_of",
    "slugify",
    "sort_key",
    "stemmer",
    "to_cyrillic",
    "to_latin",
    "variants",
    "words_and_stems",
]
