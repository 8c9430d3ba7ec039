"""Makes the compiled catalogues from what translators wrote, for every interface language.

Each app keeps `locale/<language>/LC_MESSAGES/django.po` for the languages people translate into. From them come, in
`network/locale` and for the whole site at once, the compiled catalogues: also the
readings in the other alphabet (`sr_Latn`, `cnr_Cyrl`), and each catalogue is filled up along the reader's chain, so
that nobody falls from their own alphabet into another one, or into English, where something nearer exists. Strings of
Django, Wagtail and allauth are filled in too: none of them knows Montenegrin, few know Bosnian. Needs no gettext.
"""

import io
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.utils.translation import to_locale, trans_real
from wagtail import coreutils

from .text import Script, to_cyrillic, to_latin

ONE_FEW_MANY = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
ONE_OTHER = "nplurals=2; plural=(n != 1);"


class Source(NamedTuple):
    """Catalogues in the language of a locale folder, put into a script when one is named."""

    locale: str
    script: Script | None = None


# For each interface language: where its strings come from, best first. English is what the strings are written in.
SOURCES: dict[str, tuple[Source, ...]] = {
    "sr": (Source("sr"), Source("cnr", "Cyrl")),
    "sr-latn": (Source("sr", "Latn"), Source("sr_Latn"), Source("cnr")),
    "bs": (Source("bs"), Source("cnr"), Source("sr", "Latn"), Source("sr_Latn")),
    "cnr": (Source("cnr"), Source("sr", "Latn"), Source("sr_Latn"), Source("bs")),
    "cnr-cyrl": (Source("cnr", "Cyrl"), Source("sr"), Source("bs", "Cyrl")),
    "mk": (Source("mk"),),
    "sq": (Source("sq"),),
}
PLURALS = {"mk": "nplurals=2; plural=(n%10==1 && n%100!=11) ? 0 : 1;", "sq": ONE_OTHER}

KEPT = re.compile(r"%\(\w+\)[a-z]|%[sd%]|\{[^{}]*\}|<[^<>]*>|&#?\w+;|https?://\S+|[\w.+-]+@[\w.-]+|/[\w/.-]+/")


def compile_all(*, force: bool = False) -> list[str]:
    """Write every catalogue that is older than what it comes from; gives the languages that were written."""
    written = [language for language in SOURCES if force or is_stale(language)]
    for language in written:
        write(target(language), merged(language))
    if written:
        forget_loaded()
    return written


def target(language: str) -> Path:
    return folder() / to_locale(language) / "LC_MESSAGES" / "django.mo"


def folder() -> Path:
    return Path(settings.LOCALE_PATHS[0])


def is_stale(language: str) -> bool:
    path = target(language)
    if not path.exists():
        return True
    made = path.stat().st_mtime
    rules = [Path(__file__), *Path(__file__).with_name("text").glob("*.py")]
    files = [file for source in SOURCES[language] for file in (*ours(source.locale), *theirs(source.locale))]
    return any(file.exists() and file.stat().st_mtime > made for file in [*files, *rules])


def ours(locale: str) -> list[Path]:
    """What our translators wrote, app by app."""
    return [Path(root) / locale / "LC_MESSAGES" / "django.po" for root in settings.LOCALE_PATHS]


def theirs(locale: str) -> Iterator[Path]:
    """The compiled catalogues of Django and of the installed apps, those whose strings win first."""
    roots = [*(Path(app.path) for app in apps.get_app_configs()), Path(django.__file__).parent / "conf"]
    for root in roots:
        path = root / "locale" / locale / "LC_MESSAGES" / "django.mo"
        if path.exists():
            yield path


def merged(language: str) -> Catalog:
    """The language's whole catalogue: each string from the best source that has it."""
    result = Catalog(locale=language if language in PLURALS else "sr", fuzzy=False)  # Babel has no Montenegrin either
    result.mime_headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Plural-Forms", PLURALS.get(language, ONE_FEW_MANY)),
    ]
    for source in SOURCES[language]:
        for message in messages(source.locale):
            fitting = len(forms(message)) == (result.num_plurals if message.pluralizable else 1)
            context = message.context.decode() if isinstance(message.context, bytes) else message.context
            if fitting and result.get(message.id, context) is None:
                result.add(message.id, in_script(message, source.script), context=context)
    return result


def messages(locale: str) -> Iterator[Message]:
    for path in [*ours(locale), *theirs(locale)]:
        if not path.exists():
            continue
        with path.open("rb") as file:
            catalog = read_po(file) if path.suffix == ".po" else read_mo(file)
        yield from usable(catalog)


def usable(catalog: Iterable[Message]) -> Iterator[Message]:
    """What somebody translated and stands by; never the header."""
    for message in catalog:
        if message.id and not message.fuzzy and all(forms(message)):
            yield message


def forms(message: Message) -> tuple[str, ...]:
    """The translation: one string, or one for each plural."""
    return tuple(message.string) if isinstance(message.string, tuple | list) else (message.string or "",)


def in_script(message: Message, script: Script | None) -> str | tuple[str, ...]:
    texts = tuple(converted(text, script) if script else text for text in forms(message))
    return texts if message.pluralizable else texts[0]


def converted(text: str, script: Script) -> str:
    """The text in the other alphabet; placeholders, tags and addresses stay letter by letter."""
    if script == "Latn":
        return to_latin(text)
    pieces, place = [], 0
    for kept in KEPT.finditer(text):
        pieces += [to_cyrillic(text[place : kept.start()]), kept.group()]
        place = kept.end()
    return "".join([*pieces, to_cyrillic(text[place:])])


def write(path: Path, catalog: Catalog) -> None:
    """Atomically, since several test processes may do so at once."""
    content = io.BytesIO()
    write_mo(content, catalog)
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}.mo")
    half.write_bytes(content.getvalue())
    half.replace(path)


def forget_loaded() -> None:
    """Have this process read the new catalogues, and look again which languages there are."""
    trans_real._translations.clear()  # type: ignore[attr-defined]
    for module in (trans_real, coreutils):
        for thing in vars(module).values():
            if hasattr(thing, "cache_clear"):
                thing.cache_clear()
