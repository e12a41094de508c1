"""`forge-ai pair`, `devices` and `unpair`, as a person uses them on two devices."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess

import pytest

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
    return [device["name"] for device in json.loads(forge(pc, "devices", "--json").stdout)["devices"]]


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
