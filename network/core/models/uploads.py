import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def private_storage():
    return storages["private"]


def private_path(file: "PrivateFile", name: str) -> str:
    """Where the bytes lie: a name that says nothing, spread over folders."""
    key = file.uuid.hex
    return f"{file.purpose}/{key[:2]}/{key}"


class PrivateFile(models.Model):
    """A file somebody entrusted to us. Only the view that asks the purpose's rule hands it out.

    `owner_type` and `owner_id` name the object it belongs to, so that the rule can be asked without a foreign key.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=60)
    owner_type = models.CharField(max_length=100)
    owner_id = models.CharField(max_length=64)
    file = models.FileField(upload_to=private_path, storage=private_storage, max_length=255)
    name = models.CharField(_("file name"), max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["uploaded_at"]
        indexes = [models.Index(fields=["owner_type", "owner_id", "purpose"], name="private_file_by_owner")]
        verbose_name = _("private file")
        verbose_name_plural = _("private files")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("private-file", kwargs={"file_id": self.uuid})
