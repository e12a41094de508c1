"""A device's connection to the coordinator: through the coordinator's node, which is pinned, with our key for it.

Speaks Flower's fleet protocol as a SuperNode does, but asks for no code and runs none that was sent. Nothing listens on
this device. Does not know what is learned.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Self

import httpx
from flwr.app import Message
from flwr.app.message import remove_content_from_message
from flwr.common.serde import message_from_proto, message_to_proto
from flwr.proto.fleet_pb2 import PullMessagesRequest, PushMessagesRequest
from flwr.proto.message_pb2 import ConfirmMessageReceivedRequest, ObjectTree, PullObjectRequest, PushObjectRequest
from flwr.proto.node_pb2 import Node
from flwr.supercore.inflatable.inflatable_object import (
    get_all_nested_objects,
    get_object_tree,
    no_object_id_recompute,
)
from flwr.supercore.task_identity import TaskIdentity
from flwr.supernode.fleet_http_client import FleetHttpClient

from forge_ai.clock import SystemClock
from forge_ai.comms.peers.access import Access
from forge_ai.comms.peers.deadline_socket import NEVER, DeadlineSocket
from forge_ai.comms.together.coordinator_api import PATH, PATIENCE_SECONDS, CoordinatorApi, JsonObject
from forge_ai.comms.together.messages import UNREADABLE, make_timeless
from forge_ai.comms.together.pieces import Read, gather, put_together
from forge_ai.errors import PeerFault, Unreachable
from forge_ai.limits import TEAM_PACE, TEAM_REQUEST_BYTES
from forge_ai.protocol.values.whole_number import is_whole

if TYPE_CHECKING:
    from flwr.supercore.protobuf.client import ProtobufCall, ProtobufRequestContext

_REACHED: Final = "connection.start_tls.complete"  # events of which httpx tells
_ASKED: Final = "http11.receive_response_headers.started"
_ANSWERED: Final = "http11.receive_response_headers.complete"


class TeamLink:
    """One device's connection to one training. A context manager.

    Every method raises the coordinator's refusal, or :class:`Unreachable` when its node does not answer. ``patience``
    is for how many seconds it may be silent, or drip.
    """

    def __init__(self, access: Access, patience: float = PATIENCE_SECONDS) -> None:
        self._api = CoordinatorApi(access)
        self._peer = self._api.peer
        self._fleet = _PinnedClient(access, patience)
        self._node = Node(node_id=0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._api.close()
        self._fleet.close()

    def plan(self) -> JsonObject:
        """The briefing of the training, as :func:`~forge_ai.training.together.plan.read_briefing` reads it."""
        return self._api.ask("GET", "plan")

    def enter(self) -> None:
        """Take part from now on, under a node number that the coordinator gives. Also to enter anew."""
        node = self._api.ask("POST", "enter", {}).get("node")
        if not is_whole(node):
            raise PeerFault(f"{self._peer} let this device in without a number.")
        self._node = Node(node_id=node)
        TaskIdentity.node_id, TaskIdentity.run_id, TaskIdentity.task_id = node, 0, 0

    def report(self, progress: JsonObject) -> JsonObject:
        """Tell how far this device is. Returns the ``state`` of the training, its ``round`` and a ``reason``."""
        return self._api.ask("POST", "report", dict(progress))

    def leave(self, *, has_result: bool) -> None:
        """Take part no more. ``has_result``: this device has fetched the finished model."""
        self._api.ask("POST", "leave", {"has_result": has_result})

    def receive(self, most_bytes: int) -> Message | None:
        """The next message for this device with its content, or None when there is none.

        Raises :class:`Unreachable` for one of more than ``most_bytes``, and for one that cannot be read.
        """
        try:
            found = self._fleet.PullMessages(PullMessagesRequest(node=self._node))
            if not found.messages_list:
                return None
            return self._filled(message_from_proto(found.messages_list[0]), most_bytes)
        except (httpx.HTTPError, *UNREADABLE) as error:
            raise Unreachable(f"{self._peer} broke off: {_reason(error)}.") from error

    def send(self, reply: Message, seconds: float) -> None:
        """Send a reply with all its pieces; ``seconds`` is how long the work on it took.

        Only then the message that it answers counts as received: a device that is killed before gets it again.
        """
        make_timeless(reply)
        try:
            with no_object_id_recompute():
                objects = get_all_nested_objects(reply)
                self.push(reply, get_object_tree(reply), lambda identity: objects[identity].deflate(), seconds)
                self._confirm(reply)
        except (httpx.HTTPError, ValueError) as error:
            raise Unreachable(f"{self._peer} broke off: {_reason(error)}.") from error

    def push(self, reply: Message, tree: ObjectTree, read: Read, seconds: float = 0.0) -> None:
        """Announce a reply that is made of the pieces in ``tree``, and send those that the coordinator lacks.

        ``read`` gives the bytes of a piece by its id; one without any is announced and not sent. Raises what the HTTP
        client raises.
        """
        reply.metadata.__dict__["_message_id"] = tree.object_id
        announced = PushMessagesRequest(
            node=self._node,
            messages_list=[message_to_proto(remove_content_from_message(reply))],
            message_object_trees=[tree],
            clientapp_runtime_list=[seconds],
        )
        taken = self._fleet.PushMessages(announced)
        for identity in taken.objects_to_push:
            if content := read(identity):
                self._fleet.PushObject(
                    PushObjectRequest(
                        node=self._node,
                        run_id=reply.metadata.run_id,
                        object_id=identity,
                        object_content=content,
                        session_id=taken.session_id,
                    )
                )

    def _confirm(self, reply: Message) -> None:
        self._fleet.ConfirmMessageReceived(
            ConfirmMessageReceivedRequest(
                node=self._node, run_id=reply.metadata.run_id, message_object_id=reply.metadata.reply_to_message_id
            )
        )

    def _filled(self, message: Message, most_bytes: int) -> Message:
        """The message with its content. Raises :class:`ValueError`, and whatever reading a stranger's bytes raises."""
        run, identity = message.metadata.run_id, message.metadata.message_id
        pieces = gather(identity, lambda piece: self._piece(run, piece), most_bytes)
        if pieces is None:
            raise ValueError("a piece of a message is missing")
        whole = put_together(identity, pieces, most_bytes)
        whole.metadata.__dict__["_message_id"] = identity
        TaskIdentity.run_id = run
        return whole

    def _piece(self, run: int, identity: str) -> bytes:
        found = self._fleet.PullObject(PullObjectRequest(node=self._node, run_id=run, object_id=identity))
        if not (found.object_found and found.object_available):
            raise ValueError("a piece of a message is missing")
        return bytes(found.object_content)


