"""One table of settings: default, variable, help. The only reader of the environment.

Does not know who uses a setting. Options on the command line win over variables, variables over defaults.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final, TypeVar

from forge_ai.errors import BadSettings
from forge_ai.paths import Home, platform_home

Number = TypeVar("Number", int, float)


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


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: how a setting is called, read and explained."""

    field: str
    variable: str
    default: str
    read: Callable[[str], Any]
    help: str
    secret: bool = False


def _count(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = _number(int, text)
        if number is None or not least <= number <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")
        return number

    return read


def _number(kind: Callable[[str], Number], text: str) -> Number | None:
    with suppress(ValueError):
        return kind(text)
    return None


def _seconds(text: str) -> float:
    number = _number(float, text)
    if number is None or not 0 < number <= 86_400:
        raise ValueError("must be a number of seconds, above 0 and at most 86400")
    return number


def _switch(text: str) -> bool:
    if text.lower() not in _SWITCHES:
        raise ValueError("must be 1 or 0")
    return _SWITCHES[text.lower()]


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"must be one of {', '.join(words)}")
        return text

    return read


def _key(text: str) -> str:
    """A key that travels in a header, where a line break would begin another one."""
    if not (text.isascii() and text.isprintable()):
        raise ValueError("a key has letters, digits and marks only; was it copied whole?")
    return text


def _folder(text: str) -> Path:
    folder = _expanded(text)
    if str(folder).startswith("~"):
        raise ValueError("there is nobody of that name here")
    return folder.absolute()


