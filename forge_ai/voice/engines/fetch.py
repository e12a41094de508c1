"""Fetches better recognisers and voices from a hub: every file is checked, a model arrives whole or not at all.

A fetch that was cut off goes on where it was. Large files have a SHA-256 on the hub, small ones the hash that git gives
them. Does not know sherpa-onnx; `sherpa_models` tells what its files are called.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from forge_ai.clock import Clock, SystemClock
from forge_ai.errors import BadInput, Damaged, PeerFault
from forge_ai.hub_settings import HubSettings
from forge_ai.limits import MIB
from forge_ai.models.fetching.hub import Hub
from forge_ai.models.fetching.hub_cache import HubFile, Listing
from forge_ai.models.files.extract import receive
from forge_ai.models.files.replacing import mend, put_in_place
from forge_ai.models.files.staging import Staging
from forge_ai.models.manifest import ModelFile
from forge_ai.models.progress import Progress, silent
from forge_ai.paths import Home, flush_folder, make_folder, storage_faults, write_whole
from forge_ai.protocol.packages.hub_reference import HubReference, read_reference
from forge_ai.voice.engines.sherpa_models import ASIDE, TOKENS, TRANSDUCER, SherpaModel, read_model

SMALL_BYTES: Final = 32 * MIB  # a file that git itself keeps
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Offer:
    """A recogniser or a voice on the hub that is known to work: its short name, its repository, and what it is."""

    name: str
    repository: str
    what: str


OFFERS: Final = (
    Offer(
        "zipformer-en-20m",
        "csukuangfj/sherpa-onnx-streaming-zipformer-en-20M-2023-02-17",
        "recogniser, English, small enough for a Pi",
    ),
    Offer(
        "zipformer-en",
        "csukuangfj/sherpa-onnx-streaming-zipformer-en-2023-06-26",
        "recogniser, English, better, for a PC or a Pi 5",
    ),
    Offer("lessac", "csukuangfj/vits-piper-en_US-lessac-medium", "voice, American English (with espeak-ng)"),
    Offer("ljspeech", "csukuangfj/vits-ljs", "voice, American English"),
)

Agree = Callable[[str, int], None]
"""Is called with the licence and the size in bytes before anything is fetched; raises to refuse."""


def fetch(
    home: Home,
    wish: str,
    settings: HubSettings,
    agree: Agree,
    *,
    clock: Clock | None = None,
    progress: Progress = silent,
) -> SherpaModel:
    """Bring an offer, or any repository such as ``hf.co/org/repo``, into the voice folder.

    Raises :class:`BadInput`, :class:`UnknownModel`, :class:`NotAllowed`, :class:`Unreachable`, :class:`PeerFault`,
    :class:`Damaged` or :class:`StorageFault`. After a cut the same call goes on.
    """
    reference = _reference(wish)
    with closing(Hub(settings, clock or SystemClock())) as hub:
        listing = hub.listing(reference)
        files = wanted(listing)
        agree(listing.licence or "not stated by the hub", sum(file.size for file in files))
        name = reference.repo
        with storage_faults(home.voice):
            make_folder(home.create().voice)
        key = hashlib.sha256("\n".join(f"{file.path} {file.git_id}" for file in files).encode()).hexdigest()
        with Staging(home.staging).arrival(f"voice-{name}", key) as folder:
            for file in files:
                _bring(hub, reference, listing, file, folder, progress)
            _check_whole(folder, name)
            _publish(folder, home.voice / name)
    model = read_model(home.voice / name)
    assert model  # noqa: S101 - checked before it was put there
    return model


def _publish(folder: Path, target: Path) -> None:
    """Move a whole model to where voices lie, in place of an older one, which waits in `.replaced` meanwhile."""
    aside = target.parent / ASIDE
    with storage_faults(target):
        make_folder(aside)
        mend(target.parent, aside)
        flush_folder(folder)
        put_in_place(folder, target, aside)


def wanted(listing: Listing) -> list[HubFile]:
    """The files of a repository that are needed. Raises :class:`BadInput` when they are no recogniser and no voice."""
    top = {file.path: file for file in listing.files if _NAME.fullmatch(file.path)}
    models = [path for path in top if path.endswith(".onnx")]
    parts = [_best([path for path in models if path.startswith(part)]) for part in TRANSDUCER]
    if TOKENS in top and all(parts):
        return [top[path] for path in (*parts, TOKENS)]
    others = [path for path in models if not path.startswith(TRANSDUCER)]
    if TOKENS in top and others:
        plain = min(others, key=lambda path: (".int8." in path, ".fp16." in path, path))
        return [top[path] for path in (plain, TOKENS, "lexicon.txt") if path in top]
    raise BadInput(
        "That repository holds no recogniser and no voice for sherpa-onnx.", hint="See: forge-ai voice setup"
    )


def _best(paths: list[str]) -> str:
    return min(paths, key=lambda path: (".int8." not in path, path), default="")


def _reference(wish: str) -> HubReference:
    offer = next((offer for offer in OFFERS if offer.name == wish), None)
    if offer is None and "/" not in wish:
        known = ", ".join(offer.name for offer in OFFERS)
        raise BadInput(f"There is no offer {wish[:60]!a}.", hint=f"There are {known}, and any hf.co/OWNER/REPOSITORY.")
    return read_reference(offer.repository if offer else wish)


def _bring(
    hub: Hub, reference: HubReference, listing: Listing, file: HubFile, folder: Path, progress: Progress
) -> None:
    if file.sha256:

        def blocks(start: int) -> Iterator[bytes]:
            return hub.blocks(reference, listing.commit, file, start)

        receive(folder, ModelFile(file.path, file.size, file.sha256), blocks, progress)
        return
    if not file.git_id or file.size > SMALL_BYTES:
        raise PeerFault(f"The hub does not say what {file.path!a} should be.", hint="Try again later.")
    data = b"".join(hub.blocks(reference, listing.commit, file, 0))
    if git_id(data) != file.git_id:
        raise Damaged(f"{file.path} is not what the hub says it is.", hint="Do the same again.")
    write_whole(folder / file.path, data)
    progress("receiving", file.size, file.size)


def git_id(data: bytes) -> str:
    """The hash that git gives to a file."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _check_whole(folder: Path, name: str) -> None:
    if read_model(folder) is None:
        raise BadInput(f"The files of {name} do not make a recogniser or a voice.", hint="See: forge-ai voice setup")
