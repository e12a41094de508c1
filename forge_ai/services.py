"""The one place where concrete parts are chosen and joined.

Does not know who uses them: the API, the command line and EnigmaNode all start here.
"""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from forge_ai.assistant.chosen import Chosen
from forge_ai.assistant.introduction import Introduction
from forge_ai.assistant.offers import Offers, OwnOffers, UpstreamOffers
from forge_ai.assistant.vitals import Vitals
from forge_ai.clock import Clock, SystemClock
from forge_ai.engines.engine import Engine
from forge_ai.engines.pool import EnginePool
from forge_ai.identity.authentication import Authenticator
from forge_ai.identity.device_key import Identity, open_identity
from forge_ai.identity.pairing_service import PairingService
from forge_ai.identity.registry import Registry
from forge_ai.memory.device_memory import Memory, open_memory
from forge_ai.models.store import ModelStore
from forge_ai.once import Once
from forge_ai.paths import Home, storage_faults
from forge_ai.protocol.memory.subscribers import Subscribers
from forge_ai.protocol.trust.one_time_code import SharedWord, join_word
from forge_ai.protocol.trust.pairing import Party
from forge_ai.protocol.values.names import check_name, name_from
from forge_ai.settings import Settings

if TYPE_CHECKING:
    from forge_ai.voice.desk import VoiceDesk


@dataclass
class Services:
    """Everything that one device's node is made of, each part made when it is first asked for. A context manager."""

    settings: Settings
    clock: Clock = field(default_factory=SystemClock)

    @Once
    def name(self) -> str:
        """The node's name: chosen, or the computer's own."""
        chosen = self.settings.name
        return check_name(chosen, "node name") if chosen else name_from(platform.node(), "my_device")

    @Once
    def home(self) -> Home:
        """The device's folder, made when first needed."""
        return self.settings.folders.create()

    @Once
    def identity(self) -> Identity:
        """Who this device is; all nodes of one folder are one device."""
        return open_identity(self.settings.folders)

    @property
    def party(self) -> Party:
        """The node as others know it after pairing."""
        return Party(self.name, self.identity.certificate)

    @Once
    def registry(self) -> Registry:
        """The devices that were let in."""
        return Registry(self.identity.folder, self.clock)

    @Once
    def authenticator(self) -> Authenticator:
        """Who is recognised."""
        return Authenticator(self.identity, self.registry, open_to_all=self.settings.open)

    @Once
    def pairing(self) -> PairingService:
        """Lets devices in."""
        return PairingService(self.party, self.registry, self.clock, self.join)

    @Once
    def join(self) -> SharedWord | None:
        """The fleet's join key, when there is one. Raises what is wrong with it, or with its file."""
        key, file = self.settings.join_key, self.settings.join_key_file
        if file and not key:
            with storage_faults(Path(file)):
                key = Path(file).expanduser().read_text(encoding="utf-8", errors="replace")
        return join_word(key) if key else None

    @property
    def host_names(self) -> list[str]:
        """The host names by which this node is reached."""
        return [self.name, platform.node(), *filter(None, (name.strip() for name in self.settings.hosts.split(",")))]

    @Once
    def memory(self) -> Memory:
        """What was told to this device, and its conversations."""
        model = self.settings.embedding_model
        return open_memory(self.home.memory, self.clock, embed=self._embed if model else None, embedding_model=model)

    @Once
    def subscribers(self) -> Subscribers:
        """The devices that wait at this node for new memories."""
        return Subscribers()

    @Once
    def store(self) -> ModelStore:
        """The models on this device."""
        return ModelStore(self.settings.folders)

    @Once
    def engines(self) -> EnginePool:
        """The engines that are awake."""
        return EnginePool(self._make_engine, is_stale=self._is_stale)

    @Once
    def voice(self) -> VoiceDesk:
        """What recognises and speaks on this device."""
        from forge_ai.voice.choice import open_listener, open_speaker
        from forge_ai.voice.desk import VoiceDesk

        return VoiceDesk(lambda: open_listener(self.settings), lambda: open_speaker(self.settings))

    @Once
    def vitals(self) -> Vitals:
        """When the engine last did what it is for."""
        return Vitals(self.clock)

    @Once
    def offers(self) -> Offers:
        """What can be asked for here, by name."""
        default = self.settings.model
        upstream = self.settings.upstream
        return UpstreamOffers(self.name, default) if upstream else OwnOffers(self.store, self.name, default)

    def introduction(self, chosen: Chosen) -> Introduction:
        """How the node introduces itself to that model or personality, with what it remembers."""
        asks_first = self.settings.remember == "asked"
        context = self.settings.context or chosen.context
        return Introduction(self.name, chosen.prompt, self.memory, not asks_first, context)

    def close(self) -> None:
        """End every engine and close the memory."""
        if "engines" in self.__dict__:
            self.engines.close()
        if "voice" in self.__dict__:
            self.voice.close()
        if "memory" in self.__dict__:
            self.memory.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _embed(self, texts: Sequence[str]) -> list[list[float]]:
        with self.engines.using(self.offers.choose(self.settings.embedding_model).model) as engine:
            return engine.embed(texts)

    def _make_engine(self, model: str) -> Engine:
        if self.settings.upstream:
            from forge_ai.engines.upstream import UpstreamEngine

            url, key, stall = self.settings.upstream, self.settings.upstream_key, self.settings.stall_seconds
            return UpstreamEngine(url, key, model, clock=self.clock, stall_seconds=stall)
        from forge_ai.engines.llama import LlamaEngine, LlamaOptions

        stored = self.store.find(model)
        options = LlamaOptions(
            context=self.settings.context,
            slots=self.settings.slots,
            threads=self.settings.threads,
            gpu_layers=self.settings.gpu_layers,
        )
        return LlamaEngine(
            stored.weights,
            stored.name,
            options,
            adapters=self.offers.adapters(model),
            clock=self.clock,
            stall_seconds=self.settings.stall_seconds,
        )

    def _is_stale(self, model: str, engine: Engine) -> bool:
        """Whether the model's adapters are others than the engine's."""
        known = getattr(engine, "adapters", None)
        return known is not None and known != self.offers.adapters(model)
