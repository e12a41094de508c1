"""Fetching recognisers and voices from a hub on this machine, with the faults that real ones have."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from forge_ai.errors import BadInput, Damaged, Unreachable
from forge_ai.hub_settings import read_hub_settings
from forge_ai.models.store import ModelStore
from forge_ai.paths import Home
from forge_ai.testing.manual_clock import ManualClock
from forge_ai.voice.engines.fetch import OFFERS, fetch, git_id
from forge_ai.voice.engines.sherpa_models import ModelKind, models_in
from tests.models.hub_stand_in import Faults, HubStandIn

LISTENER = {
    "README.md": b"words",
    "encoder-epoch-99-avg-1.int8.onnx": b"e8" * 2_000_000,
    "encoder-epoch-99-avg-1.onnx": b"e" * 100,
    "decoder-epoch-99-avg-1.onnx": b"d" * 50_000,
    "joiner-epoch-99-avg-1.int8.onnx": b"j8" * 30_000,
    "joiner-epoch-99-avg-1.onnx": b"j" * 30_000,
    "tokens.txt": b"<blk> 0\n",
    "test_wavs/0.wav": b"RIFF",
}
VOICE = {"en_US-some-medium.onnx": b"v" * 90_000, "tokens.txt": b"_ 0\n", "lexicon.txt": b"a _\n", "MODEL_CARD": b""}
ROOT = Path(__file__).parents[3]
KILLED_BEFORE_THE_NEW_ONE_IS_THERE = """
import os, sys
from pathlib import Path
from forge_ai.paths import Home
from forge_ai.hub_settings import read_hub_settings
from forge_ai.voice.engines.fetch import fetch

home, url = Path(sys.argv[1]), sys.argv[2]

def end(event, arguments):
    if event == "os.rename" and str(arguments[1]) == str(home / "voice" / "repo"):
        os._exit(9)

sys.addaudithook(end)
settings = read_hub_settings({"HF_ENDPOINT": url, "HF_HOME": str(home / "hf")})
fetch(Home(home), "hf.co/org/repo", settings, lambda *what: None)
"""


class VoiceHub(HubStandIn):
    """A hub whose small files carry git's hash alone, as the real one's do."""

    def _listing(self):
        listed = json.loads(super()._listing())
        for entry in listed["siblings"]:
            data = self.files[entry["rfilename"]]
            entry["blobId"] = git_id(data + b"!" * self.faults.lies)
            if len(data) < 10_000:
                del entry["lfs"]
        return json.dumps(listed).encode()


def bring(home, hub, wish="hf.co/org/repo", told=None):
    settings = read_hub_settings({"HF_ENDPOINT": hub.url, "HF_HOME": str(home / "hf")})
    return fetch(Home(home), wish, settings, lambda *what: (told or []).append(what), clock=ManualClock())


def test_a_recogniser_comes_whole_and_without_what_it_does_not_need(home):
    told = [None]
    with VoiceHub(LISTENER) as hub:
        model = bring(home, hub, told=told)
    assert model.kind == ModelKind.LISTENER
    assert model.files["encoder"].endswith("encoder-epoch-99-avg-1.int8.onnx")
    assert model.files["joiner"].endswith("joiner-epoch-99-avg-1.int8.onnx")
    kept = {path.name for path in (home / "voice" / "repo").iterdir()}
    assert kept == {name for name in LISTENER if name.endswith(".int8.onnx") or name[:3] in ("dec", "tok")}
    licence, size = told[-1]
    assert licence == "mit"
    assert size == sum(len(LISTENER[name]) for name in kept)


def test_a_voice_comes_with_its_lexicon(home):
    with VoiceHub(VOICE) as hub:
        model = bring(home, hub)
    assert model.kind == ModelKind.SPEAKER
    assert model.files["lexicon"].endswith("lexicon.txt")
    assert [found.name for found in models_in(home / "voice")] == ["repo"]


def test_a_cut_goes_on_where_it_was(home):
    with VoiceHub(LISTENER, Faults(cuts=[1_500_000, 1_000_000])) as hub:
        bring(home, hub)
        ranges = [wanted for _, path, wanted, _ in hub.requests if "encoder" in path and wanted]
    assert ranges
    assert (home / "voice/repo/encoder-epoch-99-avg-1.int8.onnx").read_bytes() == LISTENER[
        "encoder-epoch-99-avg-1.int8.onnx"
    ]


def test_a_fetch_that_was_given_up_goes_on_at_the_next_try(home):
    with VoiceHub(LISTENER, Faults(cuts=[3_000_000, 0, 0, 0, 0, 0])) as hub, pytest.raises(Unreachable):
        bring(home, hub)
    assert not models_in(home / "voice")
    with VoiceHub(LISTENER) as hub:
        bring(home, hub)
        starts = [wanted for _, path, wanted, _ in hub.requests if "encoder" in path]
    assert any(wanted and wanted != "bytes=0-" for wanted in starts)


def test_wrong_bytes_are_never_kept(home):
    with VoiceHub(LISTENER, Faults(lies=True)) as hub, pytest.raises(Damaged):
        bring(home, hub)
    assert not models_in(home / "voice")


def test_a_small_file_with_wrong_bytes_is_never_kept(home):
    small = {name: data[:9_000] for name, data in LISTENER.items()}
    with VoiceHub(small, Faults(lies=True)) as hub, pytest.raises(Damaged, match="not what the hub says"):
        bring(home, hub)


def test_a_voice_that_steps_aside_is_no_model_and_comes_back_after_a_crash(home):
    with VoiceHub(dict(VOICE)) as hub:
        bring(home, hub)
        hub.files["tokens.txt"] = b"a newer one"
        command = [sys.executable, "-c", KILLED_BEFORE_THE_NEW_ONE_IS_THERE, str(home), hub.url]
        assert subprocess.run(command, check=False, cwd=ROOT).returncode == 9
        assert ModelStore(Home(home)).folder_names() == ["starter"]
        assert [found.name for found in models_in(home / "voice")] == ["repo"]
        assert (home / "voice/repo/tokens.txt").read_bytes() == VOICE["tokens.txt"]
        bring(home, hub)
    assert (home / "voice/repo/tokens.txt").read_bytes() == b"a newer one"


def test_a_repository_of_something_else_is_refused(home):
    with VoiceHub({"model.gguf": b"x" * 20_000}) as hub, pytest.raises(BadInput, match="no recogniser and no voice"):
        bring(home, hub)


def test_an_offer_that_there_is_not_is_refused_with_those_that_there_are(home):
    with VoiceHub({}) as hub, pytest.raises(BadInput) as refused:
        bring(home, hub, "nonsense")
    assert OFFERS[0].name in refused.value.hint
