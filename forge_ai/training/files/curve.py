"""The loss curve of a run, as a table and as a picture.

Does not know how the losses came about.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

from forge_ai.paths import write_whole

COLUMNS: Final = ("step", "tokens", "seconds", "loss", "held_out_loss")
Points = Sequence[tuple[float, ...]]


def write_curve(folder: Path, points: Points) -> None:
    """Write ``loss.csv`` and ``loss.png``; a value that was not measured stays empty."""
    write_whole(folder / "loss.csv", _table(points).encode())
    write_whole(folder / "loss.png", _picture(points))


def _table(points: Points) -> str:
    lines = [",".join("" if math.isnan(value) else f"{value:g}" for value in point) for point in points]
    return "\n".join([",".join(COLUMNS), *lines, ""])


def _picture(points: Points) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 4.5), dpi=100, layout="constrained")
    axes = FigureCanvasAgg(figure).figure.add_subplot()
    for column, label in ((3, "training"), (4, "held out")):
        known = [(point[0], point[column]) for point in points if not math.isnan(point[column])]
        if known:
            axes.plot(*zip(*known, strict=True), label=label, marker="o" if len(known) < 40 else "", markersize=3)
    axes.set_xlabel("step")
    axes.set_ylabel("loss (nats per token)")
    axes.grid(alpha=0.3)
    if axes.has_data():
        axes.legend()
    target = BytesIO()
    figure.savefig(target, format="png")
    return target.getvalue()
