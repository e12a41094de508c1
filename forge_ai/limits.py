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
REQUEST_HEAD_BYTES: Final = 64 * KIB  # headers without an end, from somebody who has not even shown a key
PIPELINED_REQUESTS: Final = 8  # one packet of thousands of requests, each with memory and a task of its own
REQUEST_BODY_BYTES: Final = 8 * MIB  # a body without end fills the memory
BODY_PARTS: Final = 4_096  # chunks of one byte, each of which costs as much as one of thousands, also a stranger's
BODY_PART_BYTES: Final = 64  # ... for each so many bytes there may be one more
BODIES_BYTES: Final = 64 * MIB  # ... and two hundred of them side by side fill it too, each kept until it is answered
BODIES_BYTES_OF_ONE: Final = 32 * MIB  # ... and those of one device leave room for the others
BODY_SILENCE_SECONDS: Final = 60.0  # a body that stops in the middle holds a place, and what was received of it
JSON_VALUES: Final = 262_144  # eight megabytes of tiny values keep the parser, and with it everybody, for seconds
JSON_PARTS: Final = 65_536  # ... and lists, objects and their names weigh a hundred times of what they say
JSON_DIGITS: Final = 100  # of a whole number; two thousand of the longest take a second to read and three to write
MESSAGES_PER_REQUEST: Final = 2_000  # a million tiny messages cost more to render than to send
LETTERS_OF_A_TOKEN: Final = 128  # a prompt of megabytes keeps a model of a thousand tokens busy with counting
ANSWERS_PER_REQUEST: Final = 4  # a list of a thousand prompts in one place of the queue shuts everybody else out
EMBEDDED_TEXTS: Final = 2_048  # a hundred thousand words for which vectors are made, a thousand numbers each
MCP_TEXT_CHARACTERS: Final = 20_000  # another assistant's argument without an end
CONNECTIONS: Final = 256  # open sockets are free for who opens them, not for who serves
CONNECTIONS_OF_ONE: Final = 64  # a paired device that opens all of them, from many addresses, shuts out the others

WAITING_ANSWERS: Final = 128  # questions that wait for a slot: each holds a connection and its prompt
WAITING_ANSWERS_OF_ONE: Final = 64  # ... and one device that asks without end leaves room for the others
ENGINE_THREADS: Final = 8  # engines that are started or looked at; one that drips held each thread of the node
MODELS_COUNTED: Final = 256  # every question for another model of a server behind this node, each counted for ever
HOPS: Final = 3  # two nodes that are each other's engine would hand one question on for ever
STREAMS: Final = 32  # answers that are kept for a connection that may come back
STREAMS_OF_ONE: Final = 8  # ... of one device
STREAM_BYTES: Final = 2 * MIB  # of each: some ten thousand tokens
STREAM_SECONDS: Final = 120.0  # without a reader: then nobody waits any more, and the compute ends
UNHEARD_SECONDS: Final = 3600.0  # for an answer that ended while nobody read: its person may come back to the page

# Answers of peers and engines
ANSWER_BODY_BYTES: Final = 32 * MIB  # a peer that never stops sending
ANSWER_HEAD_BYTES: Final = 64 * KIB  # headers without an end
ANSWER_HEAD_SECONDS: Final = 20.0  # a head that has begun and drips in byte by byte
ANSWER_BODY_SECONDS: Final = 120.0  # a short answer, or vectors that were made already, which drip
EVENT_BYTES: Final = 1 * MIB  # one line of a stream without an end
ENGINE_UNREAD_BYTES: Final = 256 * KIB  # an engine that writes faster than its client reads
ERROR_TEXT_CHARACTERS: Final = 500  # an error text that fills the screen
RECALLED_LINES: Final = 50  # a peer that says it remembers a million facts
RECALLED_CHARACTERS: Final = 2_000  # ... or one that fills the screen
SCOUTED_DEVICES: Final = 32  # brains that are looked for before a question; a fleet of a thousand is a thousand threads
REPORTED_MODELS: Final = 200  # a report of a million models
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

