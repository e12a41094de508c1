"""The one error tree: each class owns its exit code, its HTTP status and a hint for the person.

::

    ForgeError
    ├── OurFault            what was asked for cannot be done as asked
    │   ├── BadInput            400  wrong words, types, sizes
    │   │   ├── EmptyPrompt
    │   │   ├── PromptTooLong
    │   │   ├── BadName
    │   │   ├── BadData             the person's training files
    │   │   ├── BadSound            a recording that cannot be read
    │   │   ├── BadMessage          what another device sent cannot be understood
    │   │   ├── BadMemoryFile       exported memories that are not whole
    │   │   └── WrongPassphrase     sealed memories that this passphrase does not open
    │   ├── BadSettings         a variable or option with an impossible value
    │   ├── NotFound            404
    │   │   ├── UnknownModel
    │   │   ├── UnknownPersonality
    │   │   ├── UnknownMemory
    │   │   ├── UnknownPeer
    │   │   ├── UnknownStream
    │   │   ├── StreamGone          410  the beginning of a stream that is not kept any more
    │   │   ├── UnknownDevice
    │   │   └── NoTraining          nobody coordinates a training there
    │   ├── WrongMethod         405  a path that takes GET and was sent POST, say
    │   ├── AlreadyThere        409  a name that is taken
    │   ├── PortTaken           no free port where one is needed
    │   └── MissingPart         an optional part is not installed
    ├── NotTrusted          401  who asks is not let in
    │   ├── NotAllowed          403  known, but without the right
    │   │   └── GuestsMayNot            not known at all, at a node that is open to guests
    │   ├── PairingFailed       401  the code is wrong, or somebody stands in between
    │   ├── PairingClosed       403  no code is shown at the moment
    │   ├── NeedsHttps          403  plain HTTP from another machine
    │   └── DeviceChanged       401  another key than the one that was let in
    ├── Unreachable         503  nobody answers
    │   ├── Replaced            another device answers where a paired one was
    │   └── NoBrain             no brain in reach has answered to the end
    ├── PeerFault           502  somebody answers, but wrongly
    │   ├── NotForgeNode        another program listens there
    │   ├── BadAnnouncement     a packet that is not what the format allows
    │   ├── BadFrame            a frame of the memory exchange that is not one
    │   ├── VectorGap           a part of the memories that does not follow on what is here
    │   ├── PeerSilent          the peer is there and does not work: asleep, frozen, overloaded
    │   ├── RoutedInCircles     508  nodes that are each other's engine
    │   ├── ConnectionLost      the connection broke off in the middle
    │   └── PeerRefused         the peer said no, with a reason
    ├── NoSound             503  no microphone, no loudspeaker, or it is gone
    ├── EngineFault         500  the model's engine
    │   ├── ModelBroken         422  a model file that is not what it says
    │   ├── ModelWouldNotLoad   503
    │   ├── EngineDied          502
    │   ├── Stopped             409  an answer that its device has stopped
    │   ├── EngineBusy          503
    │   │   └── ModelLoading        the model is being loaded
    │   ├── VoiceFailed         502  what recognises or speaks
    │   ├── OutOfMemory         503  this device has too little memory for it
    │   └── TrainingFailed      500
    └── StorageFault        507  the disk
        └── Damaged             500  stored data that does not match its checksum
            ├── DamagedMemory       the memory of this device
            └── BadPackage          422  a model package that is not as ForgeAI writes them

The tree is split by whose fault it is. The CLI and the API translate once, at their border; nothing else turns an
error into words. This module does not know who will read the message.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar


class ForgeError(Exception):
    """Something went wrong, and ForgeAI knows what.

    ``message`` is one line that says what is wrong. ``hint`` is one line that says what to do next; a class brings a
    general one, the place that raises may know a better one. Where nobody catches the error, Python prints both.
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500
    default_hint: ClassVar[str] = ""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = self.default_hint if hint is None else hint
        if self.hint:
            self.add_note(f"hint: {self.hint}")


class OurFault(ForgeError):
    """What was asked for cannot be done as asked."""

    code = "bad_request"
    exit_code = 2
    http_status = 400


