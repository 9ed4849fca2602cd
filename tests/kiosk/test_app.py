import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lobby.bench.house import BenchHouse, bench_house, wait_until
from lobby.bench.scan_to_number import Visitors
from lobby.bench.window import WindowClient
from lobby.contract.config import PublicKey
from lobby.contract.devices import Desired, Drawn, Health, Reported, Scan, Touch
from lobby.contract.requests import AnswerHelp
from lobby.contract.state import Reception
from lobby.contract.topics import DESIRED, DRAWN, HEALTH, LINE, RECEPTION, REPORTED, SCAN, TOUCH
from lobby.link.device import Device
from lobby.link.incoming import Incoming, LinkChanged, Subscription
from tests.support import receipt_printer
from tests.support.receipt_printer import ReceiptPrinter

pytestmark = [pytest.mark.window, pytest.mark.slow]
SIZE = "540x960"
DOUBLE_TAP_SECONDS = 0.4


@dataclass
class Bus:
    """A console and a rehearsal on the bus, and what they heard of the terminal."""

    house: BenchHouse
    heard: list[Incoming] = field(default_factory=list)
    devices: dict[str, Device] = field(default_factory=dict)

    def open(self) -> None:
        for name in ("console", "rehearsal"):
            channels = (DRAWN, HEALTH, REPORTED) if name == "console" else (RECEPTION, LINE)
            device = Device(
                self.house.broker.settings(name),
                subscriptions=[Subscription(channel, device="kiosk-1") for channel in channels],
                deliver=self._hear,
            )
            device.start()
            self.devices[name] = device
        wait_until(lambda: all(device.connected for device in self.devices.values()))

    def close(self) -> None:
        for device in self.devices.values():
            device.stop()

    def of(self, kind: type) -> list[Any]:
        return [one.message for one in self.heard if isinstance(one.message, kind)]

    def say(self, channel: Any, message: object) -> None:
        sender = "console" if channel is DESIRED else "rehearsal"
        assert self.devices[sender].publish(channel, message, device="kiosk-1")

    def configure(self, rev: int, **fields: object) -> None:
        self.say(DESIRED, Desired(rev=rev, at=datetime.now(UTC), by="test", fields=fields))

    def _hear(self, item: object) -> None:
        if isinstance(item, Incoming) and not isinstance(item, LinkChanged):
            self.heard.append(item)


@dataclass
class Lobby:
    """Broker, queue service, terminal, and what is known of them."""

    house: BenchHouse
    bus: Bus
    window: WindowClient
    visitors: Visitors
    queue: "subprocess.Popen[bytes]"
    terminal: "subprocess.Popen[bytes]"

    def until(self, screen: str, seconds: float = 15.0) -> dict[str, Any]:
        wait_until(lambda: self.window.state()["screen"] == screen, seconds)
        return self.window.state()

    def tap(self, control: str) -> None:
        """Not so soon after the last touch that it would count as a double tap."""
        time.sleep(DOUBLE_TAP_SECONDS + 0.1)
        self.window.tap(control)

    def leave(self, control: str = "done") -> None:
        """Back to the first page."""
        self.tap(control)
        self.until("welcome")


@contextmanager
def lobby(more: Mapping[str, object] | None = None, keys: Sequence[PublicKey] = ()) -> Iterator[Lobby]:
    visitors = Visitors(Ed25519PrivateKey.generate())
    config = {"keys": [visitors.public(), *keys], "offline_block": 0}  # it says so when nobody hears it
    with bench_house() as house, house.queue_service(more, **config) as queue:
        mirror, settings = house.folder / "kiosk.sock", house.settings_file("kiosk-1")
        words = (
            "lobby",
            "kiosk",
            "--settings",
            str(settings),
            "--mirror",
            str(mirror),
            "--windowed",
            "--size",
            SIZE,
        )
        bus = Bus(house)
        bus.open()
        try:
            with house.program(*words) as terminal, WindowClient(mirror) as window:
                running = Lobby(house, bus, window, visitors, queue, terminal)
                running.until("welcome")
                yield running
        finally:
            bus.close()


@pytest.fixture(scope="module")
def running() -> Iterator[Lobby]:
    with lobby() as opened:
        yield opened


