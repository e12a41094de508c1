"""A program for the lab: looks for a Wyoming port as Home Assistant does, and says where it is and when it has gone."""

from __future__ import annotations

import sys
import threading

from zeroconf import ServiceBrowser, ServiceStateChange, Zeroconf

TYPE = "_wyoming._tcp.local."


def main() -> None:
    over = threading.Event()

    def on_change(zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
        if state_change is ServiceStateChange.Removed:
            over.set()
        elif info := zeroconf.get_service_info(service_type, name):
            sys.stdout.write(f"{info.parsed_addresses()[0]}:{info.port}\n")
            sys.stdout.flush()

    zeroconf = Zeroconf()
    ServiceBrowser(zeroconf, TYPE, handlers=[on_change])
    gone = over.wait(60)
    sys.stdout.write("gone\n" if gone else "still there\n")
    zeroconf.close()


if __name__ == "__main__":
    main()
