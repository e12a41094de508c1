"""One peer as this device sees it: checked to be a ForgeAI node that is trusted, then asked.

Does not know how the address was found. Redirects are not followed and proxy variables are ignored: a peer is
reached directly or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from forge_ai.clock import Clock, SystemClock
from forge_ai.comms.peers.access import Access, AskCode, open_access
from forge_ai.comms.peers.first_look import PATIENCE_SECONDS, FirstLook, read_json
from forge_ai.comms.peers.peer_answer import LookElsewhere, PeerAnswer, nowhere
from forge_ai.comms.peers.short_answer import short_answer
from forge_ai.comms.peers.telling import Tell, silent
from forge_ai.comms.peers.wire import Budgets
from forge_ai.errors import UnknownModel, Unreachable
from forge_ai.protocol.finding.address import Address
from forge_ai.protocol.finding.hello import Hello
from forge_ai.protocol.values.chat import Message
from forge_ai.protocol.values.names import shown
from forge_ai.protocol.values.near_names import guess, listed

if TYPE_CHECKING:
    import httpx2

    from forge_ai.engines.engine import GenerationOptions, Piece
    from forge_ai.services import Services
    from forge_ai.settings import Settings

_OFFERED: Final = "Its /v1/models lists them; `forge-ai personas` does so over there."
PATIENT_SECONDS: Final = 90.0  # a network that drops for a minute, and some time to find each other again


class NodeClient:
    """A brain on another device. Made by :func:`connect`. No connection is kept open between two questions.

    ``remembers=False``: no memories are used or kept there. ``patient``: no other brain could go on with an answer, so
    a connection that broke has more time to come back. ``elsewhere`` finds the device when it has left its address;
    there it is asked from then on. ``tell`` is told what a person should know meanwhile.
    """

    def __init__(
        self,
        access: Access,
        hello: Hello,
        budgets: Budgets,
        model: str = "",
        *,
        remembers: bool = True,
        clock: Clock | None = None,
        patient: bool = True,
        tell: Tell = silent,
        elsewhere: LookElsewhere = nowhere,
    ) -> None:
        self.access = access
        self.elsewhere = elsewhere
        self.hello = hello
        self.model = model or hello.model
        self._budgets = budgets
        self._remembers = remembers
        self._clock = clock or SystemClock()
        self._patient = patient
        self._tell = tell
        self._answer: PeerAnswer | None = None

    @property
    def unkept(self) -> str:
        """Why a fact in the last question could not be kept over there; empty when it was, or there was none."""
        return self._answer.unkept if self._answer else ""

    @property
    def name(self) -> str:
        """The peer's name."""
        return self.hello.name

    @property
    def address(self) -> Address:
        """Where the peer was reached last."""
        return self.access.address

    def stream(self, messages: Sequence[Message], options: GenerationOptions) -> Iterator[Piece]:
        """The peer's answer, piece by piece. Closing the iterator stops the compute over there."""
        answer = self._answer = PeerAnswer(
            self.access,
            self.model,
            self._budgets,
            self._clock,
            remembers=self._remembers,
            patient=self._patient,
            tell=self._tell,
            elsewhere=self.elsewhere,
        )
        try:
            yield from answer.pieces(messages, options)
        finally:
            self.access = answer.access

    def speaking_as(self, who: str) -> NodeClient:
        """The same peer as a speaker in a conversation between AIs."""
        return NodeClient(self.access, self.hello, self._budgets, who, remembers=False, elsewhere=self.elsewhere)

    def check_offers(self) -> None:
        """Raise :class:`UnknownModel` when the peer has no model or personality of the name that is to be asked."""
        import httpx2

        try:
            with self.http(PATIENCE_SECONDS) as http:
                status, _ = short_answer(http, "GET", f"/v1/models/{quote(self.model)}")
                names = _names(short_answer(http, "GET", "/v1/models")[1]) if status == 404 else []
        except httpx2.TransportError as error:
            raise Unreachable(f"{self.name} does not answer any more.") from error
        if status == 404:
            unknown = f"{self.name} has no model or personality {shown(self.model)} (there is: {listed(names)})."
            raise UnknownModel(unknown, hint=guess(self.model, names) + _OFFERED)

    def http(
        self, silence_seconds: float, reach_seconds: float = PATIENCE_SECONDS, *, bulk: bool = False
    ) -> httpx2.Client:
        """A client for the rest of the peer's API, to be closed by whoever asked for it."""
        import httpx2

        return self.access.http(httpx2.Timeout(silence_seconds, connect=reach_seconds), bulk=bulk)

    def recalled(self, question: str) -> list[str]:
        """The remembered facts that a question brings up over there."""
        from forge_ai.comms.peers.recalled import recalled_by

        return recalled_by(self, question)


def connect(
    services: Services,
    address: Address,
    *,
    code: str | None = None,
    ask_code: AskCode | None = None,
    model: str = "",
) -> NodeClient:
    """Make sure that a trusted ForgeAI node answers at ``address``; without ``model`` its default one is asked.

    Raises :class:`Unreachable` when nobody answers, :class:`NotForgeNode` when somebody else does, and
    :class:`NotTrusted` when the node has not let this device in and no code helps (see :func:`open_access`).
    """
    return at_hand(services, open_access(services, address, code, ask_code), model)


def at_hand(services: Services, access: Access, model: str = "") -> NodeClient:
    """A client for the node that ``access`` reaches. Raises :class:`Unreachable` or :class:`PeerFault`."""
    return NodeClient(access, access.hello(), budgets_of(services.settings), model)


def budgets_of(settings: Settings, *, patient: bool = True) -> Budgets:
    """How long a node may be silent and a connection be away, as the settings say."""
    patience = max(settings.return_seconds, PATIENT_SECONDS) if patient else settings.return_seconds
    return Budgets(accept=settings.header_seconds, stall=settings.stall_seconds, patience=patience)


def ask_hello(address: Address, patience: float = PATIENCE_SECONDS) -> Hello:
    """The hello of whatever listens at ``address``. It is not proved: anybody can say any name."""
    with FirstLook(address, patience) as look:
        return look.hello()


def _names(body: bytes) -> list[str]:
    """What a peer lists at `/v1/models`, as far as it is such a list."""
    found = read_json(body)
    rows = found.get("data") if isinstance(found, dict) else None
    names = [row.get("id") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [name for name in names if isinstance(name, str)]
