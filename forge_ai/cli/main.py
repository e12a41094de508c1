"""The command line's frame: subcommands, and the one place where errors become words and exit codes.

Does not know what the subcommands do. Data goes to stdout, everything else to stderr.
"""

from __future__ import annotations

import sys
from typing import Annotated

import click
import typer
import typer.core
from typer.core import TyperGroup

import forge_ai
from forge_ai.cli import doctor, memory, serve
from forge_ai.cli.asking import ask, chat
from forge_ai.cli.conversing import converse
from forge_ai.cli.devices import devices, nodes, pair
from forge_ai.cli.models import evaluate, models, personas
from forge_ai.cli.say import complain, speak_any_alphabet
from forge_ai.cli.speaking import talk, voice
from forge_ai.cli.training import train, train_together
from forge_ai.cli.typed import hear_any_alphabet
from forge_ai.errors import ForgeError, OutOfMemory

typer.core.HAS_RICH = False  # where rich is installed, Typer escapes brackets for it even in plain help: \[required]

INTERRUPTED = 130
TOGETHER = "train together"


class Words(TyperGroup):
    """The subcommands, one of which has a name of two words: `train together` is a family of its own."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the words begin with."""
        if args[:2] == TOGETHER.split():
            return TOGETHER, self.get_command(ctx, TOGETHER), args[2:]
        return super().resolve_command(ctx, serve.with_wyoming_port(args) if args[:1] == ["serve"] else args)


app = typer.Typer(
    name="forge-ai",
    cls=Words,
    help="Your own AI on all your devices, with or without a network.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("serve")(serve.serve)
app.command("ask")(ask.ask)
app.command("chat")(chat.chat)
app.command("talk")(talk.talk)
app.add_typer(voice.app, name="voice")
app.command("nodes")(nodes.nodes)
app.add_typer(models.app, name="models")
app.add_typer(personas.app, name="personas")
app.add_typer(converse.app, name="converse")
app.command("pair")(pair.pair)
app.add_typer(devices.app, name="devices")
app.command("unpair")(devices.unpair)
app.add_typer(memory.app, name="memory")
app.command("train")(train.train)
app.add_typer(train_together.app, name=TOGETHER)
app.command("eval")(evaluate.evaluate)
app.command("doctor")(doctor.doctor)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"forge-ai {forge_ai.__version__}")
        raise typer.Exit


@app.callback()
def frame(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Your own AI on all your devices, with or without a network."""


def run() -> None:
    """Run the command line and end the process with the right exit code."""
    hear_any_alphabet()
    speak_any_alphabet()
    sys.exit(guarded(app))


def guarded(program: typer.Typer) -> int:
    """Run ``program``; every failure is one clear line on stderr and an exit code."""
    try:
        program()
    except SystemExit as leaving:  # Typer has said what was wrong with the words of the command
        return leaving.code if isinstance(leaving.code, int) else 0
    except ForgeError as error:
        complain(error)
        return error.exit_code
    except MemoryError:
        complain(OutOfMemory("There was not enough memory for this."))
        return OutOfMemory.exit_code
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last border before the person
        return _unforeseen(error)
    return 0


def _unforeseen(error: Exception) -> int:
    import traceback

    traceback.print_exception(error, file=sys.stderr)
    print(f"error: this should not have happened: {error!r}", file=sys.stderr)
    print("hint: run `forge-ai doctor`, and report the lines above.", file=sys.stderr)
    return 1
