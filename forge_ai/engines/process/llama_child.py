"""The program in the engine's child process: llama.cpp's own server, for as long as its parent lives.

Imports nothing of ForgeAI, so that it starts fast and needs no path to it. Its orders come as one line of JSON on
stdin, because what stands in arguments or variables can be read by others; its address leaves as one line of JSON
on stdout. When stdin closes, the parent is gone, and so is this process: the kernel ends it where it can do that by
itself, a thread does it elsewhere.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import secrets
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import Any

SPINS = (
    "1000"  # how often a thread looks before it sleeps; the library's 300,000 waste whole time slices of a busy machine
)
LEAST_URGENT = 19
GPU_PART = 512  # a GPU reads so many tokens in the time of a few
LOG_LOOKS = 100  # a hundredth of a second apart
ENDED_FIRST = "900"  # of 1000, as Linux counts
LOAD_SECONDS = 1_800  # a library that hangs while it loads holds Python's lock; only a native timer can end it then


def main() -> None:
    """Read the orders, load the model, say where it answers, and wait for the end."""
    answers = _take_stdout()
    orders, socket_name = _read_orders(), _socket_name()
    _die_with_parent()
    _be_ended_first()
    faulthandler.dump_traceback_later(LOAD_SECONDS, exit=True)
    before = _threads()
    try:
        server = _serve(orders, socket_name)
    except Exception:
        _wait_for_the_log()
        raise
    if orders["talks_last"]:
        _put_behind(sorted(_threads() - before)[1:])  # the first thread of the server is the one that computes
    faulthandler.cancel_dump_traceback_later()
    place = {"address": server.listening_address, "socket": socket_name}
    os.write(answers, json.dumps(place).encode() + b"\n")
    threading.Event().wait()


def _take_stdout() -> int:
    """Keep stdout for the one line that the parent waits for; whatever else is printed goes to stderr."""
    answers = os.dup(1)
    os.dup2(2, 1)
    return answers


def _read_orders() -> dict[str, Any]:
    line = bytearray()
    while not line.endswith(b"\n"):
        block = os.read(0, 65_536)
        if not block:
            os._exit(0)
        line += block
    orders: dict[str, Any] = json.loads(line)
    return orders


def _socket_name() -> str:
    """An abstract name for a Unix domain socket; "" where there are none.

    It costs its callers half of what a loopback port does. The library knows it by the end of its name.
    """
    if sys.platform != "linux":
        return ""
    name = f"forge-ai-{secrets.token_hex(16)}.sock"
    try:
        with socket.socket(socket.AF_UNIX) as trial:
            trial.bind(f"\0{name}")
    except OSError:  # forbidden here
        return ""
    return name


def _die_with_parent() -> None:
    """End when the other end of stdin is closed, even while native code holds Python's lock."""
    threading.Thread(target=_wait_for_parent, name="parent", daemon=True).start()
    if sys.platform == "linux":
        import fcntl

        signal.signal(signal.SIGIO, signal.SIG_DFL)  # which ends the process
        fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)


def _be_ended_first() -> None:
    """Where memory runs out, let the system end this process, which keeps nothing, and no other one.

    A model brings a program along: the chat template in its file may build a text without end.
    """
    with contextlib.suppress(OSError):  # another system, or one that forbids it
        Path("/proc/self/oom_score_adj").write_text(ENDED_FIRST)


def _wait_for_parent() -> None:
    while os.read(0, 1):
        pass
    os._exit(0)


def _serve(orders: dict[str, Any], socket_name: str) -> Any:
    """The running server. Few parameters are touched, for their names change between releases of the library."""
    os.putenv("GOMP_SPINCOUNT", SPINS)
    try:
        import xllamacpp
    except ImportError as error:
        sys.exit(f"cannot import the engine: {error}")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = orders["path"]
    parameters.model_alias = {orders["name"]}
    parameters.api_keys = [orders["key"]]
    if socket_name:
        parameters.hostnames = ["127.0.0.1", f"@{socket_name}"]  # the second is heard on a Unix domain socket
    parameters.lora_adapters = [xllamacpp.CommonAdapterLoraInfo(path, 0.0) for path in orders["adapters"]]
    parameters.n_ctx = orders["pool"]
    parameters.n_parallel = orders["slots"]
    parameters.kv_unified = orders["shared"]
    parameters.n_batch = parameters.n_ubatch = _part_of_prompt(orders, xllamacpp.get_device_info())
    parameters.n_gpu_layers = orders["gpu_layers"]
    parameters.cpuparams.n_threads = orders["threads"]
    parameters.cpuparams_batch.n_threads = orders["batch_threads"]
    parameters.cache_ram_mib = 0  # the default remembers up to 8 GiB of old prompts
    parameters.endpoint_slots = orders["show_slots"]
    parameters.ui = False
    parameters.verbosity = 2  # warnings and errors; prompts appear in none of them
    if orders["vectors"]:
        parameters.embedding = True
        if not orders["pools"]:
            parameters.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
    return xllamacpp.Server(parameters)


def _threads() -> set[int]:
    """The numbers of this process's threads; none where the system has no list of them."""
    return {int(task.name) for task in Path("/proc/self/task").iterdir()} if sys.platform == "linux" else set()


def _wait_for_the_log() -> None:
    """The library logs in a thread of its own; what that has not written on a busy machine is lost when all ends."""
    for _ in range(LOG_LOOKS):
        if not _others_run():
            return
        threading.Event().wait(0.01)


def _others_run() -> bool:
    return any(_state(thread) == "R" for thread in _threads() - {threading.get_native_id()})


def _state(thread: int) -> str:
    """What a thread does: R when it runs or would, if it had a core; nothing when it has ended."""
    try:
        return Path(f"/proc/self/task/{thread}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def _put_behind(talking: list[int]) -> None:
    """Let the threads that speak HTTP wait until the computing one leaves room.

    Each token wakes all of them, and they would take its core from it: with 32 clients that cost a third of the tokens.
    """
    for thread in talking:
        with contextlib.suppress(OSError):  # it has ended, or a container forbids it
            os.setpriority(os.PRIO_PROCESS, thread, LEAST_URGENT)
            os.sched_setscheduler(thread, os.SCHED_BATCH, os.sched_param(0))


def _part_of_prompt(orders: dict[str, Any], devices: list[dict[str, Any]]) -> int:
    """How many tokens of a prompt are read in one go: an answer that is stopped ends after them."""
    computes_elsewhere = orders["gpu_layers"] and any("CPU" not in device["type"].name for device in devices)
    return max(GPU_PART, orders["part"]) if computes_elsewhere else int(orders["part"])


if __name__ == "__main__":
    main()
