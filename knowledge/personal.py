"""What the collections hold about a person."""

from members.holdings import Fate, hold

hold(
    "knowledge.CaseStudy.author",
    Fate.KEPT,
    "Belongs to the author's organisation and to its readers.",
    *("uuid", "title", "state", "organisation__name"),
)
hold(
    "knowledge.PeerCheck.peer",
    Fate.KEPT,
    "The study was published on the strength of it.",
    *("study__title", "asked_at", "answered_at", "verdict", "comment"),
)
hold(
    "knowledge.Comment.author",
    Fate.DETACHED,
    "Others have answered it.",
    *("study__title", "created_at", "state", "text"),
)
hold(
    "knowledge.Reviewer.person",
    Fate.KEPT,
    "A review rests on who made it and on what they declared.",
    *("review__service", "standing", "since", "motivation", "has_conflict", "declaration", "submitted_at"),
)
