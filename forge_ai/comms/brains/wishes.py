"""What a person may wish of the brain that answers.

Does not know which brains there are.
"""

from __future__ import annotations

from typing import TypedDict

from forge_ai.comms.peers.telling import Tell


class BrainWishes(TypedDict, total=False):
    """All may be left out.

    ``on`` names one paired device or an address, ``here`` means this device alone, ``model`` a model or personality.
    With ``may_go_on`` false, no other brain goes on with an answer. ``tell`` is told what a person should know
    meanwhile.
    """

    on: str
    here: bool
    model: str
    may_go_on: bool
    tell: Tell
