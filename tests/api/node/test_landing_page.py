"""The page at a node's address, as a stranger's browser gets it."""

from __future__ import annotations

import pytest

from forge_ai.protocol.trust.device_certificate import short_id
from tests.guarded_node import guarded_node


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    with guarded_node(tmp_path_factory.mktemp("pc"), upstream="http://127.0.0.1:1") as node:
        reply = node.ask("GET", "/")
        assert reply.status == 200
        yield node, reply.body.decode()


def test_it_says_who_this_is_and_how_to_be_let_in(page):
    node, text = page
    assert short_id(node.services.identity.device_id) in text
    assert f"forge-ai pair 127.0.0.1:{node.port}" in text


def test_the_way_in_for_the_browser_that_shows_it_comes_first(page):
    _, text = page
    assert text.index('href="/chat"') < text.index("forge-ai pair --browser") < text.index("forge-ai pair 127.0.0.1")


def test_it_is_dark_where_everything_is_and_keeps_commands_on_one_line_where_they_fit(page):
    _, text = page
    assert "color-scheme:light dark" in text
    assert "code{display:inline-block;max-width:100%" in text
