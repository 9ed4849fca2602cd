"""At which counter are you expected?"""

from kiosk.moves_expected import place_of
from kiosk.session import Terminal
from kiosk.troubles import Level
from kiosk.views.blocks import Banner, Button
from kiosk.views.type_code import DIGITS, TypeCodeView
from lobby.look.catalogue import Catalogue


def counter_view(terminal: Terminal, wording: Catalogue) -> TypeCodeView | None:
    """The keypad with what stands on the signs of this house; None for a house without counters."""
    places = () if terminal.house is None else terminal.house.places
    if not places:
        return None
    typed = terminal.session.typed
    length = max(len(one) for one in places)
    letters = sorted({sign for one in places for sign in one.upper() if not sign.isdecimal()})
    is_known = place_of(terminal) is not None
    is_unknown = len(typed) == length and not is_known
    return TypeCodeView(
        heading=wording.text("counter.heading"),
        lead=wording.text("counter.lead"),
        cells=tuple(typed.ljust(length)),
        at=len(typed),
        state=Banner(Level.CAUTION, wording.text("counter.unknown")) if is_unknown else None,
        keys=tuple(
            Button(f"key-{sign.lower()}", sign, is_enabled=len(typed) < length)
            for sign in (*DIGITS, *letters)
        ),
        erase=Button("erase", wording.text("type.erase"), is_enabled=bool(typed)),
        ok=Button("ok", wording.text("type.ok"), is_main=True, is_enabled=is_known),
        in_groups=False,
    )
