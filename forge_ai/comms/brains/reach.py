"""The brains that this device may ask: one by its name, or all in reach, ranked.

Does not know how one is asked (:mod:`forge_ai.comms.brains.best_brain`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from forge_ai.api.orders.own_load import model_load
from forge_ai.assistant.brain import OwnBrain
from forge_ai.clock import SystemClock
from forge_ai.comms.brains.best_brain import BestBrain, Contender
from forge_ai.comms.brains.scout import Scout, Sight, ask_load
from forge_ai.comms.finding.elsewhere import whereabouts
from forge_ai.comms.finding.way import device_that_calls_itself, gone, suggesting
from forge_ai.comms.peers.client import NodeClient, budgets_of, connect
from forge_ai.comms.peers.peer_answer import nowhere
from forge_ai.comms.peers.telling import Tell, silent
from forge_ai.comms.peers.terminal import ask_at_terminal
from forge_ai.comms.peers.wire import Budgets
from forge_ai.comms.sync.briefing import brief
from forge_ai.errors import BadInput, ForgeError, Replaced, UnknownDevice, UnknownModel, Unreachable
from forge_ai.identity.device_key import FOLDER
from forge_ai.identity.registry import Registry
from forge_ai.protocol.brains.brain_choice import Standing, rank, read_order
from forge_ai.protocol.brains.load_report import ModelLoad
from forge_ai.protocol.finding.address import read_address
from forge_ai.protocol.finding.hello import Hello
from forge_ai.protocol.values.names import shown
from forge_ai.protocol.values.near_names import guess, listed

if TYPE_CHECKING:
    from forge_ai.assistant.brain import Brain
    from forge_ai.assistant.chosen import Chosen
    from forge_ai.comms.brains.wishes import BrainWishes
    from forge_ai.comms.peers.access import Access, AskCode
    from forge_ai.identity.device import Device
    from forge_ai.services import Services
    from forge_ai.settings import Settings


@dataclass(frozen=True, slots=True)
class AtNode:
    """A node in reach, which may be one of this very folder."""

    services: Services
    sight: Sight
    load: ModelLoad
    remembers: bool = True

    @property
    def name(self) -> str:
        """The name by which the person knows it."""
        return self.sight.name

    @property
    def model(self) -> str:
        """The model that is asked there."""
        return self.load.name

    @property
    def context(self) -> int:
        """What its model can read, as the node tells; asked once more where its engine was not awake."""
        return self.load.context or _context_now(self.services.settings, self.sight.access, self.model)

    def open(self, *, patient: bool = False, tell: Tell = silent) -> Brain:
        """The node as a brain."""
        hello = Hello(self.sight.name, "", self.load.name)
        budgets = budgets_of(self.services.settings, patient=patient)
        clock = self.services.clock
        access, here = self.sight.access, self.sight.here
        look = nowhere if here else whereabouts(access.certificate.device_id, self.services.settings.interfaces, clock)
        node = NodeClient(
            access, hello, budgets, clock=clock, remembers=self.remembers, patient=patient, tell=tell, elsewhere=look
        )
        if self.remembers and not here:
            brief(self.services, node)
        return node


@dataclass(frozen=True, slots=True)
class OwnModel:
    """The model of this device, run by this process."""

    services: Services
    chosen: Chosen
    remembers: bool = True

    @property
    def name(self) -> str:
        """The name of this device."""
        return self.services.name

    @property
    def model(self) -> str:
        """The model that is loaded, or its personality that speaks."""
        return self.chosen.name

    @property
    def context(self) -> int:
        """What the model can read, once its engine is awake."""
        return model_load(self.services, self.chosen.model).context

    def open(self, *, patient: bool = False, tell: Tell = silent) -> Brain:  # noqa: ARG002 - it is at hand
        """The model as a brain; its engine starts with the first question."""
        introduction = self.services.introduction(self.chosen)
        return OwnBrain(self.name, self.chosen, self.services.engines, introduction, remembers=self.remembers)


@dataclass(frozen=True, slots=True)
class Connected:
    """A node that is connected already."""

    client: NodeClient
    settings: Settings
    remembers: bool = True

    @property
    def name(self) -> str:
        """The name by which the person knows it."""
        return self.client.name

    @property
    def model(self) -> str:
        """The model that is asked there."""
        return self.client.model

    @property
    def context(self) -> int:
        """What its model can read, as the node tells now."""
        return _context_now(self.settings, self.client.access, self.model)

    def open(self, *, patient: bool = False, tell: Tell = silent) -> Brain:
        """The node as a brain."""
        budgets, clock = budgets_of(self.settings, patient=patient), SystemClock()
        access, hello, model = self.client.access, self.client.hello, self.client.model
        look = whereabouts(access.certificate.device_id, self.settings.interfaces, clock)
        return NodeClient(
            access,
            hello,
            budgets,
            model,
            clock=clock,
            remembers=self.remembers,
            patient=patient,
            tell=tell,
            elsewhere=look,
        )


class Reach:
    """The brains that can be asked from the device behind ``services``. An empty ``model`` takes each one's default.

    ``connected`` are nodes that are connected already; those of them that are not paired are looked at as well.
    ``ask_code`` asks the person for the code of a node that has not let this device in. Without ``remembers`` no brain
    looks up or keeps memories.
    """

    def __init__(
        self,
        services: Services,
        model: str = "",
        connected: Sequence[NodeClient] = (),
        ask_code: AskCode = ask_at_terminal,
        *,
        remembers: bool = True,
    ) -> None:
        self._services = services
        self._remembers = remembers
        self._ask_code = ask_code
        self._model = model
        self._connected = connected

    def brain(self, wishes: BrainWishes) -> BestBrain:
        """The brain that fits the wishes; a named one is looked for at once, so that it is told when it is away."""
        tell, clock = wishes.get("tell", silent), self._services.clock
        if on := wishes.get("on"):
            named = self.named(on)
            return BestBrain(lambda: named, clock, look_here=self.here, may_go_on=False, tell=tell)
        look = self.here if wishes.get("here") else partial(self.best, _once(tell))
        may_go_on = wishes.get("may_go_on", True)
        return BestBrain(look, clock, look_here=self.here, may_go_on=may_go_on, tell=tell)

    def best(self, tell: Tell = silent) -> list[Contender]:
        """Every brain in reach, the best first. Raises :class:`UnknownModel` when none has the wished model.

        ``tell`` is told of paired devices that are on and no longer know this one.
        """
        if self._services.settings.never_away:
            return self.here()
        devices = [device for device in self._registry().devices() if not device.is_program]
        paired = {device.device_id for device in devices}
        guests = [one for one in self._connected if one.access.certificate.device_id not in paired]
        return self._ranked(Scout(self._services).all_nodes(devices, guests, tell))

    def here(self) -> list[Contender]:
        """The brains of this device: a running node of this folder, and the model itself."""
        return self._ranked(Scout(self._services).own_nodes())

    def named(self, wish: str) -> list[Contender]:
        """The one brain that the person named: a paired device, a node of this folder, or whatever is at an address.

        Raises why it is not in reach.
        """
        wish = wish.strip()
        own = next((one for one in Scout(self._services).own_nodes() if one.name == wish), None)
        if own is not None:
            return [self._fitting(own)]
        if self._services.settings.never_away:
            raise BadInput(f"Nothing is sent to {shown(wish)}: FORGE_AI_NEVER_AWAY is set.", hint="Ask with --here.")
        device = self._device(wish)
        if device is not None:
            return [self._fitting(self._find(device))]
        return [Connected(self._connect(wish), self._services.settings, self._remembers)]

    def _connect(self, wish: str) -> NodeClient:
        with suggesting(self._services, wish):
            return connect(self._services, read_address(wish), ask_code=self._ask_code, model=self._model)

    def _find(self, device: Device) -> Sight:
        try:
            return Scout(self._services).find(device)
        except Unreachable as error:
            raise gone(device, replaced=isinstance(error, Replaced)) from error

    def _device(self, wish: str) -> Device | None:
        try:
            found = self._registry().find(wish)
        except UnknownDevice:
            return device_that_calls_itself(self._services, wish)
        return None if found.is_program else found

    def _registry(self) -> Registry:
        """The paired devices, without making an identity where there is none."""
        return Registry(self._services.settings.folders.root / FOLDER, self._services.clock)

    def _fitting(self, sight: Sight) -> Contender:
        load = sight.report.model(self._model)
        if load is None:
            wished, names = self._model or "that can answer", [one.name for one in sight.report.models]
            hint = f"{guess(self._model, names)}Ask without --model, or another device."
            raise UnknownModel(f"{sight.name} has no model {wished} (there is: {listed(names)}).", hint=hint)
        return AtNode(self._services, sight, load, self._remembers)

    def _ranked(self, sights: Iterable[Sight]) -> list[Contender]:
        fitting = [(one, load) for one in sights if (load := one.report.model(self._model))]
        found: list[tuple[Standing, Contender]] = [
            (Standing(one.name, one.here, load), AtNode(self._services, one, load, self._remembers))
            for one, load in fitting
        ]
        try:
            chosen = self._services.offers.choose(self._model)
            own = model_load(self._services, chosen.model)
            found.append((Standing(self._services.name, True, own), OwnModel(self._services, chosen, self._remembers)))
        except ForgeError:
            if not found:
                raise
        order = rank((standing for standing, _ in found), read_order(self._services.settings.brains))
        return [contender for wanted in order for standing, contender in found if standing is wanted]


def _once(tell: Tell) -> Tell:
    """The same, but each line once: a chat looks around before every question."""
    told: set[str] = set()

    def tell_once(line: str) -> None:
        if line not in told:
            told.add(line)
            tell(line)

    return tell_once


def _context_now(settings: Settings, access: Access, model: str) -> int:
    patience = settings.look_seconds
    try:
        load = ask_load(access, Budgets(patience, patience, patience)).model(model)
    except ForgeError:
        return 0  # the question itself will tell what is wrong
    return load.context if load else 0