class BadInput(OurFault):
    """The words, types or sizes of a request are wrong."""

    code = "bad_input"


class EmptyPrompt(BadInput):
    """There is nothing to answer."""

    code = "empty_prompt"
    default_hint = 'Ask something: forge-ai ask "What can you do?"'


class PromptTooLong(BadInput):
    """The prompt does not fit into the model's context."""

    code = "context_length_exceeded"
    known_by = "it exceeds the available context size"  # in llama.cpp's words, which LiteLLM looks for
    default_hint = "Shorten the question, start a new chat, or ask a model with a longer context."


class BadName(BadInput):
    """A name that a file system, a person or a protocol could misread."""

    code = "bad_name"
    default_hint = "Use 1 to 64 letters, digits, dots, dashes or underscores, beginning with a letter or a digit."


class BadData(BadInput):
    """A training file that cannot be read as text or as chats."""

    code = "bad_data"
    default_hint = "Give text files, Q:/A: or User:/AI: dialogues, or JSON lines with messages, in UTF-8."


class BadSound(BadInput):
    """A recording cannot be read, or is longer than it may be."""

    code = "bad_sound"
    default_hint = "Give a WAV file with 16 bits a sample (PCM), or an MP3 file."


class BadMessage(BadInput):
    """What another device sent cannot be understood."""

    code = "bad_message"
    default_hint = "Check that both devices run the same version of ForgeAI (`forge-ai --version`)."


class BadMemoryFile(BadInput):
    """A file of exported memories is not whole, or not one."""

    code = "bad_memory_file"
    default_hint = "Export it again on the other device; nothing was taken from this file."


class WrongPassphrase(BadInput):
    """A file of exported memories is sealed, and this passphrase does not open it."""

    code = "wrong_passphrase"
    default_hint = "Give the passphrase that was used for the export, with --passphrase."


class BadSettings(OurFault):
    """A variable or an option has an impossible value."""

    code = "bad_settings"
    default_hint = "Correct it, or leave it out; `forge-ai doctor` then shows every setting with its value."


class NotFound(OurFault):
    """There is no such thing here."""

    code = "not_found"
    exit_code = 3
    http_status = 404


class UnknownModel(NotFound):
    """No model of that name is in the store."""

    code = "model_not_found"
    default_hint = "See `forge-ai models` for the models on this device."


class UnknownPersonality(NotFound):
    """No model on this device has a personality of that name."""

    code = "personality_not_found"
    default_hint = "See `forge-ai personas` for the personalities on this device."


class UnknownMemory(NotFound):
    """No memory or conversation of that identity is on this device."""

    code = "memory_not_found"
    default_hint = "`forge-ai memory list` and `forge-ai memory search WORDS` show the memories and their ids."


class UnknownPeer(NotFound):
    """No peer of that name is connected."""

    code = "unknown_peer"
    default_hint = 'Connect first: node.connect_to("192.168.1.100:5000").'


class UnknownStream(NotFound):
    """No answer with that id streams here for who asks."""

    code = "stream_not_found"
    default_hint = "Ask the question again: the answer was stopped, or was kept for too long without a reader."


class StreamGone(NotFound):
    """The wished part of a stream is not kept any more."""

    code = "stream_gone"
    http_status = 410
    default_hint = "Ask the question again, and read faster."


class UnknownDevice(NotFound):
    """No paired device has that name or id."""

    code = "unknown_device"
    default_hint = "See `forge-ai devices` for the devices that are let in."


class NoTraining(NotFound):
    """No training is coordinated on that node."""

    code = "no_training"
    default_hint = "Start it on that device: forge-ai train together coordinate NAME"


class WrongMethod(OurFault):
    """The path is there, and takes another method."""

    code = "method_not_allowed"
    http_status = 405


class AlreadyThere(OurFault):
    """The name is taken, and what it names would be lost."""

    code = "already_there"
    http_status = 409
    default_hint = "Choose another name, or remove the old one first."


class PortTaken(OurFault):
    """Another program listens where this one should."""

    code = "port_taken"
    default_hint = "Choose another port with --port, or end the program that holds this one."


