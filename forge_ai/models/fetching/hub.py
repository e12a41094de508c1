"""A hub of models, asked over HTTP as Hugging Face's answers: what a repository holds, and a file from any byte on.

Does not know stores. The token goes to the hub alone, never to the server that it points to for the bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import httpx2

from forge_ai.clock import Clock
from forge_ai.errors import NotAllowed, PeerFault, UnknownModel
from forge_ai.hub_settings import HubSettings
from forge_ai.limits import HUB_LISTING_BYTES
from forge_ai.models.fetching.http_range import blocks_from, cuts_mended, range_from
from forge_ai.models.fetching.hub_cache import HubFile, Listing
from forge_ai.models.fetching.patience import Interrupted, Patience
from forge_ai.protocol.packages.hub_reference import HubReference
from forge_ai.protocol.values.bounded import whole

_COMMIT: Final = re.compile(r"[0-9A-Za-z]{1,64}")
_BUSY: Final = (408, 429, 500, 502, 503, 504)


class Hub:
    """One hub, with the person's settings for it. Close it when done."""

    def __init__(self, settings: HubSettings, clock: Clock) -> None:
        self._settings = settings
        self._patience = Patience(settings.endpoint, clock)
        token = {"Authorization": f"Bearer {settings.token}"} if settings.token else {}
        self._client = httpx2.Client(
            headers={"User-Agent": "forge-ai", "Accept-Encoding": "identity", **token},
            timeout=settings.timeout_seconds,
            follow_redirects=True,
        )

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def listing(self, reference: HubReference) -> Listing:
        """What the repository holds. Raises :class:`UnknownModel`, :class:`NotAllowed`, :class:`Unreachable`."""
        url = f"{self._settings.endpoint}/api/models/{reference.path}/revision/{reference.revision}"

        def ask() -> Listing:
            with self._answer(reference, url, {"blobs": "true"}, {}) as response:
                endless = PeerFault("The hub's list of files does not end.")
                return _read_listing(whole(response.iter_bytes(), HUB_LISTING_BYTES, endless))

        return self._patience.ask(ask)

    def blocks(self, reference: HubReference, commit: str, file: HubFile, start: int) -> Iterator[bytes]:
        """A file from ``start`` on. Raises :class:`Unreachable` when cuts follow each other without a byte between."""
        return self._patience.stream(lambda at: self._stream(reference, commit, file, at), start, file.size)

    def _stream(self, reference: HubReference, commit: str, file: HubFile, start: int) -> Iterator[bytes]:
        url = f"{self._settings.endpoint}/{reference.path}/resolve/{commit}/{file.path}"
        with self._answer(reference, url, {}, range_from(start)) as response:
            yield from blocks_from(response, start)

    @contextmanager
    def _answer(
        self, reference: HubReference, url: str, query: Mapping[str, str], headers: Mapping[str, str]
    ) -> Iterator[httpx2.Response]:
        with cuts_mended(), self._client.stream("GET", url, params=query or None, headers=dict(headers)) as response:
            _check_status(response, reference)
            yield response


def _check_status(response: httpx2.Response, reference: HubReference) -> None:
    if response.status_code in _BUSY:
        raise Interrupted(f"it says {response.status_code}")
    if response.status_code in (401, 403):
        hint = "Accept its licence on the hub's page, make a token there, and set HF_TOKEN."
        raise NotAllowed(f"{reference} is private, gated, or not there.", hint=hint)
    if response.status_code == 404:
        raise UnknownModel(f"There is no {reference} on the hub.", hint="Check the name on the hub's page.")
    if response.status_code not in (200, 206):
        raise PeerFault(f"The hub answered {response.status_code} for {reference}.", hint="Try again later.")


def _read_listing(data: bytes) -> Listing:
    try:
        found = json.loads(data)
        licence = (found.get("cardData") or {}).get("license") or ""
        files = tuple(_file(entry) for entry in found["siblings"])
        return Listing(_commit(found["sha"]), files, licence if isinstance(licence, str) else "")
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise PeerFault(f"The hub's list of files cannot be read: {error}.", hint="Check HF_ENDPOINT.") from error


def _commit(found: object) -> str:
    """It becomes part of addresses, so it must look as such a thing does."""
    commit = str(found)
    if not _COMMIT.fullmatch(commit):
        raise ValueError("it names no commit")
    return commit


def _file(entry: Mapping[str, Any]) -> HubFile:
    large = entry.get("lfs") or {}
    return HubFile(
        str(entry["rfilename"]),
        int(large.get("size") or entry.get("size") or 0),
        str(large.get("sha256", "")),
        str(entry.get("blobId") or ""),
    )
