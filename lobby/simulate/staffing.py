"""Which counters of a living lobby are worked at, and for what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lobby.contract.fields import Place
from lobby.contract.state import House
from lobby.simulate.clerks import Clerk

PROFILES: Final = ("AJFLX", "AJF", "AL", "AJFLRX", "RL", "AJFL", "JF", "AJFLX", "AJ", "AJFL")
"""Which families of services a clerk takes, one clerk after the other."""


@dataclass(frozen=True)
class Staff:
    """How many clerks work, how, and how fast."""

    count: int
    seed: int = 1
    speed: float = 1.0


def staff(house: House, places: Sequence[Place], wanted: Staff) -> tuple[Clerk, ...]:
    """Clerks for the last counters; at least half of all counters stay free for people."""
    count = min(wanted.count, len(places) // 2)
    every = tuple(one.service for one in house.services)
    clerks = []
    for index, place in enumerate(list(places)[len(places) - count :]):
        families = PROFILES[index % len(PROFILES)]
        services = tuple(one.service for one in house.services if one.family in families)
        clerks.append(Clerk(place, services or every, speed=wanted.speed))
    return tuple(clerks)