def _expanded(path: str | Path) -> Path:
    """The path with a person's own folder for ``~``; as it is where no folder belongs to who runs this (containers)."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 - the method of the same name fails there


_SWITCHES: Final = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}
_YES: Final = ("1", "ON", "YES", "TRUE")

TABLE: Final[tuple[Row, ...]] = (
    Row("home", "FORGE_AI_HOME", "", _folder, "Folder for models, memories and keys (default: the platform's own)."),
    Row("name", "FORGE_AI_NAME", "", str, "Name of this node (default: the computer's name)."),
    Row(
        "host",
        "FORGE_AI_HOST",
        "0.0.0.0",  # noqa: S104 - every network; strangers meet the guard
        str,
        "Address on which a node listens; 127.0.0.1 keeps it to this computer.",
    ),
    Row("port", "FORGE_AI_PORT", "5000", _count(0, 65_535), "Port of a node; 0 takes any free one."),
    Row("model", "FORGE_AI_MODEL", "starter", str, "Model that answers when none is named."),
    Row(
        "context",
        "FORGE_AI_CONTEXT",
        "0",
        _count(0, 10_000_000),
        "Tokens of context; 0 takes what the model was made for.",
    ),
    Row(
        "slots",
        "FORGE_AI_SLOTS",
        "9",
        _count(1, 256),
        "Answers that are written side by side; no device alone has all of them.",
    ),
    Row("threads", "FORGE_AI_THREADS", "0", _count(0, 1024), "Threads that compute; 0 leaves one core free."),
    Row("gpu_layers", "FORGE_AI_GPU_LAYERS", "-1", _count(-1, 10_000), "Layers on the GPU; -1 takes all that fit."),
    Row(
        "upstream",
        "FORGE_AI_UPSTREAM",
        "",
        str,
        "URL of an OpenAI-compatible server that computes instead of this device.",
    ),
    Row("upstream_key", "FORGE_AI_UPSTREAM_KEY", "", _key, "API key for that server.", secret=True),
    Row(
        "embedding_model",
        "FORGE_AI_EMBEDDING_MODEL",
        "",
        str,
        "Model whose embeddings help to find memories by meaning (default: by words alone).",
    ),
    Row(
        "sync",
        "FORGE_AI_SYNC",
        "live",
        _one_of("live", "asked"),
        "Memories of connected devices: live keeps them equal all the time, asked waits for `forge-ai memory sync`.",
    ),
    Row(
        "remember",
        "FORGE_AI_REMEMBER",
        "told",
        _one_of("asked", "told", "found"),
        'What is kept of your words: asked ("Remember that ..."), told (also "My dog is called Rex."), found '
        "(also what the model finds in a chat when it has ended).",
    ),
    Row(
        "brains",
        "FORGE_AI_BRAINS",
        "",
        str,
        "Brains to be asked first, by name, with commas between them; `here` is this device (default: the strongest).",
    ),
    Row("never_away", "FORGE_AI_NEVER_AWAY", "0", _switch, "1: what you ask is never sent to another device."),
    Row(
        "look_seconds",
        "FORGE_AI_LOOK_SECONDS",
        "0.4",
        _seconds,
        "Time that other devices have to show that they are on, before a question is asked.",
    ),
    Row(
        "header_seconds",
        "FORGE_AI_HEADER_SECONDS",
        "3",
        _seconds,
        "Silence after a question at which a node counts as frozen; a node accepts at once, however long it computes.",
    ),
    Row(
        "return_seconds",
        "FORGE_AI_RETURN_SECONDS",
        "5",
        _seconds,
        "Time that a lost connection has to come back before the next brain goes on with the answer.",
    ),
    Row(
        "stall_seconds",
        "FORGE_AI_STALL_SECONDS",
        "60",
        _seconds,
        "Silence in the middle of an answer that counts as an end.",
    ),
    Row(
        "health_seconds",
        "FORGE_AI_HEALTH_SECONDS",
        "30",
        _seconds,
        "Age at which /health asks the engine for a token again.",
    ),
    Row(
        "open",
        "FORGE_AI_OPEN",
        "0",
        _switch,
        "1 on a trusted network: anybody may ask this node; unknown nodes are asked.",
    ),
    Row("hosts", "FORGE_AI_HOSTS", "", str, "Further host names by which this node is reached, with commas between."),
    Row("code", "FORGE_AI_CODE", "", str, "One-time code of the node that is connected to.", secret=True),
    Row(
        "join_key", "FORGE_AI_JOIN_KEY", "", str, "Join key of a fleet: devices that have it need no code.", secret=True
    ),
    Row("join_key_file", "FORGE_AI_JOIN_KEY_FILE", "", str, "File with the join key."),
    Row(
        "interfaces",
        "FORGE_AI_INTERFACES",
        "",
        str,
        "Network interfaces for the discovery, with commas between them (default: all).",
    ),
    Row(
        "listener",
        "FORGE_AI_LISTENER",
        "auto",
        str,
        "What recognises speech: auto, pocketsphinx, sherpa, or a service such as wyoming://192.168.1.20:10300.",
    ),
    Row(
        "speaker",
        "FORGE_AI_SPEAKER",
        "auto",
        str,
        "What speaks: auto, espeak-ng, sherpa, or a service such as wyoming://192.168.1.20:10200.",
    ),
    Row("voice", "FORGE_AI_VOICE", "", str, "Voice of the speaker, such as en-us or de (default: its own)."),
    Row("microphone", "FORGE_AI_MICROPHONE", "", str, "Microphone, as `arecord -L` names it (default: the system's)."),
    Row("loudspeaker", "FORGE_AI_LOUDSPEAKER", "", str, "Loudspeaker, as `aplay -L` names it (default: the system's)."),
)


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
    home = _expanded(environment.get("HF_HOME") or caches / "huggingface")
    timeout = environment.get("HF_HUB_DOWNLOAD_TIMEOUT") or "10"
    try:
        seconds = _seconds(timeout)
    except ValueError as error:
        raise BadSettings(f"HF_HUB_DOWNLOAD_TIMEOUT={timeout!r} is not possible: {error}.") from error
    return HubSettings(
        endpoint=(environment.get("HF_ENDPOINT") or "https://huggingface.co").rstrip("/"),
        token=_hub_token(environment, home),
        cache=_expanded(environment.get("HF_HUB_CACHE") or home / "hub"),
        offline=(environment.get("HF_HUB_OFFLINE") or "").upper() in _YES,
        timeout_seconds=seconds,
    )


def _hub_token(environment: Mapping[str, str], home: Path) -> str:
    if (environment.get("HF_HUB_DISABLE_IMPLICIT_TOKEN") or "").upper() in _YES:
        return ""
    token = environment.get("HF_TOKEN") or _kept(_expanded(environment.get("HF_TOKEN_PATH") or home / "token"))
    try:
        return _key(token.strip())
    except ValueError as error:
        raise BadSettings(f"The token of the hub is not possible: {error}.", hint="Check HF_TOKEN.") from error


def _kept(path: Path) -> str:
    """What a file says; nothing where there is none, or where it is somebody else's, as after a `sudo`."""
    with suppress(OSError):
        return path.read_text("ascii", "replace")
    return ""


def hub_settings_of_this_process() -> HubSettings:
    """The same from this process's environment."""
    return read_hub_settings(os.environ)


def runtime_folder_of_this_process() -> str:
    """Where the sound servers of this person's session listen; "" where there is no such folder."""
    return os.environ.get("XDG_RUNTIME_DIR", "")


def ollama_models_of_this_process() -> Path:
    """Where Ollama keeps its models: for this person, or for the service that its installer sets up."""
    own = _expanded(os.environ.get("OLLAMA_MODELS") or "~/.ollama/models")
    service = Path("/usr/share/ollama")  # whose folder may be closed to who asks
    return service / ".ollama" / "models" if not own.is_dir() and service.is_dir() else own


def settings_of_this_process(**options: object) -> Settings:
    """The settings from this process's environment."""
    return read_settings(os.environ, **options)


assert [row.field for row in TABLE] == [field.name for field in fields(Settings)], "TABLE and Settings must agree"
