"""Words that are evidently not Serbian, and so stay as they are when a text is put into Cyrillic."""

import re

_LETTERS = re.compile(r"[^abcdefghijklmnoprstuvzčćđðšžśź']")  # any that Serbian does not have
_ENDINGS = re.compile(r"(?:tions?|ght|ghts|sh|th|ck|cks|ee|ness|ph)$")
_DOUBLED = re.compile(r"([bcdfghklmnpqrstvz])\1")
# Native words in which a doubled consonant is the seam between two parts of the word.
_NATIVE_DOUBLED = re.compile(
    r"^(?:naj)?(?:nadd|odd|podd|pred?d|postt|interr|superr|hiperr|transs|protivv|drugg|bezz|izz|razz|nuzz|subb|vann|"
    r"pann|(?:dva|tri|četr|pe|še|sedam|osam|deve)d?e?s?ett|[bgv]rr)"
)

# English words and names met in this field of work, none of which is also a Serbian word.
_WORDS = frozenset(
    """
    about against and are based best border borders bridge briefing building campaign case centres change child
    children civic conference consortium content contents coordinator council countries court crisis deal
    defence design desk development director directors doctors dublin economic enable engage europe european
    event events facebook field files find first focus for force forced forces foreign from frontline fund
    funding future gap gate gender gmail good google governance government grants group guide guidelines hate
    have help helpdesk here home homepage hope house humanitarian impact inclusion initiative initiatives inside
    instagram international into job join journal justice large leader leaders leadership learning life linkedin
    mail management manual meeting member members microsoft minors monitoring movement national neighbours of
    online open our out outreach outside page paper partners peace peer people platform please podcast point
    policies practice practices procedure procedures project projects public refugees register relief report
    reports rescue research resource resources response return returns roles rules safe scheme school search
    secretariat service services shelter shelters single social southeast space stakeholder stakeholders startup
    state statement states steps stories strategic strategies street strengthening structure sustainable task
    team teams technical terms the their them these this through together tool toolkit tools trade treatment
    trends trust under unit united update upon user users value values venture viber violence vision voice
    voices volunteer volunteers vulnerable
    """.split()
)

# Clocks and file formats: read as signs, in every alphabet the same.
SIGNS = frozenset("BST CEST CET EEST EET GMT UTC CSV ICS PDF XLSX csv ics pdf xlsx".split())

# Names of several words; said apart, some of them are Serbian words too (strada: he suffers).
NAMES = ("La Strada", "Terre des Hommes", "Save the Children", "Open Gate", "Médecins du Monde", "IRIS network")


_ENGLISH_JOINTS = re.compile(r"(?<![\w-])(?:the|of|and|with|from|for|by|are)(?![\w-])", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_ONLY_SERBIAN = re.compile(r"[čćžšđ]", re.IGNORECASE)


def is_english(text: str) -> bool:
    """Whether a whole text is evidently English: joined by English words, and without a letter that English has not."""
    joints = len(_ENGLISH_JOINTS.findall(text))
    return joints > 0 and joints * 10 > len(_SPACE.findall(text)) and not _ONLY_SERBIAN.search(text)


def is_foreign(word: str) -> bool:
    """Whether one Latin word is evidently foreign. Short words in capitals are acronyms, and those are not."""
    lower = word.lower()
    if word in SIGNS:
        return True
    if _LETTERS.search(lower):
        return True
    if word.isupper() and len(word) <= 6:
        return False
    if lower in _WORDS or _ENDINGS.search(lower):
        return True
    return bool(_DOUBLED.search(lower)) and not _NATIVE_DOUBLED.search(lower)
