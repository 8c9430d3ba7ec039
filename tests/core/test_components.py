"""The shared kit: fields, navigation, the trap for machines, the frame of every page."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from network.core.charts.region import GEO
from network.core.forms import TrapMixin
from network.core.templatetags.components import page_numbers, primary_navigation
from network.core.views_styleguide import styleguide

NOW = datetime(2020, 2, 28, 12, 0, tzinfo=UTC)


class Guestbook(TrapMixin):
    name = forms.CharField(label="Name", help_text="As you like.")
    text = forms.CharField(label="Text", widget=forms.Textarea(attrs={"data-word-limit": "300"}), required=False)
    fields_of_work = forms.MultipleChoiceField(
        label="Fields", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple, required=False
    )
    agrees = forms.BooleanField(label="I agree", required=False)


def page(path: str = "/en/", template: str = "network/base.html", **context: object) -> str:
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    return render_to_string(template, context, request=request)


# --- Fields -------------------------------------------------------------------------------------------------------


def test_field_ties_label_hint_and_error_to_its_control() -> None:
    html = Guestbook({"name": ""})["name"].as_field_group()

    assert '<label class="field__label" for="id_name">Name</label>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert "field--invalid" in html


def test_long_text_counts_its_words() -> None:
    html = Guestbook()["text"].as_field_group()

    assert 'id="id_text_words"' in html
    assert "At most 300 words" in html
    assert "(optional)" in html


def test_choices_stand_in_a_fieldset_and_a_lone_box_beside_its_label() -> None:
    assert "<legend>Fields" in Guestbook()["fields_of_work"].as_field_group()
    assert '<label class="choice" for="id_agrees">' in Guestbook()["agrees"].as_field_group()


def test_error_summary_leads_to_the_fields() -> None:
    html = render_to_string("network/components/error_summary.html", {"form": Guestbook({"name": ""})})

    assert '<a href="#id_name">Name</a> — This field is required.' in html


def test_error_summary_of_a_sound_form_is_empty() -> None:
    assert render_to_string("network/components/error_summary.html", {"form": Guestbook()}).strip() == ""


# --- The trap -----------------------------------------------------------------------------------------------------


def filled(values: dict[str, str]) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({"name": "Ana Primer", **values})
    return data


def test_trap_lets_people_through() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        opened = Guestbook()["opened"].value()
        clock.shift(timedelta(seconds=3))

        assert Guestbook(filled({"opened": opened})).is_valid()


@pytest.mark.parametrize(
    ("waited", "values"),
    [
        (timedelta(seconds=1), {}),
        (timedelta(hours=25), {}),
        (timedelta(seconds=30), {"website": "https://example.org"}),
        (timedelta(seconds=30), {"opened": "forged"}),
    ],
    ids=["at once", "after a day", "filled the trap", "forged the time"],
)
def test_trap_holds_machines_and_lets_a_person_try_again(waited: timedelta, values: dict[str, str]) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        opened = Guestbook()["opened"].value()
        clock.shift(waited)
        caught = Guestbook(filled({"opened": opened, **values}))

        assert caught.has_error(forms.forms.NON_FIELD_ERRORS, "machine")

        clock.shift(timedelta(seconds=3))
        again = {name: caught[name].value() or "" for name in ("name", "opened", "website")}
        assert Guestbook(again).is_valid()


def test_trap_is_out_of_sight_and_out_of_the_tab_order() -> None:
    html = str(Guestbook())

    assert '<div class="honeypot" aria-hidden="true">' in html
    assert 'tabindex="-1"' in html


# --- The frame ----------------------------------------------------------------------------------------------------


def test_every_page_has_its_frame() -> None:
    html = page("/en/knowledge/")

    assert '<html lang="en" dir="ltr">' in html
    assert '<a class="skip-link" href="#main">' in html
    assert '<main id="main" tabindex="-1">' in html
    assert html.count('<a class="site-nav__link" href="/en/knowledge/" aria-current="page">') == 1


def test_no_page_carries_anything_inline() -> None:
    html = page()

    assert "style=" not in html
    assert "<script>" not in html
    assert " onclick" not in html


def test_rooms_are_a_door_for_members_only() -> None:
    everybody = ["Directory", "Knowledge", "Grants", "Events", "About"]

    assert [item.label for item in primary_navigation()] == everybody
    assert [item.label for item in primary_navigation(True)] == [*everybody[:4], "Rooms", "About"]


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/en/", ""),
        ("/en/knowledge/library/", "/en/knowledge/"),
        ("/sr-latn/events/", "/sr-latn/events/"),
        ("/knowledge/", ""),
    ],
)
def test_the_door_behind_which_one_stands_is_marked(path: str, marked: str) -> None:
    with translation.override("sr-latn" if path.startswith("/sr-latn/") else "en"):
        html = page(path)

    found = re.findall(r'site-nav__link" href="([^"]*)" aria-current="page"', html)
    assert found == ([marked] if marked else [])


def test_navigation_stays_in_the_readers_script() -> None:
    with translation.override("sr-latn"):
        assert primary_navigation()[0].url == "/sr-latn/directory/"


def test_pagination_keeps_the_filters() -> None:
    html = page(
        "/en/directory/?country=RS&page=2", "network/components/pagination.html", page=Paginator(range(30), 10).page(2)
    )

    assert 'href="?country=RS&amp;page=3"' in html
    assert page_numbers(Paginator(range(30), 10).page(2)) == [1, 2, 3]


def test_a_single_page_needs_no_pagination() -> None:
    html = page("/en/", "network/components/pagination.html", page=Paginator(range(3), 10).page(1))

    assert html.strip() == ""


def test_dialog_does_not_pick_up_the_form_of_the_page() -> None:
    html = page(
        "/en/",
        "network/components/dialog.html",
        id="d",
        title="T",
        action_url="/x/",
        action_label="Go",
        form=Guestbook(),
    )

    assert "id_name" not in html


def test_styleguide_shows_everything() -> None:
    request = RequestFactory().get("/en/styleguide/")
    request.user = AnonymousUser()

    html = styleguide(request).render().content.decode()

    assert html.count('role="img"') >= 10
    assert "fails" not in html
    assert "style=" not in html
    for part in (
        "button--danger", "error-summary", "aria-invalid", "facet__value", "table--cards", "card__title", "tabs__", "dialog--shown",
        "toast--error", "timeline", "progress", "empty", "skeleton", "notice--bad", "chart--bar", "chart--line", "chart--heat",
        "chart__donut", "region-map",
    ):  # fmt: skip
        assert part in html, part


@pytest.mark.parametrize(
    ("query", "attributes", "chosen"),
    [
        ("", "", ["?", "?"]),
        ("?theme=dark", ' data-theme="dark"', ["?theme=dark", "?theme=dark"]),
        ("?contrast=more", ' data-contrast="more"', ["?contrast=more", "?contrast=more"]),
        (
            "?theme=light&contrast=more",
            ' data-theme="light" data-contrast="more"',
            ["?theme=light&amp;contrast=more", "?theme=light&amp;contrast=more"],
        ),
        ("?theme=%22%3E&contrast=x", "", ["?", "?"]),
    ],
)
def test_styleguide_shows_each_look_by_a_switch(query: str, attributes: str, chosen: list[str]) -> None:
    request = RequestFactory().get(f"/en/styleguide/{query}")
    request.user = AnonymousUser()

    html = styleguide(request).render().content.decode()

    assert f'<html lang="en" dir="ltr"{attributes}>' in html
    assert re.findall(r'looks__choice" href="([^"]*)" aria-current="true"', html) == chosen


# --- Files --------------------------------------------------------------------------------------------------------


def test_municipalities_are_complete() -> None:
    places = json.loads((GEO / "municipalities.json").read_text())
    per_country = {code: sum(place["country"] == code for place in places) for code in ("RS", "BA", "MK", "AL", "ME")}

    assert min(per_country.values()) >= 10
    assert len({place["slug"] for place in places}) == len(places) >= 60
    assert all(set(place["names"]) == {"en", "sr", "bs", "cnr", "mk", "sq"} for place in places)


def test_fonts_stay_light_and_carry_their_licence() -> None:
    fonts = Path(GEO).parent / "static" / "network" / "fonts"

    assert sum(file.stat().st_size for file in fonts.glob("*.woff2")) < 500_000
    assert {file.name for file in fonts.glob("*-OFL.txt")} == {"commissioner-OFL.txt", "source-serif-4-OFL.txt"}
