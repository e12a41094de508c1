"""Several devices, one AI: every way to connect them, as one small program.

python examples/multi_device_example.py --server --name my_pc --port 5000
python examples/multi_device_example.py --client --name my_pi --connect 192.168.1.100:5000
python examples/multi_device_example.py --conversation --name bob --connect 192.168.1.100:5000 --turns 10
python examples/multi_device_example.py --discover
python examples/multi_device_example.py --export my_model /media/usb/
python examples/multi_device_example.py --import-model /media/usb/my_model_package.zip
"""

from __future__ import annotations

import argparse
import sys

from forge_ai.cli.asking.chat import line_history, talk
from forge_ai.cli.asking.chat_memory import ChatMemory
from forge_ai.cli.conversing.stage import watch_conversation
from forge_ai.cli.devices.nodes import show_nodes
from forge_ai.cli.progress import progress_bar
from forge_ai.cli.say import complain, note, tell_beside
from forge_ai.cli.serve import run_server
from forge_ai.comms import EnigmaNode, ModelExporter
from forge_ai.engines.engine import GenerationOptions
from forge_ai.errors import ForgeError
from forge_ai.settings import settings_of_this_process


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
    acts.add_argument(
        "--conversation",
        dest="act",
        action="store_const",
        const=converse,
        help="let this device's AI and a server's talk",
    )
    acts.add_argument("--discover", dest="act", action="store_const", const=discover, help="find the nodes around")
    acts.add_argument("--export", nargs=2, metavar=("MODEL", "FOLDER"), help="write a model onto a stick")
    acts.add_argument("--import-model", metavar="PACKAGE", help="bring a model from a stick")
    parser.add_argument("--name", help="name of this node (default: the computer's name)")
    parser.add_argument("--port", type=int, default=5000, help="port of the server (default: %(default)s)")
    parser.add_argument("--host", help="address to listen on (default: every network)")
    parser.add_argument("--model", help="model that answers (default: the starter model)")
    parser.add_argument("--connect", metavar="ADDRESS", help="the server, such as 192.168.1.100:5000")
    parser.add_argument("--turns", type=int, default=10, help="turns of a conversation (default: %(default)s)")
    parser.add_argument("--topic", default="", help="what a conversation is about")
    parser.add_argument("--code", help="the code that the server shows; without it you are asked the first time")
    parser.add_argument(
        "--open", action="store_true", help="no codes and keys: only on a network that you trust wholly"
    )
    options = parser.parse_args()
    if options.export:
        options.act = export_model
    if options.import_model:
        options.act = import_model
    if options.act in (chat, converse) and not options.connect:
        parser.error(f"--{'client' if options.act is chat else 'conversation'} needs --connect ADDRESS")
    return options


def serve(options: argparse.Namespace) -> None:
    settings = settings_of_this_process(open=options.open or None)
    run_server(EnigmaNode(options.name, options.port, options.model, host=options.host, settings=settings))


def chat(options: argparse.Namespace) -> None:
    settings = settings_of_this_process(name=options.name, open=options.open or None)
    with EnigmaNode(settings=settings) as node:
        server = node.connect_to(options.connect, options.code)
        note(f"{node.name} is connected to {server}.")
        brain = node.brain(on=options.connect, model=options.model or "", tell=tell_beside)
        with line_history(settings.folders.history), ChatMemory(settings) as memory:
            talk(brain, GenerationOptions(calm=True), memory)
            memory.look_back(brain)


def converse(options: argparse.Namespace) -> None:
    settings = settings_of_this_process(open=options.open or None)
    with EnigmaNode(options.name, model_name=options.model, settings=settings) as node:
        server = node.connect_to(options.connect, options.code)
        note(f"{node.name} is connected to {server}.")
        watch_conversation(node, server, options.turns, options.topic)


def discover(_options: argparse.Namespace) -> None:
    show_nodes()


def export_model(options: argparse.Namespace) -> None:
    name, folder = options.export
    with progress_bar() as progress:
        package = ModelExporter.export_model(name, folder, progress=progress)
    print(package)
    note("It is safe to unplug.")


def import_model(options: argparse.Namespace) -> None:
    with progress_bar() as progress:
        model = ModelExporter.import_model(options.import_model, progress=progress)
    print(model.name)


if __name__ == "__main__":
    sys.exit(main())
