"""EnigmaNode for multi-device communication: one node that serves its own model and asks its peers.

Does not know how answers are computed, nor how bytes travel.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self, Unpack

from forge_ai.comms.node.connected_peers import ConnectedPeers
from forge_ai.comms.node.termination import termination_as_interrupt, wait_for_end
from forge_ai.comms.peers.terminal import ask_at_terminal
from forge_ai.errors import BadInput, EmptyPrompt
from forge_ai.protocol.finding.address import read_address
from forge_ai.protocol.values.chat import Message
from forge_ai.protocol.values.names import check_name
from forge_ai.settings import Settings, settings_of_this_process

if TYPE_CHECKING:
    from forge_ai.api.sound.wyoming import WyomingServer
    from forge_ai.assistant.answer import Answer
    from forge_ai.comms.brains.best_brain import BestBrain
    from forge_ai.comms.brains.wishes import BrainWishes
    from forge_ai.comms.conversations.holding import Audience, Conversation, Speaker, Wishes
    from forge_ai.comms.node.hosting import Hosting
    from forge_ai.comms.peers.client import NodeClient
    from forge_ai.engines.engine import GenerationOptions, Piece
    from forge_ai.services import Services


class EnigmaNode:
    """A node on this device: it answers other devices with its own model, and asks them.

    ``name`` is what other devices see (default: the computer's name). ``port`` is where they reach it; when 5000 is
    taken the next free port is used, and :attr:`port` tells which. ``model_name`` is the model that answers (default:
    the starter model that ships with ForgeAI). ``host`` is the address to listen on (default: every network).
    ``settings`` replaces what the environment says. With ``load_model=False`` the first question loads the model,
    instead of :meth:`start_server`.

    A node that only asks is not started. Use it as a context manager, or call :meth:`stop` at the end. Every failure
    is a :class:`forge_ai.errors.ForgeError`: ``message`` says what is wrong, ``hint`` what to do. Raises
    :class:`BadName` for a name that no node can have.
    """

    def __init__(
        self,
        name: str | None = None,
        port: int | None = None,
        model_name: str | None = None,
        *,
        host: str | None = None,
        settings: Settings | None = None,
        load_model: bool = True,
    ) -> None:
        given: dict[str, Any] = {"name": name and check_name(name, "node name"), "model": model_name, "host": host}
        self.settings = _with(settings or settings_of_this_process(), port=port, **given)
        self._load_model = load_model
        self._services: Services | None = None
        self._hosting: Hosting | None = None
        self._peers = ConnectedPeers()
        self._stopped = threading.Event()
        self._changing = threading.RLock()  # a stop during a start waits for it

    def __repr__(self) -> str:
        """The node in a line, for whoever looks at it in Python; it opens nothing."""
        serves = f"on port {self.port}" if self._hosting else "not serving"
        return f"<EnigmaNode {self.settings.name}: {serves}, connected to {', '.join(self.peers) or 'nobody'}>"

    @property
    def name(self) -> str:
        """The name that other devices see."""
        return self.services.name

    @property
    def port(self) -> int:
        """The port on which the node really listens, or the wished one before it does."""
        return self._hosting.port if self._hosting else self.settings.port

    @property
    def services(self) -> Services:
        """The parts that this node is made of."""
        if not self._services:
            from forge_ai.services import Services

            self._services = Services(self.settings)
        return self._services

    @property
    def peers(self) -> list[str]:
        """The names of the peers that are connected."""
        return self._peers.names

    def start_server(self, blocking: bool = False) -> None:  # noqa: FBT001 - the published signature
        """Answer other devices. Returns once the node answers, or with ``blocking`` when it has been stopped.

        Does nothing when the node runs already. At a terminal, a node that has let nobody in yet shows a one-time code.
        Raises :class:`UnknownModel`, :class:`ModelBroken`, :class:`ModelWouldNotLoad` or :class:`PortTaken`; then
        nothing is left running.
        """
        from forge_ai.comms.node.first_code import tell_first_code

        if self.begin():
            tell_first_code(self.services)
        if blocking:
            self.wait()

    def begin(self) -> bool:
        """Start the server as :meth:`start_server` does, but show no code. False when the node runs already."""
        with self._changing:
            begins = self._hosting is None
            if begins:
                self._start()
            return begins

    def wait(self) -> None:
        """Block until the node is stopped: by :meth:`stop`, Ctrl-C or a termination signal."""
        with termination_as_interrupt():
            try:
                wait_for_end(self._stopped)
            finally:
                self.stop()

    def stop(self) -> None:
        """End the server, the engine and the connections; does nothing when there are none. It may be started again."""
        with self._changing, ExitStack() as ends:  # from the last to the first, whatever becomes of each
            hosting, services = self._hosting, self._services
            ends.callback(self._stopped.set)
            if services:
                ends.callback(services.close)
            ends.callback(self._peers.close)
            if hosting:
                ends.callback(hosting.stop)
            self._hosting = self._services = None

    def open_wyoming(self, host: str, port: int) -> WyomingServer:
        """Open a port for voice devices that speak the Wyoming protocol, and return its server, for the caller to stop.

        Raises :class:`BadInput` when the node does not run, :class:`PortTaken` when the port is not free.
        """
        if self._hosting is None:
            raise BadInput(f"{self.name} does not run.", hint="Start it first: node.start_server()")
        return self._hosting.open_wyoming(host, port)

    def connect_to(self, address: str, code: str | None = None) -> str:
        """Connect to the node at an address such as ``192.168.1.100:5000`` and return its name.

        By that name it is asked from now on; when another connected peer has it already, a number is added.

        The first time, the one-time code is needed that the other device shows. When it is not given and there is a
        terminal, the person is asked for it. Raises :class:`NotTrusted` without a code, :class:`PairingFailed` for a
        wrong one, :class:`Unreachable` when nobody answers, :class:`NotForgeNode` when another program does.
        """
        from forge_ai.comms.peers.client import connect

        peer = connect(self.services, read_address(address), code=code, ask_code=ask_at_terminal)
        return self._peers.add(peer, self.services)

    def show_code(self) -> str:
        """Make a new one-time code, such as ``4711-0815``: it lets one device in, within five minutes.

        The node must run for the other device to use it.
        """
        return self.services.pairing.show_code().text

    def peer(self, name: str) -> NodeClient:
        """The connected peer of that name, for the rest of what can be asked of it. Raises :class:`UnknownPeer`."""
        return self._peers.find(name)

    def ask_peer(self, name: str, prompt: str, options: GenerationOptions | None = None) -> str:
        """Ask a connected peer and return its whole answer.

        ``name`` is what :meth:`connect_to` returned. Raises :class:`UnknownPeer`, :class:`EmptyPrompt`, what the peer
        refused the question with, or :class:`Unreachable` or :class:`PeerFault` when it was lost.
        """
        return "".join(self.stream_peer(name, prompt, options))

    def stream_peer(self, name: str, prompt: str, options: GenerationOptions | None = None) -> Iterator[str]:
        """Ask a connected peer and yield its answer as it is written. Raises what :meth:`ask_peer` raises.

        Closing the iterator stops the computing on the other device.
        """
        for piece in self.chat_with_peer(name, _question(prompt), options):
            yield piece.text

    def chat_with_peer(
        self, name: str, messages: Sequence[Message], options: GenerationOptions | None = None
    ) -> Iterator[Piece]:
        """Ask a connected peer for the next turn of a conversation, and yield it in pieces.

        ``messages`` is the conversation so far, the newest last. The last pieces carry the finish reason and, where the
        engine counts them, the tokens. Raises what :meth:`ask_peer` raises.
        """
        return self.peer(name).stream(messages, _chosen(options))

    def ask(self, prompt: str, options: GenerationOptions | None = None, **wishes: Unpack[BrainWishes]) -> Answer:
        """Ask the best brain in reach: the strongest paired node that is on, else this device's own model.

        The answer is a ``str``; its ``brain`` is the name of the node that gave it. When one brain fails in the middle
        of an answer, the next goes on with it. ``on="my_pc"`` asks that node alone, ``here=True`` this device alone,
        ``model="alice"`` that model or personality, ``may_go_on=False`` lets no other brain go on. Raises
        :class:`EmptyPrompt`, :class:`UnknownModel`, or :class:`NoBrain` when nobody could answer.
        """
        from forge_ai.assistant.answer import Answer

        brain = self.brain(**wishes)
        text = "".join(piece.text for piece in brain.stream(_question(prompt), _chosen(options)))
        return Answer(text, brain.spoken)

    def stream(
        self, prompt: str, options: GenerationOptions | None = None, **wishes: Unpack[BrainWishes]
    ) -> Iterator[str]:
        """The same as :meth:`ask`, but yield the answer as it is written. Closing the iterator stops the computing."""
        for piece in self.brain(**wishes).stream(_question(prompt), _chosen(options)):
            if piece.text:
                yield piece.text

    def brain(self, **wishes: Unpack[BrainWishes]) -> BestBrain:
        """The best brain in reach, or the one that is wished for as in :meth:`ask`, for a conversation.

        Its ``stream(messages, options)`` answers the messages so far. A conversation that becomes too long for a model
        goes on without its oldest exchanges. Use it from one thread at a time.
        """
        from forge_ai.comms.brains.reach import Reach

        reach = Reach(self.services, wishes.get("model", ""), self._peers.peers)
        return reach.brain(wishes)

    def start_ai_conversation(
        self,
        peer: str,
        num_turns: int = 5,
        topic: str = "",
        *,
        audience: Audience | None = None,
        wishes: Wishes | None = None,
    ) -> Conversation:
        """Let this node's AI and a connected peer's talk to each other, and return the turns as a list.

        Each turn has ``speaker`` and ``text``; this node has the first turn. Each AI speaks with the personality that
        has the name of its node, if there is one. Both devices keep the transcript in their memories. A conversation
        that breaks off is returned as far as it came; its ``ended.words`` say why it is over. ``audience`` is told of
        each turn while it is written; ``wishes`` lets a person put in a word, or end it. Raises :class:`UnknownPeer`.
        """
        from forge_ai.comms.conversations.holding import Conversation, hold
        from forge_ai.comms.conversations.seats import own_speaker
        from forge_ai.comms.conversations.transcripts import Keeper
        from forge_ai.protocol.conversations.dialogue import Dialogue, Plan

        node = self.peer(peer)
        own, other = (self.name, peer) if peer != self.name else (self.name, f"{peer}@{node.address}")
        dialogue = Dialogue(Plan((own, other), topic, turns=num_turns))
        guest = node.speaking_as(peer)
        with Keeper(self.services, dialogue, audience) as keeper:
            seats: dict[str, Speaker] = {own: own_speaker(self.services, self.name), other: guest}
            ended = hold(dialogue, seats, self.services.clock, keeper, wishes)
            keeper.share([guest])
        return Conversation(dialogue.turns, ended)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _start(self) -> None:
        self._stopped.clear()
        try:
            self._serve()
        except BaseException:
            self.stop()
            raise

    def _serve(self) -> None:
        """Load the model, then listen: a wrong name, key or file is told before anything answers."""
        from forge_ai.comms.node.hosting import Hosting

        _ = self.services.join
        if self._load_model:
            with self.services.engines.using(self.services.offers.choose("").model) as engine:
                engine.endpoint()
        self._hosting = Hosting(self.services)
        self._hosting.start()


def _question(prompt: str) -> list[Message]:
    if not prompt.strip():
        raise EmptyPrompt("The question is empty.")
    return [Message("user", prompt)]


def _chosen(options: GenerationOptions | None) -> GenerationOptions:
    from forge_ai.engines.engine import GenerationOptions

    return options or GenerationOptions()


def _with(settings: Settings, **changes: Any) -> Settings:
    return replace(settings, **{name: value for name, value in changes.items() if value is not None})
