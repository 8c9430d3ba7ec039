"""The public profile, as its people edit it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from network.core.languages import CONTENT_LANGUAGES

from .applications import SUMMARY_WORDS, town_choices
from .points import PointField, as_columns, check_point, initial_point

LANGUAGE_LABELS = {
    "en": _("English"),
    "sr": _("Serbian"),
    "bs": _("Bosnian"),
    "cnr": _("Montenegrin"),
    "mk": _("Macedonian"),
    "sq": _("Albanian"),
}
VOCABULARIES = ("themes", "target_groups", "services", "work_languages")


class ProfileForm(forms.ModelForm):
    """Everything public about an organisation but what the register says; that changes through the coordinator."""

    point = PointField()

    class Meta:
        model = Organisation
        fields = [
            "name_en",
            "acronym",
            *VOCABULARIES,
            "founded_year",
            "staff_band",
            "volunteer_band",
            "municipality",
            "address",
            "precision",
            "front_gate",
            "website",
            "email",
            "phone",
            "consents_to_listing",
        ]
        widgets = {
            **dict.fromkeys(VOCABULARIES, forms.CheckboxSelectMultiple),
            "precision": forms.RadioSelect,
            "phone": forms.TextInput(attrs={"type": "tel"}),
        }
        help_texts = {
            "address": _("The public sees it only if you choose “Exact address” below."),
            "precision": _(
                "Shelters and safe houses stay hidden: then even the town is shown to nobody but the staff."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].choices = town_choices()
        self.fields["point"].initial = initial_point(self.instance)
        for code in CONTENT_LANGUAGES:
            label = LANGUAGE_LABELS[code]
            self.fields[f"summary_{code}"] = forms.CharField(
                label=_("In a few sentences: %(language)s") % {"language": label},
                required=False,
                max_length=2000,
                initial=self.instance.summaries.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 4, "data-word-limit": SUMMARY_WORDS, "lang": code}),
            )
            self.fields[f"description_{code}"] = forms.CharField(
                label=_("At length: %(language)s") % {"language": label},
                required=False,
                max_length=20_000,
                initial=self.instance.descriptions.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 8, "lang": code}),
            )

    def clean_municipality(self) -> Any:
        town = self.cleaned_data["municipality"]
        if town and town.country_id != self.instance.country_id:
            raise forms.ValidationError(_("This municipality is not in the organisation’s country."))
        return town

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        check_point(self, cleaned.get("municipality"))
        return cleaned

    @property
    def texts(self) -> list[tuple[Any, list[Any], bool]]:
        """The texts language by language: label, fields, whether anything is written."""
        return [
            (
                LANGUAGE_LABELS[code],
                [self[f"summary_{code}"], self[f"description_{code}"]],
                bool(self[f"summary_{code}"].value() or self[f"description_{code}"].value()),
            )
            for code in CONTENT_LANGUAGES
        ]

    def facts(self) -> dict[str, Any]:
        """The columns to store, with the texts gathered per language."""
        facts = {name: value for name, value in self.cleaned_data.items() if name not in VOCABULARIES}
        for column, prefix in (("summaries", "summary"), ("descriptions", "description")):
            texts = {code: facts.pop(f"{prefix}_{code}") for code in CONTENT_LANGUAGES}
            facts[column] = {code: text for code, text in texts.items() if text}
        return as_columns(facts)

    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in VOCABULARIES}
