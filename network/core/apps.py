from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "network.core"
    label = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        from . import figures, receivers  # noqa: F401  (receivers register themselves)
        from .geo.places import load_places  # after the models
        from .search import pages  # noqa: F401  (the same)

        post_migrate.connect(load_places, sender=self, dispatch_uid="load_places")
        figures.register()
