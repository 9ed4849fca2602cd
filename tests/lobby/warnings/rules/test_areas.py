"""Whom a warning concerns."""

import pytest

from lobby.warnings.rules.alert import Area, Circle, Code, Point
from lobby.warnings.rules.areas import Spot, full_key, why

HAMBURG = Spot(centre="altona", ars="020000000000", latitude=53.55, longitude=9.94)
VILLAGE = Spot(centre="village", ars="010565659043")
BY_AGS = Spot(centre="village", ars="01056043")


def is_in(area: Area, spot: Spot) -> bool:
    """Whether it concerns the spot."""
    return why([area], spot) is not None


@pytest.mark.parametrize(
    ("value", "spot", "expected"),
    [
        ("020000000000", HAMBURG, True),
        ("02", HAMBURG, True),
        ("000000000000", HAMBURG, True),
        ("030000000000", HAMBURG, False),
        ("010565659043", VILLAGE, True),
        ("010565659000", VILLAGE, True),
        ("010560000000", VILLAGE, True),
        ("010000000000", VILLAGE, True),
        ("010565659044", VILLAGE, False),
        ("010565660000", VILLAGE, False),
        ("010570000000", VILLAGE, False),
        ("01056043", VILLAGE, True),
        ("01056044", VILLAGE, False),
        ("01056000", VILLAGE, True),
        ("010565659043", BY_AGS, True),
        ("010560000000", BY_AGS, True),
        ("010565659000", BY_AGS, False),
        ("", HAMBURG, False),
        ("2", HAMBURG, False),
        ("Hamburg", HAMBURG, False),
        ("٠٢", HAMBURG, False),
    ],
)
def test_a_regional_key_covers_all_below_it(value: str, spot: Spot, expected: bool) -> None:  # noqa: FBT001
    """Zero-padded or cut off; an eight-digit key leaves out the association; nonsense covers nothing."""
    assert is_in(Area(codes=(Code("ARS", value),)), spot) is expected


def test_a_finer_warning_than_the_centre_s_key_is_not_guessed() -> None:
    """A centre that is known only by its district is not in each of its villages."""
    assert not is_in(Area(codes=(Code("ARS", "010565659043"),)), Spot(centre="x", ars="010560000000"))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("101056000", True),
        ("801056043", True),
        ("801056044", False),
        ("702000001", True),
        ("101057000", False),
    ],
)
def test_cells_of_the_weather_service(cell: str, expected: bool) -> None:  # noqa: FBT001
    """District and municipality follow from the key, others are named."""
    spot = Spot(centre="village", ars="010565659043", warncells=("702000001",))
    assert is_in(Area(codes=(Code("WARNCELLID", cell),)), spot) is expected


def test_codes_of_other_systems_say_nothing() -> None:
    """Equal digits of a foreign system are no match."""
    assert not is_in(Area(codes=(Code("FIPS6", "020000000000"),)), HAMBURG)


SQUARE = (Point(53, 9), Point(53, 11), Point(54, 11), Point(54, 9))


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        (53.5, 10, True),
        (53, 10, True),
        (53, 9, True),
        (54.01, 10, False),
        (53.5, 11.01, False),
        (52.9, 9, False),
    ],
)
def test_a_polygon_holds_its_line(latitude: float, longitude: float, expected: bool) -> None:  # noqa: FBT001
    """Inside, on the line, on a corner; not beyond."""
    spot = Spot(centre="x", latitude=latitude, longitude=longitude)
    assert is_in(Area(polygons=(SQUARE,)), spot) is expected


def test_a_notch_is_outside() -> None:
    """A polygon need not be convex."""
    notched = (Point(0, 0), Point(0, 4), Point(4, 4), Point(1, 2), Point(4, 0))
    assert not is_in(Area(polygons=(notched,)), Spot(centre="x", latitude=3, longitude=2))
    assert is_in(Area(polygons=(notched,)), Spot(centre="x", latitude=0.5, longitude=2))


def test_a_circle_has_kilometres() -> None:
    """A degree of latitude is 111 km."""
    around = Point(53.55, 9.94)
    assert is_in(Area(circles=(Circle(around, 0),)), HAMBURG)
    north = Spot(centre="x", latitude=54.55, longitude=9.94)
    assert is_in(Area(circles=(Circle(around, 111.5),)), north)
    assert not is_in(Area(circles=(Circle(around, 111),)), north)


def test_the_reason_is_said() -> None:
    """By code before outline; a centre without coordinates is in no outline."""
    area = Area(name="Hafen", codes=(Code("ARS", "02"),), polygons=(SQUARE,))
    assert why([area], HAMBURG) == "ARS 02 holds 020000000000"
    assert why([Area(name="Hafen", polygons=(SQUARE,))], HAMBURG) == "in a polygon of Hafen"
    assert why([Area(polygons=(SQUARE,))], VILLAGE) is None


def test_what_is_a_key() -> None:
    """Twelve digits or a part of them."""
    assert full_key("02") == "020000000000"
    assert full_key("0200000") is None
