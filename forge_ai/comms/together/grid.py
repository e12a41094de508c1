"""Flower's grid inside the coordinator: sends messages to devices, and gives back their replies, or errors, whole.

Does not know what the messages mean, nor what a round makes of the replies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from flwr.app import Error, Message
from flwr.app.message import remove_content_from_message
from flwr.common.constant import SUPERLINK_NODE_ID
from flwr.proto.node_pb2 import NodeInfo
from flwr.serverapp import Grid
from flwr.supercore.inflatable.inflatable_object import (
    get_all_nested_objects,
    get_object_tree,
    no_object_id_recompute,
)
from flwr.supercore.task_identity import TaskIdentity

from forge_ai.clock import Clock
from forge_ai.comms.together.messages import UNREADABLE, make_timeless
from forge_ai.comms.together.pieces import gather, put_together
from forge_ai.comms.together.superlink import SuperLink

if TYPE_CHECKING:
    from flwr.supercore.run import Run

LOOK_SECONDS: Final = 0.25
# A device that was late in the round before is waited for LATE_SHARE times what the others took, plus LATE_SECONDS.
LATE_SHARE: Final = 1.5
LATE_SECONDS: Final = 15.0


class TrainingStopped(Exception):
    """Raised where a person ends the training before its last round."""


class LocalGrid(Grid):
    """Flower's grid without a port or a process between it and the SuperLink; ``stop`` is asked whether to give up."""

    def __init__(
        self, superlink: SuperLink, clock: Clock, stop: Callable[[], bool], late_seconds: float = LATE_SECONDS
    ) -> None:
        self._superlink = superlink
        self._clock = clock
        self._stop = stop
        # By message: the node that it went to, and how often its device had entered the training by then.
        self._asked: dict[str, tuple[int, int]] = {}
        self._late_seconds = late_seconds
        self.late: frozenset[int] = frozenset()  # devices that were late in the round before
        self._arriving: dict[str, Message] = {}  # by message: its reply, while pieces of that are still on their way
        TaskIdentity.run_id, TaskIdentity.node_id, TaskIdentity.task_id = superlink.run_id, SUPERLINK_NODE_ID, 0

    def set_run(self, run: Run) -> None:
        """Do nothing: there is only one run."""

    @property
    def run(self) -> Run:
        """The only run."""
        return self._superlink.state.get_run_info(run_ids=[self._superlink.run_id])[0]

    def create_message(self, *_: Any, **__: Any) -> Message:
        """Not supported: Flower's old way to make messages."""
        raise NotImplementedError

    def get_nodes(self) -> Iterable[NodeInfo]:
        """What Flower knows of the devices that are here."""
        return list(self._superlink.state.get_node_info(node_ids=list(self.get_node_ids())))

    def get_node_ids(self) -> Iterable[int]:
        """The node numbers of the devices that are here."""
        return [member.node for member in self._superlink.present()]

    def sender(self, reply: Message) -> int:
        """The node number of the device whose reply this is, or in whose place an error stands; 0 when unknown."""
        return self._asked.get(reply.metadata.reply_to_message_id, (0, 0))[0]

    def push_messages(self, messages: Iterable[Message]) -> Iterable[str]:
        """Store messages until their devices fetch them; returns their ids, "" for one that could not be stored."""
        with no_object_id_recompute():
            return [self._push(message) for message in messages]

    def pull_messages(self, message_ids: Iterable[str]) -> Iterable[Message]:
        """The replies that are complete by now, and an error for every device that is gone."""
        state, run = self._superlink.state, self._superlink.run_id
        asked = set(message_ids) - self._arriving.keys()
        found = state.get_message_res(message_ids=asked, run_id=run) if asked else []
        state.delete_messages(message_ins_ids={message.metadata.reply_to_message_id for message in found})
        for message in found:
            self._arriving[message.metadata.reply_to_message_id] = message
            self._note(message.metadata.reply_to_message_id, self.sender(message))
        whole = {answered: self._whole(message) for answered, message in self._arriving.items()}
        for answered, message in whole.items():
            if message is not None:
                del self._arriving[answered]
        return [message for message in whole.values() if message is not None]

    def send_and_receive(self, messages: Iterable[Message], *, timeout: float | None = None) -> Iterable[Message]:
        """Send, and wait until every device has answered or is gone, or for ``timeout`` seconds at most.

        Devices that were late in the round before are not waited for that long. Returns the replies and errors that
        came. Raises :class:`TrainingStopped`.
        """
        waiting = {identity for identity in self.push_messages(messages) if identity}
        begun = self._clock.steady()
        ends = begun + (timeout if timeout is not None else float("inf"))
        replies: list[Message] = []
        while waiting and self._clock.steady() < ends:
            if self._stop():
                raise TrainingStopped
            self._superlink.look()
            arrived = list(self.pull_messages(waiting))
            waiting -= {message.metadata.reply_to_message_id for message in arrived}
            replies += arrived
            if not all(message.has_error() for message in arrived) and self._are_late(waiting):
                now = self._clock.steady()
                ends = min(ends, begun + LATE_SHARE * (now - begun) + self._late_seconds)
            if waiting:
                self._clock.sleep(LOOK_SECONDS)
            waiting -= self._abandoned(waiting)
        self._superlink.state.delete_messages(message_ins_ids=waiting)
        self._superlink.forget_pieces()
        self._arriving.clear()
        return replies

    def _abandoned(self, waiting: set[str]) -> set[str]:
        """The messages that are not waited for any more: their device fell silent, or entered anew, in the middle.

        A device that entered anew gets its message again while that is still stored, and is waited for then.
        """
        here = {(member.node, member.entered) for member in self._superlink.present()}
        in_doubt = {each for each in waiting if each in self._arriving or self._superlink.is_lost(each)}
        return {each for each in in_doubt if self._asked[each] not in here}

    def _are_late(self, waiting: set[str]) -> bool:
        """Whether all that are still waited for were late in the round before.

        Otherwise one device that hangs would make every round take its longest time.
        """
        return {self._asked[each][0] for each in waiting} <= self.late

    def _note(self, message: str, node: int) -> None:
        member = self._superlink.member_at(node)
        self._asked[message] = node, member.entered if member else 0

    def _push(self, message: Message) -> str:
        state = self._superlink.state
        make_timeless(message)
        message.metadata.__dict__["_message_id"] = message.object_id
        self._note(message.object_id, message.metadata.dst_node_id)
        session = state.start_session(self._superlink.run_id)
        stored, missing = state.store_message_and_object_tree(
            remove_content_from_message(message), get_object_tree(message), session
        )
        if not stored:
            return ""
        objects = get_all_nested_objects(message)
        for identity in missing:
            state.store_object(self._superlink.run_id, session, identity, objects[identity].deflate())
        return str(message.metadata.message_id)

    def _whole(self, message: Message) -> Message | None:
        """The reply with its content, or an error where it cannot be read; None while pieces of it are missing."""
        if message.has_error():
            return message
        identity, most_bytes = message.metadata.message_id, self._superlink.message_bytes
        try:
            pieces = gather(identity, self._piece, most_bytes)
            if pieces is None:
                return None
            whole = put_together(identity, pieces, most_bytes)
            self._superlink.state.object_store.delete(identity)
        except UNREADABLE as error:
            return _in_place_of(message, Error(0, f"its message cannot be understood: {type(error).__name__}"))
        return whole

    def _piece(self, identity: str) -> bytes:
        found = self._superlink.state.object_store.get(identity)
        if found is None:
            raise LookupError("a piece that was not announced")
        return bytes(found)


def _in_place_of(reply: Message, error: Error) -> Message:
    """An error that answers the same message as the reply."""
    failed = Message(error, reply_to=reply)
    failed.metadata.__dict__["_reply_to_message_id"] = reply.metadata.reply_to_message_id
    return failed
