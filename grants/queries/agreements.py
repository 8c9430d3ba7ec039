"""What an agreement has cost so far, what is due when, and what waits for whom."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.agreement_permissions import visible_agreements
from grants.agreement_states import REPORTED_UNDER, AgreementState, InstalmentState, PaidFrom, PaymentKind, ReportState
from grants.balances import Account
from grants.models import AgreedHeading, Agreement, Expenditure, Instalment, Payment, Report
from grants.money import ZERO
from grants.permissions import current_affiliations

Sums = dict[int, dict[str, Decimal]]


def account_of(agreement: Agreement) -> Account:
    """The money of an agreement over all reports that have been submitted."""
    return accounts_of([agreement])[agreement.pk]


def accounts_of(agreements: Iterable[Agreement]) -> dict[int, Account]:
    """The money of each agreement by its key. Three queries, however many agreements and lines."""
    found = {agreement.pk: agreement for agreement in agreements}
    agreed: Sums = defaultdict(dict)
    claimed: Sums = defaultdict(dict)
    accepted: Sums = defaultdict(dict)
    own: Sums = defaultdict(lambda: {"claimed": ZERO, "accepted": ZERO})
    paid: Sums = defaultdict(dict)
    for item in AgreedHeading.objects.filter(agreement__in=found):
        agreed[item.agreement_id][item.heading] = item.amount
    lines = Expenditure.objects.filter(report__agreement__in=found, report__submitted_at__isnull=False)
    rows = lines.exclude(report__state=ReportState.REJECTED).order_by()
    for row in rows.values("report__agreement", "heading", "paid_from").annotate(
        claimed=Sum("amount"), counted=Sum("accepted")
    ):
        key, heading = row["report__agreement"], row["heading"]
        if row["paid_from"] == PaidFrom.OWN:
            own[key]["claimed"] += row["claimed"]
            own[key]["accepted"] += row["counted"]
        else:
            claimed[key][heading], accepted[key][heading] = row["claimed"], row["counted"]
    payments = Payment.objects.filter(agreement__in=found).order_by().values("agreement", "kind")
    for row in payments.annotate(sum=Sum("amount")):
        paid[row["agreement"]][row["kind"]] = row["sum"]
    return {
        key: Account(
            award=agreement.amount,
            agreed=agreed[key],
            claimed=claimed[key],
            accepted=accepted[key],
            sent=paid[key].get(PaymentKind.INSTALMENT, ZERO) + paid[key].get(PaymentKind.BALANCE, ZERO),
            returned=paid[key].get(PaymentKind.RECOVERY, ZERO),
            reallocation_percent=agreement.reallocation_percent,
            indirect_percent=agreement.indirect_percent,
            currency=agreement.currency,
            cofinancing_percent=agreement.cofinancing_percent,
            own_claimed=own[key]["claimed"],
            own_accepted=own[key]["accepted"],
        )
        for key, agreement in found.items()
    }


@dataclass(frozen=True)
class Due:
    """Something that has a day: a report that the grantee owes, or an instalment that the network does."""

    on: date
    kind: str
    title: str
    agreement: Agreement
    url: str
    uid: str
    amount: Decimal | None = None
    text: str = ""
    is_late: bool = False
    tone: str = "neutral"


def due_under(agreements: QuerySet[Agreement], today: date) -> list[Due]:
    """What is still to come under these agreements, by day. Two queries."""
    in_force = agreements.filter(state__in=REPORTED_UNDER).order_by()
    reports = Report.objects.filter(agreement__in=in_force).awaited().for_list()
    payable = Instalment.objects.filter(
        agreement__in=in_force, state__in=[InstalmentState.PLANNED, InstalmentState.RELEASED]
    ).select_related("agreement__award", "agreement__organisation", "agreement__call", "report")
    found = [due_report(report, today) for report in reports] + [due_instalment(item, today) for item in payable]
    return sorted(found, key=lambda item: (item.on, item.kind, item.uid))


def as_open_to(due: list[Due], reports: list[Report]) -> list[Due]:
    """`due` with each report that is not among `reports` leading to its agreement: drafts are the grantee's alone."""
    open_to_reader = {report.get_absolute_url() for report in reports}
    return [
        replace(item, url=item.agreement.get_absolute_url())
        if item.kind == "report" and item.url not in open_to_reader
        else item
        for item in due
    ]


def reports_due_for(user: Any, today: date) -> list[Due]:
    """The reports that the person's organisations owe, by day. One query."""
    owed = Report.objects.filter(agreement__in=agreements_of(user).order_by(), agreement__state__in=REPORTED_UNDER)
    return [due_report(report, today) for report in owed.awaited().for_list().order_by("due_on", "pk")]


