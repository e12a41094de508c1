"""A model of 2 GiB onto a stick and off it again, and from node to node, beside what the disk itself can do.

Random weights, one disk for all: the folder lies in the store's staging place, where the next work there removes what a
killed run left. Each row stands beside a copy made just before it, and of several
rounds (`FORGE_AI_BENCH_ROUNDS`) the median counts.
Each row is timed in a process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from benchmarks.tables import print_table

SIZE = int(os.environ.get("FORGE_AI_BENCH_BYTES") or 2 << 30)
ROUNDS = int(os.environ.get("FORGE_AI_BENCH_ROUNDS") or 1)
BARS = {"export": 1.3, "import": 1.4, "node to node": 2.0}
_ROW = r"""
import re, sys, time
from pathlib import Path
from benchmarks.packages import WORKS, _copy_over_the_wire
folder = Path(sys.argv[2])
begun = time.perf_counter()
WORKS.get(sys.argv[1], _copy_over_the_wire)(folder)
spent = time.perf_counter() - begun
peak = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())
print(spent, int(peak[1]) / 1000)
"""


def table() -> None:
    """Print seconds, the ratio to copy + fsync, its bar, and the peak of memory."""
    from forge_ai.models.files.staging import Staging
    from forge_ai.settings import settings_of_this_process

    staging = settings_of_this_process().folders.create().staging
    with Staging(staging).workplace("packages") as folder:
        _prepare(folder)
        rounds = [_round(folder) for _ in range(ROUNDS)]
        rows = [_row(work, [each[work] for each in rounds]) for work in rounds[0]]
    print(f"{SIZE / 2**30:.2f} GiB\n")
    print_table(["work", "time", "of copy + fsync", "bar", "peak memory"], rows)


def _row(work: str, times: list[tuple[float, float, float]]) -> list[object]:
    spent, peak = statistics.median(each[0] for each in times), max(each[1] for each in times)
    ratio = statistics.median(seconds / copy for seconds, _, copy in times)
    return [work, f"{spent:.2f} s", f"{ratio:.2f}", BARS.get(work, "-"), f"{peak:.0f} MB"]


def _round(folder: Path) -> dict[str, tuple[float, float, float]]:
    taken = {work: _beside_a_copy(work, folder) for work in WORKS}
    with _node(folder):
        return taken | {"node to node": _beside_a_copy("node to node", folder)}


def _beside_a_copy(work: str, folder: Path) -> tuple[float, float, float]:
    """Seconds and peak of one row, and the mean of a copy before and one after: disks change their mind in seconds."""
    before, _ = _timed("copy + fsync", folder)
    spent, peak = _timed(work, folder)
    after, _ = _timed("copy + fsync", folder)
    return spent, peak, (before + after) / 2


def _timed(work: str, folder: Path) -> tuple[float, float]:
    """One row, from a cold page cache and an idle disk."""
    os.sync()
    for path in folder.rglob("*.gguf"):
        _forget(path)
    words = [sys.executable, "-c", _ROW, work, str(folder)]
    spent, peak = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    return float(spent), float(peak)


def _forget(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(descriptor)


def _store(folder: Path):
    from forge_ai.models.store import ModelStore
    from forge_ai.paths import Home

    return ModelStore(Home(folder).create())


def _prepare(folder: Path) -> None:
    """A model with one large tensor of random bytes, and a tiny one that a node can wake."""
    import gguf
    import numpy as np

    from forge_ai.models.describe import describe_file, write_manifest
    from forge_ai.models.manifest import Manifest
    from forge_ai.testing.random_model import write_random_model

    (folder / "stick").mkdir()
    with _store(folder / "pc").adding("tiny") as place:
        write_random_model(place / "model.gguf")
        write_manifest(place, Manifest("tiny", "llama", 1, 1024, "F16", files=(describe_file(place, "model.gguf"),)))
    with _store(folder / "pc").adding("large") as place:
        writer = gguf.GGUFWriter(place / "model.gguf", "llama")
        rows = SIZE // 4096
        writer.add_tensor_info("token_embd.weight", (rows, 1024), np.dtype(np.float32), rows * 4096)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_ti_data_to_file()
        writer.close()
        with (place / "model.gguf").open("ab") as file:
            file.write(bytes(-file.tell() % 32))
            for _ in range(rows // 4096):
                file.write(os.urandom(4096 * 4096))
        files = (describe_file(place, "model.gguf"),)
        write_manifest(place, Manifest("large", "llama", rows * 1024, 0, "F32", files=files))


def _weights(folder: Path) -> Path:
    return folder / "pc" / "models" / "large" / "model.gguf"


def _copy(folder: Path) -> None:
    target = folder / "copy"
    with _weights(folder).open("rb") as source, target.open("wb") as file:
        shutil.copyfileobj(source, file, 1 << 20)
        file.flush()
        os.fsync(file.fileno())
    target.unlink()


def _export(folder: Path) -> None:
    from forge_ai.models.exporter import ModelExporter

    ModelExporter.export_model("large", folder / "stick", store=_store(folder / "pc"))


def _import(folder: Path) -> None:
    from forge_ai.models.exporter import ModelExporter

    _forget(folder / "stick" / "large_package.zip")
    ModelExporter.import_model(folder / "stick" / "large_package.zip", store=_store(folder / "pi"))
    shutil.rmtree(folder / "pi")


def _run(*words: str):
    def work(folder: Path) -> None:
        made = folder / "made"
        with made.open("wb") as output:
            filled = [word.format(weights=_weights(folder), parent=_weights(folder).parent) for word in words]
            subprocess.run(filled, check=True, stdout=output)
            os.fsync(output.fileno())
        made.unlink()

    return work


@contextmanager
def _node(folder: Path):
    """A node that serves the model, in this process; the row is the other device."""
    from forge_ai.comms import EnigmaNode
    from forge_ai.settings import read_settings

    settings = read_settings({"FORGE_AI_HOME": str(folder / "pc")}, host="127.0.0.1", port=0, model="tiny")
    with EnigmaNode("my_pc", settings=settings) as node:
        node.start_server()
        (folder / "invitation").write_text(f"{node.port} {node.show_code()}")
        yield


def _copy_over_the_wire(folder: Path) -> None:
    from forge_ai.comms.peers.access import open_access
    from forge_ai.comms.peers.model_copy import copy_model, models_of
    from forge_ai.protocol.finding.address import Address
    from forge_ai.services import Services
    from forge_ai.settings import read_settings

    port, code = (folder / "invitation").read_text().split()
    services = Services(read_settings({"FORGE_AI_HOME": str(folder / "pi")}))
    access = open_access(services, Address("127.0.0.1", int(port)), code=code)
    with models_of(services, f"127.0.0.1:{port}", access) as models:
        copy_model(services.store, models, "large")
    shutil.rmtree(folder / "pi")


WORKS = {
    "copy + fsync": _copy,
    "export": _export,
    "import": _import,
    "sha256sum": _run("sha256sum", "{weights}"),
    "zip -0": _run("zip", "-0", "-q", "-", "{weights}"),
    "tar | zstd": _run("tar", "--zstd", "-cf", "-", "-C", "{parent}", "model.gguf"),
}
