"""What the grant scheme holds about a person. Applications are their organisation's."""

from members.holdings import Fate, hold

hold(
    "grants.Assignment.assessor",
    Fate.KEPT,
    "A call's decision must stay explainable for as long as the donor may ask.",
    *("application__title", "assigned_at", "declared_at", "conflict_at", "conflict_reason"),
)
hold(
    "grants.AssessorDeclaration.assessor",
    Fate.KEPT,
    "The proof that nobody judged their own.",
    *("version", "text", "declared_at"),
)
hold(
    "grants.AuditorSeat.person",
    Fate.KEPT,
    "Who read a call from outside must stay provable.",
    *("purpose", "valid_from", "until", "revoked_at"),
)
