"""What the house offers to somebody without a booking, in the order it is shown."""

from lobby.contract.catalogue import PICK_UP_FAMILY
from lobby.contract.state import House, OfferedService


def offered(house: House, family: str) -> tuple[OfferedService, ...]:
    """Services of a family that are given without a booking."""
    return tuple(one for one in house.services if one.walk_in and one.family == family)


def subjects(house: House) -> tuple[str, ...]:
    """Families with at least one such service, without the pick-ups, in the order of the catalogue."""
    families = dict.fromkeys(one.family for one in house.services if one.walk_in)
    return tuple(family for family in families if family != PICK_UP_FAMILY)


def takes_walk_ins(house: House) -> bool:
    """Whether there is anything to choose without a booking."""
    return bool(subjects(house))


def may_take_number(house: House) -> bool:
    """Whether somebody without a booking gets a number here and now."""
    return takes_walk_ins(house) and not house.walk_in_locked and not is_too_late(house)


def is_too_late(house: House) -> bool:
    """Whether nobody without a booking is served today any more."""
    return takes_walk_ins(house) and all(one.too_late for one in house.services if one.walk_in)


def may_collect(house: House) -> bool:
    """Whether somebody gets a number for a finished document here and now."""
    return not house.walk_in_locked and not all(one.too_late for one in offered(house, PICK_UP_FAMILY))


def gives_out(house: House) -> bool:
    """Whether finished documents can be collected without a booking."""
    return bool(offered(house, PICK_UP_FAMILY))


def service_of(house: House | None, service: str) -> OfferedService | None:
    """The house's entry of a service."""
    services = house.services if house else ()
    return next((one for one in services if one.service == service), None)
