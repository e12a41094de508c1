"""The coordinator of one training: waits for devices, leads the rounds, keeps the state, and makes the model.

Does not know the command line: what shows the training to a person, and what says that it should stop, are given to it.
"""

from __future__ import annotations

import http.client
import json
import math
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from forge_ai.clock import Clock
from forge_ai.comms.together.grid import LocalGrid, TrainingStopped
from forge_ai.comms.together.strategy import TeamStrategy
from forge_ai.comms.together.superlink import SuperLink
from forge_ai.errors import AlreadyThere, TrainingFailed
from forge_ai.models.describe import ModelNotes, describe_model, write_manifest
from forge_ai.models.lineage import LINEAGE_KEY, line_of
from forge_ai.models.store import ModelStore, StoredModel
from forge_ai.paths import write_whole
from forge_ai.training.files.base import load_base
from forge_ai.training.files.gguf_file import About
from forge_ai.training.files.outcome import PROVENANCE, write_outcome
from forge_ai.training.learning.checkpoint import Standing
from forge_ai.training.learning.schedule import Spent
from forge_ai.training.together.board import Board, LeftOut
from forge_ai.training.together.coordinator_note import (
    DEVICE_HEADER,
    PROOF_HEADER,
    SECRET_HEADER,
    CoordinatorNote,
    leave_note,
    read_note,
    take_note_away,
)
from forge_ai.training.together.learner import Weights
from forge_ai.training.together.picture import write_losses
from forge_ai.training.together.plan import TeamPlan, TeamState, load_state, save_state
from forge_ai.training.together.rounds import Shared

PROOF_SECONDS: Final = 2.0  # how long another coordinator may take to prove that it lives
LOOK_SECONDS: Final = 0.25  # between two looks at who is here
GRACE_SECONDS: Final = 120.0  # for sending the weights both ways, beside the time for learning
FAREWELL_SECONDS: Final = 5.0  # for the devices to hear that the training failed
RETURN_SECONDS: Final = 10.0  # for devices to come back to a coordinator that was started again; each tries every 2 s
STEPS_SECONDS: Final = 24 * 3600.0  # the longest round where a number of steps is asked for, however slow the device
ShowBoard = Callable[[Board], None]


def check_alone(run_folder: Path) -> None:
    """Raise :class:`AlreadyThere` when another training is led in this data folder now."""
    note = read_note(run_folder)
    if note is not None and _is_led(note):
        raise AlreadyThere(f"The training of {note.name} goes on here.", hint="Wait for its end, or stop it (Ctrl-C).")


def _is_led(note: CoordinatorNote) -> bool:
    """Whether the coordinator that left the note still runs.

    It has to prove that it knows the note's secret: another program may have got the port of one that was killed.
    """
    asked = http.client.HTTPConnection("127.0.0.1", note.port, timeout=PROOF_SECONDS)
    try:
        asked.request("GET", "/status", headers={SECRET_HEADER: note.secret, DEVICE_HEADER: "-"})
        return asked.getresponse().headers.get(PROOF_HEADER) == note.proof
    except TimeoutError:
        return True  # something listens there and is silent: the coordinator may have been stopped with Ctrl-Z
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


