"""The living style guide: every component in every state, for those who build and those who judge. Development only."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from .charts.samples import sample_charts, sample_markers
from .design_tokens import SHOWN, colours, contrast, needed_in, used_pairs
from .permissions import public

SPECIMENS = (
    ("en", "English", "Who do I call? Three choices, and a person answers."),
    (
        "sr-Cyrl",
        "Српски (ћирилица)",
        "Ђорђе љуби Њу: џем, ћуп, чај и шљива. Прихватни центар ради од 8 до 20 часова; бдење глади пат.",
    ),
    (
        "sr-Latn",
        "Srpski (latinica)",
        "Đorđe ljubi Nju: džem, ćup, čaj i šljiva. Prihvatni centar radi od 8 do 20 časova.",
    ),
    ("bs", "Bosanski", "Gdje se prijaviti, šta ponijeti i ko pomaže djeci bez pratnje."),
    ("cnr", "Crnogorski", "Dje pronaći pomoć i kako se prijaviti za mentorstvo. Śekira, źenica."),
    ("mk", "Македонски", "Ѓорѓи и Ќерим од Ѕвегор: џем, љубов, њива. Каде да побарате помош и кој одговара."),
    ("sq", "Shqip", "Çfarë të bëni dhe kë të telefononi. Një njeri ju përgjigjet në gjuhën tuaj."),
    ("ar", "العربية", "بمن أتصل؟ ثلاثة اختيارات، ثم يجيبك إنسان."),
)

TOASTS = {
    "info": "Somebody else has written to this room meanwhile.",
    "success": "Your case study has been sent to the coordinator.",
    "error": "The file could not be read. Please choose a PDF.",
}
LOOKS = {
    "theme": ("Theme", {"": "As your browser asks", "light": "Light", "dark": "Dark"}),
    "contrast": ("Contrast", {"": "As your browser asks", "more": "High"}),
}


class SampleForm(forms.Form):
    """One of every kind of field."""

    name = forms.CharField(label="Name of the organisation", help_text="As it stands in the register of your country.")
    email = forms.EmailField(label="E-mail")
    founded_on = forms.DateField(label="Founded on", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    country = forms.ChoiceField(
        label="Country", choices=[("", "Choose one"), ("RS", "Serbia"), ("BA", "Bosnia and Herzegovina")]
    )
    summary = forms.CharField(
        label="What you do",
        widget=forms.Textarea(attrs={"rows": 4, "data-word-limit": "20"}),
        help_text="For somebody who has never heard of you.",
    )
    fields_of_work = forms.MultipleChoiceField(
        label="Fields of work",
        choices=[("legal", "Legal aid"), ("children", "Children without parents"), ("housing", "Housing")],
        widget=forms.CheckboxSelectMultiple,
    )
    size = forms.ChoiceField(
        label="Size",
        choices=[("s", "Up to five people"), ("l", "More than five")],
        widget=forms.RadioSelect,
        required=False,
    )
    statute = forms.FileField(
        label="Statute",
        help_text="PDF, at most 10 MB.",
        widget=forms.FileInput(attrs={"data-max-bytes": "10485760", "data-too-large": "{name} is larger than 10 MB."}),
    )
    agrees = forms.BooleanField(label="We have read the values of the network and share them.")


@public
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    if "toast" in request.GET:
        for tone, text in TOASTS.items():
            messages.add_message(request, getattr(messages, tone.upper()), text)
    broken = SampleForm({"name": "", "email": "ana@", "country": "", "summary": "word " * 24, "fields_of_work": []})
    context: dict[str, Any] = {
        **looks(request.GET),
        "themes": [{"name": theme, "pairs": pairs(theme)} for theme in SHOWN],
        "swatches": [name for name in colours("light") if not name.startswith(("chart", "heat", "map"))],
        "specimens": SPECIMENS,
        "form": SampleForm(prefix="new"),
        "broken_form": broken,
        "charts": sample_charts(),
        "markers": sample_markers(),
        "toasts": [{"tone": tone, "text": text} for tone, text in TOASTS.items()],
        "page_of_many": Paginator(range(200), 10).page(7),
        **sample_parts(),
    }
    return TemplateResponse(request, "network/styleguide.html", context)


def looks(query: QueryDict) -> dict[str, Any]:
    """The look that was asked for (none: what the browser asks for), and the links to the others."""
    chosen = {
        name: query.get(name, "") if query.get(name, "") in choices else "" for name, (_, choices) in LOOKS.items()
    }
    return {
        **chosen,
        "looks": [
            {
                "name": name,
                "label": label,
                "choices": [
                    {
                        "label": words,
                        "url": "?" + urlencode({k: v for k, v in {**chosen, name: value}.items() if v}),
                        "current": chosen[name] == value,
                    }
                    for value, words in choices.items()
                ],
            }
            for name, (label, choices) in LOOKS.items()
        ],
    }


def pairs(theme: str) -> list[dict[str, Any]]:
    """The contrast of every pair that is used, with what it needs."""
    palette = colours(theme)
    return [
        {"front": front, "back": back, "ratio": round(ratio, 1), "needed": needed, "passes": ratio >= needed}
        for front, back, least in used_pairs()
        for ratio, needed in [(contrast(palette[front], palette[back]), needed_in(theme, least))]
    ]


def sample_parts() -> dict[str, Any]:
    return {
        "facets": [
            {
                "label": "Country",
                "values": [
                    {"label": "Serbia", "count": 84, "url": "?country=RS", "current": True},
                    {"label": "Bosnia and Herzegovina", "count": 47, "url": "?country=BA", "current": False},
                    {"label": "Albania", "count": 0, "url": "?country=AL", "current": False},
                ],
            },
            {"label": "Language", "values": [{"label": "Shqip", "count": 12, "url": "?lang=sq", "current": False}]},
        ],
        "tabs": [
            {"label": "Overview", "url": "#tabs", "current": True},
            {"label": "Messages", "url": "#tabs", "current": False, "count": 3},
            {"label": "Documents", "url": "#tabs", "current": False},
        ],
        "steps": [
            {"label": "Organisation", "url": "#steps", "done": True},
            {"label": "Project", "url": "#steps", "done": True},
            {"label": "Budget", "url": "", "current": True},
            {"label": "Attachments", "url": ""},
            {"label": "Check and send", "url": ""},
        ],
        "timeline": [
            {
                "at": datetime(2020, 2, 28, 15, 59, tzinfo=UTC),
                "title": "Application submitted",
                "text": "Receipt sent to the applicant.",
                "tone": "info",
            },
            {
                "at": datetime(2020, 3, 4, 9, 12, tzinfo=UTC),
                "title": "Returned with a question",
                "text": "Please add the budget of the second partner.",
                "tone": "warn",
            },
            {
                "at": datetime(2020, 3, 20, 11, 0, tzinfo=UTC),
                "title": "Awarded",
                "text": "EUR 4,800 for six months.",
                "tone": "good",
            },
        ],
        "facts": [
            {"label": "Country", "value": "Serbia"},
            {"label": "Deadline", "value": "28 February 2020, 17:00 CET"},
            {"label": "Amount", "value": "EUR 2,000 – 5,000"},
            {"label": "Open to", "value": "CSOs of the network"},
        ],
        "stats": [
            {"value": "214", "label": "member organisations", "note": "of 200 planned"},
            {"value": "17", "label": "activities"},
            {"value": "5", "label": "countries"},
            {"value": "38", "label": "small grants", "note": "EUR 171,400"},
        ],
    }