# Model packages: every number in them was written by a stranger
MANIFEST_BYTES: Final = 1 * MIB  # a manifest that fills the memory before it has been understood
PACKAGE_FILES: Final = 1_000  # a million empty files cost a disk more than one large one
PACKAGE_PATH_PARTS: Final = 4  # folders in folders in folders
PACKAGE_PART_CHARACTERS: Final = 100  # names that one file system takes and the next one refuses
PACKAGE_VOLUMES: Final = 999  # the numbers that three digits have
PACKAGE_DIRECTORY_BYTES: Final = 1 * MIB  # a central directory that fills the memory
SIGNATURE_FIELD_CHARACTERS: Final = 8_192  # a key or a name that is a book

# Personalities: they travel with models, and strangers' models bring strangers' personalities
PERSONALITIES_PER_MODEL: Final = 64  # each adapter is loaded with the model, and all of them fill the memory
PERSONALITY_FILE_BYTES: Final = 64 * KIB  # a small file, not a second model
PERSONALITY_PROMPT_CHARACTERS: Final = 8_000  # a prompt that fills the context leaves no room for the talk
PERSONALITY_TEXT_CHARACTERS: Final = 500  # a description that fills the screen
ADAPTER_RANK: Final = 256  # an adapter as large as a model

# Conversations between AIs: every turn may come from a stranger's model
DIALOGUE_SPEAKERS: Final = 8  # a table at which everybody still gets a word in
DIALOGUE_TURNS: Final = 10_000  # two models that talk for ever
DIALOGUE_TURN_CHARACTERS: Final = 4_000  # one turn that is a book
SPEAKER_NAME_CHARACTERS: Final = 200  # a speaker whose name is a book, said again before each turn
TRANSCRIPT_BYTES: Final = 64 * MIB  # a file that was never a conversation
JSON_RPC_ID_CHARACTERS: Final = 200  # an id that is a book, said again in every answer
A2A_PARTS: Final = 64  # a message in a million pieces
VISITOR_ID_CHARACTERS: Final = 128  # an id that is a book
VISITOR_CONTEXTS: Final = 256  # every message a new context, all of them remembered for ever
VISITOR_CONTEXTS_OF_ONE: Final = 64  # ... by one visitor, that makes the others' forgotten
VISITOR_TURNS: Final = 40  # one context that is never left

# Other programs' models
HUB_LISTING_BYTES: Final = 8 * MIB  # a list of files without an end
TOKENIZER_BYTES: Final = 64 * MIB  # a vocabulary that fills the memory
TOKENIZER_VALUES: Final = 4_194_304  # ... filled with tiny lists it takes two gigabytes
OLLAMA_TEXT_BYTES: Final = 1 * MIB  # a licence or a prompt that is an archive
SAFETENSORS_HEADER_BYTES: Final = 100 * MIB  # the bound of the format's own reader
SAFETENSORS_PARTS: Final = 8 * GGUF_TENSORS  # ... filled with tiny lists it takes two gigabytes of memory

# Training data
REPLAY_SAMPLE_BYTES: Final = 2 * MIB  # a package that carries half a library beside its model
LINEAGE_STEPS: Final = 64  # a manifest whose ancestors never end
TRAINING_FILES: Final = 10_000  # a folder that is somebody's whole disk
TRAINING_LINE_BYTES: Final = 16 * MIB  # a file that is one endless line

# Training together
TEAM_DEVICES: Final = 64  # devices that come again and again under new names
TEAM_POINTS: Final = 2_000  # a loss curve that a device tells without end
TEAM_REQUEST_BYTES: Final = 16 * MIB  # one message of the fleet; Flower cuts arrays into pieces of 5 MiB
TEAM_PACE: Final = 4 * KIB  # bytes a second; a message of the fleet that drips in byte by byte
TEAM_ANSWER_BYTES: Final = 4 * MIB  # a coordinator that tells of its training without end
TEAM_PIECES: Final = 65_536  # a message in a million pieces
TEAM_UPLOADS: Final = 4  # times the size of the shared weights that a device may send in a round

