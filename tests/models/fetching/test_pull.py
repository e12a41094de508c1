from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from forge_ai.errors import (
    AlreadyThere,
    BadInput,
    Damaged,
    ModelBroken,
    NotAllowed,
    PeerFault,
    UnknownModel,
    Unreachable,
)
from forge_ai.hub_settings import HubSettings, read_hub_settings
from forge_ai.models.fetching.pull import pull
from forge_ai.models.store import ModelStore
from forge_ai.testing.manual_clock import ManualClock
from forge_ai.testing.random_model import Shape, write_random_model
from forge_ai.testing.stranger import free_port
from tests.models.hub_stand_in import Faults, HubStandIn
from tests.models.stick import everything_below, store_at

SHAPE = Shape(layers=2, width=256, feed_forward=1024, heads=4, heads_kv=4, vocabulary=2048)


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_random_model(tmp_path_factory.mktemp("weights") / "w.gguf", SHAPE).read_bytes()


@pytest.fixture
def hub(weights: bytes) -> Iterator[HubStandIn]:
    with HubStandIn({"repo-Q4_K_M.gguf": weights, "repo-Q8_0.gguf": b"other", "README.md": b"hi"}) as hub:
        yield hub


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return store_at(tmp_path / "home")


def settings_for(hub: HubStandIn, tmp_path: Path, **more: str) -> HubSettings:
    return read_hub_settings({"HF_ENDPOINT": hub.url, "HF_HOME": str(tmp_path / "hf"), **more})


def test_a_model_is_fetched_checked_and_described(
    hub: HubStandIn, store: ModelStore, tmp_path: Path, weights: bytes
) -> None:
    model = pull(store, "hf.co/org/repo:Q4_K_M", settings_for(hub, tmp_path), clock=ManualClock())
    assert model.name == "repo-Q4_K_M"
    assert model.weights.read_bytes() == weights
    assert model.manifest.licence == "mit"
    assert model.manifest.provenance["commit"] == "c" * 40
    assert [file.path for file in model.manifest.files] == ["Modelfile", "model.gguf"]


def test_without_a_tag_the_usual_weights_are_taken(hub: HubStandIn, store: ModelStore, tmp_path: Path) -> None:
    assert pull(store, "org/repo", settings_for(hub, tmp_path), name="mine", clock=ManualClock()).name == "mine"


@pytest.mark.parametrize("cuts", [[1000], [0, 0, 500_000], [10, 20, 30, 40, 50, 60, 70]])
def test_a_cut_connection_is_taken_up_where_it_ended(
    hub: HubStandIn, store: ModelStore, tmp_path: Path, weights: bytes, cuts: list[int]
) -> None:
    hub.faults = Faults(cuts=list(cuts))
    model = pull(store, "org/repo:Q4_K_M", settings_for(hub, tmp_path), clock=ManualClock())
    assert model.weights.read_bytes() == weights
    ranges = [wanted for kind, _, wanted, _ in hub.requests if kind == "bytes"]
    places = [0, *(sum(cuts[: number + 1]) for number in range(len(cuts)))]
    assert ranges == [f"bytes={place}-" if place else None for place in places]


def test_a_hub_that_never_comes_back_ends_it_and_the_next_try_goes_on(
    hub: HubStandIn, store: ModelStore, tmp_path: Path, weights: bytes
) -> None:
    clock = ManualClock()
    hub.faults = Faults(cuts=[300_000, 0, 0, 0, 0])
    with pytest.raises(Unreachable, match="does not answer"):
        pull(store, "org/repo:Q4_K_M", settings_for(hub, tmp_path), clock=clock)
    assert clock.steady() == 1 + 2 + 4 + 8
    assert store.models() == []
    hub.requests.clear()
    assert pull(store, "org/repo:Q4_K_M", settings_for(hub, tmp_path)).weights.read_bytes() == weights
    assert [wanted for kind, _, wanted, _ in hub.requests if kind == "bytes"] == ["bytes=300000-"]


