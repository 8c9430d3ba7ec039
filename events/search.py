"""How events are found."""

from collections.abc import Collection, Iterator

from django.db.models import QuerySet
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from network.core.languages import Localised
from network.core.search import Entry, Tag, name_tags, register

from .choices import Kind, Visibility
from .models import EventPage

AUDIENCES = {Visibility.PUBLIC: "public", Visibility.MEMBERS: "members", Visibility.STAFF: "staff"}


@name_tags
def kind_names(slugs: Collection[str], language: str) -> dict[str, Localised]:
    with override(language):
        return {slug: Localised(str(Kind(slug).label), language) for slug in slugs if slug in Kind.values}


@register
class Events:
    """Published event pages, each language an entry of its own; the online link is never among the words."""

    model = EventPage
    kind = "event"
    label = _("Events")

    def queryset(self) -> QuerySet[EventPage]:
        return EventPage.objects.live().select_related("event__country", "event__municipality", "locale")

    def entries(self, page: EventPage) -> Iterator[Entry]:
        event = page.event
        with override(page.language):
            sessions = " ".join(f"{b.value['title']} {b.value['speakers']}" for b in page.agenda)
            words = [page.summary, strip_tags(page.body), event.venue, str(event.municipality or ""), sessions]
            yield Entry(
                language=page.language,
                title=page.title,
                text=" ".join(word for word in words if word),
                url="/" + page.url_path.split("/", 2)[2],
                country=event.country_id or "",
                tags=[Tag(event.kind, str(event.get_kind_display()))],
                published_at=page.first_published_at,
                audience=AUDIENCES[event.visibility],
            )
