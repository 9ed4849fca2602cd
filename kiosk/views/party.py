"""How many are you? Are more of you here now?"""

from dataclasses import dataclass

from kiosk.moves_party import MOST_PERSONS
from kiosk.session import Terminal
from kiosk.views import speech
from kiosk.views.blocks import Button, Fact
from kiosk.views.confirm import ConfirmView
from lobby.look.catalogue import Catalogue

FEW, LARGE_GROUP = 12, 8


@dataclass(frozen=True)
class PersonsView:
    """How many came."""

    heading: str
    numbers: tuple[Button, ...]


def persons_view(terminal: Terminal, wording: Catalogue) -> PersonsView:
    """Numbers to choose from; of a group that is here in part, those above what is known."""
    found = terminal.session.found
    booked = found[0].identified.booking.persons if found else 1
    ticket = found[0].identified.ticket if found else None
    first = 1 if ticket is None else ticket.persons + 1
    last = FEW if booked <= LARGE_GROUP else MOST_PERSONS
    numbers = tuple(Button(f"persons-{count}", str(count)) for count in range(first, last + 1))
    return PersonsView(wording.text("persons.heading-part" if booked > 1 else "persons.heading"), numbers)


def party_view(terminal: Terminal, wording: Catalogue) -> ConfirmView | None:
    """Some of a booking's people are here already; None when it is not known of whom."""
    found = terminal.session.found
    ticket = found[0].identified.ticket if found else None
    if ticket is None:
        return None
    booked = ticket.persons + ticket.to_come
    return ConfirmView(
        heading=wording.text("party.heading"),
        facts=(
            Fact(wording.text("number.label"), speech.spaced(ticket.number)),
            Fact(wording.text("party.here"), speech.persons_of(wording, ticket.persons, booked)),
        ),
        buttons=(
            Button("all-here", wording.text("party.all", count=booked), is_main=True),
            Button("more-people", wording.text("party.other")),
            Button("show-number", wording.text("party.show-number")),
        ),
    )
