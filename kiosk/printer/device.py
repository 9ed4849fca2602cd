"""Receipt printers that speak ESC/POS, over the network, USB or a serial line (python-escpos).

The state is asked by DLE EOT n, "transmit real-time status" (Epson, ESC/POS Application Programming Guide).
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import serial
from escpos.escpos import Escpos
from escpos.exceptions import Error as EscposError
from escpos.printer import Network, Serial, Usb
from PIL import Image

from kiosk.printer_state import PrinterState

PORT = 9100
BAUD = 115_200
SECONDS = 3.0
"""What does not answer within this is offline."""
_ASK = b"\x10\x04"
_ONLINE, _CAUSE, _ERROR, _PAPER = b"\x01", b"\x02", b"\x03", b"\x04"
_FIXED, _FIXED_BITS = 0x93, 0x12
"""Bits that every answer has: anything else is not an answer to DLE EOT."""
_FAILURES = (OSError, EscposError, serial.SerialException, ValueError)


class PrinterError(Exception):
    """Nothing of use came out; `state` says why."""

    def __init__(self, state: PrinterState, why: str = "") -> None:
        super().__init__(why or state.value)
        self.state = state


class AddressError(Exception):
    """A printer's address is not like `network:10.1.2.3`, `usb:04b8:0e28` or `serial:/dev/ttyUSB0`."""


@dataclass(frozen=True)
class Printer:
    """One printer: `address` as configured, `profile` a name of python-escpos' capabilities, empty for the common ones.

    Raises:
        AddressError: on use, of an address that names no printer.
    """

    address: str
    profile: str = ""

    def state(self) -> PrinterState:
        """Asked now; a printer that does not answer is offline."""
        try:
            with self._open() as printer:
                return _state(printer)
        except _FAILURES:
            return PrinterState.OFFLINE

    def print(self, png: bytes) -> PrinterState:
        """One ticket, cut off; the state afterwards.

        Raises:
            PrinterError: it was not able to, or stopped in the middle.
        """
        try:
            with self._open() as printer, Image.open(io.BytesIO(png)) as picture:
                _demand(_state(printer))
                printer.image(picture)
                printer.cut()
                after = _state(printer)
        except _FAILURES as error:
            raise PrinterError(PrinterState.OFFLINE, str(error)) from error
        return _demand(after)

    @contextmanager
    def _open(self) -> Iterator[Escpos]:
        printer = _made(self.address, self.profile)
        try:
            printer.open()
            yield printer
        finally:
            printer.close()


def _demand(state: PrinterState) -> PrinterState:
    if not state.prints:
        raise PrinterError(state)
    return state


def _made(address: str, profile: str) -> Escpos:
    kind, _, rest = address.partition(":")
    try:
        return _KINDS[kind if rest else ""](rest, {"profile": profile} if profile else {})
    except (KeyError, ValueError) as error:
        text = f"{address!r} is not like network:10.1.2.3, usb:04b8:0e28 or serial:/dev/ttyUSB0"
        raise AddressError(text if not profile else f"{text}, or there is no profile {profile!r}") from error


def _network(rest: str, more: dict[str, str]) -> Escpos:
    host, _, port = rest.partition(":")
    return Network(host, int(port or PORT), timeout=SECONDS, **more)


def _usb(rest: str, more: dict[str, str]) -> Escpos:
    vendor, _, product = rest.partition(":")
    return Usb(int(vendor, 16), int(product, 16), timeout=int(SECONDS * 1000), **more)


def _serial(rest: str, more: dict[str, str]) -> Escpos:
    file, _, baud = rest.partition(":")
    return Serial(file, int(baud or BAUD), timeout=SECONDS, **more)


_KINDS: dict[str, Callable[[str, dict[str, str]], Escpos]] = {
    "network": _network,
    "usb": _usb,
    "serial": _serial,
}


def _state(printer: Escpos) -> PrinterState:
    online, cause, error, paper = (_status(printer, which) for which in (_ONLINE, _CAUSE, _ERROR, _PAPER))
    found = (
        (cause & 0x04, PrinterState.COVER_OPEN),
        (error & 0x2C, PrinterState.JAM),  # recoverable, autocutter, unrecoverable
        (cause & 0x20 or paper & 0x60, PrinterState.PAPER_OUT),
        (online & 0x08, PrinterState.OFFLINE),
        (paper & 0x0C, PrinterState.PAPER_LOW),
    )
    return next((state for holds, state in found if holds), PrinterState.READY)


def _status(printer: Escpos, which: bytes) -> int:
    answer = printer.query_status(_ASK + which)
    if not answer or answer[0] & _FIXED != _FIXED_BITS:
        raise ValueError(f"no answer to a question for the state, but {answer!r}")
    return int(answer[0])
