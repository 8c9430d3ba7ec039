"""Codes of certificates: 65 random bits and a check character, made for reading aloud and typing from paper.

The alphabet has no I, L, O and U: what people read for 1, 0 and V is understood as such.
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # 32 characters, five bits each
LENGTH = 13
PRIME = 31
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def new_code() -> str:
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return body + check_character(body)


def check_character(body: str) -> str:
    """Weights by place modulo a prime, so that one wrong character and two swapped ones are noticed."""
    return ALPHABET[sum(place * ALPHABET.index(character) for place, character in enumerate(body, start=2)) % PRIME]


def readable(code: str) -> str:
    """In groups that the eye can hold: 7KQ2-M4XW-9ATC-P3."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def read_code(text: str) -> str | None:
    """The code somebody typed, however spaced or misread; None for what cannot be one."""
    code = "".join(c for c in text.upper() if c.isalnum()).translate(MISREAD)
    if len(code) != LENGTH + 1 or any(c not in ALPHABET for c in code):
        return None
    return code if check_character(code[:-1]) == code[-1] else None
