"""Memory synchronization: with a peer over the network, and through a file on a stick.

Does not know how records are merged: both ways end in the same merge, in any order, any number of times.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from forge_ai.comms.peers.terminal import ask_at_terminal
from forge_ai.comms.sync.exchange import SyncReport, exchange
from forge_ai.errors import BadInput
from forge_ai.settings import Settings, settings_of_this_process

if TYPE_CHECKING:
    from forge_ai.comms.peers.access import AskCode
    from forge_ai.comms.peers.client import NodeClient
    from forge_ai.comms.sync.memory_link import MemoryLink
    from forge_ai.memory.replica import Received
    from forge_ai.services import Services

log: Final = logging.getLogger(__name__)


class MemorySync:
    """Exchanges memories and conversations with another device over the network.

    ``settings`` replaces what the environment says. ``ask_code`` asks the person for the one-time code of a node that
    has not let this device in; by default at the terminal, if there is one.
    """

    def __init__(self, settings: Settings | None = None, ask_code: AskCode = ask_at_terminal) -> None:
        self._settings = settings or settings_of_this_process()
        self._ask_code = ask_code

    def sync_with_peer(self, address: str, name: str | None = None, *, exactly: bool = False) -> SyncReport:
        """Exchange memories in both directions, so that afterwards both devices have the same.

        ``address`` is an address such as ``192.168.1.100:5000``, or the name of a paired device. ``name`` is what the
        peer should be called; when it calls itself otherwise a warning is logged, or with ``exactly`` nothing is
        exchanged and :class:`BadInput` is raised. (Who the peer is, its certificate proves.) Returns how many records
        went each way. Raises :class:`Unreachable`, :class:`PeerFault`, :class:`NotTrusted` or what the peer refused
        with; whatever came before that is kept.
        """
        from forge_ai.services import Services

        with Services(self._settings) as services:
            with _link(services, address, name, self._ask_code, exactly=exactly) as link:
                report = exchange(services.memory.replica, link)
            services.memory.words.catch_up()
            return report


class OfflineSync:
    """Carries memories between devices in a file, such as one on a USB stick.

    A file holds all memories and conversations of a device. Files may be imported in any order and any number of times.
    """

    @staticmethod
    def export_to_file(path: str | Path, passphrase: str = "", settings: Settings | None = None) -> int:
        """Write all memories and conversations to a file and return the number of records.

        With a passphrase the file is encrypted. Raises :class:`StorageFault` when it cannot be written.
        """
        from forge_ai.memory.travel.stick import export_file
        from forge_ai.services import Services

        with Services(settings or settings_of_this_process()) as services:
            target = Path(path).expanduser()
            return export_file(services.memory.replica, target, services.name, services.clock, passphrase)

    @staticmethod
    def import_from_file(path: str | Path, passphrase: str = "", settings: Settings | None = None) -> Received:
        """Merge the memories in a file with those on this device; ``records`` came, ``changed`` were new here.

        Raises :class:`BadMemoryFile` for a file that is not whole, :class:`WrongPassphrase`, or :class:`StorageFault`;
        then nothing was taken from it.
        """
        from forge_ai.memory.travel.stick import import_file
        from forge_ai.services import Services

        with Services(settings or settings_of_this_process()) as services:
            received = import_file(services.memory.replica, Path(path).expanduser(), passphrase)
            services.memory.words.catch_up()
            return received


@contextmanager
def _link(
    services: Services, address: str, name: str | None, ask_code: AskCode, *, exactly: bool
) -> Iterator[MemoryLink]:
    from forge_ai.comms.sync.memory_link import MemoryLink

    node = _connected(services, address, ask_code)
    if name and node.name != name:
        if exactly:
            raise BadInput(f"{node.name} answers at {address}, not {name}.", hint=f"Sync with {node.name}?")
        log.warning("The device at %s, here %s, calls itself %s.", address, name, node.name)
    with closing(MemoryLink(services, node)) as link:
        yield link


def _connected(services: Services, address: str, ask_code: AskCode) -> NodeClient:
    from forge_ai.comms.finding.way import way_to
    from forge_ai.comms.peers.client import at_hand

    return at_hand(services, way_to(services, address, ask_code))
