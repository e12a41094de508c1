"""Several devices, one AI: every way to connect them, as one small program.

python examples/multi_device_example.py --server --name my_pc --port 5000
python examples/multi_device_example.py --client --name my_pi --connect 192.168.1.100:5000
python examples/multi_device_example.py --discover
"""

from __future__ import annotations

import argparse
import sys

from forge_ai.cli.chat import talk
from forge_ai.cli.nodes import show_nodes
from forge_ai.cli.say import complain, note
from forge_ai.cli.serve import run_server
from forge_ai.comms import EnigmaNode
from forge_ai.engines.engine import GenerationOptions
from forge_ai.errors import ForgeError


def main() -> int:
    """Do what the options say; every failure is one line and an exit code."""
    options = read_options()
    try:
        options.act(options)
    except ForgeError as error:
        complain(error)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    return 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="ForgeAI on several devices.")
    acts = parser.add_mutually_exclusive_group(required=True)
    acts.add_argument("--server", dest="act", action="store_const", const=serve, help="answer other devices")
    acts.add_argument("--client", dest="act", action="store_const", const=chat, help="chat with a server")
    acts.add_argument("--discover", dest="act", action="store_const", const=discover, help="find the nodes around")
    parser.add_argument("--name", help="name of this node (default: the computer's name)")
    parser.add_argument("--port", type=int, default=5000, help="port of the server (default: %(default)s)")
    parser.add_argument("--host", help="address to listen on (default: this computer only)")
    parser.add_argument("--model", help="model that answers (default: the starter model)")
    parser.add_argument("--connect", metavar="ADDRESS", help="the server, such as 192.168.1.100:5000")
    options = parser.parse_args()
    if options.act is chat and not options.connect:
        parser.error("--client needs --connect ADDRESS")
    return options


def serve(options: argparse.Namespace) -> None:
    run_server(EnigmaNode(options.name, options.port, options.model, host=options.host))


def chat(options: argparse.Namespace) -> None:
    with EnigmaNode(options.name) as node:
        server = node.connect_to(options.connect)
        note(f"{node.name} is connected to {server}.")
        talk(node.peer(server), GenerationOptions())


def discover(_options: argparse.Namespace) -> None:
    show_nodes()


if __name__ == "__main__":
    sys.exit(main())
