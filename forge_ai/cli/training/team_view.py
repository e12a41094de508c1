"""What a person sees of a training on several devices: lines for what happens, and a live table on a terminal.

Names come from other devices, so they are printed without anything that a terminal obeys. Does not know how the devices
are reached.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from forge_ai.cli.say import harmless, note, size_of, warn

if TYPE_CHECKING:
    from rich.table import Table

    from forge_ai.training.together.board import Board, Progress

HEADINGS: Final = ["device", "round", "steps", "tokens", "loss", "time", "sent", "received", ""]
REDRAW_EVERY: Final = 2  # looks; the coordinator looks four times a second


def device_row(device: Mapping[str, Any]) -> list[str]:
    """One device, as the JSON of a board has it, as a row below :data:`HEADINGS`."""
    loss = device["loss"]
    return [
        harmless(str(device["name"])),
        str(device["round"]),
        str(device["steps"]),
        f"{device['tokens']:,}",
        "-" if loss is None else f"{loss:.3f}",
        f"{device['seconds']:.0f} s",
        size_of(device["sent"]),
        size_of(device["received"]),
        "here" if device["here"] else "has the model" if device["has_result"] else "away",
    ]


class TeamView:
    """Prints who came, who left, who was left out and which round begins; on a terminal also a live table."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.live import Live

        console = Console(stderr=True)
        self._live = Live(console=console, transient=True, auto_refresh=False) if console.is_terminal else None
        self.has_begun = False
        self._round = 0
        self._here: set[str] = set()
        self._left_out = 0
        self._calls = 0

    def __enter__(self) -> Self:
        if self._live:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live:
            self._live.stop()

    def show(self, board: Board) -> None:
        """Print what is new on the board."""
        self.has_begun = True
        self._tell_arrivals(board)
        for each in board.left_out[self._left_out :]:
            warn(harmless(f"round {each.round}: {each.device} was left out: {each.reason}"))
        self._left_out = len(board.left_out)
        if board.round != self._round and board.state == "training":
            note(f"Round {board.round} of {board.rounds}.{_losses(board)}")
            self._round = board.round
        self._calls += 1
        if self._live and self._live.is_started and self._calls % REDRAW_EVERY == 0:
            self._live.update(_table(board), refresh=True)

    def _tell_arrivals(self, board: Board) -> None:
        here = {member.name for member in board.members.values() if member.here}
        for name in sorted(here - self._here):
            note(f"{harmless(name)} is here.")
        for name in sorted(self._here - here):
            note(f"{harmless(name)} has left." if board.state == "finished" else f"{harmless(name)} is gone.")
        self._here = here


class OwnLine:
    """Prints how far this device is: a line whenever its state or its round changes, or what it waits for.

    ``end_sign`` is called before the first line, to take a sign of life away.
    """

    def __init__(self, end_sign: Callable[[], None] = lambda: None) -> None:
        self._end_sign = end_sign
        self.has_begun = False
        self._last: tuple[int, str] = (0, "")
        self._waits_for = ""
        self._lock = threading.Lock()

    def show(self, progress: Progress, state: str) -> None:
        """Print a line when the round or the state is new."""
        if not self.has_begun:
            self._end_sign()
        self.has_begun = True
        with self._lock:
            if (progress.round, state) != self._last:
                self._last = (progress.round, state)
                loss = "" if progress.loss is None else f", loss {progress.loss:.3f}"
                note(harmless(f"{state.rstrip('.')}: round {progress.round}, {progress.tokens:,} tokens{loss}"))

    def wait(self, why: str, seconds: float) -> None:
        """Print why the training is waited for, and for how long at most, when the reason is new."""
        if why != self._waits_for:
            self._waits_for = why
            self._end_sign()
            note(harmless(f"{why} Waiting for the training for {seconds:.0f} seconds at most (Ctrl-C ends that) ..."))


def _losses(board: Board) -> str:
    parts = [
        f"{harmless(member.name)} {member.loss:.3f} after {member.tokens:,} tokens"
        for member in board.members.values()
        if member.loss is not None
    ]
    return f" Losses so far: {'; '.join(parts)}." if parts else ""


def _table(board: Board) -> Table:
    from rich.markup import escape
    from rich.table import Table

    drawn = Table(title=f"{board.name}: round {board.round} of {board.rounds}", title_justify="left")
    for heading in HEADINGS:
        drawn.add_column(heading)
    for device in board.told()["devices"]:
        drawn.add_row(*(escape(word) for word in device_row(device)))
    return drawn
