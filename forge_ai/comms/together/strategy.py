"""Flower's strategy around ours: who gets what to do, whose work counts, and what the round makes of it.

Does not know the arithmetic of a round (`training/together/rounds`), how messages travel (`grid`), nor what becomes of
the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from flwr.app import ArrayRecord, ConfigRecord, Message, MetricRecord
from flwr.serverapp import Grid
from flwr.serverapp.strategy import Strategy as FlowerStrategy

from forge_ai.comms.together.grid import LocalGrid
from forge_ai.comms.together.messages import assignment, packed, read_result
from forge_ai.comms.together.superlink import SuperLink
from forge_ai.errors import BadMessage
from forge_ai.training.together.board import LeftOut
from forge_ai.training.together.learner import Assignment
from forge_ai.training.together.rounds import Shared, Strategy, Update, step
from forge_ai.training.together.verdict import fault_of, outliers


@dataclass(slots=True)
class TeamStrategy(FlowerStrategy):
    """The rounds of one training, as Flower calls for them."""

    superlink: SuperLink
    grid: LocalGrid
    strategy: Strategy
    shared: Shared
    base: str
    task: Assignment
    gather: Callable[[], None]  # returns once there are devices to begin a round with
    done: int = 0  # rounds that were finished before this start
    _asked: set[int] = field(default_factory=set)

    def configure_train(
        self, server_round: int, arrays: ArrayRecord, config: ConfigRecord, grid: Grid
    ) -> Iterable[Message]:
        """The same weights and task for every device that is here."""
        del arrays, config
        self.gather()
        number = self.done + server_round
        task = Assignment(number, self.task.rounds, self.task.seconds, self.task.steps)
        self.superlink.board.round = number
        content = assignment(packed(self.shared.weights), task, self.base)
        self._asked = set(grid.get_node_ids())
        return [Message(content, node, "train", group_id=str(number)) for node in self._asked]

    def aggregate_train(
        self, server_round: int, replies: Iterable[Message]
    ) -> tuple[ArrayRecord | None, MetricRecord | None]:
        """The shared weights after the round; whoever sent nothing usable is left out and named."""
        number = self.done + server_round
        counted: list[tuple[str, Update]] = []
        for reply in replies:
            node = self.grid.sender(reply)
            name = self._name(node)
            self._asked.discard(node)
            try:
                counted.append((name, self._judged(reply)))
            except BadMessage as error:
                self._leave_out(number, name, error.message)
        for node in self._asked:
            self._leave_out(number, self._name(node), "it was late")
        for place in reversed(outliers([update for _, update in counted])):
            self._leave_out(number, counted.pop(place)[0], "its change is many times larger than the others'")
        self.shared = step(self.strategy, self.shared, [update for _, update in counted])
        return None, None

    def configure_evaluate(self, *_: Any) -> Iterable[Message]:
        """Nobody is asked to judge; every device tells its loss while it learns."""
        return []

    def aggregate_evaluate(self, *_: Any) -> MetricRecord | None:
        """Nothing."""
        return None

    def summary(self) -> None:
        """Nothing for a log."""

    def _judged(self, reply: Message) -> Update:
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
    """Why a device gave an error, in words; its own words are shortened and made harmless."""
    told = str(getattr(reply.error, "reason", "") or "")
    return "it was gone" if not told or "unavailab" in told.lower() else f"it failed: {told[:200]!a}"
