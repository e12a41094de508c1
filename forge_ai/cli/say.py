"""How the command line talks: data on stdout, notes and errors on stderr, nothing that a terminal could obey.

Does not know what is said.
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
_LABEL: Final = 14
LONG: Final = 400  # letters of a memory
_OBEYED: Final = re.compile(r"[^\x20-\x7e\n]")


def complain(error: ForgeError) -> None:
    """One line for what is wrong, one for what to do next."""
    note(f"error: {one_line(error.message)}")
    if error.hint:
        note(f"hint: {one_line(error.hint)}")


def note(text: str) -> None:
    """Something that is not data. It is written with its line's end at once, for several threads may have something."""
    print(f"{wrapped(harmless(text), columns_of(sys.stderr))}\n", end="", file=sys.stderr, flush=True)


def tell_beside(text: str) -> None:
    """A note in the middle of an answer that is being printed."""
    sys.stdout.flush()
    note(f"\n{text}")


def end_echo() -> None:
    """After Ctrl-C or Ctrl-D: what a terminal shows of it, or of the prompt before it, stands on a line of its own."""
    if sys.stdin and sys.stdin.isatty():
        note("")


def warn(text: str) -> None:
    """Something that a person should not overlook."""
    note(f"warning: {text}")


def print_json(value: Any) -> None:
    """Data for another program; what a terminal would obey is written as JSON's own escapes."""
    print(_OBEYED.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=2)))


def speak_any_alphabet() -> None:
    """A letter that the terminal's alphabet lacks is printed as a question mark, instead of ending the program."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def print_labelled(label: str, value: str) -> None:
    """One value with its name before it; further lines are set in, so that none of them looks like ours."""
    columns = columns_of(sys.stdout)
    whole = wrapped(harmless(value), columns and columns - _LABEL - 1)
    print(f"{label:<{_LABEL}} {whole}".replace("\n", "\n" + (_LABEL + 1) * " "))


class Prose:
    """An answer on stdout, as it is written."""

    def __init__(self) -> None:
        self._flow = flow_on(sys.stdout)

    def write(self, text: str) -> None:
        """A part of it."""
        sys.stdout.write(self._flow.take(harmless(text)))
        sys.stdout.flush()


def flow_on(stream: TextIO) -> Flow:
    """How text is shown there as it comes; one that is no terminal, or obeys nothing, gets it as it is."""
    return Flow(columns_of(stream) if terminal_obeys() else 0)


def harmless(text: str) -> str:
    """Text from a model or a peer without control characters: a terminal would obey them."""
    return visible(text, _KEPT)


def one_line(text: str) -> str:
    """The same in one line: a stranger's words must not begin a line that looks like ours."""
    return " ".join(line.strip() for line in harmless(text).splitlines())


def in_short(text: str) -> str:
    """The same; of a long one the beginning and how long it is, so that it leaves room for others."""
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
    """Bytes as a person reads them."""
    amount = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"


def number_of(count: int) -> str:
    """A count of parameters as a person reads it: 5.3 M."""
    for unit, factor in (("B", 1e9), ("M", 1e6), ("k", 1e3)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}"
    return str(count)
