"""The terminal's measurements run in every state. Bars are held elsewhere: a busy machine is no defect."""

import socket
from datetime import datetime

import pytest

from lobby.bench.paper_sink import PaperSink
from lobby.bench.scan_states import STATES, possible
from lobby.contract.codes.keyring import LOCAL
from tests.lobby.bench.test_screens import figures


@pytest.mark.slow
@pytest.mark.window
def test_scan_to_number_tells_a_state_beside_the_ordinary_one() -> None:
    """With the question back, and with the printer, of two visitors each."""
    found = figures("scan-to-number", "--rounds", "2", "--state-rounds", "2", "--state", "printer")
    assert 0 < found["p50_ms"] < 8000
    for state in ("confirm", "printer"):
        assert found[f"{state}_ratio"] == pytest.approx(found[f"{state}_p50_ms"] / found["p50_ms"], abs=0.01)


@pytest.mark.slow
@pytest.mark.window
def test_terminal_memory_tells_its_growth() -> None:
    """The last twentieth of the visitors beside the first."""
    found = figures("terminal-memory", "--visitors", "20")
    assert found["visitors"] == 20
    assert found["growth_mb"] == pytest.approx(found["last_mb"] - found["baseline_mb"], abs=0.02)
    assert 20 < found["baseline_mb"] < 600


@pytest.mark.parametrize(
    ("clock", "missing"),
    [("12:00", set()), ("00:05", {"late"}), ("22:30", {"walk_in"}), ("23:30", {"walk_in", "early"})],
)
def test_states_that_need_more_of_the_day_are_left_out(clock: str, missing: set[str]) -> None:
    """Late needs a slot that is over, early one to come; numbers without booking end before midnight."""
    now = datetime.fromisoformat(f"2026-11-23T{clock}").replace(tzinfo=LOCAL)
    assert set(STATES) - set(possible(now)) == missing


def test_the_paper_sink_is_a_printer_that_is_ready() -> None:
    """It answers questions for the state and counts what is cut off."""
    with PaperSink() as printer:
        host, port = printer.address.split(":")[1:]
        with socket.create_connection((host, int(port)), timeout=5) as client:
            client.sendall(b"\x1b@ticket\x1dVA\x10\x04\x01")
            assert client.recv(1) == b"\x12"
        assert printer.tickets == 1
