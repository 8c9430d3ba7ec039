from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "network.site"
    label = "site"
    verbose_name = _("Site")

    def ready(self) -> None:
        from .models import CountryPage
        from .receivers import open_sections, open_to_coordinators

        post_save.connect(open_to_coordinators, sender=CountryPage, dispatch_uid="country_section_rights")
        post_migrate.connect(open_sections, sender=self, dispatch_uid="country_sections_rights")
