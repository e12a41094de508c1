"""`forge-ai pair`, `devices` and `unpair`, as a person uses them on two devices."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import ssl
import subprocess

import httpx2
import openai
import pytest

from forge_ai.cli.devices.invitation import own_addresses, qr_lines
from forge_ai.protocol.finding.address import Address
from tests.nodes import put_model
from tests.programs import FORGE, ROOT, environment, program, run
from tests.terminals import at_a_terminal, read_until, terminal

CODE = re.compile(r"the code  (\d{4}-\d{4})")


@pytest.fixture(scope="module")
def pc(tmp_path_factory):
    home = tmp_path_factory.mktemp("pc")
    put_model(home)
    return home


@pytest.fixture(scope="module")
def server(pc):
    with program((*FORGE, "serve", "--name", "my_pc", "--port", "0", "--model", "my_model"), pc) as (process, address):
        process.address = address
        yield process


def forge(home, *words, text="", **more):
    return run((*FORGE, *words), home, text, FORGE_AI_NAME=f"device-{home.name}", **more)


def new_code(pc):
    return json.loads(forge(pc, "pair", "--json").stdout)["code"]


def names(pc):
    alone, listed = (forge(pc, *words, "--json").stdout for words in (("devices",), ("devices", "list")))
    assert alone == listed
    return [device["name"] for device in json.loads(alone)["devices"]]


def test_a_device_is_paired_listed_renamed_limited_and_let_go(server, pc, tmp_path):
    done = forge(tmp_path, "pair", server.address, "--code", "-", text=new_code(pc) + "\n")
    assert done.returncode == 0, done.stderr
    name = names(pc)[0]
    assert forge(tmp_path, "ask", "Hello", "--on", server.address, "--max-tokens", "3").returncode == 0
    assert forge(pc, "devices", "rename", name, "kitchen").returncode == 0
    assert forge(pc, "devices", "rights", "kitchen", "sync").returncode == 0
    assert "kitchen" in forge(pc, "devices").stdout
    refused = forge(tmp_path, "ask", "Hello", "--on", server.address)
    assert (refused.returncode, "no right to ask" in refused.stderr) == (5, True)
    assert forge(pc, "unpair", "kitchen").returncode == 0
    stranger = forge(tmp_path, "ask", "Hello", "--on", server.address)
    assert (stranger.returncode, "forge-ai pair" in stranger.stderr) == (5, True)
    assert names(pc) == []


def test_a_code_that_was_used_lets_nobody_else_in(server, pc, tmp_path):
    code = new_code(pc)
    assert forge(tmp_path / "one", "pair", server.address, FORGE_AI_CODE=code).returncode == 0
    second = forge(tmp_path / "two", "pair", server.address, FORGE_AI_CODE=code)
    assert (second.returncode, "used already" in second.stderr) == (5, True)
    for name in names(pc):
        forge(pc, "unpair", name)


def test_what_a_stranger_is_told_to_do_lets_it_in(server, pc, tmp_path):
    stranger = forge(tmp_path, "ask", "Hello", "--on", server.address)
    command = re.search(r": forge-ai (pair \S+ --code) CODE;", stranger.stderr)[1].split()
    assert forge(tmp_path, *command, new_code(pc)).returncode == 0
    for name in names(pc):
        forge(pc, "unpair", name)


def test_the_command_that_shows_a_code_says_when_it_was_used(server, pc, tmp_path):
    command = (*FORGE, "pair")
    waiting = subprocess.Popen(command, env=environment(pc), cwd=ROOT, stderr=subprocess.PIPE, text=True)
    code = next(found[1] for line in waiting.stderr if (found := CODE.search(line)))
    assert forge(tmp_path, "pair", server.address, FORGE_AI_CODE=code).returncode == 0
    _, told = waiting.communicate(timeout=60)
    assert "was let in" in told
    for name in names(pc):
        forge(pc, "unpair", name)


def test_a_person_at_a_terminal_types_the_code(server, pc, tmp_path):
    """A real terminal: the prompt appears, the code is typed, a wrong one first."""
    code = new_code(pc)
    ours, theirs = pty.openpty()
    command = (*FORGE, "ask", "Hello", "--on", server.address, "--max-tokens", "3")
    process = subprocess.Popen(
        command, env=environment(tmp_path), cwd=ROOT, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE, text=True
    )
    os.close(theirs)
    try:
        read_until(ours, "The code: ")
        os.write(ours, b"0000-0000\n")
        assert "Tries left: 2" in read_until(ours, "The code: ")
        os.write(ours, f"{code}\n".encode())
        assert process.communicate(timeout=60)[0].strip()
        assert process.returncode == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    for name in names(pc):
        forge(pc, "unpair", name)


def test_a_key_that_ends_a_prompt_or_a_node_leaves_the_line(pc, tmp_path):
    with terminal(pc, *FORGE, "serve", "--name", "my_pc", "--port", "0", "--model", "my_model") as node:
        address = re.search(r"https://([\d.]+:\d+)", node.read_until("Stop it: Ctrl-C"))[1]
        refused = at_a_terminal(tmp_path, "pair", address, typed=b"\x04")
        node.process.send_signal(signal.SIGINT)
        assert node.read_until().endswith("Ctrl-C\r\n\r\nStopped.\r\n")
    assert "The code: \r\nerror: my_pc at" in refused
    assert at_a_terminal(tmp_path, "chat", "--here", typed=b"\x04").endswith("\r\n\r\nGoodbye.\r\n")


def test_whoever_mistypes_to_the_end_is_told_so(server, pc, tmp_path):
    new_code(pc)
    ours, theirs = pty.openpty()
    command = (*FORGE, "pair", server.address)
    process = subprocess.Popen(command, env=environment(tmp_path), cwd=ROOT, stdin=theirs, stderr=theirs)
    os.close(theirs)
    try:
        for typed in (b"12\n", b"0000-0000\n", b"34\n"):
            read_until(ours, "The code: ")
            os.write(ours, typed)
        said = read_until(ours, "hint: ")
        assert process.wait(60) == 2
        assert "error: A code has 8 digits." in said
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def test_a_node_on_the_network_is_paired_by_its_name(pc, tmp_path):
    name = f"pc-of-{os.getpid()}"
    with program((*FORGE, "serve", "--name", name, "--port", "0", "--model", "my_model"), pc) as (_process, address):
        code = json.loads(forge(pc, "pair", "--node", name, "--json").stdout)["code"]
        done = forge(tmp_path, "pair", name, "--code", code)
        assert done.returncode == 0, done.stderr
        assert f"forge-ai ask --on {name} " in done.stderr
        assert address in forge(tmp_path, "devices").stdout
        mistyped = forge(tmp_path, "pair", f" pc_of-{os.getpid()}")
        assert f"Did you mean {name}?" in mistyped.stderr
    for name in names(pc):
        forge(pc, "unpair", name)


def test_several_nodes_of_one_name_are_listed(pc, tmp_path):
    name = f"twin-of-{os.getpid()}"
    serve = (*FORGE, "serve", "--name", name, "--port", "0", "--model", "my_model")
    put_model(tmp_path / "other")
    with program(serve, pc) as (_one, here), program(serve, tmp_path / "other") as (_other, there):
        done = forge(tmp_path / "third", "pair", name, "--code", "0000-0000")
    assert done.returncode == 2
    assert f"2 nodes are called {name}" in done.stderr
    assert here in done.stderr
    assert there in done.stderr


def test_a_code_that_was_guessed_at_is_no_success(server, pc, tmp_path):
    waiting = subprocess.Popen((*FORGE, "pair"), env=environment(pc), cwd=ROOT, stderr=subprocess.PIPE, text=True)
    code = next(found[1] for line in waiting.stderr if (found := CODE.search(line)))
    wrong = "0000-0000" if code != "0000-0000" else "0000-0001"
    for _ in range(3):
        forge(tmp_path, "pair", server.address, "--code", wrong)
    _, told = waiting.communicate(timeout=60)
    assert "the code is void" in told
    assert "hint: Show a new code: forge-ai pair" in told
    assert waiting.returncode == 5


def test_a_program_gets_a_key_of_its_own_over_both_faces(server, pc):
    """With nothing but the file that the command names, as a program on another computer has it."""
    given = json.loads(forge(pc, "pair", "--app", "notebook", "--json").stdout)
    port = server.address.rpartition(":")[2]
    told = forge(pc, "pair", "--app", "another").stderr
    assert f"http://127.0.0.1:{port}/v1" in told
    assert given["certificate"] in told
    assert "`forge-ai unpair another` voids it" in told
    gone = forge(pc, "unpair", "another")
    assert (gone.returncode, gone.stderr.strip()) == (0, "another is not let in any more.")
    with openai.OpenAI(base_url=f"http://127.0.0.1:{port}/v1", api_key=given["key"], max_retries=0) as plain:
        assert plain.models.list()
    for host in ("127.0.0.1", "localhost"):
        with (
            httpx2.Client(verify=ssl.create_default_context(cafile=given["certificate"]), trust_env=False) as http,
            openai.OpenAI(base_url=f"https://{host}:{port}/v1", api_key=given["key"], http_client=http) as secure,
        ):
            assert secure.models.list()
    assert forge(pc, "unpair", "notebook").returncode == 0
    with (
        openai.OpenAI(base_url=f"http://127.0.0.1:{port}/v1", api_key=given["key"], max_retries=0) as void,
        pytest.raises(openai.AuthenticationError),
    ):
        void.models.list()


def test_a_browser_gets_a_link_with_a_key_of_its_own(server, pc):
    import httpx2

    given = forge(pc, "pair", "--browser", "phone")
    address, key = re.fullmatch(r"https://(\S+)/chat#key=(fai_\S+)", given.stdout.strip()).groups()
    assert (address, "▀" in given.stderr) == (server.address, True)
    asked = {"headers": {"Authorization": f"Bearer {key}"}, "verify": False, "trust_env": False}
    assert httpx2.get(f"https://{address}/api/v1/memory/conversations", **asked).json() == {"conversations": []}
    forge(pc, "unpair", "phone")
    assert httpx2.get(f"https://{address}/v1/models", **asked).status_code == 401


@pytest.mark.parametrize(
    ("words", "again"),
    [
        (("pair", "--browser", "tv"), ", then: forge-ai unpair tv; forge-ai pair --browser tv"),
        (("pair", "--browser", "tv", "--json"), ", then: forge-ai unpair tv; forge-ai pair --browser tv"),
        (("pair", "--app", "tv"), "."),
        (("pair", "--no-wait"), ", then: forge-ai pair"),
    ],
)
def test_an_address_for_this_computer_alone_is_said_to_be_one(server, pc, words, again):
    """Also where only the node was started so, and this command was not."""
    told = forge(pc, *words, FORGE_AI_HOST="0.0.0.0").stderr  # noqa: S104 - nothing listens there
    forge(pc, "unpair", "tv")
    assert "warning: this node listens on 127.0.0.1, for this computer alone: no other device reaches" in told
    assert f"hint: Start it without that --host (or FORGE_AI_HOST){again}\n" in told
    assert "elsewhere" not in told


@pytest.mark.parametrize(
    ("host", "address"),
    [("192.0.2.7", "The base URL is https://192.0.2.7:5000/v1,"), ("127.0.0.1", "this node listens on 127.0.0.1")],
)
def test_a_key_that_is_made_before_the_node_runs_says_so(tmp_path, host, address):
    told = forge(tmp_path, "pair", "--app", "notebook", FORGE_AI_HOST=host).stderr
    assert "warning: no node runs here now" in told
    assert "hint: Start it: forge-ai serve" in told
    assert address in told


def test_a_computer_without_a_network_is_said_to_have_none(tmp_path):
    told = forge(tmp_path, "pair", "--app", "notebook", FORGE_AI_HOST="0.0.0.0").stderr  # noqa: S104 - see above
    assert "warning: this computer is on no network now: no other device reaches that address." in told


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (("unpair", "nobody"), 3, "error: No device 'nobody'"),
        (("devices", "rights", "nobody", "everything"), 2, "error: 'everything' is not a right."),
        (("devices", "rename", "nobody", "x"), 3, "error: No device 'nobody'"),
        (("pair",), 3, "error: No node runs here."),
        (("pair", "127.0.0.1:1"), 4, "error: Nobody answers"),
        (("pair", "--browser", "phone"), 3, "error: No node runs here."),
        (("pair", "--app", "../x"), 2, "error: '../x' cannot be a device"),
    ],
)
def test_bad_input_is_one_clear_line_and_an_exit_code(words, code, line, tmp_path):
    done = forge(tmp_path, *words)
    assert (done.returncode, line in done.stderr, "Traceback" in done.stderr) == (code, True, False), done.stderr


def test_an_empty_list_says_how_to_let_somebody_in(tmp_path):
    assert "forge-ai pair" in forge(tmp_path, "devices").stderr


def test_opening_a_node_to_its_network_is_said_aloud(pc):
    with program((*FORGE, "serve", "--open", "--port", "0", "--model", "my_model", "--name", "open_pc"), pc) as found:
        assert "warning: OPEN: anybody" in found[0].told


def test_a_copied_folder_is_said_aloud(pc, tmp_path):
    import shutil

    shutil.copytree(pc, tmp_path / "copy", ignore=shutil.ignore_patterns("run"))
    with program((*FORGE, "serve", "--port", "0", "--model", "my_model"), tmp_path / "copy") as found:
        assert "this folder was copied" in found[0].told


def test_a_folder_that_came_from_another_computer_says_so_where_its_devices_are_missed(pc, tmp_path):
    import shutil

    assert "copied" not in forge(pc, "devices").stderr
    shutil.copytree(pc, tmp_path / "copy", ignore=shutil.ignore_patterns("run"))
    forge(tmp_path / "copy", "devices")
    listed = forge(tmp_path / "copy", "devices")
    assert "this folder was copied from the device" in listed.stderr
    with program((*FORGE, "serve", "--port", "0", "--model", "my_model"), tmp_path / "copy") as found:
        assert "this folder was copied" in found[0].told


def test_the_qr_code_holds_an_address_and_can_be_drawn():
    lines = qr_lines("https://192.168.1.100:5000/#K7QD-2M4X-A3BC-PQRS")
    assert len({len(line) for line in lines}) <= 2


def test_a_node_on_one_address_names_that_one():
    assert own_addresses("192.168.1.5", 5000) == [Address("192.168.1.5", 5000)]
    assert all(address.port == 5000 for address in own_addresses("0.0.0.0", 5000))  # noqa: S104 - looked up, not bound


def test_what_follows_a_ctrl_c_at_a_prompt_stands_on_a_line_of_its_own(server, tmp_path):
    with terminal(tmp_path / "pi", *FORGE, "pair", server.address) as screen:
        screen.read_until("The code: ")
        screen.process.send_signal(signal.SIGINT)
        assert screen.read_until().rstrip(" ").endswith("The code: \r\n")
        assert screen.process.wait(20) == 130
