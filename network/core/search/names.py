"""What themes are called in the reader's language: as the apps that own them say, else as the entries wrote them."""

from collections.abc import Callable, Collection, Mapping

from network.core.languages import Localised

# Takes the slugs that stand on a page and a language code; answers for those that are its own.
TagNames = Callable[[Collection[str], str], Mapping[str, Localised]]

_sources: list[TagNames] = []


def name_tags(names: TagNames) -> None:
    """Let an app name its themes to every reader, in whatever language they were found; called once, in `ready()`."""
    _sources.append(names)


def tag_names(slugs: Collection[str], language: str) -> dict[str, Localised]:
    """The names of those of these themes that somebody owns, in the reader's language or the nearest to it."""
    return {slug: name for source in _sources if slugs for slug, name in source(slugs, language).items()}
