from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from forge_ai.errors import AlreadyThere, BadPackage, Damaged, NotFound
from forge_ai.models.exporter import ModelExporter
from forge_ai.models.packages.import_package import import_package
from forge_ai.models.store import ModelStore
from forge_ai.protocol.packages.package_signature import Origin, Signature
from forge_ai.testing.random_model import Shape
from tests.models.stick import add_model, everything_below, store_at

LARGER = Shape(layers=2, width=256, feed_forward=1024, heads=4, heads_kv=4, vocabulary=2048)  # about 6 MB


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of ``my_model`` on a stick."""
    (tmp_path / "stick").mkdir()
    source = store_at(tmp_path / "source")
    add_model(source, shape=LARGER)
    return ModelExporter.export_model("my_model", tmp_path / "stick", store=source)


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return store_at(tmp_path / "home")


def test_what_was_exported_arrives_whole(package: Path, store: ModelStore, tmp_path: Path) -> None:
    model = ModelExporter.import_model(str(package), store=store)
    original = store_at(tmp_path / "source").find("my_model")
    assert model.weights.read_bytes() == original.weights.read_bytes()
    assert model.manifest.system_prompt == original.manifest.system_prompt
    assert everything_below(model.folder) == {"manifest.json", "model.gguf", "Modelfile"}
    assert everything_below(tmp_path / "home" / "staging") == set()


def test_who_names_the_folder_or_another_package_is_told_what_lies_there(package: Path, store: ModelStore) -> None:
    for path in (package.parent, package.with_name("mine_package.zip")):
        with pytest.raises(NotFound) as told:
            ModelExporter.import_model(path, store=store)
        assert "That folder has my_model_package.zip." in told.value.hint


def test_what_was_imported_can_be_exported_to_the_same_bytes(package: Path, store: ModelStore, tmp_path: Path) -> None:
    ModelExporter.import_model(package, store=store)
    (tmp_path / "stick2").mkdir()
    again = ModelExporter.export_model("my_model", tmp_path / "stick2", store=store)
    assert again.read_bytes() == package.read_bytes()


def test_the_same_package_again_changes_nothing(package: Path, store: ModelStore) -> None:
    assert not import_package(store, package).was_here
    inode = store.find("my_model").weights.stat().st_ino
    assert import_package(store, package).was_here
    assert store.find("my_model").weights.stat().st_ino == inode


def test_what_came_from_here_is_known_again(store: ModelStore, tmp_path: Path) -> None:
    add_model(store)
    package = ModelExporter.export_model("my_model", tmp_path, store=store)
    assert import_package(store, package).was_here


def test_another_model_of_that_name_is_not_overwritten_unasked(package: Path, store: ModelStore) -> None:
    old = add_model(store, seed=9)
    with pytest.raises(AlreadyThere, match="my_model"):
        import_package(store, package)
    assert store.find("my_model").manifest == old
    import_package(store, package, replace=True)
    assert store.find("my_model").manifest != old


def test_a_damaged_model_is_healed_by_importing_it_again(package: Path, store: ModelStore) -> None:
    good = ModelExporter.import_model(package, store=store).weights.read_bytes()
    store.find("my_model").weights.write_bytes(b"rot")
    assert ModelExporter.import_model(package, store=store, replace=True).weights.read_bytes() == good


def test_a_model_can_get_another_name(package: Path, store: ModelStore) -> None:
    model = ModelExporter.import_model(package, store=store, name="renamed")
    assert (model.name, model.folder.name) == ("renamed", "renamed")
    assert [model.name for model in store.models()] == ["renamed"]


def test_a_package_under_a_download_name_is_accepted(package: Path, store: ModelStore) -> None:
    copy = shutil.copy(package, package.with_name("my_model_package (1).zip"))
    assert ModelExporter.import_model(copy, store=store).name == "my_model"


def test_a_package_that_was_renamed_to_another_model_needs_the_name_said(package: Path, store: ModelStore) -> None:
    copy = shutil.copy(package, package.with_name("starter_package.zip"))
    with pytest.raises(BadPackage, match="manifest is that of my_model"):
        ModelExporter.import_model(copy, store=store)
    assert ModelExporter.import_model(copy, store=store, name="other").name == "other"


class Pulled(Exception):
    """The test's own way to end an import in the middle."""


