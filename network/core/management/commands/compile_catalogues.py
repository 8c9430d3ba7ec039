from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from network.core import catalogues


class Command(BaseCommand):
    help = "Compiles the translations of every interface language; takes no time when nothing has changed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="also those that are up to date")

    def handle(self, *, force: bool, verbosity: int, **options: Any) -> None:
        written = catalogues.compile_all(force=force)
        if verbosity:
            self.stdout.write(f"Compiled: {', '.join(written)}" if written else "All catalogues are up to date.")
