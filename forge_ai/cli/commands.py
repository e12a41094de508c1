"""The subcommands by their names, each of which is loaded when somebody asks for it.

Does not know what they do. A command loads its own modules and no other's: on a small device that is half of its start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pkgutil import resolve_name
from typing import Final

import click
import typer
import typer.main

TOGETHER: Final = "train together"
PLACES: Final = {
    "serve": "serve:serve",
    "ask": "asking.ask:ask",
    "chat": "asking.chat:chat",
    "talk": "speaking.talk:talk",
    "nodes": "devices.nodes:nodes",
    "pair": "devices.pair:pair",
    "unpair": "devices.devices:unpair",
    "train": "training.train:train",
    "eval": "models.evaluate:evaluate",
    "doctor": "doctor:doctor",
    "voice": "speaking.voice:app",
    "models": "models.models:app",
    "personas": "models.personas:app",
    "converse": "conversing.converse:app",
    "devices": "devices.devices:app",
    "memory": "memory:app",
    TOGETHER: "training.train_together:app",
}


class Commands(Mapping[str, click.Command]):
    """Click's table of commands, in the order of the help."""

    def __init__(self, places: Mapping[str, str] = PLACES) -> None:
        self._places = places
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._loaded:
            self._loaded[name] = _load(name, self._places[name])
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
