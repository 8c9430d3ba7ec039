from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "messaging"
    verbose_name = _("Rooms")

    def ready(self) -> None:
        from network.core.mail import register_kind  # inline: after the models
        from network.core.uploads import register_purpose

        from . import personal, receivers  # noqa: F401  (they register themselves)
        from .limits import ATTACHMENT_BYTES
        from .permissions import can_read_attachment

        register_kind("rooms", _("Invitations and requests to talk"))
        register_kind("room-digest", _("What you have not read in rooms"))
        register_purpose(
            "message-attachment",
            types=("pdf", "docx", "xlsx", "pptx", "odt", "ods", "png", "jpeg", "webp", "txt", "csv"),
            max_bytes=ATTACHMENT_BYTES,
            may_read=can_read_attachment,
        )
