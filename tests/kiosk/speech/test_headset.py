"""The socket, with the kernel's edge faked."""

import os
import queue
from dataclasses import dataclass

from kiosk.speech.headset import HEADPHONE_INSERT, SWITCH_EVENT, Headset, headset_for

SECONDS = 5


@dataclass
class Event:
    type: int
    code: int
    value: int


class FakeSocket:
    """Gives these events once."""

    def __init__(self, events: list[Event]) -> None:
        self.events = events
        self.fd, self._other_end = os.pipe()
        os.write(self._other_end, b"x")

    def read(self) -> list[Event]:
        os.read(self.fd, 1)
        return self.events

    def close(self) -> None:
        os.close(self.fd)
        os.close(self._other_end)


def test_plug_in_and_out_are_told() -> None:
    """Other switches and the reports between them are not."""
    events = [
        Event(SWITCH_EVENT, HEADPHONE_INSERT, 1), Event(0, 0, 0), Event(SWITCH_EVENT, 0x04, 1),
        Event(SWITCH_EVENT, HEADPHONE_INSERT, 0),
    ]  # fmt: skip
    told: queue.Queue[bool] = queue.Queue()
    headset = Headset("/dev/input/event9", told.put, opens=lambda _path: FakeSocket(events))
    headset.start()
    try:
        assert [told.get(timeout=SECONDS), told.get(timeout=SECONDS)] == [True, False]
    finally:
        headset.stop()
    assert told.empty()


def test_only_an_evdev_name_is_a_socket() -> None:
    """An empty name and a wrong one are none."""
    assert headset_for("", lambda _plugged: None) is None
    assert headset_for("serial:/dev/ttyS0", lambda _plugged: None) is None
