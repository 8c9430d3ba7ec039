"""The words with which an event is described; states stand in `states.py`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What sort of event it is."""

    PARTNERSHIP_MEETING = "partnership_meeting", _("Partnership meeting")
    ACADEMY = "academy", _("Social academy")
    TRAINING = "training", _("Training")
    TRAINING_OF_TRAINERS = "training_of_trainers", _("Training of trainers")
    HEARING = "hearing", _("Public hearing")
    PARLIAMENT_EVENT = "parliament_event", _("Event in the European Parliament")
    CARAVAN = "caravan", _("Media caravan")
    CAMPAIGN_ACTION = "campaign_action", _("Campaign action")
    STUDY_VISIT = "study_visit", _("Study visit")
    STEERING_COMMITTEE = "steering_committee", _("Steering committee")
    OTHER = "other", _("Other event")


class Mode(models.TextChoices):
    """Whether one comes to a place, to a link, or may choose."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("In person and online")


class Visibility(models.TextChoices):
    """Who may know of the event."""

    PUBLIC = "public", _("Everybody")
    MEMBERS = "members", _("Members of the network")
    STAFF = "staff", _("Coordinators and the secretariat")


class Admission(models.TextChoices):
    """Who may register."""

    ANYONE = "anyone", _("Anyone with an account")
    AFFILIATED = "affiliated", _("People of any organisation known to the network")
    MEMBERS = "members", _("People of member organisations")


class Selection(models.TextChoices):
    """How seats are given."""

    FIRST_COME = "first_come", _("In the order of registration")
    CRITERIA = "criteria", _("By selection of the organisers")


class EndedBy(models.TextChoices):
    """Who ended a registration that is cancelled."""

    PERSON = "person", _("The person")
    ORGANISER = "organiser", _("The organisers")
    EVENT = "event", _("The event was cancelled")
