"""`/`: the page on which a person lands who follows a node's address with a browser.

Tells who this is and how to be let in, to anybody. Does not know whether the reader is let in.
"""

from __future__ import annotations

from html import escape
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from forge_ai.api.border.parts import services_of
from forge_ai.protocol.trust.device_certificate import short_id

router = APIRouter()

_PAGE: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{name}</title>
<style>:root{{color-scheme:light dark}}
body{{font:1.1em/1.6 system-ui,sans-serif;max-width:36em;margin:3em auto;padding:0 1em}}
code{{display:inline-block;max-width:100%;overflow-wrap:anywhere;
background:#8882;padding:.1em .3em;border-radius:.2em}}
h2{{font-size:1em;margin:1.6em 0 0}}p{{margin:.4em 0}}</style>
<h1>{name}</h1>
<p>A ForgeAI node. It answers only devices that it has let in. Device id: <code>{short_id}</code></p>
<h2>This browser</h2>
<p><a href="/chat">Chat with {name}</a>. To be let in, once, run <code>forge-ai pair --browser my_phone</code> on {name}
and scan what it shows.</p>
<h2>Another computer</h2>
<p>Run <code>forge-ai pair</code> on {name}, which shows a code, and on the other one:</p>
<p><code>forge-ai pair {host}</code></p>
<h2>The warning</h2>
<p>The browser warns of the certificate because {name} made it itself: nobody else vouches for a device at home.
Compare the device id with the one on {name}'s screen.</p>
"""
_HEADERS: Final = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"}


@router.api_route("/", methods=["GET", "HEAD"], include_in_schema=False)  # HEAD is how Ollama's programs knock
def show_landing_page(request: Request) -> HTMLResponse:
    """Who this is, and how to be let in."""
    services = services_of(request)
    words = {
        "name": services.name,
        "short_id": short_id(services.identity.device_id),
        "host": request.headers.get("host", ""),
    }
    return HTMLResponse(_PAGE.format(**{key: escape(text) for key, text in words.items()}), headers=_HEADERS)
