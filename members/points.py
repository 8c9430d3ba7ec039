"""A point on the map as people copy it from one, and whether it can be where they say they are."""

import math
import re
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

Point = tuple[Decimal, Decimal]
"""Latitude and longitude in degrees, to the metre."""

NUMBER = re.compile(r"[-+]?\d{1,3}(?:[.,]\d{1,15})?")
STEP = Decimal("0.00001")
FARTHEST = 75  # km from the middle of the municipality: the widest of the region reach some 40


def read_point(text: str) -> Point | None:
    """«43.32090, 21.89580», with points or commas, as a map program gives it; None for nothing at all."""
    if not text.strip():
        return None
    numbers = NUMBER.findall(text[:100])
    if len(numbers) != 2:
        raise ValidationError(_("Write two numbers as a map shows them, for example 43.32090, 21.89580."))
    latitude, longitude = (Decimal(number.replace(",", ".")).quantize(STEP) for number in numbers)
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise ValidationError(_("Latitude lies between −90 and 90, longitude between −180 and 180."))
    return latitude, longitude


def refuse_far_point(point: Point, town: Any) -> None:
    """Raises ValidationError for a point that cannot belong to the municipality: mostly two numbers the wrong way round."""
    distance = round(kilometres(point, (town.latitude, town.longitude)))
    if distance > FARTHEST:
        raise ValidationError(
            _("This point is %(distance)s km from %(town)s. Latitude comes first, then longitude.")
            % {"distance": distance, "town": town.name}
        )


def kilometres(one: Point, other: Point) -> float:
    (a, b), (c, d) = ((math.radians(float(degrees)) for degrees in point) for point in (one, other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))


def written(point: Point | None) -> str:
    return f"{point[0]:.5f}, {point[1]:.5f}" if point else ""
