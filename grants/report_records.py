"""A report as one record: what is kept of every version that is handed in."""

from datetime import date
from typing import Any

FORMAT = 1
LINE = ("position", "heading", "paid_from", "spent_on", "description", "document_number", "currency")
NUMBERS = ("paid_amount", "rate", "amount")


def record_of(report: Any, answer: str = "") -> dict[str, Any]:
    """Texts and lines as data, with every number as a string and the hash of every document."""
    return {
        "format": FORMAT,
        "agreement": report.agreement.number,
        "report": report.position,
        "period": [report.starts_on.isoformat(), report.ends_on.isoformat()],
        "done": report.done,
        "results": report.results,
        "changes": report.changes,
        "answer": answer,
        "lines": [line_of(line) for line in report.expenditures.select_related("document")],
    }


def line_of(line: Any) -> dict[str, str]:
    return {
        **{name: str(getattr(line, name)) for name in LINE},
        **{name: f"{getattr(line, name).normalize():f}" for name in NUMBERS},
        "document_sha256": line.document.sha256 if line.document else "",
    }


def compared(record: dict[str, Any], before: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The lines of a version, each with what became of it since the version before: new, changed, or the same."""
    earlier = {line["position"]: line for line in before["lines"]} if before else {}
    return [
        {
            "line": line,
            "day": date.fromisoformat(line["spent_on"]),
            "change": change_of(line, earlier.get(line["position"])) if before else "",
            "was": earlier.get(line["position"], line)["amount"],
        }
        for line in record["lines"]
    ]


def change_of(line: dict[str, str], before: dict[str, str] | None) -> str:
    if before is None:
        return "new"
    return "" if line == before else "changed"
