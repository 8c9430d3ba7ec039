"""Turns values into places on a line, with ticks at round numbers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A line from `low` to `high`; zero always lies on it, so that lengths compare honestly."""

    low: float
    high: float
    ticks: list[float]

    def share(self, value: float) -> float:
        """Where `value` lies, from 0 (low) to 1 (high)."""
        return (value - self.low) / (self.high - self.low)


def scale_for(values: Sequence[float], steps: int = 4) -> Scale:
    """A scale with about `steps` intervals that holds every value and zero."""
    low, high = min([0.0, *values]), max([0.0, *values])
    if low == high:
        high = 1.0
    step = round_step((high - low) / steps)
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = [number * step for number in range(first, last + 1)]
    return Scale(ticks[0], ticks[-1], ticks)


def span(values: Sequence[float]) -> Scale:
    """A scale without ticks that reaches exactly from the lowest to the highest value, and to zero."""
    low, high = min([0.0, *values]), max([0.0, *values])
    return Scale(low, high if high > low else low + 1.0, [])


def round_step(rough: float) -> float:
    """The next of 1, 2, 2.5, 5, 10 … times a power of ten."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)
