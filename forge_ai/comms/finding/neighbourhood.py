"""What the discovery does beside UDP packets: DNS-SD, proofs of paired devices, requests to nodes that fell silent.

Does not read packets. All of it may block, so all of it runs in background threads, never in the listener's.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from forge_ai.comms.finding.errands import Errands
from forge_ai.comms.finding.found import UDP_PATIENCE_SECONDS, Candidate, Confirm, Paired, card_from
from forge_ai.comms.finding.roster import Roster
from forge_ai.comms.lan.datagrams import Endpoint, endpoints
from forge_ai.comms.lan.dns_sd import DnsSd, Service, Wyoming, open_dns_sd
from forge_ai.comms.lan.interfaces import Interface
from forge_ai.limits import SEEN_ADDRESSES_OF_A_NODE
from forge_ai.protocol.finding.address import read_address
from forge_ai.protocol.finding.announce import Card
from forge_ai.protocol.finding.sightings import Sighting

KNOWN_SECONDS: Final = 15.0  # how often a paired device that is missing is tried where it was last
_ADDRESSES_TRIED: Final = 2  # of a node in doubt

Ask = Callable[[Endpoint, str], None]


class Neighbourhood:
    """Keeps a :class:`Roster` right by all means that take more than a packet. Close it to end its threads."""

    def __init__(
        self,
        *,
        roster: Roster,
        paired: Paired,
        confirm: Confirm,
        card: Callable[[], Card],
        ask: Ask,
        udp_port: int,
        uses_dns_sd: bool,
        announces: bool,
        wyoming: Callable[[], Wyoming | None] = lambda: None,
        errands: Errands | None = None,
    ) -> None:
        self._roster = roster
        self._paired = paired
        self._confirm = confirm
        self._card = card
        self._ask = ask
        self._udp_port = udp_port
        self._uses_dns_sd = uses_dns_sd
        self._announces = announces
        self._wyoming = wyoming
        self._errands = errands or Errands("discovery")
        self._over = threading.Event()
        self._dns_sd: DnsSd | None = None
        self._renewing = threading.Lock()
        self._place: tuple[tuple[Interface, ...], int] | None = None
        self._next_known = 0.0

    def close(self) -> None:
        """Take back what DNS-SD says of this node, and end the threads."""
        self._over.set()
        self._errands.close()
        self._leave_dns_sd()

    def met(self, seen: Sighting) -> None:
        """A new node: if it says that it is a paired device, check its certificate."""
        if seen.card.device_id in self._paired() and not seen.proved_at:
            self._errands.run_once(seen.key, self._check, seen)

    def doubted(self, seen: Sighting) -> None:
        """A node that sends no packets any more: ask it over HTTP whether it is there."""
        self._errands.run_once(seen.key, self._check, seen)

    def moved(self, interfaces: tuple[Interface, ...], reply_port: int) -> None:
        """The device has other addresses: announce them by DNS-SD."""
        self._next_known = 0.0
        if self._uses_dns_sd:
            self._place = interfaces, reply_port
            self._errands.run(self._renew_dns_sd, interfaces, reply_port)

    def wyoming_changed(self) -> None:
        """The Wyoming port was opened or closed: announce that by DNS-SD, if anything was announced before."""
        if self._place is not None:
            self._errands.run(self._renew_dns_sd, *self._place)

    def looked(self, at: float) -> None:
        """Every few seconds: look for paired devices that are missing, and check those that have not proved it."""
        if at < self._next_known:
            return
        self._next_known = at + KNOWN_SECONDS
        paired = self._paired()
        for seen in self._roster.all():
            if seen.card.device_id in paired and not seen.proved_at:
                self._errands.run_once(seen.key, self._check, seen)
        for device_id, device in paired.items():
            if device.last_address and not self._roster.knows_device(device_id):
                self._errands.run_once(device_id, self._try_known, device.last_address, device_id)

    def _try_known(self, address: str, device_id: str) -> None:
        known = read_address(address)
        for one in endpoints(known.host, self._udp_port)[:SEEN_ADDRESSES_OF_A_NODE]:
            self._ask(one, "known")
        self._knock(Candidate(known.host, known.port, device_id), "known")

    def _check(self, seen: Sighting) -> None:
        if self._roster.is_outlived(seen.key):
            return
        sources = sorted(seen.sources, key=lambda source: source.host != seen.proved_at)
        for host in [source.host for source in sources[:_ADDRESSES_TRIED]]:
            said = self._confirm(Candidate(host, seen.card.port, seen.card.device_id))
            if said is None:
                continue
            self._roster.refresh(seen.card, host)  # who has said goodbye meanwhile stays away
            if said.proved:
                self._roster.prove(seen.key, host)
            return

    def _knock(self, candidate: Candidate, leg: str) -> None:
        said = self._confirm(candidate)
        if said is None or said.device_id == self._card().device_id:
            return
        card = card_from(said, candidate.port)
        host = said.host or candidate.host
        news = self._roster.hear(card, host, 0, leg)
        if said.proved and news is not None:
            self._roster.prove(news.key, host)

    def _renew_dns_sd(self, interfaces: tuple[Interface, ...], reply_port: int) -> None:
        with self._renewing:
            self._leave_dns_sd()
            if self._over.is_set():
                return
            connection = self._dns_sd = open_dns_sd(interfaces, self._follow)
            if connection is not None:
                connection.browse()
                if self._announces:
                    self._advertise(connection, reply_port)

    def _advertise(self, connection: DnsSd, reply_port: int) -> None:
        card, wyoming = self._card(), self._wyoming()
        connection.advertise(card, reply_port)
        if wyoming is not None:
            connection.advertise_wyoming(card, wyoming)

    def _leave_dns_sd(self) -> None:
        connection, self._dns_sd = self._dns_sd, None
        if connection is not None:
            connection.close()

    def _follow(self, service: Service) -> None:
        if service.udp_port:
            for host in service.addresses:
                self._ask(Endpoint(host, service.udp_port), "dns-sd")
        self._errands.run_once(service, self._follow_over_http, service)

    def _follow_over_http(self, service: Service) -> None:
        if service.udp_port and self._over.wait(UDP_PATIENCE_SECONDS):
            return
        known = {(host, seen.card.port) for seen in self._roster.all() for host in seen.hosts}
        if not any((host, service.port) in known for host in service.addresses):
            for host in service.addresses[:_ADDRESSES_TRIED]:
                self._knock(Candidate(host, service.port), "dns-sd")
