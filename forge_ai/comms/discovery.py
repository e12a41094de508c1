"""Finding the other nodes on the network, and being found by them.

Does not know what is in a packet, nor who may be trusted: a node that was found is a hint, its certificate the proof.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, Self

from forge_ai import __version__
from forge_ai.clock import Clock, SystemClock
from forge_ai.comms.finding.finder import search_once
from forge_ai.comms.finding.found import Confirm, FoundNode, NodeInfo, Paired, by_name, found_nodes
from forge_ai.comms.finding.listener import Listener
from forge_ai.comms.finding.neighbourhood import Neighbourhood
from forge_ai.comms.finding.own_devices import own_devices_of, own_devices_with_identity
from forge_ai.comms.finding.roster import Roster
from forge_ai.comms.finding.running import running_nodes
from forge_ai.comms.finding.search import SEARCH_SECONDS
from forge_ai.comms.lan.datagrams import PORTS, Endpoint
from forge_ai.comms.lan.dns_sd import Wyoming
from forge_ai.comms.lan.interfaces import Interface, Interfaces, announced_addresses, interfaces_of_settings
from forge_ai.errors import BadInput
from forge_ai.paths import Home
from forge_ai.protocol.finding.announce import SECRET_BYTES, Card, instance_of
from forge_ai.protocol.finding.sightings import UNKNOWN_INSTANCE
from forge_ai.protocol.values.names import check_name
from forge_ai.settings import settings_of_this_process

log: Final = logging.getLogger(__name__)

RESTART_SECONDS: Final = 1.0


class DeviceDiscovery:
    """Announces this node on the local network and keeps a list of the others.

    ``name`` and ``port`` are what is announced: the node's name and its TCP port. While a node of this name runs from
    the same data folder, the port that it really has is announced instead. With ``announces=False`` it only watches.
    ``paired`` gives the devices that were let in, ``confirm`` asks over HTTP who answers at an address; these and
    everything else that is not given come from the settings and their data folder, where the identity of this device is
    made if there is none and it is to be announced.

    Start it with :meth:`start_listener` and end it with :meth:`stop_listener`, or use it as a context manager. Raises
    :class:`BadName` for a name and :class:`BadInput` for a port that no node can have.
    """

    def __init__(
        self,
        name: str,
        port: int = 5000,
        *,
        device_id: str | None = None,
        model: str = "",
        abilities: tuple[str, ...] = (),
        paired: Paired | None = None,
        confirm: Confirm | None = None,
        home: Home | None = None,
        interfaces: Interfaces | None = None,
        ports: tuple[int, ...] = PORTS,
        dns_sd: bool = True,
        announces: bool = True,
        clock: Clock | None = None,
    ) -> None:
        self._clock = clock or SystemClock()
        self._home = home or settings_of_this_process().folders
        find_own = own_devices_with_identity if announces and not device_id else own_devices_of
        own = find_own(self._home, self._clock)
        self._card = Card(
            device_id=device_id or own.own_id,
            instance=UNKNOWN_INSTANCE,
            name=check_name(name, "name of a node"),
            port=_checked_port(port),
            model=model,
            software=__version__,
            abilities=abilities,
        )
        self._paired = paired or own.paired
        self._confirm = confirm or own.confirm
        self._interfaces = interfaces or interfaces_of_settings()
        self._ports = ports
        self._uses_dns_sd = dns_sd
        self._announces = announces
        self._wyoming: Wyoming | None = None
        self._secret = b""  # of the instance that runs
        self._roster = Roster(self._clock, lambda device: device in self._paired())
        self._stopping = threading.Event()
        self._neighbourhood: Neighbourhood | None = None
        self._listener: Listener | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self.start_listener()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop_listener()

    @property
    def udp_port(self) -> int:
        """The UDP port on which queries to every node are heard; 0 before the start, or when none is free."""
        listener = self._listener
        return listener.port if listener else 0

    def tell_of_wyoming(self, wyoming: Wyoming | None) -> None:
        """Announce a Wyoming port of this device, too; None withdraws it."""
        self._wyoming = wyoming
        if (neighbourhood := self._neighbourhood) is not None:
            neighbourhood.wyoming_changed()

    def start_listener(self) -> None:
        """Announce this node and listen for others, in a background thread. Does nothing when it runs already."""
        if self._thread is not None:
            return
        self._begin_instance()
        self._stopping.clear()
        self._neighbourhood = self._new_neighbourhood()
        self._listener = self._new_listener(self._neighbourhood)
        self._thread = threading.Thread(
            target=self._supervise, args=(self._neighbourhood,), name="discovery", daemon=True
        )
        self._thread.start()

    def stop_listener(self) -> None:
        """Tell the network that this node goes, and end the thread. Does nothing when it does not run."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        self._stopping.set()
        if (listener := self._listener) is not None:
            listener.stop()
        thread.join()
        if self._neighbourhood is not None:
            self._neighbourhood.close()

    def update(self, *, port: int | None = None, model: str | None = None) -> None:
        """Announce another port or model from now on."""
        if port is not None and port != self._card.port:
            self._move_to(_checked_port(port))
        if model is not None:
            self._card = replace(self._card, model=model)
        if (listener := self._listener) is not None:
            listener.say_news()

    def nodes(self) -> tuple[FoundNode, ...]:
        """The other nodes that are on the network now. The list is kept up to date while the listener runs."""
        return found_nodes(self._roster.all(), self._interfaces())

    def watch(self, seconds: float) -> Iterator[tuple[FoundNode, ...]]:
        """Yield :meth:`nodes` at once and after each change, for ``seconds``."""
        deadline = self._clock.steady() + seconds
        changes = self._roster.changes
        yield self.nodes()
        while (left := deadline - self._clock.steady()) > 0:
            if (now := self._roster.wait_for_change(changes, left)) != changes:
                changes = now
                yield self.nodes()

    def _move_to(self, port: int) -> None:
        """Say goodbye under the old port, and come back as a new instance: nobody keeps the old address."""
        was_running = self._thread is not None
        self.stop_listener()
        self._card = replace(self._card, port=port)
        if was_running:
            self.start_listener()

    def _begin_instance(self) -> None:
        """Each start is another instance: one that has said goodbye is never listed again."""
        self._secret = secrets.token_bytes(SECRET_BYTES)
        self._card = replace(self._card, instance=instance_of(self._secret))

    def _new_neighbourhood(self) -> Neighbourhood:
        return Neighbourhood(
            roster=self._roster,
            paired=self._paired,
            confirm=self._confirm,
            card=lambda: self._card_for(self._interfaces()),
            ask=self._ask,
            udp_port=self._ports[0],
            uses_dns_sd=self._uses_dns_sd,
            announces=self._announces,
            wyoming=lambda: self._wyoming,
        )

    def _new_listener(self, neighbourhood: Neighbourhood) -> Listener:
        return Listener(
            card_of=self._card_for,
            secret=self._secret,
            roster=self._roster,
            observer=neighbourhood,
            interfaces=self._interfaces,
            ports=self._ports,
            announces=self._announces,
            clock=self._clock,
        )

    def _ask(self, target: Endpoint, leg: str) -> None:
        if (listener := self._listener) is not None:
            listener.ask(target, leg)

    def _card_for(self, interfaces: tuple[Interface, ...]) -> Card:
        """The card of this moment, with the port that the running node of this name really has."""
        card = self._card
        ports = [run.port for run in running_nodes(self._home) if run.name == card.name]
        port = card.port if card.port in ports or not ports else ports[0]
        return replace(card, port=port, addresses=announced_addresses(interfaces))

    def _supervise(self, neighbourhood: Neighbourhood) -> None:
        while not self._stopping.is_set():
            try:
                self._listen(neighbourhood)
            except Exception:
                log.exception("The discovery stopped; it starts again in %s s.", RESTART_SECONDS)
                self._stopping.wait(RESTART_SECONDS)

    def _listen(self, neighbourhood: Neighbourhood) -> None:
        listener = self._listener or self._new_listener(neighbourhood)
        self._listener = listener
        if self._stopping.is_set():  # the stop came before it could ring this one's bell
            listener.stop()
        try:
            listener.run()
        finally:
            self._listener = None


def discover_enigma_nodes(
    timeout: float = SEARCH_SECONDS,
    *,
    scan_port: int = 0,
    home: Home | None = None,
    interfaces: Interfaces | None = None,
    ports: tuple[int, ...] = PORTS,
    clock: Clock | None = None,
) -> dict[str, NodeInfo]:
    """Search the local network for ``timeout`` seconds and return the nodes by name.

    ``{"my_pc": {"ip": "192.168.1.100", "port": 5000, "url": …, "device_id": …, "model": …, "paired": True, …}}``; see
    :class:`NodeInfo`. Empty when none answers. Of several nodes with one name, the others become ``my_pc (2)`` and so
    on. With ``scan_port``, every address around this device is tried on that TCP port, too. ``home`` is the data
    folder that says which devices are paired.
    """
    finder = search_once(timeout, scan_port=scan_port, home=home, interfaces=interfaces, ports=ports, clock=clock)
    return by_name(finder.nodes())


def _checked_port(port: int) -> int:
    if not 1 <= port <= 65_535:
        raise BadInput(f"A node cannot listen on port {port}.")
    return port
