"""Pages for those who look after the terminal: the PIN, and what stands behind it."""

from datetime import datetime, timedelta

from kiosk.guessing import pause_until
from kiosk.moves_staff import LEAST_DIGITS, MOST_DIGITS
from kiosk.printing import can_print
from kiosk.session import Terminal
from kiosk.troubles import Level
from kiosk.views import speech
from kiosk.views.blocks import Banner, Button, Fact
from kiosk.views.plain import MessageView
from kiosk.views.type_code import DIGITS, TypeCodeView
from lobby import __version__
from lobby.look.catalogue import Catalogue

DOT = "•"
TO_THE_MINUTE = timedelta(seconds=59)


def pin_view(terminal: Terminal, wording: Catalogue, now: datetime) -> TypeCodeView:
    """How many digits were typed, never which."""
    count = len(terminal.session.typed)
    until = pause_until(terminal.pin_guesses, now)
    state = Banner(Level.CAUTION, wording.text("pin.wrong")) if terminal.session.failed else None
    if until is not None:
        text = wording.text("pin.rests", time=speech.clock(wording, until + TO_THE_MINUTE))
        state = Banner(Level.CAUTION, text, is_about_time=True)
    can_type = until is None and count < MOST_DIGITS
    return TypeCodeView(
        heading=wording.text("pin.heading"),
        lead=wording.text("pin.lead"),
        cells=tuple((DOT * count).ljust(MOST_DIGITS)),
        at=count,
        state=state,
        keys=tuple(Button(f"key-{digit}", digit, is_enabled=can_type) for digit in DIGITS),
        erase=Button("erase", wording.text("type.erase"), is_enabled=count > 0),
        ok=Button("ok", wording.text("type.ok"), is_main=True, is_enabled=count >= LEAST_DIGITS),
        in_groups=False,
    )


def service_view(terminal: Terminal, wording: Catalogue, device: str) -> MessageView:
    """What this terminal is, what of it works, and what can be done."""
    config = terminal.config
    printer = terminal.printer.prints if terminal.printer is not None else False
    states = {
        "link": terminal.linked,
        "scanner": terminal.scanner_works,
        "camera": terminal.camera_trouble is None if config.camera_device else None,
        "printer": printer if config.printer else None,
    }
    test = Button("print-test", wording.text("staff.print-test"), is_enabled=can_print(terminal))
    return MessageView(
        wording.text("staff.heading"),
        (wording.text("staff.lead", device=device, version=__version__),),
        facts=tuple(
            Fact(wording.text(f"staff.{name}"), wording.text(_word(works))) for name, works in states.items()
        ),
        buttons=(
            Button("back", wording.text("control.done"), is_main=True),
            *((test,) if config.printer else ()),
            Button("restart", wording.text("staff.restart")),
            Button("end", wording.text("staff.end")),
        ),
    )


def _word(works: bool | None) -> str:  # noqa: FBT001 - a state, not a switch
    if works is None:
        return "staff.none"
    return "staff.works" if works else "staff.broken"
