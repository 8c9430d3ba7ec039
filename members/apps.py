from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Members")

    def ready(self) -> None:
        from network.core.mail import register_kind

        from . import personal, receivers, search, uploads  # noqa: F401  (they register themselves)
        from .groups import ensure_groups
        from .vocabularies import load_vocabularies

        register_kind("membership", _("Your organisation’s membership and its application"))
        register_kind("membership_desk", _("Applications and members that wait for you as coordinator"))
        register_kind("press", _("Press releases"))
        register_kind("policy", _("News for officials"))
        post_migrate.connect(load_vocabularies, sender=self, dispatch_uid="load_vocabularies")
        post_migrate.connect(ensure_groups, dispatch_uid="ensure_member_groups")