class MissingPart(OurFault):
    """An optional part of ForgeAI is not installed."""

    code = "missing_part"
    http_status = 501


class NotTrusted(ForgeError):
    """Who asks has not been let in."""

    code = "not_trusted"
    exit_code = 5
    http_status = 401
    default_hint = (
        "`forge-ai pair` on that node shows a code. Give it here: forge-ai pair ADDRESS --code CODE; "
        "or set FORGE_AI_CODE, or connect_to(address, code=...)."
    )


class NotAllowed(NotTrusted):
    """Who asks is known, but has no right to this."""

    code = "not_allowed"
    http_status = 403
    default_hint = "On the other device, `forge-ai devices` shows the rights of this one and changes them."


class GuestsMayNot(NotAllowed):
    """A guest of an open node wants what only devices that were let in may do."""

    code = "guests_may_not"
    default_hint = NotTrusted.default_hint


class PairingFailed(NotTrusted):
    """The code is wrong, or somebody stands between the two devices."""

    code = "pairing_failed"
    default_hint = "Type the code again as the other device shows it; after three wrong tries it needs a new one."


class PairingClosed(NotTrusted):
    """No code is shown at the moment: none was asked for, it was used, it is too old, or it was guessed at."""

    code = "pairing_closed"
    http_status = 403
    default_hint = "Run `forge-ai pair` on the other device to show a new code."


class NeedsHttps(NotTrusted):
    """Another machine speaks plain HTTP."""

    code = "needs_https"
    http_status = 403
    default_hint = "Use https:// and trust the certificate that `forge-ai pair --app NAME` names."


class DeviceChanged(NotTrusted):
    """Another device answers where a paired one was, or its key is not the one that was let in."""

    code = "device_changed"
    default_hint = "If you set that device up anew: `forge-ai unpair` it here, then pair again with a new code."


class Unreachable(ForgeError):
    """Nobody answers at that address."""

    code = "unreachable"
    exit_code = 4
    http_status = 503
    default_hint = "Check that the other device is on, that `forge-ai serve` runs there, and the address and port."


class Replaced(Unreachable):
    """Another device answers where a paired one was."""

    code = "replaced"
    default_hint = "If you set that device up anew: `forge-ai unpair` it here, then pair again with a new code."


class NoBrain(Unreachable):
    """No brain in reach has answered to the end; the message says of each one why."""

    code = "no_brain"
    default_hint = "Ask again; `forge-ai nodes` shows who is there, and --here asks this device alone."


class PeerFault(ForgeError):
    """Somebody answers at that address, but not as agreed."""

    code = "peer_fault"
    exit_code = 4
    http_status = 502
    default_hint = "Check that both devices run the same version of ForgeAI (`forge-ai --version`)."


class NotForgeNode(PeerFault):
    """Another program listens at that address."""

    code = "not_a_forge_node"
    default_hint = (
        "Check the port: on a Mac, AirPlay holds 5000. `forge-ai serve` prints the address that it really has."
    )


class BadAnnouncement(PeerFault):
    """A packet of the discovery is not what the format allows. It is dropped, never shown."""

    code = "bad_announcement"


class PeerRefused(PeerFault):
    """The peer understood and said no."""

    code = "peer_refused"
    default_hint = ""


class PeerSilent(PeerFault):
    """The peer holds the connection and says nothing: it sleeps, is frozen or has far too much to do."""

    code = "peer_silent"
    http_status = 504
    default_hint = "Ask again; if it stays silent, restart `forge-ai serve` over there."


class RoutedInCircles(PeerFault):
    """Nodes that hand questions on to each other, and none of them computes."""

    code = "routed_in_circles"
    http_status = 508
    default_hint = "Look at FORGE_AI_UPSTREAM on each of them: one must have a model of its own."


class ConnectionLost(PeerFault):
    """The connection to a peer broke off in the middle of what it said."""

    code = "connection_lost"
    default_hint = "Ask again when the network is back, or ask this device alone with --here."


class BadFrame(PeerFault):
    """A frame of the memory exchange is damaged or not one."""

    code = "bad_frame"
    http_status = 422
    default_hint = "Sync again; nothing that arrived damaged was kept."


