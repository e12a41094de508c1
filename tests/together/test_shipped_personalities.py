"""The personalities that come with ForgeAI, speaking: clearly different, by what a reader sees and by the measures."""

from __future__ import annotations

import json

from tests.programs import FORGE, run


def test_alice_and_bob_are_clearly_different(tmp_path):
    out = tmp_path / "talk.json"
    words = ("converse", "--topic", "the sea", "--turns", "16", "--private", "alice", "bob", "--out", str(out))
    done = run((*FORGE, *words), tmp_path / "home")
    assert done.returncode == 0, done.stderr
    found = json.loads(run((*FORGE, "converse", "analyse", str(out), "--json"), tmp_path / "home").stdout)
    alice, bob = found["speakers"]
    assert alice["questions_per_turn"] > 0.5 > bob["questions_per_turn"]
    assert alice["exclamations_per_turn"] > 0.5 > bob["exclamations_per_turn"]
    assert alice["words_per_turn"] > 1.5 * bob["words_per_turn"]


def test_each_says_who_it_is(tmp_path):
    for name in ("alice", "bob"):
        said = run((*FORGE, "ask", "--model", name, "Who are you?"), tmp_path / "home").stdout
        assert name in said.casefold()
