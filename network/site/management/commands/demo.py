"""`manage.py demo`: fills the site with a believable network and prints a sign-in for every role."""

from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from network.site.demo.world import World, fill_world


class Command(BaseCommand):
    help = "Fill the site with the demo network; running it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--scale", choices=["normal", "large"], default="normal", help="large: volumes for benchmarks"
        )

    def handle(self, *args: Any, scale: str, **options: Any) -> None:
        if not settings.DEBUG and settings.SITE_URL.startswith("https://"):
            raise CommandError("The demo network has public passwords; it is never put on a site on the internet.")
        started = monotonic()
        world = fill_world(scale)
        self.stdout.write(sign_ins(world))
        self.stdout.write(f"The demo network is ready after {monotonic() - started:.0f} s.")


def sign_ins(world: World) -> str:
    """The table of people whom a newcomer can be: role, e-mail, what they may do."""
    width = max(len(row.user.email) for row in world.cast)
    lines = [f"  {row.user.email:<{width}}  {row.who}" for row in world.cast]
    return "\n".join(
        [
            "",
            f"Sign in at {settings.SITE_URL}/en/account/login/ — the password of everybody is: {world.password}",
            f"Staff are also asked for a code: {getattr(settings, 'MFA_TOTP_INSECURE_BYPASS_CODE', '') or 'from their app'}",
            "",
            *lines,
            "",
        ]
    )
