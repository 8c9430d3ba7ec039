"""Everything about some applications that an auditor asks for, gathered in a constant number of queries."""

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Prefetch, QuerySet

from grants.models import (
    Agreement,
    Application,
    ApplicationFile,
    Assessment,
    Call,
    Dossier,
    EligibilityCheck,
    Expenditure,
    Letter,
    Report,
)
from members.exports import csv_cell
from network.core.models import AuditEntry, PrivateFile

LONGEST_NAME = 80


@dataclass(frozen=True)
class Item:
    """One file of a dossier: a text of ours, or a file from the shelf. `what` says in words what it is."""

    path: str
    what: str
    content: bytes | PrivateFile


def applications_of(dossier: Dossier) -> QuerySet[Application]:
    found = Application.objects.filter(call=dossier.call).received()
    return found.filter(award__agreement=dossier.agreement) if dossier.agreement_id else found


def items_of(dossier: Dossier) -> list[Item]:
    """The whole content of a dossier, in the order of its index."""
    applications = list(
        applications_of(dossier)
        .order_by("number")
        .select_related("organisation", "submission", "receipt", "award", "proposal__meeting__minutes", "form")
        .prefetch_related(
            Prefetch("files", ApplicationFile.objects.select_related("file")),
            Prefetch("eligibility_checks", EligibilityCheck.objects.all()),
            Prefetch("letters", Letter.objects.select_related("file", "complaint")),
        )
    )
    keys = [application.pk for application in applications]
    assessments = grouped(
        Assessment.objects.filter(assignment__application__in=keys).select_related("assignment"),
        lambda item: item.assignment.application_id,
    )
    agreements = {item.award.application_id: item for item in agreements_of(keys)}
    logs = logs_of(applications, agreements.values())
    found = list(call_items(dossier, applications))
    for application in applications:
        found += application_items(application, assessments[application.pk], logs)
        if agreement := agreements.get(application.pk):
            found += agreement_items(application, agreement, logs)
    return found


def agreements_of(application_keys: Sequence[int]) -> QuerySet[Agreement]:
    reports = Report.objects.prefetch_related(
        "notes", "versions", Prefetch("expenditures", Expenditure.objects.select_related("document"))
    )
    return (
        Agreement.objects.filter(award__application__in=application_keys)
        .select_related("award", "signed_copy")
        .prefetch_related(
            "headings",
            "addenda",
            "instalments__report",
            "payments__instalment",
            Prefetch("reports", reports),
        )
    )


