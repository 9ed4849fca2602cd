"""The worker and a printer that answers over a real socket."""

import io
import queue
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from kiosk.printer.device import AddressError, Printer, PrinterError
from kiosk.printer.spool import Spool
from kiosk.printer.worker import PrintWorker
from kiosk.printer_state import PrinterState
from tests.support import receipt_printer
from tests.support.receipt_printer import ReceiptPrinter


def png(width: int = 576) -> bytes:
    """A picture of one black line."""
    picture = Image.new("1", (width, 40), 1)
    picture.paste(0, (0, 10, width, 20))
    data = io.BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def paper() -> Iterator[ReceiptPrinter]:
    with ReceiptPrinter() as running:
        yield running


class Heard:
    """What the worker tells."""

    def __init__(self) -> None:
        self.states: queue.Queue[PrinterState] = queue.Queue()
        self.ended: queue.Queue[tuple[str, bool]] = queue.Queue()

    def worker(self, address: str, folder: Path) -> PrintWorker:
        made = PrintWorker(
            Printer(address),
            folder / "spool.db",
            self.states.put,
            lambda visit, is_out: self.ended.put((visit, is_out)),
        )
        made.start()
        return made


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        (receipt_printer.READY, PrinterState.READY),
        (receipt_printer.PAPER_LOW, PrinterState.PAPER_LOW),
        (receipt_printer.PAPER_OUT, PrinterState.PAPER_OUT),
        (receipt_printer.COVER_OPEN, PrinterState.COVER_OPEN),
        (receipt_printer.JAM, PrinterState.JAM),
        ({1: 0x1A, 2: 0x12, 3: 0x12, 4: 0x12}, PrinterState.OFFLINE),
        ({1: 0xFF, 2: 0xFF, 3: 0xFF, 4: 0xFF}, PrinterState.OFFLINE),
    ],
)
def test_states_of_a_printer(paper: ReceiptPrinter, answers: dict[int, int], state: PrinterState) -> None:
    """As its answers say; what is no answer counts as none."""
    paper.answers = answers
    assert Printer(paper.address).state() is state


def test_nobody_there_is_offline() -> None:
    """Nothing listens at that port."""
    assert Printer("network:127.0.0.1:9").state() is PrinterState.OFFLINE
    with pytest.raises(PrinterError):
        Printer("network:127.0.0.1:9").print(png())


@pytest.mark.parametrize(
    "address", ["", "lpt1", "network:", "bluetooth:xy", "usb:epson", "network:here:there"]
)
def test_an_address_that_names_no_printer(address: str) -> None:
    """Is told as one, with how it should look."""
    with pytest.raises(AddressError, match="network:"):
        Printer(address).state()


def test_a_ticket_comes_out_whole(paper: ReceiptPrinter, tmp_path: Path) -> None:
    """The picture as a raster, a cut, and the visit is told as printed."""
    heard = Heard()
    worker = heard.worker(paper.address, tmp_path)
    worker.put("visit", png())
    paper.until_printed(1)
    assert heard.ended.get(timeout=10) == ("visit", True)
    worker.stop()
    assert b"\x1dv0" in paper.printed[0]  # GS v 0, raster image
    assert heard.states.get(timeout=1) is PrinterState.READY


def test_without_paper_the_ticket_waits_for_it(paper: ReceiptPrinter, tmp_path: Path) -> None:
    """And comes out as soon as there is some."""
    paper.answers = receipt_printer.PAPER_OUT
    heard = Heard()
    worker = heard.worker(paper.address, tmp_path)
    worker.put("visit", png())
    assert heard.states.get(timeout=10) is PrinterState.PAPER_OUT
    assert paper.printed == []
    paper.answers = receipt_printer.PAPER_LOW
    paper.until_printed(1)
    assert heard.states.get(timeout=10) is PrinterState.PAPER_LOW
    worker.stop()


def test_paper_that_ends_in_the_middle(paper: ReceiptPrinter, tmp_path: Path) -> None:
    """Told as not printed; printed again on the new roll."""
    paper.fails_after = receipt_printer.PAPER_OUT
    heard = Heard()
    worker = heard.worker(paper.address, tmp_path)
    worker.put("visit", png())
    assert heard.ended.get(timeout=10) == ("visit", False)
    paper.answers = receipt_printer.READY
    assert heard.ended.get(timeout=10) == ("visit", True)
    paper.until_printed(1)
    worker.stop()


def test_what_waited_before_a_restart_is_printed_after_it(paper: ReceiptPrinter, tmp_path: Path) -> None:
    """The spool is on disk."""
    spool = Spool(tmp_path / "spool.db")
    spool.add("visit", png(), datetime.now(UTC))
    spool.close()
    worker = Heard().worker(paper.address, tmp_path)
    paper.until_printed(1)
    worker.stop()


def test_the_same_visit_is_printed_once(paper: ReceiptPrinter, tmp_path: Path) -> None:
    """However often its code is shown; again when asked."""
    worker = Heard().worker(paper.address, tmp_path)
    for _ in range(3):
        worker.put("visit", png())
    paper.until_printed(1)
    worker.put("visit", png(), again=True)
    paper.until_printed(2)
    worker.stop()
    assert len(paper.printed) == 2
