"""Whatever changes what visitors read makes the kept pages old, once it is committed."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from .middleware.page_cache import bump_after_commit
from .models import Country
from .search.entries import searchable_for
from .transitions import transitioned

for signal in (page_published, page_unpublished, page_slug_changed, post_page_move, transitioned):
    signal.connect(bump_after_commit, dispatch_uid="forget_kept_pages")


@receiver(post_save, dispatch_uid="forget_kept_pages_on_save")
def forget_on_save(sender: type[Model], instance: Model, created: bool = False, **kwargs: Any) -> None:
    """A page counts when it appears; later saves are drafts until `page_published` says otherwise."""
    if (created and instance.live) if isinstance(instance, Page) else is_read_by_visitors(instance):
        bump_after_commit()


@receiver(post_delete, dispatch_uid="forget_kept_pages_on_delete")
def forget_on_delete(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    if isinstance(instance, Page) or is_read_by_visitors(instance):
        bump_after_commit()


def is_read_by_visitors(instance: Model) -> bool:
    """Records that can be searched, and what stands on every page; other apps call `page_cache.bump_after_commit`."""
    return isinstance(instance, Country | Site) or searchable_for(instance) is not None
