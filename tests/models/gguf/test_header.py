"""A header is read, or one named error says what is wrong; nothing else, and within bounds."""

from __future__ import annotations

import os
import struct
import tracemalloc
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import gguf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from forge_ai.errors import ModelBroken
from forge_ai.limits import GGUF_ARRAY_ITEMS, GGUF_KEYS, GGUF_NAME_BYTES, GGUF_STRING_BYTES, GGUF_TENSORS
from forge_ai.models.gguf.header import GgufHeader, read_header
from forge_ai.models.gguf.number_formats import FILE_TYPES, TENSOR_TYPES
from forge_ai.testing.random_model import CHAT_TEMPLATE, TINY, write_random_model

U32, U64, TEXT, ARRAY = 4, 10, 8, 9


def text(words: str | bytes) -> bytes:
    data = words.encode() if isinstance(words, str) else words
    return struct.pack("<Q", len(data)) + data


def pair(key: str | bytes, kind: int, value: bytes) -> bytes:
    return text(key) + struct.pack("<I", kind) + value


def tensor(name: str = "t", extents: tuple[int, ...] = (8,), kind: int = 0, offset: int = 0) -> bytes:
    return text(name) + struct.pack(f"<I{len(extents)}QIQ", len(extents), *extents, kind, offset)


@dataclass
class Gguf:
    """A GGUF file, part by part, so that a test can make one part wrong."""

    magic: bytes = b"GGUF"
    version: int = 3
    pairs: list[bytes] = field(default_factory=lambda: [pair("general.architecture", TEXT, text("llama"))])
    tensors: list[bytes] = field(default_factory=lambda: [tensor()])
    key_count: int | None = None
    tensor_count: int | None = None
    data: bytes = bytes(64)

    def __bytes__(self) -> bytes:
        tensors = len(self.tensors) if self.tensor_count is None else self.tensor_count
        keys = len(self.pairs) if self.key_count is None else self.key_count
        head = self.magic + struct.pack("<IQQ", self.version, tensors, keys)
        whole = head + b"".join(self.pairs) + b"".join(self.tensors)
        return whole + bytes(-len(whole) % 32) + self.data


def with_pair(*more: bytes) -> Gguf:
    return Gguf(pairs=[*Gguf().pairs, *more])


def read(tmp_path: Path, data: bytes) -> GgufHeader:
    path = tmp_path / "model.gguf"
    path.write_bytes(data)
    return read_header(path)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_random_model(tmp_path_factory.mktemp("models") / "real.gguf", TINY, name="real one")


def test_a_real_header_says_what_the_model_is(real: Path) -> None:
    header = read_header(real)
    assert (header.architecture, header.name, header.licence) == ("llama", "real one", "MIT")
    assert (header.context_length, header.embedding_length, header.layers) == (1024, 128, 2)
    assert header.quantisation == "F16"
    assert header.chat_template == CHAT_TEMPLATE
    assert header.chat_template
    assert header.file_size == real.stat().st_size
    assert header.cache_bytes_per_token == 2 * 2 * 2 * (32 + 32)


def test_the_parameters_are_counted_as_the_gguf_package_counts_them(real: Path) -> None:
    expected = sum(int(part.n_elements) for part in gguf.GGUFReader(real).tensors)
    assert read_header(real).parameter_count == expected


@pytest.mark.parametrize("version", [2, 3])
def test_the_smallest_model_is_read(tmp_path: Path, version: int) -> None:
    header = read(tmp_path, bytes(Gguf(version=version)))
    assert (header.parameter_count, header.version, header.quantisation) == (8, version, "F32")


def test_a_header_that_says_little_gives_zeroes(tmp_path: Path) -> None:
    header = read(tmp_path, bytes(Gguf()))
    assert (header.context_length, header.name, header.chat_template) == (0, "", "")


def test_our_number_formats_are_those_of_the_gguf_package() -> None:
    known = {int(kind): (kind.name, *sizes) for kind, sizes in gguf.GGML_QUANT_SIZES.items()}
    ours = {number: (kind.name, kind.block, kind.bytes) for number, kind in TENSOR_TYPES.items()}
    assert {number: known[number] for number in ours if number in known} == {
        number: kind for number, kind in ours.items() if number in known
    }
    assert known.keys() <= ours.keys()
    names = {int(kind): kind.name.removeprefix("MOSTLY_").removeprefix("ALL_") for kind in gguf.LlamaFileType}
    assert all(names[number].startswith(name) for number, name in FILE_TYPES.items() if number in names)


