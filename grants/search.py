"""What of the grants can be found by searching: the calls."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from network.core.search import Entry, register

from .models import CallPage


@register
class Calls:
    """Every published call, in each language it is written in."""

    model, kind, label = CallPage, "call", _("Calls")

    def queryset(self) -> QuerySet[Any]:
        return CallPage.objects.live().public().filter(is_practice=False).select_related("locale")

    def entries(self, page: CallPage) -> Iterator[Entry]:
        questions = " ".join(str(child.value.get("label", "")) for child in page.questions)
        yield Entry(
            language=page.language,
            title=page.title,
            text="\n".join((page.lead, strip_tags(page.body.replace("<", " <")), page.code, questions)),
            url=page_path(page),
            published_at=page.first_published_at,
        )


def page_path(page: CallPage) -> str:
    """The page's address without the language prefix."""
    parts = page.get_url_parts()
    path = parts[2] if parts else "/"
    return "/" + path.split("/", 2)[2] if path.count("/") > 1 else path
