import time
from typing import Any

from django.core.management.base import BaseCommand

from network.core.search import index


class Command(BaseCommand):
    help = "Write the search index anew from the database: needed after data came in without being saved one by one."

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.perf_counter()
        count = index.rebuild()
        if options["verbosity"]:
            self.stdout.write(f"{count} entries can be found ({time.perf_counter() - started:.1f} s).")
