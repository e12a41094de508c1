"""The settings of this process, built from options, variables and defaults. The only reader of the environment.

Does not know who uses a setting, nor what each may be (`settings_table`). Options on the command line win over
variables, variables over defaults.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from forge_ai.errors import BadSettings
from forge_ai.hub_settings import HubSettings, read_hub_settings
from forge_ai.paths import Home, platform_home
from forge_ai.settings_table import TABLE, Row
from forge_ai.settings_values import expanded


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its value. The table :data:`TABLE` says what each one means."""

    home: Path
    name: str
    host: str
    port: int
    model: str
    context: int
    slots: int
    threads: int
    gpu_layers: int
    upstream: str
    upstream_key: str = field(repr=False)
    embedding_model: str
    sync: str
    remember: str
    brains: str
    never_away: bool
    look_seconds: float
    header_seconds: float
    return_seconds: float
    stall_seconds: float
    health_seconds: float
    open: bool
    hosts: str
    code: str = field(repr=False)
    join_key: str = field(repr=False)
    join_key_file: str
    interfaces: str
    listener: str
    speaker: str
    voice: str
    microphone: str
    loudspeaker: str

    @property
    def folders(self) -> Home:
        """Where this device keeps its files."""
        return Home(self.home)


def read_settings(environment: Mapping[str, str], **options: object) -> Settings:
    """Build the settings from variables and options; an option that is None counts as not given.

    Raises :class:`BadSettings`, naming the variable, when a value is impossible.
    """
    values = {row.field: _value(row, environment) for row in TABLE}
    values.update({name: value for name, value in options.items() if value is not None})
    values["home"] = values["home"] or platform_home()
    return Settings(**values)


def _value(row: Row, environment: Mapping[str, str]) -> Any:
    text = environment.get(row.variable, "").strip() or row.default
    if not text:
        return None if row.field == "home" else ""
    try:
        return row.read(text)
    except ValueError as error:
        raise BadSettings(
            f"{row.variable}={'(secret)' if row.secret else repr(text[:60])} is not possible: {error}."
        ) from error


def settings_of_this_process(**options: object) -> Settings:
    """The settings from this process's environment."""
    return read_settings(os.environ, **options)


def unknown_variables_of_this_process() -> list[str]:
    """The variables that look like settings and are none: somebody has misspelled them, and they change nothing."""
    known = {row.variable for row in TABLE}
    return sorted(name for name in os.environ if name.startswith("FORGE_AI_") and name not in known)


def hub_settings_of_this_process() -> HubSettings:
    """The settings of the hub, from this process's environment."""
    return read_hub_settings(os.environ)


def runtime_folder_of_this_process() -> str:
    """Where the sound servers of this person's session listen; "" where there is no such folder."""
    return os.environ.get("XDG_RUNTIME_DIR", "")


def terminal_obeys() -> bool:
    """Whether the terminal of this process understands more than letters, such as moving to the left."""
    return os.environ.get("TERM", "dumb") not in ("dumb", "")


def ollama_models_of_this_process() -> Path:
    """Where Ollama keeps its models: for this person, or for the service that its installer sets up."""
    own = expanded(os.environ.get("OLLAMA_MODELS") or "~/.ollama/models")
    service = Path("/usr/share/ollama")  # whose folder may be closed to who asks
    return service / ".ollama" / "models" if not own.is_dir() and service.is_dir() else own


assert [row.field for row in TABLE] == [field.name for field in fields(Settings)], "TABLE and Settings must agree"
