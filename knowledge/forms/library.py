"""What keepers of the library and learners send."""

import uuid
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from knowledge.choices import WRITTEN_IN, Audience, Level, Licence, Quality, ResourceKind
from knowledge.files import RESOURCE
from knowledge.models import CaseStudy, Collection, LanguageVersion, Question, Resource
from members.models import Organisation, Theme
from network.core.models import Country
from network.core.uploads import PURPOSES

from .fields import Prose, Text

LANGUAGES = WRITTEN_IN
ANSWERS = 4
PLAIN = ("kind", "audience", "level", "minutes", "licence", "authors", "organisation", "country")


class ResourceStartForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"), choices=ResourceKind.choices)
    language = forms.ChoiceField(label=_("Written in"), choices=LANGUAGES)
    title = Text(label=_("Title"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"key": uuid.uuid4()})
        super().__init__(*args, **kwargs)

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"kind": data["kind"], "language": data["language"], "titles": {data["language"]: data["title"]}}


class ResourceForm(forms.Form):
    """Everything that is said about a thing; a title and a summary in each language."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"), choices=ResourceKind.choices)
    audience = forms.ChoiceField(label=_("For whom"), choices=Audience.choices)
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    minutes = forms.IntegerField(
        label=_("Minutes to read or work through"), min_value=1, max_value=6000, required=False
    )
    licence = forms.ChoiceField(label=_("Licence"), choices=Licence.choices)
    authors = Text(label=_("Authors"), max_length=200, required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), to_field_name="slug", required=False
    )
    country = forms.ModelChoiceField(Country.objects.all(), label=_("Country"), required=False)
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(),
        label=_("Themes"),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    collections = forms.ModelMultipleChoiceField(
        Collection.objects.all(),
        label=_("Collections"),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    studies = forms.ModelMultipleChoiceField(
        CaseStudy.objects.none(),
        label=_("Used in these case studies"),
        to_field_name="slug",
        required=False,
    )

    def __init__(self, *args: Any, resource: Resource, **kwargs: Any) -> None:
        self.resource = resource
        kwargs.setdefault("initial", initial_of(resource))
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.listed()
        self.fields["studies"].queryset = CaseStudy.objects.public().order_by("title")
        for code, _name in LANGUAGES:
            own = code == resource.language
            self.fields[f"title_{code}"] = Text(label=_("Title"), max_length=200, required=own)
            self.fields[f"summary_{code}"] = Prose(label=_("Summary"), words=80, rows=3, max_length=900, required=False)

    def languages(self) -> Iterator[tuple[str, Any, list[BoundField], bool]]:
        """Code, name and fields of each language, the original first; whether it is open."""
        ordered = sorted(LANGUAGES, key=lambda pair: pair[0] != self.resource.language)
        for code, name in ordered:
            yield code, name, [self[f"title_{code}"], self[f"summary_{code}"]], code == self.resource.language

    def described(self) -> list[BoundField]:
        return [self[name] for name in (*PLAIN, "themes", "collections", "studies")]

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        texts = {
            f"{kind}s" if kind == "title" else "summaries": {
                code: data[f"{kind}_{code}"] for code, _name in LANGUAGES if data.get(f"{kind}_{code}")
            }
            for kind in ("title", "summary")
        }
        return {**{name: data[name] for name in (*PLAIN, "themes", "collections", "studies")}, **texts}


def initial_of(resource: Resource) -> dict[str, Any]:
    return {
        "version": resource.version,
        **{name: getattr(resource, name) for name in PLAIN if name not in ("organisation", "country")},
        "organisation": resource.organisation.slug if resource.organisation else "",
        "country": resource.country_id,
        "themes": [theme.slug for theme in resource.themes.all()],
        "collections": [collection.slug for collection in resource.collections.all()],
        "studies": [study.slug for study in resource.studies.all()],
        **{f"title_{code}": text for code, text in resource.titles.items()},
        **{f"summary_{code}": text for code, text in resource.summaries.items()},
    }


class VersionForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    quality = forms.ChoiceField(label=_("What it is"), choices=Quality.choices)
    translated_from = forms.ModelChoiceField(
        LanguageVersion.objects.none(), label=_("Translated from"), required=False, empty_label=_("It is the original")
    )
    file = forms.FileField(label=_("File"))

    def __init__(self, *args: Any, resource: Resource, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "version_%s")
        super().__init__(*args, **kwargs)
        self.fields["translated_from"].queryset = resource.versions.all()
        names = dict(LANGUAGES)
        self.fields["translated_from"].label_from_instance = lambda one: f"{names[one.language]}, {one.number}"
        self.fields["file"].widget.attrs["accept"] = PURPOSES[RESOURCE].accept


class LessonForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    title = Text(label=_("Title"), max_length=150)
    text = Prose(
        label=_("Text"),
        rows=20,
        max_length=30_000,
        help_text=_("Markdown: ## heading, - list, **bold**, > to remember."),
    )


class QuestionForm(forms.Form):
    """A question with up to four answers; those left empty do not count."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    text = Text(label=_("Question"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, ANSWERS + 1):
            self.fields[f"answer_{number}"] = Text(
                label=_("Answer %(number)s") % {"number": number}, max_length=300, required=number < 3
            )
            self.fields[f"right_{number}"] = forms.BooleanField(label=_("This is right"), required=False)
            self.fields[f"why_{number}"] = Text(label=_("Why"), max_length=300, required=False)

    def answers(self) -> list[dict[str, Any]]:
        data = self.cleaned_data
        return [
            {"text": data[f"answer_{number}"], "right": data[f"right_{number}"], "why": data[f"why_{number}"]}
            for number in range(1, ANSWERS + 1)
            if data.get(f"answer_{number}")
        ]


def question_initial(question: Question) -> dict[str, Any]:
    initial: dict[str, Any] = {"language": question.language, "text": question.text}
    for number, answer in enumerate(question.answers, start=1):
        initial |= {
            f"answer_{number}": answer["text"],
            f"right_{number}": answer["right"],
            f"why_{number}": answer["why"],
        }
    return initial


class QuizForm(forms.Form):
    """The questions of a module: one answer where one is right, several where several are."""

    use_required_attribute = False

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for question in questions:
            several = sum(answer["right"] for answer in question.answers) > 1
            field = forms.MultipleChoiceField if several else forms.ChoiceField
            widget = forms.CheckboxSelectMultiple if several else forms.RadioSelect
            self.fields[f"q{question.position}"] = field(
                label=question.text,
                choices=[(str(place), answer["text"]) for place, answer in enumerate(question.answers)],
                widget=widget,
                help_text=_("Several answers are right.") if several else "",
                error_messages={"required": _("Choose an answer.")},
            )

    def chosen(self, question: Question) -> frozenset[int]:
        value = self.cleaned_data[f"q{question.position}"]
        return frozenset(int(one) for one in (value if isinstance(value, list) else [value]))
