"""Without a booking: the subject, then the service."""

from dataclasses import dataclass

from kiosk.offers import offered, subjects
from kiosk.session import Terminal
from kiosk.views import speech
from kiosk.views.blocks import Choice
from lobby.contract.catalogue import PICK_UP_FAMILY
from lobby.contract.state import House, OfferedService
from lobby.look.catalogue import Catalogue


@dataclass(frozen=True)
class ListView:
    """A question and rows to choose from, shown page by page."""

    heading: str
    lead: str | None
    choices: tuple[Choice, ...]
    page: int
    next_page: str
    previous_page: str


def subjects_view(terminal: Terminal, wording: Catalogue) -> ListView:
    """What is it about?"""
    house = terminal.house
    families = subjects(house) if house else ()
    choices = tuple(_subject(house, wording, family) for family in families if house)
    lead = (
        speech.walk_in(wording, "welcome.walk-in-wait", house.walk_in_wait, house.last_walk_in)
        if house
        else None
    )
    return _list(terminal, wording, ("subjects.heading", lead), (*choices, _group(terminal, wording)))


def services_view(terminal: Terminal, wording: Catalogue) -> ListView:
    """What exactly?"""
    house, family = terminal.house, terminal.session.family
    rows = offered(house, family) if house and family else ()
    choices = tuple(_service(house, wording, row) for row in rows if house)
    if house and family != PICK_UP_FAMILY and len(subjects(house)) == 1:
        choices += (_group(terminal, wording),)
    heading = "collect.heading" if family == PICK_UP_FAMILY else "services.heading"
    return _list(terminal, wording, (heading, wording.text("services.lead")), choices)


def _list(
    terminal: Terminal, wording: Catalogue, head: tuple[str, str | None], choices: tuple[Choice, ...]
) -> ListView:
    return ListView(
        heading=wording.text(head[0]),
        lead=head[1],
        choices=choices,
        page=terminal.session.page,
        next_page=wording.text("list.next"),
        previous_page=wording.text("list.previous"),
    )


def _group(terminal: Terminal, wording: Catalogue) -> Choice:
    """Several people with one number: how many, once they have said so."""
    count = terminal.session.persons
    detail = wording.text("walk-in.group-detail") if count is None else speech.persons(wording, count)
    return Choice("group", wording.text("walk-in.group"), detail, "person")


def _subject(house: House, wording: Catalogue, family: str) -> Choice:
    rows = offered(house, family)
    detail = f"subject.{family}.detail"
    if all(one.too_late or one.used_up for one in rows):
        detail = "walk-in.too-late" if any(one.too_late for one in rows) else "walk-in.used-up"
    return Choice(f"subject-{family.lower()}", wording.text(f"subject.{family}"), wording.text(detail))


def _service(house: House, wording: Catalogue, row: OfferedService) -> Choice:
    service = speech.service(wording, house, row.service)
    details = [_state(wording, row), wording.text("walk-in.online") if row.online else None]
    detail = " · ".join(one for one in details if one) or None
    return Choice(
        f"service-{row.service}", service.text, detail, language=service.language, german=service.german
    )


def _state(wording: Catalogue, row: OfferedService) -> str | None:
    """How long it takes, or that there are no numbers for it now."""
    if row.used_up and row.again_from is not None:
        return wording.text("walk-in.used-up-until", time=speech.clock(wording, row.again_from))
    if row.used_up:
        return wording.text("walk-in.used-up")
    if row.too_late:
        return wording.text("walk-in.too-late")
    return speech.walk_in(wording, "walk-in.wait", row.wait, row.last_walk_in)
