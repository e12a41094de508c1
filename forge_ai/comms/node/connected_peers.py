"""The peers that a node is connected to, by name, and the syncs that keep their memories equal with its own.

Does not know how a peer is reached, nor what it is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forge_ai.errors import UnknownPeer
from forge_ai.protocol.values.names import shown

if TYPE_CHECKING:
    from forge_ai.comms.peers.client import NodeClient
    from forge_ai.comms.sync.live import LiveSync
    from forge_ai.services import Services


class ConnectedPeers:
    """The connected peers of one node."""

    def __init__(self) -> None:
        self._peers: dict[str, NodeClient] = {}
        self._syncs: dict[str, LiveSync] = {}

    @property
    def names(self) -> list[str]:
        """Who is connected, in order."""
        return sorted(self._peers)

    @property
    def peers(self) -> list[NodeClient]:
        """All of them, in the order in which they came."""
        return list(self._peers.values())

    def find(self, name: str) -> NodeClient:
        """The peer of that name. Raises :class:`UnknownPeer`."""
        if name not in self._peers:
            connected = ", ".join(self.names) or "none"
            hint = "Give one of those names; node.connect_to(address) adds another." if self._peers else None
            raise UnknownPeer(f"No peer {shown(name)} is connected (connected: {connected}).", hint=hint)
        return self._peers[name]

    def add(self, peer: NodeClient, services: Services) -> str:
        """Add a peer and return the name by which it is found. Its memories are kept equal if the settings say so.

        A device that is connected again replaces itself. One that has the name of another peer gets a number.
        """
        from forge_ai.comms.finding.elsewhere import whereabouts
        from forge_ai.comms.sync.live import LiveSync
        from forge_ai.comms.sync.memory_link import known_name

        found_by = self._free_name(peer)
        self._let_go(found_by)
        self._peers[found_by] = peer
        device_id = peer.access.certificate.device_id
        peer.elsewhere = whereabouts(device_id, services.settings.interfaces, services.clock)
        if services.settings.sync == "live":
            name = known_name(services, peer)
            self._syncs[found_by] = LiveSync(services, peer, known_as=name)
            self._syncs[found_by].start()
        return found_by

    def close(self) -> None:
        """Let go of all peers: their syncs end."""
        for name in list(self._peers):
            self._let_go(name)

    def _free_name(self, peer: NodeClient) -> str:
        """Its name, or that with the first number behind it that no other device has."""
        names = (peer.name, *(f"{peer.name}-{number}" for number in range(2, len(self._peers) + 2)))
        return next(name for name in names if name not in self._peers or _are_one_device(self._peers[name], peer))

    def _let_go(self, name: str) -> None:
        self._peers.pop(name, None)
        if sync := self._syncs.pop(name, None):
            sync.stop()


def _are_one_device(one: NodeClient, other: NodeClient) -> bool:
    return one.access.certificate.der == other.access.certificate.der
