from __future__ import annotations

import contextlib
import os
import resource
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from forge_ai.errors import AlreadyThere, BadInput, BadName, Damaged, NotFound, StorageFault, UnknownModel
from forge_ai.models.exporter import ModelExporter
from forge_ai.models.files.folder_lock import alone
from forge_ai.models.packages.reader import open_package, verify_package
from forge_ai.models.packages.unfinished_volumes import unfinished_place
from forge_ai.models.store import ModelStore
from forge_ai.testing.random_model import Shape
from tests.disks import disk_of, protect
from tests.models.stick import SMALLEST, add_model, everything_below, store_at

PACKAGE = "my_model_package.zip"
LARGER = Shape(layers=2, width=256, feed_forward=1024, heads=4, heads_kv=4, vocabulary=2048)  # about 6 MB


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    store = store_at(tmp_path / "home")
    add_model(store)
    return store


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A stick of one megabyte."""
    with disk_of(tmp_path / "mounted", 2**20) as folder:
        yield folder


def verified(path: Path) -> str:
    with open_package(path) as package:
        verify_package(package)
        return package.manifest.files[0].sha256


def test_a_package_is_one_file_that_any_zip_program_opens(store: ModelStore, stick: Path) -> None:
    path = ModelExporter.export_model("my_model", stick, store=store)
    assert path == stick / PACKAGE
    assert everything_below(stick) == {PACKAGE}
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["manifest.json", "model.gguf", "Modelfile"]
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
        assert archive.read("model.gguf") == store.find("my_model").weights.read_bytes()


def test_the_folder_can_be_given_as_text_with_a_slash_at_its_end(store: ModelStore, stick: Path) -> None:
    assert ModelExporter.export_model("my_model", f"{stick}/", store=store) == stick / PACKAGE


def test_the_same_model_gives_the_same_bytes(store: ModelStore, stick: Path) -> None:
    first = ModelExporter.export_model("my_model", stick, store=store).read_bytes()
    assert ModelExporter.export_model("my_model", stick, store=store).read_bytes() == first


def test_every_package_holds_a_modelfile(store: ModelStore, stick: Path) -> None:
    with zipfile.ZipFile(ModelExporter.export_model("my_model", stick, store=store)) as archive:
        text = archive.read("Modelfile").decode()
    assert text.startswith("FROM ./model.gguf\n")
    assert "<|im_start|>" in text
    assert 'SYSTEM """Be kind."""' in text


def test_small_volumes_join_to_the_same_archive(store: ModelStore, stick: Path) -> None:
    whole = ModelExporter.export_model("my_model", stick, store=store).read_bytes()
    first = ModelExporter.export_model("my_model", stick, store=store, volume_bytes=10_000)
    volumes = sorted(stick.iterdir())
    assert first == volumes[0] == stick / f"{PACKAGE}.001"
    assert b"".join(volume.read_bytes() for volume in volumes) == whole
    assert {volume.stat().st_size for volume in volumes[:-1]} == {10_000}


def test_fewer_volumes_leave_none_of_the_old_ones(store: ModelStore, stick: Path) -> None:
    ModelExporter.export_model("my_model", stick, store=store, volume_bytes=5_000)
    ModelExporter.export_model("my_model", stick, store=store, volume_bytes=20_000)
    size = sum(path.stat().st_size for path in stick.iterdir())
    assert len(list(stick.iterdir())) == -(-size // 20_000)
    ModelExporter.export_model("my_model", stick, store=store)
    assert everything_below(stick) == {PACKAGE}


def test_volumes_are_found_under_the_name_without_a_number(store: ModelStore, stick: Path, tmp_path: Path) -> None:
    ModelExporter.export_model("my_model", stick, store=store, volume_bytes=10_000)
    for number, given in enumerate((PACKAGE, f"{PACKAGE}.001", f"{PACKAGE}.002")):
        other = store_at(tmp_path / f"other{number}")
        assert ModelExporter.import_model(stick / given, store=other).name == "my_model"


def test_a_missing_volume_is_noticed(store: ModelStore, stick: Path, tmp_path: Path) -> None:
    ModelExporter.export_model("my_model", stick, store=store, volume_bytes=10_000)
    (stick / f"{PACKAGE}.002").unlink()
    with pytest.raises(Damaged, match="cut off"):
        ModelExporter.import_model(stick / PACKAGE, store=store_at(tmp_path / "other"))


def test_volumes_that_would_be_too_many_are_refused_before_anything_is_written(store: ModelStore, stick: Path) -> None:
    with pytest.raises(BadInput, match="too many"):
        ModelExporter.export_model("my_model", stick, store=store, volume_bytes=10)
    assert everything_below(stick) == set()


def test_a_leftover_in_volumes_that_are_too_large_now_is_cut(store: ModelStore, stick: Path) -> None:
    shutil.copy(ModelExporter.export_model("my_model", stick, store=store), unfinished_place(stick, PACKAGE))
    (stick / PACKAGE).unlink()
    ModelExporter.export_model("my_model", stick, store=store, volume_bytes=10_000)
    assert max(volume.stat().st_size for volume in stick.iterdir()) == 10_000


def test_a_disk_with_small_files_gets_volumes_by_itself(store: ModelStore, stick: Path) -> None:
    def export_with_small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
        ModelExporter.export_model("my_model", stick, store=store)

    assert in_a_child(export_with_small_files) == 0
    volumes = sorted(stick.iterdir())
    assert len(volumes) > 2
    assert {volume.stat().st_size for volume in volumes[:-1]} == {30_000}
    assert verified(stick / PACKAGE) == store.find("my_model").manifest.files[0].sha256


def in_a_child(work: object) -> int:
    """Run something in a copy of this process; its exit status, or minus the signal that ended it."""
    child = os.fork()
    if not child:
        try:
            work()  # type: ignore[operator]
        except BaseException:  # noqa: BLE001
            os._exit(9)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_full_stick_is_refused_before_anything_is_written(mounted: Path, store: ModelStore) -> None:
    add_model(store, "large", shape=LARGER)
    steps: list[str] = []
    with pytest.raises(StorageFault, match="full"):
        ModelExporter.export_model("large", mounted, store=store, progress=lambda step, _, __: steps.append(step))
    assert steps == []
    assert everything_below(mounted) == set()


def test_a_stick_that_fills_up_on_the_way_is_left_as_it_was(mounted: Path, store: ModelStore) -> None:
    (mounted / "photos").write_bytes(bytes(600_000))

    def somebody_else_writes(step: str, done: int, total: int) -> None:
        with contextlib.suppress(OSError):
            (mounted / "more photos").write_bytes(bytes(400_000))

    with pytest.raises(StorageFault, match="full"):
        ModelExporter.export_model("my_model", mounted, store=store, progress=somebody_else_writes)
    assert everything_below(mounted) == {"photos", "more photos"}


def test_a_read_only_stick_is_named(mounted: Path, store: ModelStore) -> None:
    protect(mounted)
    with pytest.raises(StorageFault, match="read-only"):
        ModelExporter.export_model("my_model", mounted, store=store)


def test_a_full_disk_refuses_an_import_and_keeps_nothing(mounted: Path, store: ModelStore, stick: Path) -> None:
    add_model(store, "large", shape=LARGER)
    package = ModelExporter.export_model("large", stick, store=store)
    other = store_at(mounted / "home")
    before = everything_below(mounted)
    with pytest.raises(StorageFault, match="full"):
        ModelExporter.import_model(package, store=other)
    assert everything_below(mounted) == before


def test_a_missing_folder_is_not_made_because_it_may_be_a_stick_that_is_not_there(
    store: ModelStore, stick: Path
) -> None:
    with pytest.raises(StorageFault, match="no such"):
        ModelExporter.export_model("my_model", stick / "absent", store=store)
    assert everything_below(stick) == set()


@pytest.mark.parametrize("name", ["a b", "../x", "a/b", "x" * 300, "модель", "", ".hidden", "a..b", "con"])
def test_a_name_that_no_disk_could_carry_is_refused(store: ModelStore, stick: Path, name: str) -> None:
    with pytest.raises(BadName):
        ModelExporter.export_model(name, stick, store=store)
    assert everything_below(stick) == set()


def test_names_with_dots_travel(store: ModelStore, stick: Path, tmp_path: Path) -> None:
    add_model(store, "llama-3.2_1B.v2")
    path = ModelExporter.export_model("llama-3.2_1B.v2", stick, store=store)
    assert path.name == "llama-3.2_1B.v2_package.zip"
    assert ModelExporter.import_model(path, store=store_at(tmp_path / "other")).name == "llama-3.2_1B.v2"


def test_a_folder_with_spaces_and_other_scripts_works(store: ModelStore, stick: Path, tmp_path: Path) -> None:
    folder = stick / "Мои модели и 写真"
    folder.mkdir()
    path = ModelExporter.export_model("my_model", folder, store=store)
    assert ModelExporter.import_model(path, store=store_at(tmp_path / "other")).name == "my_model"


def test_an_unknown_model_is_named(store: ModelStore, stick: Path) -> None:
    with pytest.raises(UnknownModel, match="absent"):
        ModelExporter.export_model("absent", stick, store=store)


def test_a_missing_package_is_named(store: ModelStore, stick: Path) -> None:
    with pytest.raises(NotFound, match=PACKAGE):
        ModelExporter.import_model(stick / PACKAGE, store=store)


def test_rot_in_the_store_is_noticed_before_it_travels(store: ModelStore, stick: Path) -> None:
    weights = store.find("my_model").weights
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    with pytest.raises(Damaged, match=r"model\.gguf is damaged"):
        ModelExporter.export_model("my_model", stick, store=store)
    assert everything_below(stick) == set()


def test_weights_of_another_size_are_noticed(store: ModelStore, stick: Path) -> None:
    with store.find("my_model").weights.open("ab") as file:
        file.write(b"x")
    with pytest.raises(Damaged, match="another size"):
        ModelExporter.export_model("my_model", stick, store=store)


def test_a_stick_that_loses_a_byte_is_caught_by_the_read_back(store: ModelStore, stick: Path) -> None:
    old = ModelExporter.export_model("my_model", stick, store=store).read_bytes()
    add_model(store, seed=2)

    def lose_a_byte(step: str, done: int, total: int) -> None:
        if step == "flushing":
            with unfinished_place(stick, PACKAGE).open("r+b") as file:
                file.seek(5_000)
                file.write(b"\0\1\2")

    with pytest.raises(Damaged, match="other bytes back"):
        ModelExporter.export_model("my_model", stick, store=store, progress=lose_a_byte)
    assert everything_below(stick) == {PACKAGE}
    assert (stick / PACKAGE).read_bytes() == old


@pytest.mark.parametrize("pulled_at", ["flushing", "reading back", "publishing"])
def test_a_stick_that_is_pulled_and_unmounted_while_it_is_written_is_told_as_that(
    store: ModelStore, stick: Path, pulled_at: str
) -> None:
    def pull(step: str, _done: int, _all: int) -> None:
        if step == pulled_at and any(stick.iterdir()):
            stick.rename(stick.with_name("pulled"))
            stick.mkdir()  # what lies below the place where it was mounted

    with pytest.raises(StorageFault, match="does not answer") as raised:
        ModelExporter.export_model("my_model", stick, store=store, progress=pull)
    assert "unplugged" in raised.value.hint
    assert everything_below(stick) == set()


def test_two_exports_of_one_model_do_not_write_into_each_other(store: ModelStore, stick: Path) -> None:
    place = unfinished_place(stick, PACKAGE)
    place.touch()
    with alone(place, "writing"), pytest.raises(AlreadyThere, match="Another program"):
        ModelExporter.export_model("my_model", stick, store=store)
    assert ModelExporter.export_model("my_model", stick, store=store).is_file()


class Pulled(Exception):
    """The test's own way to end an export in the middle."""