# Letting devices in
CODE_DIGITS: Final = 8  # 26.6 bits: with three tries in all, 3 chances in 100 million to guess one
CODE_SECONDS: Final = 300.0  # a code on a screen that nobody looks at any more
WRONG_TRIES: Final = 3  # in all, from anywhere: a limit for each address is no limit on a network full of addresses
EXCHANGES_PER_WINDOW: Final = 20  # each costs milliseconds of arithmetic that a stranger can ask for
EXCHANGE_SECONDS: Final = 30.0  # an exchange that was begun and never finished keeps its place no longer
JOIN_KEY_CHARACTERS: Final = 24  # a join key does not close after three tries, so it must not be guessable
JOIN_EXCHANGES_PER_MINUTE: Final = 240  # the same arithmetic, behind a door that is always there
JOIN_EXCHANGES_REPEATED: Final = 60  # ... of them second tries, so that a dozen addresses leave room for newcomers
JOIN_EXCHANGES_OF_ONE: Final = 20  # ... and one address that knocks again and again keeps the fleet's devices out
PAIRING_MESSAGE_BYTES: Final = 16 * KIB  # two certificates' worth, not a file
CERTIFICATE_BYTES: Final = 4 * KIB  # ours have 400 bytes; a parser should not meet a megabyte of nested values
PAIRED_DEVICES: Final = 1_000  # a fleet, not a flood of identities made up by one holder of the join key
BEARER_CHARACTERS: Final = 256  # a key has 47; hashing megabytes for a stranger is work

# Connections from strangers
CONNECTIONS_PER_ADDRESS: Final = 64  # one address that opens all of them shuts everybody else out
FIRST_BYTE_SECONDS: Final = 5.0  # a socket on which nothing is said holds a place
HANDSHAKE_SECONDS: Final = 6.0  # a TLS handshake that is begun and left
STRANGER_SECONDS: Final = 20.0  # a request that drips in byte by byte, a connection that never shows who it is
UNREAD_SECONDS: Final = 120.0  # a client that takes nothing of its answer holds a slot; one that is slow takes some
HOST_HEADER_CHARACTERS: Final = 260  # the longest name that DNS knows, and a port

# Announcements: anybody on the network may send them, from any address that they like to write on them
INTERFACES: Final = 16  # a host of containers has hundreds; systems let a socket join about twenty groups
ANNOUNCEMENT_BYTES: Final = 512  # also the size of every query sent to all, so that no answer is larger than its query
ANNOUNCED_TEXT_BYTES: Final = 64  # a model's name that fills the screen
VOUCHED_ADDRESSES: Final = 32  # a certificate that grows with every network that a device has ever been in
VOUCHED_NAMES: Final = 32
ANNOUNCED_ADDRESSES: Final = 8  # a packet that makes us knock at a hundred doors
ANNOUNCED_ABILITIES: Final = 6  # a list of words without end
SEEN_NODES: Final = 512  # invented nodes fill the memory
SEEN_NODES_FROM_ONE_ADDRESS: Final = 64  # one stranger pushes all others out of the table
SEEN_ADDRESSES_OF_A_NODE: Final = 8  # a stranger repeats a node's card from a thousand invented addresses
OPEN_QUERIES: Final = 256  # every stranger's hello would be asked back, and remembered, for ever
ANSWERS_PER_SECOND: Final = 500  # answers are work that a flood of queries would buy for nothing
ANSWERS_PER_SECOND_TO_ONE: Final = 20  # ... and one loud asker would use up everybody's share
UNSENT_PACKETS: Final = 64  # queries that cannot be answered yet are kept, and anybody can send them
ASKERS_REMEMBERED: Final = 1_024  # invented senders fill the table that counts the answers
PACKETS_PER_TURN: Final = 64  # a flood keeps the listener from everything else
SERVICES_LOOKED_UP: Final = 256  # multicast DNS full of invented services
SCANNED_ADDRESSES: Final = 1_016  # a scan is four home networks at most, never a company's
SCANNED_AT_ONCE: Final = 128  # a scan that opens a thousand connections looks like an attack, and is one

