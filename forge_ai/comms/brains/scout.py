"""Looks which nodes are in reach: all at once, with little patience for each, so that nobody waits long.

Does not choose (:mod:`forge_ai.protocol.brains.brain_choice`) and asks no question. A node is in reach when it has told
its load over its pinned certificate. A device that is off costs a few hundred milliseconds once; then it is remembered
as away for some seconds.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forge_ai.comms.brains.absences import Absences
from forge_ai.comms.finding.elsewhere import Elsewhere
from forge_ai.comms.finding.running import Run, running_nodes
from forge_ai.comms.finding.way import gone
from forge_ai.comms.peers.access import Access
from forge_ai.comms.peers.first_look import read_json, refusal_of
from forge_ai.comms.peers.telling import Tell, silent
from forge_ai.comms.peers.wire import Budgets, Wire
from forge_ai.errors import ForgeError, NotAllowed, NotTrusted, PeerFault, PeerSilent, Replaced, Unreachable
from forge_ai.limits import SCOUTED_DEVICES
from forge_ai.protocol.brains.load_report import LoadReport, read_report
from forge_ai.protocol.finding.address import Address, read_address
from forge_ai.protocol.trust.device_certificate import DeviceCertificate, read_certificate

if TYPE_CHECKING:
    from forge_ai.comms.peers.client import NodeClient
    from forge_ai.identity.device import Device
    from forge_ai.services import Services

LOAD_PATH: Final = "/api/v1/load"
NAMED_SECONDS: Final = 2.0  # patience with a device that the person named
SEARCH_AFTER: Final = 0.3  # of the patience: then a silent device is looked for at other addresses as well
LONGEST_FACTOR: Final = 12.0  # of the patience: reaching, accepting and telling at two addresses, and no dripping
ACCEPT_FACTOR: Final = 2.0  # a device that is on may be busy; one that is off does not even open a connection


@dataclass(frozen=True, slots=True)
class Sight:
    """A node in reach: the name by which the person knows it, the way to it, its load, and whether it runs here."""

    name: str
    access: Access
    report: LoadReport
    here: bool = False


def ask_load(access: Access, budgets: Budgets) -> LoadReport:
    """What the node behind ``access`` tells of its load. Raises what keeps it from that."""
    with Wire(access, "GET", LOAD_PATH, budgets=budgets) as wire:
        if wire.status == NotAllowed.http_status:
            raise refusal_of(read_json(wire.read()), wire.status, str(access.address))
        if wire.status == NotTrusted.http_status:
            raise NotTrusted(f"The node at {access.address} has not let this device in.")
        if wire.status != 200:
            raise PeerFault(f"The node at {access.address} does not tell its load (status {wire.status}).")
        return read_report(read_json(wire.read()), str(access.address))


class Scout:
    """Looks around from the device behind ``services``."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._patience = services.settings.look_seconds

    def own_nodes(self) -> list[Sight]:
        """The running nodes of this data folder."""
        return self._look(self._own_visits(self._runs()))

    def all_nodes(
        self, devices: Sequence[Device], guests: Sequence[NodeClient] = (), tell: Tell = silent
    ) -> list[Sight]:
        """The running nodes of this data folder, and those of ``devices`` and ``guests`` that are in reach.

        ``tell`` is told of devices that are on and will not be in reach until a person pairs them again.
        """
        absences = Absences(self._services.settings.folders, self._services.clock)
        runs = self._runs()
        elsewhere = self._elsewhere(0.0 if runs else self._patience)  # a running node keeps the addresses fresh
        wanted = [one for one in devices if not absences.is_away(one.device_id, one.address)][:SCOUTED_DEVICES]
        visits = [_Visit(device, self._services, self._patience, elsewhere) for device in wanted]
        connected = [_KnownVisit(one.name, one.access, self._patience) for one in guests[:SCOUTED_DEVICES]]
        seen = self._look([*self._own_visits(runs), *connected, *visits], elsewhere)
        absences.note([(one.device.device_id, one.device.address) for one in visits if one.fault])
        for line in filter(None, map(_estrangement, visits)):
            tell(f"[{line}]")
        return seen

    def find(self, device: Device) -> Sight:
        """One device that the person named. Raises why it is not in reach."""
        patience = max(self._patience, NAMED_SECONDS)
        return _Visit(device, self._services, patience, self._elsewhere(patience)).go()

    def _runs(self) -> list[Run]:
        return running_nodes(self._services.settings.folders)

    def _elsewhere(self, seconds: float) -> Elsewhere:
        return Elsewhere(self._services.settings.interfaces, self._services.clock, seconds)

    def _own_visits(self, runs: Sequence[Run]) -> list[_KnownVisit]:
        return [
            _KnownVisit(run.name, self._own_access(run), self._patience, here=True) for run in runs[:SCOUTED_DEVICES]
        ]

    def _own_access(self, run: Run) -> Access:
        identity = self._services.identity
        return Access(Address(run.host, run.port), identity.certificate, identity.local_key)

    def _look(self, visits: Sequence[_KnownVisit | _Visit], elsewhere: Elsewhere | None = None) -> list[Sight]:
        """What the visits saw, in no order. Each has its own budgets, so that the whole has an end."""
        results: queue.SimpleQueue[Sight | None] = queue.SimpleQueue()
        for visit in visits:
            work: Callable[[], None] = _putting(visit, results)
            threading.Thread(target=work, name="scout", daemon=True).start()
        seen: list[Sight | None] = []
        ends = self._services.clock.steady() + self._patience * LONGEST_FACTOR
        while len(seen) < len(visits) and self._services.clock.steady() < ends:
            try:
                seen.append(results.get(timeout=self._patience * SEARCH_AFTER))
            except queue.Empty:
                if elsewhere:
                    elsewhere.begin()
        return [sight for sight in seen if sight]


