"""Choosing a place and services: what the form says, checked against the house."""

from collections.abc import Sequence
from dataclasses import dataclass

from lobby.contract.state import House, Line
from lobby.counter.desks import Choice, Desk
from lobby.counter.view import Family
from lobby.web.moments import hour_minute


@dataclass(frozen=True)
class Chosen:
    """What is ticked; as typed, not yet checked."""

    place: str = ""
    services: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    take_over: str = ""


@dataclass(frozen=True)
class PlaceOption:
    """One entry of the list of places; `who` sits there now."""

    place: str
    who: str


def problem_with(chosen: Chosen, house: House, line: Line) -> str | None:
    """The wording key of what is wrong, None when all is well."""
    if not chosen.place:
        return "place-missing"
    if chosen.place not in {one.place for one in line.places}:
        return "place-unknown"
    if not services_of(chosen, house):
        return "services-missing"
    if not set(chosen.services) <= {one.service for one in house.services}:
        return "services-unknown"
    return None


def services_of(chosen: Chosen, house: House) -> tuple[str, ...]:
    """All chosen services in the order of the house; a family that is ticked counts whole where no script did it."""
    single = set(chosen.services)
    families = set(chosen.families) - {one.family for one in house.services if one.service in single}
    return tuple(one.service for one in house.services if one.service in single or one.family in families)


def choice_to_offer(last: Choice | None, house: House | None) -> Chosen:
    """What is ticked when the page opens: the last choice, else every service."""
    if last is not None:
        return Chosen(last.place, last.services)
    return Chosen("", tuple(one.service for one in house.services) if house else ())


def ticks(families: Sequence[Family], services: Sequence[str]) -> tuple[list[str], list[str]]:
    """The letters of families that are ticked whole, and of those that are ticked in part."""
    chosen = set(services)
    counts = {
        one.letter: (sum(id_ in chosen for id_, _ in one.services), len(one.services)) for one in families
    }
    whole = [letter for letter, (count, all_of_it) in counts.items() if count == all_of_it]
    partly = [letter for letter, (count, all_of_it) in counts.items() if 0 < count < all_of_it]
    return whole, partly


def options(line: Line | None, desks: dict[str, Desk], me: str) -> list[PlaceOption]:
    """All places of the centre, with who sits there."""
    return [PlaceOption(one.place, _who(desks.get(one.place), me)) for one in (line.places if line else ())]


def _who(desk: Desk | None, me: str) -> str:
    return "" if desk is None or desk.account == me else f"{desk.account} ({hour_minute(desk.since)})"
