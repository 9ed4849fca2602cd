"""A terminal that is alone, for tests: a line whose day list it has, and a file for its numbers."""

from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.alone.given import GivenNumbers
from kiosk.alone.judge import Judge
from kiosk.alone.stand_in import Own
from lobby.contract.day_list import DayList, NumberBlock
from lobby.queueing.alone import day_list
from lobby.queueing.documents import Stamp
from tests.support.codes import ALTONA, public_key
from tests.support.house import House, rules

KEYS = (public_key(1), public_key(2, revoked=True))


def house(**config: Any) -> House:
    """A line whose centre checks codes with the test keys."""
    return House(rules(keys=KEYS, **config))


def list_of(centre: House, now: datetime | None = None) -> DayList:
    """The list as the queue service says it."""
    return day_list(centre.line, centre.rules, Stamp("epoch-0001", now or centre.now), ALTONA)


def own(folder: Path, centre: House, first: int = 940, last: int = 942) -> Own:
    """What the terminal may do with that list."""
    block = NumberBlock(device="kiosk-1", first=first, last=last, until="2026-12-31")
    return Own(Judge(list_of(centre), "altona"), block, GivenNumbers(folder / "given.db"), "Wartebereich 2")
