"""The letters of the region's alphabets: which stands for which, and which only look alike."""

import re

SERBIAN = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџш",
        "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š".split(),
        strict=True,
    )
)
MACEDONIAN = {"ѓ": "ǵ", "ќ": "ḱ", "ѕ": "dz", "ѐ": "è", "ѝ": "ì"}

# One character that holds two letters, as old fonts and PDF files leave them behind.
LIGATURES = str.maketrans(
    {
        **{"ǆ": "dž", "ǅ": "Dž", "Ǆ": "DŽ", "ǉ": "lj", "ǈ": "Lj", "Ǉ": "LJ", "ǌ": "nj", "ǋ": "Nj", "Ǌ": "NJ"},
        **{"ĳ": "ij", "Ĳ": "IJ", "ﬁ": "fi", "ﬂ": "fl", "ﬆ": "st"},
    }
)

# A letter of the wrong alphabet, by the look of it. Serbian has no і: a Latin i inside a Cyrillic word is и,
# and s is typed for с, never for the Macedonian ѕ.
LATIN_LOOKS_CYRILLIC = dict(zip("aceopxyjsiABCEHIJKMOPSTXY", "асеорхујсиАВСЕНИЈКМОРСТХУ", strict=True))
CYRILLIC_LOOKS_LATIN = dict(zip("асеорхујѕіАВСЕНІЈКМОРЅТХУ", "aceopxyjsiABCEHIJKMOPSTXY", strict=True))

CYRILLIC = re.compile(r"[\u0400-\u052f]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
WORD = re.compile(r"[^\W\d_]+")

# Cyrillic letters that somebody in the region may have typed on purpose; any other keeps its word as it is.
KNOWN_CYRILLIC = frozenset("абвгдђежзијклљмнњопрстћуфхцчџшѓќѕѐѝйыэёюящъьіїєґў")


def capitalised(pairs: dict[str, str]) -> dict[int, str]:
    """A translation table with the capitals added: љ → lj gives Љ → Lj."""
    table = {ord(letter): other for letter, other in pairs.items()}
    table.update({ord(letter.upper()): other[0].upper() + other[1:] for letter, other in pairs.items()})
    return table
