"""A ranking as data: what went in and what came out, so that anybody can compute it again."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from .ranking import Entry, Measure, Ranking, Rules, Scored, rank

FORMAT = 1


def record_of(entries: list[Entry], rules: Rules) -> dict[str, Any]:
    """Rules, entries and the ranking they give, with every number as a string."""
    ordered = sorted(entries, key=lambda entry: entry.key)
    return {
        "format": FORMAT,
        "rules": rules_data(rules),
        "entries": [entry_data(entry) for entry in ordered],
        "ranking": ranking_data(rank(ordered, rules)),
    }


def computed_again(record: dict[str, Any]) -> bool:
    """Whether the recorded rules and entries still give the recorded ranking."""
    entries = [read_entry(item) for item in record["entries"]]
    return ranking_data(rank(entries, read_rules(record["rules"]))) == record["ranking"]


def ranking_data(ranking: Ranking) -> list[dict[str, Any]]:
    return [
        {
            "number": row.entry.key,
            "place": row.place,
            "outcome": str(row.outcome),
            "total": text(row.total),
            "totals": [str(total) for total in row.totals],
            "sections": {name: str(points) for name, points in row.sections.items()},
            "amount": str(row.entry.amount),
            "running": text(row.running),
            "reasons": [{"kind": reason.kind, **reason.values} for reason in row.reasons],
        }
        for row in ranking.rows
    ]


def rules_data(rules: Rules) -> dict[str, Any]:
    return {
        "measures": [
            {"key": one.key, "section": one.section, "maximum": one.maximum, "weight": str(one.weight)}
            for one in rules.measures
        ],
        "envelope": str(rules.envelope),
        "assessors_needed": rules.assessors_needed,
        "largest_gap": text(rules.largest_gap),
        "overall_minimum": text(rules.overall_minimum),
        "section_minimums": {name: str(least) for name, least in rules.section_minimums.items()},
        "quotas": {country: str(most) for country, most in rules.quotas.items()},
    }


def read_rules(data: dict[str, Any]) -> Rules:
    return Rules(
        measures=tuple(
            Measure(item["key"], item["section"], item["maximum"], Decimal(item["weight"])) for item in data["measures"]
        ),
        envelope=Decimal(data["envelope"]),
        assessors_needed=data["assessors_needed"],
        largest_gap=number(data["largest_gap"]),
        overall_minimum=number(data["overall_minimum"]),
        section_minimums={name: Decimal(least) for name, least in data["section_minimums"].items()},
        quotas={country: Decimal(most) for country, most in data["quotas"].items()},
    )


def entry_data(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.key,
        "country": entry.country,
        "amount": str(entry.amount),
        "arrived_at": entry.arrived_at.astimezone(UTC).isoformat(),
        "scored": [
            {"assessor": one.assessor, "points": dict(one.points), "recommendation": one.recommendation}
            for one in entry.scored
        ],
        **({"by_hand": True} if entry.by_hand else {}),
    }


def read_entry(data: dict[str, Any]) -> Entry:
    return Entry(
        data["number"],
        data["country"],
        Decimal(data["amount"]),
        datetime.fromisoformat(data["arrived_at"]),
        tuple(Scored(item["assessor"], item["points"], item["recommendation"]) for item in data["scored"]),
        data.get("by_hand", False),
    )


def text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
