"""The letter with which an application to join is decided, on paper."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from network.core import audit
from network.core.pdf import typeset

from .declarations import declarations
from .models import MembershipApplication
from .states import ApplicationState


def decision_letter(application: MembershipApplication) -> bytes:
    """The decision as a PDF in the applicant's language; the same decision gives the same bytes.

    Raises LookupError for an application that has not been decided.
    """
    decided = application.decided_at
    if decided is None:
        raise LookupError(f"{application.uuid} has not been decided.")
    approved = application.state == ApplicationState.APPROVED
    language = application.applicant.language
    with override(language):
        name = application.name
        reading = {"name": name, "country": application.country.name}
        data = {
            "title": f"{_('Decision on an application to join')} — {name}",
            "addressee": f"{application.applicant.full_name}, {name}",
            "heading": _("Welcome to the network") if approved else _("Decision on your application"),
            "salutation": _("Dear %(name)s,") % {"name": application.applicant.full_name},
            "body": [approval(reading)] if approved else [refusal(reading)],
            "reason": "" if approved else reason_of(application),
            "facts": facts(application),
            "declarations_heading": _("What you declared"),
            "declarations": [str(sentence) for sentence in declarations(application.declarations_version)]
            if approved and application.declarations_version
            else [],
            "closing": _("For the network"),
            "signed_by": application.decided_by.full_name if application.decided_by else settings.ORGANISATION_NAME,
            "note": _("Made by the platform from the decision in its log; valid without a signature."),
        }
        return typeset("members/decision.typ", data, language=language, at=decided)


def approval(reading: dict[str, str]) -> str:
    return (
        _(
            "the network has accepted the application of %(name)s (%(country)s). The organisation is a member for a year."
        )
        % reading
    )


def refusal(reading: dict[str, str]) -> str:
    return _("the network has not accepted the application of %(name)s (%(country)s). The reason:") % reading


def facts(application: MembershipApplication) -> list[tuple[str, str]]:
    number = " ".join(filter(None, [application.register_name, application.register_number]))
    rows = [
        (_("Reference"), application.uuid.hex[:8].upper()),
        (_("Organisation"), application.name),
        (_("Register"), number),
        (_("Handed in"), date_format(application.submitted_at) if application.submitted_at else ""),
        (_("Decided"), date_format(application.decided_at) if application.decided_at else ""),
    ]
    return [row for row in rows if row[1]]


def reason_of(application: MembershipApplication) -> str:
    """What the log says was the reason of the refusal."""
    entry = audit.history(application).filter(verb="membershipapplication.rejected").first()
    return entry.reason if entry else ""
