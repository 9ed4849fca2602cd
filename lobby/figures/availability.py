"""How much of the opening somebody could check in, and the displays drew what was true.

Open is a centre while a counter is open: that stands in the journal, the hours on the door do not. Counted is only the
time for which the journal knows terminals and displays; before the first of a kind was heard of, nothing is said.
"""

from dataclasses import dataclass

import numpy as np

from lobby.figures.facts import Devices, Facts
from lobby.figures.hours import Floats, Hours
from lobby.figures.periods import Periods, overlap, periods, united

KIOSK, DISPLAY = "kiosk", "display"


@dataclass(frozen=True)
class Available:
    """Seconds in each hour of the days: of how many, and in how many of those it worked."""

    known: Floats
    working: Floats


def check_in(facts: Facts, opened: Periods, hours: Hours, as_of: float) -> Available:
    """Open time in which at least one terminal took check-ins."""
    devices = _of(facts.devices, KIOSK)
    known = overlap(united(opened), united(_periods(facts, devices, hours, as_of, known=True)))
    working = overlap(known, united(_periods(facts, devices, hours, as_of)))
    return Available(hours.seconds_in(*known), hours.seconds_in(*working))


def screens(facts: Facts, opened: Periods, hours: Hours, as_of: float) -> Available:
    """Open time of each display, and how much of it the display drew fresh state; over all displays."""
    devices = _of(facts.devices, DISPLAY)
    all_known = _periods(facts, devices, hours, as_of, known=True)
    all_working = _periods(facts, devices, hours, as_of)
    found = Available(np.zeros(len(hours.labels)), np.zeros(len(hours.labels)))
    for one in np.unique(devices.device):
        known = overlap(united(opened), united(all_known.of(one)))
        working = overlap(known, united(all_working.of(one)))
        found = Available(found.known + hours.seconds_in(*known), found.working + hours.seconds_in(*working))
    return found


def _of(devices: Devices, kind: str) -> Devices:
    keep = devices.is_display == (kind == DISPLAY)
    return Devices(devices.row[keep], devices.device[keep], devices.is_display[keep], devices.works[keep])


def _periods(facts: Facts, devices: Devices, hours: Hours, as_of: float, *, known: bool = False) -> Periods:
    order = np.argsort(devices.device, kind="stable")
    is_end = np.zeros(len(order), np.bool_) if known else ~devices.works[order]
    return periods(devices.device[order], facts.at[devices.row[order]], is_end, hours, as_of)
