"""What became of a table that somebody sent in, row by row."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """What became of one row."""

    number: int
    code: str
    outcome: str  # new | changed | same | broken
    sentence: str = ""


@dataclass(frozen=True)
class Outcome:
    lines: list[Line] = field(default_factory=list)
    is_applied: bool = False

    def of(self, outcome: str) -> list[Line]:
        return [line for line in self.lines if line.outcome == outcome]

    @property
    def broken(self) -> list[Line]:
        return self.of("broken")

    @property
    def counts(self) -> dict[str, int]:
        return {outcome: len(self.of(outcome)) for outcome in ("new", "changed", "same", "broken")}
