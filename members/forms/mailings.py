from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Interest, Mailing, Theme
from network.core.languages import CONTENT_LANGUAGES
from network.core.models import Country

from .profiles import LANGUAGE_LABELS

AGREED = [("", _("All")), ("yes", _("Agreed")), ("no", _("Not agreed"))]


class ContactSearchForm(forms.Form):
    q = forms.CharField(label=_("Name or organisation"), max_length=200, required=False)
    country = forms.ModelChoiceField(
        Country.objects.in_network(), label=_("Country"), required=False, empty_label=_("All")
    )
    theme = forms.ModelChoiceField(
        Theme.objects.all(), label=_("Field of interest"), required=False, empty_label=_("All"), to_field_name="slug"
    )
    agreed = forms.ChoiceField(label=_("Consent"), choices=AGREED, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.says_optional = False  # all of a search is

    def asked(self) -> dict[str, str]:
        """What `contacts` takes; nonsense is left out."""
        self.is_valid()
        cleaned = self.cleaned_data
        country, theme = cleaned.get("country"), cleaned.get("theme")
        return {
            "query": cleaned.get("q", ""),
            "country": country.pk if country else "",
            "theme": theme.slug if theme else "",
            "agreed": cleaned.get("agreed", ""),
        }


class InterestForm(forms.ModelForm):
    class Meta:
        model = Interest
        fields = ["themes", "note"]
        widgets = {"themes": forms.CheckboxSelectMultiple}


class MailingForm(forms.ModelForm):
    """A letter in one language at least; readers of the others get the nearest one."""

    class Meta:
        model = Mailing
        fields = ["purpose", "countries", "themes", "link"]
        widgets = {
            "purpose": forms.RadioSelect,
            "countries": forms.CheckboxSelectMultiple,
            "themes": forms.CheckboxSelectMultiple,
        }
        help_texts = {"link": _("Where readers find more: a report, an event, a press kit.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["countries"].queryset = Country.objects.in_network()  # type: ignore[attr-defined]
        self.fields["link"].assume_scheme = "https"  # type: ignore[attr-defined]
        for code in CONTENT_LANGUAGES:
            self.fields[f"subject_{code}"] = forms.CharField(
                label=_("Subject"),
                required=False,
                max_length=150,
                initial=self.instance.subjects.get(code, ""),
                widget=forms.TextInput(attrs={"lang": code}),
            )
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Text"),
                required=False,
                max_length=10_000,
                initial=self.instance.texts.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 8, "lang": code}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        written = False
        for code in CONTENT_LANGUAGES:
            subject, text = cleaned.get(f"subject_{code}", ""), cleaned.get(f"text_{code}", "")
            written = written or bool(subject and text)
            if bool(subject) != bool(text):
                missing = f"text_{code}" if subject else f"subject_{code}"
                self.add_error(missing, _("A letter needs a subject and a text in the same language."))
        if not written and not self.errors:
            raise forms.ValidationError(_("Write the letter in one language at least."))
        return cleaned

    @property
    def letters(self) -> list[tuple[Any, list[Any], bool]]:
        """Language by language: its name, its fields, whether anything is written."""
        return [
            (
                LANGUAGE_LABELS[code],
                [self[f"subject_{code}"], self[f"text_{code}"]],
                bool(self[f"subject_{code}"].value() or self[f"text_{code}"].value()),
            )
            for code in CONTENT_LANGUAGES
        ]

    def facts(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {
            **{name: cleaned[name] for name in self.Meta.fields},
            "subjects": {c: cleaned[f"subject_{c}"] for c in CONTENT_LANGUAGES if cleaned[f"subject_{c}"]},
            "texts": {c: cleaned[f"text_{c}"] for c in CONTENT_LANGUAGES if cleaned[f"text_{c}"]},
        }
