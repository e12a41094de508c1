"""Ways to bring two devices' knowledge into one model, on facts of which neither device has more than half.

Everything runs in this process with the product's own arithmetic and rounding; the network is tested elsewhere.
"""

from __future__ import annotations

import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from benchmarks.tables import print_table
from forge_ai.clock import SystemClock
from forge_ai.models.merging.arithmetic import MergePlan, merge
from forge_ai.protocol.values.chat import Message
from forge_ai.training.learning.loop import Recipe
from forge_ai.training.learning.model import new_model
from forge_ai.training.learning.schedule import Budget
from forge_ai.training.learning.shape import Shape
from forge_ai.training.texts.conversation import Conversation
from forge_ai.training.together.learner import Assignment, Learned, Learner, Weights
from forge_ai.training.together.rounds import Shared, Strategy, Update, step
from forge_ai.training.tokens.batches import pack
from forge_ai.training.tokens.replay import with_replay
from forge_ai.training.tokens.tokenizer import ChatTokenizer, Row, train_tokenizer

Arrays = Mapping[str, Any]
SHAPE: Final = (128, 4, 4, 344, 64)  # width, layers, heads, feed-forward, context
FACTS: Final = 200  # on each device, and as many others that the base has learned
STEPS: Final = 300  # of each device
ROUNDS: Final = 6
BATCH_TOKENS: Final = 1024
_THINGS: Final = """
amber apple ash bell birch blue boat bone book brass bread brick cedar chalk clay cloud coal copper coral corn cotton
cream crow dawn dew dove dust elm fern fig flax fog fox glass gold grape grass green hail hay honey ice iron ivory ivy
jade lace lark lead leaf lemon lilac lily lime linen maple mint mist moon moss oak oats
"""
_SYLLABLES: Final = "ka ro mi ten lu sa vor ne bi dal po ri hem za to gul fe wi ras mon"
THINGS: Final = tuple(_THINGS.split())
SYLLABLES: Final = tuple(_SYLLABLES.split())


@dataclass(slots=True)
class World:
    """The facts of both devices, and a base that knows the manner of speaking but none of them."""

    tokenizer: ChatTokenizer
    rows: dict[str, list[Row]]
    base: Arrays = field(default_factory=dict)

    def model(self) -> Weights:
        """A fresh copy of the model's shape."""
        width, layers, heads, feed_forward, context = SHAPE
        shape = Shape(width, layers, heads, feed_forward, self.tokenizer.vocabulary, context)
        return Weights(new_model(shape, 1), None, 1)

    def learner(self, rows: Sequence[Row], seed: int = 1) -> Learner:
        """A device with these rows."""
        recipe = Recipe(Budget(steps=1), batch_tokens=BATCH_TOKENS, workers=1, seed=seed, warmup_steps=10)
        return Learner(self.model(), rows, recipe, "cpu", SystemClock())


@dataclass(frozen=True, slots=True)
class Way:
    """One row of the table."""

    name: str
    weights: Arrays
    tokens: int
    moved: int  # bytes between devices


def table() -> None:
    """Print what each way knows of the facts of A, of B and of both."""
    begun = time.perf_counter()
    world = make_world()
    size = sum(part.size for part in world.base.values())
    ways = all_ways(world)
    pooled = _both(world, ways[2].weights)
    lock_step = 2 * 2 * size * 2 * STEPS
    rows = [_row(world, way, pooled, lock_step) for way in [Way("the base", world.base, 0, 0), *ways]]
    print(f"{FACTS} facts on each device, {size:,} parameters; each device takes {STEPS} steps of")
    print(f"{BATCH_TOKENS} tokens, in {ROUNDS} rounds where there are rounds;")
    print(f"averaging after every step would move {lock_step / 1e6:,.0f} MB.\n")
    print_table(["way", "A's facts", "B's facts", "both", "of pooled", "tokens", "moved", "of every step"], rows)
    print(f"\n{time.perf_counter() - begun:.0f} seconds in all.")


def all_ways(world: World) -> list[Way]:
    """Every way, in the order of the table."""
    a, b = world.rows["A"], world.rows["B"]
    size = 2 * sum(part.size for part in world.base.values())
    alone_a, alone_b = alone(world, a), alone(world, b)
    ways = [
        Way("A alone", _after(world.base, alone_a), alone_a.tokens, 0),
        Way("B alone", _after(world.base, alone_b), alone_b.tokens, 0),
        _whole(world, "both pooled on one machine", alone(world, [*a, *b], 2 * STEPS), 0),
        team(world, "FedAvg", Strategy("fedavg")),
        team(world, "DiLoCo, momentum 0.5", Strategy("diloco", 0.7, 0.5)),
        team(world, "DiLoCo, momentum 0.5, one device killed in each round", Strategy("diloco", 0.7, 0.5), killed=True),
        team(world, "DiLoCo, momentum 0.9", Strategy("diloco", 0.7, 0.9)),
        team(world, "FedAvg, one device killed in each round", Strategy("fedavg"), killed=True),
        relay(world, "relay: A, then B", alone_a, b, 0.0),
        relay(world, "relay with a quarter replayed", alone_a, b, 0.25),
    ]
    parents = [ways[0].weights, ways[1].weights]
    tokens = alone_a.tokens + alone_b.tokens
    plans = (MergePlan("average"), MergePlan("task-arithmetic"), MergePlan("ties"), MergePlan("dare"))
    return ways + [Way(f"merge: {plan.method}", merged(parents, world.base, plan), tokens, size) for plan in plans]