def test_visitor_gets_a_number_and_the_bus_hears_what_was_drawn(running: Lobby) -> None:
    """Scan, confirm, number: on the window as in `drawn`; scanned again it is the same number."""
    code = running.visitors.code()
    running.window.keys(code + "\n")
    running.until("confirm")
    running.tap("yes")
    number = running.until("number")["number"]
    wait_until(lambda: any(one.number == number for one in running.bus.of(Drawn)))
    running.leave()
    running.window.keys(code + "\n")
    assert running.until("number")["number"] == number
    running.leave()


def test_foreign_code_is_explained_and_leaves_no_trace_in_the_log(running: Lobby) -> None:
    """A web address stays at the terminal."""
    running.window.keys("https://example.org/very-private?q=1\n")
    running.until("problem")
    running.leave("back")
    assert "very-private" not in (running.house.folder / "log").read_text()


def test_page_is_operated_by_keys_alone(running: Lobby) -> None:
    """Tab and Enter take the first way, letters type, Tab and Enter go on to whatever is framed."""
    time.sleep(DOUBLE_TAP_SECONDS)
    running.window.keys("\t")
    running.window.keys("\n")
    running.until("type-code")
    running.window.keys("7")
    time.sleep(0.3)
    assert "erase" in running.window.state()["controls"]
    running.window.keys("\t")
    assert running.window.state()["screen"] == "type-code"
    running.leave("back")


def test_call_for_help_reaches_the_reception_and_its_answer_the_terminal(running: Lobby) -> None:
    """The call is seen within a second; once somebody goes, the page says so and offers to call again."""
    running.window.keys(running.visitors.code() + "\n")
    running.until("confirm")
    running.tap("help")
    running.until("help")
    running.tap("call")
    began = time.monotonic()
    wait_until(lambda: any(one.help_calls for one in running.bus.of(Reception)))
    assert time.monotonic() - began < 1.0
    call = running.bus.of(Reception)[-1].help_calls[0]
    assert (call.device, call.answered) == ("kiosk-1", False)
    assert "call" not in running.window.state()["controls"]
    running.bus.devices["rehearsal"].ask(AnswerHelp(id="rehearsal-help", device="kiosk-1")).result(5)
    wait_until(lambda: "call" in running.window.state()["controls"])
    running.tap("back")
    running.until("confirm")
    running.tap("yes")
    running.until("number")
    running.leave()


def test_failed_check_in_is_told_to_the_reception_without_the_code(running: Lobby) -> None:
    """A code of nobody's: the reason arrives, nothing else."""
    running.window.keys("https://example.org/very-private?q=1\n")
    running.until("problem")
    wait_until(lambda: any(one.failures for one in running.bus.of(Reception)))
    failed = running.bus.of(Reception)[-1].failures[0]
    assert (failed.device, failed.reason, failed.detail) == ("kiosk-1", "foreign-url", "")
    running.leave("back")


def test_rehearsal_moves_the_terminal_only_where_allowed(running: Lobby) -> None:
    """Off by default; once staff switch it on, scans and touches come over the bus."""
    scan = Scan(id="rehearsal-0001", code=running.visitors.code())
    running.bus.say(SCAN, scan)
    time.sleep(0.5)
    assert running.window.state()["screen"] == "welcome"
    running.bus.configure(int(time.time()), allow_rehearsal=True)
    wait_until(lambda: running.bus.of(Reported)[-1:] and running.bus.of(Reported)[-1].applied)
    running.bus.say(SCAN, scan)
    running.until("confirm")
    running.bus.say(TOUCH, Touch(id="rehearsal-0002", control="no-such-control"))
    running.bus.say(TOUCH, Touch(id="rehearsal-0003", control="yes"))
    running.until("number")
    running.bus.say(TOUCH, Touch(id="rehearsal-0004", control="done"))
    running.until("welcome")


