from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.choices import WRITTEN_IN, Licence, Relation
from knowledge.models import LicensingRequirement, Standard
from members.models import ServiceType
from network.core.models import Country

from .fields import Prose, Text


class FrameworkForm(forms.Form):
    """A framework and the name of its first version."""

    title = Text(label=_("Title"), max_length=200)
    title_en = Text(label=_("The same in English"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Written in"), choices=WRITTEN_IN)
    publisher = Text(label=_("Publisher"), max_length=200)
    country = forms.ModelChoiceField(Country.objects.all(), label=_("Country"), required=False)
    licence = forms.ChoiceField(label=_("Licence"), choices=Licence.choices)
    url = forms.URLField(label=_("Address"), max_length=500, required=False)
    label = forms.SlugField(label=_("Version"), max_length=20, help_text=_("Such as 2026 or 1-0."))

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        titles = {data["language"]: data["title"], "en": data["title_en"]}
        titles = {code: text for code, text in titles.items() if text} | {data["language"]: data["title"]}
        return {
            "titles": titles,
            **{name: data[name] for name in ("publisher", "country", "licence", "url", "label")},
        }


class VersionForm(forms.Form):
    label = forms.SlugField(label=_("Version"), max_length=20, help_text=_("Such as 2026 or 1-0."))


class CrosswalkForm(forms.Form):
    """How a standard of this framework relates to one of another."""

    source = forms.ModelChoiceField(Standard.objects.none(), label=_("Standard of this framework"))
    relation = forms.ChoiceField(label=_("Relation"), choices=Relation.choices)
    target = forms.ModelChoiceField(Standard.objects.none(), label=_("Standard of another framework"))
    note = Text(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, version: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standards = Standard.objects.select_related("section__version__framework")
        self.fields["source"].queryset = standards.filter(section__version=version)
        others = standards.filter(section__version__state="adopted")
        self.fields["target"].queryset = others.exclude(section__version__framework=version.framework_id)


class LicensingForm(forms.ModelForm):
    """What a country asks of a kind of service."""

    text = Prose(label=_("What is required"), max_length=3000, rows=5)
    language = forms.ChoiceField(label=_("Written in"), choices=WRITTEN_IN)
    service_type = forms.ModelChoiceField(ServiceType.objects.all(), label=_("Kind of service"), to_field_name="slug")

    class Meta:
        model = LicensingRequirement
        fields = [
            "country", "service_type", "is_required", "authority", "legal_basis", "valid_years", "url", "verified_on",
        ]  # fmt: skip
        widgets = {"verified_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    def validate_unique(self) -> None:
        """An entry that exists is changed by the action, not refused."""

    def facts(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return {"texts": {data.pop("language"): data.pop("text")}, **data}
