"""Messages in XML and JSON, good and bad."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.warnings.rules.alert import (
    Alert,
    Area,
    Circle,
    Code,
    Key,
    MsgType,
    NotAnAlertError,
    Point,
    Severity,
    Status,
)
from lobby.warnings.rules.cap_xml import Entry
from lobby.warnings.rules.nina import has_outline, with_outline
from lobby.warnings.rules.reading import read
from lobby.warnings.rules.tree import DEEPEST, LARGEST_BYTES
from tests.support.cap import atom, cap, coded, detail, info, outlined, reference


def one(payload: bytes) -> Alert:
    """The only message in it."""
    (found,) = read(payload)
    assert isinstance(found, Alert)
    return found


def test_a_message_of_the_standard_is_read_whole() -> None:
    """Header, references, several languages, times with offsets, codes and outlines."""
    areas = coded("02") + outlined("polygon", "53,9 53,11 54,11 53,9") + outlined("circle", "53.5,10 12.5")
    payload = cap(
        msg_type="Update",
        references=reference("storm-0"),
        infos=(info("de-DE", area=areas), info("en-GB", "Storm warning", onset="2026-11-24T09:00:00-01:00")),
    )
    alert = one(payload)
    assert (alert.status, alert.msg_type, alert.public) == (Status.ACTUAL, MsgType.UPDATE, True)
    assert alert.references == (Key("warn@agency.example", "storm-0"),)
    assert [each.language for each in alert.infos] == ["de", "en"]
    assert alert.infos[0].severity is Severity.SEVERE
    assert alert.infos[0].source == "Wetteramt Musterland"
    assert alert.infos[1].onset is not None
    assert alert.infos[1].onset.isoformat() == "2026-11-24T09:00:00-01:00"
    coded_area, polygon, circle = alert.infos[0].areas
    assert coded_area == Area(name="Gebiet", codes=(Code("ARS", "02"),))
    assert polygon.polygons[0][1] == Point(53, 11)
    assert circle.circles == (Circle(Point(53.5, 10), 12.5),)


def test_the_app_s_json_is_read_the_same() -> None:
    """Marks of web pages in its texts become plain words; Leichte Sprache is a language."""
    alert = one(detail())
    assert alert.infos[0].description == "Rauch zieht\nnach Osten."
    assert alert.infos[0].instruction == "Fenster schließen."
    assert alert.infos[0].areas[0].codes == (Code("SHN", "020000000000"),)
    plain = one(detail(info=[{"language": "de-LS", "headline": "Es gibt Rauch."}]))
    assert plain.infos[0].language == "de-simple"


def test_a_list_and_an_index_name_messages_elsewhere() -> None:
    """With what changes when the message does."""
    assert read(b'[{"id": "mow.1", "version": 5, "type": "Alert"}]') == (Entry("mow.1", "5"),)
    assert read(atom("/a.xml")) == (Entry("/a.xml", "2026-11-24T07:30:00Z"),)


def test_an_outline_comes_as_geojson() -> None:
    """A warning whose area is only a name gets the outer rings; holes and foreign shapes are left out."""
    bare = one(
        detail(info=[{"area": [{"areaDesc": "Stadt", "geocode": [{"valueName": "AreaId", "value": "0"}]}]}])
    )
    assert not has_outline(bare)
    ring = "[[9,53],[11,53],[11,54],[9,53]]"
    shape = f'{{"type":"MultiPolygon","coordinates":[[{ring},{ring}]]}}'
    shapes = f'{{"features":[{{"geometry":{shape}}},{{"geometry":null}}]}}'
    placed = with_outline(bare, shapes.encode())
    assert placed.infos[0].areas[1].polygons == ((Point(53, 9), Point(53, 11), Point(54, 11), Point(53, 9)),)
    assert has_outline(placed)


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><alert>&c;</alert>'
OUTSIDE = b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><alert/>'


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        (b"", "neither XML nor JSON"),
        (b"<html><body>busy</body></html>", "not an alert"),
        (b"<alert", "not well-formed"),
        (BOMB, "document type"),
        (OUTSIDE, "document type"),
        (b"<a>" * (DEEPEST + 1), "deeper than"),
        (b"<a>" + b"<b/>" * 60_000 + b"</a>", "elements"),
        (b"<a>" + b" " * LARGEST_BYTES + b"</a>", "bytes"),
        (b"<alert>&unknown;</alert>", "not well-formed"),
        (cap(sent="yesterday"), "sent is"),
        (cap(sent="2026-11-24T07:30:00"), "offset"),
        (cap(status="Real"), "status is"),
        (cap(msg_type=""), "msgType is"),
        (cap(identifier="a b"), "identifier is missing"),
        (cap(sender=""), "sender is missing"),
        (b"{}", "not a warning"),
        (b"{", "not a warning"),
        (b'["a"]', "not a list"),
        (b"[" * 100_000, "not a list"),
        (detail(sent=5), "not a warning"),
        (detail(identifier=""), "identifier is missing"),
    ],
)  # fmt: skip
def test_what_is_no_warning_gets_a_clear_answer(payload: bytes, says: str) -> None:
    """Whatever is wrong is said, and nothing is fetched, expanded or believed."""
    with pytest.raises(NotAnAlertError, match=says):
        read(payload)


@given(
    st.one_of(
        st.binary(max_size=200), st.binary(max_size=60).map(lambda noise: cap()[:150] + noise + cap()[150:])
    )
)
def test_no_bytes_do_anything_else(payload: bytes) -> None:
    """Either messages, or the one error."""
    try:
        found = read(payload)
    except NotAnAlertError:
        return
    assert all(isinstance(each, Alert | Entry) for each in found)


def test_a_broken_outline_is_left_out_and_the_rest_stays() -> None:
    """One bad polygon, circle, time or severity does not cost the warning."""
    bad = (
        outlined("polygon", "53,9 x,11")
        + outlined("circle", "53.5,10 -3")
        + outlined("polygon", "53,200 1,1 2,2")
        + coded("02")
    )
    alert = one(cap(infos=(info(area=bad, severity="Awful", expires="soon"),)))
    assert alert.infos[0].severity is Severity.UNKNOWN
    assert alert.infos[0].expires is None
    assert [area.polygons for area in alert.infos[0].areas] == [()] * 4
    assert alert.infos[0].areas[3].codes == (Code("ARS", "02"),)


def test_no_direction_marks_reach_a_screen() -> None:
    """Characters that turn a line around are taken out of texts."""
    assert one(cap(infos=(info(headline="Bitte\u202e warten\u2066"),))).infos[0].headline == "Bitte warten"
