"""Grants managers write calls in the Wagtail admin, below the grants index and nowhere else."""

from typing import Any

from django.contrib.auth.models import Group, Permission

from members.groups import NAMES
from members.roles import Role

RIGHTS = ("add_page", "change_page", "publish_page")


def open_index_to_managers(sender: Any, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A new grants index lets the group of grants managers add and publish calls in it. Idempotent."""
    from wagtail.models import GroupPagePermission  # inline: this module is imported while apps load

    if raw or not created:
        return
    group, _created = Group.objects.get_or_create(name=NAMES[Role.GRANTS_MANAGER])
    for right in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=RIGHTS):
        GroupPagePermission.objects.get_or_create(group=group, page_id=instance.pk, permission=right)
