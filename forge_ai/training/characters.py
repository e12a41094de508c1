"""The adapters of the personalities that come with ForgeAI: learned on the shipped starter, put beside it.

Run as ``python -m forge_ai.training.characters --ship FOLDER``; it needs a few minutes. Nothing is stored but the
adapters, each bound to the weights that it was learned on. Does not know what the personalities say.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from forge_ai.clock import Clock, SystemClock
from forge_ai.models.describe import ModelNotes, describe_file, describe_model, write_manifest
from forge_ai.models.files.replacing import mend, put_in_place
from forge_ai.models.manifest import MANIFEST_FILE, WEIGHTS_FILE, read_manifest
from forge_ai.models.personalities import FOLDER
from forge_ai.models.store import SHIPPED, STARTER
from forge_ai.paths import write_whole
from forge_ai.protocol.conversations.personality import Personality, check_personality
from forge_ai.training.extra import require_training
from forge_ai.training.files.base import load_base
from forge_ai.training.files.gguf_file import About
from forge_ai.training.files.outcome import ADAPTER, write_adapter_outcome
from forge_ai.training.learning.adapter import AdapterShape, adapt, recipe_for_adapter
from forge_ai.training.learning.checkpoint import Standing
from forge_ai.training.learning.loop import Recipe, Run, fit
from forge_ai.training.learning.model import best_device
from forge_ai.training.learning.progress import Lines, Observer
from forge_ai.training.learning.schedule import Budget
from forge_ai.training.lessons.characters import CHARACTERS, Character, lessons_of
from forge_ai.training.tokens.batches import pack
from forge_ai.training.tokens.supply import WrittenRows

SHAPE: Final = AdapterShape(rank=8, alpha=16.0)
STEPS: Final = 440
MINUTES: Final = 8.0
BATCH_TOKENS: Final = 1536  # an adapter learns a manner from many small steps, not from few large ones
WARMUP_STEPS: Final = 8
HELD_OUT: Final = 48
MOST_TOKENS: Final = 120


@dataclass(frozen=True, slots=True)
class CharacterOrder:
    """What is asked of one character's training: on which base, into which folder, and how."""

    character: Character
    base: Path
    out: Path
    recipe: Recipe


def train_character(order: CharacterOrder, observer: Observer, clock: Clock) -> Standing:
    """Learn one character's adapter, and leave it in the folder."""
    require_training()
    model, tokenizer = load_base(order.base)
    longest = model.config.max_position_embeddings
    adapted = adapt(model, SHAPE, order.recipe.seed)
    rows = WrittenRows(lessons_of(order.character), tokenizer, order.recipe.seed * 1_000_000, longest)
    held_out = pack(rows.held_out(HELD_OUT), order.recipe.batch_tokens, (0,))
    name = order.character.name
    run = Run(model, rows, held_out, recipe_for_adapter(order.recipe), order.out, f"character {name}", best_device())
    standing = fit(run, observer, clock, lambda: False)
    about = About(name, "MIT", _provenance(order, standing))
    write_adapter_outcome(order.out, adapted, order.base, about, standing, "F16")
    return standing


def _provenance(order: CharacterOrder, standing: Standing) -> str:
    words = {
        "data": "conversations written by forge_ai.training.lessons.characters",
        "base": order.base.name,
        "seed": order.recipe.seed,
        "steps": standing.spent.steps,
        "tokens": standing.spent.tokens,
        "seconds": round(standing.spent.seconds),
    }
    return json.dumps(words, indent=2)


def personality_of(character: Character, base_sha256: str) -> Personality:
    """The character as a personality of the model with these weights."""
    return check_personality(
        Personality(
            name=character.name,
            system_prompt=character.prompt,
            description=character.description,
            sampling={"temperature": character.temperature, "top_p": 0.95, "max_tokens": MOST_TOKENS},
            adapter=f"{character.name}.gguf",
            base_sha256=base_sha256,
        )
    )


def put_beside(base: Path, trained: dict[Character, Path]) -> None:
    """Put adapters and personalities into the model's folder, in the place of all that were there, and describe it.

    After any crash the old folder or the new one is there; where the crash left none, the next call puts it back.
    """
    mend(base.parent, base.parent)
    made = base.parent / f".{base.name}.part"
    shutil.rmtree(made, ignore_errors=True)
    shutil.copytree(base, made, ignore=shutil.ignore_patterns(FOLDER))
    weights = describe_file(made, WEIGHTS_FILE)
    (made / FOLDER).mkdir(mode=0o755)
    for character, folder in trained.items():
        personality = personality_of(character, weights.sha256)
        write_whole(made / FOLDER / personality.adapter, (folder / ADAPTER).read_bytes(), mode=0o644)
        write_whole(made / FOLDER / f"{personality.name}.json", personality.to_bytes(), mode=0o644)
    old = read_manifest((made / MANIFEST_FILE).read_bytes())
    fresh = describe_model(old.name, made, ModelNotes(), [weights])
    write_manifest(made, replace(old, files=fresh.files))
    put_in_place(made, base, base.parent)


def _options(words: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m forge_ai.training.characters", description=__doc__)
    parser.add_argument(
        "--ship", type=Path, metavar="FOLDER", default=SHIPPED, help="the models that come with ForgeAI"
    )
    parser.add_argument("--steps", type=int, default=STEPS, help="steps for each (%(default)s)")
    parser.add_argument("--minutes", type=float, default=MINUTES, help="longest time for each (%(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="learners side by side (%(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(words)


def main() -> None:
    """Learn every character's adapter on the shipped starter, and put them beside it when all are done."""
    options = _options()
    mend(options.ship, options.ship)
    base = options.ship / STARTER
    recipe = Recipe(
        Budget(steps=options.steps, minutes=options.minutes),
        batch_tokens=BATCH_TOKENS,
        warmup_steps=WARMUP_STEPS,
        workers=options.workers,
        seed=options.seed,
    )
    with tempfile.TemporaryDirectory(prefix="forge-ai-characters-") as scratch:
        trained = {character: Path(scratch) / character.name for character in CHARACTERS}
        for character, folder in trained.items():
            train_character(CharacterOrder(character, base, folder, recipe), Lines(character.name), SystemClock())
        put_beside(base, trained)


if __name__ == "__main__":
    main()
