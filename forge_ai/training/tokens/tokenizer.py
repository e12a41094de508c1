"""The words of a model: a byte-level BPE vocabulary, and chats as tokens with a mask of what is learned.

Pieces are cut as GPT-2 does, which llama.cpp knows as ``gpt-2``; chats are laid out as ChatML. Text that happens to
contain a special token's name stays text. Does not know about batches or models.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from forge_ai.training.texts.conversation import Conversation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BEGIN_TEXT: Final = "<|endoftext|>"
BEGIN_MESSAGE: Final = "<|im_start|>"
END_MESSAGE: Final = "<|im_end|>"
SPECIALS: Final = (BEGIN_TEXT, BEGIN_MESSAGE, END_MESSAGE)
BEGIN_TEXT_ID, BEGIN_MESSAGE_ID, END_MESSAGE_ID = range(3)
CHAT_TEMPLATE: Final = (
    "{% for message in messages %}"
    "{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)
PRE_TOKENIZER: Final = "gpt-2"


@dataclass(frozen=True, slots=True)
class Row:
    """One sequence of token ids, and for each whether the model learns to say it."""

    ids: NDArray[np.int32]
    learned: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)


class ChatTokenizer:
    """A trained vocabulary. ``raw`` is the ``tokenizers.Tokenizer`` that other programs load."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self.raw.encode_special_tokens = True  # a marker inside a person's text stays text
        self._break = self._plain("\n")
        self._answer = [BEGIN_MESSAGE_ID, *self._plain("assistant\n")]

    def __reduce__(self) -> tuple[type[ChatTokenizer], tuple[Any]]:
        """Carried to another process, it is made anew there: the library forgets that markers are text."""
        return ChatTokenizer, (self.raw,)

    @property
    def vocabulary(self) -> int:
        """How many tokens there are."""
        return int(self.raw.get_vocab_size())

    def to_json(self) -> str:
        """The vocabulary as ``tokenizer.json``, the way the ecosystem reads it: markers are special there."""
        self.raw.encode_special_tokens = False
        try:
            return str(self.raw.to_str())
        finally:
            self.raw.encode_special_tokens = True

    def chat(self, conversation: Conversation) -> Row:
        """A conversation as ChatML; what the assistant says, and where it stops, is learned."""
        ids: list[int] = []
        learned: list[bool] = []
        for message in conversation.messages:
            mine = message.role == "assistant"
            head = self._answer if mine else [BEGIN_MESSAGE_ID, *self._plain(f"{message.role}\n{message.content}")]
            said = self._plain(message.content.lstrip()) if mine else []
            tail = [END_MESSAGE_ID, *self._break]
            ids += [*head, *said, *tail]
            learned += [False] * len(head) + [True] * len(said) + [mine] + [False] * len(self._break)
        return _row(ids, learned)

    def text(self, text: str) -> Row:
        """Plain text between two ends of text; all of it is learned."""
        ids = [BEGIN_TEXT_ID, *self._plain(text), BEGIN_TEXT_ID]
        return _row(ids, [True] * len(ids))

    def _plain(self, text: str) -> list[int]:
        return list(self.raw.encode(text, add_special_tokens=False).ids)


def _row(ids: list[int], learned: list[bool]) -> Row:
    import numpy as np

    return Row(np.array(ids, dtype=np.int32), np.array(learned, dtype=np.bool_))


def train_tokenizer(texts: Iterable[str], vocabulary: int) -> ChatTokenizer:
    """Learn a vocabulary of at most that many tokens; the same texts give the same one.

    Digits are kept apart while it is learned, so that no token joins two of them: every number is then read and said
    digit by digit, with which a small model learns sums.
    """
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    raw = Tokenizer(models.BPE())
    pieces = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), pieces])
    raw.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=list(SPECIALS),
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    raw.train_from_iterator(texts, trainer)
    raw.pre_tokenizer = pieces
    return ChatTokenizer(raw)


def tokenizer_of(words: Sequence[str], merges: Sequence[Sequence[str]]) -> ChatTokenizer:
    """The vocabulary that has those words, in the order of their ids, and those merges."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

    pairs = [(merge[0], merge[1]) for merge in merges]
    raw = Tokenizer(models.BPE({word: number for number, word in enumerate(words)}, pairs))
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    raw.add_special_tokens([AddedToken(word, special=True, normalized=False) for word in SPECIALS])
    return ChatTokenizer(raw)


def load_tokenizer(path: Path) -> ChatTokenizer:
    """The vocabulary of a ``tokenizer.json`` that :meth:`ChatTokenizer.to_json` gave."""
    from tokenizers import Tokenizer

    return ChatTokenizer(Tokenizer.from_str(path.read_text(encoding="utf-8")))
