"""The settings of Hugging Face's own programs, which count here too: where the hub is, who asks, where its cache lies.

Does not know which environment it reads. Source: the variables that `huggingface_hub` documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from forge_ai.errors import BadSettings
from forge_ai.settings_values import expanded, read_key, read_seconds

_YES: Final = ("1", "ON", "YES", "TRUE")


@dataclass(frozen=True, slots=True)
class HubSettings:
    """How a person has set up Hugging Face's own programs: the same variables count here."""

    endpoint: str
    token: str = field(repr=False)
    cache: Path
    offline: bool
    timeout_seconds: float


def read_hub_settings(environment: Mapping[str, str]) -> HubSettings:
    """Build them as `huggingface_hub` documents its variables. Raises :class:`BadSettings`."""
    caches = Path(environment.get("XDG_CACHE_HOME") or "~/.cache")
    home = expanded(environment.get("HF_HOME") or caches / "huggingface")
    timeout = environment.get("HF_HUB_DOWNLOAD_TIMEOUT") or "10"
    try:
        seconds = read_seconds(timeout)
    except ValueError as error:
        raise BadSettings(f"HF_HUB_DOWNLOAD_TIMEOUT={timeout!r} is not possible: {error}.") from error
    return HubSettings(
        endpoint=(environment.get("HF_ENDPOINT") or "https://huggingface.co").rstrip("/"),
        token=_hub_token(environment, home),
        cache=expanded(environment.get("HF_HUB_CACHE") or home / "hub"),
        offline=(environment.get("HF_HUB_OFFLINE") or "").upper() in _YES,
        timeout_seconds=seconds,
    )


def _hub_token(environment: Mapping[str, str], home: Path) -> str:
    if (environment.get("HF_HUB_DISABLE_IMPLICIT_TOKEN") or "").upper() in _YES:
        return ""
    token = environment.get("HF_TOKEN") or _kept(expanded(environment.get("HF_TOKEN_PATH") or home / "token"))
    try:
        return read_key(token.strip())
    except ValueError as error:
        raise BadSettings(f"The token of the hub is not possible: {error}.", hint="Check HF_TOKEN.") from error


def _kept(path: Path) -> str:
    """What a file says; nothing where there is none, or where it is somebody else's, as after a `sudo`."""
    with suppress(OSError):
        return path.read_text("ascii", "replace")
    return ""
