"""Where an organisation's membership stands."""

from dataclasses import dataclass
from datetime import date

from members.days import today
from members.models import Organisation
from members.states import MembershipState, effective_state

TONES = {
    MembershipState.ACTIVE: "good",
    MembershipState.DUE: "warn",
    MembershipState.GRACE: "warn",
    MembershipState.PENDING: "neutral",
}


@dataclass(frozen=True)
class Standing:
    state: MembershipState
    until: date | None

    @property
    def label(self) -> str:
        return str(self.state.label)

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "bad")


def standing_of(organisation: Organisation, day: date | None = None) -> Standing:
    periods = list(organisation.memberships.values_list("valid_from", "valid_until"))
    state = effective_state(
        periods,
        suspended=organisation.suspensions.in_force().exists(),
        terminated_on=organisation.terminated_on,
        today=day or today(),
    )
    return Standing(state, max((until for _begin, until in periods), default=None))
