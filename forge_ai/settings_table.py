"""One table of settings: name, variable, default, what it may be, and help.

Pure. Does not know who reads it: the settings are built from it (`settings`), and a page and `forge-ai doctor` show it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from forge_ai.settings_values import one_of, read_folder, read_hosts, read_key, read_seconds, read_switch, whole_number


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: how a setting is called, read and explained."""

    field: str
    variable: str
    default: str
    read: Callable[[str], Any]
    help: str
    secret: bool = False


TABLE: Final[tuple[Row, ...]] = (
    Row(
        "home", "FORGE_AI_HOME", "", read_folder, "Folder for models, memories and keys (default: the platform's own)."
    ),
    Row("name", "FORGE_AI_NAME", "", str, "Name of this node (default: the computer's name)."),
    Row(
        "host",
        "FORGE_AI_HOST",
        "0.0.0.0",  # noqa: S104 - every network; strangers meet the guard
        str,
        "Address on which a node listens; 127.0.0.1 keeps it to this computer.",
    ),
    Row("port", "FORGE_AI_PORT", "5000", whole_number(0, 65_535), "Port of a node; 0 takes any free one."),
    Row("model", "FORGE_AI_MODEL", "starter", str, "Model that answers when none is named."),
    Row(
        "context",
        "FORGE_AI_CONTEXT",
        "0",
        whole_number(0, 10_000_000),
        "Tokens of context; 0 takes what the model was made for.",
    ),
    Row(
        "slots",
        "FORGE_AI_SLOTS",
        "9",
        whole_number(1, 256),
        "Answers that are written side by side; no device alone has all of them.",
    ),
    Row(
        "threads",
        "FORGE_AI_THREADS",
        "0",
        whole_number(0, 1024),
        "Threads that compute, as many as there are processors at most; 0 leaves one core free.",
    ),
    Row(
        "gpu_layers", "FORGE_AI_GPU_LAYERS", "-1", whole_number(-1, 10_000), "Layers on the GPU; -1 takes all that fit."
    ),
    Row(
        "upstream",
        "FORGE_AI_UPSTREAM",
        "",
        str,
        "URL of an OpenAI-compatible server that computes instead of this device.",
    ),
    Row("upstream_key", "FORGE_AI_UPSTREAM_KEY", "", read_key, "API key for that server.", secret=True),
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
        one_of("live", "asked"),
        "Memories of connected devices: live keeps them equal all the time, asked waits for `forge-ai memory sync`.",
    ),
    Row(
        "remember",
        "FORGE_AI_REMEMBER",
        "told",
        one_of("asked", "told", "found"),
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
    Row("never_away", "FORGE_AI_NEVER_AWAY", "0", read_switch, "1: what you ask is never sent to another device."),
    Row(
        "look_seconds",
        "FORGE_AI_LOOK_SECONDS",
        "0.4",
        read_seconds,
        "Time that other devices have to show that they are on, before a question is asked.",
    ),
    Row(
        "header_seconds",
        "FORGE_AI_HEADER_SECONDS",
        "3",
        read_seconds,
        "Silence after a question at which a node counts as frozen; a node accepts at once, however long it computes.",
    ),
    Row(
        "return_seconds",
        "FORGE_AI_RETURN_SECONDS",
        "5",
        read_seconds,
        "Time that a lost connection has to come back before the next brain goes on with the answer.",
    ),
    Row(
        "stall_seconds",
        "FORGE_AI_STALL_SECONDS",
        "60",
        read_seconds,
        "Silence in the middle of an answer that counts as an end.",
    ),
    Row(
        "health_seconds",
        "FORGE_AI_HEALTH_SECONDS",
        "30",
        read_seconds,
        "Age at which /health asks the engine for a token again.",
    ),
    Row(
        "open",
        "FORGE_AI_OPEN",
        "0",
        read_switch,
        "1 on a trusted network: anybody may ask this node; unknown nodes are asked.",
    ),
    Row(
        "hosts",
        "FORGE_AI_HOSTS",
        "",
        read_hosts,
        "Further host names by which this node is reached, with commas between.",
    ),
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
