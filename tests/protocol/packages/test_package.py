from __future__ import annotations

import io
import json
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forge_ai.errors import BadName, BadPackage
from forge_ai.protocol.packages.package import (
    check_path,
    check_paths,
    is_volume,
    model_in,
    package_name,
    volume_name,
    whole_name,
)
from forge_ai.protocol.packages.package_signature import Signature, read_signature, signed_bytes
from forge_ai.protocol.packages.zip_directory import Span, check_local_header, find_directory, read_directory
from forge_ai.protocol.packages.zip_layout import (
    CENTRAL_SIGNATURE,
    END,
    END_64_SIGNATURE,
    END_SIGNATURE,
    IN_EXTRA,
    LOCATOR_64,
    LOCATOR_64_SIGNATURE,
    LONGEST_END,
    Entry,
    lay_out,
    local_header,
)

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "vectors" / "package-v1.json").read_text())


def test_the_archive_of_the_specification_is_what_is_written() -> None:
    files = {path: text.encode("latin-1") for path, text in VECTORS["archive"]["files"].items()}
    entries = [Entry(path, len(data), zlib.crc32(data)) for path, data in files.items()]
    written = b"".join(local_header(entry) + files[entry.path] for entry in entries) + lay_out(entries).tail
    assert written.hex() == VECTORS["archive"]["hex"]
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files


def large_entries() -> list[Entry]:
    return [Entry(**entry) for entry in VECTORS["large_archive"]["entries"]]


def test_the_large_archive_of_the_specification_is_what_is_written() -> None:
    layout = lay_out(large_entries())
    assert [local_header(entry).hex() for entry in layout.entries] == VECTORS["large_archive"]["local_headers_hex"]
    assert list(layout.offsets) == VECTORS["large_archive"]["offsets"]
    assert layout.tail.hex() == VECTORS["large_archive"]["tail_hex"]
    assert layout.size == VECTORS["large_archive"]["size"]


def test_a_large_archive_is_read_back_as_it_was_laid_out() -> None:
    layout = lay_out(large_entries())
    span = find_directory(layout.tail[-LONGEST_END:], layout.size)
    assert span == Span(layout.directory_offset, len(layout.tail) - LONGEST_END)
    assert read_directory(layout.tail, span).entries == layout.entries


def test_other_programs_read_a_large_archive(tmp_path: Path) -> None:
    layout = lay_out(large_entries())
    with (tmp_path / "large.zip").open("wb") as file:  # a file with holes: nothing of 5 GiB is written
        for entry, offset in zip(layout.entries, layout.offsets, strict=True):
            file.seek(offset)
            file.write(local_header(entry))
        file.seek(layout.directory_offset)
        file.write(layout.tail)
    with zipfile.ZipFile(tmp_path / "large.zip") as archive:
        found = [(entry.filename, entry.file_size, entry.CRC, entry.header_offset) for entry in archive.infolist()]
        with archive.open("model.gguf") as weights:
            assert weights.read(10) == bytes(10)
    assert found == [(e.path, e.size, e.crc, o) for e, o in zip(layout.entries, layout.offsets, strict=True)]


def test_every_flipped_bit_of_a_large_directory_is_caught_there_or_by_a_local_header() -> None:
    layout = lay_out(large_entries())
    for place in range(len(layout.tail)):
        tail = bytearray(layout.tail)
        tail[place] ^= 1
        with pytest.raises(BadPackage):
            found = read_directory(bytes(tail), find_directory(bytes(tail)[-LONGEST_END:], layout.size))
            for entry, written in zip(found.entries, layout.entries, strict=True):
                check_local_header(local_header(written), entry)


PIECES = (
    *(END_64_SIGNATURE, LOCATOR_64.pack(LOCATOR_64_SIGNATURE, 0, 0, 1), END_SIGNATURE, CENTRAL_SIGNATURE),
    *(END.pack(END_SIGNATURE, 0, 0, 1, 1, 46, IN_EXTRA, 0), END.pack(END_SIGNATURE, 0, 0, 1, 1, 46, 0, 0)),
)


@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=60), max_size=6).map(b"".join))
@example(END_64_SIGNATURE + b"cut" + PIECES[1] + PIECES[4])
def test_any_ending_of_an_archive_names_its_directory_or_is_refused_with_one_error(ending: bytes) -> None:
    with suppress(BadPackage):
        read_directory(ending, find_directory(ending, len(ending)))


@pytest.mark.parametrize("path", VECTORS["paths"]["accepted"])
def test_a_plain_path_is_accepted(path: str) -> None:
    assert check_path(path) == path


@pytest.mark.parametrize("path", VECTORS["paths"]["refused"])
def test_a_path_of_the_specification_that_is_refused(path: str) -> None:
    with pytest.raises(BadPackage):
        check_path(path)


@given(st.text(max_size=120))
def test_any_path_is_safe_or_refused_with_one_error(path: str) -> None:
    try:
        check_path(path)
    except BadPackage:
        return
    assert path.isascii()
    assert not path.startswith(("/", "."))
    assert not {"..", ".", ""} & set(path.split("/"))
    assert "\\" not in path


@given(st.lists(st.sampled_from(["a", "A", "b", "a/b", "A/c", "b/a", "c"]), max_size=5))
def test_paths_that_could_meet_on_a_disk_are_refused(paths: list[str]) -> None:
    folded = [path.lower() for path in paths]
    meet = len(set(folded)) < len(folded) or any(other.startswith(path + "/") for path in folded for other in folded)
    try:
        check_paths(paths)
    except BadPackage:
        assert meet
    else:
        assert not meet


def test_a_package_is_named_after_its_model() -> None:
    assert {model: package_name(model) for model in VECTORS["names"]} == VECTORS["names"]
    assert {model_in(package): model for model, package in VECTORS["names"].items()} == {m: m for m in VECTORS["names"]}
    with pytest.raises(BadName):
        package_name("../x")


def test_volumes_have_three_digits() -> None:
    for package, volumes in VECTORS["volumes"].items():
        assert [volume_name(package, number + 1) for number in range(len(volumes))] == volumes
        assert all(is_volume(volume) and whole_name(volume) == package for volume in volumes)
    for number in (0, 1000):
        with pytest.raises(BadPackage):
            volume_name("x.zip", number)


@pytest.mark.parametrize(
    "name", ["x.zip", "my_model_package (1).zip", "package.zip", "_package.zip", "con_package.zip"]
)
def test_a_file_that_was_renamed_promises_no_model(name: str) -> None:
    assert model_in(name) is None


def test_what_is_signed_is_the_manifest_behind_words_of_its_own() -> None:
    vector = VECTORS["signed_bytes"]
    assert signed_bytes(vector["manifest"].encode()).hex() == vector["hex"]


def test_a_signature_survives_its_file() -> None:
    signature = Signature("id", "my_pc", "key", "value")
    assert read_signature(signature.to_bytes()) == signature


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"device":1,"name":"","public_key":"","value":""}', b"\xff"])
def test_a_signature_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(BadPackage):
        read_signature(data)
