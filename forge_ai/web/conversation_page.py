"""A conversation as one HTML page: every word escaped, nothing in it that runs, nothing loaded from elsewhere.

Does not know where the page is kept or who reads it.
"""

from __future__ import annotations

from html import escape
from typing import Final

from forge_ai.assistant.interplay import Interplay, SpeakerMeasures, measure
from forge_ai.protocol.conversations.transcript import Transcript
from forge_ai.web.chart import COLOURS, Line, svg_chart

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE: Final = """
body { font: 100%/1.5 sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
body { color: #212529; background: #fff } article { white-space: pre-wrap; overflow-wrap: anywhere }
article { border-left: 4px solid; padding: .2rem .8rem; margin: .8rem 0 }
h2 { font-size: 1rem; margin: 0 } table { border-collapse: collapse; width: 100% }
td, th { text-align: right; padding: .2rem .5rem; border-bottom: 1px solid #dee2e6 }
td:first-child, th:first-child { text-align: left } footer { color: #495057 } .wide { overflow-x: auto }
"""
_COLUMNS: Final = (
    ("turns", "turns"),
    ("words a turn", "words_per_turn"),
    ("vocabulary", "vocabulary"),
    ("variety", "variety"),
    ("repetition", "repetition"),
    ("questions a turn", "questions_per_turn"),
    ("exclamations a turn", "exclamations_per_turn"),
)


def conversation_page(transcript: Transcript) -> str:
    """The whole page."""
    title = escape(transcript.topic or "A conversation")
    found = measure(transcript)
    turns = "\n".join(_turn(transcript, turn.speaker, turn.text) for turn in transcript.turns)
    ended = f"<footer>{escape(transcript.ended.words)}</footer>" if transcript.ended else ""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>\n'
        f"<body><h1>{title}</h1>\n{turns}\n{ended}\n<h1>How they interact</h1>\n"
        f"{_wide(_table(found))}\n{_wide(chart_of(found))}\n"
        "</body></html>\n"
    )


def chart_of(found: Interplay) -> str:
    """Uptake of the others' words and nearness to the topic, turn by turn."""
    return svg_chart("shares of words, turn by turn", lines_of(found))


def lines_of(found: Interplay) -> list[Line]:
    """The lines of the chart."""
    lines = [Line(f"{one.speaker} takes up {one.other}", one.course) for one in found.uptakes if one.course]
    return [*lines, Line("near the topic", found.nearness)]


def _turn(transcript: Transcript, speaker: str, text: str) -> str:
    known = [*transcript.speakers, transcript.person]
    colour = COLOURS[known.index(speaker) % len(COLOURS)]
    name = f'<h2 style="color:{colour}">{escape(speaker)}</h2>'
    return f'<article style="border-color:{colour}">{name}{escape(text)}</article>'


def _table(found: Interplay) -> str:
    head = "".join(f"<th>{title}</th>" for title, _ in _COLUMNS)
    rows = "".join(f"<tr><td>{escape(one.speaker)}</td>{_cells(one)}</tr>" for one in found.speakers)
    return f"<table><tr><th>speaker</th>{head}</tr>{rows}</table>"


def _wide(part: str) -> str:
    """What may be wider than a phone, which then scrolls by itself, also by the keyboard."""
    return f'<div class="wide" tabindex="0">{part}</div>'


def _cells(one: SpeakerMeasures) -> str:
    return "".join(f"<td>{getattr(one, field)}</td>" for _, field in _COLUMNS)
