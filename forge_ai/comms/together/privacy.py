"""A device's own protection: its change is clipped, and noise is added, before anything leaves it.

The arithmetic is Flower's (the Gaussian mechanism on a clipped update). Does not know who receives the change.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flwr.supercore.differential_privacy import add_gaussian_noise_inplace, clip_inputs_inplace, compute_stdv

from forge_ai.errors import BadInput

if TYPE_CHECKING:
    from forge_ai.training.together.rounds import Arrays


@dataclass(frozen=True, slots=True)
class LocalPrivacy:
    """The longest change that leaves the device, and the noise in it as a multiple of that; nought is neither."""

    clip: float = 0.0
    noise: float = 0.0

    def check(self) -> None:
        """Raise :class:`BadInput` for numbers that protect nothing."""
        if not (math.isfinite(self.clip) and math.isfinite(self.noise) and self.clip >= 0 and self.noise >= 0):
            raise BadInput("--clip and --noise are numbers, and not below nought.")
        if self.noise and not self.clip:
            raise BadInput("Noise protects only a change of bounded length.", hint="Give --clip 1.0 as well.")

    def over(self, change: Arrays) -> Arrays:
        """The change as it may leave the device."""
        if not self.clip:
            return change
        arrays = [part.copy() for part in change.values()]
        if any(part.any() for part in arrays):
            clip_inputs_inplace(arrays, self.clip)
        if self.noise:
            add_gaussian_noise_inplace(arrays, compute_stdv(self.noise, self.clip, 1))
        return dict(zip(change, arrays, strict=True))
