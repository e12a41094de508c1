"""All that a device does to take part: find the coordinator, get the base, read its text, learn, fetch the model.

Does not know the command line.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from forge_ai.comms.finding.way import way_to
from forge_ai.comms.peers.access import AskCode
from forge_ai.comms.peers.model_copy import copy_model, models_of
from forge_ai.comms.peers.terminal import ask_at_terminal
from forge_ai.comms.together.link import TeamLink
from forge_ai.comms.together.member import REPORT_SECONDS, Membership, PreparedLearner, ShowProgress
from forge_ai.comms.together.privacy import LocalPrivacy
from forge_ai.errors import BadInput, ForgeError, NoTraining, Replaced, Unreachable
from forge_ai.limits import ERROR_TEXT_CHARACTERS
from forge_ai.models.lineage import weights_id
from forge_ai.models.store import StoredModel
from forge_ai.services import Services
from forge_ai.training.files.base import load_base
from forge_ai.training.learning.loop import Recipe
from forge_ai.training.learning.model import best_device
from forge_ai.training.learning.schedule import Budget
from forge_ai.training.texts.source import Source
from forge_ai.training.together.learner import Learner, Weights
from forge_ai.training.together.plan import TeamPlan, read_briefing
from forge_ai.training.tokens.rows import rows_of

COMING_SECONDS: Final = 120.0  # how long a training is waited for that has not begun, or whose coordinator begins anew
TellWait = Callable[[str, float], None]  # takes why a training is waited for, and for how many seconds at most


@dataclass(frozen=True, slots=True)
class End:
    """How a training ended for this device: its name, its last state (as `board.State`), and why it failed."""

    name: str
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a person lets this device bring into a training.

    ``base`` is the name of the base model on this device, empty when it is the same as at the coordinator. ``workers``
    is how many learners work side by side, None to measure what is best.
    """

    source: Source
    base: str
    workers: int | None
    privacy: LocalPrivacy


def take_part(
    services: Services,
    peer: str,
    contribution: Contribution,
    *,
    ask_code: AskCode,
    stop: Callable[[], bool],
    show: ShowProgress,
    wait: TellWait,
    replace: bool = False,
) -> End:
    """Learn in every round until the training that ``peer`` coordinates is over, or ``stop`` returns true.

    ``ask_code`` asks the person for the code of a peer that has not let this device in. ``show`` is called with the
    progress of this device, ``wait`` where the training is not there yet: it is waited for, two minutes at most.
    Without ``replace``, a model that has the name of the result already is an error. Raises :class:`BadInput` where
    this device has another base of that name, :class:`AlreadyThere` for a taken name, and the peer's refusals.
    """
    link, plan = _found(services, peer, ask_code, wait)
    with link:
        if not replace:
            services.store.check_free(plan.name)
        prepared = _prepared(services, peer, plan, contribution)
        with suppress(Unreachable, NoTraining):  # it went in the meantime; the membership waits for it, and enters
            link.enter()
        try:
            state = Membership(link, prepared, services.clock, show, stop).take_part()
        except BaseException:
            _leave(link)
            raise
        if stop():
            _leave(link)
        return End(plan.name, str(state.get("state", "")), str(state.get("reason", ""))[:ERROR_TEXT_CHARACTERS])


def _found(services: Services, peer: str, ask_code: AskCode, wait: TellWait) -> tuple[TeamLink, TeamPlan]:
    """The link to the training, and its plan, as soon as it is there. Raises why it is not, after two minutes."""
    ends = services.clock.steady() + COMING_SECONDS
    while True:
        try:
            return _briefed(TeamLink(way_to(services, peer, ask_code)))
        except (Unreachable, NoTraining) as error:
            left = ends - services.clock.steady()
            if left <= 0 or not _may_come(services, peer, error):
                raise
            wait(error.message, left)
        services.clock.sleep(REPORT_SECONDS)


def _briefed(link: TeamLink) -> tuple[TeamLink, TeamPlan]:
    try:
        return link, read_briefing(link.plan())
    except BaseException:
        link.close()
        raise


def _may_come(services: Services, peer: str, error: ForgeError) -> bool:
    """Whether it is worth waiting: the device is known here, so that its name or address is no slip."""
    if isinstance(error, Replaced):
        return False
    return any(peer.strip() in (device.name, device.address) for device in services.registry.devices())


def fetch_result(services: Services, peer: str, name: str, *, replace: bool) -> StoredModel:
    """Fetch the finished model into this device's store, and tell the coordinator that it arrived."""
    with models_of(services, peer, way_to(services, peer, ask_at_terminal)) as models:
        model, _ = copy_model(services.store, models, name, replace=replace)
    with TeamLink(way_to(services, peer, ask_at_terminal)) as link:
        _leave(link, has_result=True)
    return model


def _prepared(services: Services, peer: str, plan: TeamPlan, brought: Contribution) -> PreparedLearner:
    """The base is loaded and the text is read: ready to learn."""
    model, tokenizer = load_base(_base(services, peer, plan, brought.base or plan.base).folder)
    rows = rows_of(brought.source, tokenizer, model.config.max_position_embeddings)
    recipe = Recipe(Budget(steps=1), workers=brought.workers, seed=plan.seed)
    weights = Weights(model, plan.adapter, plan.seed)
    learner = Learner(weights, rows, recipe, best_device(), services.clock)
    return PreparedLearner(learner, plan.fingerprint, brought.privacy)


def _base(services: Services, peer: str, plan: TeamPlan, name: str) -> StoredModel:
    """The model in this device's store with exactly the weights of the plan's base; fetched where there is none."""
    known = [model for model in services.store.models() if weights_id(model.manifest) == plan.base_id]
    named = next((model for model in services.store.models() if model.name == name), None)
    if named is None and known:
        return known[0]
    if named is None:
        with models_of(services, peer, way_to(services, peer, ask_at_terminal)) as models:
            named, _ = copy_model(services.store, models, plan.base, new_name=name)
    if weights_id(named.manifest) != plan.base_id:
        raise BadInput(
            f"The model {name} here is another than the one that the training begins from.",
            hint=f"Fetch that one: forge-ai models copy {plan.base} {peer} --name other, and join with --base other",
        )
    return named


def _leave(link: TeamLink, *, has_result: bool = False) -> None:
    try:
        link.leave(has_result=has_result)
    except ForgeError:
        return  # the coordinator is gone, or notices our silence
