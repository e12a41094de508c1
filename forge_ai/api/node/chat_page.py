"""`/chat`: the chat page, for a browser of somebody who has a key.

Does not know what the page does.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from forge_ai.web.page import page, security_policy

router = APIRouter()


@router.get("/chat", include_in_schema=False)
def show_chat_page() -> Response:
    """The chat page, which may load nothing from elsewhere and be framed by nobody."""
    headers = {
        "Content-Security-Policy": security_policy(),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-cache",
    }
    return Response(page(), media_type="text/html; charset=utf-8", headers=headers)
