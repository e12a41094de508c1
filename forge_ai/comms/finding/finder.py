"""One search in every way at once: UDP, DNS-SD, the known addresses of paired devices, and on request a scan.

Does not keep anything: when the search is over, its threads and sockets are gone.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Final

from forge_ai.clock import Clock, SystemClock
from forge_ai.comms.finding.diagnosis import Circumstances, Reason, port_is_taken, reasons_for_nothing
from forge_ai.comms.finding.errands import Errands
from forge_ai.comms.finding.found import UDP_PATIENCE_SECONDS, Candidate, Confirm, FoundNode, Paired, card_from
from forge_ai.comms.finding.own_devices import own_devices_of
from forge_ai.comms.finding.search import SEARCH_SECONDS, Reached, Search
from forge_ai.comms.lan.datagrams import PORTS, Endpoint, endpoints
from forge_ai.comms.lan.dns_sd import Service, open_dns_sd
from forge_ai.comms.lan.interfaces import Interface, Interfaces, all_interfaces, interfaces_of_settings
from forge_ai.comms.lan.scan import addresses_to_scan, open_ports
from forge_ai.limits import SCANNED_AT_ONCE, SEEN_ADDRESSES_OF_A_NODE
from forge_ai.paths import Home
from forge_ai.protocol.finding.address import read_address
from forge_ai.settings import settings_of_this_process

SCAN_PAUSE_SECONDS: Final = 0.5
HEAD_START_SECONDS: Final = 0.1  # loading DNS-SD takes the processor from the answers that are about to come


class Finder:
    """Finds nodes, once. ``confirm`` says over HTTP who lives at an address."""

    def __init__(
        self,
        *,
        interfaces: tuple[Interface, ...],
        ports: tuple[int, ...],
        paired: Paired,
        confirm: Confirm,
        clock: Clock,
    ) -> None:
        self._interfaces = interfaces
        self._ports = ports
        self._clock = clock
        self._paired = paired()
        self._confirm = confirm
        self._search = Search(interfaces, ports, clock)
        self._errands = Errands("finder")
        self._over = threading.Event()

    def nodes(self) -> tuple[FoundNode, ...]:
        """All that was found so far."""
        return self._search.nodes()

    def run(self, seconds: float, *, scan_port: int = 0) -> Iterator[FoundNode]:
        """Yield each node when it answers first. With ``scan_port``, knock at every address of the home's networks."""
        with self._search as search:
            try:
                self._send_out(scan_port)
                for node in search.run(seconds, until_quiet=not scan_port):
                    self._prove(node)
                    yield node
            finally:
                self._over.set()
                self._errands.close()
                search.take_up()  # a slow device's proofs are waited for, so they count

    def reasons(self) -> tuple[Reason, ...]:
        """Why nothing was found; to be asked after :meth:`run`."""
        return reasons_for_nothing(
            Circumstances(
                interfaces=self._interfaces,
                left_out=tuple(one for one in all_interfaces() if one not in self._interfaces),
                refusals=frozenset(self._search.refusals),
                other_versions=tuple(self._search.other_versions.items()),
                port_is_taken=port_is_taken(self._ports[0]),
                unanswered=tuple(one.last_address for one in self._paired.values() if one.last_address),
            )
        )

    def _send_out(self, scan_port: int) -> None:
        self._errands.run(self._use_dns_sd)
        for device_id, device in self._paired.items():
            if device.last_address:
                self._errands.run(self._try_known, device.last_address, device_id)
        if scan_port:
            self._errands.run(self._scan, scan_port)

    def _prove(self, node: FoundNode) -> None:
        if node.device_id in self._paired and not node.paired:
            self._errands.run(self._knock, Candidate(node.ip, node.port, node.device_id), node.found_by[0])

    def _use_dns_sd(self) -> None:
        if self._over.wait(HEAD_START_SECONDS):
            return
        connection = open_dns_sd(self._interfaces, self._follow)
        if connection is None:
            return
        try:
            connection.browse()
            self._over.wait()
        finally:
            connection.close()

    def _follow(self, service: Service) -> None:
        if service.udp_port:
            for host in service.addresses:
                self._search.ask([Endpoint(host, service.udp_port)], "dns-sd")
        self._errands.run(self._follow_over_http, service)

    def _follow_over_http(self, service: Service) -> None:
        if service.udp_port and self._over.wait(UDP_PATIENCE_SECONDS):
            return
        found = {(address, node.port) for node in self.nodes() for address in node.addresses}
        if not any((host, service.port) in found for host in service.addresses):
            for host in service.addresses:
                self._knock(Candidate(host, service.port), "dns-sd")

    def _try_known(self, address: str, device_id: str) -> None:
        known = read_address(address)
        hosts = [one.host for one in endpoints(known.host, known.port)[:SEEN_ADDRESSES_OF_A_NODE]]
        if hosts:
            self._search.ask([Endpoint(host, udp_port) for host in hosts for udp_port in self._ports], "known")
        self._knock(Candidate(known.host, known.port, device_id), "known")

    def _scan(self, port: int) -> None:
        hosts = addresses_to_scan(self._interfaces)
        self._errands.run(self._scan_by_udp, hosts)
        for host in open_ports(hosts, port, self._clock):
            self._errands.run(self._knock, Candidate(host, port), "scan")

    def _scan_by_udp(self, hosts: tuple[str, ...]) -> None:
        """A part at a time: packets to addresses where nobody is wait for seconds in the system's buffer."""
        for start in range(0, len(hosts), SCANNED_AT_ONCE):
            part = hosts[start : start + SCANNED_AT_ONCE]
            self._search.ask([Endpoint(host, self._ports[0]) for host in part], "scan")
            if self._over.wait(SCAN_PAUSE_SECONDS):
                return

    def _knock(self, candidate: Candidate, leg: str) -> None:
        said = self._confirm(candidate)
        if said is not None:
            self._search.add(Reached(card_from(said, candidate.port), said.host or candidate.host, leg, said.proved))


def search_once(
    seconds: float = SEARCH_SECONDS,
    *,
    scan_port: int = 0,
    home: Home | None = None,
    interfaces: Interfaces | None = None,
    ports: tuple[int, ...] = PORTS,
    clock: Clock | None = None,
) -> Finder:
    """Search to the end, as the settings of this process say where nothing else is given.

    Returns the finder, which tells what was found, or why nothing was.
    """
    clock = clock or SystemClock()
    own = own_devices_of(home or settings_of_this_process().folders, clock)
    around = (interfaces or interfaces_of_settings())()
    finder = Finder(interfaces=around, ports=ports, paired=own.paired, confirm=own.confirm, clock=clock)
    for _ in finder.run(seconds, scan_port=scan_port):
        pass  # nodes() has them all
    return finder
