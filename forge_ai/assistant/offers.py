"""What can be asked for on this device, by name: its models and their personalities, or what another server offers.

Does not know who asks, nor which engine answers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from forge_ai.assistant.chosen import Chosen
from forge_ai.errors import ModelBroken, UnknownModel, UnknownPersonality
from forge_ai.models.personalities import OwnedPersonality, adapters_of, all_personalities, find_personality
from forge_ai.models.store import ModelStore, Stamp, StoredModel
from forge_ai.protocol.values.names import check_offered_model, shown
from forge_ai.protocol.values.near_names import guess, listed


class Offers(Protocol):
    """The names that mean something in a request. ``default`` is the model that answers when none is named."""

    default: str

    def names(self) -> list[str]:
        """The models, the default one first."""

    def personalities(self) -> list[OwnedPersonality]:
        """The personalities that can be asked for by their names alone; a model of that name comes first."""

    def choose(self, asked: str) -> Chosen:
        """What a name in a request means: ``alice``, ``my_pc/alice``, ``starter/alice``, a model's, or "".

        A node that is named like a personality means that one by its own name. Raises :class:`UnknownModel`,
        :class:`BadName` for what no model can be called, or :class:`ModelBroken` for a personality whose adapter was
        made for other weights.
        """

    def at_hand(self, asked: str) -> Chosen | None:
        """The same for a model's own name, without reading much; None when it must be looked for, or is not there."""

    def stored(self, model: str) -> StoredModel | None:
        """The files of the model on this device; None where another server has them. Raises :class:`UnknownModel`."""

    def adapters(self, model: str) -> tuple[Path, ...]:
        """The adapters' files of the model, in the order in which its engine numbers them."""


class UpstreamOffers:
    """Another server computes: its models are known by their names only. ``node`` is this node's name."""

    def __init__(self, node: str, default: str) -> None:
        self.default = default
        self._node = node

    def names(self) -> list[str]:
        """The default model alone; nobody asks the server for more."""
        return [self.default]

    def personalities(self) -> list[OwnedPersonality]:
        """None: personalities belong to models of this device."""
        return []

    def choose(self, asked: str) -> Chosen:
        """The server's model of that name. Raises :class:`BadName` for what no model can be called."""
        name = asked.removeprefix(f"{self._node}/")
        known = name in ("", "default", self._node, self.default)
        return Chosen(self.default if known else check_offered_model(name))

    def at_hand(self, asked: str) -> Chosen | None:
        """The same: nothing is looked up."""
        return self.choose(asked)

    def stored(self, model: str) -> StoredModel | None:  # noqa: ARG002 - the protocol's signature
        """None: the server has them, also where a model of this device is called like one of its."""
        return None

    def adapters(self, model: str) -> tuple[Path, ...]:  # noqa: ARG002 - the protocol's signature
        """None that could be known here."""
        return ()


class OwnOffers:
    """The models in this device's store. ``node`` is this node's name."""

    def __init__(self, store: ModelStore, node: str, default: str) -> None:
        self.default = default
        self._store = store
        self._node = node
        self._looked_at: dict[str, tuple[Stamp, StoredModel, tuple[Path, ...]]] = {}

    def names(self) -> list[str]:
        """The models, the default one first."""
        names = [model.name for model in self._store.models()]
        return sorted(names, key=lambda name: (name != self.default, name))

    def personalities(self) -> list[OwnedPersonality]:
        """The personalities that can be asked for by their names alone; a model of that name comes first."""
        taken = set(self.names())
        return [one for one in all_personalities(self._store, self.default) if one.name not in taken]

    def choose(self, asked: str) -> Chosen:
        """What that name means here."""
        name = asked.removeprefix(f"{self._node}/")
        if (chosen := self.at_hand(name)) is not None:
            return chosen
        try:
            return self._speaker_or_model(name)
        except UnknownModel as error:
            raise self._unknown(self.default if name == self._node else name) from error

    def _speaker_or_model(self, name: str) -> Chosen:
        try:
            return self._speaker(name)
        except UnknownPersonality as error:
            if "/" in name:
                raise UnknownModel(error.message) from error
            return self._plain(self.default if name == self._node else name)

    def at_hand(self, asked: str) -> Chosen | None:
        """The model of that name, by a glance at its manifest."""
        if asked in ("", "default"):
            return self._plain(self.default)
        stamp = self._store.stamp(asked)
        return self._plain(asked, stamp) if stamp is not None else None

    def stored(self, model: str) -> StoredModel | None:
        """The files of the model."""
        return self._store.find(model)

    def adapters(self, model: str) -> tuple[Path, ...]:
        """The adapters' files of the model, in the order in which its engine numbers them."""
        return self._look_at(model)[1]

    def _unknown(self, name: str) -> UnknownModel:
        models, personalities = self.names(), [one.name for one in self.personalities()]
        there = f"there is: {listed(models)}; personalities: {listed(personalities)}"
        hint = (
            f"{guess(name, models + personalities)}`forge-ai models` and `forge-ai personas` list what this device has."
        )
        return UnknownModel(f"There is no model {shown(name)} on this device ({there}).", hint=hint)

    def _speaker(self, name: str) -> Chosen:
        owned = find_personality(self._store, name, self.default)
        if not owned.fits:
            raise ModelBroken(
                f"The adapter of {owned.name} was made for other weights than those of {owned.model.name}.",
                hint="Train it again on this model: forge-ai train NAME --adapter-of MODEL.",
            )
        scales = tuple(float(adapter == owned.adapter) for adapter in adapters_of(owned.model))
        return Chosen(owned.model.name, owned.personality, scales, context=owned.model.manifest.context_length)

    def _plain(self, name: str, stamp: Stamp | None = None) -> Chosen:
        model, adapters = self._look_at(name, stamp)
        known = model.manifest
        return Chosen(name, scales=(0.0,) * len(adapters), own_prompt=known.system_prompt, context=known.context_length)

    def _look_at(self, name: str, stamp: Stamp | None = None) -> tuple[StoredModel, tuple[Path, ...]]:
        """A model and its adapters. Every question asks for them, so they are read again only when they changed.

        ``stamp`` is that of the model a moment ago, for whoever has looked already.
        """
        stamp = stamp or self._store.stamp(name)
        seen = self._looked_at.get(name)
        if stamp is not None and seen is not None and seen[0] == stamp:
            return seen[1], seen[2]
        model = self._store.find(name)
        adapters = adapters_of(model)
        if stamp is not None:
            self._looked_at[name] = stamp, model, adapters
        return model, adapters
