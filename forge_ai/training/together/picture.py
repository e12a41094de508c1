"""The losses of all devices in one picture and one table.

Does not know how the losses came about.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Final

from forge_ai.paths import write_whole
from forge_ai.training.together.board import Member

PICTURE: Final = "devices.png"
TABLE: Final = "devices.csv"


def write_losses(folder: Path, members: Iterable[Member]) -> None:
    """Write ``devices.png`` and ``devices.csv``: loss by tokens, a line for each device."""
    listed = [member for member in members if member.points]
    lines = [
        "device,tokens,loss",
        *(f"{each.name},{tokens},{loss:g}" for each in listed for tokens, loss in each.points),
    ]
    write_whole(folder / TABLE, ("\n".join(lines) + "\n").encode())
    write_whole(folder / PICTURE, _picture(listed))


def _picture(members: list[Member]) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 4.5), dpi=100, layout="constrained")
    axes = FigureCanvasAgg(figure).figure.add_subplot()
    for member in members:
        axes.plot(*zip(*member.points, strict=True), label=member.name)
    axes.set_xlabel("tokens that the device has learned")
    axes.set_ylabel("loss (nats per token)")
    axes.grid(alpha=0.3)
    if members:
        axes.legend()
    target = BytesIO()
    figure.savefig(target, format="png")
    return target.getvalue()
