"""Models for sherpa-onnx of a few hundred bytes, made by hand for the tests: graphs of three or four operations.

The ears say "hello" once when the sound is loud; the voice hums a tone whose pitch follows the sounds that it is given.
They show that the real library is called as it wants to be, not that anything is understood.
"""

from __future__ import annotations

import base64

_SOUNDS = "_^$ abcdefghijklmnopqrstuvwxyzɪəʊɹæɑːˈˌθðŋɔɛʌɜʃʒɡ"  # noqa: RUF001 - the phonetic alphabet

ENCODER = base64.b64decode(
    "CAg6sQIKIwoBeAoCc3QKAmVuCgJheBILZW5jb2Rlcl9vdXQiBVNsaWNlChUKAWgSBm5leHRfaCIISWRlbnRpdHkKFQoBYxIGbmV4"
    "dF9jIghJZGVudGl0eRIBZSoMCAIQBzoCABRCAnN0KgwIAhAHOgIBGEICZW4qDAgCEAc6AgECQgJheFoZCgF4EhQKEggBEg4KAxIB"
    "TgoDEgFUCgIIUFoYCgFoEhMKEQgBEg0KAggBCgMSAU4KAggEWhgKAWMSEwoRCAESDQoCCAEKAxIBTgoCCARiIgoLZW5jb2Rlcl9v"
    "dXQSEwoRCAESDQoDEgFOCgIIAQoCCARiHQoGbmV4dF9oEhMKEQgBEg0KAggBCgMSAU4KAggEYh0KBm5leHRfYxITChEIARINCgII"
    "AQoDEgFOCgIIBEIECgAQDXISCgptb2RlbF90eXBlEgRsc3RtchcKEm51bV9lbmNvZGVyX2xheWVycxIBMXIGCgFUEgE5chUKEGRl"
    "Y29kZV9jaHVua19sZW4SATRyFAoPcm5uX2hpZGRlbl9zaXplEgE0cgwKB2RfbW9kZWwSATQ="
)
DECODER = base64.b64decode(
    "CAg6wAEKFwoBeRIBZiIEQ2FzdCoJCgJ0bxgBoAECChkKAWYKAnN0CgJlbgoCYXgSAWciBVNsaWNlChwKAWcKAnNoEgtkZWNvZGVy"
    "X291dCIGRXhwYW5kEgFkKgsIARAHOgEBQgJzdCoLCAEQBzoBAkICZW4qCwgBEAc6AQFCAmF4KgwIAhAHOgIBBEICc2haFAoBeRIP"
    "Cg0IBxIJCgMSAU4KAggCYh4KC2RlY29kZXJfb3V0Eg8KDQgBEgkKAxIBTgoCCARCBAoAEA1yEQoMY29udGV4dF9zaXplEgEycg8K"
    "CnZvY2FiX3NpemUSATM="
)
JOINER = base64.b64decode(
    "CAg6lwMKOgoLZW5jb2Rlcl9vdXQSAW0iClJlZHVjZU1lYW4qCwoEYXhlc0ABoAEHKg8KCGtlZXBkaW1zGAGgAQIKEQoBbQoEbmlu"
    "ZRIBbiIDQWRkCjoKC2RlY29kZXJfb3V0EgFwIgpSZWR1Y2VNZWFuKgsKBGF4ZXNAAaABByoPCghrZWVwZGltcxgBoAECChQKAXAK"
    "B2h1bmRyZWQSAXEiA011bAoOCgFuCgFxEgF0IgNTdWIKEQoBdAoEemVybxIBeiIDTXVsChQKAXoKB2h1bmRyZWQSAW8iA1N1Ygol"
    "CgF6CgF0CgFvEgVsb2dpdCIGQ29uY2F0KgsKBGF4aXMYAaABAhIBaioQCAEQASIEAADAQEIEbmluZSoTCAEQASIEAADIQkIHaHVu"
    "ZHJlZCoQCAEQASIEAAAAAEIEemVyb1oeCgtlbmNvZGVyX291dBIPCg0IARIJCgMSAU4KAggEWh4KC2RlY29kZXJfb3V0Eg8KDQgB"
    "EgkKAxIBTgoCCARiGAoFbG9naXQSDwoNCAESCQoDEgFOCgIIA0IECgAQDXIPCgpqb2luZXJfZGltEgE0"
)
VOICE = base64.b64decode(
    "CAg6wAIKGwoFaW5wdXQSAWYiBENhc3QqCQoCdG8YAaABAgoOCgFmCgFrEgFnIgNNdWwKCwoBZxIBdyIDU2luChUKAXcKAmF4EgF1"
    "IglVbnNxdWVlemUKFQoBdQoFc2hhcGUSAWUiBkV4cGFuZAoZCgFlCgNvdXQSBm91dHB1dCIHUmVzaGFwZRIBdioLEAEiBJqZmT5C"
    "AWsqCwgBEAc6AQJCAmF4KhEIAxAHOgQBAegHQgVzaGFwZSoYCAQQBzoNAQEB////////////AUIDb3V0WhkKBWlucHV0EhAKDggH"
    "EgoKAxIBTgoDEgFUWhwKDWlucHV0X2xlbmd0aHMSCwoJCAcSBQoDEgFOWhQKBnNjYWxlcxIKCggIARIECgIIA2IiCgZvdXRwdXQS"
    "GAoWCAESEgoDEgFOCgIIAQoCCAEKAxIBTEIECgAQDXISCgptb2RlbF90eXBlEgR2aXRzchAKB2NvbW1lbnQSBXBpcGVychMKCGxh"
    "bmd1YWdlEgdFbmdsaXNocg4KBXZvaWNlEgVlbi11c3IPCgpoYXNfZXNwZWFrEgExcg8KCm5fc3BlYWtlcnMSATFyFAoLc2FtcGxl"
    "X3JhdGUSBTIyMDUwcg4KCWFkZF9ibGFuaxIBMQ=="
)


def write_ears(folder):
    folder.mkdir(parents=True)
    for name, data in (("encoder", ENCODER), ("decoder", DECODER), ("joiner", JOINER)):
        (folder / f"{name}.onnx").write_bytes(data)
    (folder / "tokens.txt").write_text("<blk> 0\n▁HELLO 1\n<unk> 2\n")


def write_voice(folder):
    folder.mkdir(parents=True)
    (folder / "en_US-test.onnx").write_bytes(VOICE)
    (folder / "tokens.txt").write_text("".join(f"{sound} {number}\n" for number, sound in enumerate(_SOUNDS)))
