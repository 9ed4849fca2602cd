"""Settings of the lobby on one page."""

from pathlib import Path

import pytest

from lobby.link.settings import SettingsError
from lobby.stage.settings import Address, load_stage

TEXT = """\
city = "hh"
centre = "altona"
device = "stage"
kind = "rehearsal"
state_dir = "/var/lib/lobby/stage"
[broker]
port = 1883
[web]
host = "{host}"
port = 8700
[stage]
kiosk_mirror = "/run/lobby/kiosk-1.sock"
display_mirror = "/run/lobby/display-1.sock"
control = "/run/lobby/control.sock"
counter_url = "http://127.0.0.1:8701"
console_url = "http://127.0.0.1:8702"
feed_url = "http://127.0.0.1:8703"
bookings = "/var/lib/lobby/bookings.json"
"""


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1"])
def test_the_page_is_served_on_this_machine(tmp_path: Path, host: str) -> None:
    """Every loopback address will do."""
    path = tmp_path / "stage.toml"
    path.write_text(TEXT.format(host=host))
    assert load_stage(path).stage.doors["city"].url == "http://127.0.0.1:8703/status"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "lobby.example", ""])
def test_a_host_that_others_can_reach_is_refused(tmp_path: Path, host: str) -> None:
    """The page signs in as staff, so no other machine may open it; the sentence says so."""
    path = tmp_path / "stage.toml"
    path.write_text(TEXT.format(host=host))
    with pytest.raises(SettingsError, match=r"this machine alone\. Use 127\.0\.0\.1"):
        load_stage(path)


def test_the_programs_addresses_are_known(tmp_path: Path) -> None:
    """Pages can be opened by a click, signed in where that is needed; brokers are named; others have none."""
    path = tmp_path / "stage.toml"
    path.write_text(TEXT.format(host="127.0.0.1") + 'city_broker = "127.0.0.1:1884"\n')
    addresses = load_stage(path).addresses
    assert addresses["counter"] == Address("127.0.0.1", "8701", "/door/counter")
    assert addresses["feed"] == Address("127.0.0.1", "8703", "/door/city")
    assert addresses["broker"] == Address("127.0.0.1", "1883")
    assert addresses["city-broker"] == Address("127.0.0.1", "1884")
    assert "kiosk" not in addresses


def test_reception_is_a_page_where_there_is_one(tmp_path: Path) -> None:
    """Settings of a lobby without it show none."""
    path = tmp_path / "stage.toml"
    path.write_text(TEXT.format(host="127.0.0.1"))
    assert "reception" not in load_stage(path).stage.doors
    path.write_text(TEXT.format(host="127.0.0.1") + 'reception_url = "http://127.0.0.1:8704"\n')
    settings = load_stage(path)
    assert list(settings.stage.doors) == ["counter", "reception", "console", "city"]
    assert settings.stage.doors["reception"].account == "reception"
    assert settings.addresses["reception"] == Address("127.0.0.1", "8704", "/door/reception")
