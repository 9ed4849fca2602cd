"""How many are called before somebody: from the same paths as the waits, so that the two never disagree."""

from collections.abc import Mapping
from math import ceil, floor

from lobby.contract.fields import VisitId
from lobby.contract.wait_pages import Ahead
from lobby.queueing.estimate import HIGH_SHARE, LOW_SHARE
from lobby.queueing.estimate_forecast import Forecast


def ahead_of(found: Forecast) -> Mapping[VisitId, Ahead]:
    """For everybody here whom an open counter takes: calls of others until their own, as a range.

    Counts who is here or booked, in the order of the calling policy and not of arrival. Nobody without a booking who
    is still to come is foreseen by name, and none of them overtakes but by policy. Not told where most paths say
    nothing.
    """
    places: dict[int, list[int]] = {index: [] for index, _ in found.here.values()}
    for outcome in found.outcomes:
        order = sorted(outcome.visits.items(), key=lambda one: one[1])
        for place, (index, _) in enumerate(order):
            if index in places:
                places[index].append(place)
    told = {visit: sorted(places[index]) for visit, (index, _) in found.here.items()}
    return {visit: _range(seen) for visit, seen in told.items() if 2 * len(seen) > len(found.outcomes)}


def _range(places: list[int]) -> Ahead:
    last = len(places) - 1
    return Ahead(low=places[floor(LOW_SHARE * last)], high=places[ceil(HIGH_SHARE * last)])
