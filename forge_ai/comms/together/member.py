"""One device in a training: it enters, learns when it is asked to, tells how far it is, and stays until the end.

What it runs is this module's own code, whatever is sent. It waits for a coordinator that is away. Does not know the
command line, nor how the result is fetched.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final, get_args

from flwr.app import Context, Error, Message, RecordDict
from flwr.clientapp import ClientApp

from forge_ai.clock import Clock
from forge_ai.comms.together.link import TeamLink
from forge_ai.comms.together.messages import read_assignment, result
from forge_ai.comms.together.privacy import LocalPrivacy
from forge_ai.errors import BadInput, ForgeError, NotFound, PeerFault, Unreachable
from forge_ai.limits import MIB
from forge_ai.training.together.board import Progress, State
from forge_ai.training.together.learner import Learner

LOOK_SECONDS: Final = 0.5  # between two looks for something to do
REPORT_SECONDS: Final = 2.0  # between two signs of life, and two tries to reach a coordinator that is away
AWAY_SECONDS: Final = 600.0  # how long a coordinator may be away before a device gives up
FAILED: Final = 1  # the number of the error in Flower's terms; the coordinator reads the reason alone
ShowProgress = Callable[[Progress, str], None]  # takes this device's progress, and the state of the training


@dataclass(frozen=True, slots=True)
class PreparedLearner:
    """A learner that is ready, the fingerprint of the plan and base it works for, and what protects its changes."""

    learner: Learner
    base: str
    privacy: LocalPrivacy = field(default_factory=LocalPrivacy)

    @property
    def most_bytes(self) -> int:
        """How large a message to this device may be: the shared weights in half precision, and some words."""
        return 2 * self.learner.size + MIB


class Membership:
    """The part of this device in one training. ``show`` is told how far it is; ``stop`` says when to leave."""

    def __init__(
        self, link: TeamLink, prepared: PreparedLearner, clock: Clock, show: ShowProgress, stop: Callable[[], bool]
    ) -> None:
        self._link = link
        self._prepared = prepared
        self._clock = clock
        self._show = show
        self._stop = stop
        self._progress = Progress(0, 0, 0, 0.0)
        self._state: Mapping[str, Any] = {}
        self._app = ClientApp()
        self._app.train()(self._learn)

    def take_part(self) -> Mapping[str, Any]:
        """Learn in every round. Returns what the coordinator said last, when the training is over or ``stop`` is true.

        Raises what went wrong last when the coordinator was away, or refused everything, for ten minutes.
        """
        away_since: float | None = None
        while not self._stop():
            try:
                if self._is_over():
                    return self._state
                self._work()
                away_since = None
            except (Unreachable, NotFound, PeerFault, BadInput) as error:
                now = self._clock.steady()
                away_since = now if away_since is None else away_since
                if now - away_since > AWAY_SECONDS:
                    raise
                self._show(self._progress, f"waiting: {error.message}")
                self._clock.sleep(REPORT_SECONDS)
                with suppress(Unreachable, NotFound, PeerFault):
                    self._link.enter()
        return self._state

    def _is_over(self) -> bool:
        """Report, and return whether the training has ended."""
        told = self._link.report(_told(self._progress))
        state = told.get("state")
        if state not in get_args(State):
            raise PeerFault("The coordinator tells a state that no training has.")
        self._state = told
        self._show(self._progress, str(state))
        return state in ("finished", "failed")

    def _work(self) -> None:
        """Carry out the next message, if there is one."""
        message = self._link.receive(self._prepared.most_bytes)
        if message is None:
            self._clock.sleep(LOOK_SECONDS)
            return
        begun = self._clock.steady()
        with _Reporter(self._tell_progress):
            reply = self._answered(message)
            self._link.send(reply, self._clock.steady() - begun)

    def _answered(self, message: Message) -> Message:
        """The reply to a message: what was learned, or an error with its reason."""
        context = Context(message.metadata.run_id, message.metadata.dst_node_id, {}, RecordDict(), {})
        try:
            return self._app(message=message, context=context)
        except (ForgeError, ValueError) as error:  # the message is no task for this device, or learning failed
            reason = error.message if isinstance(error, ForgeError) else "it was sent something that is no task"
            return Message(Error(FAILED, reason), reply_to=message)

    def _learn(self, message: Message, _context: Context) -> Message:
        shared, task = read_assignment(message.content, self._prepared.base)
        before = self._progress

        def tell(steps: int, tokens: int, loss: float) -> None:
            seconds = before.seconds + self._clock.steady() - begun
            self._progress = Progress(task.round, before.steps + steps, before.tokens + tokens, seconds, loss)
            self._show(self._progress, "training")

        begun = self._clock.steady()
        self._progress = replace(before, round=task.round)
        learned = self._prepared.learner.learn(shared, task, tell, self._stop)
        tell(learned.steps, learned.tokens, learned.loss)
        protected = replace(learned, change=self._prepared.privacy.over(learned.change))
        return Message(result(protected, self._prepared.base), reply_to=message)

    def _tell_progress(self) -> None:
        with suppress(ForgeError):  # the main loop notices that the coordinator is away, and waits for it
            self._link.report(_told(self._progress))


def _told(progress: Progress) -> dict[str, Any]:
    told = {"round": progress.round, "steps": progress.steps, "tokens": progress.tokens, "seconds": progress.seconds}
    return told if progress.loss is None else {**told, "loss": progress.loss}


class _Reporter:
    """Tells the coordinator every two seconds that this device is alive, while the block computes."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="training-report", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(REPORT_SECONDS):
            self._tell()
