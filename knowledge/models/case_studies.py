import uuid
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.choices import EvidenceLevel, Licence
from knowledge.states import (
    STUDY_IN_FORCE,
    STUDY_TRANSITIONS,
    STUDY_WITH_AUTHOR,
    STUDY_WITH_DESK,
    StudyState,
    VersionState,
)
from members.models import Organisation, TargetGroup, Theme
from network.core.models import Country, Municipality


class CaseStudyQuerySet(models.QuerySet["CaseStudy"]):
    def public(self) -> "CaseStudyQuerySet":
        """Those that every reader may see, in the version published last."""
        return self.filter(is_public=True)

    def newest_first(self) -> "CaseStudyQuerySet":
        return self.order_by("-published_at", "-id")

    def written_by(self, user: Any) -> "CaseStudyQuerySet":
        """Those that the person wrote, or may revise because they speak for the organisation."""
        speaks_for = user.affiliations.current(timezone.now()).speaking().values("organisation")
        return self.filter(Q(author=user) | Q(organisation__in=speaks_for))

    def awaiting_desk(self) -> "CaseStudyQuerySet":
        return self.filter(state__in=STUDY_WITH_DESK)

    def due_for_recheck(self, today: Any) -> "CaseStudyQuerySet":
        return self.filter(state=StudyState.PUBLISHED, recheck_on__lte=today)

    def handled_by(self, user: Any) -> "CaseStudyQuerySet":
        """Those submitted that the person decides on: a coordinator in their countries, editors and secretariat all."""
        if not user.is_authenticated:
            return self.none()
        submitted = self.filter(submitted_at__isnull=False)
        if user.has_role("secretariat", "editor"):
            return submitted
        return submitted.filter(country__in=user.countries_as("coordinator"))

    def visible_to(self, user: Any) -> "CaseStudyQuerySet":
        """Public ones for everybody; besides, those whose drafts the person may read."""
        if not user.is_authenticated:
            return self.public()
        drafts = CaseStudy.objects.with_drafts_for(user)
        return self.filter(Q(is_public=True) | Q(pk__in=drafts.values("pk")))

    def with_drafts_for(self, user: Any) -> "CaseStudyQuerySet":
        """Those whose newest draft concerns the person: their own, those they decide on, those they were asked to check."""
        if not user.is_authenticated:
            return self.none()
        speaks_for = user.affiliations.current(timezone.now()).speaking().values("organisation")
        return self.filter(
            Q(author=user)
            | Q(organisation__in=speaks_for)
            | Q(pk__in=CaseStudy.objects.handled_by(user).values("pk"))
            | Q(pk__in=PeerCheck.objects.filter(peer=user).values("study"), state__in=STUDY_WITH_DESK)
        )

    def withdrawn(self) -> "CaseStudyQuerySet":
        """Those that readers saw once: their address stays and says why they are gone."""
        return self.filter(is_public=False, withdrawn_at__isnull=False, slug__isnull=False)

    def showing(self, standard: str) -> "CaseStudyQuerySet":
        """Those that show a standard in force, named as `framework:code` or by its framework alone."""
        framework, _colon, code = standard.partition(":")
        path = "standards__section__version"
        wanted = {f"{path}__framework__slug": framework, f"{path}__state": VersionState.ADOPTED}
        if code:
            wanted["standards__code"] = code
        return self.filter(pk__in=CaseStudy.objects.filter(**wanted).values("pk"))

    def ever_public(self) -> "CaseStudyQuerySet":
        """Those that readers see, and those whose address says why they are gone."""
        return self.filter(Q(is_public=True) | Q(withdrawn_at__isnull=False), slug__isnull=False)

    def with_places(self) -> "CaseStudyQuerySet":
        """With what a card shows, without a further query."""
        return self.select_related("country", "organisation")

    def with_facts(self) -> "CaseStudyQuerySet":
        """With everything that the key facts show, in a fixed number of queries."""
        return self.select_related("country", "organisation", "municipality").prefetch_related(
            "themes", "target_groups"
        )


