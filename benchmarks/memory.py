"""Memory at 100,000 records of about 120 bytes from three devices: sync, import and recall, beside plain SQLite."""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path

from benchmarks.tables import print_table, seconds
from forge_ai.memory.device_memory import Memory, open_memory
from forge_ai.protocol.memory.records import Record, new_identity, new_origin
from forge_ai.protocol.memory.version_vector import Entry

RECORDS = int(os.environ.get("FORGE_AI_BENCHMARK_RECORDS", "100000"))
TIMES = 3
START_MS = 1_790_000_000_000
QUESTIONS = 100


def table() -> None:
    """Print the tables; that of recall once more for ten times as many records."""
    records = made_records(RECORDS)
    with _folder() as folder:
        _sync_table(folder, records)
    with _folder() as folder:
        _recall_table(folder, records)
    with _folder() as folder:
        _recall_table(folder, made_records(10 * RECORDS))


def made_records(count: int) -> list[Record]:
    """Facts of about 120 bytes of words whose frequencies fall as in any language."""
    chance = random.Random(1)
    vocabulary = [f"{chance.choice('bdfgklmnprst')}{chance.choice('aeiou')}{number:x}" for number in range(20_000)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))
    origins = [new_origin(1, chance.randbytes(6)) for _ in range(3)]
    return [
        Record(
            new_identity(START_MS + 7 * number, chance.randbytes(6)),
            1,
            1,
            (START_MS + 7 * number) << 16,
            origins[number % 3],
            number // 3 + 1,
            "",
            " ".join(chance.choices(vocabulary, cum_weights=weights, k=26))[:120],
            "",
        )
        for number in range(count)
    ]


