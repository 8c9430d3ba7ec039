"""`manage.py collect_messages`: brings the strings of code and templates into network/locale, for translators."""

import io
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import templatize

APPS = ["network", "members", "grants", "knowledge", "events", "messaging"]
WRITTEN = ["sr", "bs", "cnr", "mk", "sq"]  # the others are readings of these in another alphabet
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

    def handle(self, *args: Any, **options: Any) -> None:
        template = collect(settings.ROOT)
        for language in WRITTEN:
            folder = settings.ROOT / "network" / "locale" / language / "LC_MESSAGES"
            folder.mkdir(parents=True, exist_ok=True)
            file = folder / "django.po"
            like = LIKE.get(language, language)
            catalogue = read_po(io.BytesIO(file.read_bytes()), locale=like) if file.exists() else fresh(like)
            catalogue.update(template, no_fuzzy_matching=True)
            catalogue.obsolete.clear()
            for message in catalogue:
                message.flags.discard("fuzzy")  # nothing is guessed here; Babel marks words that gained a plural
            with file.open("wb") as out:
                write_po(out, catalogue, omit_header=False, sort_output=True, no_location=True, width=120)
            missing = sum(not translated(message) for message in catalogue if message.id)
            self.stdout.write(f"{language}: {len(catalogue)} strings, {missing} to translate")


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


def translated(message: Any) -> bool:
    parts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(parts) and not message.fuzzy


def collect(root: Path) -> Catalog:
    """Every marked string of our apps, as a catalogue without translations."""
    with tempfile.TemporaryDirectory() as folder:
        sources = [readable(file, Path(folder), root) for app in APPS for file in marked_files(root / app)]
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
        return read_po(
            io.BytesIO(out.read_bytes().replace(b"nplurals=INTEGER; plural=EXPRESSION", b"nplurals=2; plural=(n != 1)"))
        )


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
