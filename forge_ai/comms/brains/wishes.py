"""What a person may wish of the brain that answers.

Does not know which brains there are.
"""

from __future__ import annotations

from typing import TypedDict

from forge_ai.comms.peers.telling import Tell


class BrainWishes(TypedDict, total=False):
    """All keys may be left out.

    ``on``: the name or address of the one node to ask. ``here``: ask this device alone. ``model``: the model or
    personality to ask. ``may_go_on=False``: no other brain goes on with an answer that broke off. ``tell``: called
    with each line that a person should read meanwhile, such as that another brain goes on.
    """

    on: str
    here: bool
    model: str
    may_go_on: bool
    tell: Tell
