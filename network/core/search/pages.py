"""What a page of the tree says about others: its place is in their addresses, its privacy is theirs too."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_slug_changed, post_page_move

from network.core.search.entries import searchable_for
from network.core.search.index import refresh


def refresh_below(top: Page) -> None:
    """Bring the index in line with a page and all pages under it."""
    for page in Page.objects.filter(path__startswith=top.path).iterator(chunk_size=200):
        if searchable_for(page) is not None:
            refresh(page)


def on_move(sender: Any, instance: Page, **kwargs: Any) -> None:
    transaction.on_commit(lambda: refresh_below(Page.objects.get(pk=instance.pk)), robust=True)


def on_restriction(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    transaction.on_commit(lambda: refresh_below(instance.page), robust=True)


page_slug_changed.connect(on_move, dispatch_uid="search_page_address")
post_page_move.connect(on_move, dispatch_uid="search_page_address")
post_save.connect(on_restriction, sender=PageViewRestriction, dispatch_uid="search_page_privacy")
post_delete.connect(on_restriction, sender=PageViewRestriction, dispatch_uid="search_page_privacy")
