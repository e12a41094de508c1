"""`forge-ai eval`: what a model can and cannot do, a score for each skill, on questions that it never saw.

Does not know how questions are written or marked.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forge_ai.cli import completion
from forge_ai.cli.options import AsJson
from forge_ai.cli.pipes import check_writable, is_pipe, written
from forge_ai.cli.say import harmless, note, print_json
from forge_ai.cli.tables import table
from forge_ai.engines.engine import GenerationOptions
from forge_ai.errors import PromptTooLong

if TYPE_CHECKING:
    from forge_ai.assistant.brain import Brain
    from forge_ai.protocol.values.chat import Message
    from forge_ai.training.exam import ExamReport, Outcome, Question

EXACT = GenerationOptions(max_tokens=120, temperature=0.0)
LIVELY = GenerationOptions(max_tokens=120, temperature=0.7, seed=1)  # for conversations between two models


def evaluate(
    model: Annotated[
        str | None,
        typer.Argument(help="The model (default: the one that answers).", autocompletion=completion.speakers),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", help="Examine the node at this address.")] = None,
    questions: Annotated[
        int, typer.Option("--questions", "-q", min=1, max=10_000, help="Questions for each skill.")
    ] = 50,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Another seed asks other questions.")] = 1,
    wrong: Annotated[bool, typer.Option("--wrong", help="Print the wrong answers.")] = False,
    as_json: AsJson = False,
    write: Annotated[
        Path | None, typer.Option("--write", help="Also write every answer to this JSON file; - is stdout.")
    ] = None,
) -> None:
    """Score the skills of a model on held-out questions."""
    from forge_ai.cli.asking.brains import check_choice, open_brain
    from forge_ai.settings import settings_of_this_process

    check_choice(on, here=False)
    if write:
        check_writable(write)
    with open_brain(settings_of_this_process(), on, model) as brain:
        report = examine(brain, questions, seed)
        name = f"{brain.model} on {brain.name}"
    if write and is_pipe(write):
        note(f"{name}: the answers follow, in place of the scores.")
    elif as_json:
        print_json({"model": name, "scores": scores_of(report)})
    else:
        _show(name, report, wrong=wrong)
    if write:
        answers = json.dumps([_outcome(outcome) for outcome in report.outcomes], indent=1)
        with written(write, mode=0o644) as file:
            file.write(answers.encode())


def _show(name: str, report: ExamReport, *, wrong: bool) -> None:
    note(f"{name}, {len(report.outcomes)} questions:")
    table(["skill", "right", "asked", "score"], [[row[0], str(row[1]), str(row[2]), row[3]] for row in report.rows()])
    if wrong:
        for outcome in report.wrong:
            _print_wrong(outcome)


def examine(brain: Brain, questions: int, seed: int) -> ExamReport:
    """Let the brain answer so many questions for each skill; the same ones for the same seed."""
    from forge_ai.training.exam import sit, write_exam

    return sit(
        _watched(write_exam(seed, questions), brain.model),
        lambda messages: _answer(brain, messages, EXACT),
        talk=lambda messages: _answer(brain, messages, LIVELY),
    )


def _answer(brain: Brain, messages: tuple[Message, ...], options: GenerationOptions) -> str:
    """What the brain answers; "" to a question that does not fit into its context."""
    try:
        return "".join(piece.text for piece in brain.stream(messages, options))
    except PromptTooLong:
        return ""


def _watched(exam: Iterable[Question], name: str) -> Iterator[Question]:
    """The questions one by one, with a progress bar on stderr."""
    if not sys.stderr.isatty():
        yield from exam
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(list(exam), f"Examining {name}", console=Console(stderr=True), transient=True)


def scores_of(report: ExamReport) -> dict[str, Any]:
    """A report as JSON: for each skill, how many answers were right of how many asked."""
    return {
        score.skill: {"right": score.right, "asked": score.asked, "share": round(score.share, 4)}
        for score in report.scores
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    messages = [message.to_json() for message in outcome.question.messages]
    return {
        "skill": outcome.question.skill,
        "messages": messages,
        "answer": outcome.answer,
        "right": outcome.right,
    }


def _print_wrong(outcome: Outcome) -> None:
    print(f"\n[{outcome.question.skill}]")
    for message in outcome.question.messages:
        print(f"  {message.role}: {harmless(message.content)}")
    print(f"  -> {harmless(outcome.answer)}")
