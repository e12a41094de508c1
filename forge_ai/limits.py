"""Every length, count and rate that a stranger could grow, with the attack that it stops.

Nothing here is a setting: a person never needs to change these. Does not know who enforces them.
"""

from __future__ import annotations

from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * KIB
GIB: Final = 1024 * MIB

# Names
NAME_LENGTH: Final = 64  # longer names break tables, file systems and announcements

# The API
REQUEST_BODY_BYTES: Final = 8 * MIB  # a body without end fills the memory
MESSAGES_PER_REQUEST: Final = 2_000  # a million tiny messages cost more to render than to send
CONNECTIONS: Final = 256  # open sockets are free for who opens them, not for who serves
REQUEST_HEADER_SECONDS: Final = 20.0  # a request that drips in byte by byte holds a connection for ever

# Answers of peers and engines
ANSWER_BODY_BYTES: Final = 32 * MIB  # a peer that never stops sending
EVENT_BYTES: Final = 1 * MIB  # one line of a stream without an end
ERROR_TEXT_CHARACTERS: Final = 500  # an error text that fills the screen
CHILD_LOG_LINES: Final = 200  # an engine that logs in a loop

# GGUF headers: a count in a header is a promise by a stranger
GGUF_KEYS: Final = 65_536
GGUF_TENSORS: Final = 65_536
GGUF_STRING_BYTES: Final = 16 * MIB  # chat templates and licences are texts, not archives
GGUF_ARRAY_ITEMS: Final = 16_777_216  # vocabularies; none has more than a million tokens today
GGUF_ARRAY_DEPTH: Final = 4  # arrays in arrays in arrays
GGUF_DIMENSIONS: Final = 4
GGUF_NAME_BYTES: Final = 1_024  # keys and tensor names; sixty thousand long ones would fill the memory
GGUF_HEADER_BYTES: Final = 512 * MIB  # a header as long as the file takes hours to walk through

# Training data
TRAINING_LINE_BYTES: Final = 16 * MIB  # a file that is one endless line
