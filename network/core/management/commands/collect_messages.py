"""`manage.py collect_messages [app …]`: brings the strings of each app into its own `locale/`, for translators."""

import io
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import templatize

APPS = ["network", "members", "grants", "knowledge", "events", "messaging"]
COMPLETE = ["sr", "mk", "sq"]  # a test fails while one of these lacks a string
NEIGHBOURS = ["bs", "cnr"]  # hold only what is said otherwise than in Serbian; the rest is read from there
LIKE = {"cnr": "sr"}  # Babel does not know Montenegrin; its plurals are Serbian's
KEYWORDS = [
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "pgettext_lazy:1c,2",
    "npgettext:1c,2,3",
    "_",
]


class Command(BaseCommand):
    help = "Collect strings for translation; what was translated stays, what is gone is dropped. Needs GNU gettext."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "apps", nargs="*", choices=[*APPS, []], metavar="app", help="only these; all when none is named"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for language in [*COMPLETE, *NEIGHBOURS]:
            said = {
                key(message): message.string
                for app in APPS
                for message in catalogue(app, language)
                if translated(message)
            }
            for app in options["apps"] or APPS:
                updated = update(catalogue(app, language), template(app), said)
                missing = sum(not translated(message) for message in updated if message.id)
                if language in NEIGHBOURS:
                    drop_untranslated(updated)
                write(updated, file_of(app, language))
                self.stdout.write(f"{app}, {language}: {len(updated)} strings, {missing} without a translation")


def file_of(app: str, language: str) -> Path:
    return Path(settings.ROOT, app, "locale", language, "LC_MESSAGES", "django.po")


def catalogue(app: str, language: str) -> Catalog:
    """What is translated already; an empty catalogue where there is none."""
    file, like = file_of(app, language), LIKE.get(language, language)
    return read_po(io.BytesIO(file.read_bytes()), locale=like) if file.exists() else fresh(like)


def key(message: Message) -> tuple[Any, Any, bool]:
    single = message.id[0] if message.pluralizable else message.id
    return single, message.context, message.pluralizable


def update(known: Catalog, marked: Catalog, said: dict[tuple[Any, Any, bool], Any]) -> Catalog:
    """The `marked` strings, translated as before; a new one as another app says it already."""
    known.update(marked, no_fuzzy_matching=True)
    known.obsolete.clear()
    for message in known:
        message.flags.discard("fuzzy")  # nothing is guessed here; Babel marks words that gained a plural
        if message.id and not translated(message):
            plural = said.get((message.id, message.context, True)) if not message.pluralizable else None
            message.string = said.get(key(message)) or (plural[0] if plural else message.string)
    return known


def drop_untranslated(catalogue: Catalog) -> None:
    for message in list(catalogue):
        if message.id and not translated(message):
            catalogue.delete(message.id, message.context)


def write(catalogue: Catalog, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        write_po(out, catalogue, omit_header=False, sort_output=True, no_location=True, width=120)


def fresh(like: str) -> Catalog:
    return Catalog(
        locale=like,
        project="IRIS network platform",
        version="1",
        copyright_holder="the contributors",
        header_comment="# The words of the IRIS network platform. English is what stands in the code.",
        msgid_bugs_address="the secretariat of the network",
        last_translator="the contributors",
        language_team="the contributors",
        fuzzy=False,
    )


def translated(message: Message) -> bool:
    parts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(parts) and not message.fuzzy


def template(app: str) -> Catalog:
    """Every marked string of the app, as a catalogue without translations; a new one each time, for others to fill."""
    return read_po(
        io.BytesIO(collect(app).replace(b"nplurals=INTEGER; plural=EXPRESSION", b"nplurals=2; plural=(n != 1)"))
    )


@cache
def collect(app: str) -> bytes:
    root = Path(settings.ROOT)
    with tempfile.TemporaryDirectory() as folder:
        sources = [readable(file, Path(folder), root) for file in marked_files(root / app)]
        listing = Path(folder, "files")
        listing.write_text("\n".join(str(source) for source in sources))
        out = Path(folder, "django.pot")
        done = subprocess.run(  # noqa: S603  (our own file names, a fixed program)
            [  # noqa: S607
                "xgettext",
                "--language=Python",
                "--from-code=UTF-8",
                "--no-location",
                f"--files-from={listing}",
                f"--output={out}",
                "--keyword",
                *[f"--keyword={keyword}" for keyword in ["gettext", "ngettext:1,2", *KEYWORDS]],
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise CommandError(done.stderr)
        return out.read_bytes()


def marked_files(folder: Path) -> list[Path]:
    return sorted(
        file
        for pattern in ("*.py", "*.html", "*.txt")
        for file in folder.rglob(pattern)
        if "migrations" not in file.parts and (file.suffix == ".py" or "templates" in file.parts)
    )


def readable(file: Path, folder: Path, root: Path) -> Path:
    """The file as xgettext can read it: templates are turned into Python by Django's own means."""
    copy = folder / (str(file.relative_to(root)).replace("/", "__") + ".py")
    text = file.read_text()
    copy.write_text(templatize(text, origin=str(file)) if file.suffix != ".py" else text)
    return copy
