"""What is wrong with a printer, and what a visitor may expect of it."""

from enum import StrEnum


class PrinterState(StrEnum):
    """The gravest thing that holds; in this order."""

    OFFLINE = "offline"
    """Unplugged, switched off, or it does not answer."""
    COVER_OPEN = "cover-open"
    JAM = "jam"
    """Paper jam, or the cutter is stuck."""
    PAPER_OUT = "paper-out"
    PAPER_LOW = "paper-low"
    """It still prints; reception has time to change the roll."""
    READY = "ready"

    @property
    def prints(self) -> bool:
        """Whether a ticket comes out."""
        return self in {PrinterState.READY, PrinterState.PAPER_LOW}