class CaseStudy(models.Model):  # type: ignore[django-manager-missing]
    """A practice that an organisation tells the others about: what it did, what came of it, what it takes to repeat it.

    This row holds the facts, which are the same in every language, and where the study stands. The texts stand on one
    CaseStudyPage per language, with their drafts and history. `is_public` is written by the actions only: readers see
    the version published last, also while the author works on the next one.
    """

    TRANSITIONS = STUDY_TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=200, unique=True, null=True, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=150, help_text=_("In the language in which it was written."))
    language = models.CharField(_("written in"), max_length=10, choices=settings.WAGTAIL_CONTENT_LANGUAGES)
    state = models.CharField(_("state"), max_length=20, choices=StudyState.choices, default=StudyState.DRAFT)
    version = models.PositiveIntegerField(
        default=1, editable=False
    )  # of the draft: two editors cannot overwrite each other
    is_public = models.BooleanField(default=False, editable=False)

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="case_studies", verbose_name=_("author")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="case_studies", verbose_name=_("organisation")
    )
    country = models.ForeignKey(Country, models.PROTECT, related_name="case_studies", verbose_name=_("country"))
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("municipality")
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="case_studies", verbose_name=_("themes"))
    target_groups = models.ManyToManyField(
        TargetGroup, blank=True, related_name="case_studies", verbose_name=_("target groups")
    )
    evidence_level = models.CharField(
        _("evidence level"), max_length=20, choices=EvidenceLevel.choices, default=EvidenceLevel.INNOVATION
    )
    evidence_kinds = models.JSONField(_("type of evidence"), default=list, blank=True)
    goals = models.JSONField(_("goals of sustainable development"), default=list, blank=True)
    criteria_met = models.JSONField(_("criteria met"), default=list, blank=True, editable=False)
    began_in = models.PositiveSmallIntegerField(
        _("began in"), null=True, blank=True, validators=[MinValueValidator(1950), MaxValueValidator(2100)]
    )
    ended_in = models.PositiveSmallIntegerField(
        _("ended in"), null=True, blank=True, validators=[MinValueValidator(1950), MaxValueValidator(2100)]
    )
    cost = models.DecimalField(
        _("cost per year"), max_digits=10, decimal_places=0, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    cost_currency = models.CharField(_("currency"), max_length=3, default="EUR")
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.CC_BY)
    consent_confirmed = models.BooleanField(_("consent confirmed"), default=False)

    created_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    saved_at = models.DateTimeField(_("last saved"), default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("first published"), null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("last changed"), null=True, blank=True, editable=False)
    verified_at = models.DateTimeField(_("last verified"), null=True, blank=True, editable=False)
    recheck_on = models.DateField(_("recheck due on"), null=True, blank=True, editable=False)
    harvested_at = models.DateTimeField(
        null=True, blank=True, editable=False
    )  # when what the public knows of it changed last
    changes = models.JSONField(_("what was changed"), default=list, blank=True, editable=False)  # [{"at", "note"}]
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(_("why it was withdrawn"), blank=True, editable=False)

    objects = CaseStudyQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-id"]
        indexes = [
            models.Index(fields=["-published_at", "-id"], condition=Q(is_public=True), name="study_newest"),
            models.Index(fields=["state", "submitted_at"], name="study_by_state"),
            models.Index(fields=["author", "-saved_at"], name="study_by_author"),
            models.Index(fields=["is_public", "country", "evidence_level"], name="study_by_facets"),
            models.Index(fields=["harvested_at", "uuid"], name="study_by_harvest"),
        ]
        constraints = [
            models.CheckConstraint(name="study_state_is_known", condition=Q(state__in=StudyState.values)),
            models.CheckConstraint(
                name="public_study_has_slug_date_and_consent",
                condition=Q(is_public=False)
                | Q(slug__isnull=False, published_at__isnull=False, consent_confirmed=True),
                violation_error_message=_("A public case study has an address, a date and confirmed consent."),
            ),
            models.CheckConstraint(
                name="withdrawn_study_says_when_and_why",
                condition=Q(withdrawn_at=None, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False, is_public=False) & ~Q(withdrawal_reason="")),
            ),
            models.CheckConstraint(
                name="study_ends_after_it_begins",
                condition=Q(ended_in=None) | Q(began_in=None) | Q(ended_in__gte=models.F("began_in")),
                violation_error_message=_("The practice cannot end before it began."),
            ),
        ]
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where readers find it; where it is written, as long as there is nothing to read."""
        if self.slug:
            return reverse("case-study", kwargs={"slug": self.slug})
        return self.get_writing_url()

    def get_writing_url(self) -> str:
        return reverse("study-write", kwargs={"study_id": self.uuid})

    def get_desk_url(self) -> str:
        return reverse("study-desk-detail", kwargs={"study_id": self.uuid})

    def get_preview_url(self) -> str:
        return reverse("study-preview", kwargs={"study_id": self.uuid})

    def get_check_url(self) -> str:
        return reverse("study-check", kwargs={"study_id": self.uuid})

    @property
    def is_with_author(self) -> bool:
        return self.state in STUDY_WITH_AUTHOR

    @property
    def is_in_force(self) -> bool:
        return self.state in STUDY_IN_FORCE

    @property
    def is_update(self) -> bool:
        """Readers have a version of this study while a next one is being worked on."""
        return self.is_public and not self.is_in_force

    @property
    def years(self) -> str:
        if self.began_in and self.ended_in and self.began_in != self.ended_in:
            return f"{self.began_in}–{self.ended_in}"
        if self.began_in and not self.ended_in:
            return f"{self.began_in}–"
        return str(self.began_in or self.ended_in or "")


class Verdict(models.TextChoices):
    """What a colleague from another country found."""

    CONVINCING = "convincing", _("Convincing: I would try this at home")
    WITH_REMARKS = "with_remarks", _("Useful, with remarks")
    NOT_YET = "not_yet", _("Not ready yet")


class PeerCheck(models.Model):
    """A member of another country is asked to read a study before it is published, and answers."""

    study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="peer_checks")
    peer = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="peer_checks")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict.choices, blank=True)
    comment = models.TextField(_("comment"), blank=True, max_length=4000)

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["peer", "answered_at"], name="peer_check_by_peer")]
        constraints = [
            models.UniqueConstraint(
                fields=["study"],
                condition=Q(answered_at=None),
                name="one_open_peer_check_per_study",
                violation_error_message=_("Somebody is reading this case study already."),
            ),
            models.CheckConstraint(
                name="answered_peer_check_has_a_verdict",
                condition=Q(answered_at=None, verdict="") | (Q(answered_at__isnull=False) & ~Q(verdict="")),
            ),
        ]
        verbose_name = _("peer check")
        verbose_name_plural = _("peer checks")

    def __str__(self) -> str:
        return f"{self.study}: {self.organisation}"
