"""What people type and choose about events; checked here, decided in `actions`."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from network.core.languages import CONTENT_LANGUAGES
from network.core.models import Country, Municipality

from .choices import Admission, Kind, Mode, Selection, Visibility
from .months import Month, read_month
from .queries import Wanted
from .validators import validate_exists_in_zone

WHEN = [("ahead", _("Coming up")), ("past", _("Past")), ("all", _("All"))]
ZONES = [
    "Europe/Belgrade", "Europe/Sarajevo", "Europe/Skopje", "Europe/Tirane", "Europe/Podgorica", "Europe/Brussels",
    "Europe/Athens", "Europe/London", "UTC",
]  # fmt: skip


class CalendarForm(forms.Form):
    """The address of the calendar: what is not understood is left out, never an error."""

    country = forms.CharField(required=False)
    kind = forms.ChoiceField(choices=Kind.choices, required=False)
    when = forms.ChoiceField(choices=WHEN, required=False)
    view = forms.ChoiceField(choices=[("list", ""), ("month", "")], required=False)
    month = forms.CharField(required=False)

    def clean_country(self) -> str:
        code = self.cleaned_data["country"]
        if code and code != "region" and not Country.objects.filter(pk=code).exists():
            raise ValidationError(_("There is no such country in the network."))
        return code

    @property
    def wanted(self) -> Wanted:
        data = self.understood
        return Wanted(data.get("country", ""), data.get("kind", ""), data.get("when") or "ahead")

    @property
    def asked_month(self) -> Month | None:
        return read_month(self.understood.get("month", ""))

    @property
    def shows_month(self) -> bool:
        return self.understood.get("view") == "month"

    @property
    def understood(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data


class RegisterForm(forms.Form):
    """For which organisation one comes, and what one needs."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("You come from"), required=False)
    needs = forms.CharField(
        label=_("Anything you need to take part well"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Access, food, childcare, interpretation. Only the organisers read this."),
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.queryset = person.organisations().order_by("sort_key")  # type: ignore[attr-defined]
        own = list(field.queryset)  # type: ignore[attr-defined]
        field.empty_label = _("No organisation, I come for myself")  # type: ignore[attr-defined]
        if not own:
            field.widget = forms.HiddenInput()
        elif not self.is_bound:
            self.initial.setdefault("organisation", own[0].pk)


class WallTimeField(forms.DateTimeField):
    """A day and hour as the clock on the wall shows it, without a zone: the form gives it one."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        for text_format in self.input_formats:
            try:
                return self.strptime(str(value).strip(), text_format)
            except (ValueError, TypeError):
                continue
        raise ValidationError(_("Write day and hour like 2026-12-03 10:00."), code="invalid")

    def prepare_value(self, value: Any) -> Any:
        return value


class ZoneMixin(forms.Form):
    """Turns the wall times named in `wall_times` into moments by the clock chosen in `time_zone`."""

    wall_times: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        zone = cleaned.get("time_zone")
        for name in self.wall_times if zone else ():
            wall = cleaned.get(name)
            if wall is None:
                continue
            try:
                validate_exists_in_zone(wall, zone)
            except ValidationError as problem:
                self.add_error(name, problem)
            else:
                cleaned[name] = wall.replace(tzinfo=ZoneInfo(zone))
        return cleaned


class TimeForm(ZoneMixin):
    """From when until when, by which clock."""

    starts_at = WallTimeField(label=_("Begins"))
    ends_at = WallTimeField(label=_("Ends"))
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=[(z, z) for z in ZONES], help_text=_("The hours above are meant by this clock.")
    )
    wall_times = ("starts_at", "ends_at")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and starts.tzinfo and ends.tzinfo and ends <= starts:
            self.add_error("ends_at", _("The end must be later than the beginning."))
        return cleaned


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
    from django.utils.html import linebreaks  # inline: used once

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
