"""Between what is typed and what travels."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar.datastructures import FormMultiDict

from lobby.console.fields import Field, Widget, fields_of
from lobby.console.forms import PREFIX, Reading, differing, read, shown
from lobby.contract.config import CONFIG_TYPES
from lobby.contract.service_pin import fits

FIELDS = {role: fields_of(kind) for role, kind in CONFIG_TYPES.items()}


def form_of(fields: tuple[Field, ...], values: dict[str, object]) -> dict[str, Any]:
    """What a browser sends for these values."""
    sent: dict[str, Any] = {}
    for one in fields:
        typed, name = shown(one, values[one.name]), PREFIX + one.name
        if isinstance(typed, dict):
            sent |= {f"{name}.{part}": text for part, text in typed.items()}
        elif one.widget is Widget.CHECK:
            sent |= {name: "1"} if typed else {}
        else:
            sent[name] = typed
    return sent


def read_form(role: str, **changes: Any) -> Reading:
    fields = FIELDS[role]
    defaults = {one.name: one.default for one in fields}
    sent = form_of(fields, defaults) | {PREFIX + name: value for name, value in changes.items()}
    pairs = [
        (k, one) for k, v in sent.items() for one in (v if isinstance(v, list) else [v]) if one is not None
    ]
    return read(fields, FormMultiDict(pairs), tuple(dict.fromkeys(k for k, _ in pairs)))


@pytest.mark.parametrize("role", list(FIELDS))
def test_untouched_form_changes_nothing(role: str) -> None:
    """A form that is sent as it opened gives exactly the defaults, so nothing travels."""
    reading = read_form(role)
    assert reading.is_good
    assert differing(FIELDS[role], reading.values) == {}


@pytest.mark.parametrize(
    ("role", "name", "typed", "value"),
    [
        ("kiosk", "idle_seconds", " 90 ", 90),
        ("kiosk", "languages", ["tr", "de"], ["tr", "de"]),
        ("kiosk", "walk_in", None, False),
        ("display", "second_language", "", None),
        ("display", "orientation", "portrait", "portrait"),
        ("display", "area", "  Erdgeschoss ", "Erdgeschoss"),
        ("queue", "places", "1, 2;3  4a", ["1", "2", "3", "4a"]),
        ("queue", "closure", "holiday", "holiday"),
        ("queue", "services", "", []),
        ("queue", "land", "BY", "BY"),
        ("queue", "land", "", None),
        (
            "queue",
            "special_days",
            "24.12.2026 geschlossen",
            [{"first": "2026-12-24", "last": None, "closed": True, "spans": [], "closure": "hours"}],
        ),
    ],
)
def test_good_values_travel_as_the_contract_says(role: str, name: str, typed: Any, value: object) -> None:
    """What is typed becomes the value of the contract."""
    reading = read_form(role, **{name: typed})
    assert reading.is_good
    assert differing(FIELDS[role], reading.values) in ({name: value}, {})
    assert reading.values[name] == value


@pytest.mark.parametrize(
    ("role", "name", "typed", "problem"),
    [
        ("kiosk", "idle_seconds", "abc", "wrong-number"),
        ("kiosk", "idle_seconds", "", "wrong-number"),
        ("kiosk", "idle_seconds", "1e3", "wrong-number"),
        ("kiosk", "idle_seconds", "9" * 500, "wrong-number"),
        ("kiosk", "idle_seconds", "9999", "wrong-range"),
        ("queue", "special_days", "morgen geschlossen", "wrong-special-day"),
        ("kiosk", "idle_seconds", "-60", "wrong-range"),
        ("kiosk", "languages", None, "wrong-missing"),
        ("kiosk", "languages", ["de", "klingon"], "wrong-value"),
        ("kiosk", "scanner_device", "x" * 121, "wrong-length"),
        ("display", "orientation", "sideways", "wrong-value"),
        ("display", "language", "", "wrong-missing"),
        ("queue", "name", "", "wrong-missing"),
        ("queue", "places", "", "wrong-missing"),
        ("queue", "places", "counter-one", "wrong-value"),
        ("queue", "notice.text", "x" * 301, "wrong-length"),
        ("queue", "keys", "{", "wrong-json"),
        ("queue", "keys", '[{"key_id": 999}]', "wrong-value"),
        ("queue", "keys", "[" * 15000, "wrong-json"),
        ("queue", "hours.0.0.opens", "7 Uhr", "wrong-time"),
        ("queue", "hours.0.0.closes", "06:00", "wrong-hours"),
        ("queue", "hours.0.0.closes", "", "wrong-time"),
        ("queue", "hours.9.0.opens", "07:00", "wrong-time"),
    ],
)
def test_bad_value_is_named_and_kept(role: str, name: str, typed: Any, problem: str) -> None:
    """A wrong value has its own problem by the field; the value is still in the form, and all others are fine."""
    field_name = name.split(".", maxsplit=1)[0]
    reading = read_form(role, **{name: typed})
    assert {key: one.key for key, one in reading.problems.items()} == {field_name: problem}
    if isinstance(typed, str) and len(typed) < 400:
        kept = reading.typed[field_name]
        assert typed in (kept if isinstance(kept, str) else str(kept))


def test_unknown_setting_is_named() -> None:
    """A setting that does not exist is told, not dropped in silence."""
    reading = read_form("kiosk", colour="red")
    assert reading.unknown == ("colour",)
    assert not reading.is_good


@pytest.mark.parametrize("role", list(FIELDS))
def test_empty_form_can_be_shown_again(role: str) -> None:
    """A form that lost all its fields is still whole on the page that says what is wrong."""
    reading = read(FIELDS[role], FormMultiDict([]), ())
    for one in FIELDS[role]:
        assert type(reading.typed[one.name]) is type(shown(one, one.default))
        if isinstance(typed := reading.typed[one.name], dict):
            assert set(typed) == set(shown(one, None))  # type: ignore[arg-type]


def test_notice_without_text_is_no_notice() -> None:
    """An empty notice removes it, whatever its level."""
    assert read_form("queue", **{"notice.text": "  ", "notice.level": "warning"}).values["notice"] is None


def test_hours_are_read_generously() -> None:
    """One digit for the hour and a dot are understood."""
    hours = read_form("queue", **{"hours.5.0.opens": "9.30", "hours.5.0.closes": "12:00"}).values["hours"]
    assert {"weekday": 5, "opens": "09:30:00", "closes": "12:00:00"} in hours  # type: ignore[operator]


@given(
    name=st.sampled_from([one.name for one in FIELDS["queue"]]),
    suffix=st.sampled_from(["", ".text", ".level", ".0.0.opens", ".x.y.opens", ".0.0.closes"]),
    typed=st.text(max_size=60) | st.lists(st.text(max_size=10), max_size=4),
)
def test_nothing_that_is_typed_breaks_the_form(name: str, suffix: str, typed: str | list[str]) -> None:
    """Whatever is typed anywhere gives either a good value or a problem, and never loses the other fields."""
    reading = read_form("queue", **{name + suffix: typed})
    assert set(reading.typed) == {one.name for one in FIELDS["queue"]}
    assert set(reading.values) | set(reading.problems) == set(reading.typed)
    assert not set(reading.values) & set(reading.problems)


def test_a_service_pin_is_kept_as_its_hash() -> None:
    """What is typed is stretched; what was kept comes back unchanged; emptied, there is none."""
    first = read_form("kiosk", service_pin=" 246810 ").values["service_pin"]
    assert isinstance(first, str)
    assert fits("246810", first)
    assert read_form("kiosk", service_pin="246810").values["service_pin"] != first
    assert read_form("kiosk", service_pin=first).values["service_pin"] == first
    assert read_form("kiosk", service_pin="").values["service_pin"] == ""


@pytest.mark.parametrize("typed", ["12345", "123456789", "geheim", "scrypt$00$00"])
def test_what_is_no_pin_is_said(typed: str) -> None:
    """In words, beside the field."""
    assert read_form("kiosk", service_pin=typed).problems["service_pin"].key == "wrong-pin"
