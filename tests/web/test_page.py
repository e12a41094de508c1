from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from forge_ai.testing.scripted_engine import ScriptedEngine
from forge_ai.web.page import page, security_policy
from tests.nodes import serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync")
QUIET = ("--disable-background-networking", "--disable-component-update", "--virtual-time-budget=3000", "--dump-dom")


def test_the_page_loads_nothing_from_elsewhere():
    assert re.findall(rb"(?:src|href)\s*=\s*\"(?!data:)", page()) == []
    assert b"http" not in page()


def test_the_page_never_reads_text_as_html():
    assert b"innerHTML" not in page()
    assert b"eval(" not in page()


def test_only_the_pages_own_script_may_run():
    assert re.search(r"script-src 'sha256-[\w+/=]{44}'; style-src 'sha256-[\w+/=]{44}'", security_policy())


@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed: apt-get install chromium")
def test_a_browser_shows_the_node_and_its_models(tmp_path):
    with (
        ScriptedEngine() as engine,
        serving(tmp_path / "pc", "my_pc", model="scripted", upstream=engine.url, open=True) as node,
    ):
        command = [
            CHROMIUM,
            *FLAGS,
            *QUIET,
            f"--user-data-dir={tmp_path}/chromium",
            f"http://127.0.0.1:{node.port}/chat",
        ]
        shown = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stdout
    assert '<h1 id="node">my_pc</h1>' in shown
    assert "<option>scripted</option>" in shown
