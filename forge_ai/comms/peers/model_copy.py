"""A model from a paired node into this device's store: its manifest first, then every file from where it ended.

Does not know how the peer was found or why it is trusted: a client that reaches it comes in.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from forge_ai.clock import Clock, SystemClock
from forge_ai.comms.peers.first_look import PATIENCE_SECONDS, read_json, refusal_of
from forge_ai.errors import BadPackage, NotAllowed, UnknownModel
from forge_ai.limits import MANIFEST_BYTES
from forge_ai.models.fetching.http_range import blocks_from, cuts_mended, range_from
from forge_ai.models.fetching.patience import Interrupted, Patience
from forge_ai.models.files.extract import Content, receive
from forge_ai.models.manifest import MANIFEST_FILE, ModelFile, read_manifest
from forge_ai.models.packages.import_package import check_weights, is_here
from forge_ai.models.personalities import check_arrived
from forge_ai.models.progress import Progress, part_of, silent
from forge_ai.models.store import ModelStore, StoredModel
from forge_ai.paths import write_whole
from forge_ai.protocol.packages.package import Declared, check_declared
from forge_ai.protocol.values.bounded import whole
from forge_ai.protocol.values.names import check_name

if TYPE_CHECKING:
    import httpx2

    from forge_ai.comms.peers.access import Access
    from forge_ai.services import Services

PATH: Final = "/api/v1/packages"
_OVER_THERE: Final = "`forge-ai models` over there lists them; a personality travels with its model."
_BUSY: Final = (408, 425, 429, 500, 502, 503, 504)


class PeerModels:
    """The models of one peer. ``http`` is a client whose base is the peer; ``peer`` is its name for messages."""

    def __init__(self, http: httpx2.Client, peer: str, clock: Clock | None = None) -> None:
        self._http = http
        self._peer = peer
        self._patience = Patience(peer, clock or SystemClock())

    def manifest(self, name: str) -> bytes:
        """The bytes of a model's manifest. Raises the peer's own error, or :class:`Unreachable`."""
        return self._patience.ask(lambda: self._small(f"{PATH}/{check_name(name, 'model')}"))

    def blocks(self, name: str, file: ModelFile, start: int) -> Iterator[bytes]:
        """A file from ``start`` on, over as many connections as it takes."""
        url = f"{PATH}/{name}/files/{quote(file.path)}"
        return self._patience.stream(lambda at: self._stream(url, at), start, file.size)

    def _small(self, url: str) -> bytes:
        with self._answer(url, {}) as response:
            return _small_body(response)

    def _stream(self, url: str, start: int) -> Iterator[bytes]:
        with self._answer(url, range_from(start)) as response:
            yield from blocks_from(response, start)

    @contextmanager
    def _answer(self, url: str, headers: dict[str, str]) -> Iterator[httpx2.Response]:
        headers = {"Accept-Encoding": "identity", **headers}
        with cuts_mended(), self._http.stream("GET", url, headers=headers) as response:
            _check_status(response, self._peer)
            yield response


def _check_status(response: httpx2.Response, peer: str) -> None:
    if response.status_code in (200, 206):
        return
    if response.status_code in _BUSY:
        raise Interrupted(f"it says {response.status_code}")
    refused = refusal_of(read_json(_small_body(response)), response.status_code, peer)
    if isinstance(refused, UnknownModel):  # its own words speak of "this device"
        raise UnknownModel(f"{peer} says: {refused.message}", hint=_OVER_THERE)
    if isinstance(refused, NotAllowed):
        raise NotAllowed(f"{peer} says: {refused.message}")
    raise refused


def _small_body(response: httpx2.Response) -> bytes:
    endless = BadPackage(f"The peer's answer has more than {MANIFEST_BYTES} bytes.")
    return whole(response.iter_raw(), MANIFEST_BYTES, endless)


@contextmanager
def models_of(services: Services, peer: str, access: Access) -> Iterator[PeerModels]:
    """The models of the trusted node that the person calls ``peer``."""
    import httpx2

    with access.http(httpx2.Timeout(services.settings.stall_seconds, connect=PATIENCE_SECONDS)) as http:
        yield PeerModels(http, peer, services.clock)


def copy_model(
    store: ModelStore,
    models: PeerModels,
    name: str,
    *,
    new_name: str = "",
    replace: bool = False,
    progress: Progress = silent,
) -> tuple[StoredModel, bool]:
    """Bring a peer's model into the store, under ``new_name`` if given; say whether it had been here already.

    Raises the peer's refusal, :class:`Unreachable`, :class:`BadPackage`, :class:`Damaged`, :class:`ModelBroken`,
    :class:`AlreadyThere` or :class:`StorageFault`. After a cut the same call goes on where it was.
    """
    data = models.manifest(name)
    theirs = read_manifest(data)
    check_declared([Declared(file.path, file.size) for file in theirs.files])
    if theirs.name != name:
        raise BadPackage(f"The peer was asked for {name} and sent the manifest of {theirs.name}.")
    manifest = dataclasses.replace(theirs, name=new_name or name)
    if not replace and is_here(store, manifest):
        return store.find(manifest.name), True
    written = manifest.to_bytes() if new_name else data
    with store.arriving(manifest.name, sha256(written).hexdigest(), replace=replace) as staging:
        done = 0
        for file in manifest.files:
            receive(staging, file, _content(models, name, file), part_of(progress, done, manifest.size))
            done += file.size
        check_weights(staging)
        check_arrived(staging, manifest)
        write_whole(staging / MANIFEST_FILE, written, mode=0o644)
    return store.find(manifest.name), False


def _content(models: PeerModels, name: str, file: ModelFile) -> Content:
    def blocks(start: int) -> Iterator[bytes]:
        return models.blocks(name, file, start)

    return blocks
