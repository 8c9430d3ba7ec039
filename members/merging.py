"""What stands against merging two entries: said by the apps whose rows must not change hands.

An app registers from a module that its `ready()` imports; the merge asks before it touches anything.
"""

from collections.abc import Callable
from typing import Any

Obstacle = Callable[[Any], str]
"""Gives a sentence when the rows of this entry cannot go over to another one, else ""."""

_obstacles: dict[str, Obstacle] = {}


def stand_against(key: str, obstacle: Obstacle) -> None:
    _obstacles[key] = obstacle


def obstacles_to(gone: Any) -> list[str]:
    """Why `gone` must be the one that stays."""
    return [sentence for obstacle in _obstacles.values() if (sentence := obstacle(gone))]
