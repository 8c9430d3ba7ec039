"""What rooms and the people in them can be, the named groups, and the changes that may happen."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoomKind(models.TextChoices):
    """Why a room exists, which decides who may come in."""

    COUNTRY = "country", _("Country room")
    THEME = "theme", _("Theme room")
    ORGANISATION = "organisation", _("Room of an organisation")
    WORKING_GROUP = "working_group", _("Working group")
    CALL = "call", _("Call for proposals")
    EVENT = "event", _("Event")
    REVIEW = "review", _("Peer review")
    DIRECT = "direct", _("Direct conversation")
    GROUP = "group", _("Group conversation")


COMMON_KINDS = frozenset({RoomKind.COUNTRY, RoomKind.THEME})
"""Anyone whom the room's sensitivity admits may come in by themselves."""

FOUNDED_KINDS = frozenset({RoomKind.WORKING_GROUP, RoomKind.THEME, RoomKind.COUNTRY, RoomKind.ORGANISATION})
"""Opened by people from the page of rooms; the others belong to something else, or are conversations."""

PRIVATE_KINDS = frozenset({RoomKind.DIRECT, RoomKind.GROUP})
"""Conversations between people rather than rooms of the network."""


class Sensitivity(models.TextChoices):
    """Who may come into a common room, and how carefully what is said in any room is handled."""

    OPEN = "open", _("Open to everyone with an account")
    MEMBERS = "members", _("Members of the network")
    CONFIDENTIAL = "confidential", _("Confidential: by invitation")


WIDTH = (Sensitivity.CONFIDENTIAL, Sensitivity.MEMBERS, Sensitivity.OPEN)
"""From the fewest readers to the most."""


class Posting(models.TextChoices):
    """Whose word the room is for."""

    EVERYONE = "everyone", _("Everyone in the room")
    MODERATORS = "moderators", _("Moderators only")
    NOBODY = "nobody", _("Locked: nobody")


class ParticipantRole(models.TextChoices):
    OWNER = "owner", _("Owner")
    MODERATOR = "moderator", _("Moderator")
    MEMBER = "member", _("Member")


MODERATING = frozenset({ParticipantRole.OWNER, ParticipantRole.MODERATOR})


class NotificationLevel(models.TextChoices):
    """What of a room a person wants to be told about outside it."""

    ALL = "all", _("Every message")
    MENTIONS = "mentions", _("Mentions of me")
    NONE = "none", _("Nothing")


class ParticipationState(models.TextChoices):
    """Where a person stands in a room."""

    INVITED = "invited", _("Invited")
    ACTIVE = "active", _("In the room")
    LEFT = "left", _("Left")
    REMOVED = "removed", _("Removed")


P = ParticipationState

PRESENT = frozenset({P.INVITED, P.ACTIVE})
"""May read: an invitation shows what one is invited to."""

PARTICIPATION_TRANSITIONS: dict[str, frozenset[str]] = {
    P.INVITED: frozenset({P.ACTIVE, P.LEFT, P.REMOVED}),
    P.ACTIVE: frozenset({P.LEFT, P.REMOVED}),
    P.LEFT: frozenset({P.ACTIVE, P.INVITED, P.REMOVED}),
    P.REMOVED: frozenset({P.ACTIVE}),
}
"""Who was removed comes back only when a moderator readmits them."""


class Ballot(models.TextChoices):
    """Whose votes a poll counts."""

    PERSON = "person", _("Every person")
    ORGANISATION = "organisation", _("One vote per organisation")


class Rhythm(models.TextChoices):
    """How often a person is written to about what they have not read."""

    SOON = "soon", _("Soon, a few messages together")
    DAILY = "daily", _("Once a day, when my quiet hours end")
    NEVER = "never", _("Never")


class Grievance(models.TextChoices):
    """Why a message is brought before the moderators."""

    PERSONAL_DATA = "personal_data", _("It tells who somebody is whom we protect")
    HARM = "harm", _("It threatens, insults or hurts somebody")
    SPAM = "spam", _("It is advertising or does not belong here")
    OTHER = "other", _("Something else")


class ReportState(models.TextChoices):
    OPEN = "open", _("Waiting")
    UPHELD = "upheld", _("Acted upon")
    DISMISSED = "dismissed", _("Nothing to object to")


REPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    ReportState.OPEN: frozenset({ReportState.UPHELD, ReportState.DISMISSED}),
}


class MeasureKind(models.TextChoices):
    """What a moderator can do to somebody in a room."""

    HIDDEN = "hidden", _("Message hidden")
    SILENCED = "silenced", _("Silenced")
    REMOVED = "removed", _("Removed from the room")


class AppealState(models.TextChoices):
    """Whether the person concerned objected to a measure, and what came of it."""

    NONE = "none", _("No objection")
    OPEN = "open", _("Objection waiting")
    GRANTED = "granted", _("Taken back")
    REFUSED = "refused", _("Upheld")


APPEAL_TRANSITIONS: dict[str, frozenset[str]] = {
    AppealState.NONE: frozenset({AppealState.OPEN}),
    AppealState.OPEN: frozenset({AppealState.GRANTED, AppealState.REFUSED}),
}
