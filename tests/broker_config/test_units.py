"""The units of machines with a screen, as systemd will read them."""

from configparser import RawConfigParser
from pathlib import Path

import pytest

import broker_config
from lobby.look.watchdog import LEFT_EXIT_CODE, LEFT_FILE

UNITS = sorted((Path(broker_config.__file__).parent / "systemd").glob("lobby-screen*@.service"))


def service(unit: Path) -> dict[str, str]:
    parser = RawConfigParser(strict=True, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(unit)
    return dict(parser["Service"])


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_hung_screen_is_back_within_ten_seconds(unit: Path) -> None:
    """Silence, stop and pause leave two seconds to start; the signs come from a child of the compositor."""
    told = service(unit)
    seconds = sum(float(told[name]) for name in ("WatchdogSec", "TimeoutStopSec"))
    assert seconds + float(told["RestartSec"].removesuffix("ms")) / 1000 <= 8
    assert (told["Type"], told["NotifyAccess"], told["Restart"]) == ("notify", "all", "always")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_what_staff_end_stays_ended_and_nothing_is_left_on_disk(unit: Path) -> None:
    """Its exit code is the program's; no core file, no step of a visitor after the unit was stopped."""
    told = service(unit)
    assert told["RestartPreventExitStatus"] == told["SuccessExitStatus"] == str(LEFT_EXIT_CODE)
    assert told["LimitCORE"] == "0"
    assert told["RuntimeDirectoryPreserve"] == "restart"
    assert told["RuntimeDirectoryMode"] == "0700"


def test_there_is_a_unit_for_cage_and_one_for_x() -> None:
    """Both start the same program, and look whether it has left word that it is not to be started again."""
    commands = [service(unit)["ExecStart"] for unit in UNITS]
    assert len(commands) == 2
    assert all(f"; test ! -e %t/lobby-%i/{LEFT_FILE} || exit {LEFT_EXIT_CODE}'" in one for one in commands)
    assert all("/opt/lobby/bin/lobby %i --settings /etc/lobby/%i.toml" in command for command in commands)
