from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import RichTextField
from wagtail.models import Locale

from grants import blocks
from grants.admin_forms import CallPageForm
from grants.deadlines import ZONES, instant, place_of
from grants.definitions import Definition
from grants.eligibility import USUAL
from grants.fields import QuietStreamField
from grants.states import CallPhase
from members.models.organisations import MEMBER_KINDS, Kind
from network.core.models import Country
from network.core.pages import BasePage

from .calls import Call, TermsMixin, phase_of, terms_of

RESERVED_SLUGS = frozenset({"applications", "assess", "awards", "calls", "mine"})
"""Addresses under /grants/ that are not calls."""

PROSE = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class GrantsIndexPage(BasePage):
    """The door to the grants: all calls, open ones first, and the way to one's own applications."""

    introduction = models.TextField(_("introduction"), blank=True)

    max_count_per_parent = 1
    subpage_types = ["grants.CallPage"]
    template = "grants/index.html"
    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("grants index")
        verbose_name_plural = _("grants indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from grants.queries.calls import calls_by_phase, practice_call  # inline: queries stand above the models

        return {
            **super().get_context(request, *args, **kwargs),
            "groups": calls_by_phase(request),
            "practice": practice_call(request),
        }


class CallPage(BasePage, TermsMixin):
    """A call as people read it, one page per language. `open_call` makes a `Call` of it and freezes the terms."""

    lead = models.TextField(_("in two sentences"), max_length=400)
    body = RichTextField(_("text of the call"), features=PROSE, blank=True)

    code = models.CharField(
        _("code"),
        max_length=30,
        help_text=_("Short and lasting, such as IRIS-2026-01. Numbers of applications begin with it."),
    )
    opens_on = models.DateField(_("opens on"), null=True)
    opens_hour = models.TimeField(_("at"), default=time(9))
    closes_on = models.DateField(_("closes on"), null=True)
    closes_hour = models.TimeField(_("at"), default=time(17))
    time_zone = models.CharField(
        _("on the clocks of"),
        max_length=64,
        choices=ZONES,
        default="Europe/Brussels",
        help_text=_("“17:00 CET” means 17:00 in Brussels, in summer and in winter."),
    )
    opens_at = models.DateTimeField(null=True, editable=False)
    closes_at = models.DateTimeField(null=True, editable=False)
    envelope = models.DecimalField(
        _("envelope"), max_digits=12, decimal_places=2, null=True, validators=[MinValueValidator(Decimal(1))]
    )
    minimum_grant = models.DecimalField(
        _("smallest grant"), max_digits=12, decimal_places=2, null=True, validators=[MinValueValidator(Decimal(1))]
    )
    maximum_grant = models.DecimalField(
        _("largest grant"), max_digits=12, decimal_places=2, null=True, validators=[MinValueValidator(Decimal(1))]
    )
    countries = ParentalManyToManyField(
        Country, related_name="+", verbose_name=_("countries whose organisations may apply")
    )
    kinds = models.JSONField(_("kinds"), default=list)

    questions = QuietStreamField(blocks.FormBlock(), verbose_name=_("application form"), blank=True)
    documents = QuietStreamField(blocks.documents_block(), verbose_name=_("required documents"), blank=True)
    declarations = QuietStreamField(blocks.declarations_block(), verbose_name=_("declarations"), blank=True)
    eligibility = QuietStreamField(blocks.EligibilityBlock(), verbose_name=_("eligibility checklist"), blank=True)
    criteria = QuietStreamField(blocks.criteria_block(), verbose_name=_("criteria"), blank=True)
    quotas = QuietStreamField(blocks.quotas_block(), verbose_name=_("quotas"), blank=True)
    instalments = QuietStreamField(blocks.instalments_block(), verbose_name=_("instalment plan"), blank=True)

    parent_page_types = ["grants.GrantsIndexPage"]
    subpage_types: list[str] = []
    template = "grants/call.html"
    base_form_class = CallPageForm

    content_panels = [*BasePage.content_panels, FieldPanel("lead"), FieldPanel("body")]
    terms_panels = [
        FieldPanel("code"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("opens_on"), FieldPanel("opens_hour")]),
                FieldRowPanel([FieldPanel("closes_on"), FieldPanel("closes_hour")]),
                FieldPanel("time_zone"),
                FieldPanel("questions_until_days"),
            ],
            heading=_("Time"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("envelope"),
                FieldRowPanel([FieldPanel("minimum_grant"), FieldPanel("maximum_grant")]),
                FieldRowPanel([FieldPanel("cofinancing_percent"), FieldPanel("indirect_percent")]),
                FieldPanel("maximum_months"),
            ],
            heading=_("Money and duration"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("countries"),
                FieldPanel("kinds"),
                FieldPanel("membership_needed"),
                FieldPanel("minimum_age_years"),
            ],
            heading=_("Who may apply"),
        ),
        FieldPanel("eligibility"),
        FieldPanel("quotas"),
        FieldPanel("instalments"),
        FieldPanel("is_practice"),
    ]
    assessment_panels = [
        FieldPanel("criteria"),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("assessors_needed"), FieldPanel("largest_gap"), FieldPanel("overall_minimum")]
                ),
                FieldPanel("is_anonymous"),
                FieldPanel("avoids_own_country"),
            ],
            heading=_("Assessment"),
        ),
    ]
    form_panels = [FieldPanel("questions"), FieldPanel("documents"), FieldPanel("declarations")]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Text")),
            ObjectList(terms_panels, heading=_("Terms")),
            ObjectList(form_panels, heading=_("Form")),
            ObjectList(assessment_panels, heading=_("Criteria")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
        ]
    )

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        indexes = [models.Index(fields=["closes_at"], name="call_page_by_deadline")]

    # --- the clock and the frozen terms ---------------------------------------------------------------------------

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.opens_at, self.closes_at = self.instants()
        super().save(*args, **kwargs)

    def instants(self) -> tuple[datetime | None, datetime | None]:
        """When the call opens and closes, as instants; None for what has not been set yet."""
        return (
            instant(self.opens_on, self.opens_hour, self.time_zone) if self.opens_on else None,
            instant(self.closes_on, self.closes_hour, self.time_zone) if self.closes_on else None,
        )

    def clean(self) -> None:
        super().clean()
        problems: dict[str, Any] = {}
        if self.slug in RESERVED_SLUGS:
            problems["slug"] = _("This address is taken by another page of the grants. Choose another one.")
        for day, hour in (("opens_on", "opens_hour"), ("closes_on", "closes_hour")):
            try:
                if getattr(self, day):
                    instant(getattr(self, day), getattr(self, hour), self.time_zone)
            except ValidationError as problem:
                problems[hour] = problem
        if not problems:
            problems = self.broken_terms() | self.frozen_changes()
        if problems:
            raise ValidationError(problems)

    def broken_terms(self) -> dict[str, Any]:
        opens_at, closes_at = self.instants()
        problems: dict[str, Any] = {}
        if opens_at and closes_at and opens_at >= closes_at:
            problems["closes_on"] = _("The call must close after it opens.")
        if self.minimum_grant and self.maximum_grant and self.minimum_grant > self.maximum_grant:
            problems["maximum_grant"] = _("The largest grant must not be smaller than the smallest.")
        if self.maximum_grant and self.envelope and self.maximum_grant > self.envelope:
            problems["envelope"] = _("The envelope must hold the largest grant at least once.")
        taken = CallPage.objects.filter(code__iexact=self.code).exclude(translation_key=self.translation_key)
        if self.code and taken.exists():
            problems["code"] = _("There is a call with this code already.")
        return problems

    def frozen_changes(self) -> dict[str, Any]:
        """From opening on the terms stand: a sentence for every field that differs from what applicants rely on."""
        call = self.call
        if call is None:
            return {}
        sentence = _("The call has been opened: this can no longer be changed here.")
        opens_at, closes_at = self.instants()
        fields = {"opens_at": "opens_on", "closes_at": "closes_on"}
        wanted = {name: getattr(self, name) for name in Call.FROZEN} | {"opens_at": opens_at, "closes_at": closes_at}
        return {fields.get(name, name): sentence for name in Call.FROZEN if wanted[name] != getattr(call, name)}

    # --- what the call promises -----------------------------------------------------------------------------------

    @cached_property
    def call(self) -> Call | None:
        """The opened call, or None while this is a plan."""
        return Call.objects.filter(translation_key=self.translation_key).first()

    @property
    def terms(self) -> "Call | CallPage":
        """Where the terms are read: in the call once it is open, on the page before."""
        return self.call or self

    @cached_property
    def definition(self) -> Definition:
        return self.call.form.definition if self.call else Definition.read(self.definition_data([self]))

    def definition_data(self, pages: list["CallPage"]) -> dict[str, Any]:
        """What this page asks, as data with the texts of `pages`, its live translations (itself included)."""
        by_language = {page.language: page for page in pages}

        def data(stream: str, to_data: Any) -> list[dict[str, Any]]:
            texts = blocks.Texts({language: getattr(page, stream) for language, page in by_language.items()})
            return [to_data(child, texts) for child in getattr(self, stream)]

        return {
            "title": {language: page.title for language, page in by_language.items()},
            "body": {language: page.body for language, page in by_language.items()},
            "questions": data("questions", blocks.question_data),
            "documents": data("documents", blocks.document_data),
            "declarations": data("declarations", blocks.declaration_data),
            "eligibility": data("eligibility", blocks.eligibility_data) or [dict(line) for line in USUAL],
            "criteria": data("criteria", blocks.criterion_data),
            "quotas": data("quotas", blocks.quota_data),
            "instalments": data("instalments", blocks.instalment_data),
        }

    @property
    def standing_body(self) -> str:
        """The text that applicants rely on: from opening on as it was frozen, in languages that were there then."""
        frozen = self.call.form.data.get("body", {}) if self.call else {}
        return frozen.get(self.language, self.body)

    def live_translations(self) -> list["CallPage"]:
        return list(CallPage.objects.live().filter(translation_key=self.translation_key).select_related("locale"))

    @property
    def money(self) -> Any:
        return terms_of(self)

    @property
    def place(self) -> str:
        return place_of(self.time_zone)

    def kind_labels(self) -> list[str]:
        return [str(Kind(kind).label) for kind in self.kinds]

    def phase(self, now: datetime) -> CallPhase:
        """Open only once a manager has opened it: a plan whose day has come still waits."""
        if self.call:
            return self.call.phase(now)
        planned = phase_of(self, now) if self.opens_at and self.closes_at else CallPhase.UPCOMING
        return CallPhase.UPCOMING if planned == CallPhase.OPEN else planned

    # --- the page -------------------------------------------------------------------------------------------------

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from grants.queries.calls import call_page_context  # inline: queries stand above the models

        return {**super().get_context(request, *args, **kwargs), **call_page_context(self, request, timezone.now())}


def default_kinds() -> list[str]:
    return sorted(MEMBER_KINDS)


def index_page(language: str) -> GrantsIndexPage | None:
    """The index in that language, or None where the grants have no page yet."""
    locale = Locale.objects.filter(language_code=language).first()
    return GrantsIndexPage.objects.live().filter(locale=locale).first()
