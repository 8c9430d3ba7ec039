"""What people say of a room that they open or look after."""

import uuid
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from members.permissions import organisations_spoken_for
from members.roles import Role
from network.core.languages import CONTENT_LANGUAGES, content_language
from network.core.models import Country

from .models import Room
from .states import COMMON_KINDS, ParticipantRole, RoomKind, Sensitivity


class DescriptionForm(forms.Form):
    """Name and purpose of a room, in as many languages as one likes; the writer's own language comes first."""

    sensitivity = forms.ChoiceField(
        label=_("Who may come in"),
        choices=Sensitivity.choices,
        initial=Sensitivity.MEMBERS,
        widget=forms.RadioSelect,
        help_text=_("Once something was said, this can be made narrower, not wider. Who is in the room stays in it."),
    )

    def __init__(self, *args: Any, kind: str, language: str, room: Room | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = content_language(language)
        known = room.titles if room else {}
        self.first = own if not known or own in known else next(iter(known))
        for code in CONTENT_LANGUAGES:
            is_first = code == self.first
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Name of the room"), max_length=120, required=is_first, initial=known.get(code, ""),
                widget=forms.TextInput(attrs={"lang": code}),
            )  # fmt: skip
            self.fields[f"purpose_{code}"] = forms.CharField(
                label=_("What it is for"), max_length=300, required=False,
                initial=room.purposes.get(code, "") if room else "",
                help_text=_("One sentence. It stands under the name.") if is_first else "",
                widget=forms.TextInput(attrs={"lang": code}),
            )  # fmt: skip
        if kind not in COMMON_KINDS:
            del self.fields["sensitivity"]
        elif room:
            self.fields["sensitivity"].initial = room.sensitivity

    @property
    def plain(self) -> list[BoundField]:
        """What is asked before the names."""
        return [self[name] for name in ("country", "organisation") if name in self.fields]

    @property
    def own(self) -> list[BoundField]:
        return [self[f"title_{self.first}"], self[f"purpose_{self.first}"]]

    @property
    def others(self) -> Iterator[tuple[str, Any, list[BoundField]]]:
        """Code, name and fields of each other language."""
        for code, name in CONTENT_LANGUAGES.items():
            if code != self.first:
                yield code, name, [self[f"title_{code}"], self[f"purpose_{code}"]]

    @property
    def has_others(self) -> bool:
        """Whether something stands in another language, so that it is shown."""
        return any(field.value() for _code, _name, fields in self.others for field in fields)

    def texts(self, name: str) -> dict[str, str]:
        """`name` per language, the first one first."""
        codes = [self.first, *(code for code in CONTENT_LANGUAGES if code != self.first)]
        return {code: text for code in codes if (text := self.cleaned_data[f"{name}_{code}"])}

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        more = {name: data[name] for name in ("sensitivity", "country", "organisation", "token") if name in data}
        return {"titles": self.texts("title"), "purposes": self.texts("purpose"), **more}


class FoundingForm(DescriptionForm):
    """A room that somebody opens."""

    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def __init__(self, *args: Any, by: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        self.fields["token"].initial = uuid.uuid4
        if kind == RoomKind.COUNTRY:
            countries = Country.objects.all()
            if not by.has_role(Role.SECRETARIAT):
                countries = countries.filter(pk__in=by.countries_as(Role.COORDINATOR))
            self.fields["country"] = forms.ModelChoiceField(countries, label=_("Country"))
        if kind == RoomKind.ORGANISATION:
            mine: Any = organisations_spoken_for(by)
            self.fields["organisation"] = forms.ModelChoiceField(mine, label=_("Organisation"))
            if len(mine) == 1:
                self.fields["organisation"].initial = mine[0]


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=ParticipantRole.choices)
