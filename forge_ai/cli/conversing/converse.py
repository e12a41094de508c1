"""`forge-ai converse`: AIs talk with one another, here and on other devices, and a person may put in a word.

Does not know the rules of a conversation, nor what its measures mean. The words themselves go to stdout, all else to
stderr.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from forge_ai.cli.options import AsJson
from forge_ai.cli.say import note, print_json
from forge_ai.cli.tables import table
from forge_ai.cli.this_device import opened_services
from forge_ai.cli.typed import text_of
from forge_ai.cli.waiting import reaching
from forge_ai.errors import BadInput

if TYPE_CHECKING:
    from forge_ai.comms.conversations.holding import Wishes
    from forge_ai.protocol.conversations.dialogue import Dialogue, Plan, Turn
    from forge_ai.protocol.conversations.transcript import Transcript
    from forge_ai.services import Services

DEFAULT_TURNS = 10


class _TalksByDefault(TyperGroup):
    """Lets `forge-ai converse alice bob` mean `converse talk alice bob`: whatever is no subcommand is a speaker."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["talk", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_TalksByDefault,
    help="Let AIs converse, here and on other devices.\n\n"
    "For example: forge-ai converse --topic TOPIC alice@my_pc bob@my_pi. "
    "All options of this: forge-ai converse talk --help.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Out = Annotated[
    list[Path] | None, typer.Option("--out", "-o", help="Write it to this .md, .json or .html file; repeat for more.")
]
Source = Annotated[
    str, typer.Argument(help="A .json file of a conversation, the end of its id, or last.", metavar="FILE-or-ID")
]


@app.command("talk")
def talk(
    speakers: Annotated[
        list[str] | None,
        typer.Argument(
            help="Two or more: alice (here), bob@my_pi, carol@192.168.1.5:5000, @my_pi.", metavar="SPEAKERS..."
        ),
    ] = None,
    topic: Annotated[str, typer.Option("--topic", "-t", help="What they talk about.")] = "",
    turns: Annotated[
        int, typer.Option("--turns", "-n", min=1, help="How many turns, all speakers together.")
    ] = DEFAULT_TURNS,
    turn_tokens: Annotated[int, typer.Option("--turn-tokens", min=1, help="Longest turn, in tokens.")] = 160,
    tokens: Annotated[int, typer.Option("--tokens", min=0, help="Most tokens of all turns; 0 is no bound.")] = 0,
    seconds: Annotated[float, typer.Option("--seconds", min=0, help="Longest time; 0 is no bound.")] = 0.0,
    window: Annotated[int, typer.Option("--window", min=300, help="How much of the talk each sees, in bytes.")] = 2400,
    person: Annotated[str, typer.Option("--person", help="Your name, when you put in a word (default: you).")] = "",
    resume: Annotated[
        str | None,
        typer.Option("--resume", help="Go on with a conversation: a .json file, the end of its id, or last."),
    ] = None,
    out: Out = None,
    private: Annotated[bool, typer.Option("--private", help="Do not keep the conversation in memory.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the transcript as JSON at the end, and nothing else.")
    ] = False,
) -> None:
    """Let AIs converse. Ctrl-C ends after the sentence, twice at once; a line that you type is heard by all."""
    from forge_ai.cli.conversing.transcript_files import check_outs, write_outs
    from forge_ai.comms.conversations.holding import Wishes
    from forge_ai.protocol.conversations.dialogue import Dialogue, Plan

    check_outs(out or [])
    with opened_services() as services:
        identity, earlier = _earlier(services, resume)
        names = tuple(speakers or ()) or earlier.speakers
        called, about = text_of(person or earlier.person), text_of(topic or earlier.topic)
        plan = Plan(names, about, turns, turn_tokens, tokens, seconds, window, called)
        dialogue = Dialogue(plan, _known(plan, earlier))
        found = _hold(services, dialogue, Wishes(), identity, keep=not private, quiet=as_json)
    write_outs(out or [], found)
    if as_json:
        print_json(found.to_json())
    if found.ended and found.ended.reason == "failed":
        raise typer.Exit(1)


@app.command("list")
def list_conversations(as_json: AsJson = False) -> None:
    """List the conversations between AIs that this device remembers."""
    from forge_ai.memory.dialogues import Dialogues

    with opened_services() as services:
        found = Dialogues(services.memory.conversations, services.name).listed()
    if as_json:
        print_json([{"id": identity, **transcript.to_json()} for identity, transcript in found])
        return
    rows = [[identity[-8:], str(len(one.turns)), ", ".join(one.speakers), one.topic or "-"] for identity, one in found]
    table(["id", "turns", "speakers", "topic"], rows)
    if not rows:
        note("No conversation between AIs is remembered. Hold one: forge-ai converse alice bob")


