"""A person's documents as rows of tokens that fit into a model's context.

Does not know where documents come from, nor who learns the rows.
"""

from __future__ import annotations

from collections.abc import Sequence

from forge_ai.errors import BadInput
from forge_ai.training.texts.conversation import Conversation
from forge_ai.training.texts.source import Source
from forge_ai.training.tokens.supply import windows
from forge_ai.training.tokens.tokenizer import ChatTokenizer, Row


def rows_of(source: Source, tokenizer: ChatTokenizer, longest: int) -> Sequence[Row]:
    """All rows, none longer than the context; a chat that is longer loses its end.

    Raises :class:`BadInput` when nothing is left that can be learned.
    """
    rows: list[Row] = []
    for document in source.documents:
        if isinstance(document, Conversation):
            row = tokenizer.chat(document)
            rows.append(Row(row.ids[:longest], row.learned[:longest]))
        else:
            rows += windows(tokenizer.text(document), longest)
    rows = [row for row in rows if row.learned[1:].any()]
    if not rows:
        raise BadInput(
            "Nothing in the data can be learned: every answer lies beyond the model's context.",
            hint="Make the conversations shorter; --size large has twice the context of the others.",
        )
    return rows
