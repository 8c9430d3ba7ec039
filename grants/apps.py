from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _

MEGABYTE = 1024 * 1024
DOCUMENTS = ("pdf", "docx", "xlsx", "odt", "ods", "jpg", "jpeg", "png")


class GrantsConfig(AppConfig):
    name = "grants"
    verbose_name = _("Grants")

    def ready(self) -> None:
        from network.core.mail import register_kind
        from network.core.uploads import register_purpose

        from . import merging, personal, profile, search  # noqa: F401  (they register what others show)
        from .agreement_permissions import may_read_agreement_file, may_read_dossier, may_read_report_file
        from .decision_permissions import may_read_letter, may_read_minutes
        from .models import GrantsIndexPage
        from .permissions import may_read_file
        from .receivers import open_index_to_managers
        from .triggers import install

        register_purpose("grant-application", types=DOCUMENTS, max_bytes=15 * MEGABYTE, may_read=may_read_file)
        register_purpose("grant-receipt", types=("pdf",), max_bytes=15 * MEGABYTE, may_read=may_read_file)
        register_purpose("grant-agreement", types=DOCUMENTS, max_bytes=15 * MEGABYTE, may_read=may_read_agreement_file)
        register_purpose(
            "grant-expenditure", types=(*DOCUMENTS, "webp"), max_bytes=15 * MEGABYTE, may_read=may_read_report_file
        )
        register_purpose("grant-minutes", types=("pdf",), max_bytes=15 * MEGABYTE, may_read=may_read_minutes)
        register_purpose("grant-letter", types=("pdf",), max_bytes=15 * MEGABYTE, may_read=may_read_letter)
        register_purpose("grant-dossier", types=(), max_bytes=0, may_read=may_read_dossier)
        register_kind("grants", _("Applications of your organisation"), required=True)
        register_kind("grants_calls", _("Answers to your questions about calls"))
        register_kind("grants_assessor", _("Applications you are asked to assess"), required=True)
        register_kind("grants_due", _("What is due under your grants"))
        register_kind("grants_desk", _("What happens in the calls you run"))
        post_migrate.connect(install, sender=self, dispatch_uid="grants_triggers")
        post_save.connect(open_index_to_managers, sender=GrantsIndexPage, dispatch_uid="grants_index_rights")
