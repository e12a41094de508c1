"""Who takes part in a training, how far each is, and who was left out of which round: what `status` shows.

Values only; the time comes in. Does not know networks or models.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

from forge_ai.errors import BadMessage
from forge_ai.limits import ERROR_TEXT_CHARACTERS, TEAM_DEVICES, TEAM_POINTS

State = Literal["waiting", "training", "finished", "failed"]


@dataclass(slots=True)
class Member:
    """One device: its number in the fleet, and what it last told of itself."""

    device_id: str
    name: str
    node: int
    round: int = 0
    steps: int = 0
    tokens: int = 0
    loss: float | None = None
    seconds: float = 0.0
    sent: int = 0
    received: int = 0
    seen: float = 0.0
    here: bool = True
    entered: int = 0  # how often
    has_result: bool = False
    points: list[tuple[int, float]] = field(default_factory=list)  # tokens, loss

    def tell(self, report: Progress, now: float) -> None:
        """Take note of a report."""
        self.seen, self.here = now, True
        self.round, self.steps, self.tokens, self.seconds = report.round, report.steps, report.tokens, report.seconds
        if report.loss is not None:
            self.loss = report.loss
            self.points.append((report.tokens, report.loss))
            if len(self.points) > TEAM_POINTS:
                del self.points[1:-1:2]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A device whose work did not count in a round, and why."""

    round: int
    device: str
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """What a device tells of itself; tokens and seconds are of the whole training."""

    round: int
    steps: int
    tokens: int
    seconds: float
    loss: float | None = None


def read_progress(found: object) -> Progress:
    """Parse a device's report. Raises :class:`BadMessage`."""
    if not isinstance(found, Mapping):
        raise BadMessage("A report of a training device is a JSON object.")
    counts = [_number(found.get(key)) for key in ("round", "steps", "tokens", "seconds")]
    round_number, steps, tokens, seconds = (-1.0 if count is None else count for count in counts)
    if min(round_number, steps, tokens, seconds) < 0:
        raise BadMessage("A report of a training device lacks its counts.")
    return Progress(int(round_number), int(steps), int(tokens), seconds, _number(found.get("loss")))


def _number(value: object) -> float | None:
    """A number that is one; a loss that is none is not shown."""
    fits = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15
    return float(value) if fits else None  # type: ignore[arg-type]


@dataclass(slots=True)
class Board:
    """The whole training as a person sees it."""

    name: str
    rounds: int
    round: int = 0
    state: State = "waiting"
    reason: str = ""
    members: dict[str, Member] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """The board as JSON."""
        return {
            "name": self.name, "round": self.round, "rounds": self.rounds, "state": self.state, "reason": self.reason,
            "devices": [_told(member) for member in self.members.values()],
            "left_out": [asdict(each) for each in self.left_out[-TEAM_POINTS:]],
        }  # fmt: skip


def read_board(found: Mapping[str, Any]) -> Board:
    """A board's JSON as another device told it. Raises :class:`BadMessage`."""
    devices, left_out = found.get("devices"), found.get("left_out")
    if not isinstance(devices, list) or not isinstance(left_out, list) or found.get("state") not in get_args(State):
        raise BadMessage("What was told is not the state of a training.")
    return Board(
        _text(found, "name"), int(_count(found, "rounds")), int(_count(found, "round")), found["state"],
        _text(found, "reason"), {str(at): _read_member(each) for at, each in enumerate(devices[:TEAM_DEVICES])},
        [_read_left_out(each) for each in left_out[-TEAM_POINTS:]],
    )  # fmt: skip


def _read_member(found: object) -> Member:
    if not isinstance(found, Mapping):
        raise BadMessage("What was told of a training device is no object.")
    member = Member(
        "", _text(found, "name"), 0, loss=_number(found.get("loss")), seconds=_count(found, "seconds"),
        here=found.get("here") is True, has_result=found.get("has_result") is True,
    )  # fmt: skip
    member.round, member.steps, member.tokens = (int(_count(found, key)) for key in ("round", "steps", "tokens"))
    member.sent, member.received = int(_count(found, "sent")), int(_count(found, "received"))
    return member


def _read_left_out(found: object) -> LeftOut:
    if not isinstance(found, Mapping):
        raise BadMessage("What was told of a device that was left out is no object.")
    return LeftOut(int(_count(found, "round")), _text(found, "device"), _text(found, "reason"))


def _text(found: Mapping[str, Any], key: str) -> str:
    value = found.get(key)
    if not isinstance(value, str):
        raise BadMessage(f"The state of a training lacks its {key}.")
    return value[:ERROR_TEXT_CHARACTERS]


def _count(found: Mapping[str, Any], key: str) -> float:
    count = _number(found.get(key))
    if count is None or count < 0:
        raise BadMessage(f"The state of a training lacks its {key}.")
    return count


def _told(member: Member) -> dict[str, Any]:
    fields = ("name", "round", "steps", "tokens", "loss", "seconds", "sent", "received", "here", "has_result")
    return {name: getattr(member, name) for name in fields}
