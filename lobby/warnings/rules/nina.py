"""The JSON of the federal warning app (warnung.bund.de): the list of a map, the details of a warning, its outline.

Details mirror CAP. Their areas often have no more than a name; the outline is then asked for as GeoJSON.
"""

from typing import Any

import msgspec

from lobby.warnings.rules import values
from lobby.warnings.rules.alert import (
    Alert,
    Area,
    Certainty,
    Info,
    MsgType,
    NotAnAlertError,
    Point,
    Severity,
    Status,
    Urgency,
)
from lobby.warnings.rules.cap_xml import MOST_ENTRIES, MOST_INFOS, Entry
from lobby.warnings.rules.tree import LARGEST_BYTES

_NEEDED_OF_LIST = "a list of objects with an id"


class _Pair(msgspec.Struct, frozen=True, rename="camel"):
    value_name: str = ""
    value: str = ""


class _Area(msgspec.Struct, frozen=True, rename="camel"):
    area_desc: str | None = None
    geocode: tuple[_Pair, ...] = ()
    polygon: tuple[str, ...] = ()
    circle: tuple[str, ...] = ()


class _Info(msgspec.Struct, frozen=True, rename="camel"):
    language: str | None = None
    event: str | None = None
    headline: str | None = None
    description: str | None = None
    instruction: str | None = None
    sender_name: str | None = None
    severity: str | None = None
    urgency: str | None = None
    certainty: str | None = None
    response_type: tuple[str, ...] = ()
    effective: str | None = None
    onset: str | None = None
    expires: str | None = None
    area: tuple[_Area, ...] = ()


class _Detail(msgspec.Struct, frozen=True, rename="camel"):
    identifier: str
    sender: str
    sent: str
    status: str
    msg_type: str
    scope: str = "Public"
    references: str | None = None
    info: tuple[_Info, ...] = ()


class _Listed(msgspec.Struct, frozen=True):
    id: str
    version: int | str = 0


class _Geometry(msgspec.Struct, frozen=True):
    type: str
    coordinates: list[Any] = []


class _Feature(msgspec.Struct, frozen=True):
    geometry: _Geometry | None = None


class _Features(msgspec.Struct, frozen=True):
    features: tuple[_Feature, ...] = ()


def read_list(payload: bytes) -> tuple[Entry, ...]:
    """The ids of the warnings on the map, each with its version.

    Raises:
        NotAnAlertError: no such list.
    """
    listed = _decoded(payload, tuple[_Listed, ...], _NEEDED_OF_LIST)
    return tuple(Entry(one.id, str(one.version)) for one in listed[:MOST_ENTRIES])


def read_detail(payload: bytes) -> Alert:
    """One warning.

    Raises:
        NotAnAlertError: it is none.
    """
    detail = _decoded(payload, _Detail, "a warning as CAP names its parts")
    return Alert(
        identifier=values.required(detail.identifier, "identifier"),
        sender=values.required(detail.sender, "sender"),
        sent=values.moment(detail.sent, "sent"),
        status=values.named(Status, detail.status, "status"),
        msg_type=values.named(MsgType, detail.msg_type, "msgType"),
        public=detail.scope.lower() == "public",
        references=values.references(detail.references or ""),
        infos=tuple(_info(one) for one in detail.info[:MOST_INFOS]),
    )


def has_outline(alert: Alert) -> bool:
    """Whether anything but a name says where it is."""
    areas = [area for info in alert.infos for area in info.areas]
    return any(_is_placed(area) for area in areas)


def with_outline(alert: Alert, payload: bytes) -> Alert:
    """The warning with the polygons of a GeoJSON document as one area more in each language.

    Raises:
        NotAnAlertError: no GeoJSON.
    """
    found = _decoded(payload, _Features, "a FeatureCollection of GeoJSON")
    rings = [ring for one in found.features for ring in _rings(one.geometry)]
    area = Area(polygons=tuple(rings))
    infos = tuple(msgspec.structs.replace(info, areas=(*info.areas, area)) for info in alert.infos)
    return msgspec.structs.replace(alert, infos=infos)


def _is_placed(area: Area) -> bool:
    codes = [one for one in area.codes if one.system != "AREAID"]
    return bool(codes or area.polygons or area.circles)


def _rings(geometry: _Geometry | None) -> list[tuple[Point, ...]]:
    """Outer rings; a hole in an area of danger is taken for part of it."""
    if geometry is None or geometry.type not in {"Polygon", "MultiPolygon"}:
        return []
    polygons = geometry.coordinates if geometry.type == "MultiPolygon" else [geometry.coordinates]
    outer = (one[0] for one in polygons if isinstance(one, list) and one and isinstance(one[0], list))
    rings = (tuple(filter(None, map(_point, ring))) for ring in outer)
    return [ring for ring in rings if len(set(ring)) >= 3]  # noqa: PLR2004 - a triangle


def _point(pair: Any) -> Point | None:
    if not isinstance(pair, list) or len(pair) < 2 or not all(isinstance(n, int | float) for n in pair):  # noqa: PLR2004
        return None
    return values.point(float(pair[1]), float(pair[0]))


def _info(info: _Info) -> Info:
    return Info(
        language=values.language(info.language or "de"),
        event=values.sentence(info.event or ""),
        headline=values.sentence(info.headline or ""),
        description=values.sentence(info.description or ""),
        instruction=values.sentence(info.instruction or ""),
        source=values.sentence(info.sender_name or ""),
        severity=values.known(Severity, info.severity or ""),
        urgency=values.known(Urgency, info.urgency or ""),
        certainty=values.known(Certainty, info.certainty or ""),
        all_clear="AllClear" in info.response_type,
        effective=values.moment_or_none(info.effective or ""),
        onset=values.moment_or_none(info.onset or ""),
        expires=values.moment_or_none(info.expires or ""),
        areas=tuple(_area(one) for one in info.area),
    )


def _area(area: _Area) -> Area:
    polygons, circles = map(values.polygon, area.polygon), map(values.circle, area.circle)
    return Area(
        name=values.sentence(area.area_desc or ""),
        codes=tuple(values.code(one.value_name, one.value) for one in area.geocode),
        polygons=tuple(one for one in polygons if one is not None),
        circles=tuple(one for one in circles if one is not None),
    )


def _decoded(payload: bytes, kind: Any, needed: str) -> Any:
    if len(payload) > LARGEST_BYTES:
        raise NotAnAlertError(f"{len(payload)} bytes are more than {LARGEST_BYTES}")
    try:
        return msgspec.json.decode(payload.removeprefix(b"\xef\xbb\xbf"), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotAnAlertError(f"not {needed}: {error}") from error
