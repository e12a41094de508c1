"""The measures of a conversation shown to a person: tables and a chart in the terminal, and a plot in a file.

Does not know how anything is measured.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Final

from forge_ai.assistant.interplay import Interplay, SpeakerMeasures
from forge_ai.cli.say import harmless, note
from forge_ai.cli.tables import table
from forge_ai.errors import BadInput, MissingPart
from forge_ai.paths import write_whole
from forge_ai.web.conversation_page import chart_of, lines_of

BARS: Final = "▁▂▃▄▅▆▇█"
MEASURES: Final = ["speaker", "turns", "words/turn", "words/sent.", "vocab.", "variety", "repeats", "?/turn", "!/turn"]
UPTAKES: Final = ["speaker", "of whom", "takes up", "borrowed words", "asked", "answered by others"]


def show_interplay(found: Interplay) -> None:
    """Print the measures as two tables, and a line of bars for each one that changes over the turns."""
    table(MEASURES, [_measures(one) for one in found.speakers])
    print()
    table(UPTAKES, [_between(found, number) for number in range(len(found.uptakes))])
    print()
    print(f"Drift from the topic: {found.drift:+.2f}" + (f" ({harmless(found.topic)})" if found.topic else ""))
    _show_course(found)


def _measures(one: SpeakerMeasures) -> list[str]:
    return [
        one.speaker,
        str(one.turns),
        f"{one.words_per_turn:.1f}",
        f"{one.words_per_sentence:.1f}",
        str(one.vocabulary),
        f"{one.variety:.2f}",
        f"{one.repetition:.0%}",
        f"{one.questions_per_turn:.2f}",
        f"{one.exclamations_per_turn:.2f}",
    ]


def _show_course(found: Interplay) -> None:
    lines = [line for line in lines_of(found) if line.points]
    width = max((len(line.name) for line in lines), default=0)
    for line in lines:
        print(f"{harmless(line.name):<{width}}  {bars([value for _, value in line.points])}")


def bars(values: list[float]) -> str:
    """A bar for each value from 0 to 1, as one character."""
    return "".join(BARS[min(len(BARS) - 1, int(value * len(BARS)))] for value in values)


def draw_plot(found: Interplay, path: Path) -> None:
    """Draw the course of the conversation into a .png file, which needs matplotlib, or an .svg file.

    Raises :class:`BadInput` for another ending, :class:`MissingPart` without matplotlib, :class:`StorageFault`.
    """
    if path.suffix == ".svg":
        write_whole(path.expanduser(), chart_of(found).encode(), mode=0o644)
    elif path.suffix == ".png":
        write_whole(path.expanduser(), _png(found), mode=0o644)
    else:
        raise BadInput(f"{str(path)!a} is neither .png nor .svg.", hint="Give --plot course.svg")
    note(f"Written: {path}")


def _between(found: Interplay, number: int) -> list[str]:
    one = found.uptakes[number]
    asker = next(speaker for speaker in found.speakers if speaker.speaker == one.speaker)
    asked = [str(asker.questions_asked), str(asker.questions_answered)]
    return [one.speaker, one.other, f"{one.mean:.0%}", str(one.borrowed), *asked]


def _png(found: Interplay) -> bytes:
    import io

    if find_spec("matplotlib") is None:
        raise MissingPart("A PNG needs matplotlib: pip install matplotlib", hint="Or give --plot course.svg")
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 3.5), layout="constrained")
    axes = figure.subplots()
    for line in lines_of(found):
        axes.plot(
            [turn + 1 for turn, _ in line.points], [value for _, value in line.points], marker="o", label=line.name
        )
    axes.set_xlabel("turn")
    axes.set_ylabel("share of words")
    axes.legend(fontsize="small")
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=120)
    return picture.getvalue()
