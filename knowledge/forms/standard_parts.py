from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from knowledge.choices import WRITTEN_IN, Direction, Logic
from knowledge.models import Indicator, Remark, Section, Standard
from knowledge.models.standards import number_of
from knowledge.queries.standards_table import COUNTRIES
from network.core.models import Country

from .fields import Prose, Text


class PartForm(forms.Form):
    """A part in one language; what it says in the others stays."""

    language = forms.ChoiceField(label=_("Written in"), choices=WRITTEN_IN)

    def texts(self, name: str) -> dict[str, str]:
        return {self.cleaned_data["language"]: self.cleaned_data[name]}

    def facts(self) -> dict[str, Any]:
        raise NotImplementedError

    @classmethod
    def initial_of(cls, part: Any, language: str) -> dict[str, Any]:
        raise NotImplementedError


class SectionForm(PartForm):
    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=999)
    title = Text(label=_("Title"), max_length=200)

    def facts(self) -> dict[str, Any]:
        return {"number": self.cleaned_data["number"], "titles": self.texts("title")}

    @classmethod
    def initial_of(cls, part: Section, language: str) -> dict[str, Any]:
        return {"number": part.number, "title": part.titles.get(language, "")}


class StandardForm(PartForm):
    code = Text(label=_("Code"), max_length=20)
    title = Text(label=_("Title"), max_length=200)
    text = Prose(label=_("Explanation"), max_length=3000, rows=5, required=False)

    def facts(self) -> dict[str, Any]:
        return {"code": self.cleaned_data["code"], "titles": self.texts("title"), "texts": self.texts("text")}

    @classmethod
    def initial_of(cls, part: Standard, language: str) -> dict[str, Any]:
        return {"code": part.code, "title": part.titles.get(language, ""), "text": part.texts.get(language, "")}


class IndicatorForm(PartForm):
    code = Text(label=_("Code"), max_length=20)
    text = Prose(label=_("How one sees that it is met"), max_length=1000, rows=3)
    logic = forms.ChoiceField(label=_("It is met by"), choices=Logic.choices)

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"code": data["code"], "texts": self.texts("text"), "logic": data["logic"]}

    @classmethod
    def initial_of(cls, part: Indicator, language: str) -> dict[str, Any]:
        return {"code": part.code, "text": part.texts.get(language, ""), "logic": part.logic}


class RemarkForm(PartForm):
    """A requirement with the threshold that each country sets; an empty one asks for nothing there."""

    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=999)
    text = Text(label=_("Requirement"), max_length=300)
    direction = forms.ChoiceField(label=_("Direction"), choices=Direction.choices)
    unit = Text(label=_("Unit"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {country.code: str(country) for country in Country.objects.all()}
        for code in COUNTRIES:
            self.fields[code.lower()] = Text(label=names.get(code, code), max_length=12, required=False)
        self.fields["rs"].help_text = _("A number, or “yes” where the requirement is simply asked for.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        asks = data.get("direction") == Direction.YES
        for code in COUNTRIES:
            value = (data.get(code.lower()) or "").strip()
            if value and asks and value.lower() != "yes":
                self.add_error(code.lower(), _now("Write “yes”, or choose a direction for the number."))
            elif value and not asks and number_of(value) is None:
                self.add_error(code.lower(), _now("This is not a number."))
        return data

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        thresholds = {code: data[code.lower()].strip().lower() for code in COUNTRIES if data[code.lower()].strip()}
        named = {name: data[name] for name in ("number", "direction", "unit")}
        return {**named, "texts": self.texts("text"), "thresholds": thresholds}

    @classmethod
    def initial_of(cls, part: Remark, language: str) -> dict[str, Any]:
        named = {name: getattr(part, name) for name in ("number", "direction", "unit")}
        thresholds = {code.lower(): value for code, value in part.thresholds.items()}
        return {**named, "text": part.texts.get(language, ""), **thresholds}
