"""Tables on the terminal: as wide as their words; where they do not fit, each row becomes a block of labelled lines.

Does not know what stands in them.
"""

from __future__ import annotations

import sys
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Final

from forge_ai.cli.say import harmless, print_labelled

if TYPE_CHECKING:
    from rich.table import Table

GAP: Final = 2  # columns between two columns
_LONGEST: Final = 34  # letters of a word that is not broken: an IPv4 address as a URL, an id, a file's name
_BOUNDLESS: Final = 100_000  # columns of a pipe


def table(headings: list[str], rows: list[list[str]]) -> None:
    """Print a table on stdout, nothing where there are no rows. A pipe gets lines of any length."""
    if not rows:
        return
    width = get_terminal_size().columns if sys.stdout.isatty() else _BOUNDLESS
    cells = [[harmless(cell) for cell in row] for row in rows]
    widths = [max(map(_columns, column)) for column in zip(headings, *cells, strict=True)]
    on_one_line = all(cell.isprintable() for row in cells for cell in row)
    if on_one_line and sum(widths) + GAP * (len(widths) - 1) <= width:
        _print_whole([headings, *cells], widths)
    elif fits(headings, cells, width):
        _print_wrapped(headings, cells, width)
    else:
        _records(headings, cells)


def _columns(cell: str) -> int:
    """How many columns of a terminal a cell takes."""
    from rich.cells import cell_len

    return len(cell) if cell.isascii() else cell_len(cell)


def _print_whole(lines: list[list[str]], widths: list[int]) -> None:
    """Every cell on one line: drawn here, for a hundred thousand memories in a second and not in minutes."""
    drawn = ((" " * GAP).join(map(_padded, cells, widths)).rstrip() for cells in lines)
    print(next(drawn))
    print("─" * (sum(widths) + GAP * (len(widths) - 1)))
    print("\n".join(drawn))


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _columns(cell))


def _print_wrapped(headings: list[str], cells: list[list[str]], width: int) -> None:
    from rich.console import Console

    console = Console(width=width, height=1)  # without a height too, a dumb terminal counts as eighty columns wide
    with console.capture() as drawn:
        console.print(_grid(headings, cells))
    print("\n".join(line.rstrip() for line in drawn.get().splitlines()))


def fits(headings: list[str], rows: list[list[str]], width: int) -> bool:
    """Whether a table of that many columns of letters has room for the longest word of each column."""
    return sum(_longest_words(headings, rows)) + GAP * (len(headings) - 1) <= width


def _longest_words(headings: list[str], rows: list[list[str]]) -> list[int]:
    from rich.cells import cell_len

    columns = [[heading, *(row[index] for row in rows)] for index, heading in enumerate(headings)]
    return [min(_LONGEST, max(map(cell_len, " ".join(column).split()), default=0)) for column in columns]


def _grid(headings: list[str], rows: list[list[str]]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0))
    for heading, least in zip(headings, _longest_words(headings, rows), strict=True):
        grid.add_column(heading, overflow="fold", min_width=least)
    for row in rows:
        grid.add_row(*map(Text, row))
    return grid


def _records(headings: list[str], rows: list[list[str]]) -> None:
    for number, row in enumerate(rows):
        if number:
            print()
        for heading, cell in zip(headings, row, strict=True):
            if cell:
                print_labelled(heading, cell)
