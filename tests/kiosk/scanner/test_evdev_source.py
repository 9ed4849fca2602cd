import os
import queue
from dataclasses import dataclass

from kiosk.scanner.evdev_source import EvdevSource
from kiosk.scanner.keymap import LINUX
from lobby.contract.codes.symbols import ALPHABET
from tests.kiosk.scanner.test_keymap import presses
from tests.support.codes import code

SECONDS = 5
ENTER = next(key for key, pair in LINUX.items() if pair[0] == "\n")


@dataclass
class Event:
    code: int
    value: int
    type: int = 1


class FakeDevice:
    """The edge to the kernel: a device that plays these events, then nothing, until it is pulled out."""

    def __init__(self, events: list[Event]) -> None:
        self.events = events
        self.grabbed = False
        self.closed = False
        self.fd, self._other_end = os.pipe()
        os.write(self._other_end, b"x")

    def grab(self) -> None:
        self.grabbed = True

    def read(self) -> list[Event]:
        if not os.read(self.fd, 1):
            raise OSError(19, "No such device")
        return self.events

    def pull_out(self) -> None:
        os.close(self._other_end)

    def close(self) -> None:
        self.closed = True
        os.close(self.fd)


def played(text: str) -> FakeDevice:
    keys = [Event(key, value) for key, value in presses(text)]
    noise = [Event(0, 0, type=0), Event(4, 458_756, type=4)]
    return FakeDevice([*noise, *keys, Event(ENTER, 1), Event(ENTER, 0)])


def test_grabbed_device_delivers_whole_codes() -> None:
    """Nobody else sees its keys; events that are no keys are passed over."""
    device, texts, works = played(code()), queue.Queue[str](), queue.Queue[bool]()
    source = EvdevSource("/dev/input/scanner", texts.put, works.put, opens=lambda _path: device)
    source.start()
    assert texts.get(timeout=SECONDS) == code()
    assert works.get(timeout=SECONDS)
    assert device.grabbed
    source.stop()
    assert device.closed


def test_device_that_was_pulled_out_is_opened_again() -> None:
    """Away, back, reading."""
    devices = [played(ALPHABET), played(code())]
    texts, works = queue.Queue[str](), queue.Queue[bool]()
    first = devices[0]
    source = EvdevSource("/dev/input/scanner", texts.put, works.put, opens=lambda _path: devices.pop(0))
    source.start()
    assert texts.get(timeout=SECONDS) == ALPHABET
    first.pull_out()
    assert [works.get(timeout=SECONDS) for _ in range(3)] == [True, False, True]
    assert texts.get(timeout=SECONDS) == code()
    source.stop()


def test_missing_device_is_reported_once() -> None:
    """No flood of messages while it is away."""
    works = queue.Queue[bool]()

    def missing(_path: str) -> FakeDevice:
        raise FileNotFoundError(2, "No such file or directory")

    source = EvdevSource("/dev/input/scanner", lambda _text: None, works.put, opens=missing)
    source.start()
    assert works.get(timeout=SECONDS) is False
    source.stop()
    assert works.empty()
