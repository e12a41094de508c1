"""The body of a form with a file in it, bounded while it is read: a size that is announced or reached ends the reading.

Does not know what the file is.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Final

from python_multipart.exceptions import FormParserError
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from forge_ai.errors import BadInput
from forge_ai.limits import FORM_FIELD_BYTES, FORM_FIELDS, MIB, SOUND_BODY_BYTES

_HINT: Final = "Send multipart/form-data with the recording as `file`."


@dataclass(frozen=True, slots=True)
class Form:
    """The file of a form, and its other fields."""

    file: bytes
    fields: dict[str, str]


async def read_form(request: Request) -> Form:
    """The form with one file called ``file``. Raises :class:`BadInput`."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise BadInput("The request is not a form with a file.", hint=_HINT)
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > SOUND_BODY_BYTES:
        raise _too_large()
    parser = MultiPartParser(
        request.headers, _bounded(request), max_files=1, max_fields=FORM_FIELDS, max_part_size=FORM_FIELD_BYTES
    )
    try:
        found = await parser.parse()
    except (MultiPartException, FormParserError) as error:
        raise BadInput(f"The form cannot be read: {error}.", hint=_HINT) from error
    try:
        return await _form(found.multi_items())
    finally:
        await found.close()


async def _bounded(request: Request) -> AsyncGenerator[bytes, None]:
    size = 0
    async for block in request.stream():
        size += len(block)
        if size > SOUND_BODY_BYTES:
            raise _too_large()
        yield block


def _too_large() -> BadInput:
    return BadInput(f"The recording is larger than {SOUND_BODY_BYTES // MIB} MiB.", hint="Send a shorter one.")


async def _form(items: list[tuple[str, UploadFile | str]]) -> Form:
    file, fields = None, {}
    for name, value in items:
        if isinstance(value, UploadFile):
            file = await value.read() if name == "file" else file
        else:
            fields[name] = value
    if file is None:
        raise BadInput("The form has no file.", hint=_HINT)
    return Form(file, fields)
