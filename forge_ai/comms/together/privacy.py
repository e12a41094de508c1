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
    """How a device's change is protected.

    ``clip`` is the longest change (L2 norm) that leaves the device, 0 for any length. ``noise`` is the standard
    deviation of the Gaussian noise in each number, as a multiple of ``clip``; 0 for none.
    """

    clip: float = 0.0
    noise: float = 0.0

    def check(self) -> None:
        """Raise :class:`BadInput` for numbers that protect nothing."""
        if not (math.isfinite(self.clip) and math.isfinite(self.noise) and self.clip >= 0 and self.noise >= 0):
            raise BadInput("--clip and --noise are numbers, and not below nought.")
        if self.noise and not self.clip:
            raise BadInput("Noise protects only a change of bounded length.", hint="Give --clip 1.0 as well.")

    def over(self, change: Arrays) -> Arrays:
        """The change as it may leave the device: a clipped and noisy copy, or the change itself without ``clip``."""
        if not self.clip:
            return change
        arrays = [part.copy() for part in change.values()]
        if any(part.any() for part in arrays):
            clip_inputs_inplace(arrays, self.clip)
        if self.noise:
            add_gaussian_noise_inplace(arrays, compute_stdv(self.noise, self.clip, 1))
        return dict(zip(change, arrays, strict=True))
