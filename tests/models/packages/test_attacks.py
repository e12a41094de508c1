"""Packages that were made to harm: each refused with one clear error, nothing written outside, nothing left behind."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forge_ai.errors import BadPackage, Damaged, ForgeError, ModelBroken
from forge_ai.models.manifest import ModelFile
from forge_ai.models.packages.import_package import import_package
from forge_ai.models.packages.reader import open_package, verify_package
from forge_ai.testing.random_model import write_random_model
from tests.models.stick import SMALLEST, Item, archive, everything_below, manifest_of, package_of, store_at

HARMLESS = {"model.gguf": b"GGUF" + bytes(60), "Modelfile": b"FROM ./model.gguf\n"}


def refused(tmp_path: Path, data: bytes, words: str, error: type[ForgeError] = BadPackage) -> None:
    """Import these bytes as a package; expect the error with these words, and a disk as before."""
    stick = tmp_path / "stick"
    stick.mkdir(exist_ok=True)
    store = store_at(tmp_path / "home")
    package = stick / "my_model_package.zip"
    package.write_bytes(data)
    before = everything_below(tmp_path)
    with pytest.raises(error, match=words):
        import_package(store, package)
    assert everything_below(tmp_path) == before
    assert store.models() == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("../evil", "climbs out"),
        ("a/../../evil", "climbs out"),
        ("/etc/evil", "absolute"),
        ("C:/evil", "absolute"),
        ("a\\..\\evil", "backslash"),
        ("evil\0.gguf", "NUL"),
        ("con", "Windows keeps"),
        ("sub/AUX.txt", "Windows keeps"),
        ("name.", "ends with a dot"),
        (".hidden", "beginning with a letter"),
        ("a//b", "beginning with a letter"),
        ("./a", "beginning with a letter"),
        ("a b", "only letters"),
        ("", "only letters"),
        ("a/b/c/d/e", "folders deep"),
        ("x" * 300, "more than 100 characters"),
    ],
)
def test_a_path_that_could_land_elsewhere_is_refused(tmp_path: Path, path: str, words: str) -> None:
    refused(tmp_path, archive(package_of({**HARMLESS, path: b"x"})), words)


@pytest.mark.parametrize("path", ["mod\u00e9l", "mode\u0301l", "модель"])
def test_a_path_outside_ascii_is_refused_because_twins_look_alike(tmp_path: Path, path: str) -> None:
    refused(tmp_path, archive(package_of({**HARMLESS, path: b"x"})), "ASCII")


def test_a_path_in_the_manifest_alone_is_checked_too(tmp_path: Path) -> None:
    manifest = manifest_of({**HARMLESS, "../evil": b"x"})
    items = [Item(b"manifest.json", manifest.to_bytes()), *package_of(HARMLESS)[1:]]
    refused(tmp_path, archive(items), "climbs out")


def test_duplicates_are_refused(tmp_path: Path) -> None:
    refused(tmp_path, archive([*package_of(HARMLESS), Item(b"Modelfile", b"other")]), "twice")


def test_case_twins_are_refused(tmp_path: Path) -> None:
    refused(tmp_path, archive(package_of({**HARMLESS, "MODEL.gguf": b"x"})), "case does not count")


def test_a_file_and_a_folder_of_one_name_are_refused(tmp_path: Path) -> None:
    refused(tmp_path, archive(package_of({**HARMLESS, "modelfile/x": b"x"})), "below a file")


@pytest.mark.parametrize(("mode", "words"), [(0o120777, "a link"), (0o040755, "a folder"), (0o020644, "not a regular")])
def test_links_folders_and_devices_are_refused(tmp_path: Path, mode: int, words: str) -> None:
    items = package_of(HARMLESS)
    items[2] = replace(items[2], mode=mode)
    refused(tmp_path, archive(items), words)


def test_overlapping_bodies_are_refused(tmp_path: Path) -> None:
    items = package_of(HARMLESS)
    refused(tmp_path, archive([items[0], items[1], replace(items[2], offset=0)]), "overlaps")


def test_a_gap_between_entries_is_refused(tmp_path: Path) -> None:
    items = package_of(HARMLESS)
    items[1] = replace(items[1], data=items[1].data + b"hidden", size=64, stored=64, crc=0)
    refused(tmp_path, archive(items), "overlaps|gap")


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_glued_second_archive_is_refused(tmp_path: Path, side: str) -> None:
    good = archive(package_of(HARMLESS))
    refused(tmp_path, good + good if side == "after" else b"#!/bin/sh\n" + good, "glued")


def test_a_comment_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, archive(package_of(HARMLESS), comment=b"hello"), "glued")


def test_a_bomb_is_refused_because_nothing_may_be_compressed(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("manifest.json", manifest_of({"model.gguf": bytes(10_000_000)}).to_bytes())
        file.writestr("model.gguf", bytes(10_000_000))
    data = bomb.read_bytes()
    bomb.unlink()
    refused(tmp_path, data, "compressed")


def test_an_encrypted_entry_is_refused(tmp_path: Path) -> None:
    items = package_of(HARMLESS)
    items[1] = replace(items[1], flags=1)
    refused(tmp_path, archive(items), "encrypted")


def test_two_sizes_for_one_entry_are_refused(tmp_path: Path) -> None:
    items = package_of(HARMLESS)
    items[1] = replace(items[1], size=10**6)
    refused(tmp_path, archive(items), "two different sizes")


@pytest.mark.parametrize("size", [3, 10**9])
def test_a_size_that_is_not_the_entrys_is_refused(tmp_path: Path, size: int) -> None:
    items = package_of(HARMLESS)
    items[2] = replace(items[2], size=size, stored=size)
    refused(tmp_path, archive(items), "damaged|overlaps|gap")


def test_a_size_other_than_the_manifests_is_refused(tmp_path: Path) -> None:
    manifest = package_of(HARMLESS)[0]
    refused(tmp_path, archive([manifest, *package_of({**HARMLESS, "Modelfile": b"FROM x"})[1:]]), "in its manifest")


def test_an_undeclared_entry_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, archive([*package_of(HARMLESS), Item(b"extra.txt", b"x")]), "does not declare")


def test_a_missing_entry_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, archive(package_of(HARMLESS)[:-1]), "lacks Modelfile")


def test_entries_in_another_order_are_refused(tmp_path: Path) -> None:
    manifest, weights, modelfile = package_of(HARMLESS)
    refused(tmp_path, archive([manifest, modelfile, weights]), "order")


def test_an_archive_without_a_manifest_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, archive(package_of(HARMLESS)[1:]), "does not hold its manifest")


def test_a_manifest_that_names_another_model_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, archive(package_of(HARMLESS, name="starter")), "manifest is that of starter")


def test_a_manifest_that_declares_itself_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, archive(package_of({**HARMLESS, "Signature.json": b"{}"})), "only the package itself")


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"files": 1}', b"[" * 100_000, b"\xff", b'{"files": [], "x": 1}'])
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, data: bytes) -> None:
    refused(tmp_path, archive([Item(b"manifest.json", data)]), "manifest", Damaged)


def test_a_manifest_with_control_characters_is_refused(tmp_path: Path) -> None:
    manifest = replace(manifest_of(HARMLESS), description="\x1b[2Jall is well")
    refused(tmp_path, archive([Item(b"manifest.json", manifest.to_bytes())]), "control characters", Damaged)


def test_a_huge_manifest_is_refused(tmp_path: Path) -> None:
    manifest = replace(manifest_of(HARMLESS), description="x" * 2_000_000)
    refused(tmp_path, archive([Item(b"manifest.json", manifest.to_bytes())]), "1048576 at most")


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    refused(tmp_path, archive(package_of({f"f{number}": b"" for number in range(1001)})), "1000 at most")


def test_another_programs_date_in_a_header_is_refused(tmp_path: Path) -> None:
    items = package_of(HARMLESS)
    items[1] = replace(items[1], date=0x5A21)
    refused(tmp_path, archive(items), "not written by ForgeAI")


@pytest.mark.parametrize("data", [b"", b"PK", b"no archive at all" * 10, b"PK\5\6" + bytes(18)])
def test_something_that_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    refused(tmp_path, data, "package")


def test_wrong_bytes_behind_a_right_directory_are_refused(tmp_path: Path) -> None:
    manifest = package_of(HARMLESS)[0]
    other = {**HARMLESS, "model.gguf": b"GGUF" + b"\1" * 60}
    refused(tmp_path, archive([manifest, *package_of(other)[1:]]), "model.gguf is damaged", Damaged)


def test_weights_that_are_no_model_are_refused_before_an_engine_sees_them(tmp_path: Path) -> None:
    refused(tmp_path, archive(package_of(HARMLESS)), "model.gguf", ModelBroken)


def test_a_package_without_weights_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, archive(package_of({"Modelfile": b"FROM x"})), "no model.gguf")


def test_a_hand_made_package_that_keeps_every_rule_is_accepted(tmp_path: Path) -> None:
    weights = write_random_model(tmp_path / "w.gguf", SMALLEST).read_bytes()
    package = tmp_path / "my_model_package.zip"
    package.write_bytes(archive(package_of({"model.gguf": weights})))
    store = store_at(tmp_path / "home")
    assert import_package(store, package).model.weights.read_bytes() == weights


def test_every_single_flipped_byte_is_caught_and_the_file_is_named(tmp_path: Path) -> None:
    good = archive(package_of(HARMLESS))
    package = tmp_path / "x.zip"
    for place in range(len(good)):
        package.write_bytes(good[:place] + bytes([good[place] ^ 0x20]) + good[place + 1 :])
        with pytest.raises(Damaged) as caught, open_package(package) as opened:
            verify_package(opened)
        if good.index(b"GGUF") <= place < good.index(b"GGUF") + 64:
            assert "model.gguf" in caught.value.message


def test_every_cut_is_caught(tmp_path: Path) -> None:
    good = archive(package_of(HARMLESS))
    package = tmp_path / "x.zip"
    for length in range(len(good)):
        package.write_bytes(good[:length])
        with pytest.raises(BadPackage), open_package(package):
            pass


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_mangled_package_is_read_or_refused_with_one_named_error(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    good = bytearray(archive(package_of(HARMLESS)))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(good) - 1))
        good[place : place + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=12))
    package = tmp_path_factory.getbasetemp() / "mangled.zip"
    package.write_bytes(good)
    try:
        with open_package(package) as opened:
            verify_package(opened)
    except Damaged:
        return
    assert bytes(good) == archive(package_of(HARMLESS))


def test_a_file_entry_with_impossible_values_is_refused(tmp_path: Path) -> None:
    for size in (-1, 1.5, True, "4"):
        wrong = replace(manifest_of({}), files=(ModelFile("model.gguf", size, "x"),))  # type: ignore[arg-type]
        refused(tmp_path, archive([Item(b"manifest.json", wrong.to_bytes())]), "manifest", Damaged)
