"""Rights of managers in the Wagtail admin, below the grants index and nowhere else; who is in the room of a call."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from members.groups import NAMES
from members.roles import Role

from .actions.rooms import keep_room_of
from .models import AssessorDeclaration, Assignment

RIGHTS = ("add_page", "change_page", "publish_page")


def open_index_to_managers(sender: Any, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A new grants index lets the group of grants managers add and publish calls in it. Idempotent."""
    from wagtail.models import GroupPagePermission  # inline: this module is imported while apps load

    if raw or not created:
        return
    group, _created = Group.objects.get_or_create(name=NAMES[Role.GRANTS_MANAGER])
    for right in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=RIGHTS):
        GroupPagePermission.objects.get_or_create(group=group, page_id=instance.pk, permission=right)


@receiver(post_save, sender=AssessorDeclaration, dispatch_uid="grants_assessor_declared")
def let_assessor_in(instance: AssessorDeclaration, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        transaction.on_commit(lambda: keep_room_of(instance.call), robust=True)


@receiver(post_save, sender=Assignment, dispatch_uid="grants_assignment_changed")
def let_assessor_out(instance: Assignment, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if not raw and not created and not instance.is_standing:
        transaction.on_commit(lambda: keep_room_of(instance.application.call), robust=True)
