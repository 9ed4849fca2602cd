"""Draws the regions of a clerk's page."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from lobby.contract.state import PlaceState, PlaceStatus
from lobby.counter.actions import Counter
from lobby.counter.desks import Desk, Desks
from lobby.counter.hall import Hall
from lobby.counter.view import Reading, lists_of, names_of, row_of, spoken, taken_summary
from lobby.web.moments import Clock, minutes_between
from lobby.web.pages import Pages, WebRequest

Regions = Mapping[str, str]


@dataclass(frozen=True)
class Drawing:
    """What all drawings need."""

    pages: Pages
    hall: Hall
    desks: Desks
    counter: Counter
    clock: Clock

    def regions(self, request: WebRequest, desk: Desk, refusal: str | None = None) -> dict[str, str]:
        """Element id to HTML, for one clerk in their language."""
        place = self.hall.place(desk.place)
        link = {"connection": self.hall.connection(time.monotonic()).value, "as_of": self.hall.as_of}
        values = self._values(request, desk, place, refusal)
        return {
            "state": self.pages.text(request, "state.html", link),
            "banner": self.pages.text(request, "banner.html", link),
            "now": self.pages.text(request, "now.html", values),
            "lists": self.pages.text(request, "lists.html", values),
            "spoken": spoken(place, self.pages.speaker(request)) if place else "",
        }

    def answer(self, request: WebRequest, refusal: str | None) -> str:
        """What a press led to, for the place beside the buttons."""
        return self.pages.text(request, "answer.html", {"refusal": refusal}) if refusal else ""

    def services(self, request: WebRequest, desk: Desk) -> str:
        """What this place takes, in a few words."""
        speaker = self.pages.speaker(request)
        place = self.hall.place(desk.place)
        names = names_of(self.hall.house, speaker.language)
        return taken_summary(place.services if place else (), names, speaker)

    def _values(
        self, request: WebRequest, desk: Desk, place: PlaceState | None, refusal: str | None
    ) -> dict[str, object]:
        speaker = self.pages.speaker(request)
        now = self.hall.now(time.monotonic(), self.clock())
        reading = Reading(names_of(self.hall.house, speaker.language), speaker, now)
        visit = place.visit if place else None
        row = row_of(visit, reading) if visit else None
        lists = lists_of(self.hall.line, place, reading) if self.hall.line and place else None
        return {
            "turn": self.counter.turn(desk.place),
            "place": place,
            "minutes": minutes_between(place.since, reading.now) if place and place.since else 0,
            "attempts": visit.attempts if visit else 0,
            "visit": row,
            "waited": self._waited(place, reading),
            "notes": ", ".join(row.notes) if row else "",
            "lists": lists,
            "upcoming": lists.next_row if lists else None,
            "may_call": place is not None and place.status is PlaceStatus.FREE,
            "refusal": refusal,
        }

    @staticmethod
    def _waited(place: PlaceState | None, reading: Reading) -> str:
        if place is None or place.visit is None:
            return ""
        called_at = place.since or reading.now
        return row_of(place.visit, Reading(reading.names, reading.say, called_at)).waited
