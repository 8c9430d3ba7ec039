"""Who may see and do what with agreements and reports. Beside each "may I?" stands its "which ones?"."""

from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from grants.agreement_states import REPORTED_UNDER, SIGNED, AgreementState, ReportState
from grants.permissions import (
    affiliations_of,
    audited_calls,
    audits,
    can_write_for,
    current_affiliations,
    manages_grants,
    speaks_for,
)

Found = TypeVar("Found", bound=QuerySet)


def can_see_agreement(user: Any, agreement: Any) -> bool:
    """The grantee's people once it is signed; grants managers and the auditors of the call always."""
    if not user.is_authenticated:
        return False
    if manages_grants(user) or audits(user, agreement.call_id):
        return True
    return agreement.state in SIGNED and affiliations_of(user, agreement.organisation_id).exists()


def visible_agreements(agreements: Found, user: Any) -> Found:
    """The queryset twin of `can_see_agreement`."""
    if not user.is_authenticated:
        return agreements.none()
    if manages_grants(user):
        return agreements
    own = Q(organisation__in=current_affiliations(user).values("organisation"), state__in=SIGNED)
    return agreements.filter(own | Q(call__in=audited_calls(user)))


def followed_agreements(agreements: Found, user: Any) -> Found:
    """The signed grants of a coordinator's country, to follow: their money and their days, neither texts nor receipts."""
    return agreements.filter(country__in=user.countries_as("coordinator"), state__in=SIGNED, call__is_practice=False)


def can_see_report(user: Any, report: Any) -> bool:
    """Whoever may see the agreement; while it is being written for the first time, the grantee's people only."""
    if not can_see_agreement(user, report.agreement):
        return False
    return report.submitted_at is not None or affiliations_of(user, report.agreement.organisation_id).exists()


def visible_reports(reports: Found, user: Any) -> Found:
    """The queryset twin of `can_see_report`."""
    from grants.models import Agreement  # inline: permissions stand below the models

    if not user.is_authenticated:
        return reports.none()
    own = Q(agreement__organisation__in=current_affiliations(user).values("organisation"))
    agreements = visible_agreements(Agreement.objects.all(), user).order_by()
    return reports.filter(agreement__in=agreements).filter(own | Q(submitted_at__isnull=False))


def can_manage_agreement(user: Any, agreement: Any) -> bool:
    """Prepare, sign, pay, change, close: a manager who does not belong to the grantee."""
    return manages_grants(user) and not affiliations_of(user, agreement.organisation_id).exists()


def can_write_report(user: Any, report: Any) -> bool:
    return (
        report.is_with_grantee
        and report.agreement.state in REPORTED_UNDER
        and can_write_for(user, report.agreement.organisation_id)
    )


def can_submit_report(user: Any, report: Any) -> bool:
    """Only a representative speaks for the organisation."""
    return can_write_report(user, report) and speaks_for(user, report.agreement)


def can_review_report(user: Any, report: Any) -> bool:
    return report.state == ReportState.SUBMITTED and can_manage_agreement(user, report.agreement)


def can_change_terms(user: Any, agreement: Any) -> bool:
    return agreement.state == AgreementState.DRAFT and can_manage_agreement(user, agreement)


def may_read_agreement_file(user: Any, file: Any) -> bool:
    """A signed copy: whoever may see the agreement."""
    from grants.models import Agreement  # inline: permissions stand below the models

    agreement = Agreement.objects.filter(pk=file.owner_id).first()
    return agreement is not None and can_see_agreement(user, agreement)


def may_read_report_file(user: Any, file: Any) -> bool:
    """A document of an expenditure: whoever may see the report."""
    from grants.models import Report  # inline: permissions stand below the models

    report = Report.objects.select_related("agreement").filter(pk=file.owner_id).first()
    return report is not None and can_see_report(user, report)


def can_see_dossier(user: Any, dossier: Any) -> bool:
    """Those who run the grants, and the auditors of the call."""
    return user.is_authenticated and (manages_grants(user) or audits(user, dossier.call_id))


def may_read_dossier(user: Any, file: Any) -> bool:
    from grants.models import Dossier  # inline: permissions stand below the models

    dossier = Dossier.objects.filter(pk=file.owner_id).first()
    return dossier is not None and can_see_dossier(user, dossier)
