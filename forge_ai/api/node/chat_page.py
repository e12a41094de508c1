"""`/chat`: the chat page, for a browser of somebody who has a key.

Does not know what the page does.
"""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from forge_ai.web.page import page, security_policy

router = APIRouter()


_PAGE: Final = page()  # once, as the node starts: a package that is replaced under it has other parts
_HEADERS: Final = {
    "Content-Security-Policy": security_policy(),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


@router.get("/chat", include_in_schema=False)
def show_chat_page() -> Response:
    """The chat page, which may load nothing from elsewhere and be framed by nobody."""
    return Response(_PAGE, media_type="text/html; charset=utf-8", headers=_HEADERS)
