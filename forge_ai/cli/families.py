"""A family of commands: it lists by itself, and knows what people call its commands elsewhere.

Does not know the commands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import typer
from typer.core import TyperGroup

from forge_ai.cli.options import AsJson

_GONE: Final = ("remove", "forget", "unpair")
# What people type who know another program, and the commands that they may mean; a family has at most one of them.
OTHER_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "ls": ("list",),
    **dict.fromkeys(("rm", "delete", "del", "remove", "uninstall"), _GONE),
    **dict.fromkeys(("create", "make"), ("new", "add")),
    **dict.fromkeys(("remember", "tell", "keep", "store"), ("add",)),
    **dict.fromkeys(("find", "recall", "ask"), ("search",)),
    **dict.fromkeys(("info", "inspect"), ("show", "stats")),
    **dict.fromkeys(("download", "fetch", "get"), ("pull",)),
    **dict.fromkeys(("change", "set"), ("edit",)),
    "add": ("new", "import"),
    "load": ("import",),
    "mv": ("rename",),
    "cp": ("copy",),
}


class KnowsOtherWords(TyperGroup):
    """Tells a person who types another word for a command what it is called here."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command with which ``args`` begin. Raises Click's own error for one that there is not."""
        word = args[0]
        meant = next((one for one in OTHER_WORDS.get(word, ()) if one in self.commands), None)
        if meant and word not in self.commands:
            ctx.fail(f"No such command {word!r}. Did you mean {meant!r}?")
        return super().resolve_command(ctx, args)


def lists_by_itself(family: typer.Typer, listing: Callable[[bool], None]) -> None:
    """Make a function the command `list` of a family, and what the family does when no command is named."""
    family.command("list")(listing)

    @family.callback(invoke_without_command=True)
    def default(context: typer.Context, as_json: AsJson = False) -> None:
        if context.invoked_subcommand is None:
            listing(as_json)