class VectorGap(PeerFault):
    """A part of the memories does not follow on what is here."""

    code = "vector_gap"
    http_status = 409
    default_hint = "Sync again: the next exchange begins where this device really stands."


class NoSound(ForgeError):
    """There is no microphone or no loudspeaker, or it was unplugged."""

    code = "no_sound"
    exit_code = 6
    http_status = 503
    default_hint = "See `forge-ai voice setup`; recordings work without devices: forge-ai talk --in FILE --out FILE."


class EngineFault(ForgeError):
    """The engine that runs the model failed."""

    code = "engine_fault"
    exit_code = 6
    http_status = 500


class ModelBroken(EngineFault):
    """A model file is not what it says it is."""

    code = "model_broken"
    http_status = 422
    default_hint = "Copy or download the model again; the file is damaged or not a GGUF model."


class ModelWouldNotLoad(EngineFault):
    """The engine did not accept the model."""

    code = "model_would_not_load"
    http_status = 503
    default_hint = "Try another model (`forge-ai models`), or `forge-ai doctor`."


class EngineDied(EngineFault):
    """The engine ended in the middle of its work; it is started again for the next request."""

    code = "engine_died"
    http_status = 502
    default_hint = "Ask again: an engine of this device restarts by itself."


class Stopped(EngineFault):
    """The device that asked has stopped the answer."""

    code = "stopped"
    http_status = 409


class EngineBusy(EngineFault):
    """Every slot of the engine is taken. ``retry_after`` is after how many seconds to ask again, if known."""

    code = "engine_busy"
    http_status = 503
    default_hint = "Ask again in a moment."

    def __init__(self, message: str, *, hint: str | None = None, retry_after: float | None = None) -> None:
        super().__init__(message, hint=hint)
        self.retry_after = retry_after


class ModelLoading(EngineBusy):
    """The model is being loaded; nothing is wrong. ``progress`` is what is known of that, for programs."""

    code = "model_loading"
    default_hint = "Ask again in a moment."

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        retry_after: float | None = None,
        progress: Mapping[str, float] | None = None,
    ) -> None:
        super().__init__(message, hint=hint, retry_after=retry_after)
        self.progress = dict(progress or {})


class VoiceFailed(EngineFault):
    """What recognises or speaks did not do so."""

    code = "voice_failed"
    http_status = 502
    default_hint = "Say it again: the engine restarts by itself. `forge-ai voice setup` shows what is there."


class OutOfMemory(EngineFault):
    """There is not enough memory on this device for what was asked of it. Nothing is damaged."""

    code = "out_of_memory"
    http_status = 503
    default_hint = "Close other programs, or take a smaller model."


class TrainingFailed(EngineFault):
    """Training cannot go on; the last checkpoint is intact."""

    code = "training_failed"
    default_hint = "Go on from the last checkpoint with --resume, or begin anew with fewer epochs or more data."


class StorageFault(ForgeError):
    """The disk is full, read-only or gone."""

    code = "storage_fault"
    exit_code = 7
    http_status = 507
    default_hint = "Free some space or choose another folder, then do the same again: nothing half-written was kept."


class Damaged(StorageFault):
    """Stored data does not match its checksum."""

    code = "damaged"
    http_status = 500
    default_hint = "Copy it again from where it came."


class DamagedMemory(Damaged):
    """The memory database of this device does not match its checksums."""

    code = "damaged_memory"
    default_hint = "Move the folder `memory` away, then sync with another device or import the last export."


class BadPackage(Damaged):
    """A model package that is not exactly as its specification says."""

    code = "bad_package"
    http_status = 422
    default_hint = "Nothing of it was kept. Export it again; if it came from somebody else, do not trust it."


def error_of_code(code: object) -> type[ForgeError] | None:
    """The class whose ``code`` a peer sent, so that its error is the same error here; None for a stranger's code."""
    return next((kind for kind in _tree(ForgeError) if kind.code == code), None)


def _tree(kind: type[ForgeError]) -> Iterator[type[ForgeError]]:
    yield kind
    for branch in kind.__subclasses__():
        yield from _tree(branch)
