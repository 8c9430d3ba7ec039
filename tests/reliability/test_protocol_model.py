"""The protocol as a machine: whatever is said, changed, lost, repeated, reordered or cut, a reader who follows the rules
of the page's script never shows anything out of order or twice, and has everything as soon as they catch up.

The server's side is the real one (actions and queries on a real database); between it and the readers stands a line on
which hypothesis does what it likes.
"""

import uuid
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from messaging import limits
from messaging.actions import delete_message, edit_message, send_message, set_reaction
from messaging.models import Message, Room
from messaging.queries import Changes, changes_for_hub, changes_for_reader
from tests.factories.members import AffiliationFactory
from tests.factories.messaging import room_with

pytestmark = pytest.mark.django_db
Frame = tuple[int, int, bool, tuple[tuple[int, int, str], ...]]  # since, revision, whether there is more, messages


def frame_of(changes: Changes) -> Frame:
    items = tuple((message.seq, message.revision, message.text) for message in changes.messages)
    return changes.since, changes.revision, changes.more, items


@dataclass
class Page:
    """What a reader has, by the rules of `timeline.js`."""

    shown: dict[int, tuple[int, str]] = field(default_factory=dict)  # seq → revision, text
    order: list[int] = field(default_factory=list)
    revision: int = 0

    @property
    def seq(self) -> int:
        return self.order[-1] if self.order else 0

    def apply(self, frame: Frame, *, is_answer: bool = False) -> bool:
        since, revision, more, items = frame
        complete = since <= self.revision
        for seq, changed, text in items:
            if seq <= self.seq:
                if changed > self.shown[seq][0]:
                    self.shown[seq] = changed, text
            elif seq == self.seq + 1:
                self.order.append(seq)
                self.shown[seq] = changed, text
            else:
                complete = False
        if complete and (not more or not is_answer) and revision > self.revision:
            self.revision = revision
        return complete


class Conversation(RuleBasedStateMachine):
    """Two people write; two pages read; a hub rings or does not."""

    @initialize()
    def begin(self) -> None:
        self.people = [AffiliationFactory().person for _number in range(2)]
        self.room = room_with(*self.people)
        self.pages = [Page(), Page()]
        self.lines: list[list[Frame]] = [[], []]
        self.delivered = 0
        self.names: list[tuple[int, uuid.UUID, int]] = []

    # --- What people do -------------------------------------------------------------------------------------------

    @rule(who=st.integers(0, 1), text=st.text("абвxyz ", min_size=1, max_size=5).filter(str.strip))
    def say(self, who: int, text: str) -> None:
        name = uuid.uuid4()
        message = send_message(self.room, author=self.people[who], text=text, client_id=name)
        self.names.append((who, name, message.seq))

    @rule(data=st.data())
    def say_again(self, data: Any) -> None:
        """The answer was lost: the same name is sent once more, perhaps with other words."""
        if self.names:
            who, name, seq = data.draw(st.sampled_from(self.names))
            again = send_message(self.room, author=self.people[who], text="again", client_id=name)
            assert again.seq == seq

    @rule(data=st.data(), what=st.sampled_from(["edit", "withdraw", "react"]))
    def change(self, data: Any, what: str) -> None:
        standing = list(Message.objects.filter(room=self.room, deleted_at=None).select_related("author"))
        if not standing:
            return
        message = data.draw(st.sampled_from(standing))
        if what == "edit":
            edit_message(message, by=message.author, text=f"edited {message.revision}")
        elif what == "withdraw":
            delete_message(message, by=message.author)
        else:
            set_reaction(message, by=self.people[0], sign="👍", given=True)

    # --- What the line does ---------------------------------------------------------------------------------------

    @rule()
    def ring(self) -> None:
        """The hub heard something, or swept: one fetch, the same frame for everybody."""
        changes = changes_for_hub(self.room.pk, self.delivered)
        if changes:
            self.delivered = changes.revision
            for line in self.lines:
                line.append(frame_of(changes))

    @rule(reader=st.integers(0, 1), data=st.data())
    def arrive(self, reader: int, data: Any) -> None:
        """Some frame arrives, not necessarily the next; what is incomplete makes the page fetch."""
        line = self.lines[reader]
        if line:
            frame = line.pop(data.draw(st.integers(0, len(line) - 1)))
            if not self.pages[reader].apply(frame):
                self.catch_up(reader)

    @rule(reader=st.integers(0, 1), data=st.data())
    def repeat(self, reader: int, data: Any) -> None:
        line = self.lines[reader]
        if line:
            line.append(data.draw(st.sampled_from(line)))

    @rule(reader=st.integers(0, 1))
    def cut(self, reader: int) -> None:
        """Everything under way is lost. The page knows nothing of it until it catches up."""
        self.lines[reader].clear()

    @rule()
    def power_cut(self) -> None:
        """The process dies and starts anew where the room stands; all sockets are gone."""
        self.delivered = Room.objects.get(pk=self.room.pk).revision
        for line in self.lines:
            line.clear()

    @rule(reader=st.integers(0, 1))
    def catch_up(self, reader: int) -> None:
        page = self.pages[reader]
        while True:
            before = page.seq
            changes = changes_for_reader(Room.objects.get(pk=self.room.pk), page.seq, page.revision)
            page.apply(frame_of(changes), is_answer=True)
            if not changes.more or page.seq == before:
                break
        assert page.order == list(range(1, Room.objects.get(pk=self.room.pk).head_seq + 1))
        stored = {one.seq: (one.revision, one.text) for one in Message.objects.filter(room=self.room)}
        assert page.shown == stored

    # --- What must never be false -----------------------------------------------------------------------------------

    @invariant()
    def nothing_is_shown_twice_or_out_of_order(self) -> None:
        for page in getattr(self, "pages", ()):
            assert page.order == list(range(1, len(page.order) + 1))

    @invariant()
    def numbers_have_no_gaps(self) -> None:
        if hasattr(self, "room"):
            seqs = list(Message.objects.filter(room=self.room).order_by("seq").values_list("seq", flat=True))
            assert seqs == list(range(1, len(self.names) + 1))


def test_the_protocol_keeps_its_promise_whatever_the_line_does(monkeypatch):
    monkeypatch.setattr(limits, "CATCH_UP", 3)  # so that answers come in parts
    monkeypatch.setattr(limits, "RATE_MESSAGES", 10_000)

    run_state_machine_as_test(
        Conversation,
        settings=settings(
            max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
