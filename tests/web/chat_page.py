"""The chat page as tests come to it: the link that lets a browser in, and where its answer stands."""

from __future__ import annotations

from forge_ai.protocol.trust.rights import FRESH

SAID = "document.querySelector('.assistant:last-child .said')"


def link(node, rights=FRESH, port=0, scheme="http"):
    """The link that lets a browser in."""
    _, key = node.services.registry.add_program("phone", rights)
    return f"{scheme}://127.0.0.1:{port or node.port}/chat#key={key}"


def enter(browser, address):
    """Open the page, and return when it stands there."""
    browser.open(address)
    browser.wait("!document.getElementById('form').hidden && document.getElementById('node').innerText !== 'ForgeAI'")
