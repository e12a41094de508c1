"""The frame of the command line: its subcommands, and the one place where errors become words and exit codes.

Data goes to stdout, everything else to stderr. Does not know what the subcommands do.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Annotated, Any, Final

import click
import typer
import typer.core
from typer.core import TyperGroup

import forge_ai
from forge_ai.cli.commands import SUBCOMMANDS, TOGETHER, LazyCommands
from forge_ai.cli.outlets import mend_outlets
from forge_ai.cli.say import complain, end_echo, speak_any_alphabet
from forge_ai.cli.typed import hear_any_alphabet
from forge_ai.errors import ForgeError, OutOfMemory

typer.core.HAS_RICH = False  # where rich is installed, Typer escapes brackets for it even in plain help: \[required]

INTERRUPTED = 130  # the exit code of a program that Ctrl-C has ended: 128 and the number of the signal
_WRONG_NUMBER: Final = re.compile(r"is not a valid (integer|float)(?: range)?\b")  # as Click says it
_PLAINLY: Final = {"integer": "is not a whole number", "float": "is not a number"}


class SubcommandGroup(TyperGroup):
    """The subcommands of `forge-ai`. The name of one has two words: `train together` is a family of commands."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given | {"commands": LazyCommands()})

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """The names of the subcommands; loads none of them."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - Click's
        """Write the list of subcommands into the help; loads none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, subcommand.help) for name, subcommand in SUBCOMMANDS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read `help COMMAND` as `COMMAND --help`, and `version` as `--version`."""
        if args == ["version"]:
            args = ["--version"]
        return super().parse_args(ctx, [*args[1:], "--help"] if args[:1] == ["help"] else args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand. An error in its words is raised with a plain message.

        Typer suggests names near an unknown one, and newer versions of Click do so again: once is enough.
        """
        words = list(ctx.args)
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            plainly = _WRONG_NUMBER.sub(lambda found: _PLAINLY[found[1]], error.message)
            if isinstance(error, click.NoSuchOption) and any(word[:1] == "-" and " " in word for word in words):
                plainly += " Words that begin with a dash go behind a -- of their own."
            error.message = plainly  # type: ignore[misc]  # as Typer does it
            if "Did you mean" in error.message and hasattr(error, "possibilities"):
                error.possibilities = None
            raise
        except KeyboardInterrupt:
            end_echo()
            raise

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The name and the subcommand with which ``args`` begin, and the words after it."""
        if args[:2] == TOGETHER.split():
            return TOGETHER, self.get_command(ctx, TOGETHER), args[2:]
        if args[:1] == ["serve"]:
            from forge_ai.cli.serve import with_wyoming_port

            args = with_wyoming_port(args)
        return super().resolve_command(ctx, args)


app = typer.Typer(
    name="forge-ai",
    cls=SubcommandGroup,
    help="Your own AI on all your devices, with or without a network.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


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
    """Run the command line, and end the process with its exit code."""
    hear_any_alphabet()  # first: a closed stdin takes its own number again, before another file has it
    mend_outlets()
    speak_any_alphabet()
    sys.exit(guarded(lambda: app(prog_name=app.info.name)) or guarded(sys.stdout.flush))


def guarded(program: Callable[[], object]) -> int:
    """Run ``program`` and return its exit code. A failure is told on stderr: one line of what is wrong, and a hint."""
    try:
        program()
    except SystemExit as leaving:  # Typer has said what was wrong with the words of the command
        return leaving.code if isinstance(leaving.code, int) else 0
    except ForgeError as error:
        complain(error)
        return error.exit_code
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the program that read our output has ended
        return 1
    except Exception as error:  # noqa: BLE001 - the last border before the person
        return _unforeseen(error)
    return 0


def _unforeseen(error: Exception) -> int:
    import traceback

    from forge_ai.training.learning.shortage import is_shortage

    if is_shortage(error):
        complain(OutOfMemory("There was not enough memory for this."))
        return OutOfMemory.exit_code
    traceback.print_exception(error, file=sys.stderr)
    print(f"error: this should not have happened: {error!r}", file=sys.stderr)
    print("hint: run `forge-ai doctor`, and report the lines above.", file=sys.stderr)
    return 1
