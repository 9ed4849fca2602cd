"""When booked visitors come, and whether: check-in minus slot as measured, and the share that stays away."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

FIRST_MINUTES, CLASS_MINUTES, CLASSES = -60, 5, 18
"""Classes of five minutes from an hour before the slot to half an hour after it."""
USUAL = (0.2, 0.2, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0, 2.0, 3.6, 4.4, 3.4, 1.8, 0.8, 0.4, 0.1, 0.0, 0.0)
"""Twenty visitors, before anything is measured: most come within a quarter of an hour before."""
USUAL_ABSENT, USUAL_DUE = 3.0, 20.0


def class_of(minutes: float) -> int:
    """The class of a check-in so long after its slot; what is beyond the ends counts in the last."""
    return min(CLASSES - 1, max(0, int((minutes - FIRST_MINUTES) // CLASS_MINUTES)))


class Punctuality:
    """The measured distribution of check-in minus slot, in minutes; uniform within a class."""

    def __init__(self, before: Sequence[float], today: Mapping[int, int]) -> None:
        known = before or (0.0,) * CLASSES
        weights = [USUAL[index] + known[index] + today.get(index, 0) for index in range(CLASSES)]
        whole = sum(weights)
        self._up_to = [0.0, *(weight / whole for weight in accumulate(weights))]

    def share_before(self, minutes: float) -> float:
        """Of those who come, how many have come so long after the slot."""
        position = (minutes - FIRST_MINUTES) / CLASS_MINUTES
        if position <= 0:
            return 0.0
        if position >= CLASSES:
            return 1.0
        index = int(position)
        low, high = self._up_to[index], self._up_to[index + 1]
        return low + (high - low) * (position - index)

    def after(self, share: float) -> float:
        """The reverse: by when this share of them has come, in minutes after the slot."""
        index = min(CLASSES - 1, max(0, bisect_right(self._up_to, share) - 1))
        low, high = self._up_to[index], self._up_to[index + 1]
        within = (share - low) / (high - low) if high > low else 0.0
        return FIRST_MINUTES + CLASS_MINUTES * (index + min(1.0, within))

    def slices(self, chance: float, has_come: float, count: int) -> list[float | None]:
        """Chance in so many equal slices: how long after the slot somebody comes who is not here yet.

        None where they stay away. `chance` is that they come at all, `has_come` as `will_come` has it.
        """
        found: list[float | None] = []
        for index in range(count):
            share = (index + 0.5) / count
            comes = share < chance
            found.append(self.after(has_come + share / chance * (1 - has_come)) if comes else None)
        return found


def will_come(absent: float, due: float, has_come: float) -> float:
    """The chance that who is not here yet comes still.

    Args:
        absent: bookings whose visitor did not come, of all `due`.
        due: bookings whose time is over.
        has_come: of those who come at all, the share that would be here by now.
    """
    stays_away = (USUAL_ABSENT + absent) / (USUAL_DUE + due)
    still = (1 - stays_away) * (1 - has_come)
    return still / (still + stays_away) if still > 0 else 0.0
