"""`forge-ai ask`: one question, one answer, from an argument or a pipe.

Does not know which brain answers.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forge_ai.cli.asking.options import Here, NoFailover, On, Speaker, System, Temperature
from forge_ai.cli.say import Prose, note, one_line, print_json, tell_beside, warn
from forge_ai.cli.typed import text_of
from forge_ai.cli.waiting import SOON, THINKING, sign_of_life
from forge_ai.errors import BadInput, EmptyPrompt, ForgeError
from forge_ai.limits import MIB, REQUEST_BODY_BYTES
from forge_ai.protocol.values.file_text import text_in

if TYPE_CHECKING:
    from forge_ai.assistant.timing import Timed


def ask(
    question: Annotated[
        list[str] | None, typer.Argument(help="The question; without one, or at a `-`, a pipe is read.")
    ] = None,
    on: On = None,
    here: Here = False,
    no_failover: NoFailover = False,
    model: Speaker = None,
    system: System = None,
    max_tokens: Annotated[
        int | None, typer.Option("--max-tokens", min=1, help="Longest answer, in tokens (default: any length).")
    ] = None,
    temperature: Temperature = None,
    seed: Annotated[int | None, typer.Option("--seed", min=0, help="Makes chance repeatable.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    stats: Annotated[bool, typer.Option("--stats", help="Say who answered and how fast.")] = False,
) -> None:
    """Ask one question and print the answer as it is written."""
    from forge_ai.assistant.timing import Timed
    from forge_ai.cli.asking.brains import check_choice, open_brain
    from forge_ai.clock import SystemClock
    from forge_ai.engines.engine import GenerationOptions
    from forge_ai.protocol.values.chat import Message
    from forge_ai.settings import settings_of_this_process

    prompt = _read_question(question or [])
    messages = [Message("system", text_of(system))] if system else []
    messages.append(Message("user", prompt))
    options = GenerationOptions(max_tokens=max_tokens, temperature=temperature, seed=seed, calm=True)
    check_choice(on, here)
    wishes = {"here": here, "failover": not no_failover}
    with open_brain(settings_of_this_process(), on, model, tell=tell_beside, **wishes) as brain:
        with sign_of_life(THINKING, SOON) as end_sign:
            used = brain.recalled(prompt) if (as_json or stats) and not system else []
            answer = Timed(brain.stream(messages, options), SystemClock())
            text = "".join(answer) if as_json else _printed(answer, end_sign)
        parts = [part.to_json() for part in brain.spoken]
        who = {"node": brain.name, "model": brain.model, "spoken": parts, "memories": used}
        unkept = brain.unkept
        report = {"answer": text, **who, **answer.report()}
    _finish(report, as_json=as_json, stats=stats)
    if unkept:
        warn(f"what you told was not remembered: {one_line(unkept)}")


def _read_question(words: list[str]) -> str:
    """The question: the words and, where one of them is `-` or there are none, what comes through the pipe.

    With words and no `-` the pipe is not read, for one that nobody closes would hang the command.
    """
    if not words and sys.stdin.isatty():
        raise EmptyPrompt("There is no question.")
    parts = [text_of(" ".join(word for word in words if word != "-"))]
    if not words or "-" in words:
        parts.append(_read_pipe())
    question = "\n\n".join(part for part in parts if part.strip())
    if not question:
        raise EmptyPrompt("There is no question.")
    return question


def _read_pipe() -> str:
    data = sys.stdin.buffer.read(REQUEST_BODY_BYTES + 1)
    if len(data) > REQUEST_BODY_BYTES:
        raise BadInput(f"The question is longer than {REQUEST_BODY_BYTES // MIB} MiB.", hint="Ask about less text.")
    try:
        return text_in(data).strip()
    except UnicodeDecodeError as error:
        hint = "Pipe in UTF-8 text, such as: iconv -f WINDOWS-1252 -t UTF-8 notes.txt | forge-ai ask"
        raise BadInput("What came through the pipe is not UTF-8 text.", hint=hint) from error


def _printed(answer: Timed, begun: Callable[[], None]) -> str:
    """Print an answer as it comes, and return it whole; ``begun`` is called at each part of it.

    An error in the middle is raised after a line's end, so that its message has a line of its own.
    """
    parts: list[str] = []
    prose = Prose()
    try:
        for part in answer:
            begun()
            parts.append(part)
            prose.write(part)
    except ForgeError:
        if parts:
            print(flush=True)
        raise
    return "".join(parts)


def _finish(report: dict[str, Any], *, as_json: bool, stats: bool) -> None:
    """Print what is to be said of an answer that was printed already, or all of it as JSON."""
    from forge_ai.cli.asking.brains import EMPTY_ANSWER

    if as_json:
        print_json(report)
        return
    print(flush=True)
    if not report["answer"].strip():
        warn(EMPTY_ANSWER)
    who = " -> ".join(f"{part['node']} ({part['model']})" for part in report["spoken"])
    if not stats:
        note(f"- {one_line(who)}")
        return
    note(
        f"{one_line(who)}: {report['tokens']} tokens, {report['tokens_per_second']} tokens/s, "
        f"first after {report['milliseconds_to_first_token']} ms"
    )
    for line in report["memories"]:
        note(f"  (memory: {one_line(line)})")
