"""`forge-ai train together`: several PCs learn one model, each from its own text.

Does not know how: the coordinator and the member do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from forge_ai.cli.options import AsJson
from forge_ai.cli.say import counted, harmless, note, print_json, size_of, warn
from forge_ai.cli.tables import table
from forge_ai.cli.training.team_view import HEADINGS, OwnLine, TeamView, device_row
from forge_ai.cli.training.train import named_texts
from forge_ai.cli.training.unfinished import interrupt_as_stop, is_in_store, unless_taken, working_folder
from forge_ai.cli.typed import text_of
from forge_ai.cli.waiting import SOON, in_peace, reaching, sign_of_life
from forge_ai.errors import ForgeError
from forge_ai.models.store import StoredModel
from forge_ai.settings import Settings, settings_of_this_process
from forge_ai.training.together.rounds import Method

if TYPE_CHECKING:
    from forge_ai.comms.peers.access import Access
    from forge_ai.comms.together.coordinator import Coordinator
    from forge_ai.comms.together.joining import End
    from forge_ai.services import Services
    from forge_ai.training.together.board import Board
    from forge_ai.training.together.plan import TeamPlan

FETCH_SECONDS = 600.0  # how long the coordinator stays for those who have not fetched the model yet
INTERRUPTED = 130
NOISE = "noise that protects takes hundreds of devices to average out. With a few it ruins the model: see the docs."

app = typer.Typer(help="Several PCs, each with its own text, one model.", no_args_is_help=True, rich_markup_mode=None)


@app.command("coordinate")
def coordinate(
    name: Annotated[str, typer.Argument(help="Name of the new model.")],
    base: Annotated[str, typer.Option("--base", "-b", help="The model that all begin with.")] = "starter",
    rounds: Annotated[int, typer.Option("--rounds", "-r", min=1, help="How often all meet.")] = 5,
    min_devices: Annotated[int, typer.Option("--min-devices", min=1, help="Wait for so many before beginning.")] = 2,
    minutes: Annotated[
        float, typer.Option("--round-minutes", help="How long each device learns between two meetings.")
    ] = 2.0,
    steps: Annotated[int, typer.Option("--round-steps", min=0, help="Steps instead of minutes, for comparisons.")] = 0,
    strategy: Annotated[Method, typer.Option("--strategy", "-s", help="fedavg or diloco.")] = "fedavg",
    momentum: Annotated[float, typer.Option("--momentum", help="Outer momentum of DiLoCo.")] = 0.5,
    outer_rate: Annotated[float, typer.Option("--outer-rate", help="Outer rate of DiLoCo.")] = 0.7,
    rank: Annotated[int, typer.Option("--adapter", min=0, help="Learn only a LoRA adapter of this rank; 0: all.")] = 0,
    seed: Annotated[int, typer.Option("--seed", min=0, max=4_294_967_295, help="Makes chance repeatable.")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="Go on after the last finished round.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Begin anew; replace a model of this name.")] = False,
) -> None:
    """Lead a training on this device. Others join it; Ctrl-C keeps what the finished rounds made."""
    from forge_ai.comms.together.flower import require_together
    from forge_ai.models.lineage import weights_id
    from forge_ai.services import Services
    from forge_ai.training.learning.adapter import AdapterShape
    from forge_ai.training.together.plan import TeamPlan
    from forge_ai.training.together.rounds import Strategy

    require_together()
    settings = settings_of_this_process()
    services = Services(settings)
    parent = services.store.find(base)
    plan = TeamPlan(
        name, base, weights_id(parent.manifest), rounds, 60 * minutes, steps, min_devices,
        Strategy(strategy, outer_rate, momentum), AdapterShape(rank, 2.0 * rank) if rank else None, seed,
    )  # fmt: skip
    plan.check()
    may_replace = replace or (resume and is_in_store(settings, name))
    if not may_replace:
        services.store.check_free(name)
    view, told = TeamView(), "\nStopping after this round's messages ..."
    with (
        working_folder(settings, name, resume=resume, replace=replace) as folder,
        interrupt_as_stop(told, begun=lambda: view.has_begun) as stop,
        _node(settings, services) as node,
    ):
        model = _lead(services, plan, parent, folder, view, stop.is_set, node, replace=may_replace)
        services.store.throw_away(folder)
    print(model.name)
    note(f'{model.name} is in the store. Ask it: forge-ai ask --model {model.name} "..."')


def _lead(
    services: Services,
    plan: TeamPlan,
    base: StoredModel,
    folder: Path,
    view: TeamView,
    stop: Callable[[], bool],
    node: str,
    *,
    replace: bool,
) -> StoredModel:
    with sign_of_life("Getting ready ..."):  # what learns is loaded, which takes its time
        from forge_ai.comms.together.coordinator import Coordinator
        from forge_ai.comms.together.grid import TrainingStopped

    run_folder, clock = services.home.run, services.clock
    leader = Coordinator(plan, base, services.store, folder, run_folder, clock, view.show, stop, may_replace=replace)
    try:
        with sign_of_life("Getting ready ..."):
            leader.prepare()
        _invite(node, plan)
        with view, unless_taken(plan.name):
            model = leader.lead()
            view.show(leader.board)
            _see_off(leader)
        return model
    except (TrainingStopped, KeyboardInterrupt):
        note(_stopped(leader.rounds_done))
        raise typer.Exit(INTERRUPTED) from None
    except ForgeError as error:
        leader.fail(error.message)
        raise
    finally:
        leader.close()


def _stopped(rounds: int) -> str:
    if not rounds:
        return "Stopped before a round was finished: there is nothing to go on from."
    return f"Stopped after round {rounds}. Go on with: forge-ai train together coordinate ... --resume"


def _invite(node: str, plan: TeamPlan) -> None:
    length = f"{plan.steps} steps" if plan.steps else f"{plan.seconds / 60:g} minutes"
    rounds = counted(plan.rounds, "round")
    note(f"{plan.name}: {rounds} of {length}, from {plan.base}, by {plan.strategy.method}.")
    note(f"  A device joins with: forge-ai train together join {node} --data notes.txt")
    note("  It needs to be paired (forge-ai pair) and to have the right: forge-ai devices rights DEVICE ask sync train")
    note(f"Waiting for {counted(plan.min_devices, 'device')} ...")


def _see_off(leader: Coordinator) -> None:
    """Wait until the devices that are still here have fetched the model."""
    waiting = [member.name for member in leader.board.members.values() if member.here]
    if waiting:
        note(f"Waiting until {', '.join(waiting)} fetched the model (Ctrl-C ends that) ...")
        leader.wait_for_fetchers(FETCH_SECONDS)


@contextmanager
def _node(settings: Settings, services: Services) -> Iterator[str]:
    """The name of the node of this device through which others join: one that runs, or one while the block lasts."""
    from forge_ai.cli.devices.own_node import own_node
    from forge_ai.comms.network import EnigmaNode
    from forge_ai.errors import UnknownPeer

    try:
        found = own_node(services)
        note(f"{found.name} at {found.access.address} lets the devices in.")
        yield found.name
        return
    except UnknownPeer:
        pass
    with EnigmaNode(settings=settings, load_model=False) as node:
        node.begin()
        note(f"{node.name} answers at https://127.0.0.1:{node.port} while this goes on.")
        yield node.name


@app.command("join")
def join(
    peer: Annotated[str, typer.Argument(help="The coordinating device: its name, or 192.168.1.100:5000.")],
    data: Annotated[
        list[Path] | None, typer.Option("--data", "-d", help="Text or chat files, or folders; they stay here.")
    ] = None,
    more: Annotated[list[Path] | None, typer.Argument(help="More of them, or all.", metavar="FILES...")] = None,
    speaker: Annotated[str, typer.Option("--as", help="Whom of a WhatsApp or Telegram chat it speaks as.")] = "",
    base: Annotated[str, typer.Option("--base", help="Name of the base here, when it differs.")] = "",
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Learners side by side.")] = None,
    clip: Annotated[float, typer.Option("--clip", help="Longest change that leaves this device; 0: any.")] = 0.0,
    noise: Annotated[float, typer.Option("--noise", help="Noise in that change, as a multiple of --clip.")] = 0.0,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a model that has the name of the result.")
    ] = False,
) -> None:
    """Take part in a training with the text on this device."""
    texts = named_texts(data, more)
    with sign_of_life("Getting ready ..."):  # what learns is loaded, which takes its time
        from forge_ai.comms.together.flower import require_together

        require_together()  # before what is loaded next, which cannot be without it
        from forge_ai.cli.devices.own_node import place_of
        from forge_ai.comms.together.joining import Contribution, fetch_result, take_part
        from forge_ai.comms.together.privacy import LocalPrivacy
        from forge_ai.services import Services
        from forge_ai.training.texts.source import read_files

    settings = settings_of_this_process()
    services = Services(settings)
    peer = place_of(services, peer)
    privacy = LocalPrivacy(clip, noise)
    privacy.check()
    if noise:
        warn(NOISE)
    brought = Contribution(read_files(texts, text_of(speaker)), base, workers, privacy)
    with sign_of_life(f"Joining the training on {peer} ...") as end_sign:
        line = OwnLine(end_sign)
        with interrupt_as_stop("\nLeaving after this round ...", begun=lambda: line.has_begun) as stop:
            end = take_part(
                services,
                peer,
                brought,
                ask_code=in_peace(end_sign),
                stop=stop.is_set,
                show=line.show,
                wait=line.wait,
                replace=replace,
            )
    _check_finished(end)
    with sign_of_life(f"Fetching {end.name} ...", SOON):
        model = fetch_result(services, peer, end.name, replace=replace)
    print(model.name)
    note(f'{model.name} is here ({size_of(model.manifest.size)}). Ask it: forge-ai ask --model {model.name} "..."')


def _check_finished(end: End) -> None:
    if end.state == "failed":
        raise ForgeError(f"The training was broken off: {harmless(end.reason)}", hint="Ask on the coordinating device.")
    if end.state != "finished":
        note("Left. What this device sent in finished rounds stays in the model.")
        raise typer.Exit(INTERRUPTED)


@app.command("status")
def status(
    peer: Annotated[str | None, typer.Argument(help="The coordinating device (default: this one).")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the round, tokens, loss, time and bytes of every device."""
    board = _status_of(peer)
    if as_json:
        print_json(board.told())
        return
    print(harmless(f"{board.name}: {board.state}, round {board.round} of {board.rounds}"))
    table(HEADINGS, [device_row(device) for device in board.told()["devices"]])
    for each in board.left_out:
        print(harmless(f"round {each.round}: {each.device} was left out: {each.reason}"))


def _status_of(peer: str | None) -> Board:
    from forge_ai.cli.devices.own_node import own_node, place_of
    from forge_ai.services import Services
    from forge_ai.training.together.board import read_board

    services = Services(settings_of_this_process())
    if peer is None:
        return read_board(own_node(services).ask("GET", "/api/v1/training/status"))
    from forge_ai.comms.finding.way import way_to
    from forge_ai.comms.together.coordinator_api import CoordinatorApi

    with reaching(peer) as ask_code:
        access: Access = way_to(services, place_of(services, peer), ask_code)
        with CoordinatorApi(access) as api:
            return api.board()
