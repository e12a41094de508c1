"""How the command line talks: data on stdout, notes and errors on stderr, without anything that a terminal obeys.

A terminal obeys control characters, and the text may come from a stranger. Does not know what is said.
"""

from __future__ import annotations

import io
import json
import re
import sys
from typing import Any, Final, TextIO

from forge_ai.cli.wrapping import Flow, columns_of, wrapped
from forge_ai.errors import ForgeError
from forge_ai.protocol.values.names import visible
from forge_ai.settings import terminal_obeys

_KEPT: Final = "\n\t\u200c\u200d"  # the joiners: Persian and many emoji are other words without them
_LABEL: Final = 14  # columns of a label
LONG: Final = 400  # letters, after which a text is cut in lists
_OBEYED: Final = re.compile(r"[^\x20-\x7e\n]")


def complain(error: ForgeError) -> None:
    """Print an error on stderr: one line for what is wrong, one for what to do next."""
    note(f"error: {one_line(error.message)}")
    if error.hint:
        note(f"hint: {one_line(error.hint)}")


def note(text: str) -> None:
    """Print a note on stderr, wrapped to the terminal. Several threads may do so at once: their lines do not mix."""
    print(f"{wrapped(harmless(text), columns_of(sys.stderr))}\n", end="", file=sys.stderr, flush=True)


def tell_beside(text: str) -> None:
    """Print a note in the middle of an answer that is being printed."""
    sys.stdout.flush()
    note(f"\n{text}")


def end_echo() -> None:
    """End the line on which a terminal shows `^C` or `^D`, or a prompt, so that the next words stand below it."""
    if sys.stdin and sys.stdin.isatty():
        note("")


def warn(text: str) -> None:
    """Print a note that a person should not overlook."""
    note(f"warning: {text}")


def print_json(value: Any) -> None:
    """Print data for another program; what a terminal would obey, or cannot show, is written as JSON's escapes."""
    print(_OBEYED.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=2)))


def speak_any_alphabet() -> None:
    """Let stdout print a question mark for a letter that its alphabet lacks, in place of an error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def print_labelled(label: str, value: str) -> None:
    """Print a value with a label before it. Its further lines are indented, so that none looks like a label."""
    columns = columns_of(sys.stdout)
    whole = wrapped(harmless(value), columns and columns - _LABEL - 1)
    print(f"{label:<{_LABEL}} {whole}".replace("\n", "\n" + (_LABEL + 1) * " "))


class Prose:
    """Prints one answer on stdout as it is written, wrapped between words."""

    def __init__(self) -> None:
        self._flow = flow_on(sys.stdout)

    def name(self, text: str) -> None:
        """Print the name of who speaks."""
        sys.stdout.write(self._flow.name(harmless(text)))

    def write(self, text: str) -> None:
        """Print the next part."""
        sys.stdout.write(self._flow.take(harmless(text)))
        sys.stdout.flush()


def flow_on(stream: TextIO) -> Flow:
    """What wraps text for that stream; for one that is no terminal, or cannot move its cursor, it changes nothing."""
    return Flow(columns_of(stream) if terminal_obeys() else 0)


def harmless(text: str) -> str:
    """The text without control characters, which a terminal would obey."""
    return visible(text, _KEPT)


def one_line(text: str) -> str:
    """The harmless text in one line, so that a stranger's words cannot begin a line that looks like ours."""
    return " ".join(line.strip() for line in harmless(text).splitlines())


def in_short(text: str) -> str:
    """The harmless text in one line; of a long one its beginning, and how long it is."""
    line = one_line(text)
    return line if len(line) <= LONG else f"{line[:LONG].rstrip()} ... ({len(line):,} letters)"


def _escaped(found: re.Match[str]) -> str:
    return found[0] if found[0].isprintable() and _is_in_the_alphabet(found[0]) else json.dumps(found[0])[1:-1]


def _is_in_the_alphabet(letter: str) -> bool:
    try:
        letter.encode(sys.stdout.encoding or "utf-8")
    except UnicodeError:
        return False
    return True


def size_of(count: int) -> str:
    """A number of bytes as a person reads it: 4.2 MB (a million bytes each)."""
    amount = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"


def counted(count: int, one: str, many: str = "") -> str:
    """A number of things in words: 1 record, 2 records. ``many`` where it is more than ``one`` with an s."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def number_of(count: int) -> str:
    """A count of parameters as a person reads it: 5.3 M."""
    for unit, factor in (("B", 1e9), ("M", 1e6), ("k", 1e3)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}"
    return str(count)
