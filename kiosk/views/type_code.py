"""The keypad for the short code that stands beside the QR code."""

from dataclasses import dataclass

from kiosk.reading import SYMBOLS, Shaped, typed_so_far
from kiosk.session import Terminal
from kiosk.troubles import Level
from kiosk.views.blocks import Banner, Button
from lobby.contract.codes.symbols import ALPHABET
from lobby.look.catalogue import Catalogue

DIGITS = "1234567890"
KEYS = DIGITS + "".join(symbol for symbol in ALPHABET if not symbol.isdigit())


@dataclass(frozen=True)
class TypeCodeView:
    """`cells` are the eight places, empty ones as empty texts; `keys` the typed alphabet."""

    heading: str
    lead: str
    cells: tuple[str, ...]
    at: int
    """The place that is typed next."""
    state: Banner | None
    keys: tuple[Button, ...]
    erase: Button
    ok: Button


def type_code_view(terminal: Terminal, wording: Catalogue) -> TypeCodeView:
    """What was typed, and whether its check symbol fits."""
    session = terminal.session
    reading = typed_so_far(session.typed)
    is_whole = isinstance(reading, Shaped)
    is_full = len(session.typed) >= SYMBOLS
    return TypeCodeView(
        heading=wording.text("type.heading"),
        lead=wording.text("type.lead"),
        cells=tuple(session.typed.ljust(SYMBOLS)),
        at=len(session.typed),
        state=None if is_whole or not is_full else Banner(Level.CAUTION, wording.text("type.wrong")),
        keys=tuple(Button(f"key-{key.lower()}", key, is_enabled=not is_full) for key in KEYS),
        erase=Button("erase", wording.text("type.erase"), is_enabled=bool(session.typed)),
        ok=Button("ok", wording.text("type.ok"), is_main=True, is_enabled=is_whole),
    )
