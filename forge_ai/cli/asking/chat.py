"""`forge-ai chat`: a conversation in the terminal, until the person leaves.

Does not know which brain answers, nor what is done about a line (`session`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from forge_ai.cli.asking.options import Here, NoFailover, On, Private, Speaker, System, Temperature
from forge_ai.cli.asking.session import Session
from forge_ai.cli.say import complain, end_echo, note, tell_beside
from forge_ai.cli.typed import text_of
from forge_ai.errors import BadInput

if TYPE_CHECKING:
    from forge_ai.cli.asking.chat_memory import ChatMemory
    from forge_ai.comms.brains.best_brain import BestBrain
    from forge_ai.engines.engine import GenerationOptions


def chat(
    on: On = None,
    here: Here = False,
    no_failover: NoFailover = False,
    model: Speaker = None,
    system: System = None,
    temperature: Temperature = None,
    go_on: Annotated[
        str | None, typer.Option("--continue", "-c", help="Go on with a conversation, by its id or `last`.")
    ] = None,
    private: Private = False,
) -> None:
    """Talk with a model. Answers stream; /help lists the slash commands."""
    from forge_ai.cli.asking.brains import check_choice, open_brain
    from forge_ai.cli.asking.chat_memory import ChatMemory
    from forge_ai.engines.engine import GenerationOptions
    from forge_ai.settings import settings_of_this_process

    check_choice(on, here)
    settings = settings_of_this_process()
    with (
        open_brain(
            settings, on, model, here=here, failover=not no_failover, remembers=not private, tell=tell_beside
        ) as brain,
        line_history(settings.folders.history, keeps=not private),
        ChatMemory(settings, keeps=not private) as memory,
    ):
        memory.go_on(go_on or "")
        talk(brain, GenerationOptions(temperature=temperature, calm=True), memory, text_of(system or ""))
        memory.look_back(brain)


def talk(brain: BestBrain, options: GenerationOptions, memory: ChatMemory, system: str = "") -> None:
    """Read lines from the person and answer each, until they leave."""
    session = Session(brain, options, memory, system)
    session.messages.extend(memory.said())
    note(f"Chatting with {brain.name} ({brain.model}).")
    note("/help lists the commands, Ctrl-C stops an answer, Ctrl-D leaves.")
    while not session.over:
        try:
            typed = text_of(input("you> " if sys.stdin.isatty() else "")).strip()
        except EOFError:
            end_echo()
            break
        except BadInput as error:
            complain(error)
            continue
        except KeyboardInterrupt:
            note("\n(Ctrl-D or /quit leaves.)")
            continue
        if typed:
            session.take(typed)
    note("Goodbye.")


@contextmanager
def line_history(file: Path, *, keeps: bool = True) -> Iterator[None]:
    """While the block lasts, arrow keys bring back earlier lines, also of earlier chats, which ``file`` keeps.

    Without ``keeps`` the lines of this chat do not go into it. And what is pasted is one message, however many lines it
    has. Only where a person types at a terminal.
    """
    if not sys.stdin.isatty():
        yield
        return
    import readline

    readline.parse_and_bind("set enable-bracketed-paste on")  # which Python switches off
    with suppress(OSError):  # the first chat has no history
        readline.read_history_file(file)
    try:
        yield
    finally:
        if keeps:
            _write_history(file)


def _write_history(file: Path) -> None:
    import readline

    readline.set_history_length(1000)
    with suppress(OSError):  # a disk that takes nothing
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        readline.write_history_file(file)
        file.chmod(0o600)
