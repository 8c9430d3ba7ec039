"""What an auditor reads of a call: how every application was judged, and what was said and recorded about the call."""

from typing import Any

from django.db.models import QuerySet

from grants.models import Application, Call
from grants.ranking_records import computed_again

from .assessing import assessed
from .desk import log
from .eligibility import words_by_line


def audited_applications(call: Call, user: Any) -> QuerySet[Application]:
    """The received applications of a call, as far as `user` may see them."""
    return Application.objects.visible_to(user).filter(call=call).received().for_list()


def judgement_of(application: Application) -> dict[str, Any]:
    """Checks line by line, assessments with points and reasons, letters and the whole log of an application."""
    checks = list(application.eligibility_checks.all())
    assignments = list(application.assignments.select_related("assessment"))
    return {
        "checks": checks,
        "check_lines": words_by_line(application, checks),
        "assignments": assignments,
        "assessed": assessed(application, assignments),
        "total_points": application.form.definition.total_points,
        "letters": application.letters.filter(sent_at__isnull=False).select_related("complaint"),
        "history": log(application),
    }


def records_of(call: Call) -> dict[str, Any]:
    """Meetings, corrigenda, answers, declarations and rankings, each ranking with whether it computes to the same."""
    return {
        "meetings": call.meetings.filter(signed_at__isnull=False).select_related("minutes"),
        "rankings": [(record, computed_again(record.record)) for record in call.rankings.all()],
        "declarations": call.assessor_declarations.all(),
        "corrigenda": list(call.corrigenda.all()),
        "answers": call.questions.published(),
    }