@dataclass(slots=True)
class Coordinator:
    """Leads one training: :meth:`prepare`, :meth:`lead`, and in any case :meth:`close`.

    ``folder`` holds its state, ``run_folder`` the note by which the node of this device finds it. ``show`` is called
    with the board whenever it may have changed, and ``stop`` is asked as often whether to end. Without ``may_replace``
    a model of the plan's name that has come meanwhile stays, and :meth:`lead` raises :class:`AlreadyThere`.
    """

    plan: TeamPlan
    base: StoredModel
    store: ModelStore
    folder: Path
    run_folder: Path
    clock: Clock
    show: ShowBoard
    stop: Callable[[], bool]
    may_replace: bool = False
    board: Board = field(init=False)
    _superlink: SuperLink = field(init=False)
    _weights: Weights = field(init=False)
    _state: TeamState = field(init=False)
    _tokenizer: Any = field(init=False, default=None)
    _note: CoordinatorNote | None = field(init=False, default=None)

    def prepare(self) -> None:
        """Load the base model and the state of an earlier start, open the port, and leave the note.

        From then on devices can enter. Raises :class:`AlreadyThere` when a training is led here already,
        :class:`ModelBroken` or :class:`BadInput` for a base that cannot be learned on.
        """
        check_alone(self.run_folder)
        model, self._tokenizer = load_base(self.base.folder)
        self._weights = Weights(model, self.plan.adapter, self.plan.seed)
        own = self._weights.take()
        self._state = load_state(self.folder, self.plan) or TeamState(0, Shared(own))
        self.board = Board(self.plan.name, self.plan.rounds, self._state.done)
        self.board.left_out += [LeftOut(**each) for each in self._state.left_out]
        secret = secrets.token_urlsafe(32)
        size = 2 * sum(part.size for part in own.values()) + (1 << 20)
        self._superlink = SuperLink(self.board, self.plan.briefing(), secret, size, self.clock)
        self._superlink.start()
        self._note = CoordinatorNote(self.plan.name, self._superlink.port, secret)
        leave_note(self.run_folder, self._note)

    @property
    def rounds_done(self) -> int:
        """How many rounds are finished, with their result on the disk."""
        return self._state.done

    def close(self) -> None:
        """Close the port and remove the note. Harmless when :meth:`prepare` failed."""
        if self._note:
            take_note_away(self.run_folder, self._note)
            self._superlink.stop()

    def lead(self) -> StoredModel:
        """Lead the rounds that are left, and return the finished model, which is in the store.

        Raises :class:`TrainingStopped`, :class:`TrainingFailed` or :class:`StorageFault`; the state after the last
        finished round is on the disk then, and a later start goes on from it.
        """
        grid = LocalGrid(self._superlink, self.clock, self._show_and_ask)
        strategy = TeamStrategy(
            self._superlink, grid, self.plan.strategy, self._state.shared, self.plan.fingerprint, self.plan.task(),
            self._gather, self._state.done,
        )  # fmt: skip
        if self._state.done < self.plan.rounds:
            timeout = STEPS_SECONDS if self.plan.steps else 2 * self.plan.seconds + GRACE_SECONDS
            strategy.lead(timeout, lambda: self._after_round(strategy))
        else:  # an earlier coordinator was killed after the last round: the devices that want the model come back
            self._wait_for_devices(self.plan.min_devices, RETURN_SECONDS)
        return self._finish()

    def wait_for_fetchers(self, seconds: float) -> None:
        """Return when no device is left that waits for the model, or after ``seconds``, or when asked to stop."""
        ends = self.clock.steady() + seconds
        while self._superlink.present() and self.clock.steady() < ends and not self.stop():
            self._superlink.look()
            self.show(self.board)
            self.clock.sleep(LOOK_SECONDS)

    def fail(self, reason: str) -> None:
        """Tell the devices that the training is over, and why, and give them some seconds to hear it."""
        if self._note:
            self.board.state, self.board.reason = "failed", reason
            self.wait_for_fetchers(FAREWELL_SECONDS)

    def _gather(self) -> None:
        """Wait for the devices of a round: before the first one for as many as the plan wants, later for any."""
        self._wait_for_devices(self.plan.min_devices if self.board.state == "waiting" else 1)
        self.board.state = "training"

    def _wait_for_devices(self, count: int, seconds: float = math.inf) -> None:
        """Return when so many devices are here, or after ``seconds``. Raises :class:`TrainingStopped`."""
        ends = self.clock.steady() + seconds
        while len(self._superlink.present()) < count and self.clock.steady() < ends:
            if self._show_and_ask():
                raise TrainingStopped
            self._superlink.look()
            self.clock.sleep(LOOK_SECONDS)

    def _show_and_ask(self) -> bool:
        """Show the board, and return whether to stop."""
        self.show(self.board)
        return self.stop()

    def _after_round(self, strategy: TeamStrategy) -> None:
        """Keep the state of a round that counted."""
        tokens = sum(member.tokens for member in self.board.members.values())
        left_out = [asdict(each) for each in self.board.left_out]
        self._state = TeamState(strategy.done, strategy.shared, max(tokens, self._state.tokens), left_out)
        save_state(self.folder, self.plan, self._state)
        self.show(self.board)

    def _finish(self) -> StoredModel:
        """Put the model that the rounds made into the store."""
        own = self._weights.take()
        if all((own[name] == part).all() for name, part in self._state.shared.weights.items()):
            raise TrainingFailed("Nobody sent anything usable, so nothing was learned.")
        self._weights.put(self._state.shared.weights)
        provenance = self._provenance()
        about = About(self.plan.name, self.base.manifest.licence, json.dumps(provenance, indent=2))
        write_whole(self.folder / PROVENANCE, about.provenance.encode())  # tells later that the model came of this run
        with self.store.adding(self.plan.name, replace=self.may_replace) as staging:
            write_outcome(staging, self._weights.whole(), self._tokenizer, about, self._standing(), "F16")
            write_losses(staging, self.board.members.values())
            first = self.base.manifest
            names = ", ".join(member.name for member in self.board.members.values())
            notes = ModelNotes(f"trained together by {names}", first.system_prompt, first.licence, provenance)
            write_manifest(staging, describe_model(self.plan.name, staging, notes))
        self.board.state = "finished"
        return self.store.find(self.plan.name)

    def _standing(self) -> Standing:
        """The mean loss of all devices as the run's curve."""
        points = sorted(point for member in self.board.members.values() for point in member.points)
        curve = tuple((float(at), float(tokens), 0.0, loss, math.nan) for at, (tokens, loss) in enumerate(points, 1))
        return Standing(self.plan.fingerprint, Spent(self.plan.rounds, self._state.tokens), points=curve)

    def _provenance(self) -> dict[str, Any]:
        devices = [{"name": member.name, "tokens": member.tokens} for member in self.board.members.values()]
        return {
            "name": self.plan.name,
            "base": self.plan.base,
            "together": devices,
            "strategy": asdict(self.plan.strategy),
            "rounds": self.plan.rounds,
            "tokens": self._state.tokens,
            "left_out": [asdict(each) for each in self.board.left_out],
            LINEAGE_KEY: list(line_of(self.base.manifest)),
        }
