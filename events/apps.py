from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        from network.core.mail import register_kind

        from . import passport, personal, profile, receivers, search  # noqa: F401  (they register themselves)

        register_kind("events", _("Events: seats, changes and certificates"))
