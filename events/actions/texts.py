"""The words about an event: its page in each language."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from events.models import Event, EventPage, EventsIndexPage
from network.core import audit
from network.core.errors import DomainError
from network.core.languages import content_language

FIELDS = ("title", "summary", "body", "practical")


@transaction.atomic
def write_text(event: Event, *, language: str, text: dict[str, str], is_published: bool, by: Any) -> EventPage:
    """Write or rewrite the event's page in one language, published at once or kept as a draft."""
    page = publish_text(event, language, text, is_published=is_published, by=by)
    audit.record("event.text_written", event, by=by, after={"language": page.language, "title": page.title})
    return page


def publish_text(event: Event, language: str, text: dict[str, str], *, is_published: bool, by: Any) -> EventPage:
    locale = Locale.objects.filter(language_code=content_language(language)).first()
    page = EventPage.objects.filter(event=event, locale=locale).first() if locale else None
    if page is None:
        page = add_page(event, locale, text, by=by)
    page = page.get_latest_revision_as_object()
    for name in FIELDS:
        if name in text:
            setattr(page, name, text[name])
    revision = page.save_revision(user=by)
    if is_published:
        revision.publish(user=by, skip_permission_checks=True)  # the desk decided who may; Wagtail knows other rules
    page.refresh_from_db()
    return page


def add_page(event: Event, locale: Locale | None, text: dict[str, str], *, by: Any) -> EventPage:
    """A draft under the index of that language. Translations of one event share key and slug, and so the address."""
    parent = EventsIndexPage.objects.filter(locale=locale).first() if locale else None
    if parent is None:
        raise DomainError(_("There is no calendar in this language yet. Ask the secretariat to add it."))
    page = EventPage(event=event, locale=locale, live=False, owner=by, **{n: text.get(n, "") for n in FIELDS})
    sibling = EventPage.objects.filter(event=event).first()
    if sibling is not None:
        page.translation_key, page.slug = sibling.translation_key, sibling.slug
    return parent.add_child(instance=page)
