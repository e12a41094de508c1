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
    """A node on this device.

    ``name`` is what other devices see, ``port`` where they reach it (when 5000 is taken, the next free port is used
    and ``node.port`` tells which), ``model_name`` the model that answers; without one, the starter model that ships
    with ForgeAI. ``settings`` replaces what the environment says; without ``load_model`` a model is loaded when it is
    first asked, not before anything answers. A node is a context manager; :meth:`stop` ends it.
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
        """Answer other devices. Returns once the node really answers, or with ``blocking`` when it has been stopped.

        Harmless for a node that runs already. At a terminal, a node that has let nobody in yet shows the code for it.
        Raises :class:`UnknownModel`, :class:`ModelWouldNotLoad`, :class:`PortTaken`; then nothing is left running.
        """
        from forge_ai.comms.node.first_code import tell_first_code

        if self.begin():
            tell_first_code(self.services)
        if blocking:
            self.wait()

    def begin(self) -> bool:
        """Answer other devices, and leave it to the caller to say how they get in; False where that was so already."""
        with self._changing:
            begins = self._hosting is None
            if begins:
                self._start()
            return begins

    def wait(self) -> None:
        """Return when the node is stopped: by :meth:`stop`, Ctrl-C or a termination signal."""
        with termination_as_interrupt():
            try:
                wait_for_end(self._stopped)
            finally:
                self.stop()

    def stop(self) -> None:
        """End the server, the engine and the connections. Harmless when there are none."""
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
        """Also hear, answer and speak for Wyoming boxes there, while the node runs; whoever opens it stops it.

        Only for a node that is running. Raises :class:`PortTaken`.
        """
        if self._hosting is None:
            raise BadInput(f"{self.name} does not run.", hint="Start it first: node.start_server()")
        return self._hosting.open_wyoming(host, port)

    def connect_to(self, address: str, code: str | None = None) -> str:
        """Connect to the node at an address such as ``192.168.1.100:5000`` and return its name.

        Where another peer has that name, a number stands behind it.

        The first time, the one-time code is needed that the other device shows; it is asked for at a terminal when it
        is not given. Raises :class:`NotTrusted` when there is none, :class:`PairingFailed` when it is wrong,
        :class:`Unreachable` when nobody answers, :class:`NotForgeNode` when another program does.
        """
        from forge_ai.comms.peers.client import connect

        peer = connect(self.services, read_address(address), code=code, ask_code=ask_at_terminal)
        return self._peers.add(peer, self.services)

    def show_code(self) -> str:
        """A new one-time code that lets one device in, for five minutes. Only for a node that is running."""
        return self.services.pairing.show_code().text

    def peer(self, name: str) -> NodeClient:
        """The connected peer of that name. Raises :class:`UnknownPeer`."""
        return self._peers.find(name)

    def ask_peer(self, name: str, prompt: str, options: GenerationOptions | None = None) -> str:
        """Ask a connected peer and return its whole answer."""
        return "".join(self.stream_peer(name, prompt, options))

    def stream_peer(self, name: str, prompt: str, options: GenerationOptions | None = None) -> Iterator[str]:
        """Ask a connected peer and yield its answer as it is written. Closing the iterator stops the compute."""
        for piece in self.chat_with_peer(name, _question(prompt), options):
            yield piece.text

    def chat_with_peer(
        self, name: str, messages: Sequence[Message], options: GenerationOptions | None = None
    ) -> Iterator[Piece]:
        """Go on with a conversation at a connected peer, piece by piece with finish reason and timings."""
        return self.peer(name).stream(messages, _chosen(options))

    def ask(self, prompt: str, options: GenerationOptions | None = None, **wishes: Unpack[BrainWishes]) -> Answer:
        """Ask the best brain in reach and return its whole answer, which is a text that also tells who gave it.

        That is the strongest paired node that is on, or this device's own model. When one fails in the middle, the next
        goes on. ``on`` names one node, ``here`` means this device alone, ``model`` names a model. Raises
        :class:`NoBrain` when nobody could answer.
        """
        from forge_ai.assistant.answer import Answer

        brain = self.brain(**wishes)
        text = "".join(piece.text for piece in brain.stream(_question(prompt), _chosen(options)))
        return Answer(text, brain.spoken)

    def stream(
        self, prompt: str, options: GenerationOptions | None = None, **wishes: Unpack[BrainWishes]
    ) -> Iterator[str]:
        """Ask the best brain in reach and yield its answer as it is written. Closing the iterator stops the compute."""
        for piece in self.brain(**wishes).stream(_question(prompt), _chosen(options)):
            if piece.text:
                yield piece.text

    def brain(self, **wishes: Unpack[BrainWishes]) -> BestBrain:
        """The best brain in reach, or the one that was wished for, for whole conversations."""
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
        """Let this node's AI and a connected peer's converse, and return the turns: ``turn.speaker``, ``turn.text``.

        This node begins. Each speaks with the personality that is named like its node, if there is one. The transcript
        is kept in memory on both sides. One that breaks off returns what it has, and its ``ended.words`` say why.
        """
        from forge_ai.comms.conversations.holding import Conversation, hold
        from forge_ai.comms.conversations.seats import own_speaker
        from forge_ai.comms.conversations.transcripts import Keeper
        from forge_ai.protocol.conversations.dialogue import Dialogue, Plan

        node = self.peer(peer)
        own, other = (self.name, peer) if peer != self.name else (self.name, f"{peer}@{node.address}")
        dialogue = Dialogue(Plan((own, other), topic, turns=num_turns))
        guest = node.speaking_as(peer)
        try:
            with Keeper(self.services, dialogue, audience) as keeper:
                seats: dict[str, Speaker] = {own: own_speaker(self.services, self.name), other: guest}
                ended = hold(dialogue, seats, self.services.clock, keeper, wishes)
                keeper.share([guest])
        finally:
            guest.close()
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
        """Load the model, then listen: a wrong name or a broken file is told before anything answers."""
        from forge_ai.comms.node.hosting import Hosting

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
