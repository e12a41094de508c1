"""The subcommands by their names, each of which is loaded when somebody asks for it.

Does not know what they do. A command loads its own modules and no other's: on a small device that is half of its start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Final

import click
import typer
import typer.main

TOGETHER: Final = "train together"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command is found, and the line that the help says of it without loading it."""

    found: str
    line: str


PLACES: Final = {
    "serve": Place("serve:serve", "Start a node on this device."),
    "ask": Place("asking.ask:ask", "Ask one question and print the answer as it is written."),
    "chat": Place("asking.chat:chat", "Talk with a model."),
    "talk": Place("speaking.talk:talk", "Talk with your AI: it listens, answers, and speaks."),
    "nodes": Place("devices.nodes:nodes", "Find the nodes on this network."),
    "pair": Place("devices.pair:pair", "Let a device in here, or get this device in elsewhere."),
    "unpair": Place("devices.devices:unpair", "Let a device go: its key is void within a second."),
    "train": Place("training.train:train", "Train a model from text and chat files."),
    "eval": Place("models.evaluate:evaluate", "Score a model's skills on held-out questions."),
    "doctor": Place("doctor:doctor", "Check this device, and say what to do."),
    "voice": Place("speaking.voice:app", "What listens and speaks on this device."),
    "models": Place("models.models:app", "The models on this device, and their ways in and out."),
    "personas": Place("models.personas:app", "Personalities: who a model is under another name."),
    "converse": Place("conversing.converse:app", "Let AIs converse, here and on other devices."),
    "devices": Place("devices.devices:app", "The devices that were let in: list, rename, rights."),
    "memory": Place("memory:app", "What the AI remembers, on this device and on the others."),
    TOGETHER: Place("training.train_together:app", "Several PCs, each with its own text, one model."),
}


class Commands(Mapping[str, click.Command]):
    """Click's table of commands, in the order of the help."""

    def __init__(self, places: Mapping[str, Place] = PLACES) -> None:
        self._places = places
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._loaded:
            self._loaded[name] = _load(name, self._places[name].found)
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _load(name: str, place: str) -> click.Command:
    found = resolve_name(f"forge_ai.cli.{place}")
    family = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    if isinstance(found, typer.Typer):
        family.add_typer(found, name=name)
    else:
        family.command(name)(found)
    return typer.main.get_group(family).commands[name]
