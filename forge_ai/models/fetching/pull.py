"""A model from a hub into the store: looked for in the cache, fetched otherwise, checked in any case.

Does not know HTTP (`hub`) nor the cache's layout (`hub_cache`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from typing import Final

from forge_ai.clock import Clock, SystemClock
from forge_ai.errors import PeerFault, Unreachable
from forge_ai.hub_settings import HubSettings
from forge_ai.models.adopt import adopt, model_name
from forge_ai.models.describe import ModelNotes
from forge_ai.models.fetching.hub import Hub
from forge_ai.models.fetching.hub_cache import HubCache, HubFile, Listing
from forge_ai.models.files.blocks import blocks_of
from forge_ai.models.files.extract import receive
from forge_ai.models.manifest import WEIGHTS_FILE, ModelFile
from forge_ai.models.progress import Progress, silent
from forge_ai.models.store import ModelStore, StoredModel
from forge_ai.protocol.packages.hub_reference import HubReference, choose_file, read_reference

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_PATH: Final = re.compile(r"[\w][\w. +-]*(?:/[\w][\w. +-]*)*")


def pull(
    store: ModelStore,
    text: str,
    settings: HubSettings,
    *,
    name: str = "",
    replace: bool = False,
    clock: Clock | None = None,
    progress: Progress = silent,
) -> StoredModel:
    """Bring a model such as ``hf.co/org/repo:Q4_K_M`` into the store.

    Raises :class:`BadInput`, :class:`UnknownModel`, :class:`NotAllowed`, :class:`Unreachable`, :class:`PeerFault`,
    :class:`Damaged`, :class:`StorageFault` or :class:`AlreadyThere`. After a cut the same call goes on.
    """
    reference = read_reference(text)
    with closing(Hub(settings, clock or SystemClock())) as hub:
        cache = HubCache(settings.cache)
        listing = _listing(reference, settings, hub, cache)
        chosen = choose_file(reference, [file.path for file in listing.files])
        file = next(file for file in listing.files if file.path == chosen)
        _check(file)
        name = name or _name(reference, file)
        weights = ModelFile(WEIGHTS_FILE, file.size, file.sha256)
        with store.arriving(name, file.sha256, replace=replace) as folder:
            receive(folder, weights, lambda start: _blocks(hub, cache, reference, listing, file, start), progress)
            adopt(folder, name, _notes(reference, listing, file), weights)
    return store.find(name)


def _listing(reference: HubReference, settings: HubSettings, hub: Hub, cache: HubCache) -> Listing:
    if not settings.offline:
        return hub.listing(reference)
    found = cache.listing(reference)
    if found is None:
        raise Unreachable(f"{reference} is not in the cache, and HF_HUB_OFFLINE forbids to ask.", hint="Unset it.")
    return found


def _check(file: HubFile) -> None:
    """What a hub says becomes part of addresses and files, so it must look as such things do."""
    if not _PATH.fullmatch(file.path) or not _SHA256.fullmatch(file.sha256) or file.size < 0:
        raise PeerFault(f"The hub does not say what {file.path!a} should be.", hint="Download it and import the file.")


def _name(reference: HubReference, file: HubFile) -> str:
    """After the repository and what was chosen from it: ``Qwen3-0.6B-Q4_K_M``."""
    plain = reference.repo.removesuffix("-GGUF").removesuffix("-gguf")
    stem = file.path.rpartition("/")[2].removesuffix(".gguf")
    return model_name(f"{plain}-{reference.tag}" if reference.tag else stem)


def _blocks(
    hub: Hub, cache: HubCache, reference: HubReference, listing: Listing, file: HubFile, start: int
) -> Iterator[bytes]:
    cached = cache.blob(reference, file)
    if cached:
        return blocks_of(cached, file.size, start)
    return hub.blocks(reference, listing.commit, file, start)


def _notes(reference: HubReference, listing: Listing, file: HubFile) -> ModelNotes:
    return ModelNotes(
        description=f"From {reference}",
        licence=listing.licence[:200],
        provenance={"source": str(reference), "commit": listing.commit, "file": file.path, "sha256": file.sha256},
    )
