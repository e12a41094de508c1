"""The peers that a node is connected to by name, and their memories kept equal with its own.

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
            raise UnknownPeer(f"No peer {shown(name)} is connected (connected: {connected}).")
        return self._peers[name]

    def add(self, peer: NodeClient, services: Services) -> None:
        """Take a peer in, in the place of one of its name; its memories are kept equal where the person wants it."""
        from forge_ai.comms.finding.elsewhere import whereabouts
        from forge_ai.comms.sync.live import LiveSync
        from forge_ai.comms.sync.memory_link import known_name

        self._let_go(peer.name)
        self._peers[peer.name] = peer
        device_id = peer.access.certificate.device_id
        peer.elsewhere = whereabouts(device_id, services.settings.interfaces, services.clock)
        if services.settings.sync == "live":
            name = known_name(services.registry, peer)
            self._syncs[peer.name] = LiveSync(services, peer, known_as=name)
            self._syncs[peer.name].start()

    def close(self) -> None:
        """Let go of everybody."""
        for name in list(self._peers):
            self._let_go(name)

    def _let_go(self, name: str) -> None:
        sync, known = self._syncs.pop(name, None), self._peers.pop(name, None)
        if sync:
            sync.stop()
        if known:
            known.close()
