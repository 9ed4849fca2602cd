"""Counters: when they were open. A break counts as open, the counter can be seen and asked."""

import numpy as np

from lobby.figures.facts import Facts
from lobby.figures.hours import Hours
from lobby.figures.periods import Periods, periods


def open_periods(facts: Facts, hours: Hours, as_of: float) -> Periods:
    """Each time a counter was open; midnight closes it, `as_of` is how far the journal goes."""
    order = np.argsort(facts.places.place, kind="stable")
    rows, places = facts.places.row[order], facts.places.place[order]
    done = ~facts.undone[rows]
    rows, places = rows[done], places[done]
    return periods(places, facts.at[rows], facts.are("place-closed")[rows], hours, as_of)
