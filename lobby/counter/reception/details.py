"""What opens beside the lists: a visit, a booking, a number to print, the forms of the reception."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lobby.contract.state import HalfDay, Waiting
from lobby.counter.reception.contingents import contingent_rows
from lobby.counter.reception.draw import Drawing
from lobby.counter.reception.lists import HereRow, Where, expected_row, here
from lobby.counter.reception.orders import LANGUAGES, MOST_PERSONS
from lobby.counter.reception.slip import slip_of
from lobby.counter.rows import AUTONYMS, wait_of
from lobby.counter.view import families_of
from lobby.web.pages import WebRequest

if TYPE_CHECKING:
    from lobby.contract.answers import Ticket

MOST_NAMED = 3
LANGUAGE_NAMES = tuple((one, AUTONYMS.get(one, "Deutsch")) for one in LANGUAGES)


@dataclass(frozen=True)
class Details:
    """Draws them; opening one changes nothing."""

    drawing: Drawing

    def open(self, request: WebRequest, path: str) -> str | None:
        """The detail of a path; None where there is no such path."""
        kind, _, about = path.strip("/").partition("/")
        of_one = {"visit": self._visit, "expected": self._expected, "number": self._number}
        forms = {"new": self._new, "lock": self._lock, "contingents": self._contingents, "keys": self._keys}
        if kind in of_one:
            return of_one[kind](request, about)
        return forms[kind](request) if kind in forms else None

    def _visit(self, request: WebRequest, visit: str) -> str:
        found = self._here(request, visit)
        if found is None:
            return self._text(request, "visit_gone.html")
        reading = self.drawing.reading(request)
        waited = wait_of(found.waiting, reading.now)
        return self._text(
            request, "guest.html", here=found, path=f"/visit/{visit}",
            turn=self.drawing.desk.turn("note", self._who(request), visit),
            check_in_turn=self.drawing.desk.turn("check-in", self._who(request), visit),
            may_leave=found.where in {Where.WAITING, Where.PARKED, Where.MISSED},
            waited=reading.say("minutes", count=waited.minutes) if waited else "–",
        )  # fmt: skip

    def _here(self, request: WebRequest, visit: str) -> HereRow | None:
        rows = here(self.drawing.hall.line, self.drawing.reading(request))
        return next((one for one in rows if one.waiting.visit == visit), None)

    def _expected(self, request: WebRequest, visit: str) -> str:
        known = self.drawing.hall.expected(visit)
        if known is None:
            return self._visit(request, visit)
        row = expected_row(known, self.drawing.reading(request))
        return self._text(
            request, "expected.html", row=row, persons=known.persons, path=f"/expected/{visit}",
            turn=self.drawing.desk.turn("check-in", self._who(request), visit), languages=LANGUAGE_NAMES,
            most_persons=MOST_PERSONS,
        )  # fmt: skip

    def _number(self, request: WebRequest, visit: str) -> str:
        """From the line where it has got so far, else from the answer that gave the number."""
        hall = self.drawing.hall
        given = hall.tickets.get(visit)
        shown: Waiting | Ticket | None = hall.visit(visit) or given
        if shown is None:
            return self._text(request, "visit_gone.html")
        phone = None if given is None else given.phone
        slip = slip_of(shown, hall.house, self.drawing.pages.look.wording, phone)
        return self._text(request, "number.html", slip=slip)

    def _lock(self, request: WebRequest) -> str:
        turn = self.drawing.desk.turn("lock", self._who(request))
        return self._text(request, "lock.html", turn=turn, path="/lock")

    def _keys(self, request: WebRequest) -> str:
        return self._text(request, "reception_keys.html")

    def _new(self, request: WebRequest) -> str:
        house = self.drawing.hall.house
        reading = self.drawing.reading(request)
        services = house.services if house else ()
        used_up = [reading.names.of(one.service) for one in services if one.used_up]
        too_late = [reading.names.of(one.service) for one in services if one.too_late]
        if len(too_late) > MOST_NAMED:
            too_late = [*too_late[:MOST_NAMED], reading.say("and-others", count=len(too_late) - MOST_NAMED)]
        return self._text(
            request, "new.html", families=families_of(house, reading.say), used_up=", ".join(used_up),
            too_late=", ".join(too_late),
            path="/new", languages=LANGUAGE_NAMES,
            turn=self.drawing.desk.turn("walk-in", self._who(request)), most_persons=MOST_PERSONS,
        )  # fmt: skip

    def _contingents(self, request: WebRequest) -> str:
        reading = self.drawing.reading(request)
        known = self.drawing.hall.reception
        return self._text(
            request, "contingents.html", families=families_of(self.drawing.hall.house, reading.say),
            rows=contingent_rows(known.contingents if known else (), reading), halves=tuple(HalfDay),
            turn=self.drawing.desk.turn("contingent", self._who(request)), path="/contingents",
        )  # fmt: skip

    def _who(self, request: WebRequest) -> str:
        return self.drawing.account(request)

    def _text(self, request: WebRequest, template: str, **values: object) -> str:
        return self.drawing.pages.text(request, template, values)
