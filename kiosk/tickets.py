"""The printer a configuration names, if any. python-escpos is loaded only where there is one."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.inputs import Input, PrinterChanged, TicketEnded
from kiosk.printer.picture import TicketText, ticket_picture
from kiosk.printer_state import PrinterState
from kiosk.session import Terminal
from kiosk.ticket_text import ticket_text
from lobby.contract.config import KioskConfig, Language
from lobby.contract.devices import Part
from lobby.look.catalogue import Catalogue

if TYPE_CHECKING:
    from kiosk.printer.worker import PrintWorker


NEEDS = (PrinterState.COVER_OPEN, PrinterState.JAM, PrinterState.PAPER_OUT, PrinterState.PAPER_LOW)


def printer_parts(state: PrinterState | None) -> dict[str, bool | None]:
    """For the terminal's health: whether tickets come out, and what it needs before one does not; None where not."""
    needs: dict[str, bool | None] = {f"printer-{one.value}": False if one is state else None for one in NEEDS}
    return {Part.PRINTER.value: None if state is None else state.prints} | needs


@dataclass
class Printing:
    """Tickets of one terminal; used on the main thread. `deliver` is told what happens, from another one."""

    spool: Path
    deliver: Callable[[Input], None]
    _worker: "PrintWorker | None" = None
    _named: tuple[str, str] | None = None

    def attach(self, config: KioskConfig) -> None:
        """Use this printer from now on."""
        named = config.printer, config.printer_profile
        if named == self._named:
            return
        self.stop()
        self._named = named
        if not config.printer:
            self.deliver(PrinterChanged(None))
            return
        from kiosk.printer.device import Printer  # noqa: PLC0415 - slow to load
        from kiosk.printer.worker import PrintWorker  # noqa: PLC0415

        self._worker = PrintWorker(
            Printer(*named),
            self.spool,
            lambda state: self.deliver(PrinterChanged(state)),
            lambda visit, is_out: self.deliver(TicketEnded(visit, is_out)),
        )
        self._worker.start()

    def print(
        self, visit: str, text: TicketText, language: Language, config: KioskConfig, *, again: bool
    ) -> None:
        """One ticket."""
        if self._worker is None:
            return
        data = io.BytesIO()
        ticket_picture(text, language, int(config.paper)).save(data, "PNG")
        self._worker.put(visit, data.getvalue(), again=again)

    def print_ticket(self, visit: str, terminal: Terminal, now: datetime, *, again: bool) -> None:
        """The ticket of the number that is shown."""
        language = terminal.session.language
        text = ticket_text(terminal, Catalogue("kiosk", language), now)
        if text is not None:
            self.print(visit, text, language, terminal.config, again=again)

    def print_test(self, visit: str, terminal: Terminal, device: str) -> None:
        """A ticket for nobody, to see that the printer prints."""
        language = terminal.session.language
        wording = Catalogue("kiosk", language)
        centre = "" if terminal.house is None else terminal.house.name
        text = TicketText(centre, wording.text("staff.print-test"), "–", device, (), ())
        self.print(visit, text, language, terminal.config, again=False)

    def stop(self) -> None:
        """After the ticket that is being printed."""
        if self._worker is not None:
            self._worker.stop()
            self._worker = None
