"""Counters: when they were open. A break counts as open, the counter can be seen and asked."""

import numpy as np

from lobby.figures.facts import NOTHING, Facts
from lobby.figures.hours import Floats, Hours


def open_periods(facts: Facts, hours: Hours, as_of: float) -> tuple[Floats, Floats]:
    """Begin and end of each time a counter was open; midnight closes it, `as_of` is how far the journal goes."""
    order = np.argsort(facts.places.place, kind="stable")
    rows, places = facts.places.row[order], facts.places.place[order]
    done = ~facts.undone[rows]
    rows, places = rows[done], places[done]
    closes = facts.are("place-closed")[rows]
    begins: list[float] = []
    ends: list[float] = []
    place, since, midnight = NOTHING, np.nan, np.nan
    moments = facts.at[rows]
    columns = (places.tolist(), moments.tolist(), hours.day_ends(moments).tolist(), closes.tolist())
    for counter, at, end, is_closed in zip(*columns, strict=True):
        if place != counter or at >= midnight:
            _close(begins, ends, since, min(midnight, as_of))
            place, since = counter, np.nan
        if is_closed:
            _close(begins, ends, since, at)
            since = np.nan
        elif np.isnan(since):
            since = at
        midnight = end
    _close(begins, ends, since, min(midnight, as_of))
    return np.array(begins), np.array(ends)


def _close(begins: list[float], ends: list[float], since: float, at: float) -> None:
    if not np.isnan(since):
        begins.append(since)
        ends.append(at)
