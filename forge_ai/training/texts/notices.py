"""What a messenger itself writes into an exported chat, in the place of words or behind them.

On iPhones its notices begin with an invisible mark. On Android they look as if the person had typed them, so the
sentences of some languages stand here. Pure: does not know where the words come from.
"""

from __future__ import annotations

import re
from typing import Final

MARK: Final = "\u200e"
_IN_PLACE_OF_WORDS: Final = re.compile(f"{MARK}.*|<[^<>]+>|", re.DOTALL)  # a notice, a picture left out, nothing
_DELETED: Final = frozenset(
    {
        "null",  # a picture that may be looked at once
        "this message was deleted", "you deleted this message", "waiting for this message",
        "diese nachricht wurde gelöscht", "du hast diese nachricht gelöscht",
        "se eliminó este mensaje", "eliminaste este mensaje",
        "ce message a été supprimé", "vous avez supprimé ce message",
        "questo messaggio è stato eliminato", "hai eliminato questo messaggio",
        "mensagem apagada", "você apagou esta mensagem", "esta mensagem foi apagada",
        "dit bericht is verwijderd", "u hebt dit bericht verwijderd",
    }
)  # fmt: skip
_EDITED: Final = (
    "this message was edited", "diese nachricht wurde bearbeitet", "se editó este mensaje", "ce message a été modifié",
    "questo messaggio è stato modificato", "mensagem editada", "esta mensagem foi editada", "dit bericht is bewerkt",
)  # fmt: skip
_BEHIND: Final = re.compile(rf"\s*(?:{MARK}<[^<>\n]+>|{MARK}?<(?:{'|'.join(_EDITED)})\.?>)$", re.IGNORECASE)


def typed(text: str) -> str:
    """What a person typed of a message: without a note that it was edited; nothing where only a notice stands."""
    words = _BEHIND.sub("", text.strip())
    is_notice = _IN_PLACE_OF_WORDS.fullmatch(words) or words.casefold().rstrip(".") in _DELETED
    return "" if is_notice else words
