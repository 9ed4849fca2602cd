"""What stands on a ticket: what the page of the number says, where and when it was given."""

from datetime import datetime

from kiosk.printer.picture import TicketText
from kiosk.session import Terminal
from kiosk.views import speech
from kiosk.views.number import number_view
from lobby.look.catalogue import Catalogue


def ticket_text(terminal: Terminal, wording: Catalogue, now: datetime) -> TicketText | None:
    """None where the terminal shows no number."""
    view = number_view(terminal, wording)
    if view is None:
        return None
    given = wording.text("ticket.given", day=speech.day(wording, now), time=speech.clock(wording, now))
    return TicketText(
        centre=terminal.house.name if terminal.house is not None else "",
        label=view.label,
        number=view.number,
        sentence=view.sentence or "",
        rows=tuple((fact.label, fact.value) for fact in view.facts),
        foot=(given, wording.text("ticket.today-only")),
        link="" if view.phone is None else view.phone.link,
        link_label="" if view.phone is None else view.phone.title,
    )
