from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.actions.ratings import HIGHEST, Answer
from knowledge.choices import RATING_WORDS, WRITTEN_IN
from knowledge.models import FrameworkVersion, ImprovementAction, Instrument, PeerReview, Rating
from members.models import Organisation, User

from .fields import Day, Prose, SavedWithGaps, Text

NOT_APPLICABLE = "na"
VALUES = [*((str(value), f"{value} · {word}") for value, word in RATING_WORDS.items())]


class ProposalForm(forms.Form):
    """Whose service, with which questions, in which language."""

    host = forms.ModelChoiceField(Organisation.objects.none(), label=_("Host"), to_field_name="slug")
    service = Text(label=_("Service under review"), max_length=200)
    instrument = forms.ModelChoiceField(Instrument.objects.all(), label=_("Instrument"), to_field_name="slug")
    language = forms.ChoiceField(label=_("Language of the review"), choices=WRITTEN_IN)

    def __init__(self, *args: Any, hosts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = hosts


class InvitationForm(forms.Form):
    person = forms.ModelChoiceField(User.objects.none(), label=_("Colleague"))
    is_lead = forms.BooleanField(label=_("Leads the team"), required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class CallForm(forms.Form):
    text = Prose(
        label=_("Call"),
        max_length=2000,
        rows=5,
        help_text=_("Public. Say what kind of service it is and whom you look for, without naming the host."),
    )
    until = Day(label=_("Open until"))


class OfferForm(forms.Form):
    motivation = Prose(label=_("Why you"), max_length=2000, rows=5, help_text=_("What you know of such services."))


class DeclarationForm(forms.Form):
    """Ties to the host, before one reads anything."""

    has_conflict = forms.TypedChoiceField(
        label=_("Are you tied to the host in a way that could colour your judgement?"),
        choices=[("no", _("No")), ("yes", _("Yes, and so I step aside"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_("Work, money, family, rivalry, a common project in the last three years."),
    )
    declaration = Prose(label=_("In your words"), max_length=2000, rows=3, required=False)


class VisitForm(forms.Form):
    visit_from = Day(label=_("Visit from"))
    visit_until = Day(label=_("Visit until"))


class WriteUpForm(forms.Form):
    strengths = Prose(label=_("Strengths"), max_length=8000, rows=6, required=False)
    advice = Prose(label=_("Recommendations"), max_length=8000, rows=6, required=False)


class ReplyForm(forms.Form):
    comment = Prose(
        label=_("Reply of the host"),
        max_length=8000,
        rows=6,
        required=False,
        help_text=_("Stands beside the text of the team, word for word. Leave it empty if you have nothing to add."),
    )


class ImprovementForm(forms.Form):
    text = Prose(label=_("What will change"), max_length=1000, rows=3)
    owner = Text(label=_("Who sees to it"), max_length=150, help_text=_("A post rather than a name."))
    due_on = Day(label=_("By when"))


class DoneForm(forms.Form):
    improvement = forms.ModelChoiceField(ImprovementAction.objects.none(), label=_("What will change"))
    done_on = Day(label=_("Done on"))

    def __init__(self, *args: Any, review: PeerReview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["improvement"].queryset = review.actions.all()


class FollowUpForm(forms.Form):
    text = Prose(label=_("What came of it"), max_length=4000, rows=5)


class SummaryForm(forms.Form):
    summary = Prose(
        label=_("Summary for the public"),
        words=400,
        max_length=4000,
        rows=8,
        help_text=_("Public once the host and the team have both consented to exactly this text."),
    )


class ConsentForm(forms.Form):
    summary = forms.CharField(widget=forms.HiddenInput)


class InstrumentForm(forms.Form):
    title = Text(label=_("Title"), max_length=200)
    language = forms.ChoiceField(label=_("Written in"), choices=WRITTEN_IN)
    version = forms.ModelChoiceField(FrameworkVersion.objects.none(), label=_("From the standards"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].queryset = FrameworkVersion.objects.adopted().select_related("framework")


class QuestionForm(forms.Form):
    question = Prose(label=_("Question"), max_length=1000, rows=2)
    language = forms.ChoiceField(label=_("Written in"), choices=WRITTEN_IN)


class RatingForm(SavedWithGaps):
    """All questions of an instrument on one page. A question without a rating stays open for later."""

    def __init__(self, *args: Any, review: PeerReview, given: dict[int, Rating], **kwargs: Any) -> None:
        self.items = list(review.instrument.items.all())
        super().__init__(*args, **kwargs)
        for item in self.items:
            rating = given.get(item.pk)
            self.fields[f"value_{item.pk}"] = forms.ChoiceField(
                label=_("Rating"),
                choices=[*VALUES, (NOT_APPLICABLE, _("Does not apply"))],
                widget=forms.RadioSelect,
                initial=initial_value(rating),
            )
            self.fields[f"evidence_{item.pk}"] = Prose(
                label=_("What shows it"),
                max_length=3000,
                rows=2,
                required=False,
                initial=rating.evidence if rating else "",
            )

    def needed(self) -> list[str]:
        return [f"value_{item.pk}" for item in self.items]

    @property
    def questions(self) -> list[tuple[Any, Any, Any]]:
        """Each item with its two fields."""
        return [(item, self[f"value_{item.pk}"], self[f"evidence_{item.pk}"]) for item in self.items]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for item in self.items:
            if data.get(f"evidence_{item.pk}") and not data.get(f"value_{item.pk}"):
                self.add_error(f"value_{item.pk}", _("Choose a rating for what you wrote here."))
        return data

    def answers(self) -> list[Answer]:
        given = []
        for item in self.items:
            value = self.cleaned_data.get(f"value_{item.pk}")
            if value:
                number = None if value == NOT_APPLICABLE else min(int(value), HIGHEST)
                given.append(Answer(item.pk, number, self.cleaned_data.get(f"evidence_{item.pk}", "")))
        return given


def initial_value(rating: Rating | None) -> str:
    if rating is None:
        return ""
    return NOT_APPLICABLE if rating.does_not_apply else str(rating.value)
