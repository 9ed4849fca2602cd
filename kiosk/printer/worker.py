"""Prints what is in the spool, on a thread of its own, and watches the printer while there is nothing to print."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from kiosk.printer.device import AddressError, Printer, PrinterError
from kiosk.printer.spool import Job, Spool, SpoolError
from kiosk.printer_state import PrinterState

LOOK_SECONDS = 2.0
KEEP = timedelta(hours=24)


class PrintWorker:
    """`changed` hears the printer's state, `ended` each ticket's visit and whether it came out; both on that thread."""

    def __init__(
        self,
        printer: Printer,
        spool: Path,
        changed: Callable[[PrinterState], None],
        ended: Callable[[str, bool], None],
    ) -> None:
        self._printer, self._path = printer, spool
        self._changed, self._ended = changed, ended
        self._asked: list[tuple[str, bytes, bool]] = []
        self._lock = threading.Lock()
        self._something = threading.Event()
        self._stopping = False
        self._state: PrinterState | None = None
        self._thread = threading.Thread(target=self._run, name="printer", daemon=True)
        self._log = structlog.get_logger("kiosk").bind(printer=printer.address)

    def start(self) -> None:
        """Look at the printer, and print what a power cut left waiting."""
        self._thread.start()

    def put(self, visit: str, png: bytes, *, again: bool = False) -> None:
        """A ticket to print; kept on disk before anything is printed."""
        with self._lock:
            self._asked.append((visit, png, again))
        self._something.set()

    def stop(self) -> None:
        """After the ticket that is being printed."""
        self._stopping = True
        self._something.set()
        self._thread.join(5.0)

    def _run(self) -> None:
        spool = self._opened()
        while spool is not None and not self._stopping:
            try:
                self._take(spool)
                self._serve(spool)
            except AddressError as error:
                self._log.error("no such printer", why=str(error))
                self._tell(PrinterState.OFFLINE)
                break
            except SpoolError as error:
                self._log.error("spool failed", why=str(error))
                self._tell(PrinterState.OFFLINE)
            self._something.wait(LOOK_SECONDS)
            self._something.clear()
        if spool is not None:
            spool.close()

    def _opened(self) -> Spool | None:
        try:
            spool = Spool(self._path)
            spool.forget(datetime.now(UTC) - KEEP)
        except SpoolError as error:
            self._log.error("spool failed", why=str(error))
            self._tell(PrinterState.OFFLINE)
            return None
        return spool

    def _take(self, spool: Spool) -> None:
        with self._lock:
            asked, self._asked = self._asked, []
        for visit, png, again in asked:
            if not spool.add(visit, png, datetime.now(UTC), again=again):
                self._log.info("has a ticket already")

    def _serve(self, spool: Spool) -> None:
        state = self._printer.state()
        self._tell(state)
        while state.prints and not self._stopping:
            job = spool.next(datetime.now(UTC))
            if job is None:
                return
            state = self._print(spool, job)
            self._tell(state)

    def _print(self, spool: Spool, job: Job) -> PrinterState:
        try:
            state = self._printer.print(job.png)
        except PrinterError as error:
            spool.put_back(job)
            self._log.warning("ticket not printed", why=str(error))
            self._ended(job.visit, False)  # noqa: FBT003 - a callback
            return error.state
        spool.printed(job)
        self._ended(job.visit, True)  # noqa: FBT003 - a callback
        return state

    def _tell(self, state: PrinterState) -> None:
        if state is not self._state:
            self._state = state
            self._log.info("printer", state=state.value)
            self._changed(state)