def test_a_hub_that_is_not_there_is_told_without_the_number_of_an_error(store: ModelStore, tmp_path: Path) -> None:
    nowhere = read_hub_settings({"HF_ENDPOINT": f"http://127.0.0.1:{free_port()}", "HF_HOME": str(tmp_path)})
    with pytest.raises(Unreachable, match=r"does not answer: (?!\[Errno)\w"):
        pull(store, "org/repo", nowhere, clock=ManualClock())


def test_a_server_that_knows_no_ranges_costs_time_and_no_bytes(
    hub: HubStandIn, store: ModelStore, tmp_path: Path, weights: bytes
) -> None:
    hub.faults = Faults(cuts=[400_000], knows_ranges=False)
    assert (
        pull(store, "org/repo:Q4_K_M", settings_for(hub, tmp_path), clock=ManualClock()).weights.read_bytes() == weights
    )


def test_a_busy_hub_is_asked_again(hub: HubStandIn, store: ModelStore, tmp_path: Path) -> None:
    hub.faults = Faults(statuses=[429, 503])
    assert pull(store, "org/repo", settings_for(hub, tmp_path), clock=ManualClock()).name


def test_a_hub_that_stays_away_is_given_up_before_a_person_does(
    hub: HubStandIn, store: ModelStore, tmp_path: Path
) -> None:
    hub.faults, clock = Faults(statuses=[503] * 9), ManualClock()
    before = clock.steady()
    with pytest.raises(Unreachable, match="does not answer"):
        pull(store, "org/repo", settings_for(hub, tmp_path), clock=clock)
    assert clock.steady() - before < 5


def test_wrong_bytes_never_become_a_model(hub: HubStandIn, store: ModelStore, tmp_path: Path) -> None:
    hub.faults = Faults(lies=True)
    with pytest.raises(Damaged, match=r"model\.gguf is damaged"):
        pull(store, "org/repo:Q4_K_M", settings_for(hub, tmp_path), clock=ManualClock())
    assert store.models() == []
    assert everything_below(tmp_path / "home" / "staging") == set()


def test_a_file_that_is_no_model_is_refused(hub: HubStandIn, store: ModelStore, tmp_path: Path) -> None:
    with pytest.raises(ModelBroken):
        pull(store, "org/repo:Q8_0", settings_for(hub, tmp_path), clock=ManualClock())
    assert everything_below(tmp_path / "home" / "staging") == set()


def test_the_token_goes_to_the_hub_and_not_to_the_server_of_the_bytes(
    hub: HubStandIn, store: ModelStore, tmp_path: Path
) -> None:
    hub.faults = Faults(gated=True)
    with pytest.raises(NotAllowed, match="gated"):
        pull(store, "org/repo:Q4_K_M", settings_for(hub, tmp_path), clock=ManualClock())
    pull(store, "org/repo:Q4_K_M", settings_for(hub, tmp_path, HF_TOKEN="secret"), clock=ManualClock())
    seen = {kind: authorization for kind, _, _, authorization in hub.requests}
    assert seen == {"hub": "Bearer secret", "bytes": None}


