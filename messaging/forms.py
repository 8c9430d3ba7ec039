"""What people send us about rooms: cleaned and checked here, decided in the actions."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.models import Organisation, User
from network.core.uploads import PURPOSES, UploadRefused, clean_upload

from . import limits
from .models import Attention, Participation, Room
from .states import Ballot, NotificationLevel, Posting, Rhythm
from .validators import clean_client_id, clean_text


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, each checked like any other upload."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(files) > limits.ATTACHMENTS:
            raise ValidationError(_("Choose at most %(limit)s files.") % {"limit": limits.ATTACHMENTS})
        try:
            return [clean_upload(file, "message-attachment") for file in files]
        except UploadRefused as refusal:
            raise ValidationError(str(refusal)) from None


class MessageForm(forms.Form):
    """What a person says in a room."""

    text = forms.CharField(
        label=_("Your message"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    files = FilesField(label=_("Files"), required=False)
    client_id = forms.CharField(widget=forms.HiddenInput, required=False)
    reply_to = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    topic = forms.CharField(label=_("Topic"), required=False, max_length=120)
    organisation = forms.ModelChoiceField(
        label=_("Speaking for"), queryset=Organisation.objects.none(), required=False, empty_label=_("Myself")
    )

    def __init__(self, *args: Any, organisations: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_id"].initial = uuid.uuid4
        self.fields["files"].widget.attrs["accept"] = PURPOSES["message-attachment"].accept
        if organisations is not None:
            self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        return clean_text(self.cleaned_data["text"])

    def clean_client_id(self) -> uuid.UUID:
        """A form sent without one, by a script of old, say, is one message of its own."""
        return clean_client_id(self.cleaned_data["client_id"] or uuid.uuid4())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("text") and not cleaned.get("files"):
            self.add_error("text", _("Write something, or attach a file."))
        return cleaned


class EditForm(forms.Form):
    text = forms.CharField(label=_("Message"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 6}))

    def clean_text(self) -> str:
        return clean_text(self.cleaned_data["text"])


class PollForm(forms.Form):
    """A question with its answers, one a line."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    question = forms.CharField(label=_("Question"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    options = forms.CharField(
        label=_("Answers"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, at least two."),
        max_length=3000,
    )
    ballot = forms.ChoiceField(label=_("Who votes"), choices=Ballot.choices, widget=forms.RadioSelect, initial="person")
    allows_several = forms.BooleanField(label=_("Several answers may be chosen"), required=False)
    closes_at = forms.DateTimeField(
        label=_("Ends"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Leave empty to end it yourself."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_id"].initial = uuid.uuid4

    def clean_options(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()]


class VoteForm(forms.Form):
    """One button carries it all, as with reactions: "12:2:1" chooses the second answer of message 12."""

    vote = forms.RegexField(r"^\d{1,12}:\d{1,2}:[01]$")
    organisation = forms.ModelChoiceField(queryset=Organisation.objects.none(), required=False, to_field_name="slug")

    def __init__(self, *args: Any, organisations: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if organisations is not None:
            self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def parts(self) -> tuple[int, int, bool]:
        seq, position, chosen = self.cleaned_data["vote"].split(":")
        return int(seq), int(position), chosen == "1"


class TextForm(forms.Form):
    """What is being written: for a draft, or to see what it will look like."""

    text = forms.CharField(required=False, strip=False, max_length=limits.MESSAGE_LENGTH)

    def clean_text(self) -> str:
        return clean_text(self.cleaned_data["text"])


class AttentionForm(forms.ModelForm):
    """When and how a person wants to hear of rooms."""

    class Meta:
        model = Attention
        fields = ["rhythm", "quiet_from", "quiet_until", "writes_on_free_days", "country", "is_seen"]
        widgets = {
            "rhythm": forms.RadioSelect,
            "quiet_from": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "quiet_until": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }
        help_texts = {
            "quiet_from": _("No e-mail about rooms comes in these hours of your clock."),
            "country": _("On its public holidays we do not write to you either."),
        }

    rhythm = forms.ChoiceField(label=_("E-mail about rooms"), choices=Rhythm.choices, widget=forms.RadioSelect)


class ReactionForm(forms.Form):
    """One button carries it all: "12:👍:1" gives message 12 a thumb, "12:👍:0" takes it back."""

    reaction = forms.RegexField(r"^\d{1,12}:[^:]{1,8}:[01]$")

    def parts(self) -> tuple[int, str, bool]:
        seq, sign, given = self.cleaned_data["reaction"].split(":")
        return int(seq), sign, given == "1"


class SeqForm(forms.Form):
    seq = forms.IntegerField(min_value=0, max_value=2**53)


class WindowForm(forms.Form):
    """Which stretch of a conversation is asked for. Nonsense is as good as nothing: the newest."""

    before = forms.IntegerField(required=False, min_value=1, max_value=2**53)
    after = forms.IntegerField(required=False, min_value=0, max_value=2**53)
    around = forms.IntegerField(required=False, min_value=1, max_value=2**53)
    revision = forms.IntegerField(required=False, min_value=0, max_value=2**53)
    reply_to = forms.IntegerField(required=False, min_value=1, max_value=2**53)

    @classmethod
    def read(cls, data: Any) -> dict[str, Any]:
        form = cls(data)
        form.is_valid()
        return {name: form.cleaned_data.get(name) for name in form.fields}


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Words"), required=False, max_length=120)
    room = forms.SlugField(label=_("Room"), required=False, allow_unicode=False)
    author = forms.UUIDField(widget=forms.HiddenInput, required=False)
    by = forms.CharField(label=_("Written by"), required=False, max_length=120)
    topic = forms.CharField(label=_("Topic"), required=False, max_length=120)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    files = forms.BooleanField(label=_("With a file"), required=False)

    def __init__(self, *args: Any, rooms: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"] = forms.ChoiceField(
            label=_("Room"), required=False, choices=[("", _("All my rooms")), *(rooms or [])]
        )


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), help_text=_("Of somebody who has an account in the network."))

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        self.person = User.objects.filter(email=email, is_active=True).first()
        if self.person is None:
            raise ValidationError(_("Nobody in the network has this address."), code="unknown")
        return email


