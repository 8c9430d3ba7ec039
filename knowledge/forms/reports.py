import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.choices import WRITTEN_IN, Progress, Severity
from knowledge.files import EVIDENCE
from knowledge.models import Evidence, Finding, Recommendation, ReportSeries, ShadowReport, ShadowReportPage
from members.models import Organisation, TargetGroup, Theme
from members.models.organisations import Kind
from network.core.uploads import PURPOSES

from .fields import Day, Prose, Text


class ReportStartForm(forms.Form):
    """What an edition is before a word of it is written."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    series = forms.ModelChoiceField(
        ReportSeries.objects.none(), label=_("Series"), to_field_name="slug", empty_label=None
    )
    title = Text(label=_("Title"), max_length=200)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    period_from = Day(label=_("Period from"))
    period_until = Day(label=_("Period until"))
    language = forms.ChoiceField(label=_("Written in"), choices=WRITTEN_IN)

    def __init__(self, *args: Any, series: Any, language: str, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"key": uuid.uuid4(), "year": timezone.localdate().year, "language": language})
        super().__init__(*args, **kwargs)
        self.fields["series"].queryset = series

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begins, ends = data.get("period_from"), data.get("period_until")
        if begins and ends and ends < begins:
            self.add_error("period_until", _("The period cannot end before it begins."))
        return data


class ReportForm(forms.Form):
    """The texts of an edition besides its chapters."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = Text(label=_("Title"), max_length=200)
    summary = Prose(
        label=_("Summary"),
        words=400,
        max_length=8000,
        required=False,
        help_text=_("What the year brought, on one page. Most readers read only this."),
    )
    methodology = Prose(
        label=_("How we worked"),
        words=600,
        max_length=12000,
        required=False,
        help_text=_("Who looked at what, when, how, and what could not be seen."),
    )
    funding = Prose(label=_("Funding"), max_length=2000, rows=3, required=False)
    contributors = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Contributors"),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, report: ShadowReport, draft: ShadowReportPage | None = None, **kwargs: Any) -> None:
        if draft is not None:
            kwargs.setdefault("initial", initial_of(report, draft))
        super().__init__(*args, **kwargs)
        self.fields["contributors"].queryset = possible_writers(report)

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("summary", "methodology", "funding")}


def initial_of(report: ShadowReport, draft: ShadowReportPage) -> dict[str, Any]:
    return {
        "version": report.version,
        "title": draft.title,
        "summary": draft.summary,
        "methodology": draft.methodology,
        "funding": draft.funding,
        "contributors": list(report.contributors.values_list("slug", flat=True)),
    }


