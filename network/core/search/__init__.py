"""One search over everything in the network: register what can be found, and ask.

    @register
    class CaseStudies:
        model, kind, label = CaseStudy, "case_study", _("Case studies")
        def queryset(self): ...       # those that may be found at all
        def entries(self, study): ... # one Entry per language

`search()` and `suggest()` stand in `network.core.search.engine`: they need the models, which import this package.
"""

from collections.abc import Callable
from typing import Any

from network.core.search.entries import Entry, Searchable, Tag, register, unregister
from network.core.search.names import name_tags


def refresh(obj: Any) -> None:
    """Bring the index in line with one object as it is stored now, also where no save of its own says so."""
    from network.core.search import index  # inline: it needs the models, which import this package

    index.refresh(obj)


def refresh_all(objects: list[Any]) -> None:
    """The same for a batch of objects of one model that were written without being saved one by one."""
    from network.core.search import index  # inline: as above

    index.refresh_all(objects)


def admit(audience: str, may_see: Callable[[Any], bool]) -> None:
    """Say who belongs to the audience "members" or "staff"; called once, in `ready()`, by the app that knows."""
    from network.core.search import audience as circles  # inline: as above

    circles.admit(audience, may_see)


__all__ = ["Entry", "Searchable", "Tag", "admit", "name_tags", "refresh", "refresh_all", "register", "unregister"]