class PeopleForm(forms.Form):
    q = forms.CharField(label=_("Name"), required=False, max_length=120)


class GroupForm(forms.Form):
    title = forms.CharField(label=_("Name of the conversation"), max_length=120)
    emails = forms.CharField(
        label=_("Who takes part"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("E-mail addresses, one a line."),
    )

    def clean_emails(self) -> list[str]:
        wanted = {
            line.strip().lower() for line in self.cleaned_data["emails"].replace(",", "\n").split("\n") if line.strip()
        }
        if len(wanted) > 30:
            raise ValidationError(
                _("A group conversation has at most 30 people. Ask the secretariat for a working group.")
            )
        self.people = list(User.objects.filter(email__in=wanted, is_active=True))
        if missing := sorted(wanted - {person.email for person in self.people}):
            raise ValidationError(
                _("Nobody in the network has this address: %(emails)s") % {"emails": ", ".join(missing)}
            )
        return sorted(wanted)


class LevelForm(forms.ModelForm):
    """What of a room a person wants to be told about."""

    class Meta:
        model = Participation
        fields = ["level"]
        widgets = {"level": forms.RadioSelect}
        labels = {"level": _("Tell me about")}

    level = forms.ChoiceField(label=_("Tell me about"), choices=NotificationLevel.choices, widget=forms.RadioSelect)


class PostingForm(forms.ModelForm):
    """Who may write in a room, and how often."""

    class Meta:
        model = Room
        fields = ["posting", "slow_mode_seconds", "retention_days"]

    posting = forms.ChoiceField(label=_("Who may write"), choices=Posting.choices)
    slow_mode_seconds = forms.TypedChoiceField(
        label=_("Pause between two messages of a person"),
        coerce=int,
        choices=[(0, _("None")), (10, _("10 seconds")), (60, _("1 minute")), (600, _("10 minutes"))],
    )
    retention_days = forms.TypedChoiceField(
        label=_("Messages are kept"),
        coerce=int,
        required=False,
        empty_value=None,
        choices=[("", _("For ever")), (30, _("30 days")), (90, _("90 days")), (365, _("A year"))],
        help_text=_("Older ones are deleted every day, except those pinned."),
    )
