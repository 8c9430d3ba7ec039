"""The public tracker for spreadsheets and programs, read as plain values: thousands of rows need not become objects."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from knowledge.models import Assessment, GovernmentResponse, Recommendation, Wording
from knowledge.names import name_of
from knowledge.queries.tracker_table import EVIDENCE, TEXTS, iso

AT_ONCE = 500
AddressOf = Callable[[str], str]

COMMON = ("pk", "code", "country_id", "theme__slug", "report__slug", "target_on", "carried_from__code", "texts")


def in_pieces(chosen: QuerySet[Recommendation]) -> Iterator[list[int]]:
    keys = list(chosen.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


def by_recommendation(rows: Iterable[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["recommendation_id"]].append(row)
    return found


def public_rows(chosen: QuerySet[Recommendation], address_of: AddressOf) -> Iterator[dict[str, Any]]:
    """Each recommendation with its latest published assessment and its latest response, in the columns of the table."""
    for keys in in_pieces(chosen):
        asked = addressees(keys)
        assessed = {one["recommendation_id"]: one for one in assessments(keys)}  # the last one stays
        answered = {one["recommendation_id"]: one for one in responses(keys)}
        recommendations = Recommendation.objects.filter(pk__in=keys).order_by("code")
        for one in recommendations.values(*COMMON, "report__year", "finding__number"):
            yield row(one, asked[one["pk"]], assessed.get(one["pk"], {}), answered.get(one["pk"], {}), address_of)


def row(
    one: dict[str, Any],
    asked: list[dict[str, Any]],
    assessed: dict[str, Any],
    answered: dict[str, Any],
    address_of: AddressOf,
) -> dict[str, Any]:
    evidence = assessed.get("evidence", {})
    return {
        "code": one["code"],
        "country": one["country_id"] or "",
        "year": one["report__year"],
        "report": one["report__slug"],
        "theme": one["theme__slug"] or "",
        "addressees": "; ".join(sorted(body["organisation__slug"] for body in asked)),
        "finding": one["finding__number"] or "",
        "target_on": iso(one["target_on"]),
        "carried_from": one["carried_from__code"] or "",
        **{column: one["texts"].get(column[5:], "") for column in TEXTS},
        "status": assessed.get("progress", ""),
        "assessed_on": iso(assessed.get("assessed_on")),
        **{column: evidence.get(column[9:], "") for column in EVIDENCE},
        "response": answered.get("position", ""),
        "responded_on": iso(answered.get("given_on")),
        "url": address_of(one["code"]),
    }


def histories(chosen: QuerySet[Recommendation], address_of: AddressOf) -> Iterator[dict[str, Any]]:
    """Each recommendation with its whole public history, for programs."""
    for keys in in_pieces(chosen):
        parts = (
            addressees(keys), by_recommendation(wordings(keys)), by_recommendation(assessments(keys)),
            by_recommendation(responses(keys)), carried_into(keys),
        )  # fmt: skip
        recommendations = Recommendation.objects.filter(pk__in=keys).order_by("code")
        for one in recommendations.values(*COMMON, "progress", "position", "published_at"):
            yield history(one, address_of, *(part.get(one["pk"], []) for part in parts))


def history(
    one: dict[str, Any],
    address_of: AddressOf,
    asked: list[dict[str, Any]],
    worded: list[dict[str, Any]],
    assessed: list[dict[str, Any]],
    answered: list[dict[str, Any]],
    later: list[str],
) -> dict[str, Any]:
    return {
        "code": one["code"],
        "url": address_of(one["code"]),
        "country": one["country_id"],
        "theme": one["theme__slug"],
        "report": one["report__slug"],
        "addressees": [{"name": body["organisation__name"], "slug": body["organisation__slug"]} for body in asked],
        "texts": one["texts"],
        "target_on": iso(one["target_on"]) or None,
        "status": one["progress"],
        "response": one["position"] or None,
        "published_at": one["published_at"],
        "carried_from": one["carried_from__code"],
        "carried_into": later,
        "wordings": [
            {"number": each["number"], "texts": each["texts"], "report": each["report__slug"], "at": each["at"]}
            for each in worded
        ],
        "assessments": [assessment_of(each) for each in assessed],
        "responses": [response_of(each) for each in answered],
    }


def assessment_of(row: dict[str, Any]) -> dict[str, Any]:
    day: date = row["assessed_on"]
    return {
        "status": row["progress"],
        "on": day.isoformat(),
        "evidence": row["evidence"],
        "report": row["report__slug"],
    }


def response_of(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "institution": name_of(row["institution__name"], row["institution__name_en"]),
        "position": row["position"],
        "text": row["text"],
        "language": row["language"],
        "on": row["given_on"].isoformat(),
    }


# --- The rows beside a piece of recommendations ---------------------------------------------------------------------


def addressees(keys: list[int]) -> dict[int, list[dict[str, Any]]]:
    links = Recommendation.addressees.through.objects.filter(recommendation__in=keys)
    names = links.order_by("organisation__name", "organisation")
    return by_recommendation(names.values("recommendation_id", "organisation__slug", "organisation__name"))


def assessments(keys: list[int]) -> QuerySet[Any]:
    published = Assessment.objects.published().filter(recommendation__in=keys).order_by("assessed_on", "pk")
    return published.values("recommendation_id", "progress", "assessed_on", "evidence", "report__slug")


def responses(keys: list[int]) -> QuerySet[Any]:
    given = GovernmentResponse.objects.filter(recommendation__in=keys).order_by("given_on", "pk")
    names = ("institution__name", "institution__name_en")
    return given.values("recommendation_id", "position", "text", "language", "given_on", *names)


def wordings(keys: list[int]) -> QuerySet[Any]:
    worded = Wording.objects.filter(recommendation__in=keys).order_by("number")
    return worded.values("recommendation_id", "number", "texts", "at", "report__slug")


def carried_into(keys: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    later = Recommendation.objects.public().filter(carried_from__in=keys).order_by("code")
    for earlier, code in later.values_list("carried_from_id", "code"):
        found[earlier].append(code)
    return found
