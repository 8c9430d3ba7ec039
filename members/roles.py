"""What a person may do for the network, written out once."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    SECRETARIAT = "secretariat", _("Secretariat")
    COORDINATOR = "coordinator", _("Country coordinator")
    GRANTS_MANAGER = "grants_manager", _("Grants manager")
    EDITOR = "editor", _("Editor")
    ASSESSOR = "assessor", _("Assessor")


MEANING = {
    Role.SECRETARIAT: _("Runs the network in the whole region: members, calls, reports, and who holds which role."),
    Role.COORDINATOR: _("Verifies organisations, signs off reports and follows grants and events in one country."),
    Role.GRANTS_MANAGER: _("Opens calls, checks eligibility, prepares decisions and follows agreements."),
    Role.EDITOR: _("Edits and publishes pages, news and library items, and translates them."),
    Role.ASSESSOR: _("Reads and scores the applications assigned to them in a call, and nothing else."),
}

STAFF = frozenset({Role.SECRETARIAT, Role.COORDINATOR, Role.GRANTS_MANAGER, Role.EDITOR})
"""Roles that must prove a second factor before they reach the desk or the editors' admin."""

COUNTRY_BOUND = frozenset({Role.COORDINATOR})
"""Roles that are given for one country and count there only."""

ADMIN = frozenset({Role.SECRETARIAT, Role.COORDINATOR, Role.EDITOR, Role.GRANTS_MANAGER})
"""Roles that may enter the Wagtail admin; what they may edit there is decided page by page."""