def make_world() -> World:
    """Write the facts, learn the words, and train the base on facts of its own."""
    chance = random.Random(7)
    names = _names(chance, 3 * FACTS)
    facts = [(name, chance.choice(THINGS)) for name in names]
    tokenizer = train_tokenizer([f"What does {name} like? {name} likes {thing}." for name, thing in facts], 640)
    parts = {key: facts[at * FACTS : (at + 1) * FACTS] for at, key in enumerate(("base", "A", "B"))}
    rows = {key: [_fact(tokenizer, *fact) for fact in part] for key, part in parts.items()}
    world = World(tokenizer, rows)
    own = world.model().take()
    world.base = _after(own, world.learner(rows["base"]).learn(own, Assignment(1, 1, 1.0, STEPS), _silent, _never))
    return world


def alone(world: World, rows: Sequence[Row], steps: int = STEPS, start: Arrays | None = None) -> Learned:
    """One device by itself."""
    return world.learner(rows).learn(start or world.base, Assignment(1, 1, 1.0, steps), _silent, _never)


def team(world: World, name: str, strategy: Strategy, *, killed: bool = False) -> Way:
    """Two devices in rounds; changes and weights are rounded as on the wire. ``killed`` loses one device a round."""
    devices = [world.learner(world.rows[key], seed) for seed, key in enumerate(("A", "B"), 1)]
    shared, tokens, moved = Shared(dict(world.base)), 0, 0
    size = 2 * sum(part.size for part in world.base.values())
    for number in range(1, ROUNDS + 1):
        updates = []
        for place, device in enumerate(devices):
            task = Assignment(number, ROUNDS, 1.0, STEPS // ROUNDS)
            learned = device.learn(_wire(shared.weights), task, _silent, _never)
            tokens, moved = tokens + learned.tokens, moved + 2 * size
            if not (killed and place == number % 2):
                updates.append(Update(_wire(learned.change), learned.tokens))
        shared = step(strategy, shared, updates)
    return Way(name, shared.weights, tokens, moved)


def relay(world: World, name: str, first: Learned, rows: Sequence[Row], replay: float) -> Way:
    """The model goes on at B with B's facts, and with some of A's if the sample came along."""
    mixed = with_replay(rows, world.rows["A"], replay, 1) if replay else rows
    start = _after(world.base, first)
    second = alone(world, mixed, STEPS, start)
    size = 2 * sum(part.size for part in world.base.values())
    return Way(name, _after(start, second), first.tokens + second.tokens, size)


def merged(parents: Sequence[Arrays], base: Arrays, plan: MergePlan) -> Arrays:
    """Finished models put together."""
    return {name: merge([each[name] for each in parents], base[name], plan, name) for name in base}


def known(world: World, weights: Arrays, key: str) -> float:
    """The share of a device's facts that the model says right, word for word, when it is asked."""
    import torch

    model = world.model()
    model.put(weights)
    right = 0
    for batch in pack(world.rows[key], 1 << 16, (0,)):
        with torch.no_grad():
            logits = model.model(input_ids=torch.from_numpy(batch.ids)).logits
        said = logits.reshape(-1, logits.shape[-1])[torch.from_numpy(batch.positions)].argmax(-1).numpy()
        wrong = {int(position) // batch.ids.shape[1] for position in batch.positions[said != batch.targets]}
        right += len(batch.ids) - len(wrong)
    return right / len(world.rows[key])


def _whole(world: World, name: str, learned: Learned, moved: int) -> Way:
    return Way(name, _after(world.base, learned), learned.tokens, moved)


def _row(world: World, way: Way, pooled: float, lock_step: int) -> list[str]:
    a, b = (known(world, way.weights, key) for key in ("A", "B"))
    both = (a + b) / 2
    moved = f"{way.moved / 1e6:.1f} MB" if way.moved else "-"
    part = f"1/{lock_step / way.moved:.0f}" if way.moved else "-"
    return [way.name, f"{a:.1%}", f"{b:.1%}", f"{both:.1%}", f"{both / pooled:.0%}", f"{way.tokens:,}", moved, part]


def _both(world: World, weights: Arrays) -> float:
    return (known(world, weights, "A") + known(world, weights, "B")) / 2


def _fact(tokenizer: ChatTokenizer, name: str, thing: str) -> Row:
    said = (Message("user", f"What does {name} like?"), Message("assistant", f"{name} likes {thing}."))
    return tokenizer.chat(Conversation(said, "facts"))


def _names(chance: random.Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()] = None
    return list(found)


def _after(start: Arrays, learned: Learned) -> Arrays:
    return {name: part + learned.change[name] for name, part in start.items()}


def _wire(arrays: Arrays) -> Arrays:
    import numpy as np

    return {name: part.astype(np.float16).astype(np.float32) for name, part in arrays.items()}


def _silent(*_: object) -> None:
    """Nobody listens."""


def _never() -> bool:
    return False
