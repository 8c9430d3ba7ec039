"""Rights of managers in the Wagtail admin, below the grants index and nowhere else; who is in the rooms of a call."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from members.groups import NAMES
from members.models import RoleGrant
from members.roles import Role

from .actions.rooms import keep_all_rooms, keep_rooms_of
from .models import Application, Assignment, Partner

RIGHTS = ("add_page", "change_page", "publish_page")


def open_index_to_managers(sender: Any, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A new grants index lets the group of grants managers add and publish calls in it. Idempotent."""
    from wagtail.models import GroupPagePermission  # inline: this module is imported while apps load

    if raw or not created:
        return
    group, _created = Group.objects.get_or_create(name=NAMES[Role.GRANTS_MANAGER])
    for right in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=RIGHTS):
        GroupPagePermission.objects.get_or_create(group=group, page_id=instance.pk, permission=right)


@receiver(post_save, sender=Application, dispatch_uid="grants_applicant_leaves_the_room")
@receiver(post_save, sender=Partner, dispatch_uid="grants_partner_leaves_the_room")
@receiver(post_save, sender=Assignment, dispatch_uid="grants_assessor_leaves_the_room")
def whoever_is_tied_leaves(sender: Any, instance: Any, created: bool = False, raw: bool = False, **kwargs: Any) -> None:
    """Who applies, is a partner or is asked to assess is in no room of the call, from the commit on."""
    if created and not raw:
        call = instance.application.call if sender is Assignment else instance.call
        transaction.on_commit(lambda: keep_rooms_of(call), robust=True)


@receiver(post_save, sender=RoleGrant, dispatch_uid="grants_role_changed")
def follow_roles(instance: RoleGrant, raw: bool = False, **kwargs: Any) -> None:
    """Whoever runs calls or stops doing so comes and goes at once; what ends by its date, `jobs.keep_rooms` sees."""
    if not raw and instance.role in (Role.GRANTS_MANAGER, Role.SECRETARIAT, Role.COORDINATOR):
        transaction.on_commit(keep_all_rooms, robust=True)
