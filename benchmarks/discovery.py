"""Time to find 1, 10 and 50 nodes beside zeroconf's own browser, and what an idle node costs.

Two hosts on a bridge: network namespaces, which need root on Linux.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.tables import cpu_seconds, print_table
from tests.netns.lab import Host, Lab, two_hosts, why_not

COUNTS = (1, 10, 50)
TIMES = 5
IDLE_SECONDS = 60.0
SETTLE_SECONDS = 3.0
KIND = "_bench-forge._tcp.local."


def table() -> None:
    """Print both tables, or say why there is no lab."""
    if why_not():
        print(f"skipped: {why_not()}.")
        return
    with tempfile.TemporaryDirectory() as folder:
        print_table(["nodes", "ForgeAI", "zeroconf", "ratio", "bar"], [_row(Path(folder), n) for n in COUNTS])
        print()
        print_table(["idle node, others around", "CPU", "bar"], [_idle(Path(folder), others) for others in (0, 9)])
    print("\nbytes of a query to all: 512; of a typical hello: 130; of an answer: never more than its query")


def _row(folder: Path, count: int) -> list[str]:
    with two_hosts(folder) as (_, near, far):
        far.node("node", "--count", str(count))
        time.sleep(SETTLE_SECONDS)
        ours = statistics.median(
            max(near.find("--until", str(count))["seconds"].values(), default=float("nan")) for _ in range(TIMES)
        )
    with two_hosts(folder) as (_, near, far):
        far.ready(far.start("benchmarks.discovery", "serve", str(count)))
        time.sleep(SETTLE_SECONDS)
        theirs = statistics.median(_zeroconf_finds(near, count) for _ in range(TIMES))
    bar = "50 ms" if count == 1 else "2 s"
    return [str(count), f"{ours * 1000:.0f} ms", f"{theirs * 1000:.0f} ms", f"{theirs / ours:.1f}", bar]


def _zeroconf_finds(near: Host, count: int) -> float:
    output, _ = near.start("benchmarks.discovery", "browse", str(count)).communicate(timeout=60)
    return float(json.loads(output))


def _idle(folder: Path, others: int) -> list[str]:
    with Lab(folder) as lab:
        hosts = [lab.host() for _ in range(others + 1)]
        for number, host in enumerate(hosts[1:]):
            host.node(f"other{number}")
        watched = hosts[0].node("idle")
        time.sleep(5)
        before = cpu_seconds(watched.pid)
        time.sleep(IDLE_SECONDS)
        spent = cpu_seconds(watched.pid) - before
    return [str(others), f"{100 * spent / IDLE_SECONDS:.2f} % of a core", "1 %"]


def serve_with_zeroconf(count: int) -> None:
    """Register services until standard input is closed."""
    import ifaddr
    from zeroconf import ServiceInfo, Zeroconf

    address = next(ip.ip for one in ifaddr.get_adapters() if one.name == "eth0" for ip in one.ips if ip.is_IPv4)
    connection = Zeroconf()
    for number in range(count):
        info = ServiceInfo(KIND, f"node{number}.{KIND}", port=5000 + number, parsed_addresses=[address])
        connection.register_service(info, cooperating_responders=True)
    print("ready", flush=True)
    sys.stdin.read()
    connection.close()


def browse_with_zeroconf(count: int) -> None:
    """Print the seconds until so many services are found with their addresses."""
    from zeroconf import ServiceBrowser, Zeroconf

    found: set[str] = set()
    enough = threading.Event()

    def on_change(zeroconf, service_type, name, **_) -> None:
        if not enough.is_set() and zeroconf.get_service_info(service_type, name, timeout=3000):
            found.add(name)
        if len(found) >= count:
            enough.set()

    begun = time.perf_counter()
    connection = Zeroconf()
    ServiceBrowser(connection, KIND, handlers=[on_change])
    enough.wait(30)
    print(time.perf_counter() - begun, flush=True)
    connection.close()


if __name__ == "__main__":
    {"serve": serve_with_zeroconf, "browse": browse_with_zeroconf}[sys.argv[1]](int(sys.argv[2]))
