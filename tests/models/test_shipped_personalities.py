"""The personalities that come with ForgeAI fit the starter that comes with it, and are small."""

from __future__ import annotations

from forge_ai.models.gguf.adapter_header import check_fit
from forge_ai.models.personalities import adapters_of, check_arrived, personalities_of
from forge_ai.models.store import SHIPPED, STARTER, ModelStore
from forge_ai.models.verify import verify_model
from forge_ai.paths import Home


def test_they_were_made_for_these_very_weights(tmp_path):
    starter = ModelStore(Home(tmp_path)).find(STARTER)
    found = personalities_of(starter)
    assert [one.name for one in found] == ["alice", "bob"]
    assert all(one.fits for one in found), "train them again: make personas"
    check_arrived(SHIPPED / STARTER, starter.manifest)
    verify_model(starter)


def test_their_adapters_are_small(tmp_path):
    for adapter in adapters_of(ModelStore(Home(tmp_path)).find(STARTER)):
        assert adapter.stat().st_size < 500_000
        assert check_fit(adapter, SHIPPED / STARTER / "model.gguf").rank == 8
