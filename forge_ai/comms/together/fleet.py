"""Flower's grid and strategy over the hall: messages go out, replies come in, and a round ends without those who fail.

Does not know the arithmetic of a round (`training/together/rounds`), nor what is done with the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from flwr.app import ArrayRecord, ConfigRecord, Error, Message, MetricRecord
from flwr.app.message import remove_content_from_message
from flwr.common.constant import SUPERLINK_NODE_ID
from flwr.proto.node_pb2 import NodeInfo
from flwr.serverapp import Grid
from flwr.serverapp.strategy import Strategy as FlowerStrategy
from flwr.supercore.inflatable.inflatable_object import (
    get_all_nested_objects,
    get_object_tree,
    iterate_object_tree,
    no_object_id_recompute,
)
from flwr.supercore.inflatable.inflatable_utils import inflate_object_from_contents
from flwr.supercore.object_store import NoObjectInStoreError
from flwr.supercore.task_identity import TaskIdentity

from forge_ai.clock import Clock
from forge_ai.comms.together.hall import Hall
from forge_ai.comms.together.messages import UNREADABLE, assignment, packed, read_result
from forge_ai.errors import BadMessage
from forge_ai.training.together.board import LeftOut
from forge_ai.training.together.learner import Assignment
from forge_ai.training.together.rounds import Shared, Strategy, Update, step
from forge_ai.training.together.verdict import fault_of, outliers

if TYPE_CHECKING:
    from flwr.supercore.run import Run

LOOK_SECONDS: Final = 0.25


class Stopped(Exception):
    """Somebody wants the training to end before its last round."""


class HallGrid(Grid):
    """Flower's grid inside the coordinator: no port, no process between it and the hall."""

    def __init__(self, hall: Hall, clock: Clock, stop: Callable[[], bool]) -> None:
        self._hall = hall
        self._clock = clock
        self._stop = stop
        self._asked: dict[str, int] = {}  # the device that each message went to
        self._arriving: dict[str, Message] = {}  # replies whose pieces are still on their way, by what they answer
        TaskIdentity.run_id, TaskIdentity.node_id, TaskIdentity.task_id = hall.run_id, SUPERLINK_NODE_ID, 0

    def set_run(self, run: Run) -> None:
        """The hall has one run only."""

    @property
    def run(self) -> Run:
        """The hall's run."""
        return self._hall.state.get_run_info(run_ids=[self._hall.run_id])[0]

    def create_message(self, *_: Any, **__: Any) -> Message:
        """Flower's old way of making messages, which nothing here takes."""
        raise NotImplementedError

    def get_nodes(self) -> Iterable[NodeInfo]:
        """The devices that are here."""
        return list(self._hall.state.get_node_info(node_ids=list(self.get_node_ids())))

    def get_node_ids(self) -> Iterable[int]:
        """Their numbers."""
        return [member.node for member in self._hall.present()]

    def sender(self, reply: Message) -> int:
        """The device that a reply, or the error in its place, stands for."""
        return self._asked.get(reply.metadata.reply_to_message_id, 0)

    def push_messages(self, messages: Iterable[Message]) -> Iterable[str]:
        """Lay messages ready for their devices; gives their ids."""
        with no_object_id_recompute():
            return [self._push(message) for message in messages]

    def pull_messages(self, message_ids: Iterable[str]) -> Iterable[Message]:
        """The replies that have come in whole, and an error for every device that is gone."""
        state, run = self._hall.state, self._hall.run_id
        asked = set(message_ids) - self._arriving.keys()
        found = state.get_message_res(message_ids=asked, run_id=run) if asked else []
        state.delete_messages(message_ins_ids={message.metadata.reply_to_message_id for message in found})
        self._arriving |= {message.metadata.reply_to_message_id: message for message in found}
        whole = {answered: self._whole(message) for answered, message in self._arriving.items()}
        for answered, message in whole.items():
            if message is not None:
                del self._arriving[answered]
        return [message for message in whole.values() if message is not None]

    def send_and_receive(self, messages: Iterable[Message], *, timeout: float | None = None) -> Iterable[Message]:
        """Send, and wait until every device has answered, is gone, or the time is over.

        Raises :class:`Stopped`.
        """
        waiting = {identity for identity in self.push_messages(messages) if identity}
        ends = self._clock.steady() + (timeout if timeout is not None else float("inf"))
        replies: list[Message] = []
        while waiting and self._clock.steady() < ends:
            if self._stop():
                raise Stopped
            self._hall.keep_alive()
            arrived = list(self.pull_messages(waiting))
            waiting -= {message.metadata.reply_to_message_id for message in arrived}
            replies += arrived
            if waiting:
                self._clock.sleep(LOOK_SECONDS)
            waiting -= self._abandoned(waiting)
        self._hall.state.delete_messages(message_ins_ids=waiting)
        self._arriving.clear()
        return replies

    def _abandoned(self, waiting: set[str]) -> set[str]:
        """The messages whose reply will never be whole, because its device fell silent in the middle of it."""
        here = {member.node for member in self._hall.present()}
        return {
            each for each in waiting & self._arriving.keys() if self._arriving[each].metadata.src_node_id not in here
        }

    def _push(self, message: Message) -> str:
        state = self._hall.state
        message.metadata.__dict__["_message_id"] = message.object_id
        self._asked[message.object_id] = message.metadata.dst_node_id
        session = state.start_session(self._hall.run_id)
        stored, missing = state.store_message_and_object_tree(
            remove_content_from_message(message), get_object_tree(message), session
        )
        if not stored:
            return ""
        objects = get_all_nested_objects(message)
        for identity in missing:
            state.store_object(self._hall.run_id, session, identity, objects[identity].deflate())
        return str(message.metadata.message_id)

    def _whole(self, message: Message) -> Message | None:
        """A reply with its content; ``None`` while pieces of it are not here."""
        if message.has_error():
            return message
        store, identity = self._hall.state.object_store, message.metadata.message_id
        try:
            pieces = [tree.object_id for tree in iterate_object_tree(store.get_object_tree(identity))]
            contents = {piece: store.get(piece) for piece in pieces}
            if not all(contents.values()):
                return None
            whole = inflate_object_from_contents(identity, contents)
        except (NoObjectInStoreError, *UNREADABLE) as error:
            return _in_place_of(message, Error(0, f"its message cannot be understood: {type(error).__name__}"))
        store.delete(identity)
        return whole if isinstance(whole, Message) else None


@dataclass(slots=True)
class TeamStrategy(FlowerStrategy):
    """Flower's strategy around ours: who gets what to do, whose work counts, and what the round makes of it."""

    hall: Hall
    grid: HallGrid
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
        self.hall.board.round = number
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
        member = self.hall.member_at(node)
        return member.name if member else "a device"

    def _leave_out(self, number: int, name: str, reason: str) -> None:
        self.hall.board.left_out.append(LeftOut(number, name, reason))


def _in_place_of(reply: Message, error: Error) -> Message:
    """The error as the answer to what that reply answers."""
    failed = Message(error, reply_to=reply)
    failed.metadata.__dict__["_reply_to_message_id"] = reply.metadata.reply_to_message_id
    return failed


def _reason(reply: Message) -> str:
    """Why a device gave an error, in words; its own words are shortened and made harmless."""
    told = str(getattr(reply.error, "reason", "") or "")
    return "it was gone" if not told or "unavailab" in told.lower() else f"it failed: {told[:200]!a}"
