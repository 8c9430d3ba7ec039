"""The steps of an application to join. Each keeps what is valid at once; what is missing is said on the way on."""

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.checklist import BY_PURPOSE
from members.declarations import CURRENT, declarations
from members.models import Kind, MembershipApplication, Organisation
from members.uploads import MAX_BYTES
from network.core.languages import CONTENT_LANGUAGES
from network.core.models import Country, Municipality
from network.core.uploads import PURPOSES, UploadRefused, clean_upload

from .points import PointField, as_columns, check_point, initial_point

SUMMARY_WORDS = 120


class StepForm(forms.ModelForm):
    """One page of the application. With `draft`, nothing is required: what somebody has not written yet is no error."""

    needed: tuple[str, ...] = ()

    def __init__(self, *args: Any, draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_draft = draft
        for name, field in self.fields.items():
            field.required = not draft and name in self.needed
            if name in self.needed:  # a draft may do without it, but nobody should take it for unimportant
                field.says_optional = False

    def facts(self) -> dict[str, Any]:
        """What can be stored: every field that was filled in validly."""
        return dict(self.cleaned_data)

    @property
    def version(self) -> str:
        """Tells one stored state of this page's fields from another, so that two windows notice each other."""
        values = [plain(self.get_initial_for_field(field, name)) for name, field in self.fields.items()]
        return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


def plain(value: Any) -> Any:
    """A stored value as it is compared: rows by their keys, nothing and empty alike."""
    if isinstance(value, list | tuple):
        return sorted(str(getattr(item, "pk", item)) for item in value)
    return str(getattr(value, "pk", value) or "")


def town_choices() -> list[Any]:
    """Municipalities under the names of their countries."""
    groups: dict[str, list[tuple[Any, str]]] = {country.name: [] for country in Country.objects.in_network()}
    for town in Municipality.objects.select_related("country"):
        groups.setdefault(town.country.name, []).append((town.pk, town.name))
    return [("", "—"), *groups.items()]


class OrganisationStep(StepForm):
    needed = ("kind", "name", "country", "municipality", "register_number")

    class Meta:
        model = MembershipApplication
        fields = [
            "kind",
            "name",
            "name_en",
            "acronym",
            "country",
            "municipality",
            "register_name",
            "register_number",
            "registered_on",
            "tax_number",
            "legal_form",
            "founded_year",
        ]
        widgets = {"registered_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        labels = {"municipality": _("Municipality of the seat")}
        help_texts = {
            "register_name": _("For example: Register of associations, Business Registers Agency."),
            "founded_year": _("The year, with four digits."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in (Kind.CSO, Kind.SERVICE_PROVIDER)]
        self.fields["kind"].widget = forms.RadioSelect(choices=self.fields["kind"].choices)
        self.fields["country"].queryset = Country.objects.in_network()
        self.fields["country"].empty_label = "—"
        self.fields["municipality"].choices = town_choices()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        town, country = cleaned.get("municipality"), cleaned.get("country")
        if town and country and town.country_id != country.pk:
            self.add_error("municipality", _("This municipality is not in the country you chose."))
        return cleaned


class WorkStep(StepForm):
    needed = ("themes", "target_groups", "summary_local")

    summary_local = forms.CharField(
        label=_("The organisation in a few sentences, in your language"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "data-word-limit": SUMMARY_WORDS}),
        help_text=_("What you do, for whom and where. Write in the alphabet you prefer; readers choose theirs."),
    )
    summary_en = forms.CharField(
        label=_("The same in English"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "data-word-limit": SUMMARY_WORDS, "lang": "en"}),
    )

    class Meta:
        model = MembershipApplication
        fields = ["themes", "target_groups", "services", "work_languages", "staff_band", "volunteer_band"]
        widgets = dict.fromkeys(("themes", "target_groups", "services", "work_languages"), forms.CheckboxSelectMultiple)
        help_texts = {"services": _("Leave empty if you help nobody directly.")}

    field_order = ["summary_local", "summary_en"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.local = local_language(self.instance.country)
        self.fields["summary_local"].initial = self.instance.summaries.get(self.local, "")
        self.fields["summary_en"].initial = self.instance.summaries.get("en", "")

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        written = {self.local: facts.pop("summary_local", None), "en": facts.pop("summary_en", None)}
        kept = {**self.instance.summaries, **{code: text for code, text in written.items() if text is not None}}
        return {**facts, "summaries": {code: text for code, text in kept.items() if text}}


def local_language(country: Country) -> str:
    """The content language most read in the country."""
    return next((code for code in country.languages if code in CONTENT_LANGUAGES), "en")


class ContactStep(StepForm):
    needed = ("applicant_title",)
    field_order = ["applicant_title", "email", "phone", "website", "address", "point", "precision"]

    point = PointField()

    class Meta:
        model = MembershipApplication
        fields = ["applicant_title", "email", "phone", "website", "address", "precision", "front_gate"]
        fields += ["consents_to_listing"]
        widgets = {
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "website": forms.URLInput(attrs={"placeholder": "https://"}),
            "precision": forms.RadioSelect,
        }
        help_texts = {
            "email": _("Shown in the directory: an address of the organisation, not of a person."),
            "phone": _("Shown in the directory, with the country code: +381 …"),
            "address": _("The coordinator sees it. The public sees it only if you choose “Exact address” below."),
            "precision": _("Shelters and safe houses stay hidden unless you decide otherwise."),
            "consents_to_listing": _(
                "You can change this at any time. Without it, only the network’s staff know of your membership."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["point"].initial = initial_point(self.instance)
        self.fields["precision"].choices = [c for c in self.fields["precision"].choices if c[0]]
        if not self.initial.get("precision") and self.instance.pk:
            self.initial["precision"] = self.instance.effective_precision

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        check_point(self, self.instance.municipality)
        return cleaned

    def facts(self) -> dict[str, Any]:
        return as_columns(super().facts())


class DocumentForm(forms.Form):
    """One file for one line of the checklist."""

    purpose = forms.ChoiceField(
        choices=[(purpose, item.document) for purpose, item in BY_PURPOSE.items()], widget=forms.HiddenInput
    )
    file = forms.FileField(label=_("File"), help_text=_("PDF, Word, OpenDocument or a photo, up to 10 MB."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        purpose = next(iter(BY_PURPOSE))
        self.fields["file"].widget.attrs.update(
            {
                "accept": PURPOSES[purpose].accept,
                "data-max-bytes": MAX_BYTES,
                "data-too-large": _("“{name}” is larger than 10 MB."),
            }
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("file") and cleaned.get("purpose"):
            try:
                cleaned["file"] = clean_upload(cleaned["file"], cleaned["purpose"])
            except UploadRefused as refusal:
                self.add_error("file", str(refusal))
        return cleaned


class DeclarationForm(forms.Form):
    """Every sentence of the current declaration, each agreed to by itself; and an answer, where something was asked."""

    def __init__(self, *args: Any, asks_answer: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks_answer:
            self.fields["answer"] = forms.CharField(
                label=_("Your answer to the coordinator"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
            )
        for number, sentence in enumerate(declarations(CURRENT)):
            self.fields[f"declaration_{number}"] = forms.BooleanField(
                label=sentence,
                error_messages={"required": _("Tick this box if you agree; without it we cannot go on.")},
            )


class ReasonForm(forms.Form):
    """A sentence or more that somebody else will read."""

    reason = forms.CharField(label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(
        self, *args: Any, label: Any = None, help_text: Any = "", required: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.label, field.help_text, field.required = label or field.label, help_text, required


class CheckForm(forms.Form):
    """What was found on one line of the checklist."""

    verdict = forms.ChoiceField(choices=[("passed", _("In order")), ("failed", _("Not in order"))])
    note = forms.CharField(required=False, max_length=2000)


class EndorsementForm(forms.Form):
    """In whose name, and how they know the applicant."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("In the name of"), empty_label=None)
    text = forms.CharField(label=_("How do you know them?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Organisation.objects.filter(pk__in=[organisation.pk for organisation in organisations])
        self.fields["organisation"].queryset = mine
