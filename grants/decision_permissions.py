"""Who may read minutes and letters. Beside each "may I?" stands its "which ones?"."""

from typing import Any

from grants.decision_states import LetterState
from grants.permissions import affiliations_of, audits, can_manage, manages_grants, speaks_for


def can_see_letter(user: Any, letter: Any) -> bool:
    """Drafts: those who run the grants. Sent ones: the applicant's people and the auditors of the call too."""
    if not user.is_authenticated:
        return False
    if manages_grants(user):
        return can_manage(user, letter.application) or letter.state == LetterState.SENT
    if letter.state != LetterState.SENT:
        return False
    application = letter.application
    return affiliations_of(user, application.organisation_id).exists() or audits(user, application.call_id)


def can_complain(user: Any, letter: Any, today: Any) -> bool:
    """A representative of the applicant, until the day that the letter names, once."""
    return (
        letter.complain_by is not None
        and today <= letter.complain_by
        and not hasattr(letter, "complaint")
        and speaks_for(user, letter.application)
    )


def may_read_minutes(user: Any, file: Any) -> bool:
    from grants.models import Meeting  # inline: permissions stand below the models

    meeting = Meeting.objects.filter(pk=file.owner_id).first()
    return meeting is not None and user.is_authenticated and (manages_grants(user) or audits(user, meeting.call_id))


def may_read_letter(user: Any, file: Any) -> bool:
    from grants.models import Letter  # inline: permissions stand below the models

    letter = Letter.objects.select_related("application").filter(pk=file.owner_id).first()
    return letter is not None and can_see_letter(user, letter)
