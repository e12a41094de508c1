"""Folders of another user, as they are left behind by a `sudo`: one clear line, or as if nothing were there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from forge_ai.errors import StorageFault
from forge_ai.hub_settings import read_hub_settings
from forge_ai.models.fetching.hub_cache import HubCache, HubFile
from forge_ai.models.import_gguf import import_from_ollama
from forge_ai.models.store import ModelStore
from forge_ai.paths import Home
from forge_ai.protocol.packages.hub_reference import read_reference
from forge_ai.settings import read_settings
from forge_ai.training.files.base import load_base
from forge_ai.training.learning.checkpoint import load_checkpoint
from forge_ai.training.tokens.replay import read_sample
from forge_ai.voice.choice import phrases
from forge_ai.voice.engines.sherpa_models import models_in

SOMEBODY_ELSE = 54_321
REPOSITORY = read_reference("hf.co/org/repo")

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="SKIPPED: only root may do something as somebody else")


@pytest.fixture
def closed(tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o700)
    return folder


def as_somebody_else(act):
    """The outcome of an act: 0 when it is true, 1 when it is a :class:`StorageFault`, else something else."""
    child = os.fork()
    if child == 0:
        os.setuid(SOMEBODY_ELSE)
        try:
            os._exit(0 if act() else 2)
        except StorageFault:
            os._exit(1)
        except BaseException:  # noqa: BLE001 - a child that was forked must not go on with the tests
            os._exit(3)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize(
    "act",
    [
        lambda closed: HubCache(closed).listing(REPOSITORY),
        lambda closed: import_from_ollama(ModelStore(Home(closed)), closed, "llama3.2"),
        lambda closed: ModelStore(Home(closed)).models(),
        lambda closed: models_in(closed / "voice"),
        lambda closed: phrases(read_settings({"FORGE_AI_HOME": str(closed)})),
        load_base,
        lambda closed: read_sample(closed, [], "model"),
        load_checkpoint,
    ],
)
def test_a_closed_folder_is_one_clear_error(closed: Path, act) -> None:
    assert as_somebody_else(lambda: act(closed)) == 1


def test_a_closed_cache_of_models_holds_nothing_and_no_token(closed):
    assert as_somebody_else(lambda: HubCache(closed).blob(REPOSITORY, HubFile("a", 1, "a" * 64)) is None) == 0
    assert as_somebody_else(lambda: read_hub_settings({"HF_HOME": str(closed)}).token == "") == 0
