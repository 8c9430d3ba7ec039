"""Minutes, evaluation report and letters as papers, set from the data."""

from decimal import Decimal
from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.core.languages import pick
from network.core.pdf import typeset

from .decision_states import Verdict
from .explanations import tie_rule
from .models import Application, Letter, Meeting
from .money import ZERO, display
from .queries.committee import considered, money_of, sentences_of
from .states import ApplicationState


def known(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def minutes_pdf(meeting: Meeting, *, language: str) -> bytes:
    language = known(language)
    with translation.override(language):
        data = minutes_data(meeting, language)
    return typeset("grants/minutes.typ", data, language=language, at=meeting.signed_at)


def minutes_data(meeting: Meeting, language: str) -> dict[str, Any]:
    call = meeting.call
    proposals = list(meeting.proposals.select_related("application__organisation", "application__award"))
    groups = [(verdict, [p for p in proposals if p.verdict == verdict]) for verdict in Verdict]
    recommended = sum((p.recommended or ZERO for p in proposals if p.verdict == Verdict.SELECTED), ZERO)
    return {
        "title": _("Minutes %(code)s") % {"code": call.code},
        "heading": _("Minutes of the committee"),
        "facts": [
            (_("Call"), f"{call.code} · {call.title.text}"),
            (_("Held on"), f"{date_format(meeting.held_on, 'DATE_FORMAT')}, {meeting.place}"),
            (_("Envelope"), display(call.envelope, call.currency)),
            (_("Recommended in all"), display(recommended, call.currency)),
        ],
        "members_title": _("Members"),
        "members": [
            {
                "name": member.name,
                "function": ", ".join(filter(None, (_("chair") if member.is_chair else "", member.function))),
                "presence": _("present") if member.is_present else _("absent"),
                "declared": _("declared a conflict of interest")
                if member.has_conflict
                else _("declared no conflict of interest"),
                "remark": member.remark,
            }
            for member in meeting.members.all()
        ],
        "notes_title": _("Course of the meeting"),
        "notes": meeting.notes,
        "decisions_title": _("Decisions"),
        "columns": [_("Application"), _("Requested"), _("Recommended")],
        "groups": [
            {
                "label": str(verdict.label),
                "rows": [
                    {
                        "number": p.application.number,
                        "title": p.application.title,
                        "organisation": p.application.organisation.name,
                        "requested": display(p.application.requested, call.currency),
                        "recommended": display(p.recommended, call.currency) if p.recommended else "—",
                        "reason": p.reason,
                    }
                    for p in found
                ],
            }
            for verdict, found in groups
            if found
        ],
        "signatures": [member.name for member in meeting.members.all() if member.is_present],
        "draft": "" if meeting.signed_at else _("Draft, not signed"),
    }


def evaluation_pdf(meeting: Meeting, *, language: str) -> bytes:
    """How the call was assessed and decided, with the three amounts and the reasons of every place."""
    language = known(language)
    with translation.override(language):
        data = evaluation_data(meeting)
    return typeset("grants/evaluation.typ", data, language=language, at=meeting.signed_at)


def evaluation_data(meeting: Meeting) -> dict[str, Any]:
    call = meeting.call
    items = considered(call)
    received = Application.objects.filter(call=call).received()
    ineligible = received.filter(state=ApplicationState.INELIGIBLE)
    sums = money_of(items)
    definition = call.form.definition
    return {
        "title": _("Evaluation report %(code)s") % {"code": call.code},
        "heading": _("Evaluation report"),
        "facts": [
            (_("Call"), f"{call.code} · {call.title.text}"),
            (_("Envelope"), display(call.envelope, call.currency)),
            (_("Received"), str(received.count())),
            (_("Not eligible"), str(ineligible.count())),
            (_("Assessed"), str(sum(1 for item in items if item.row and item.row.total is not None))),
            (_("Requested"), display(sums["requested"], call.currency)),
            (_("Recommended"), display(sums["recommended"], call.currency)),
            (_("Awarded"), display(sums["awarded"], call.currency)),
        ],
        "criteria_title": _("Criteria"),
        "criteria": [
            (f"{criterion.section.text} · {criterion.name.text}", f"{criterion.points.normalize():f}")
            for criterion in definition.criteria
        ],
        "rule": tie_rule(),
        "ranking_title": _("Ranking"),
        "columns": [_("Application"), _("Points"), _("Requested"), _("Recommended"), _("Awarded")],
        "rows": [evaluation_row(place, item, call) for place, item in enumerate(items, start=1)],
    }


def evaluation_row(place: int, item: Any, call: Any) -> dict[str, Any]:
    proposal, award, row = item.proposal, item.award, item.row
    recommended = display(proposal.recommended, call.currency) if proposal and proposal.recommended else "—"
    return {
        "place": str(place),
        "number": item.application.number,
        "title": item.application.title,
        "organisation": item.application.organisation.name,
        "points": display(row.total, "").strip() if row and row.total is not None else "—",
        "requested": display(item.application.requested, call.currency),
        "recommended": recommended,
        "awarded": display(award.amount, call.currency) if award else "—",
        "verdict": str(proposal.get_verdict_display()) if proposal else "",
        "reasons": sentences_of(row, call) if row else [],
    }


def letter_text(application: Application) -> str:
    """The first words of a letter, in the active language; the desk may change them."""
    proposal = getattr(application, "proposal", None)
    amount = display((proposal and proposal.recommended) or application.requested, application.call.currency)
    words = {"title": application.title, "call": application.call.title.text, "amount": amount}
    sentences = {
        ApplicationState.PROVISIONALLY_SELECTED: _(
            "we are glad to tell you that the committee has selected your project “%(title)s” in the call “%(call)s”. "
            "It recommends a grant of %(amount)s. Before the award we check the documents; we will write to you about them."
        ),
        ApplicationState.RESERVE: _(
            "the committee thinks well of your project “%(title)s” in the call “%(call)s”, but the money of the call "
            "does not reach that far. Your project is on the reserve list; if a grant becomes free, we will write to you."
        ),
        ApplicationState.REJECTED: _(
            "the committee did not select your project “%(title)s” in the call “%(call)s”. What was thought of it stands "
            "below, so that it may help you with the next one."
        ),
        ApplicationState.INELIGIBLE: _(
            "your application “%(title)s” does not meet the conditions of the call “%(call)s”, so it was not assessed."
        ),
    }
    text = sentences[ApplicationState(application.state)] % words
    if application.state != ApplicationState.INELIGIBLE:
        return text
    reasons = [check.reason for check in application.eligibility_checks.all() if not check.is_eligible]
    return "\n\n".join([text, *dict.fromkeys(reasons)])


def letter_pdf(letter: Letter) -> bytes:
    language = known(letter.language)
    with translation.override(language):
        data = letter_data(letter, language)
    return typeset("grants/decision_letter.typ", data, language=language, at=letter.sent_at or letter.made_at)


def letter_data(letter: Letter, language: str) -> dict[str, Any]:
    application = letter.application
    day = letter.sent_at or letter.made_at
    complain = (
        _("You can complain until %(day)s, on the page of your application; you get an answer within 20 days.")
        % {"day": date_format(letter.complain_by, "DATE_FORMAT")}
        if letter.complain_by
        else _("You can complain within 10 days after this letter was sent, on the page of your application.")
    )
    return {
        "title": _("Letter %(number)s") % {"number": application.number},
        "organisation": application.organisation.name,
        "date": date_format(day, "DATE_FORMAT"),
        "subject": application.title,
        "number": application.number,
        "greeting": _("Dear colleagues,"),
        "body": letter.body,
        "feedback_title": _("What was thought of it"),
        "feedback": [
            {"section": section, "items": [feedback_item(item, language) for item in found]}
            for section, found in groupby(letter.feedback, key=lambda item: pick(item["section"], language).text)
        ],
        "complain": complain,
        "closing": _("With kind regards,"),
        "signed": settings.ORGANISATION_NAME,
    }


def feedback_item(item: dict[str, Any], language: str) -> dict[str, str]:
    return {
        "name": pick(item["name"], language).text,
        "points": f"{display(Decimal(item['points']), '').strip()} / {item['maximum']}",
        "reason": item["reason"],
    }