def test_the_token_is_read_where_hugging_face_keeps_it(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("kept\n")
    assert read_hub_settings({"HF_HOME": str(tmp_path)}).token == "kept"
    assert read_hub_settings({"HF_HOME": str(tmp_path), "HF_TOKEN": "other"}).token == "other"
    assert read_hub_settings({"HF_HOME": str(tmp_path), "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1"}).token == ""


def fill_cache(tmp_path: Path, data: bytes) -> Path:
    repository = tmp_path / "hf" / "hub" / "models--org--repo"
    blob = repository / "blobs" / hashlib.sha256(data).hexdigest()
    snapshot = repository / "snapshots" / ("c" * 40)
    for folder in (blob.parent, snapshot, repository / "refs"):
        folder.mkdir(parents=True)
    blob.write_bytes(data)
    (snapshot / "repo-Q4_K_M.gguf").symlink_to(blob)
    (repository / "refs" / "main").write_text("c" * 40)
    return blob


def test_what_lies_in_the_cache_is_not_fetched(
    hub: HubStandIn, store: ModelStore, tmp_path: Path, weights: bytes
) -> None:
    fill_cache(tmp_path, weights)
    assert (
        pull(store, "org/repo:Q4_K_M", settings_for(hub, tmp_path), clock=ManualClock()).weights.read_bytes() == weights
    )
    assert [kind for kind, *_ in hub.requests] == ["hub"]


def test_offline_nothing_is_asked(hub: HubStandIn, store: ModelStore, tmp_path: Path, weights: bytes) -> None:
    settings = settings_for(hub, tmp_path, HF_HUB_OFFLINE="1")
    with pytest.raises(Unreachable, match="not in the cache"):
        pull(store, "org/repo", settings)
    fill_cache(tmp_path, weights)
    assert pull(store, "org/repo", settings).weights.read_bytes() == weights
    assert hub.requests == []


def test_rot_in_the_cache_is_noticed(hub: HubStandIn, store: ModelStore, tmp_path: Path, weights: bytes) -> None:
    fill_cache(tmp_path, weights).write_bytes(bytes(len(weights)))
    with pytest.raises(Damaged):
        pull(store, "org/repo", settings_for(hub, tmp_path, HF_HUB_OFFLINE="1"))
    (tmp_path / "hf" / "hub" / "models--org--repo" / "blobs").rename(tmp_path / "away")


def test_a_taken_name_is_refused_before_the_long_way(hub: HubStandIn, store: ModelStore, tmp_path: Path) -> None:
    settings = settings_for(hub, tmp_path)
    pull(store, "org/repo", settings, clock=ManualClock())
    hub.requests.clear()
    with pytest.raises(AlreadyThere):
        pull(store, "org/repo", settings, clock=ManualClock())
    assert [kind for kind, *_ in hub.requests] == ["hub"]


def test_what_is_not_there_is_named_with_what_is(hub: HubStandIn, store: ModelStore, tmp_path: Path) -> None:
    with pytest.raises(UnknownModel) as caught:
        pull(store, "org/repo:Q2_K", settings_for(hub, tmp_path), clock=ManualClock())
    assert "repo-Q8_0.gguf" in caught.value.hint
    with pytest.raises(UnknownModel, match="on the hub"):
        pull(store, "org/absent", settings_for(hub, tmp_path), clock=ManualClock())


def test_a_hub_that_names_impossible_files_is_not_believed(store: ModelStore, tmp_path: Path) -> None:
    with HubStandIn({"../../evil.gguf": b"x"}) as hub, pytest.raises(PeerFault):
        pull(store, "org/repo", settings_for(hub, tmp_path), clock=ManualClock())


def test_a_hub_that_names_a_size_without_end_is_not_believed(store: ModelStore, tmp_path: Path) -> None:
    class Boasting(HubStandIn):
        def _listing(self) -> bytes:
            return super()._listing().replace(b'"size": 1}', b'"size": 1e999}')

    with Boasting({"x-Q8_0.gguf": b"x"}) as hub, pytest.raises(PeerFault, match="list of files"):
        pull(store, "org/repo", settings_for(hub, tmp_path), clock=ManualClock())


def test_split_weights_are_refused_with_a_way_out(store: ModelStore, tmp_path: Path) -> None:
    with HubStandIn({"repo-Q8_0-00001-of-00002.gguf": b"x"}) as hub, pytest.raises(BadInput, match="split"):
        pull(store, "org/repo", settings_for(hub, tmp_path), clock=ManualClock())


def test_nobody_at_the_endpoint_is_said(store: ModelStore, tmp_path: Path, hub: HubStandIn) -> None:
    settings = replace(settings_for(hub, tmp_path), endpoint="http://127.0.0.1:9")
    with pytest.raises(Unreachable, match="127"):
        pull(store, "org/repo", settings, clock=ManualClock())


class LostHub(HubStandIn):
    """A hub that names something else where a commit belongs."""

    def _listing(self) -> bytes:
        return super()._listing().replace(b"c" * 40, b"../elsewhere")


def test_a_hub_that_names_no_commit_is_asked_for_nothing_more(
    store: ModelStore, tmp_path: Path, weights: bytes
) -> None:
    with LostHub({"repo-Q4_K_M.gguf": weights}) as lost:
        with pytest.raises(PeerFault, match="names no commit"):
            pull(store, "hf.co/org/repo:Q4_K_M", settings_for(lost, tmp_path), clock=ManualClock())
        assert len(lost.requests) == 1
