"""Flower's SuperLink inside this program: the state of its fleet, and which devices are here.

The node has recognised a device before it comes here, by its ForgeAI key. Does not know what is asked over the network
(:mod:`forge_ai.comms.together.fleet_api`), nor what the messages mean.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI
from flwr.common.constant import HEARTBEAT_INTERVAL_INF, NOOP_ACCOUNT_NAME, NOOP_FLWR_AID
from flwr.server.superlink.linkstate import LinkStateFactory
from flwr.supercore.constant import FLWR_IN_MEMORY_DB_NAME, NOOP_FEDERATION_ID, TaskType
from flwr.supercore.object_store import ObjectStoreFactory
from flwr.superlink.federation import NoOpFederationManager

from forge_ai.api.port.server_thread import QuietServer, ServerThread, quiet_config
from forge_ai.clock import Clock
from forge_ai.comms.together.fleet_api import fleet_api
from forge_ai.errors import BadInput
from forge_ai.limits import TEAM_DEVICES, TEAM_UPLOADS
from forge_ai.training.together.board import Board, Member, read_progress

SILENT_SECONDS: Final = 15.0  # a device that says nothing for so long is not waited for
ASLEEP_SECONDS: Final = 5.0  # more between two looks means that this computer slept, and could hear nobody
GOODBYE_SECONDS: Final = 1  # for answers that are being sent when the port closes


class SuperLink:
    """Where the devices of one training meet.

    ``briefing`` is what every device is told before it enters, ``message_bytes`` how large one of its messages may be.
    """

    def __init__(
        self, board: Board, briefing: Mapping[str, Any], secret: str, message_bytes: int, clock: Clock
    ) -> None:
        self.board = board
        self.briefing = dict(briefing)
        self._clock = clock
        self.message_bytes = message_bytes
        self._looked = clock.steady()
        self._lock = threading.RLock()
        factory = LinkStateFactory(
            FLWR_IN_MEMORY_DB_NAME, NoOpFederationManager(), ObjectStoreFactory(FLWR_IN_MEMORY_DB_NAME)
        )
        self.state = factory.state()
        self.run_id = self._begin_run()
        listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = listener.getsockname()[1]
        self._server = _served(fleet_api(self, factory, secret), listener)

    def start(self) -> None:
        """Begin to answer on loopback. Raises :class:`ForgeError` when the server does not start."""
        self._server.start()

    def stop(self) -> None:
        """Close the port."""
        self._server.stop()

    def look(self) -> None:
        """Put out devices that were silent for too long. Time in which this computer slept does not count."""
        now = self._clock.steady()
        unheard = now - self._looked if now - self._looked > ASLEEP_SECONDS else 0.0
        self._looked = now
        with self._lock:
            for member in self.board.members.values():
                member.seen = min(now, member.seen + unheard)
                if member.here and now - member.seen > SILENT_SECONDS:
                    self._put_out(member)

    def is_lost(self, message: str) -> bool:
        """Whether a message to a device is gone before the device answered it."""
        with self.state.lock:
            is_answered = message in self.state.message_ins_id_to_message_res_id
            return not is_answered and message not in self.state.object_store

    def forget_pieces(self) -> None:
        """Drop what is left of a round: pieces that devices sent, or only announced, and that nobody fetched."""
        self.state.delete_sessions_in_run(self.run_id)
        self.state.object_store.clear()

    def present(self) -> list[Member]:
        """The devices that are here now."""
        with self._lock:
            return [member for member in self.board.members.values() if member.here]

    def member_at(self, node: int) -> Member | None:
        """The device with that node number."""
        return next((member for member in self.board.members.values() if member.node == node), None)

    def enter(self, device_id: str, name: str) -> dict[str, Any]:
        """Let a device in, or in anew after it was lost. Returns its node number and the state of the training.

        Raises :class:`BadInput` when as many devices take part as may.
        """
        with self._lock:
            member = self.board.members.get(device_id)
            if member is None:
                if len(self.board.members) >= TEAM_DEVICES:
                    raise BadInput(f"{TEAM_DEVICES} devices take part, and that is the most.")
                node = self.state.create_node(NOOP_FLWR_AID, NOOP_ACCOUNT_NAME, device_id.encode(), 0)
                member = self.board.members[device_id] = Member(device_id, name, node)
            else:
                self._put_out(member)  # what it was doing before is lost
            member.name, member.here, member.seen, member.has_result = name, True, self._clock.steady(), False
            member.entered += 1
            self._hand_out_again(member.node)
            self.state.activate_node(member.node, HEARTBEAT_INTERVAL_INF)
            return {"node": member.node, "state": self.board.state}

    def report(self, member: Member, found: object) -> dict[str, Any]:
        """Note how far a device is, and that it lives. Returns the training's state. Raises BadInput for odd JSON."""
        with self._lock:
            member.tell(read_progress(found), self._clock.steady())
        self.state.acknowledge_node_heartbeat(member.node, HEARTBEAT_INTERVAL_INF)
        return {"state": self.board.state, "round": self.board.round, "reason": self.board.reason}

    def leave(self, member: Member, *, has_result: bool) -> None:
        """Note that a device leaves, with the finished model or without."""
        with self._lock:
            member.has_result = has_result
            self._put_out(member)

    def allow_upload(self, device_id: str, size: int) -> bool:
        """Count so many bytes from a device; returns whether that is still within what it may send by now."""
        with self._lock:
            member = self.board.members[device_id]
            member.sent += size
            return member.sent <= (self.board.round + 1) * TEAM_UPLOADS * self.message_bytes

    def count_download(self, device_id: str, size: int) -> None:
        """Count so many bytes that were sent to a device."""
        with self._lock:
            self.board.members[device_id].received += size

    def _hand_out_again(self, node: int) -> None:
        """Have Flower deliver once more what a device has not answered: it may have got lost with the device."""
        with self.state.lock:
            for message in self.state.message_ins_store.values():
                identity = message.metadata.message_id
                is_answered = identity in self.state.message_ins_id_to_message_res_id
                if message.metadata.dst_node_id == node and identity in self.state.object_store and not is_answered:
                    message.metadata.delivered_at = ""

    def _put_out(self, member: Member) -> None:
        member.here = False
        self.state.deactivate_node(member.node)

    def _begin_run(self) -> int:
        """Begin Flower's only run here, and return its id.

        Without its token Flower does not end it by the time of day, which jumps where a computer sleeps.
        """
        run = self.state.create_run(
            None, None, None, {}, NOOP_FEDERATION_ID, None, NOOP_FLWR_AID, TaskType.SERVER_APP
        )  # fmt: skip
        task = self.state.get_run_info(run_ids=[run])[0].primary_task_id
        self.state.claim_task(task)
        self.state.activate_task(task)
        self.state.task_token_store.clear()
        return int(run)


def _served(app: FastAPI, listener: socket.socket) -> ServerThread:
    config = quiet_config(app, lifespan="off", http="h11", timeout_graceful_shutdown=GOODBYE_SECONDS)
    name = f"training-{listener.getsockname()[1]}"
    return ServerThread(QuietServer(config), listener, name, "The training's server")