def cut_off(package: Path, store: ModelStore, at: float = 0.5) -> None:
    def pull(step: str, done: int, total: int) -> None:
        if done > total * at:
            raise Pulled

    with pytest.raises(Pulled):
        ModelExporter.import_model(package, store=store, progress=pull)
    assert store.models() == []


def steps_of_import(package: Path, store: ModelStore) -> list[tuple[str, int]]:
    steps: list[tuple[str, int]] = []
    ModelExporter.import_model(package, store=store, progress=lambda step, done, _: steps.append((step, done)))
    return steps


def test_an_import_that_was_cut_off_goes_on_where_it_was(package: Path, store: ModelStore, tmp_path: Path) -> None:
    cut_off(package, store)
    (part,) = (tmp_path / "home" / "staging").rglob("*.part")
    reached = part.stat().st_size
    steps = steps_of_import(package, store)
    assert max(done for step, done in steps if step == "comparing") == reached
    assert min(done for step, done in steps if step == "receiving") > reached
    assert everything_below(tmp_path / "home" / "staging") == set()


def test_a_damaged_part_of_an_earlier_try_is_thrown_away(package: Path, store: ModelStore, tmp_path: Path) -> None:
    cut_off(package, store)
    (part,) = (tmp_path / "home" / "staging").rglob("*.part")
    part.write_bytes(bytes(part.stat().st_size))
    assert steps_of_import(package, store)[-1][0] == "receiving"
    assert len(store.models()) == 1


def test_a_part_that_is_too_long_is_cut(package: Path, store: ModelStore, tmp_path: Path) -> None:
    cut_off(package, store)
    (part,) = (tmp_path / "home" / "staging").rglob("*.part")
    with part.open("ab") as file:
        file.write(bytes(20_000_000))
    assert ModelExporter.import_model(package, store=store).name == "my_model"


def test_a_stick_that_ends_in_the_middle_is_named_and_what_arrived_is_thrown_away(
    package: Path, store: ModelStore, tmp_path: Path
) -> None:
    data = package.read_bytes()

    def pull(step: str, done: int, total: int) -> None:
        package.write_bytes(data[: len(data) // 2])

    with pytest.raises(Damaged, match="ends"):
        ModelExporter.import_model(package, store=store, progress=pull)
    assert everything_below(tmp_path / "home" / "staging") == set()


def test_an_unfinished_import_of_another_package_makes_room(package: Path, store: ModelStore, tmp_path: Path) -> None:
    cut_off(package, store)
    source = store_at(tmp_path / "source")
    add_model(source, seed=5)
    (tmp_path / "stick2").mkdir()
    other = ModelExporter.export_model("my_model", tmp_path / "stick2", store=source)
    assert ModelExporter.import_model(other, store=store).name == "my_model"
    assert everything_below(tmp_path / "home" / "staging") == set()


def sign(data: bytes) -> Signature:
    return Signature("ab" * 16, "my_pc", "key", f"signed {len(data)}")


def judge(data: bytes, signature: Signature) -> Origin:
    if signature.value != f"signed {len(data)}":
        raise BadPackage("The signature is not one of this package.")
    return Origin("paired", signature.device, signature.name)


@pytest.fixture
def signed(tmp_path: Path, package: Path) -> Path:
    return ModelExporter.export_model("my_model", package.parent, store=store_at(tmp_path / "source"), sign=sign)


def test_a_signed_package_says_whose_it_is(signed: Path, store: ModelStore) -> None:
    origin = import_package(store, signed, judge=judge).origin
    assert (origin.standing, origin.name) == ("paired", "my_pc")
    assert str(origin) == "signed by my_pc (ABAB-ABAB-ABAB-ABAB), which this device is paired with"
    assert (store.find("my_model").folder / "signature.json").is_file()


def test_a_signature_that_nobody_can_judge_is_a_strangers(signed: Path, store: ModelStore) -> None:
    assert import_package(store, signed).origin.standing == "foreign"


def test_a_package_without_a_signature_is_shown_as_such(package: Path, store: ModelStore) -> None:
    assert import_package(store, package, judge=judge).origin.standing == "unsigned"


def test_a_wrong_signature_is_refused(signed: Path, store: ModelStore) -> None:
    def refuse(data: bytes, signature: Signature) -> Origin:
        return judge(data + b"x", signature)

    with pytest.raises(BadPackage, match="signature"):
        import_package(store, signed, judge=refuse)
    assert store.models() == []
