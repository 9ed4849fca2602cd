"""What opens beside the case: forms for the less frequent steps, one visit with its note, the keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from lobby.contract.state import PlaceState, PlaceStatus, Waiting
from lobby.counter.desks import Desk
from lobby.counter.draw import Drawing
from lobby.counter.orders import THEN
from lobby.counter.rows import Reading, row_of, wait_of
from lobby.counter.view import families_of
from lobby.web.moments import hour_minute
from lobby.web.pages import WebRequest

CASE_FORMS = frozenset({"finish", "park", "transfer", "hand-over", "add-service"})
PARK_MINUTES = (5, 10, 15, 20, 30, 45, 60, 90, 120)


@dataclass(frozen=True)
class Details:
    """Draws them; opening one changes nothing."""

    drawing: Drawing

    def case(self, request: WebRequest, desk: Desk, name: str, then: str = "") -> str | None:
        """A form for the open case, and what is to follow it; None where there is no such form."""
        then = name if name in THEN else then if then in THEN else ""
        if name not in CASE_FORMS | THEN:
            return None
        place = self.drawing.hall.place(desk.place)
        if place is None or place.visit is None:
            return self._text(request, "case_gone.html", {})
        values = self._of_case(request, place, place.visit)
        template = f"case_{'question' if name in THEN else name}.html"
        return self._text(request, template, {**values, "then": then, "path": f"/case/{name}"})

    def visit(self, request: WebRequest, desk: Desk, visit: str) -> str:
        """One visit that is in the house, with its note."""
        found = self.drawing.hall.visit(visit)
        if found is None:
            return self._text(request, "visit_gone.html", {})
        reading = self.drawing.reading(request)
        waited = wait_of(found, reading.now)
        line = self.drawing.hall.line
        at_place = line is not None and any(one.visit and one.visit.visit == visit for one in line.places)
        return self._text(request, "visit.html", {
            "case": row_of(found, reading), "turn": self.drawing.counter.visit_turn(visit),
            "place_turn": self.drawing.counter.turn(desk.place), "may_leave": not at_place,
            "waited": reading.say("minutes", count=waited.minutes) if waited else "–",
            "why": self._why(desk, visit, reading), "path": f"/visit/{visit}",
        })  # fmt: skip

    def keys(self, request: WebRequest) -> str:
        """What the keys do."""
        return self._text(request, "keys.html", {})

    def _of_case(self, request: WebRequest, place: PlaceState, visit: Waiting) -> Mapping[str, object]:
        reading = self.drawing.reading(request)
        say, now = reading.say, reading.now
        services = visit.services or (visit.service,)
        return {
            "case": row_of(visit, reading),
            "status": place.status,
            "turn": self.drawing.counter.turn(place.place),
            "families": families_of(self.drawing.hall.house, say),
            "services_so_far": [(one, reading.names.of(one)) for one in services],
            "times": [
                (minutes, say("park-in", minutes=minutes, time=hour_minute(now + timedelta(minutes=minutes))))
                for minutes in PARK_MINUTES
            ],
            "open_places": self._places(place, reading, free=False),
            "free_places": self._places(place, reading, free=True),
        }

    def _places(self, mine: PlaceState, reading: Reading, *, free: bool) -> list[tuple[str, str]]:
        line = self.drawing.hall.line
        others = [one for one in line.places if one.place != mine.place] if line else []
        wanted = [one for one in others if one.status is not PlaceStatus.CLOSED]
        if free:
            wanted = [one for one in wanted if one.visit is None and not one.paused]
        desks = self.drawing.desks.all()
        who = {place: desk.account for place, desk in desks.items()}
        return [
            (one.place, reading.say("place-with", place=one.place, who=who[one.place]))
            if one.place in who
            else (one.place, reading.say("place", place=one.place))
            for one in wanted
        ]

    def _why(self, desk: Desk, visit: str, reading: Reading) -> str:
        place = self.drawing.hall.place(desk.place)
        ranked = self.drawing.explaining.of(place)[0] if place else ()
        found = next((one for one in ranked if one.visit.visit == visit), None)
        if found is None:
            return ""
        return found.why_en if reading.say.language == "en" else found.why_de

    def _text(self, request: WebRequest, template: str, values: Mapping[str, object]) -> str:
        return self.drawing.pages.text(request, template, values)
