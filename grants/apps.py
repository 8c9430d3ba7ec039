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
        from .models import GrantsIndexPage
        from .permissions import may_read_file
        from .receivers import open_index_to_managers
        from .triggers import install

        register_purpose("grant-application", types=DOCUMENTS, max_bytes=15 * MEGABYTE, may_read=may_read_file)
        register_purpose("grant-receipt", types=("pdf",), max_bytes=15 * MEGABYTE, may_read=may_read_file)
        register_kind("grants", _("Applications of your organisation"), required=True)
        register_kind("grants_calls", _("Answers to your questions about calls"))
        register_kind("grants_assessor", _("Applications you are asked to assess"), required=True)
        register_kind("grants_desk", _("What happens in the calls you run"))
        post_migrate.connect(install, sender=self, dispatch_uid="grants_triggers")
        post_save.connect(open_index_to_managers, sender=GrantsIndexPage, dispatch_uid="grants_index_rights")