def _sync_table(folder: Path, records: list[Record]) -> None:
    source = filled(folder / "source", records)
    frames = list(source.replica.delta({}))
    receivers = [open_memory(folder / f"copy {number}") for number in range(TIMES)]
    plain = [seconds(lambda number=number: _plain(folder / f"plain{number}.db", records)) for number in range(TIMES)]
    imports = [seconds(lambda memory=memory: memory.replica.receive(frames)) for memory in receivers]
    indexing = seconds(receivers[0].words.catch_up)
    nothing = _median(lambda: receivers[1].replica.receive(source.replica.delta(receivers[1].replica.vector())))
    _change(source, records[: len(records) // 100])
    delta: list[bytes] = []

    def one_per_cent(memory: Memory) -> None:
        delta[:] = source.replica.delta(memory.replica.vector())
        memory.replica.receive(delta)

    begun = time.process_time()
    changed = [seconds(lambda memory=memory: one_per_cent(memory)) for memory in receivers]
    busy = (time.process_time() - begun) / len(receivers)
    wire, whole, best = sum(map(len, delta)), sum(map(len, frames)), min(imports)
    rows = [
        ["plain executemany, one transaction", f"{min(plain) * 1000:.0f} ms", "1.00", ""],
        ["import of everything, durable", f"{best * 1000:.0f} ms", f"{min(plain) / best:.2f} of plain", ">= 0.5"],
        ["  on the wire", f"{whole / 1e6:.1f} MB", "", ""],
        ["  making it searchable, afterwards", f"{indexing * 1000:.0f} ms", "", ""],
        ["1 % changed: make, send, merge", f"{min(changed) * 1000:.1f} ms", "", "<= 50 ms"],
        ["  of which computing", f"{busy * 1000:.1f} ms", "", ""],
        ["  on the wire", f"{wire / 1000:.0f} kB", "", "<= 150 kB"],
        ["nothing changed", f"{nothing * 1000:.2f} ms", "", "<= 5 ms"],
        [
            "largest memory of this process",
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB",
            "",
            "",
        ],
    ]
    print_table([f"sync of {len(records):,} records", "best of 3", "ratio", "bar"], rows)
    _peers(folder, records, frames)
    for memory in (source, *receivers):
        memory.close()


def _recall_table(folder: Path, records: list[Record]) -> None:
    memory = filled(folder / "memory", records)
    memory.words.catch_up()
    chance = random.Random(2)
    questions = [_question(chance, chance.choice(records).text) for _ in range(QUESTIONS)]
    for question in questions:  # counts how common the words are, once for the life of a node
        memory.words.facts(question, 8)
    with memory.database.reading() as connection:
        raw = [seconds(lambda q=question: _raw(connection, _telling(memory, q))) for question in questions]
        sentence = [seconds(lambda q=question: _raw(connection, q.split())) for question in questions[:20]]
    search = [seconds(lambda q=question: memory.words.facts(q, 8)) for question in questions]
    recall = [seconds(lambda q=question: memory.recall.lines(q)) for question in questions]
    base = statistics.median(raw)
    rows = [
        _latency("raw FTS5, the telling words, rows read", raw, base),
        _latency("raw FTS5, the whole sentence", sentence, base),
        _latency("search", search, base),
        _latency("recall: search, subjects, newest, order", recall, base),
    ]
    print()
    print_table([f"recall among {len(records):,} records", "p50", "p99", "of raw"], rows)
    memory.close()


def filled(folder: Path, records: list[Record]) -> Memory:
    """A memory that holds these records."""
    memory = open_memory(folder)
    last = {record.origin: Entry(record.sequence, b"markmark") for record in records}
    memory.replica.receive_records((records[at : at + 10_000] for at in range(0, len(records), 10_000)), last)
    return memory


def _plain(path: Path, records: list[Record]) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(
        "CREATE TABLE r (id BLOB PRIMARY KEY, kind INT, state INT, stamp INT, origin BLOB, seq INT, c TEXT, t TEXT,"
        " d TEXT)"
    )
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO r VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", records)
    connection.execute("COMMIT")
    connection.close()


def _change(memory: Memory, records: list[Record]) -> None:
    edited = [record._replace(text=record.text[::-1]) for record in records]
    with memory.database.writing() as connection:
        memory.ledger.write(connection, edited)


def _question(chance: random.Random, text: str) -> str:
    words = text.split()
    asked = chance.sample(words, min(4, len(words)))
    return f"what is the {words[0]} of my {' and '.join(asked)}"


def _telling(memory: Memory, question: str) -> list[str]:
    with memory.database.reading() as connection:
        return next(iter(memory.words.queries(connection, "fact_words", question)), "").replace('"', "").split(" OR ")


def _raw(connection: sqlite3.Connection, words: list[str]) -> None:
    query = " OR ".join(f'"{word}"' for word in words)
    statement = "SELECT rowid, rank, text FROM fact_words WHERE fact_words MATCH ? ORDER BY rank LIMIT 8"
    connection.execute(statement, (query,)).fetchall()


def _latency(name: str, taken: list[float], base: float) -> list[str]:
    ordered = sorted(taken)
    middle, late = statistics.median(ordered), ordered[int(0.99 * (len(ordered) - 1))]
    return [name, f"{middle * 1000:.2f} ms", f"{late * 1000:.2f} ms", f"{middle / base:.2f}"]


def _median(work: Callable[[], object]) -> float:
    return statistics.median(seconds(work) for _ in range(21))


def _peers(folder: Path, records: list[Record], frames: list[bytes]) -> None:
    """The document libraries on the same data, where they are installed (pip install pycrdt loro)."""
    rows = [row for peer in (_pycrdt, _loro) for row in peer(folder, records)]
    if not rows:
        return
    _write(folder / "forge-ai", frames)
    ours = ["forge-ai", "see above", "see above", "see above", *_weight("forge-ai", folder)]
    print()
    headings = ["beside", "import of everything", "1 % changed", "on the wire", "memory for an import", "on the disk"]
    print_table(headings, [ours, *rows])


def _weight(name: str, folder: Path) -> list[str]:
    """By how much an import makes a fresh process grow, and what it leaves on the disk."""
    words = [sys.executable, "-c", "import sys; from benchmarks.memory import weigh; weigh(*sys.argv[1:])"]
    grown, disk = subprocess.run([*words, name, str(folder)], check=True, capture_output=True, text=True).stdout.split()
    return [f"{int(grown) / 1000:.0f} MB", f"{int(disk) / 1e6:.1f} MB"]


def weigh(name: str, folder: str) -> None:
    """Import what a file of the benchmark holds; print the growth in kB and the size on the disk in bytes."""
    file = Path(folder) / name
    held, disk = {"forge-ai": _hold_ours, "pycrdt": _hold_pycrdt, "loro": _hold_loro}[name](file)
    print(_peak_kilobytes() - held, disk)


def _hold_ours(file: Path) -> tuple[int, int]:
    memory = open_memory(file.with_suffix(".home"))
    before = _peak_kilobytes()
    memory.replica.receive(_read(file))
    memory.words.catch_up()
    memory.close()
    return before, sum(path.stat().st_size for path in file.with_suffix(".home").rglob("*") if path.is_file())


def _hold_pycrdt(file: Path) -> tuple[int, int]:
    from pycrdt import Doc

    document, before = Doc(), _peak_kilobytes()
    document.apply_update(file.read_bytes())
    return before, file.stat().st_size


def _hold_loro(file: Path) -> tuple[int, int]:
    from loro import LoroDoc

    document, before = LoroDoc(), _peak_kilobytes()
    document.import_(file.read_bytes())
    return before, file.stat().st_size


def _peak_kilobytes() -> int:
    found = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())
    return int(found[1])


def _write(file: Path, frames: list[bytes]) -> None:
    file.write_bytes(b"".join(len(frame).to_bytes(4, "big") + frame for frame in frames))


def _read(file: Path) -> Iterator[bytes]:
    with file.open("rb") as source:
        while length := source.read(4):
            yield source.read(int.from_bytes(length, "big"))


def _pycrdt(folder: Path, records: list[Record]) -> Iterator[list[str]]:
    try:
        from pycrdt import Doc, Map
    except ImportError:
        return
    source, other = Doc(), Doc()
    source["m"] = values = Map()
    with source.transaction():
        for record in records:
            values[record.identity.hex()] = record.text
    whole = source.get_update()
    (folder / "pycrdt").write_bytes(whole)
    taken = seconds(lambda: other.apply_update(whole))
    state = other.get_state()
    with source.transaction():
        for record in records[: len(records) // 100]:
            values[record.identity.hex()] = record.text[::-1]
    delta: list[bytes] = []
    changed = seconds(lambda: (delta.append(source.get_update(state)), other.apply_update(delta[0])))
    costs = [f"{taken * 1000:.0f} ms, in RAM", f"{changed * 1000:.1f} ms", f"{len(delta[0]) / 1000:.0f} kB"]
    yield ["pycrdt", *costs, *_weight("pycrdt", folder)]


def _loro(folder: Path, records: list[Record]) -> Iterator[list[str]]:
    try:
        from loro import ExportMode, LoroDoc
    except ImportError:
        return
    source, other = LoroDoc(), LoroDoc()
    values = source.get_map("m")
    for record in records:
        values.insert(record.identity.hex(), record.text)
    source.commit()
    whole = source.export(ExportMode.Updates(LoroDoc().oplog_vv))
    (folder / "loro").write_bytes(whole)
    taken = seconds(lambda: other.import_(whole))
    state = other.oplog_vv
    for record in records[: len(records) // 100]:
        values.insert(record.identity.hex(), record.text[::-1])
    source.commit()
    delta: list[bytes] = []
    changed = seconds(lambda: (delta.append(source.export(ExportMode.Updates(state))), other.import_(delta[0])))
    costs = [f"{taken * 1000:.0f} ms, in RAM", f"{changed * 1000:.1f} ms", f"{len(delta[0]) / 1000:.0f} kB"]
    yield ["loro", *costs, *_weight("loro", folder)]


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
