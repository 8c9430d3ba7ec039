"""The demo network as it is being made: who and what there is already, and the order in which apps add theirs."""

from dataclasses import dataclass, field
from importlib import import_module

from django.db import transaction
from wagtail.models import Locale

from members.models import Organisation, User
from network.core.models import Country
from network.site.models import HomePage

FILLERS = [
    "network.site.demo.tree",
    "members.demo",
    "messaging.demo",
    "knowledge.demo",
    "grants.demo",
    "events.demo",
    "network.programme.demo",
    "network.site.demo.pages",
]


@dataclass(frozen=True)
class CastMember:
    """Somebody a newcomer can sign in as."""

    user: User
    who: str


@dataclass
class World:
    """What the fillers share: people and organisations by a short key, countries by code, pages by language."""

    scale: str = "normal"
    password: str = "iris-demo-network"  # noqa: S105  (a demo site's, printed on the console)
    users: dict[str, User] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    cast: list[CastMember] = field(default_factory=list)
    countries: dict[str, Country] = field(default_factory=lambda: {c.code: c for c in Country.objects.all()})

    def locale(self, language: str) -> Locale:
        return Locale.objects.get(language_code=language)

    def home(self, language: str) -> HomePage:
        """The home page in `language`, freshly read so that children can be added."""
        return HomePage.objects.get(locale__language_code=language)

    def introduce(self, key: str, user: User, who: str) -> None:
        """Remember `user` under `key`; `who` is the line that the console prints for them."""
        self.users[key] = user
        self.cast.append(CastMember(user, who))


def fill_world(scale: str = "normal") -> World:
    """Make the demo network, or bring it up to date; each app's part is one transaction."""
    world = World(scale)
    for name in FILLERS:
        with transaction.atomic():
            import_module(name).fill(world)
    return world
