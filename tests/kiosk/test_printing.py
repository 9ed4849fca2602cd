"""When a ticket is printed, and what the visitor hears of it."""

from typing import Any

import pytest

from kiosk.inputs import Print, PrinterChanged, TicketEnded
from kiosk.printer_state import PrinterState
from kiosk.samples import NOW, number, ticket, with_printer
from kiosk.session import Paper, Screen
from kiosk.ticket_text import ticket_text
from kiosk.tickets import printer_parts
from kiosk.views.number import NumberView, number_view
from lobby.contract.config import Language
from lobby.contract.state import Standing
from lobby.look.catalogue import Catalogue
from tests.kiosk.stories import Visit, visit

GERMAN = Catalogue("kiosk", Language.DE)


def arrived(state: PrinterState | None = PrinterState.READY, *, again: bool = False, **config: Any) -> Visit:
    """A visitor with a number, at a terminal whose printer is in this state."""
    story = visit(printer="network:127.0.0.1", **config)
    story.then(PrinterChanged(state)).scan().identified().touch("yes").checked_in(again=again)
    assert story.screen is Screen.NUMBER
    return story


def prints(story: Visit) -> list[Print]:
    return [effect for effect in story.effects if isinstance(effect, Print)]


def shown(story: Visit) -> NumberView:
    view = number_view(story.terminal, GERMAN)
    assert view is not None
    return view


def buttons(story: Visit) -> list[str]:
    return [one.control for one in shown(story).buttons if one.is_enabled]


def test_a_new_number_is_printed_and_said() -> None:
    """Coming, then out; afterwards once more on demand."""
    story = arrived()
    assert prints(story) == [Print("sample-visit")]
    assert shown(story).paper == "Ihr Ticket wird gedruckt."
    assert buttons(story) == ["done"]
    story.then(TicketEnded("sample-visit", is_out=True))
    assert shown(story).paper == "Bitte nehmen Sie Ihr Ticket."
    assert buttons(story) == ["done", "print"]
    story.touch("print", "print")
    assert prints(story)[1:] == [Print("sample-visit", again=True)]


def test_the_same_code_again_prints_nothing_by_itself() -> None:
    """Who lost the ticket asks for it."""
    story = arrived(again=True)
    assert prints(story) == []
    assert shown(story).paper is None
    story.touch("print")
    assert prints(story) == [Print("sample-visit", again=True)]


def test_without_a_printer_nothing_is_said_of_paper() -> None:
    """Not configured."""
    story = visit().scan().identified().touch("yes").checked_in()
    assert prints(story) == []
    assert shown(story).paper is None
    assert buttons(story) == ["done"]


def test_printing_on_demand_alone() -> None:
    """Where a city wants to save paper."""
    story = arrived(print_unasked=False)
    assert prints(story) == []
    assert buttons(story) == ["done", "print"]


@pytest.mark.parametrize("state", [one for one in PrinterState if not one.prints])
def test_a_printer_in_trouble_leaves_the_number_on_the_screen(state: PrinterState) -> None:
    """The visitor is asked to remember it; nothing else changes."""
    story = arrived(state)
    assert shown(story).number == "A\u00a0104"
    assert shown(story).paper == "Gerade ist kein Druck möglich. Bitte merken Sie sich die Nummer."
    assert buttons(story) == ["done"]


def test_a_ticket_that_did_not_come_out() -> None:
    """Is said so; on the new roll it comes."""
    story = arrived().then(TicketEnded("sample-visit", is_out=False), PrinterChanged(PrinterState.PAPER_OUT))
    assert "merken" in (shown(story).paper or "")
    story.then(PrinterChanged(PrinterState.READY), TicketEnded("sample-visit", is_out=True))
    assert shown(story).paper == "Bitte nehmen Sie Ihr Ticket."


def test_somebody_elses_ticket_is_nobodys_business() -> None:
    """It ended after its visitor had left."""
    story = arrived()
    before = story.terminal
    assert story.then(TicketEnded("another-visit", is_out=False)).terminal == before
    assert story.touch("done").then(TicketEnded("sample-visit", is_out=True)).terminal.session.paper is None


@pytest.mark.parametrize(
    ("state", "parts"),
    [
        (None, {}),
        (PrinterState.READY, {"printer": True}),
        (PrinterState.PAPER_LOW, {"printer": True, "printer-paper-low": False}),
        (PrinterState.PAPER_OUT, {"printer": False, "printer-paper-out": False}),
        (PrinterState.COVER_OPEN, {"printer": False, "printer-cover-open": False}),
        (PrinterState.JAM, {"printer": False, "printer-jam": False}),
        (PrinterState.OFFLINE, {"printer": False}),
    ],
)
def test_health_tells_what_the_printer_needs(state: PrinterState | None, parts: dict[str, bool]) -> None:
    """Low paper before a visitor meets it."""
    told = printer_parts(state)
    assert {name: works for name, works in told.items() if works is not None} == parts


@pytest.mark.parametrize("language", [Language.DE, Language.EN, Language.AR])
def test_a_ticket_says_what_the_page_says(language: Language) -> None:
    """Number, where to wait, slot, and when it was given: no name, no code."""
    terminal = with_printer(number(ticket(Standing.LATE)), PrinterState.READY, Paper.COMING)
    wording = Catalogue("kiosk", language)
    text = ticket_text(terminal, wording, NOW)
    assert text is not None
    assert (text.centre, text.number) == ("Altona", "A\u00a0104")
    assert [value for _, value in text.rows][:2] == [
        "Wartebereich 2, Erdgeschoss",
        wording.oclock(NOW.replace(minute=0)),
    ]
    assert "10:24" in text.foot[0]
    assert "sample" not in str(text)


def test_no_button_moves_when_the_ticket_is_out() -> None:
    """Who presses "done" at that moment would print once more instead."""
    story = arrived()
    before = [one.control for one in shown(story).buttons]
    story.then(TicketEnded("sample-visit", is_out=True))
    assert [one.control for one in shown(story).buttons] == before == ["done", "print"]
