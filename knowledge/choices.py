"""The scales and lists that knowledge is described with; each is shown to readers in these words."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceLevel(models.TextChoices):
    """How far a practice has been proved."""

    INNOVATION = "innovation", _("Innovation")
    PROMISING = "promising", _("Promising practice")
    GOOD_PRACTICE = "good_practice", _("Good practice")


EVIDENCE_LEVEL_MEANING = {
    EvidenceLevel.INNOVATION: _("New, tried once or briefly, with first signs that it works."),
    EvidenceLevel.PROMISING: _("Tried for a year or longer, with results that were followed."),
    EvidenceLevel.GOOD_PRACTICE: _("Evaluated or repeated elsewhere, with results that others can check."),
}


class EvidenceKind(models.TextChoices):
    """What stands behind the results that a case study reports."""

    OBSERVATION = "observation", _("Observation of the team")
    MONITORING = "monitoring", _("Monitoring data")
    FEEDBACK = "feedback", _("Feedback of users")
    INTERNAL = "internal", _("Internal evaluation")
    EXTERNAL = "external", _("External evaluation")
    RESEARCH = "research", _("Research")


class Goal(models.IntegerChoices):
    """The goals of sustainable development that a practice of ours can serve; their numbers are known everywhere."""

    NO_POVERTY = 1, _("1 No poverty")
    HEALTH = 3, _("3 Good health and well-being")
    EDUCATION = 4, _("4 Quality education")
    GENDER = 5, _("5 Gender equality")
    WORK = 8, _("8 Decent work and economic growth")
    INEQUALITY = 10, _("10 Reduced inequalities")
    CITIES = 11, _("11 Sustainable cities and communities")
    JUSTICE = 16, _("16 Peace, justice and strong institutions")
    PARTNERSHIPS = 17, _("17 Partnerships for the goals")


class Criterion(models.TextChoices):
    """What the desk looks at before a study goes on; all of it must hold."""

    TRIED = "tried", _("It is a practice that was tried, not a plan.")
    PROVED = "proved", _("The results rest on the evidence that is named.")
    HONEST = "honest", _("It says honestly what did not work.")
    REPEATABLE = "repeatable", _("Somebody elsewhere could repeat it with what it tells.")
    NOBODY_KNOWN = "nobody_known", _("Nobody who was helped can be recognised, in words or pictures.")


class Consent(models.TextChoices):
    """Why a picture may be shown."""

    NOBODY = "nobody", _("Nobody in it can be recognised")
    WRITTEN = "written", _("Everybody in it has agreed in writing; we keep the paper")


class Licence(models.TextChoices):
    CC_BY = "cc-by-4.0", _("CC BY 4.0")
    CC_BY_SA = "cc-by-sa-4.0", _("CC BY-SA 4.0")
    CC_BY_NC = "cc-by-nc-4.0", _("CC BY-NC 4.0")
    OFFICIAL = "official", _("Official text, free to use")


OWN_LICENCES = [(one.value, one.label) for one in Licence if one != Licence.OFFICIAL]
"""What authors choose from for their own texts; laws belong to nobody."""


LICENCE_URLS = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
}


class ResourceKind(models.TextChoices):
    MANUAL = "manual", _("Manual")
    MODULE = "module", _("E-learning module")
    TEMPLATE = "template", _("Template")
    REPORT = "report", _("Report")
    LAW = "law", _("Law")
    BRIEFING = "briefing", _("Briefing")


class Audience(models.TextChoices):
    """Whom a thing of the library is written for."""

    PRACTITIONERS = "practitioners", _("Practitioners")
    MANAGERS = "managers", _("People who run an organisation")
    OFFICIALS = "officials", _("Officials")
    TRAINERS = "trainers", _("Trainers")
    EVERYBODY = "everybody", _("Everybody")


class Level(models.TextChoices):
    BASIC = "basic", _("To begin with")
    INTERMEDIATE = "intermediate", _("With some experience")
    ADVANCED = "advanced", _("For specialists")


class Quality(models.TextChoices):
    """How a language version came about."""

    ORIGINAL = "original", _("Original")
    REVIEWED = "reviewed", _("Translated and reviewed")
    MACHINE = "machine", _("Translated by machine")


class Severity(models.TextChoices):
    """How much a finding of a report weighs for the people concerned."""

    CONCERN = "concern", _("Concern")
    SERIOUS = "serious", _("Serious")
    URGENT = "urgent", _("Urgent")
    PROGRESS = "progress", _("Progress")


class SourceKind(models.TextChoices):
    """What a piece of evidence is."""

    DOCUMENT = "document", _("Document")
    LAW = "law", _("Law or decision")
    FIGURES = "figures", _("Figures")
    TALKS = "talks", _("Conversations")
    OBSERVATION = "observation", _("Observation")
    MEDIA = "media", _("Media")


class Progress(models.TextChoices):
    """What the organisations found when they looked at a recommendation again."""

    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    PARTLY = "partly", _("Partly implemented")
    FULLY = "fully", _("Fully implemented")
    REGRESSED = "regressed", _("Gone backwards")
    OBSOLETE = "obsolete", _("Obsolete")


PROGRESS_CLOSED = frozenset({Progress.FULLY, Progress.OBSOLETE})
"""A recommendation that stands here cannot be overdue."""

PROGRESS_TONES = {
    Progress.NOT_STARTED: "neutral",
    Progress.IN_PROGRESS: "info",
    Progress.PARTLY: "warn",
    Progress.FULLY: "good",
    Progress.REGRESSED: "bad",
    Progress.OBSOLETE: "neutral",
}


class Position(models.TextChoices):
    """What an institution answered to a recommendation."""

    NOTED = "noted", _("Noted")
    PARTLY_ACCEPTED = "partly_accepted", _("Partly accepted")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")


class Logic(models.TextChoices):
    """How the requirements below an indicator add up."""

    ALL = "ALL", _("All of these")
    ANY = "ANY", _("Any of these")


class Direction(models.TextChoices):
    """How a threshold is meant."""

    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")
    YES = "yes", _("must be so")


class Relation(models.TextChoices):
    """How a standard of one framework relates to one of another."""

    EQUAL = "equal", _("says the same as")
    NARROWER = "narrower", _("asks for less than")
    BROADER = "broader", _("asks for more than")
    RELATED = "related", _("is about the same as")


OPPOSITE = {
    Relation.EQUAL: Relation.EQUAL,
    Relation.NARROWER: Relation.BROADER,
    Relation.BROADER: Relation.NARROWER,
    Relation.RELATED: Relation.RELATED,
}


class Standing(models.TextChoices):
    """How a person stands to the team of a peer review."""

    OFFERED = "offered", _("Offered")
    INVITED = "invited", _("Asked")
    ACCEPTED = "accepted", _("In the team")
    DECLINED = "declined", _("Not in the team")


class RatingSource(models.TextChoices):
    """Whose rating it is."""

    SELF = "self", _("The host itself")
    PEER = "peer", _("One peer")
    CONSENSUS = "consensus", _("The peers together")


RATING_WORDS = {
    0: _("Not in place"),
    1: _("Begun"),
    2: _("Partly in place"),
    3: _("Mostly in place"),
    4: _("Fully in place"),
}


WRITTEN_IN = [(code, _(name)) for code, name in settings.WAGTAIL_CONTENT_LANGUAGES]
"""The languages in which one writes, by their names in the reader's language."""