def _reason(error: Exception) -> str:
    """What went wrong, in a few words: of a refused request the status, without the library's link to a manual."""
    return f"status {error.response.status_code}" if isinstance(error, httpx.HTTPStatusError) else str(error)


class _PinnedClient(FleetHttpClient):
    """Flower's client, bound to one peer: its certificate is pinned, and it follows no redirects and uses no proxy."""

    _client: httpx.Client

    def __init__(self, access: Access, patience: float) -> None:
        super().__init__(
            f"{access.base_url}{PATH}",
            interceptors=[_Key(access.headers)],
            verify=access.tls_context(),
            timeout=patience,
        )
        self._client.close()
        self._client = httpx.Client(
            transport=_Bounded(access.tls_context(), patience),
            timeout=patience,
            follow_redirects=False,
            trust_env=False,
        )


class _Bounded(httpx.HTTPTransport):
    """A transport that refuses answers that are packed, drip, or are larger than one message of the fleet may be."""

    def __init__(self, secure: ssl.SSLContext, patience: float) -> None:
        secure.sslsocket_class = DeadlineSocket
        super().__init__(verify=secure, trust_env=False)
        self._patience = patience
        self._line: DeadlineSocket | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request. Raises :class:`httpx.RemoteProtocolError` for a packed answer, or a larger one later."""
        request.headers["Accept-Encoding"] = "identity"
        request.extensions = {**request.extensions, "trace": self._watch}
        answer = super().handle_request(request)
        if "Content-Encoding" in answer.headers or not isinstance(answer.stream, httpx.SyncByteStream):
            answer.close()
            raise httpx.RemoteProtocolError("it sent something packed")
        answer.stream = _BoundedStream(answer.stream, self._patience)
        return answer

    def _watch(self, event: str, told: Mapping[str, Any]) -> None:
        """Bound the time in which the head of an answer comes whole: a timeout of httpx starts anew with each byte."""
        if event == _REACHED:
            self._line = told["return_value"].get_extra_info("socket")
        elif self._line is not None and event in (_ASKED, _ANSWERED):
            self._line.deadline = SystemClock().steady() + self._patience if event == _ASKED else NEVER


class _BoundedStream(httpx.SyncByteStream):
    """A body whose reading fails when it is larger than one message may be, or drips for longer than ``patience``."""

    def __init__(self, stream: httpx.SyncByteStream, patience: float) -> None:
        self._stream = stream
        self._patience = patience

    def __iter__(self) -> Iterator[bytes]:
        watch, read = SystemClock(), 0
        begun = watch.steady()
        for block in self._stream:
            read += len(block)
            if read > TEAM_REQUEST_BYTES:
                raise httpx.RemoteProtocolError("its message does not end")
            if watch.steady() - begun > self._patience + read / TEAM_PACE:
                raise httpx.ReadTimeout("its message came too slowly")
            yield block

    def close(self) -> None:
        """End the connection."""
        self._stream.close()


class _Key:
    """Puts our key for the peer into every request that Flower's client makes."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self._headers = headers

    def intercept(self, context: ProtobufRequestContext, call_next: ProtobufCall) -> httpx.Response:
        """Add the headers with the key, and go on."""
        context.request.headers.update(self._headers)
        return call_next(context)
