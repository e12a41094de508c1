"""A conversation written to files: Markdown, JSON, or a page for a browser.

Does not know how the conversation came about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from forge_ai.cli.say import note
from forge_ai.errors import BadInput
from forge_ai.paths import write_whole
from forge_ai.protocol.conversations.dialogue import Turn
from forge_ai.protocol.conversations.transcript import Transcript
from forge_ai.web.conversation_page import conversation_page


def markdown(transcript: Transcript) -> str:
    """The conversation as Markdown; nothing in a turn can become a heading, a list, a link or HTML."""
    title = f"# {_plain(transcript.topic) or 'A conversation'}"
    turns = [_turn(turn) for turn in transcript.turns]
    ended = [f"*{_plain(transcript.ended.words)}*"] if transcript.ended else []
    return "\n\n".join([title, *turns, *ended]) + "\n"


WRITERS: Final[dict[str, Callable[[Transcript], str]]] = {
    ".md": markdown,
    ".json": Transcript.to_text,
    ".html": conversation_page,
}


def check_outs(paths: Sequence[Path]) -> None:
    """Raise :class:`BadInput` for a file that could not be written when the conversation is over."""
    for path in paths:
        if path.suffix not in WRITERS:
            raise BadInput(f"{str(path)!a} has no ending that is known.", hint="Use .md, .json or .html.")
        if not path.expanduser().parent.is_dir():
            raise BadInput(f"There is no folder {str(path.parent)!a}.", hint="Make it first.")


def write_outs(paths: Sequence[Path], transcript: Transcript) -> None:
    """Write the conversation to every file, each in the format of its ending. Raises :class:`StorageFault`."""
    for path in paths:
        write_whole(path.expanduser(), WRITERS[path.suffix](transcript).encode(), mode=0o644)
        note(f"Written: {path}")


def _turn(turn: Turn) -> str:
    return f"**{_plain(turn.speaker)}:** {_plain(turn.text)}"


def _plain(text: str) -> str:
    """Text in which every mark of Markdown is only itself."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>|~&" else letter for letter in " ".join(text.split()))