def _estrangement(visit: _Visit) -> str:
    """Why a device that is on is none of ours any more, and what to do; nothing where it is just away."""
    name = visit.device.name
    if isinstance(visit.fault, Replaced):
        error = gone(visit.device, replaced=True)
        return f"{error.message} {error.hint}"
    if isinstance(visit.fault, NotTrusted):
        return f"{name} no longer lets this device in. To pair again: forge-ai pair {name}"
    return ""


def _putting(visit: _KnownVisit | _Visit, results: queue.SimpleQueue[Sight | None]) -> Callable[[], None]:
    def work() -> None:
        sight = None
        try:
            sight = visit.go()
        except ForgeError as error:
            visit.fault = error
        finally:
            results.put(sight)

    return work


@dataclass(slots=True)
class _KnownVisit:
    """A look at a node whose place is known; a note of this folder's own nodes may be older than who listens there."""

    name: str
    access: Access
    patience: float
    here: bool = False
    fault: ForgeError | None = None

    def go(self) -> Sight:
        report = ask_load(self.access, Budgets(self.patience, self.patience * ACCEPT_FACTOR, self.patience))
        if report.node != self.name:
            raise Unreachable(f"{self.name} does not run there any more.")
        return Sight(self.name, self.access, report, self.here)


@dataclass(slots=True)
class _Visit:
    """A look at a paired device: where it was last, and if it is not there, wherever it answers."""

    device: Device
    services: Services
    patience: float
    elsewhere: Elsewhere
    fault: ForgeError | None = None

    def go(self) -> Sight:
        certificate = read_certificate(self.device.certificate)
        try:
            return self._at_its_last(certificate)
        except PeerSilent:
            raise  # something is there, and may be this very device, which thinks
        except (Unreachable, PeerFault):
            sight = self._at_another(certificate)
            if sight is None:
                raise
            return sight

    def _at_its_last(self, certificate: DeviceCertificate) -> Sight:
        if not self.device.address:
            raise Unreachable(f"{self.device.name} has never been reached from here.")
        sight = self._at(read_address(self.device.address), certificate)
        self.services.registry.seen(self.device.device_id)
        return sight

    def _at_another(self, certificate: DeviceCertificate) -> Sight | None:
        for address in self.elsewhere.addresses(self.device.device_id):
            try:
                if str(address) != self.device.address:
                    sight = self._at(address, certificate)
                    self.services.registry.seen(self.device.device_id, str(address))
                    return sight
            except ForgeError:
                continue  # somebody else lives there
        return None

    def _at(self, address: Address, certificate: DeviceCertificate) -> Sight:
        access = Access(address, certificate, self.device.key)
        report = ask_load(access, Budgets(self.patience, self.patience * ACCEPT_FACTOR, self.patience))
        return Sight(self.device.name, access, report)
