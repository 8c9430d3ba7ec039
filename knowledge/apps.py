from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "knowledge"
    verbose_name = _("Knowledge")

    def ready(self) -> None:
        from network.core.mail import register_kind

        from . import personal, receivers, search  # noqa: F401  (they register themselves)

        register_kind("knowledge", _("Case studies and reports: decisions, checks and rechecks"))
        register_kind("tracker", _("Recommendations: answers, new assessments and wordings"))