# Memory: what a peer or a file on a stick may bring
MEMORY_TEXT_CHARACTERS: Final = 100_000  # one message; a book belongs into training data
MEMORY_DETAILS_CHARACTERS: Final = 2_000  # provenance, not a second text
MEMORY_ORIGINS: Final = 10_000  # a vector that names a million devices
MEMORY_ORIGINS_KEPT: Final = 9_000  # ... or tells of them little by little, until nobody reads the vector of another
MEMORY_FRAME_ROWS: Final = 10_000  # rows of one transaction
MEMORY_FRAME_BYTES: Final = 16 * MIB  # one frame unpacked: a small frame that unpacks to gigabytes
MEMORY_FRAMES_AT_ONCE: Final = 2  # unpacked side by side: sixty of 16 KB each took 1.8 GB
MEMORY_FRAME_VALUES: Final = (
    16 * MEMORY_FRAME_ROWS
)  # ... to millions of lists: one of 16 KB took 0.4 GB, and all waited
MEMORY_BATCHES: Final = 65_536  # of one delta: 200 bytes that tell of two thousand million filled the memory
MEMORY_DELTAS: Final = 16  # deltas that a receiver keeps open at once, each waiting for its last frame
MEMORY_PUSH_BYTES: Final = 4 * GIB  # a peer that never stops sending frames
MEMORY_IMPORT_BYTES: Final = 64 * MIB  # a list of facts that fills the memory while it is read
MEMORY_IMPORT_VALUES: Final = 2_097_152  # ... or tiny lists: sixty megabytes of them took two gigabytes
MEMORY_IMPORT_FACTS: Final = 262_144  # ... or lines of one letter, which took six
MEMORY_LINE_BYTES: Final = 1 * MIB  # one line of a memories file that never ends
MEMORY_SEALED_BYTES: Final = 256 * MIB  # a sealed file is opened as a whole, and one without an end fills the memory
MEMORY_SEAL_WORK: Final = 20  # 2^20 KiB to try a passphrase; sealing takes 2^15 to 2^20, and the format knows no bound
NEWS_WAITING: Final = 128  # requests that wait for news of the memories, each on a connection that others may need
NEWS_WAITING_OF_ONE: Final = 8  # ... and one device that asks again and again leaves room for the others

# Voice: sound and events from other programs and other devices
SOUND_BODY_BYTES: Final = 25 * MIB  # a recording that fills the memory; the bound of OpenAI's API
SOUND_UPLOADS: Final = 8  # recordings that come in side by side, each in a file: they would fill the disk
SOUND_UPLOADS_OF_ONE: Final = 4  # ... and those of one device would be all that is heard
SOUND_SECONDS: Final = 900.0  # a recording that keeps the recogniser from everybody else
SOUND_SAMPLES: Final = 96_000_000  # of all channels: a small file of silence that unpacks to gigabytes
SOUND_READING_BYTES: Final = 512 * MIB  # a broken file that fills the memory of who reads it
SOUND_READING_SECONDS: Final = 120  # ... or keeps a core busy and gives no sound
SPOKEN_CHARACTERS: Final = 4_096  # a text that is spoken for hours; the bound of OpenAI's API
SOUND_HEADER_BYTES: Final = 64 * KIB  # lists of titles and pictures before the sound
FORM_FIELDS: Final = 32  # a form of a million fields
FORM_FIELD_BYTES: Final = 64 * KIB  # a field that is a file
VOICE_WAITING: Final = 8  # requests that wait for the one recogniser or the one voice
WYOMING_CONNECTIONS: Final = 16  # open sockets are free for who opens them, not for who serves
WYOMING_SOUND_BYTES_OF_ONE: Final = 2 * MIB  # a minute; sixteen visitors with a quarter of an hour each fill a Pi
WYOMING_SOUND_BYTES_SHARED: Final = 32 * MIB  # ... so that longer recordings share this
WYOMING_LINE_BYTES: Final = 16 * KIB  # a line without an end
WYOMING_DATA_BYTES: Final = 64 * KIB  # an event that is an archive
WYOMING_PAYLOAD_BYTES: Final = 1 * MIB  # a chunk of sound without an end
WYOMING_SILENCE_SECONDS: Final = 60.0  # a connection on which nothing is said holds a place
