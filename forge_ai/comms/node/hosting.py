"""What makes a node reachable: its server, its announcement, and the syncs with paired devices.

Does not know how answers are computed, nor what a person's program does with the node.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack, suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from forge_ai.api.app import build_app
from forge_ai.api.port.connections import Connections
from forge_ai.api.port.serving import NodeServer
from forge_ai.comms.discovery import DeviceDiscovery
from forge_ai.comms.finding.running import announce_run, forget_run
from forge_ai.comms.lan.interfaces import interfaces_named, loopback_only
from forge_ai.comms.sync.meetings import Meetings
from forge_ai.errors import StorageFault
from forge_ai.identity.node_certificates import NodeCertificates

if TYPE_CHECKING:
    from forge_ai.api.sound.wyoming import WyomingServer
    from forge_ai.services import Services
    from forge_ai.settings import Settings

log: Final = logging.getLogger(__name__)

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


class Hosting:
    """A node on the network. The port is bound by the constructor; :meth:`stop` ends whatever has begun."""

    def __init__(self, services: Services) -> None:
        settings = services.settings
        self._services = services
        self._app = build_app(services)
        secure = NodeCertificates(services.identity, services.host_names).context_for
        self._server = NodeServer(self._app, settings.host, settings.port, secure, Connections(services.authenticator))
        self._discovery: DeviceDiscovery | None = None
        self._meetings: Meetings | None = None

    @property
    def port(self) -> int:
        """The port on which the node really listens."""
        return self._server.port

    def start(self) -> None:
        """Start the server, then announce it. Raises what keeps the node from starting."""
        services, settings = self._services, self._services.settings
        self._server.start()
        self._leave_note()
        with suppress(StorageFault):
            services.store.sweep()
        self._discovery = _announcement(services.name, self.port, settings, services.offers.default)
        self._discovery.start_listener()
        if settings.sync == "live":
            self._meetings = Meetings(services)
            self._meetings.start()

    def _leave_note(self) -> None:
        """Tell the other programs of this computer. A disk that takes nothing keeps nobody from answering."""
        try:
            announce_run(self._services.home, self._services.name, self.port, self._services.settings.host)
        except StorageFault as fault:
            log.warning("Other programs of this computer do not find this node: %s", fault.message)

    def open_wyoming(self, host: str, port: int) -> WyomingServer:
        """Open a port for voice devices that speak the Wyoming protocol. Raises :class:`PortTaken`."""
        from forge_ai.api.sound.wyoming import WyomingServer
        from forge_ai.comms.lan.dns_sd import Wyoming

        server = WyomingServer(self._services, self._app.state.bridge, host, port, on_stop=self._forget_wyoming)
        bound = ip_address(server.address)
        if self._discovery and not bound.is_loopback:
            self._discovery.tell_of_wyoming(Wyoming(server.port, () if bound.is_unspecified else (server.address,)))
        return server

    def _forget_wyoming(self) -> None:
        if self._discovery:
            self._discovery.tell_of_wyoming(None)

    def stop(self) -> None:
        """Withdraw the announcement, then stop the server."""
        with ExitStack() as ends:  # from the last to the first, whatever becomes of each
            ends.callback(self._server.stop)
            ends.callback(self._services.subscribers.close)
            ends.callback(forget_run, self._services.home, self.port)
            if self._discovery:
                ends.callback(self._discovery.stop_listener)
            if self._meetings:
                ends.callback(self._meetings.stop)


def _announcement(name: str, port: int, settings: Settings, model: str) -> DeviceDiscovery:
    """The discovery of a node that listens as ``settings`` say; one for this device alone tells nobody else."""
    return DeviceDiscovery(
        name,
        port,
        model=model,
        abilities=("chat",),
        home=settings.folders,
        interfaces=loopback_only if settings.host in LOOPBACK else interfaces_named(settings.interfaces),
    )
