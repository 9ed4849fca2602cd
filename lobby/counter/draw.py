"""Draws the regions of a clerk's page. What is the same for many readers is drawn once."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from litestar.template.base import csrf_token

from lobby.contract.state import PlaceStatus
from lobby.counter.actions import Counter
from lobby.counter.desks import Desk, Desks
from lobby.counter.draw_lists import ListDrawing, Seen
from lobby.counter.emergencies import emergencies_of
from lobby.counter.explaining import Explaining
from lobby.counter.hall import Hall
from lobby.counter.notices import Notice, Notices
from lobby.counter.place_view import PlaceView, place_view
from lobby.counter.rows import Reading, names_of
from lobby.counter.view import spoken, taken_summary
from lobby.web.accounts import Account, Right
from lobby.web.memo import Memo
from lobby.web.moments import Clock, hour_minute_second
from lobby.web.pages import Pages, WebRequest
from lobby.web.wording import Speaker

NEXT_CARD = "<!-- next -->"
"""Stands in a drawn place where the card of who is next goes."""

Regions = Mapping[str, str]


@dataclass(frozen=True)
class Drawing:
    """What all drawings need."""

    pages: Pages
    hall: Hall
    desks: Desks
    counter: Counter
    explaining: Explaining
    clock: Clock
    notices: Notices = field(default_factory=Notices)
    _memo: Memo = field(default_factory=Memo)

    @cached_property
    def _lists(self) -> ListDrawing:
        return ListDrawing(self.pages)

    def reading(self, request: WebRequest) -> Reading:
        """Through whose eyes the state is read."""
        speaker = self.pages.speaker(request)
        return Reading(names_of(self.hall.house, speaker.language), speaker, self.now())

    def now(self) -> datetime:
        """The time of the queue service."""
        return self.hall.now(time.monotonic(), self.clock())

    def regions(self, request: WebRequest, desk: Desk, account: Account) -> dict[str, str]:
        """Element id to HTML, for one clerk in their language."""
        reading = self.reading(request)
        place = self.hall.place(desk.place)
        ranking = (
            self.explaining.of(place) if place and place.status is not PlaceStatus.CLOSED else ((), False)
        )
        view = place_view(self.hall.line, place, reading, self.counter.turn(desk.place), ranking)
        lists = {"tabs": "", "panels": ""}
        if self.hall.line is not None and place is not None:
            seen = Seen(place, view, Right.CALL_ANYONE in account.rights)
            lists = self._lists.regions(request, self.hall.version, self.hall.line, seen, reading)
        return {
            **self.link(request, reading),
            "emergencies": self.emergencies(request, desk.place, reading),
            **self._place(request, view, reading),
            "notices": self._notices(request, desk.account),
            **lists,
            "spoken": spoken(place, reading.say) if place else "",
        }

    def link(self, request: WebRequest, reading: Reading) -> dict[str, str]:
        """How far what is shown can be trusted, and the time of the queue service."""
        connection = self.hall.connection(time.monotonic()).value
        values: dict[str, object] = {"connection": connection, "as_of": self.hall.as_of}
        key = (reading.say.language, connection, self.hall.as_of)
        values |= {"now": round(reading.now.timestamp(), 1)}
        return {name: self._drawn(request, name, key, values) for name in ("state", "banner")}

    def emergencies(self, request: WebRequest, me: str | None, reading: Reading) -> str:
        """The band that everybody sees; empty on an ordinary day."""
        rows = emergencies_of(self.hall.line, me, reading)
        if not rows:
            return ""
        key = ("emergencies", reading.say.language, _token(request), rows)
        return self._memo.get(
            key, lambda: self.pages.text(request, "emergencies.html", {"emergencies": rows})
        )

    def services(self, request: WebRequest, desk: Desk) -> str:
        """What this place takes, in a few words."""
        reading = self.reading(request)
        place = self.hall.place(desk.place)
        return taken_summary(place.services if place else (), reading.names, reading.say)

    def _place(self, request: WebRequest, view: PlaceView, reading: Reading) -> dict[str, str]:
        """The place changes now and then, who is next all the time and for all places: each is drawn by itself."""
        left = max(0, int(view.undo.until - reading.now.timestamp())) if view.undo else 0
        language = reading.say.language
        seen = (language, view.next, view.later, view.status == PlaceStatus.FREE, view.expected)
        card = self._drawn(request, "next", seen, {"view": view})
        alone = replace(view, next=None, later="", expected=())
        key = (language, _token(request), alone)
        values = {"view": alone, "seconds_left": left, "next_card": NEXT_CARD}
        return {
            name: self._drawn(request, name, key, values).replace(NEXT_CARD, card) for name in ("now", "more")
        }

    def _drawn(
        self, request: WebRequest, name: str, key: tuple[object, ...], values: Mapping[str, object]
    ) -> str:
        return self._memo.get((name, *key), lambda: self.pages.text(request, f"{name}.html", values))

    def _notices(self, request: WebRequest, account: str) -> str:
        kept = self.notices.of(account)
        if not kept:
            return ""
        say = self.pages.speaker(request)
        told = [(one.id, _told(one, say)) for one in kept]
        return self.pages.text(request, "notices.html", {"notices": told})


def _told(notice: Notice, say: Speaker) -> dict[str, str]:
    what = f"{notice.number}: {say(notice.what)}" if notice.number else say(notice.what)
    times = say("notice-times", count=notice.times) if notice.times > 1 else ""
    return {
        "at": hour_minute_second(notice.at), "what": what, "times": times,
        "text": say(notice.key, **notice.values),
    }  # fmt: skip


def _token(request: WebRequest) -> str:
    return csrf_token({"request": request})
