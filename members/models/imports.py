import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.registry_states import IMPORT_TRANSITIONS, ImportState


class ImportQuerySet(models.QuerySet["RegistryImport"]):
    def done(self) -> "ImportQuerySet":
        return self.filter(state=ImportState.DONE)

    def last(self) -> "RegistryImport | None":  # type: ignore[override]
        """The one that can be undone: the newest that came in."""
        return self.done().order_by("-finished_at", "-id").first()


class RegistryImport(models.Model):
    """A table of organisations that somebody brought: first read and reported on, then entered, all of it or nothing.

    `rows` is what was read, row by row, with what is to be said about each; `entered` are the organisations made of it.
    """

    TRANSITIONS = IMPORT_TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=ImportState.choices, default=ImportState.READ)
    file_name = models.CharField(_("file"), max_length=255)
    rows = models.JSONField(default=list)
    notes = models.JSONField(default=list, help_text=_("What is to be said about the file as a whole."))
    entered = models.JSONField(default=list)
    problem = models.TextField(blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects: Any = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(name="import_state_is_known", condition=models.Q(state__in=ImportState.values)),
            models.CheckConstraint(
                name="a_finished_import_says_when",
                condition=~models.Q(state__in=[ImportState.DONE, ImportState.UNDONE])
                | models.Q(finished_at__isnull=False),
            ),
        ]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("desk-import", kwargs={"registry_import": self.uuid})

    @property
    def counts(self) -> dict[str, int]:
        found = {"new": 0, "same": 0, "error": 0, "warning": 0}
        for row in self.rows:
            found[row["verdict"]] += 1
            found["warning"] += bool(row["warnings"])
        return found

    @property
    def can_run(self) -> bool:
        counts = self.counts
        return self.state == ImportState.READ and not counts["error"] and counts["new"] > 0
