"""Form fields made from configuration types."""

import pytest

from lobby.console.fields import Field, Widget, fields_of
from lobby.console.forms import shown
from lobby.contract.config import CONFIG_TYPES
from lobby.web.wording import load

ALL_FIELDS = [(role, one) for role, kind in CONFIG_TYPES.items() for one in fields_of(kind)]
SAY = load(["lobby.web", "lobby.console"]).speaker("de")


@pytest.mark.parametrize("one", [pytest.param(one, id=f"{role}-{one.name}") for role, one in ALL_FIELDS])
def test_every_setting_has_a_label_in_both_languages(one: Field) -> None:
    """No setting appears under its program's name."""
    assert one.labels["de"]
    assert one.labels["en"]


@pytest.mark.parametrize("one", [pytest.param(one, id=f"{role}-{one.name}") for role, one in ALL_FIELDS])
def test_every_option_has_a_name(one: Field) -> None:
    """Every option of a choice has wording."""
    for option in one.options:
        assert SAY.has(f"option-{one.option_type}-{option}")


@pytest.mark.parametrize(
    ("role", "name", "widget"),
    [
        ("kiosk", "walk_in", Widget.CHECK),
        ("kiosk", "idle_seconds", Widget.NUMBER),
        ("kiosk", "scanner_device", Widget.TEXT),
        ("kiosk", "languages", Widget.CHOICES),
        ("display", "orientation", Widget.CHOICE),
        ("display", "second_language", Widget.CHOICE),
        ("queue", "notice", Widget.NOTICE),
        ("queue", "hours", Widget.HOURS),
        ("queue", "places", Widget.WORDS),
        ("queue", "services", Widget.WORDS),
        ("queue", "closure", Widget.CHOICE),
        ("queue", "keys", Widget.JSON),
    ],
)
def test_type_decides_the_widget(role: str, name: str, widget: Widget) -> None:
    """Each kind of value has its control."""
    one = next(field for field in fields_of(CONFIG_TYPES[role]) if field.name == name)
    assert one.widget is widget


def test_limits_come_from_the_type() -> None:
    """A number's limits and a text's length are those of the contract."""
    fields = {one.name: one for one in fields_of(CONFIG_TYPES["kiosk"])}
    assert (fields["idle_seconds"].low, fields["idle_seconds"].high) == (10, 600)
    assert fields["scanner_device"].longest == 120


def test_optional_choice_may_be_none() -> None:
    """Only where the type allows it can a choice be left open."""
    fields = {one.name: one for one in fields_of(CONFIG_TYPES["display"])}
    assert fields["second_language"].optional
    assert not fields["language"].optional


@pytest.mark.parametrize("one", [pytest.param(one, id=f"{role}-{one.name}") for role, one in ALL_FIELDS])
def test_default_can_be_shown(one: Field) -> None:
    """The default of every setting fits its widget."""
    grids = dict.fromkeys((Widget.NOTICE, Widget.HOURS, Widget.CONTINGENTS), dict)
    expected = {Widget.CHECK: bool, Widget.CHOICES: list, **grids}
    assert isinstance(shown(one, one.default), expected.get(one.widget, str))