@app.command("export")
def export(source: Source, out: Out = None) -> None:
    """Write a conversation as Markdown, JSON or a page for a browser."""
    from forge_ai.cli.conversing.transcript_files import check_outs, write_outs

    if not out:
        raise BadInput("Say where to: --out talk.html", hint="The ending decides: .md, .json or .html.")
    check_outs(out)
    write_outs(out, read_source(source))


@app.command("analyse")
def analyse(
    source: Source,
    plot: Annotated[
        Path | None, typer.Option("--plot", help="Draw the course of it into this .png or .svg file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the measures as JSON.")] = False,
) -> None:
    """Show how speakers interact, as a table and a chart."""
    from forge_ai.assistant.interplay import measure
    from forge_ai.cli.conversing.interplay_view import draw_plot, show_interplay

    transcript = read_source(source)
    found = measure(transcript)
    if as_json:
        print_json(found.to_json())
    else:
        show_interplay(found)
    if plot:
        draw_plot(found, plot)


def read_source(source: str) -> Transcript:
    """The conversation in a .json file or, by its id or `last`, in memory.

    Raises :class:`BadInput` for a file that cannot be read, :class:`UnknownMemory` for an unknown id.
    """
    with opened_services() as services:
        return _read(services, source)[1]


def _read(services: Services, source: str) -> tuple[str, Transcript]:
    """The identity of a conversation, "" for one in a file, and its transcript."""
    from forge_ai.limits import TRANSCRIPT_BYTES
    from forge_ai.memory.dialogues import Dialogues
    from forge_ai.paths import open_file
    from forge_ai.protocol.conversations.transcript import parse_transcript

    path = Path(source).expanduser()
    if path.suffix == ".json" or "/" in source:
        try:
            with open_file(path) as file:
                return "", parse_transcript(file.read(TRANSCRIPT_BYTES + 1))
        except OSError as error:
            raise BadInput(f"{source!a} cannot be read: {error.strerror}.", hint="Check the path.") from error
    return Dialogues(services.memory.conversations, services.name).transcript(source)


def _earlier(services: Services, resume: str | None) -> tuple[str, Transcript]:
    from forge_ai.protocol.conversations.transcript import Transcript

    return _read(services, resume) if resume else ("", Transcript((), "", ()))


def _known(plan: Plan, earlier: Transcript) -> list[Turn]:
    """The turns of an earlier conversation, with the person's name of this one. Raises BadInput for other speakers."""
    from dataclasses import replace

    if {*earlier.speakers} - {*plan.speakers}:
        raise BadInput(
            f"The conversation is one of {', '.join(earlier.speakers)}.", hint="Leave the speakers out to resume it."
        )
    return [replace(turn, speaker=plan.person) if turn.speaker == earlier.person else turn for turn in earlier.turns]


def _hold(
    services: Services, dialogue: Dialogue, wishes: Wishes, identity: str, *, keep: bool, quiet: bool
) -> Transcript:
    """Let the speakers talk until the end; ``quiet`` shows nothing of it, ``keep`` keeps it in memory turn by turn."""
    from forge_ai.cli.conversing.stage import Stage, listening, stop_button
    from forge_ai.comms.conversations.holding import Silent, hold
    from forge_ai.comms.conversations.seats import take_seats
    from forge_ai.comms.conversations.transcripts import Keeper
    from forge_ai.protocol.conversations.transcript import Transcript

    plan = dialogue.plan
    audience = Silent() if quiet else Stage(plan.person)
    with reaching(", ".join(plan.speakers)) as ask_code:
        seats = take_seats(services, plan.speakers, ask_code)
    keeper = Keeper(services, dialogue, audience, identity) if keep else None
    with stop_button(wishes), listening(wishes):
        ending = hold(dialogue, seats, services.clock, keeper or audience, wishes)
    if isinstance(audience, Stage):
        audience.end()
    note(ending.words)
    if keeper:
        reached = keeper.share(seats.values())
        where = f", and known on {', '.join(reached)}" if reached else ""
        note(f"Kept as {keeper.identity[-8:]}{where}. Go on: forge-ai converse --resume {keeper.identity[-8:]}")
    return Transcript(plan.speakers, plan.topic, tuple(dialogue.turns), ending, plan.person)
