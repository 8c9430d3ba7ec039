from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "network.programme"
    label = "programme"
    verbose_name = _("Programme")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from network.core.middleware.page_cache import bump_after_commit

        from . import models, search  # noqa: F401  (search registers itself)

        for name in models.__all__:
            for signal in (post_save, post_delete):
                signal.connect(bump_after_commit, sender=getattr(models, name), dispatch_uid=f"programme.{name}")
