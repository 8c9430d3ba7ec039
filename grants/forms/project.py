from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from grants import answers, definitions
from grants.definitions import Question
from grants.drafts import LONGEST_TITLE, SUMMARY_WORDS, Draft
from grants.money import NotANumber, parse_number, plain
from members.models.organisations import Kind
from network.core.models import Country

from .tables import TableField

LONGEST_SUMMARY = 4000


class StartForm(forms.Form):
    """In whose name an application is started."""

    organisation = forms.ModelChoiceField(label=_("Your organisation"), queryset=None, empty_label=None)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["organisation"].to_field_name = "uuid"


class EligibilityForm(forms.Form):
    """Four questions that say in a minute whether an organisation may apply."""

    country = forms.ModelChoiceField(label=_("Where is your organisation registered?"), queryset=None)
    kind = forms.ChoiceField(label=_("What is it?"))
    is_member = forms.BooleanField(label=_("It is a member of the network"), required=False)
    founded_year = forms.IntegerField(label=_("Founded in the year"), min_value=1800, max_value=2100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = Country.objects.all()
        self.fields["kind"].choices = Kind.choices


class ProjectForm(forms.Form):
    """The project's title, summary and duration, then the questions of the call. Nothing is required in a draft.

    `content()` is what a draft keeps. Only what cannot be kept at all is an error here; what keeps the application from
    being submitted stands in `Draft.problems`.
    """

    use_required_attribute = False  # a draft may be saved half written; "(optional)" still marks what may stay empty

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        self.draft = draft
        kwargs.setdefault("initial", initial(draft))
        super().__init__(*args, **kwargs)
        self.fields |= basics(draft.application.call.maximum_months)
        for question in draft.definition.typed:
            self.fields[f"q_{question.key}"] = field_for(question)

    def clean_title(self) -> str:
        return " ".join(answers.tidy(self.cleaned_data["title"]).split())

    def clean_summary(self) -> str:
        return answers.tidy(self.cleaned_data["summary"])

    def clean_months(self) -> str:
        text = self.cleaned_data["months"].strip()
        try:
            return plain(parse_number(text)) if text else ""
        except NotANumber:
            return text

    def content(self) -> dict[str, Any]:
        language = get_language() or "en"
        return {
            **{name: self.cleaned_data[name] for name in ("title", "summary", "months")},
            "answers": {
                question.key: answers.read_typed(question, self.cleaned_data[f"q_{question.key}"], language)
                for question in self.draft.definition.typed
            },
        }

    def groups(self) -> list[dict[str, Any]]:
        """Headings and fields in the order of the call, for the template."""
        found: list[dict[str, Any]] = []
        for question in self.draft.definition.questions:
            if question.kind == definitions.HEADING:
                found.append({"heading": question})
            elif question.kind in definitions.TYPED:
                found.append({"field": self[f"q_{question.key}"], "question": question})
        return found

    def point_out(self) -> None:
        """Put beside each field what still keeps it from being submitted; for a bound form of a saved draft."""
        for question in self.draft.definition.typed:
            stored = self.draft.project["answers"].get(question.key, "")
            name = f"q_{question.key}"
            if stored and name not in self.errors and (sentence := answers.problem(question, stored)):
                self.add_error(name, sentence)
        for name, sentence in (("summary", self.draft.summary_problem()), ("months", self.draft.months_problem())):
            if self.draft.project[name] and name not in self.errors and sentence:
                self.add_error(name, sentence)


def initial(draft: Draft) -> dict[str, Any]:
    project = draft.project
    typed = {
        f"q_{question.key}": answers.as_typed(question, project["answers"].get(question.key, ""))
        for question in draft.definition.typed
    }
    return {**{name: project[name] for name in ("title", "summary", "months")}, **typed}


def basics(longest_months: int) -> dict[str, forms.Field]:
    """What every call asks."""
    return {
        "title": Text(LONGEST_TITLE, label=_("Title of the project")),
        "summary": Text(
            LONGEST_SUMMARY,
            label=_("Summary"),
            help_text=_("What you will do, for whom and where. It is published if the grant is awarded."),
            widget=forms.Textarea(attrs={"rows": 5, "data-word-limit": SUMMARY_WORDS}),
        ),
        "months": Text(
            10,
            label=_("Duration in months"),
            help_text=gettext("A whole number from 1 to %(limit)d.") % {"limit": longest_months},
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--short"}),
        ),
    }


def field_for(question: Question) -> forms.Field:
    """The field that asks a question; the language of its label is marked when it is not the reader's."""
    common: dict[str, Any] = {
        "label": question.label.text,
        "help_text": escape(question.help.text),
        "required": question.required,
    }
    if question.kind == definitions.TABLE:
        return TableField(question, **common)
    if question.kind == definitions.CHOICE:
        choices = [("", _("No answer yet")), *((choice.key, choice.label.text) for choice in question.choices)]
        field: forms.Field = KeptChoice(choices=choices, **common)
    elif question.kind == definitions.LONG:
        attrs = {"rows": 10, "data-word-limit": question.max_words} if question.max_words else {"rows": 10}
        field = Text(question.longest, widget=forms.Textarea(attrs=attrs), **common)
    else:
        attrs = {"inputmode": "decimal", "class": "input--short"} if question.kind == definitions.NUMBER else {}
        field = Text(question.longest, widget=forms.TextInput(attrs=attrs), **common)
    if question.label.is_fallback:
        field.widget.attrs["lang"] = question.label.lang
    return field


class Text(forms.CharField):
    """A text of a draft: may be empty, and says how much too long it is instead of being cut by the browser."""

    def __init__(self, longest: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.longest = longest

    def validate(self, value: str) -> None:
        if len(value) > self.longest:
            raise forms.ValidationError(answers.too_long(value, self.longest))


class KeptChoice(forms.ChoiceField):
    """A choice in a draft: an answer that the call no longer offers is dropped to "no answer yet"."""

    def clean(self, value: Any) -> str:
        return value if value in {key for key, _label in self.choices} else ""
