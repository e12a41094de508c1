"""The body of a form with a file in it, bounded while it is read: a size that is announced or reached ends the reading.

Does not know what the file is.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import BinaryIO, Final

from python_multipart.exceptions import FormParserError
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from forge_ai.api.border.body import announced_bytes, blocks_of
from forge_ai.errors import BadInput
from forge_ai.limits import FORM_FIELD_BYTES, FORM_FIELDS, MIB, SOUND_BODY_BYTES

logging.getLogger("python_multipart").setLevel(logging.CRITICAL)  # each broken form would print on the node's terminal
_HINT: Final = "Send multipart/form-data with the recording as `file`."


@dataclass(frozen=True, slots=True)
class Form:
    """The open file of a form, and its other fields."""

    file: BinaryIO
    fields: dict[str, str]


@asynccontextmanager
async def received_form(request: Request) -> AsyncIterator[Form]:
    """The form with one file called ``file``, which is gone when the block ends. Raises :class:`BadInput`."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise BadInput("The request is not a form with a file.", hint=_HINT)
    if announced_bytes(request) > SOUND_BODY_BYTES:
        raise _too_large()
    found = await _parsed(request)
    try:
        yield _form(found.multi_items())
    finally:
        await found.close()


class _Parser(MultiPartParser):
    """Starlette's parser, which lets go of its files also when it was not the form that was wrong."""

    def close(self) -> None:
        for file in self._files_to_close_on_error:
            file.close()


async def _parsed(request: Request) -> FormData:
    parser = _Parser(
        request.headers, _bounded(request), max_files=1, max_fields=FORM_FIELDS, max_part_size=FORM_FIELD_BYTES
    )
    try:
        return await parser.parse()
    except (MultiPartException, FormParserError) as error:
        parser.close()
        raise BadInput(f"The form cannot be read: {error}.", hint=_HINT) from error
    except BaseException:  # the client left, or sent too much, or the node ends
        parser.close()
        raise


async def _bounded(request: Request) -> AsyncGenerator[bytes, None]:
    size = 0
    async for block in blocks_of(request):
        size += len(block)
        if size > SOUND_BODY_BYTES:
            raise _too_large()
        yield block


def _too_large() -> BadInput:
    return BadInput(f"The recording is larger than {SOUND_BODY_BYTES // MIB} MiB.", hint="Send a shorter one.")


def _form(items: list[tuple[str, UploadFile | str]]) -> Form:
    files = [value.file for name, value in items if isinstance(value, UploadFile) and name == "file"]
    if not files:
        raise BadInput("The form has no file.", hint=_HINT)
    return Form(files[0], {name: value for name, value in items if isinstance(value, str)})
