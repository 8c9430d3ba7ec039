from functools import partial

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "knowledge"
    verbose_name = _("Knowledge")

    def ready(self) -> None:
        from network.core import triggers
        from network.core.mail import register_kind
        from network.core.uploads import register_purpose

        from . import files, personal, profile, receivers, search  # noqa: F401  (they register themselves)
        from .pictures import MAX_BYTES, PURPOSE, TYPES
        from .triggers import RULES, SENTENCE

        before, after = partial(triggers.remove, RULES), partial(triggers.install, RULES, SENTENCE)
        pre_migrate.connect(before, sender=self, weak=False, dispatch_uid="knowledge.triggers.remove")
        post_migrate.connect(after, sender=self, weak=False, dispatch_uid="knowledge.triggers.install")

        for name, types, size, may_read in (
            (PURPOSE, TYPES, MAX_BYTES, files.may_read_picture),
            (files.RESOURCE, files.RESOURCE_TYPES, files.RESOURCE_BYTES, files.may_read_version),
            (files.EVIDENCE, files.EVIDENCE_TYPES, files.EVIDENCE_BYTES, files.may_read_document),
        ):
            register_purpose(name, types=types, max_bytes=size, may_read=may_read)
        register_kind("knowledge", _("Case studies and reports: decisions, checks and rechecks"))
        register_kind("tracker", _("Recommendations: answers, new assessments and wordings"))
        register_kind("peer_review", _("Peer reviews: invitations, steps and looks back"))
