"""The names on this device that complete a word in the shell: models, personalities, devices that were let in.

Does not know the commands. A shell that waits for Tab is told no errors: what cannot be read completes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from forge_ai.errors import ForgeError
from forge_ai.settings import settings_of_this_process


def models(begun: str) -> list[str]:
    """The models on this device."""
    return _completed(begun, _models)


def speakers(begun: str) -> list[str]:
    """The models and personalities on this device: all that can be asked."""
    return _completed(begun, lambda: [*_models(), *_personalities()])


def personalities(begun: str) -> list[str]:
    """The personalities on this device."""
    return _completed(begun, _personalities)


def devices(begun: str) -> list[str]:
    """The devices that are paired with this one, and can be asked."""
    return _completed(begun, lambda: _let_in(programs=False))


def let_in(begun: str) -> list[str]:
    """All devices, programs and browsers that were let in."""
    return _completed(begun, lambda: _let_in(programs=True))


def _completed(begun: str, names: Callable[[], Iterable[str]]) -> list[str]:
    try:
        return [name for name in names() if name.startswith(begun)]
    except (ForgeError, OSError):
        return []


def _models() -> list[str]:
    from forge_ai.models.store import ModelStore

    return [model.name for model in ModelStore(settings_of_this_process().folders).models()]


def _personalities() -> list[str]:
    from forge_ai.models.personalities import all_personalities
    from forge_ai.models.store import ModelStore

    return [one.name for one in all_personalities(ModelStore(settings_of_this_process().folders))]


def _let_in(*, programs: bool) -> list[str]:
    from forge_ai.clock import SystemClock
    from forge_ai.identity.device_key import FOLDER
    from forge_ai.identity.registry import Registry

    registry = Registry(settings_of_this_process().folders.root / FOLDER, SystemClock())
    return [device.name for device in registry.devices() if programs or not device.is_program]