def due_report(report: Report, today: date) -> Due:
    late = report.due_on < today
    return Due(
        on=report.due_on,
        kind="report",
        title=str(report),
        agreement=report.agreement,
        url=report.get_absolute_url(),
        uid=f"report-{report.uuid}",
        text=_("Clarification asked") if report.state == ReportState.CLARIFICATION else _("To be submitted"),
        is_late=late,
        tone="bad" if late else "warn" if (report.due_on - today).days <= 14 else "info",
    )


def due_instalment(item: Instalment, today: date) -> Due:
    waits = item.state == InstalmentState.PLANNED
    late = item.due_on < today
    return Due(
        on=item.due_on,
        kind="instalment",
        title=_("Instalment %(number)d") % {"number": item.position},
        agreement=item.agreement,
        url=item.agreement.get_absolute_url(),
        uid=f"instalment-{item.uuid}",
        amount=item.amount,
        text=_("Waits for: %(condition)s") % {"condition": item.waits_for} if waits else _("To be paid"),
        is_late=late,
        tone="bad" if late and waits else "warn" if late else "neutral",
    )


def agreements_of(user: Any) -> QuerySet[Agreement]:
    """Signed agreements of the organisations a person belongs to."""
    own = current_affiliations(user).values("organisation")
    return Agreement.objects.filter(organisation__in=own).exclude(state=AgreementState.DRAFT).for_list()


def visible_agreement_list(user: Any) -> QuerySet[Agreement]:
    return visible_agreements(Agreement.objects.for_list(), user)


def agreement_facts(agreement: Agreement) -> list[dict[str, Any]]:
    from django.utils.formats import date_format  # inline: only here

    def day(value: date | None) -> str:
        return date_format(value, "DATE_FORMAT") if value else "—"

    return [
        {"label": _("Number"), "value": agreement.number},
        {"label": _("Period"), "value": f"{day(agreement.starts_on)} – {day(agreement.ends_on)}"},
        {"label": _("Signed"), "value": day(agreement.signed_on)},
        {"label": _("Call"), "value": agreement.call.code},
        *(
            [{"label": _("Own share"), "value": own_share_words(agreement.cofinancing_percent)}]
            if agreement.cofinancing_percent
            else []
        ),
    ]


def annexes_of(agreement: Agreement) -> list[str]:
    """What the agreement builds upon, each with the fingerprint by which it is known again."""
    application = agreement.award.application
    record, form = application.submission, application.form
    return [
        _("Annex 1: application %(number)s as submitted, SHA-256 %(sha256)s")
        % {"number": record.number, "sha256": record.sha256},
        _("Annex 2: its budget, line by line, in the same record"),
        _("Annex 3: call %(code)s, its text and form in version %(version)d, SHA-256 %(sha256)s")
        % {"code": agreement.call.code, "version": form.version, "sha256": form.sha256},
    ]


def own_share_words(percent: Decimal) -> str:
    return _("at least %(percent)s %% of the total cost") % {"percent": f"{percent.normalize():f}"}


def history_of(agreement: Agreement, reports: Iterable[Report]) -> list[dict[str, Any]]:
    """Everything that was done to an agreement and its reports, newest first. One query."""
    from network.core.models import AuditEntry  # inline: only here

    keys = [str(report.pk) for report in reports]
    entries = AuditEntry.objects.filter(object_type="grants.agreement", object_id=str(agreement.pk)) | (
        AuditEntry.objects.filter(object_type="grants.report", object_id__in=keys)
    )
    return [
        {
            "at": entry.at,
            "title": verb_label(entry.verb),
            "text": " — ".join(filter(None, (entry.object_name, entry.actor_name, entry.reason))),
            "tone": "",
        }
        for entry in entries.order_by("-at", "-pk")
    ]


def verb_label(verb: str) -> str:
    labels = {
        "agreement.prepared": _("Agreement prepared"),
        "agreement.terms_changed": _("Terms changed"),
        "agreement.in_force": _("Agreement signed"),
        "agreement.closed": _("Agreement closed"),
        "agreement.terminated": _("Agreement terminated"),
        "agreement.addendum": _("Addendum"),
        "agreement.instalment_released": _("Instalment released"),
        "agreement.instalment_cancelled": _("Instalment cancelled"),
        "agreement.paid": _("Paid"),
        "agreement.recovered": _("Returned by the grantee"),
        "agreement.signed_copy": _("Signed copy filed"),
        "agreement.dossier": _("Dossier requested"),
        "report.submitted": _("Report submitted"),
        "report.clarification": _("Clarification asked"),
        "report.approved": _("Report approved"),
        "report.rejected": _("Report rejected"),
        "report.expenditure_reviewed": _("Expenditure reviewed"),
    }
    return labels.get(verb, verb)


def report_link(report: Report, on_desk: bool) -> str:
    return reverse("desk-grants-report", kwargs={"uuid": report.uuid}) if on_desk else report.get_absolute_url()
