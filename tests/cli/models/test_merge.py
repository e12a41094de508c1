"""The relay and the merge as a person uses them: real commands, one after the other."""

from __future__ import annotations

import json

import pytest

from tests.programs import FORGE, run

TEXT = "".join(f"Q: What is the code of {letter}?\nA: The code is {ord(letter)}.\n\n" for letter in "KLMNOPQRSTUV")


def forge(home, *words, seconds=300):
    return run((*FORGE, *words), home, seconds=seconds)


@pytest.mark.train
def test_a_model_goes_on_elsewhere_with_a_sample_and_is_merged_with_its_parent(tmp_path):
    home, text = tmp_path / "home", tmp_path / "notes.txt"
    text.write_text(TEXT)
    shape = ("--size", "tiny", "--steps", "2", "--workers", "1")
    first = forge(home, "train", "base", "--data", str(text), *shape, "--keep-sample")
    assert first.returncode == 0, first.stderr
    assert "carries a sample of its text" in first.stderr
    second = forge(home, "train", "child", "--continue", "base", "--data", str(text), "--replay", "0.25", *shape)
    assert second.returncode == 0, second.stderr
    merged = forge(home, "models", "merge", "both", "child", "base", "--method", "ties", "--questions", "1")
    assert merged.returncode == 0, merged.stderr
    assert merged.stdout.splitlines()[0] == "both"
    assert [word for line in merged.stdout.splitlines() for word in line.split()][1:5] == [
        "skill", "both", "child", "base",
    ]  # fmt: skip
    manifest = json.loads(forge(home, "models", "show", "both", "--json").stdout)
    assert [parent["name"] for parent in manifest["provenance"]["merged_from"]] == ["child", "base"]
    none = forge(home, "train", "more", "--continue", "child", "--data", str(text), "--replay", "0.25")
    assert none.returncode == 2
    assert "carries no sample" in none.stderr
    stranger = forge(home, "models", "merge", "odd", "child", "starter")
    assert stranger.returncode == 2
    assert "cannot be merged" in stranger.stderr


def test_a_merge_is_told_to_other_programs_too(tmp_path):
    two = json.loads(
        forge(tmp_path, "models", "merge", "two", "starter", "starter", "--questions", "1", "--json").stdout
    )
    assert (two["name"], two["merged_from"], two["method"]) == ("two", ["starter", "starter"], "average")
    assert two["scores"]["two"].keys() == two["scores"]["starter"].keys()
    both = json.loads(forge(tmp_path, "models", "merge", "both", "alice", "bob", "--json").stdout)
    assert both == {"name": "both", "merged_from": ["alice", "bob"], "method": "average", "model": "starter"}


def test_words_that_are_no_weights_are_one_clear_line(tmp_path):
    done = forge(tmp_path, "models", "merge", "both", "a", "b", "--weights", "0.5,much")
    assert done.returncode == 2
    assert done.stderr.startswith("error: '0.5,much' are not numbers")