class ChapterForm(forms.Form):
    title = Text(label=_("Chapter"), max_length=150, required=False)
    author = Text(label=_("Written by"), max_length=150, required=False)
    text = Prose(
        label=_("Text"),
        max_length=60_000,
        rows=12,
        required=False,
        help_text=_("Markdown: ## heading, - list, **bold**."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("text") and not data.get("title"):
            self.add_error("title", _("Give the chapter a title."))
        return data


ChapterFormSet = forms.formset_factory(
    ChapterForm, extra=1, max_num=40, absolute_max=45, validate_max=True, can_order=False
)


def chapters_of(draft: ShadowReportPage) -> list[dict[str, str]]:
    return [{name: block.value[name] or "" for name in ("title", "author", "text")} for block in draft.chapters]


def written(formset: Any) -> list[dict[str, str]]:
    """The chapters that have a title, in order; one emptied of its title is left out."""
    rows = [{name: form.cleaned_data.get(name, "") for name in ("title", "author", "text")} for form in formset]
    return [row for row in rows if row["title"]]


class PlanForm(forms.Form):
    """Which chapter is written by whom."""

    title = Text(label=_("Chapter"), max_length=150)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Written by"),
        to_field_name="slug",
        required=False,
        empty_label=_("The desk itself"),
    )

    def __init__(self, *args: Any, report: ShadowReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = possible_writers(report)


def possible_writers(report: ShadowReport) -> Any:
    listed = Organisation.objects.listed().exclude(kind=Kind.PUBLIC_BODY)
    return listed.filter(country=report.country_id) if report.country_id else listed


class ChapterTextForm(forms.Form):
    """What stands in a chapter."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = Prose(
        label=_("Text"),
        max_length=60_000,
        rows=24,
        required=False,
        help_text=_("Markdown: ## heading, - list, **bold**."),
    )


class EvidenceForm(forms.ModelForm):
    """A source for the library. What readers may see is said by hand: nothing is open by an oversight."""

    document = forms.FileField(
        label=_("Document"),
        required=False,
        help_text=_(
            "Only those who write at this country’s reports can open it. Readers can once the report is out, and only "
            "when you mark the source as theirs."
        ),
    )
    field_order = ["kind", "title", "source", "dated_on", "url", "document", "is_public"]

    class Meta:
        model = Evidence
        fields = ["kind", "title", "source", "dated_on", "url", "is_public"]
        widgets = {"dated_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}
        help_texts = {
            "title": _("As one would cite it. Never a name or a trace of somebody who was helped."),
            "is_public": _("If not, readers see only that there is such a source."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("instance") is None:
            kwargs.setdefault("initial", {"is_public": False})
        super().__init__(*args, **kwargs)
        self.fields["document"].widget.attrs["accept"] = PURPOSES[EVIDENCE].accept


class ReplaceForm(forms.Form):
    """Which edition replaces this one."""

    replaced_by = forms.ModelChoiceField(
        ShadowReport.objects.none(), label=_("Replaced by"), to_field_name="slug", empty_label=None
    )

    def __init__(self, *args: Any, report: ShadowReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = ShadowReport.objects.readable().filter(series=report.series_id, year__gt=report.year)
        self.fields["replaced_by"].queryset = later


class FindingForm(forms.Form):
    """Something the report establishes."""

    claim = Prose(
        label=_("Finding"), max_length=1500, rows=3, help_text=_("One sentence that can be quoted by itself.")
    )
    proof = Prose(label=_("Evidence"), max_length=4000, rows=4, required=False)
    target_group = forms.ModelChoiceField(
        TargetGroup.objects.all(), label=_("Whom it concerns"), to_field_name="slug", required=False
    )
    severity = forms.ChoiceField(label=_("Weight"), choices=Severity.choices)
    sources = forms.ModelMultipleChoiceField(
        Evidence.objects.none(), label=_("Rests on"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, report: ShadowReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sources"].queryset = Evidence.objects.filter(country=report.country_id)


class RecommendationForm(forms.Form):
    """What the report asks of whom by when."""

    text = Prose(
        label=_("Recommendation"),
        max_length=2000,
        rows=4,
        help_text=_(
            "One thing that institutions should do, so clear that next year anybody can see whether it was done."
        ),
    )
    text_en = Prose(label=_("The same in English"), max_length=2000, rows=4, required=False)
    addressees = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=_("Addressed to"), to_field_name="slug", widget=forms.CheckboxSelectMultiple
    )
    theme = forms.ModelChoiceField(Theme.objects.all(), label=_("Theme"), to_field_name="slug", required=False)
    finding = forms.ModelChoiceField(
        Finding.objects.none(), label=_("Rests on finding"), required=False, to_field_name="number"
    )
    target_on = Day(label=_("To be done by"), required=False)
    carried_from = forms.ModelChoiceField(
        Recommendation.objects.none(),
        label=_("Carries on"),
        required=False,
        to_field_name="code",
        help_text=_("An earlier recommendation that goes on under this new code. Its history stays one click away."),
    )

    def __init__(
        self, *args: Any, report: ShadowReport, recommendation: Recommendation | None = None, **kwargs: Any
    ) -> None:
        if recommendation is not None:
            kwargs.setdefault("initial", initial_recommendation(recommendation, report.language))
        super().__init__(*args, **kwargs)
        bodies = Organisation.objects.filter(kind=Kind.PUBLIC_BODY)
        self.fields["addressees"].queryset = bodies.filter(country=report.country_id) if report.country_id else bodies
        self.fields["finding"].queryset = report.findings.all()
        earlier = Recommendation.objects.public().filter(country=report.country_id, is_carried_on=False)
        self.fields["carried_from"].queryset = earlier.exclude(report=report)
        if report.language == "en":
            del self.fields["text_en"]

    def texts(self, language: str) -> dict[str, str]:
        found = {language: self.cleaned_data["text"], "en": self.cleaned_data.get("text_en", "")}
        return {code: text for code, text in found.items() if text} | {language: self.cleaned_data["text"]}


def initial_recommendation(recommendation: Recommendation, language: str) -> dict[str, Any]:
    return {
        "text": recommendation.texts.get(language, ""),
        "text_en": recommendation.texts.get("en", ""),
        "addressees": [organisation.slug for organisation in recommendation.addressees.all()],
        "theme": recommendation.theme.slug if recommendation.theme else "",
        "finding": recommendation.finding.number if recommendation.finding else "",
        "target_on": recommendation.target_on,
        "carried_from": recommendation.carried_from.code if recommendation.carried_from else "",
    }


class AssessmentForm(forms.Form):
    """How far a recommendation of an earlier edition has come."""

    progress = forms.ChoiceField(label=_("Status"), choices=Progress.choices)
    proof = Prose(
        label=_("Evidence"), max_length=4000, rows=4, help_text=_("What shows it, and where it can be looked up.")
    )
    on = Day(label=_("Assessed on"))
    rewording = Prose(
        label=_("New wording"),
        max_length=2000,
        rows=3,
        required=False,
        help_text=_("Only where the old one no longer says what is needed. The old one stays in the history."),
    )


class EmbargoForm(forms.Form):
    until = forms.DateTimeField(
        label=_("Publish on"),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        help_text=_("In your own time zone, to the minute."),
    )
