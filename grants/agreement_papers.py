"""The agreement as a paper for two signatures, set from the data."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.core.pdf import typeset

from .models import Agreement
from .money import ZERO, display
from .queries.agreements import annexes_of


def agreement_pdf(agreement: Agreement, *, language: str) -> bytes:
    language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(language):
        data = agreement_data(agreement)
    return typeset("grants/agreement.typ", data, language=language, at=agreement.prepared_at)


def agreement_data(agreement: Agreement) -> dict[str, Any]:
    """Everything the typst source shows, already in words of the active language."""

    def money(amount: Any) -> str:
        return display(amount, agreement.currency)

    def day(value: date | None) -> str:
        return date_format(value, "DATE_FORMAT") if value else ""

    instalments = [item for item in agreement.instalments.select_related("report") if item.state != "cancelled"]
    headings = list(agreement.headings.all())
    balance = agreement.amount - sum((item.amount for item in instalments), ZERO)
    organisation = agreement.organisation
    register = " ".join(filter(None, (organisation.register_name, organisation.register_number)))
    return {
        "title": _("Grant agreement %(number)s") % {"number": agreement.number},
        "heading": _("Grant agreement"),
        "number": agreement.number,
        "facts": [
            (_("Grantee"), organisation.name),
            *([(_("Register"), register)] if register else []),
            (_("Project"), agreement.title),
            (_("Call"), agreement.call.code),
            (_("Application"), agreement.award.application.number),
            (_("Period"), f"{day(agreement.starts_on)} – {day(agreement.ends_on)}"),
            (_("Amount"), money(agreement.amount)),
        ],
        "headings_title": _("What the grant is for"),
        "headings": [(str(item.get_heading_display()), money(item.amount)) for item in headings],
        "total": (_("Total"), money(agreement.amount)),
        "instalments_title": _("How it is paid"),
        "columns": [_("Instalment"), _("Waits for"), _("Expected"), _("Amount")],
        "instalments": [
            [str(item.position), item.waits_for, date_format(item.due_on, "SHORT_DATE_FORMAT"), money(item.amount)]
            for item in instalments
        ]
        + [[_("Balance"), _("Approval of the final report"), "", _("up to %(amount)s") % {"amount": money(balance)}]],
        "reports_title": _("What the grantee reports"),
        "reports": [
            _("%(report)s for %(period)s, due on %(day)s")
            % {"report": item, "period": item.period, "day": day(item.due_on)}
            for item in agreement.reports.all()
        ],
        "rules_title": _("Rules"),
        "rules": rules(agreement),
        "annexes_title": _("Annexes"),
        "annexes": annexes_of(agreement),
        "addenda_title": _("Addenda"),
        "addenda": [
            _("No. %(number)d of %(day)s: %(reason)s")
            % {"number": item.number, "day": day(item.signed_on), "reason": item.reason}
            for item in agreement.addenda.all()
        ],
        "sides": [
            [settings.ORGANISATION_NAME, agreement.signed_for_network, day(agreement.signed_on)],
            [organisation.name, agreement.signed_for_grantee, day(agreement.signed_on)],
        ],
        "sign_label": _("Name, signature, date"),
    }


def rules(agreement: Agreement) -> list[str]:
    """The rules of every agreement, in plain words."""
    return [
        _("Costs count when they were needed for the project, fall into its period, and are proved by a document."),
        _(
            "Up to %(percent)d %% of a heading may be moved into it without asking, counted over all reports together. "
            "More needs an addendum; indirect costs never grow by moving."
        )
        % {"percent": agreement.reallocation_percent},
        _("Indirect costs are at most %(percent)s %% of the direct costs that are accepted.")
        % {"percent": f"{agreement.indirect_percent.normalize():f}"},
        *own_share_rule(agreement),
        _(
            "The network pays the smaller of the award and the accepted cost. What was paid beyond that is returned "
            "within 45 days."
        ),
        _("The grantee keeps the documents until the day named at the closure and shows them to auditors."),
        _("Amounts in other currencies are converted with the rate of the month in which they were paid."),
    ]


def own_share_rule(agreement: Agreement) -> list[str]:
    if not agreement.cofinancing_percent:
        return []
    own = agreement.cofinancing_percent
    return [
        _(
            "The grantee pays %(own)s %% or more of the accepted cost of the project itself, and reports it with documents; "
            "the grant pays at most %(grant)s %% of that cost, even when the award is larger."
        )
        % {"own": f"{own.normalize():f}", "grant": f"{(100 - own).normalize():f}"}
    ]
