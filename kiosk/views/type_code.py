"""The keypad for the short code that stands beside the QR code, or the number of another system's booking."""

from dataclasses import dataclass

from kiosk.reading import SYMBOLS, Shaped, may_be_number, most_symbols, typed_so_far
from kiosk.session import Terminal
from kiosk.troubles import Level
from kiosk.views.blocks import Banner, Button
from lobby.contract.codes.symbols import ALPHABET
from lobby.contract.state import BookingNumbers
from lobby.look.catalogue import Catalogue

DIGITS = "1234567890"
KEYS = DIGITS + "".join(symbol for symbol in ALPHABET if not symbol.isdigit())


@dataclass(frozen=True)
class TypeCodeView:
    """`cells` are the places, empty ones as blanks; `keys` the typed alphabet."""

    heading: str
    lead: str
    cells: tuple[str, ...]
    at: int
    """The place that is typed next."""
    state: Banner | None
    keys: tuple[Button, ...]
    erase: Button
    ok: Button
    in_groups: bool = True
    """Whether the places stand as the code is printed."""


def type_code_view(terminal: Terminal, wording: Catalogue) -> TypeCodeView:
    """What was typed, and whether its check symbol fits."""
    typed, numbers = terminal.session.typed, terminal.numbers
    reading = typed_so_far(typed, numbers)
    is_whole = isinstance(reading, Shaped)
    is_wrong = not is_whole and len(typed) >= SYMBOLS
    places = SYMBOLS if len(typed) <= SYMBOLS else most_symbols(typed, numbers)
    more = "-number" if numbers is not None else ""
    return TypeCodeView(
        heading=wording.text(f"type.heading{more}"),
        lead=wording.text(f"type.lead{more}", name=number_name(numbers, wording)),
        cells=tuple(typed.ljust(places)),
        at=len(typed),
        state=Banner(Level.CAUTION, wording.text("type.wrong")) if is_wrong else None,
        keys=tuple(
            Button(f"key-{key.lower()}", key, is_enabled=len(typed) < most_symbols(typed + key, numbers))
            for key in KEYS
        ),
        erase=Button("erase", wording.text("type.erase"), is_enabled=bool(typed)),
        ok=Button("ok", wording.text("type.ok"), is_main=True, is_enabled=is_whole),
        in_groups=not (typed and may_be_number(typed, numbers)),
    )


def number_name(numbers: BookingNumbers | None, wording: Catalogue) -> str:
    """What the confirmation calls the number; a plain word where nobody has said."""
    known = {} if numbers is None else numbers.names
    return known.get(wording.language.value) or wording.text("type.number-name")
