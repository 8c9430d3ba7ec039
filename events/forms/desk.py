"""What organisers plan, change and decide."""

from typing import Any

from django import forms
from django.utils.html import linebreaks
from django.utils.translation import gettext_lazy as _

from events.choices import Admission, Kind, Mode, Selection, Visibility
from members.models import Organisation
from network.core.languages import CONTENT_LANGUAGES
from network.core.models import Country, Municipality

from .times import TimeForm, WallTimeField, ZoneMixin


class FactsForm(forms.Form):
    """What sort of event, where, for whom and by whom."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    visibility = forms.ChoiceField(label=_("Who may know of it"), choices=Visibility.choices)
    mode = forms.ChoiceField(label=_("How to take part"), choices=Mode.choices)
    country = forms.ModelChoiceField(
        Country.objects.in_network(), label=_("Country"), required=False, empty_label=_("The whole region")
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.select_related("country"), label=_("Municipality"), required=False
    )
    venue = forms.CharField(
        label=_("Place"), max_length=250, required=False, help_text=_("Name and address, in the original script.")
    )
    online_url = forms.URLField(
        label=_("Online link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Shown only to people whose seat is confirmed."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"), choices=[], required=False, widget=forms.CheckboxSelectMultiple
    )
    hosts = forms.ModelMultipleChoiceField(
        Organisation.objects.listed(), label=_("Hosts"), required=False, widget=forms.SelectMultiple(attrs={"size": 6})
    )
    accreditation_number = forms.CharField(label=_("Accreditation number"), max_length=60, required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = spoken_languages()  # type: ignore[attr-defined]
        if not user.has_role("secretariat"):
            country = self.fields["country"]
            country.queryset = Country.objects.filter(pk__in=user.countries_as("coordinator"))  # type: ignore[attr-defined]
            country.required, country.empty_label = True, None  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        place, country = cleaned.get("municipality"), cleaned.get("country")
        if place and country and place.country_id != country.pk:
            self.add_error("municipality", _("This municipality lies in another country."))
        if cleaned.get("mode") == Mode.ONLINE and not cleaned.get("online_url"):
            self.add_error("online_url", _("An online event needs a link."))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("hosts", *TEXT_FIELDS)}


def spoken_languages() -> list[tuple[str, Any]]:
    names = {
        "en": _("English"),
        "sr": _("Serbian"),
        "bs": _("Bosnian"),
        "cnr": _("Montenegrin"),
        "mk": _("Macedonian"),
        "sq": _("Albanian"),
    }
    return [(code, names[code]) for code in CONTENT_LANGUAGES]


TEXT_FIELDS = ("title", "summary", "body", "is_published")


class TextForm(forms.Form):
    """What the event's page says in one language."""

    title = forms.CharField(label=_("Title"), max_length=160)
    summary = forms.CharField(
        label=_("Summary"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two or three sentences for lists and search."),
    )
    body = forms.CharField(
        label=_("What it is about"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "An empty line begins a new paragraph. Agenda, headings and links are added in the editors’ admin."
        ),
    )
    is_published = forms.BooleanField(label=_("Publish it now"), required=False, initial=True)

    @property
    def text(self) -> dict[str, str]:
        return {
            "title": self.cleaned_data["title"],
            "summary": self.cleaned_data["summary"],
            "body": paragraphs(self.cleaned_data["body"]),
        }


def paragraphs(text: str) -> str:
    """Typed text as safe paragraphs for a rich-text field."""
    return linebreaks(text, autoescape=True) if text else ""


class PlanForm(TextForm, TimeForm, FactsForm):
    """A whole new event."""

    field_order = ["title", "summary", "body", "starts_at", "ends_at", "time_zone", "kind", "visibility", "mode"]


class SeatsForm(ZoneMixin):
    """How many seats, for whom, and how they are given; the hours by the clock of the event."""

    capacity = forms.IntegerField(
        label=_("Seats"), min_value=1, max_value=100_000, help_text=_("Lowering it takes a seat from nobody.")
    )
    admission = forms.ChoiceField(label=_("Who may register"), choices=Admission.choices)
    countries = forms.ModelMultipleChoiceField(
        Country.objects.in_network(),
        label=_("Only from these countries"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: from anywhere."),
    )
    places_per_organisation = forms.IntegerField(
        label=_("Seats for one organisation at most"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=_("Empty: as many as there are."),
    )
    selection = forms.ChoiceField(label=_("How seats are given"), choices=Selection.choices)
    opens_at = WallTimeField(label=_("Registration opens"))
    closes_at = WallTimeField(label=_("Registration closes"))
    has_waitlist = forms.BooleanField(label=_("Keep a waiting list"), required=False)
    offer_hours = forms.IntegerField(label=_("Hours to take up an offered seat"), min_value=1, max_value=24 * 14)
    offers_until = WallTimeField(
        label=_("No more offers from the waiting list after"),
        required=False,
        help_text=_("Empty: until the event begins."),
    )
    wall_times = ("opens_at", "closes_at", "offers_until")

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["time_zone"] = self.zone
        cleaned = super().clean()
        del cleaned["time_zone"]
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and opens.tzinfo and closes.tzinfo and closes <= opens:
            self.add_error("closes_at", _("Registration must close later than it opens."))
        return cleaned


class ReasonForm(forms.Form):
    """Why: told to those concerned and kept in the log."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Told to everybody concerned."),
    )


class NoteForm(forms.Form):
    """A sentence that may be left out."""

    reason = forms.CharField(max_length=600, required=False)