def test_configuration_waits_until_the_visitor_is_done(running: Lobby) -> None:
    """Reported as waiting, and applied on the first page."""
    rev = int(time.time()) + 100
    running.tap("type")
    running.until("type-code")
    running.bus.configure(rev, allow_rehearsal=True, languages=["en", "de"])
    wait_until(lambda: any(one.rev == rev and one.waiting for one in running.bus.of(Reported)))
    assert not any(one.rev == rev and one.applied for one in running.bus.of(Reported))
    running.leave("back")
    wait_until(lambda: any(one.rev == rev and one.applied for one in running.bus.of(Reported)))
    assert "language-de" in running.window.state()["controls"]


def test_health_says_what_is_on_screen_and_what_works(running: Lobby) -> None:
    """Screen, scanner, and the revision of the configuration."""
    running.until("welcome")
    rev = max((one.rev for one in running.bus.of(Reported) if one.applied), default=0)

    def is_told() -> bool:
        newest = running.bus.of(Health)[-1:]
        return bool(newest) and (newest[0].screen, newest[0].config_rev) == ("welcome", rev)

    wait_until(is_told)
    assert running.bus.of(Health)[-1].parts == {"scanner": True, "typing": True}


def test_ticket_is_printed_and_an_empty_roll_is_told(running: Lobby) -> None:
    """By a printer configured while the terminal runs: paper comes out, low paper is in its health."""
    rev = max((one.rev for one in running.bus.of(Reported)), default=0) + 1

    def has(part: str, *, works: bool) -> bool:
        newest = running.bus.of(Health)[-1:]
        return bool(newest) and newest[0].parts.get(part) is works

    with ReceiptPrinter() as paper:
        running.until("welcome")
        running.bus.configure(rev, printer=paper.address, confirm_check_in=False)
        wait_until(lambda: has("printer", works=True))
        running.window.keys(running.visitors.code() + "\n")
        running.until("number")
        paper.until_printed(1)
        running.tap("print")
        paper.until_printed(2)
        running.leave()
        paper.answers = receipt_printer.PAPER_LOW
        wait_until(lambda: has("printer-paper-low", works=False))
        paper.answers = receipt_printer.PAPER_OUT
        wait_until(lambda: has("printer", works=False))
        running.window.keys(running.visitors.code() + "\n")
        running.until("number")
        time.sleep(0.5)
        assert len(paper.printed) == 2
        paper.answers = receipt_printer.READY
        paper.until_printed(3)
        running.leave()
    running.bus.configure(rev + 1)
    wait_until(lambda: "printer" not in running.bus.of(Health)[-1].parts)


def test_terminal_says_so_when_the_queue_service_dies_and_comes_back_with_it(running: Lobby) -> None:
    """Ten seconds without a beat, then reception; a restart of the service is enough."""
    running.until("welcome")
    os.kill(running.queue.pid, signal.SIGKILL)
    running.until("away", seconds=20)
    with running.house.program("lobby", "centre", "--settings", str(running.house.settings_file("queue"))):
        running.until("welcome", seconds=20)


def test_terminal_ends_within_a_second() -> None:
    """On SIGTERM, with exit code 0, and its mirror is gone."""
    with lobby() as opened:
        began = time.monotonic()
        opened.terminal.send_signal(signal.SIGTERM)
        assert opened.terminal.wait(5) == 0
        assert time.monotonic() - began < 1.5
        assert not (opened.house.folder / "kiosk.sock").exists()


def test_nothing_of_a_visitor_stays_in_memory() -> None:
    """After "done" no object of the program holds the number or the code any more, nor the file kept for a restart."""
    visitors = Visitors(Ed25519PrivateKey.generate())
    with bench_house() as house, house.queue_service(keys=[visitors.public()]):
        settings, mirror = house.settings_file("kiosk-1"), house.folder / "memory.sock"
        memory = house.folder / "memory"
        memory.mkdir()
        done = subprocess.run(
            [sys.executable, "-m", "tests.kiosk.memory_probe", str(settings), str(mirror), visitors.code()],
            capture_output=True, text=True, timeout=60, check=True, env=os.environ | {"RUNTIME_DIRECTORY": str(memory)},
        )  # fmt: skip
        assert list(memory.iterdir()) == []
    found = json.loads(next(line for line in done.stdout.splitlines() if line.startswith('{"number"')))
    assert found["before"] > 0, "the probe sees what is there"
    assert found["after"] == []
