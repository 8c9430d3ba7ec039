from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

TIME_TO_UNDO = timedelta(days=30)
WAY_BACK = "way_back"


class MergeQuerySet(models.QuerySet["Merge"]):
    def organisations(self) -> "MergeQuerySet":
        return self.filter(kind="organisation")

    def into(self, kept: Any) -> "MergeQuerySet":
        return self.filter(kept_id=kept)


class Merge(models.Model):
    """Two entries were one and the same: one stays, the other's rows went over to it.

    What went is kept as it was, so that one can look it up; an organisation's old address leads to the one that stayed.
    For a while `gone_facts` also holds the way back, line by line, of two organisations that were made one by mistake.
    Of people it does not: with an account its ways of signing in go, and nobody should be able to bring those back.
    """

    kind = models.CharField(max_length=20, choices=[("organisation", _("organisation")), ("person", _("person"))])
    kept_id = models.BigIntegerField()
    gone_id = models.BigIntegerField()
    gone_uuid = models.UUIDField(unique=True)
    gone_slug = models.SlugField(max_length=80, blank=True)
    gone_name = models.CharField(max_length=255)
    gone_facts = models.JSONField(default=dict)
    moved = models.JSONField(default=dict, help_text=_("Model and field → how many rows."))
    dropped = models.JSONField(default=dict, help_text=_("Rows that the kept entry had already."))
    merged_at = models.DateTimeField(default=timezone.now)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects: Any = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-merged_at", "-id"]
        indexes = [
            models.Index(fields=["kind", "kept_id"], name="merge_by_kept"),
            models.Index(fields=["gone_slug"], name="merge_by_old_address"),
        ]
        constraints = [
            models.CheckConstraint(
                name="nothing_is_merged_with_itself", condition=~models.Q(kept_id=models.F("gone_id"))
            ),
        ]
        verbose_name = _("merge")
        verbose_name_plural = _("merges")

    def __str__(self) -> str:
        return self.gone_name

    @property
    def can_be_undone(self) -> bool:
        return WAY_BACK in self.gone_facts and self.merged_at >= timezone.now() - TIME_TO_UNDO

    def make_final(self) -> None:
        """Forget the way back."""
        self.gone_facts = {name: fact for name, fact in self.gone_facts.items() if name != WAY_BACK}
        self.save(update_fields=["gone_facts"])
