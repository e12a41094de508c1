"""Our strategy in the shape that Flower calls: what each device is asked, whose replies count, and the round's result.

Does not know the arithmetic of a round (`training/together/rounds`), how messages travel (`grid`), nor what becomes of
the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from flwr.app import ArrayRecord, ConfigRecord, Message, MetricRecord
from flwr.serverapp import Grid
from flwr.serverapp.strategy import Strategy as FlowerStrategy

from forge_ai.comms.together.grid import LocalGrid
from forge_ai.comms.together.messages import assignment, packed, read_result
from forge_ai.comms.together.superlink import SuperLink
from forge_ai.errors import BadMessage, TrainingFailed
from forge_ai.training.together.board import LeftOut
from forge_ai.training.together.learner import Assignment
from forge_ai.training.together.rounds import Shared, Strategy, Update, step
from forge_ai.training.together.verdict import fault_of, outliers

MOST_IN_VAIN: Final = 3  # rounds one after the other in which nobody's work counted


@dataclass(slots=True)
class TeamStrategy(FlowerStrategy):
    """The rounds of one training. ``shared`` is the state after the last round, ``task`` what a device does in one."""

    superlink: SuperLink
    grid: LocalGrid
    strategy: Strategy
    shared: Shared
    base: str
    task: Assignment
    gather: Callable[[], None]  # returns once there are devices to begin a round with
    done: int = 0  # rounds that are finished
    _asked: set[int] = field(default_factory=set)
    _in_vain: int = 0

    def lead(self, timeout: float, after_round: Callable[[], None]) -> None:
        """Lead the rounds that are left. One in which nobody's work counts is done again, three times at most.

        A round takes ``timeout`` seconds at most; ``after_round`` is called after each one that counted.

        Raises :class:`TrainingStopped`, :class:`TrainingFailed`, and what ``after_round`` raises.
        """
        while self.done < self.task.rounds:
            self.start(
                self.grid,
                packed(self.shared.weights),
                num_rounds=self.task.rounds - self.done,
                timeout=timeout,
                evaluate_fn=lambda number, _arrays: after_round() if number else None,
            )

    def configure_train(
        self, server_round: int, arrays: ArrayRecord, config: ConfigRecord, grid: Grid
    ) -> Iterable[Message]:
        """A message with the shared weights and the task of this round, for every device that is here."""
        del server_round, arrays, config
        self.gather()
        number = self.done + 1
        task = Assignment(number, self.task.rounds, self.task.seconds, self.task.steps)
        self.superlink.board.round = number
        content = assignment(packed(self.shared.weights), task, self.base)
        self._asked = set(grid.get_node_ids())
        attempt = f"{number}.{self._in_vain}"  # else a late word on the try before would be taken for one on this
        return [Message(content, node, "train", group_id=attempt) for node in self._asked]

    def aggregate_train(
        self, server_round: int, replies: Iterable[Message]
    ) -> tuple[ArrayRecord | None, MetricRecord | None]:
        """Take the usable replies as one step of the shared weights; note on the board who was left out, and why."""
        del server_round
        number = self.done + 1
        counted: list[tuple[str, Update]] = []
        for reply in replies:
            node = self.grid.sender(reply)
            name = self._name(node)
            self._asked.discard(node)
            try:
                counted.append((name, self._judged(reply)))
            except BadMessage as error:
                self._leave_out(number, name, error.message)
        self.grid.late = frozenset(self._asked)
        for node in self._asked:
            self._leave_out(number, self._name(node), "it was late")
        for place in reversed(outliers([update for _, update in counted])):
            self._leave_out(number, counted.pop(place)[0], "its change is many times larger than the others'")
        self._finish_round([update for _, update in counted])
        return None, None

    def _finish_round(self, updates: list[Update]) -> None:
        if updates:
            self.shared = step(self.strategy, self.shared, updates)
            self.done, self._in_vain = self.done + 1, 0
            return
        self._in_vain += 1
        if self._in_vain == MOST_IN_VAIN:
            last = "".join(f" ({each.device}: {each.reason})" for each in self.superlink.board.left_out[-1:])
            tried = f"Round {self.done + 1} was tried {MOST_IN_VAIN} times, and nobody's work counted{last}."
            raise TrainingFailed(tried, hint="Mend that, and go on with --resume.")

    def configure_evaluate(self, *_: Any) -> Iterable[Message]:
        """No messages: nobody evaluates, for every device tells its loss while it learns."""
        return []

    def aggregate_evaluate(self, *_: Any) -> MetricRecord | None:
        """No measures: nobody evaluates."""
        return None

    def summary(self) -> None:
        """Write nothing; Flower would log its settings here."""

    def _judged(self, reply: Message) -> Update:
        """The update in a reply. Raises :class:`BadMessage` with the reason why it cannot be used."""
        if reply.has_error():
            raise BadMessage(_reason(reply))
        change, tokens, _loss = read_result(reply.content, self.base)
        fault = fault_of(change, self.shared.weights)
        if fault:
            raise BadMessage(fault)
        return Update(change, tokens)

    def _name(self, node: int) -> str:
        member = self.superlink.member_at(node)
        return member.name if member else "a device"

    def _leave_out(self, number: int, name: str, reason: str) -> None:
        self.superlink.board.left_out.append(LeftOut(number, name, reason))


def _reason(reply: Message) -> str:
    """Why a device sent an error, in words for a person; its own words are shortened and made harmless."""
    told = str(getattr(reply.error, "reason", "") or "")
    return "it was gone" if not told or "unavailab" in told.lower() else f"it failed: {told[:200]!a}"
