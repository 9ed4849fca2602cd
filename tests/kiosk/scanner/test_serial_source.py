import os
import pty
import queue
import threading
import tty
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.scanner.attach import source_for
from kiosk.scanner.serial_source import SerialSource
from tests.support.codes import code

SECONDS = 5


@dataclass
class Line:
    """A serial line: a real pseudo-terminal, the scanner at its other end."""

    link: Path
    ends: list[int] = field(default_factory=list)
    texts: "queue.Queue[str]" = field(default_factory=queue.Queue)
    works: "queue.Queue[bool]" = field(default_factory=queue.Queue)

    def plug(self) -> int:
        scanner, port = pty.openpty()
        tty.setraw(port)
        self.link.unlink(missing_ok=True)
        self.link.symlink_to(os.ttyname(port))
        self.ends = [scanner, port]
        return scanner

    def unplug(self) -> None:
        self.link.unlink(missing_ok=True)
        for end in self.ends:
            os.close(end)
        self.ends = []


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    plugged = Line(tmp_path / "scanner")
    source = source_for(f"serial:{plugged.link}", plugged.texts.put, plugged.works.put)
    assert isinstance(source, SerialSource)
    plugged.plug()
    source.start()
    assert plugged.works.get(timeout=SECONDS)
    yield plugged
    source.stop()
    plugged.unplug()
    assert threading.active_count() < 20


@pytest.mark.parametrize("end", ["\r\n", "\r", "\t", ""])
def test_text_ends_with_its_terminator_or_a_pause(line: Line, end: str) -> None:
    """Whatever the scanner is set to send."""
    os.write(line.ends[0], (code() + end).encode())
    assert line.texts.get(timeout=SECONDS) == code()


def test_two_codes_are_two_texts(line: Line) -> None:
    """Also when they arrive in one piece."""
    os.write(line.ends[0], b"FIRST\rSECOND\r")
    assert [line.texts.get(timeout=SECONDS) for _ in range(2)] == ["FIRST", "SECOND"]


def test_bytes_that_are_no_text_break_nothing(line: Line) -> None:
    """They arrive as something that is no code."""
    os.write(line.ends[0], b"\xff\xfe\x00\x80\r")
    assert line.texts.get(timeout=SECONDS)


def test_unplugged_scanner_is_noticed_and_opened_again(line: Line) -> None:
    """Reported away, then back, and it reads as before."""
    line.unplug()
    assert line.works.get(timeout=SECONDS) is False
    scanner = line.plug()
    assert line.works.get(timeout=SECONDS) is True
    os.write(scanner, b"AGAIN\r")
    assert line.texts.get(timeout=SECONDS) == "AGAIN"
