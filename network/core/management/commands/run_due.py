from typing import Any

from django.core.management.base import BaseCommand, CommandError

from network.core import jobs


class Command(BaseCommand):
    help = "Runs the periodic jobs that are due and stops. A timer calls it every minute; several at once do no harm."

    def handle(self, **options: Any) -> None:
        outcomes = jobs.run_due()
        for name, problem in outcomes.items():
            self.stdout.write(f"{name}: {problem or 'done'}")
        if any(outcomes.values()):
            raise CommandError("Some jobs failed; the log says more.")
