"""What the desk and a colleague abroad say of a case study."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.choices import Criterion
from knowledge.models import Verdict

from .fields import Prose


class CriteriaForm(forms.Form):
    """What the desk looked at. Whether all of it must hold is the action's business."""

    criteria = forms.MultipleChoiceField(
        label=_("Criteria"), choices=Criterion.choices, widget=forms.CheckboxSelectMultiple
    )


class PeerForm(forms.Form):
    """Whom to ask to read a study."""

    peer = forms.ModelChoiceField(None, label=_("Colleague"), to_field_name="uuid")

    def __init__(self, *args: Any, peers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["peer"].queryset = peers
        self.fields["peer"].label_from_instance = lambda person: str(person)


class PeerCheckForm(forms.Form):
    """What the colleague from another country says."""

    verdict = forms.ChoiceField(label=_("Your verdict"), choices=Verdict.choices, widget=forms.RadioSelect)
    comment = Prose(
        label=_("For the author"),
        max_length=4000,
        rows=6,
        required=False,
        help_text=_("What convinced you, what you missed, what you would ask. The author and the desk read this."),
    )
