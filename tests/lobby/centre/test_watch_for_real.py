"""A terminal on the real broker: the real queue service writes down from when on it works, and until when."""

import contextlib
import time
from pathlib import Path

from broker_config.local import LocalBroker
from lobby.centre.journal import Journal, JournalError
from lobby.contract.events import DeviceChanged
from lobby.link.device import Device
from tests.support.centres import Centre


def _until_told(journal: Path, expected: list[bool], seconds: float = 30.0) -> None:
    end, told = time.monotonic() + seconds, None
    while time.monotonic() < end:
        if journal.exists():
            with contextlib.suppress(JournalError):  # it is being made
                facts = [event for _, event in Journal(journal, read_only=True).everything()]
                told = [
                    one.works for one in facts if isinstance(one, DeviceChanged) and one.device == "kiosk-1"
                ]
                if told == expected:
                    return
        time.sleep(0.1)
    raise AssertionError(told)


def test_a_terminal_comes_breaks_and_goes(broker: LocalBroker, tmp_path: Path) -> None:
    """Works, its only scanner is pulled out, it is back, it is switched off."""
    centre = Centre(broker, tmp_path)
    centre.start()
    terminal = Device(broker.settings("kiosk-1"), subscriptions=[], deliver=lambda _item: None)
    try:
        terminal.note(parts={"scanner": True})
        terminal.start()
        _until_told(centre.journal, [True])
        terminal.note(parts={"scanner": False})
        _until_told(centre.journal, [True, False])
        terminal.note(parts={"scanner": True})
        _until_told(centre.journal, [True, False, True])
        terminal.stop()
        _until_told(centre.journal, [True, False, True, False])
    finally:
        terminal.stop()
        centre.kill()
