"""Values of settings in words."""

import pytest

from lobby.console.describing import describe
from lobby.console.fields import Field, fields_of
from lobby.contract.config import CONFIG_TYPES
from lobby.web.wording import load

SAY = load(["lobby.web", "lobby.console"]).speaker("de")
FIELDS: dict[str, Field] = {one.name: one for kind in CONFIG_TYPES.values() for one in fields_of(kind)}


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("confirm_check_in", False, "nein"),
        ("idle_seconds", 60, "60"),
        ("scanner_device", "", "leer"),
        ("languages", ["de", "tr"], "Deutsch, Türkisch"),
        ("closure", None, "keine Angabe"),
        ("closure", "staff-meeting", "Personalversammlung"),
        ("notice", {"text": "Aufzug defekt", "level": "info"}, "„Aufzug defekt“"),
        ("notice", None, "keine Angabe"),
        ("places", [str(number) for number in range(1, 25)], "1, 2, 3, 4, 5, 6, 7 und 17 weitere"),
        ("services", [], "leer"),
        ("hours", [], "nie"),
        ("keys", [{}, {}], "2 Einträge"),
    ],
)
def test_value_in_words(name: str, value: object, text: str) -> None:
    """Each kind of value reads as people say it."""
    assert describe(FIELDS[name], value, SAY) == text


def test_equal_days_are_joined() -> None:
    """Days in a row with the same hours are one span; a lunch break is two spans of a day."""
    full = [{"weekday": day, "opens": "07:00:00", "closes": "19:00:00"} for day in (0, 1, 2)]
    split = [
        {"weekday": 4, "opens": "08:00:00", "closes": "12:00:00"},
        {"weekday": 4, "opens": "13:00:00", "closes": "15:00:00"},
    ]
    text = describe(FIELDS["hours"], [*full, *split], SAY)
    assert text == "Montag–Mittwoch 07:00–19:00, Freitag 08:00–12:00 und 13:00–15:00"


def test_value_of_an_unexpected_kind_is_still_shown() -> None:
    """What another program version wrote does not break the page."""
    for one in FIELDS.values():
        for value in (None, 3, "x", ["x"], {"x": 1}):
            assert isinstance(describe(one, value, SAY), str)
