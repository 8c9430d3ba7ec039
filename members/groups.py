"""Which groups of the Wagtail admin the holders of a role belong to.

Groups are how Wagtail asks who may enter and what they may do there. They follow from the role grants and are never
edited by hand: `sync_groups` makes them so, on every grant and once a day for grants whose dates have come.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from .roles import ADMIN, COUNTRY_BOUND, Role

NAMES = {
    Role.SECRETARIAT: "Secretariat",
    Role.COORDINATOR: "Coordinators",
    Role.EDITOR: "Editors",
    Role.GRANTS_MANAGER: "Grants managers",
}
PAGE_RIGHTS = {
    Role.SECRETARIAT: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page"),
    Role.EDITOR: ("add_page", "change_page", "publish_page", "lock_page"),
}
"""Rights over the whole tree; a coordinator's are given section by section, where a country has one."""
SECTION_RIGHTS = ("add_page", "change_page", "publish_page")
MODEL_RIGHTS = ("wagtailadmin.access_admin", "wagtail_localize.submit_translation")
COLLECTION_RIGHTS = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")


def country_group_name(code: str) -> str:
    """The group of one country's coordinators, to which its section of the tree is open."""
    return f"Coordinators {code}"


def group_names(role: str, country: str | None) -> list[str]:
    if role not in ADMIN:
        return []
    return [NAMES[Role(role)], *([country_group_name(country)] if role in COUNTRY_BOUND and country else [])]


def all_group_names() -> set[str]:
    from network.core.models import Country  # inline: read while apps load

    return {*NAMES.values(), *(country_group_name(code) for code in Country.objects.values_list("pk", flat=True))}


def ensure_groups(**_signal: Any) -> None:
    """Make the groups and give them their rights; idempotent, runs after each migration."""
    from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page  # inline: as above

    for name in all_group_names():
        Group.objects.get_or_create(name=name)
    groups = {role: Group.objects.get(name=name) for role, name in NAMES.items()}
    rights = {f"{p.content_type.app_label}.{p.codename}": p for p in Permission.objects.select_related("content_type")}
    general = [rights[name] for name in MODEL_RIGHTS if name in rights]
    for group in groups.values():
        group.permissions.add(*general)
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    for role, codenames in PAGE_RIGHTS.items():
        for codename in codenames:
            right = rights.get(f"wagtailcore.{codename}")
            if root and right:
                GroupPagePermission.objects.get_or_create(group=groups[role], page=root, permission=right)
    for group in groups.values():
        for right in [
            p for p in rights.values() if p.codename in COLLECTION_RIGHTS and "wagtail" in p.content_type.app_label
        ]:
            if collection:
                GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=right)


def open_section(page: int, country: str) -> None:
    """Let the coordinators of `country`, and of no other, write and publish from the page with that key downwards. Idempotent."""
    from wagtail.models import GroupPagePermission  # inline: read while apps load

    group, _created = Group.objects.get_or_create(name=country_group_name(country))
    others = {name for name in all_group_names() if name.startswith(country_group_name(""))} - {group.name}
    GroupPagePermission.objects.filter(page_id=page, group__name__in=others).delete()
    for right in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=SECTION_RIGHTS):
        GroupPagePermission.objects.get_or_create(group=group, page_id=page, permission=right)


def sync_groups(person: Any) -> None:
    """Put `person` into exactly the groups that their present roles call for. Idempotent."""
    current = person.role_grants.current(timezone.now()).values_list("role", "country_id")
    wanted = {name for role, country in current for name in group_names(role, country)}
    ours = all_group_names()
    person.groups.remove(*person.groups.filter(name__in=ours - wanted))
    person.groups.add(*(Group.objects.get_or_create(name=name)[0] for name in wanted))