huge = 2**63
UNPADDED = [pair("general.architecture", TEXT, text("l" * 31))]  # so long that no padding follows the tensors
BAD: dict[str, tuple[Gguf, str]] = {
    "magic": (Gguf(magic=b"GGML"), "is not a GGUF file"),
    "version 1": (Gguf(version=1), "version 1"),
    "version 4": (Gguf(version=4), "version 4"),
    "big endian": (Gguf(version=3 << 24), "version 50331648"),
    "no tensors": (Gguf(tensors=[]), "claims 0 tensors"),
    "endless tensors": (Gguf(tensor_count=huge), "tensors"),
    "too many tensors": (Gguf(tensor_count=GGUF_TENSORS + 1), "tensors"),
    "more tensors than there are": (Gguf(pairs=UNPADDED, tensor_count=60_000, data=b""), "cut short"),
    "endless keys": (Gguf(key_count=huge), "keys"),
    "too many keys": (Gguf(key_count=GGUF_KEYS + 1), "keys"),
    "no architecture": (Gguf(pairs=[]), "does not name its architecture"),
    "odd architecture": (Gguf(pairs=[pair("general.architecture", TEXT, text("../x\n"))]), "architecture"),
    "architecture is a number": (Gguf(pairs=[pair("general.architecture", U32, b"\1\0\0\0")]), "a text for"),
    "key twice": (with_pair(pair("general.architecture", TEXT, text("llama"))), "twice"),
    "key too long": (with_pair(pair("k" * (GGUF_NAME_BYTES + 1), U32, bytes(4))), "a key"),
    "key length endless": (with_pair(struct.pack("<Q", 2**64 - 1)), "a key"),
    "unknown type": (with_pair(pair("k", 13, bytes(8))), "unknown type 13"),
    "unknown type in array": (with_pair(pair("k", ARRAY, struct.pack("<IQ", 99, 1))), "unknown type 99"),
    "string beyond the end": (with_pair(pair("k", TEXT, struct.pack("<Q", 1 << 40))), "cut short"),
    "kept string too long": (with_pair(pair("general.name", TEXT, struct.pack("<Q", GGUF_STRING_BYTES + 1))), "claims"),
    "array beyond the end": (with_pair(pair("k", ARRAY, struct.pack("<IQ", U64, 1_000_000))), "cut short"),
    "array endless": (with_pair(pair("k", ARRAY, struct.pack("<IQ", U64, 2**64 - 1))), "items"),
    "array of endless strings": (with_pair(pair("k", ARRAY, struct.pack("<IQ", TEXT, GGUF_ARRAY_ITEMS))), "cut short"),
    "arrays in arrays": (with_pair(pair("k", ARRAY, struct.pack("<IQ", ARRAY, 1) * 9)), "deep"),
    "context is a text": (with_pair(pair("llama.context_length", TEXT, text("9"))), "a number for"),
    "context is negative": (with_pair(pair("llama.context_length", 5, struct.pack("<i", -1))), "a number for"),
    "context is true": (with_pair(pair("llama.context_length", 7, b"\1")), "a number for"),
    "context is a fraction": (with_pair(pair("llama.context_length", 6, struct.pack("<f", 1e30))), "a number for"),
    "alignment 0": (with_pair(pair("general.alignment", U32, bytes(4))), "alignment"),
    "alignment 3": (with_pair(pair("general.alignment", U32, b"\3\0\0\0")), "alignment"),
    "alignment huge": (with_pair(pair("general.alignment", U32, struct.pack("<I", 1 << 31))), "alignment"),
    "alignment is a text": (with_pair(pair("general.alignment", TEXT, text("32"))), "alignment"),
    "tensor twice": (Gguf(tensors=[tensor(), tensor(offset=32)]), "twice"),
    "tensor name too long": (Gguf(tensors=[tensor("n" * (GGUF_NAME_BYTES + 1))]), "name"),
    "no dimensions": (Gguf(tensors=[text("t") + struct.pack("<IIQ", 0, 0, 0)]), "dimensions"),
    "five dimensions": (Gguf(tensors=[tensor(extents=(1, 1, 1, 1, 1))]), "dimensions"),
    "endless dimensions": (Gguf(tensors=[text("t") + struct.pack("<I", 2**32 - 1)]), "dimensions"),
    "empty tensor": (Gguf(tensors=[tensor(extents=(0,))]), "impossible size"),
    "size overflows": (Gguf(tensors=[tensor(extents=(1 << 32, 1 << 32))]), "impossible size"),
    "size wraps to small": (Gguf(tensors=[tensor(extents=(1 << 62, 4))]), "impossible size"),
    "unknown format": (Gguf(tensors=[tensor(kind=4)]), "number format 4"),
    "half a block": (Gguf(tensors=[tensor(extents=(31,), kind=8)]), "middle of a Q8_0 block"),
    "offset not aligned": (Gguf(tensors=[tensor(offset=1)]), "at 1, where 0 belongs"),
    "offset endless": (Gguf(tensors=[tensor(offset=2**64 - 32)]), "where 0 belongs"),
    "tensors overlap": (Gguf(tensors=[tensor("a"), tensor("b", offset=0)]), "where 32 belongs"),
    "data cut": (Gguf(tensors=[tensor(extents=(1000,))]), "cut short: 't' ends at byte"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_value_is_one_named_error(tmp_path: Path, name: str) -> None:
    bad, reason = BAD[name]
    with pytest.raises(ModelBroken) as caught:
        read(tmp_path, bytes(bad))
    assert reason in caught.value.message
    assert caught.value.message.startswith("model.gguf ")
    assert "\n" not in caught.value.message


def test_every_truncation_is_a_broken_model(tmp_path: Path) -> None:
    whole = bytes(Gguf(data=bytes(32)))
    read(tmp_path, whole)
    for length in range(len(whole)):
        with pytest.raises(ModelBroken):
            read(tmp_path, whole[:length])


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda _: None])
def test_what_is_no_file_is_a_broken_model(tmp_path: Path, make: object) -> None:
    make(tmp_path / "no file")  # type: ignore[operator]
    with pytest.raises(ModelBroken, match="cannot be read"):
        read_header(tmp_path / "no file")


