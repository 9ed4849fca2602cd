"""Whom a warning concerns: by the code of an area, or because a place lies in its outline.

The German regional key (Amtlicher Regionalschlüssel, ARS) has twelve digits: land 2, administrative region 1, district
2, association 4, municipality 3. A key whose last digits are zero names all below it. The older municipality key (AGS)
leaves out the association; a warning cell of the weather service (WARNCELLID) is a digit and an AGS.
"""

import math
from collections.abc import Iterable
from itertools import pairwise

import msgspec

from lobby.contract.fields import Name
from lobby.warnings.rules.alert import Area, Circle, Code, Point

_ARS_PARTS, _AGS_PARTS = (2, 3, 5, 9, 12), (2, 3, 5, 8)
_ARS, _AGS = 12, 8
_KEY_NAMES = {"ARS", "RS", "SHN", "AGS", "GEMEINDESCHLUESSEL", "REGIONALSCHLUESSEL"}
_CELL_NAMES = {"WARNCELLID", "WARNCELL"}
_DISTRICT_CELL, _MUNICIPALITY_CELL = "1", "8"
_EARTH_KM = 6371.0


class Spot(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A centre as warnings know it. `ars` may end in zeros where only a part is known."""

    centre: Name
    ars: str = ""
    warncells: tuple[str, ...] = ()
    """Cells beside those that follow from the ARS."""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def point(self) -> Point | None:
        """Where it is."""
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)


def why(areas: Iterable[Area], spot: Spot) -> str | None:
    """The first reason why the spot is in one of the areas, in words for staff; None when it is in none."""
    listed = list(areas)
    reasons = [_by_code(code, spot) for area in listed for code in area.codes]
    found = next((one for one in reasons if one), None)
    return found or next((one for one in (_by_outline(area, spot) for area in listed) if one), None)


def full_key(text: str) -> str | None:
    """An ARS of twelve digits, from one in full or cut off after one of its parts; eight digits are an AGS and stay so.

    None for what is no key.
    """
    if not text.isascii() or not text.isdigit():
        return None
    if len(text) == _AGS:
        return text
    return text.ljust(_ARS, "0") if len(text) in _ARS_PARTS else None


def covers(code: str, key: str) -> bool:
    """Whether the area of `code` holds all of the area of `key`, both full; all zeros are the country.

    Where one of the two is an AGS, both are compared as such.
    """
    if len(code) != len(key):
        if len(code) == _ARS and code[5:9].strip("0") and not code[9:].strip("0"):
            return False  # an association: an AGS does not tell whether it belongs to it
        code, key = _as_ags(code), _as_ags(key)
    parts = _ARS_PARTS if len(code) == _ARS else _AGS_PARTS
    length = next(n for n in (0, *parts) if not code[n:].strip("0"))
    return code[:length] == key[:length]


def cells_of(key: str) -> set[str]:
    """The warning cells of a full key: its district's and its municipality's."""
    ags = _as_ags(key)
    return {_DISTRICT_CELL + ags[:5] + "000", _MUNICIPALITY_CELL + ags}


def _as_ags(key: str) -> str:
    return key if len(key) == _AGS else key[:5] + key[9:]


def _by_code(code: Code, spot: Spot) -> str | None:
    key = full_key(spot.ars)
    if code.system in _CELL_NAMES:
        known = set(spot.warncells) | (cells_of(key) if key else set())
        return f"warning cell {code.value}" if code.value in known else None
    full = full_key(code.value) if code.system in _KEY_NAMES else None
    return f"{code.system} {code.value} holds {spot.ars}" if full and key and covers(full, key) else None


def _by_outline(area: Area, spot: Spot) -> str | None:
    place = spot.point
    if place is None:
        return None
    if any(_is_in_polygon(place, one) for one in area.polygons):
        return f"in a polygon of {area.name or 'the area'}"
    if any(_is_in_circle(place, one) for one in area.circles):
        return f"in a circle of {area.name or 'the area'}"
    return None


def _is_in_polygon(place: Point, corners: tuple[Point, ...]) -> bool:
    """Even-odd rule; the line itself belongs to it."""
    inside = False
    for a, b in pairwise((*corners, corners[0])):
        cross = (b.longitude - a.longitude) * (place.latitude - a.latitude) - (b.latitude - a.latitude) * (
            place.longitude - a.longitude
        )
        if cross == 0 and _is_between(place, a, b):
            return True
        if (a.latitude > place.latitude) != (b.latitude > place.latitude):
            share = (place.latitude - a.latitude) / (b.latitude - a.latitude)
            inside ^= place.longitude < a.longitude + share * (b.longitude - a.longitude)
    return inside


def _is_between(place: Point, a: Point, b: Point) -> bool:
    return min(a.latitude, b.latitude) <= place.latitude <= max(a.latitude, b.latitude) and min(
        a.longitude, b.longitude
    ) <= place.longitude <= max(a.longitude, b.longitude)


def _is_in_circle(place: Point, circle: Circle) -> bool:
    up, down = math.radians(place.latitude), math.radians(circle.centre.latitude)
    across = math.radians(place.longitude - circle.centre.longitude)
    half = math.sin((up - down) / 2) ** 2 + math.cos(up) * math.cos(down) * math.sin(across / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half))) <= circle.kilometres
