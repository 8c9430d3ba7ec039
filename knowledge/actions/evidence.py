"""The evidence library of a country: what findings rest on, with the document where there is one."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.files import EVIDENCE
from knowledge.models import Evidence, ShadowReport
from knowledge.permissions import can_add_evidence
from network.core import audit, uploads
from network.core.errors import NotAllowed
from network.core.middleware.page_cache import bump_after_commit
from network.core.transitions import locked_row


@transaction.atomic
def add_evidence(report: ShadowReport, *, by: Any, document: Any = None, **facts: Any) -> Evidence:
    """Enter a source into the library of the report's country, under its next number.

    Raises UploadRefused for a document that is none; then nothing is entered.
    """
    locked = must_write_at(report, by)
    list(ShadowReport.objects.select_for_update().filter(country=locked.country_id).values_list("pk"))
    last = Evidence.objects.filter(country=locked.country_id).order_by("-number").first()
    evidence = Evidence.objects.create(
        country_id=locked.country_id, number=last.number + 1 if last else 1, added_by=by, **facts
    )
    keep_document(evidence, by, document)
    audit.record("evidence.added", evidence, by=by, after={"sha256": sha256_of(evidence)})
    return evidence


@transaction.atomic
def change_evidence(
    evidence: Evidence, *, report: ShadowReport, by: Any, document: Any = None, **facts: Any
) -> Evidence:
    """Put right what the library says of a source, whose it is to see, or give it a newer document."""
    must_write_at(report, by)
    locked = locked_row(evidence)
    if locked.country_id != report.country_id:
        raise NotAllowed(_("This source belongs to the library of another country."))
    before = {"is_public": locked.is_public, "sha256": sha256_of(locked)}
    for name, value in facts.items():
        setattr(locked, name, value)
    locked.save()
    keep_document(locked, by, document)
    audit.record(
        "evidence.changed", locked, by=by, before=before,
        after={"is_public": locked.is_public, "sha256": sha256_of(locked)},
    )  # fmt: skip
    bump_after_commit()
    return locked


def keep_document(evidence: Evidence, by: Any, document: Any) -> None:
    if document is None:
        return
    earlier = evidence.file
    evidence.file = uploads.store(document, purpose=EVIDENCE, by=by, owner=evidence)
    evidence.save(update_fields=["file"])
    if earlier:
        uploads.discard(earlier)


def sha256_of(evidence: Evidence) -> str:
    return evidence.file.sha256 if evidence.file else ""


def must_write_at(report: ShadowReport, by: Any) -> ShadowReport:
    locked = locked_row(report)
    if not can_add_evidence(by, locked):
        raise NotAllowed(_("Who writes at the report enters what it rests on."))
    return locked
