"""Which models of this device are awake, how free and how fast they are, as the load report says it.

Does not know who asks: another device, or a command that runs here and loads no web server.
"""

from __future__ import annotations

from dataclasses import replace

from forge_ai.engines.engine import EngineDescription, EngineState
from forge_ai.errors import ForgeError
from forge_ai.limits import REPORTED_MODELS
from forge_ai.protocol.brains.load_report import LoadReport, ModelLoad, ModelState
from forge_ai.services import Services


def report_load(services: Services) -> LoadReport:
    """The report of this device's own models and of the personalities that speak with them."""
    models = tuple(model_load(services, name) for name in services.offers.names())
    speakers = tuple(
        replace(model_load(services, one.model.name), name=one.name) for one in services.offers.personalities()
    )
    return LoadReport(services.name, (models + speakers)[:REPORTED_MODELS])


def model_load(services: Services, name: str) -> ModelLoad:
    """One model of this device."""
    engine = services.engines.awake().get(name)
    vital = services.vitals.of(name)
    known = engine.describe() if engine else EngineDescription(name, EngineState.COLD)
    state = ModelState(known.state.value)
    return ModelLoad(
        name=name,
        state=ModelState.BROKEN if vital.failed else state,
        parameters=known.parameter_count or _parameters(services, name),
        context=known.context_length,
        slots=known.slots,
        free=max(0, known.slots - vital.running + vital.waiting),
        queued=vital.waiting,
        tokens_per_second=round(vital.pace, 1),
        seconds_since_token=None if vital.token_age is None else round(vital.token_age, 3),
    )


def _parameters(services: Services, name: str) -> int:
    try:
        stored = services.offers.stored(name)
    except ForgeError:
        return 0
    return stored.manifest.parameters if stored else 0