def parse_or_refuse(path: Path) -> None:
    with suppress(ModelBroken):
        read_header(path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=some.data())
def test_a_damaged_model_is_read_or_refused(real: Path, tmp_path: Path, data: some.DataObject) -> None:
    whole = bytearray(real.read_bytes()[:40_000])
    for _ in range(data.draw(some.integers(1, 6))):
        place = data.draw(some.integers(0, 12_000))
        whole[place : place + 8] = data.draw(some.binary(min_size=1, max_size=8))
    path = tmp_path / "damaged.gguf"
    path.write_bytes(whole[: data.draw(some.integers(0, len(whole)))])
    parse_or_refuse(path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.binary(max_size=300), some.integers(0, 3), some.integers(0, 3))
def test_noise_after_a_good_beginning_is_read_or_refused(tmp_path: Path, noise: bytes, tensors: int, keys: int) -> None:
    path = tmp_path / "noise.gguf"
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, tensors, keys) + noise)
    parse_or_refuse(path)


def test_a_large_vocabulary_takes_little_memory(tmp_path: Path) -> None:
    words = struct.pack("<IQ", TEXT, 200_000) + b"".join(text(f"token {number}") for number in range(200_000))
    path = tmp_path / "large.gguf"
    path.write_bytes(bytes(with_pair(pair("tokenizer.ggml.tokens", ARRAY, words))))
    tracemalloc.start()
    try:
        read_header(path)
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_a_promise_of_millions_costs_nothing(tmp_path: Path) -> None:
    tracemalloc.start()
    try:
        for name in ("array of endless strings", "string beyond the end", "more tensors than there are"):
            with pytest.raises(ModelBroken):
                read(tmp_path, bytes(BAD[name][0]))
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_a_name_that_no_file_can_have_and_a_pipe_are_no_models(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    for path in (tmp_path / ("x" * 5000), tmp_path / "pipe.gguf"):
        with pytest.raises(ModelBroken, match="cannot be read"):
            read_header(path)
