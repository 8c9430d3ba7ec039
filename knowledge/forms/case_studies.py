import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from knowledge.choices import (
    EVIDENCE_LEVEL_MEANING,
    OWN_LICENCES,
    WRITTEN_IN,
    EvidenceKind,
    EvidenceLevel,
    Goal,
)
from knowledge.models import CaseStudy, CaseStudyPage, Standard
from knowledge.queries.standards_shown import grouped
from knowledge.validators import REQUIRED_TEXTS, WORD_LIMITS
from members.models import Organisation, TargetGroup, Theme
from network.core.models import Municipality

from .fields import Prose, SavedWithGaps, Text

FACTS = (
    "municipality", "themes", "target_groups", "began_in", "ended_in", "cost", "cost_currency",
    "evidence_level", "evidence_kinds", "goals", "standards", "licence", "consent_confirmed",
)  # fmt: skip
NEEDED = {*REQUIRED_TEXTS, "change_note", "themes", "target_groups", "evidence_kinds", "consent_confirmed"}
CURRENCIES = [(code, code) for code in ("EUR", "RSD", "BAM", "MKD", "ALL")]


class StudyStartForm(forms.Form):
    """The three things without which a case study cannot be begun."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = Text(
        label=_("Title"),
        max_length=150,
        help_text=_("What you did, for whom, in a few words: “A guardian within a day for every child on the road”."),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), to_field_name="slug", empty_label=None
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=WRITTEN_IN,
        help_text=_("Write in the language you think in. Translations come later."),
    )

    def __init__(self, *args: Any, user: Any, language: str, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"key": uuid.uuid4(), "language": language})
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = user.organisations().listed()


class StudyForm(SavedWithGaps):
    """A case study while it is being written: only the title is needed to save, the rest may wait."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = Text(label=_("Title"), max_length=150)
    summary = Prose(
        label=_("In short"),
        words=WORD_LIMITS["summary"],
        rows=3,
        max_length=600,
        required=False,
        help_text=_("Two or three sentences that make a colleague want to read on. Lists and search show them."),
    )
    problem = Prose(
        label=_("The problem"),
        words=WORD_LIMITS["problem"],
        max_length=8000,
        required=False,
        help_text=_("What was wrong, for whom, and how did you know? Name figures and where they are from."),
    )
    context = Prose(
        label=_("The context"),
        words=WORD_LIMITS["context"],
        max_length=8000,
        required=False,
        help_text=_("What a reader from another country must know: laws, institutions, who else was there."),
    )
    steps = Prose(
        label=_("What you did, step by step"),
        words=WORD_LIMITS["steps"],
        rows=14,
        max_length=12000,
        required=False,
        help_text=_(
            "One step per paragraph, with an empty line between. "
            "If the first line of a paragraph stands alone, it becomes the name of the step."
        ),
    )
    resources = Prose(
        label=_("What it took"),
        words=WORD_LIMITS["resources"],
        max_length=8000,
        required=False,
        help_text=_("People, hours, rooms, money, permissions. Honest numbers help those who want to repeat it."),
    )
    results = Prose(
        label=_("What came of it"),
        words=WORD_LIMITS["results"],
        max_length=8000,
        required=False,
        help_text=_("What changed for the people it was for, and how do you know?"),
    )
    failures = Prose(
        label=_("What did not work"),
        words=WORD_LIMITS["failures"],
        max_length=8000,
        required=False,
        help_text=_("What would you do differently? Readers learn most from this part."),
    )
    voices = Prose(
        label=_("In the words of those it was for"),
        words=WORD_LIMITS["voices"],
        rows=4,
        max_length=4000,
        required=False,
        help_text=_(
            "A sentence or two that somebody agreed to share. "
            "No names, no places, nothing by which they could be recognised."
        ),
    )
    transfer = Prose(
        label=_("What it takes to repeat it elsewhere"),
        words=WORD_LIMITS["transfer"],
        max_length=8000,
        required=False,
        help_text=_("What must be in place? What can be left out? What would you ask first?"),
    )

    change_note = Prose(
        label=_("What has changed"),
        words=60,
        rows=3,
        max_length=600,
        required=False,
        help_text=_("One or two sentences for readers who know the earlier version. They stay on the page."),
    )

    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(),
        label=_("Themes"),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    target_groups = forms.ModelMultipleChoiceField(
        TargetGroup.objects.all(),
        label=_("For whom"),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        label=_("Town or municipality"),
        to_field_name="slug",
        required=False,
        help_text=_("Leave empty when the practice covers the whole country or the place should not be known."),
    )
    began_in = forms.IntegerField(label=_("Began in (year)"), min_value=1950, max_value=2100, required=False)
    ended_in = forms.IntegerField(
        label=_("Ended in (year)"),
        min_value=1950,
        max_value=2100,
        required=False,
        help_text=_("Empty when it goes on."),
    )
    cost = forms.DecimalField(label=_("Cost per year"), min_value=0, max_digits=10, decimal_places=0, required=False)
    cost_currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES, required=False)
    evidence_kinds = forms.MultipleChoiceField(
        label=_("What the results rest on"),
        choices=EvidenceKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    evidence_level = forms.ChoiceField(
        label=_("How far is it proved?"),
        choices=EvidenceLevel.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    goals = forms.TypedMultipleChoiceField(
        label=_("Goals of sustainable development"),
        choices=Goal.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    standards = forms.MultipleChoiceField(
        label=_("Standards that it shows"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Your practice stands beside each of them as a good example. Choose the few that it really shows."),
    )
    licence = forms.ChoiceField(
        label=_("Licence"),
        choices=OWN_LICENCES,
        required=False,
        help_text=_("Under which terms may others use the text? CC BY asks only that they name you."),
    )
    consent_confirmed = forms.BooleanField(
        label=_("Nobody who was helped can be recognised, and whoever is quoted or described has agreed to it."),
        required=False,
    )

    SECTIONS = (
        ("basics", _("In short"), ("title", "summary")),
        ("why", _("Why"), ("problem", "context")),
        ("how", _("How"), ("steps", "resources")),
        ("results", _("What came of it"), ("results", "evidence_kinds", "evidence_level", "failures", "voices")),
        ("others", _("For others"), ("transfer", "standards")),
        (
            "facts",
            _("Facts"),
            ("themes", "target_groups", "municipality", "began_in", "ended_in", "cost", "cost_currency", "goals"),
        ),
        ("consent", _("Before you hand it in"), ("change_note", "licence", "consent_confirmed")),
    )

    def __init__(self, *args: Any, study: CaseStudy, draft: CaseStudyPage | None = None, **kwargs: Any) -> None:
        if draft is not None:
            kwargs.setdefault("initial", initial_of(study, draft))
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = Municipality.objects.filter(country=study.country_id)
        for name in NEEDED & self.fields.keys():
            self.fields[name].required = True
        self.fields["evidence_level"].choices = [
            (level.value, f"{level.label} — {EVIDENCE_LEVEL_MEANING[level]}") for level in EvidenceLevel
        ]
        self.fields["standards"].choices = standard_choices()
        if not self.fields["standards"].choices:
            del self.fields["standards"]
        for name in self.left_out(study):
            self.fields.pop(name, None)

    def left_out(self, study: CaseStudy) -> Iterable[str]:
        """Facts of a public study are the desk's; what has changed is said of a public one only."""
        return FACTS if study.is_public else ("change_note",)

    def needed(self) -> Iterable[str]:
        return NEEDED

    def clean_standards(self) -> list[Standard]:
        wanted = set(self.cleaned_data["standards"])
        return [standard for standard in Standard.objects.in_force() if standard.key in wanted]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        began, ended = data.get("began_in"), data.get("ended_in")
        if began and ended and ended < began:
            self.add_error("ended_in", _now("The practice cannot end before it began."))
        return data

    def sections(self) -> Iterator[tuple[str, Any, list[BoundField]]]:
        """The fields in the order in which a study is told."""
        for anchor, label, names in self.SECTIONS:
            fields = [self[name] for name in names if name in self.fields]
            if fields:
                yield anchor, label, fields

    def texts(self, draft: CaseStudyPage) -> dict[str, str]:
        """What was typed; where a text is not valid, the one stored."""
        names = (*CaseStudyPage.TEXTS, "change_note")
        return {name: self.cleaned_data.get(name, getattr(draft, name)) for name in names}

    def facts(self) -> dict[str, Any]:
        """The facts that are valid as typed."""
        facts = {name: self.cleaned_data[name] for name in FACTS if name in self.cleaned_data}
        return {
            name: value
            for name, value in facts.items()
            if value != "" or name not in ("evidence_level", "licence", "cost_currency")
        }


def initial_of(study: CaseStudy, draft: CaseStudyPage) -> dict[str, Any]:
    return {
        "version": study.version,
        "title": draft.title,
        **{name: getattr(draft, name) for name in (*CaseStudyPage.TEXTS, "change_note")},
        **initial_facts(study),
    }


def initial_facts(study: CaseStudy) -> dict[str, Any]:
    linked = ("themes", "target_groups", "municipality", "standards")
    return {
        **{name: getattr(study, name) for name in FACTS if name not in linked},
        "themes": list(study.themes.values_list("slug", flat=True)),
        "target_groups": list(study.target_groups.values_list("slug", flat=True)),
        "municipality": study.municipality.slug if study.municipality else "",
        "standards": [standard.key for standard in study.standards.in_force()],
    }


def standard_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The standards in force under the name of their framework."""
    return [
        (str(framework.title), [(one.key, f"{one.code} {one.title}") for one in standards])
        for framework, standards in grouped(Standard.objects.in_force())
    ]


class FactsForm(StudyForm):
    """The facts of a published study, as the desk puts them right. All that handing in needs must stay."""

    use_required_attribute = True

    def __init__(self, *args: Any, study: CaseStudy, **kwargs: Any) -> None:
        super().__init__(*args, study=study, initial=initial_facts(study), **kwargs)

    def left_out(self, study: CaseStudy) -> Iterable[str]:
        return [name for name in self.fields if name not in FACTS or name == "consent_confirmed"]

    def full_clean(self) -> None:
        forms.Form.full_clean(self)


class ReasonForm(forms.Form):
    """Why something was decided, for the person it concerns."""

    reason = Text(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