def logs_of(applications: Iterable[Application], agreements: Iterable[Agreement]) -> dict[tuple[str, str], list[Any]]:
    """The log of every object of the dossier, by object. One query."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for application in applications:
        wanted["grants.application"].append(str(application.pk))
    for agreement in agreements:
        wanted["grants.agreement"].append(str(agreement.pk))
        wanted["grants.report"] += [str(report.pk) for report in agreement.reports.all()]
    found = AuditEntry.objects.none()
    for kind, keys in wanted.items():
        found = found | AuditEntry.objects.filter(object_type=kind, object_id__in=keys)
    return grouped(found.order_by("at", "pk"), lambda entry: (entry.object_type, entry.object_id))


def call_items(dossier: Dossier, applications: Sequence[Application]) -> Iterator[Item]:
    """What belongs to the call as a whole: its frozen form, and the signed minutes that decided on these."""
    for form in dossier.call.forms.all():
        name = f"call/form-version-{form.version}.json"
        yield Item(name, f"The form of the call as frozen, version {form.version}", as_json(form.data))
    for ranking in dossier.call.rankings.all():
        yield Item(f"call/ranking-{ranking.number}.json", "A recorded ranking", ranking.text.encode())
    yield from words_about_the_call(dossier.call)
    meetings = {a.proposal.meeting for a in applications if hasattr(a, "proposal")}
    for meeting in sorted(meetings, key=lambda one: (one.held_on, one.pk)):
        if meeting.minutes:
            yield Item(f"call/minutes-{meeting.held_on}.pdf", "Signed minutes of the committee", meeting.minutes)


def words_about_the_call(call: Call) -> Iterator[Item]:
    """Declarations of the assessors, corrections, answers to questions, and the log of the call. Four queries."""
    declared = [
        [one.declared_at.isoformat(), one.assessor_name, one.version, one.text]
        for one in call.assessor_declarations.all()
    ]
    yield table("call/declarations.csv", "What the assessors declared", ["at", "by", "version", "words"], declared)
    corrected = [
        [one.number, one.published_at.isoformat(), one.text, one.closes_at_after or "", one.form_version or ""]
        for one in call.corrigenda.all()
    ]
    columns = ["number", "at", "words", "new_deadline", "form_version"]
    yield table("call/corrigenda.csv", "Corrigenda", columns, corrected)
    answered = [[one.answered_at, one.text, one.answer] for one in call.questions.published()]
    yield table("call/answers.csv", "Questions that were answered in public", ["at", "question", "answer"], answered)
    entries = AuditEntry.objects.filter(object_type="grants.call", object_id=str(call.pk)).order_by("at", "pk")
    yield log("call/log.csv", call, {("grants.call", str(call.pk)): list(entries)})


def application_items(application: Application, assessments: Sequence[Assessment], logs: Any) -> Iterator[Item]:
    folder = f"{application.number}/1-application"
    submission = application.submission
    yield Item(f"{folder}/submission.json", f"As submitted; SHA-256 {submission.sha256}", submission.text.encode())
    if application.receipt:
        yield Item(f"{folder}/receipt.pdf", "Receipt of the submission", application.receipt)
    for place, attached in enumerate(application.files.all(), start=1):
        yield Item(f"{folder}/documents/{place:02d}-{safe(attached.file.name)}", "Document", attached.file)
    checks = [
        [
            check.checked_at.isoformat(),
            check.checked_by_name,
            check.is_eligible,
            check.reason,
            json.dumps(check.points, ensure_ascii=False, sort_keys=True),
        ]
        for check in application.eligibility_checks.all()
    ]
    folder = f"{application.number}/2-decision"
    yield table(
        f"{folder}/eligibility.csv", "Checks of eligibility", ["at", "by", "eligible", "reason", "lines"], checks
    )
    yield table(
        f"{folder}/assessments.csv",
        "Assessments with points and reasons",
        ASSESSMENT,
        [assessment_row(item) for item in assessments],
    )
    yield from letter_items(application, folder)
    yield log(f"{application.number}/log-application.csv", application, logs)


def letter_items(application: Application, folder: str) -> Iterator[Item]:
    for letter in application.letters.all():
        if letter.file:
            yield Item(f"{folder}/letter-{letter.verdict}.pdf", "Letter to the applicant", letter.file)
        complaint = getattr(letter, "complaint", None)
        if complaint:
            text = f"{complaint.filed_by_name} {complaint.filed_at:%Y-%m-%d}\n\n{complaint.text}\n\n---\n\n"
            answer = f"{complaint.state} {complaint.answered_by_name}\n\n{complaint.answer}\n"
            yield Item(f"{folder}/complaint.txt", "Complaint and answer", (text + answer).encode())


def agreement_items(application: Application, agreement: Agreement, logs: Any) -> Iterator[Item]:
    folder = f"{application.number}/3-agreement"
    yield Item(f"{folder}/agreement.json", "Terms of the agreement", as_json(agreement_record(agreement)))
    if agreement.signed_copy:
        yield Item(f"{folder}/signed-{safe(agreement.signed_copy.name)}", "Signed copy", agreement.signed_copy)
    payments = [
        [p.paid_on, p.kind, p.instalment.position if p.instalment else "", p.amount, p.reference, p.recorded_by_name]
        for p in agreement.payments.all()
    ]
    columns = ["paid_on", "kind", "instalment", "amount", "reference", "recorded_by"]
    yield table(f"{folder}/payments.csv", "Payments and returned money", columns, payments)
    for report in agreement.reports.all():
        yield from report_items(report, f"{application.number}/4-reports/{report.position}", logs)
    yield log(f"{application.number}/log-agreement.csv", agreement, logs)


def report_items(report: Report, folder: str, logs: Any) -> Iterator[Item]:
    if report.submitted_at is None:
        return
    texts = "\n\n".join(f"## {name}\n\n{getattr(report, name)}" for name in ("done", "results", "changes"))
    notes = "\n\n".join(f"[{n.written_at:%Y-%m-%d %H:%M} {n.written_by_name}]\n{n.text}" for n in report.notes.all())
    content = f"# {report.starts_on} – {report.ends_on} ({report.state})\n\n{texts}\n\n## notes\n\n{notes}\n"
    yield Item(f"{folder}/report.md", "Narrative report with questions and answers", content.encode())
    lines = list(report.expenditures.all())
    yield table(f"{folder}/expenditures.csv", "Expenditures and their review", EXPENDITURE, map(expenditure_row, lines))
    for version in report.versions.all():
        what = f"The report as handed in, version {version.number}; SHA-256 {version.sha256}"
        yield Item(f"{folder}/version-{version.number}.json", what, version.text.encode())
    for line in lines:
        if line.document:
            name = f"{folder}/documents/{line.position:03d}-{safe(line.document.name)}"
            yield Item(name, f"Document of expenditure {line.position}", line.document)
    yield log(f"{folder}/log.csv", report, logs)


EXPENDITURE = [
    "line", "paid_from", "heading", "date", "description", "document", "paid", "currency", "rate", "amount", "verdict", "accepted",
    "reason", "reviewed_by", "sha256_of_document",
]  # fmt: skip


def expenditure_row(line: Expenditure) -> list[Any]:
    return [
        line.position, line.paid_from, line.heading, line.spent_on, line.description, line.document_number, line.paid_amount,
        line.currency, line.rate, line.amount, line.verdict, line.accepted, line.reason, line.reviewed_by_name,
        line.document.sha256 if line.document else "",
    ]  # fmt: skip


ASSESSMENT = [
    "assessor", "declared_no_conflict_at", "conflict_at", "conflict", "released_at", "released", "state", "submitted_at",
    "total", "recommendation", "points", "reasons", "comment",
]  # fmt: skip


def assessment_row(item: Assessment) -> list[Any]:
    assignment = item.assignment
    return [
        assignment.assessor_name,
        assignment.declared_at,
        assignment.conflict_at,
        assignment.conflict_reason,
        assignment.released_at,
        assignment.released_reason,
        item.state,
        item.submitted_at.isoformat() if item.submitted_at else "",
        item.total,
        item.recommendation,
        json.dumps(item.points, ensure_ascii=False, sort_keys=True),
        json.dumps(item.reasons, ensure_ascii=False, sort_keys=True),
        item.comment,
    ]


def agreement_record(agreement: Agreement) -> dict[str, Any]:
    names = ("number", "state", "amount", "currency", "starts_on", "ends_on", "signed_on", "signed_for_grantee")
    more = ("cofinancing_percent", "signed_for_network", "ended_on", "end_reason", "retain_until", "planned", "paid")
    return {
        **{name: str(getattr(agreement, name) or "") for name in (*names, *more)},
        "headings": {item.heading: str(item.amount) for item in agreement.headings.all()},
        "instalments": [
            {
                "number": item.position,
                "amount": str(item.amount),
                "due_on": str(item.due_on),
                "waits_for": item.waits_for,
                "state": item.state,
            }
            for item in agreement.instalments.all()
        ],
        "addenda": [
            {
                "number": item.number,
                "signed_on": str(item.signed_on),
                "reason": item.reason,
                "before": item.before,
                "after": item.after,
            }
            for item in agreement.addenda.all()
        ],
    }


def log(path: str, obj: Model, logs: Any) -> Item:
    entries = logs.get((obj._meta.label_lower, str(obj.pk)), [])
    rows = [
        [e.at.isoformat(), e.actor_name, e.verb, e.reason, json.dumps(e.before), json.dumps(e.after)] for e in entries
    ]
    return table(path, "Who did what, when and why", ["at", "by", "what", "why", "before", "after"], rows)


def table(path: str, what: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Item:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([csv_cell("" if value is None else value) for value in row])
    return Item(path, what, buffer.getvalue().encode())


def as_json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode()


def grouped(items: Iterable[Any], key: Any) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for item in items:
        found[key(item)].append(item)
    return found


def safe(name: str) -> str:
    """A file name that every system can unpack: no folders, no signs that mean something to one of them."""
    clean = re.sub(r'[\x00-\x1f/\\:*?"<>|]+', "-", name)
    found = re.fullmatch(r"(.*)(\.[A-Za-z0-9]{1,5})", clean, re.DOTALL)
    stem, ending = found.groups() if found else (clean, "")
    return f"{stem[:LONGEST_NAME].strip('. ') or 'file'}{ending}"
