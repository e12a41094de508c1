"""Lines over the turns of a conversation, drawn as SVG without any library.

Pure. Does not know what the lines mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

WIDTH: Final = 640
HEIGHT: Final = 260
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 34, 30
COLOURS: Final = ("#0b7285", "#b35900", "#2b8a3e", "#862e9c", "#364fc7", "#c92a2a", "#495057", "#5c940d")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name, and points of a turn's number and a value from 0 to 1."""

    name: str
    points: tuple[tuple[int, float], ...]


def svg_chart(title: str, lines: Sequence[Line]) -> str:
    """The chart as one SVG element; every word in it is escaped."""
    turns = [number for line in lines for number, _ in line.points]
    first, last = (min(turns), max(turns)) if turns else (0, 1)
    top = max([0.1, *(value for line in lines for _, value in line.points)])
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" font-family="sans-serif" font-size="12"><title>{escape(title)}</title>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/><text x="{LEFT}" y="16">{escape(title)}</text>'
    )
    drawn = [_line(line, number, (first, last, top)) for number, line in enumerate(lines)]
    return "".join([head, *_grid(top, first, last), *drawn, "</svg>"])


def _grid(top: float, first: int, last: int) -> list[str]:
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    found = []
    for share in (0.0, 0.5, 1.0):
        y = bottom - share * (bottom - TOP)
        found.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}" stroke="#dee2e6"/>')
        found.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#495057">{share * top:.2f}</text>')
    for x, turn, anchor in ((LEFT, first, "start"), (right, last, "end")):
        found.append(f'<text x="{x}" y="{HEIGHT - 8}" text-anchor="{anchor}" fill="#495057">turn {turn + 1}</text>')
    return found


def _line(line: Line, number: int, span: tuple[int, int, float]) -> str:
    first, last, top = span
    wide, high = WIDTH - RIGHT - LEFT, HEIGHT - BOTTOM - TOP
    places = [
        (LEFT + wide * (turn - first) / max(1, last - first), HEIGHT - BOTTOM - high * value / top)
        for turn, value in line.points
    ]
    colour = COLOURS[number % len(COLOURS)]
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>' for x, y in places)
    legend = (
        f'<text x="{WIDTH - RIGHT}" y="{16 + 14 * number}" text-anchor="end" fill="{colour}">{escape(line.name)}</text>'
    )
    return f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="1.5"/>{dots}{legend}'