def test_an_export_that_was_cut_off_goes_on_where_the_disk_really_is(store: ModelStore, stick: Path) -> None:
    add_model(store, shape=LARGER)

    def pull(step: str, done: int, total: int) -> None:
        if done > total // 2:
            raise Pulled

    with pytest.raises(Pulled):
        ModelExporter.export_model("my_model", stick, store=store, progress=pull)
    reached = unfinished_place(stick, PACKAGE).stat().st_size
    written: list[int] = []
    compared: list[int] = []

    def watch(step: str, done: int, total: int) -> None:
        {"writing": written, "comparing": compared}.get(step, []).append(done)

    ModelExporter.export_model("my_model", stick, store=store, progress=watch)
    assert max(compared) == reached
    assert min(written) > reached
    assert verified(stick / PACKAGE) == store.find("my_model").manifest.files[0].sha256


def test_a_damaged_leftover_is_overwritten_from_the_first_wrong_byte(store: ModelStore, stick: Path) -> None:
    good = ModelExporter.export_model("my_model", stick, store=store).read_bytes()
    unfinished_place(stick, PACKAGE).write_bytes(good[:3_000] + bytes(5_000) + good[8_000:] + b"too long")
    assert ModelExporter.export_model("my_model", stick, store=store).read_bytes() == good


def test_an_export_that_was_cut_off_before_the_first_byte_of_a_volume_goes_on(store: ModelStore, stick: Path) -> None:
    good = ModelExporter.export_model("my_model", stick, store=store).read_bytes()
    for number, left in enumerate((good[:10_000], good[10_000:20_000], b""), 1):
        unfinished_place(stick, PACKAGE, number).write_bytes(left)
    ModelExporter.export_model("my_model", stick, store=store, volume_bytes=10_000)
    assert verified(stick / PACKAGE) == store.find("my_model").manifest.files[0].sha256


def test_a_leftover_of_another_model_is_replaced(store: ModelStore, stick: Path) -> None:
    shutil.copy(ModelExporter.export_model("my_model", stick, store=store), unfinished_place(stick, PACKAGE))
    add_model(store, seed=3)
    ModelExporter.export_model("my_model", stick, store=store)
    assert verified(stick / PACKAGE) == store.find("my_model").manifest.files[0].sha256


def test_the_smallest_model_has_a_size_worth_testing() -> None:
    assert SMALLEST.width % 32 == 0
