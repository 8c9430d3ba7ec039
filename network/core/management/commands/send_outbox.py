from typing import Any

from django.core.management.base import BaseCommand

from network.core import outbox


class Command(BaseCommand):
    help = "Sends the e-mails that wait in the outbox and stops."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{outbox.send_outbox()} sent")
