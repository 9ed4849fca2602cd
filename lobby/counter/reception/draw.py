"""Draws the regions of the reception's page."""

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from lobby.contract.state import Reception
from lobby.counter.emergencies import emergencies_of
from lobby.counter.notices import Notice, Notices, new_id
from lobby.counter.reception.actions import Desk
from lobby.counter.reception.attention import HelpRow, failure_rows, help_rows
from lobby.counter.reception.contingents import contingent_rows
from lobby.counter.reception.disputes import dispute_rows, unheard_rows
from lobby.counter.reception.finding import find
from lobby.counter.reception.hall import ReceptionHall
from lobby.counter.reception.lists import lists_of
from lobby.counter.reception.terminals import terminal_rows
from lobby.counter.rows import Reading, names_of
from lobby.web.moments import Clock, hour_minute_second
from lobby.web.pages import Pages, WebRequest
from lobby.web.wording import Speaker


@dataclass(frozen=True)
class Drawing:
    """What all drawings need."""

    pages: Pages
    hall: ReceptionHall
    desk: Desk
    clock: Clock
    notices: Notices = field(default_factory=Notices)

    def reading(self, request: WebRequest) -> Reading:
        """Through whose eyes the state is read."""
        speaker = self.pages.speaker(request)
        return Reading(names_of(self.hall.house, speaker.language), speaker, self.now())

    def now(self) -> datetime:
        """The time of the queue service."""
        return self.hall.now(time.monotonic(), self.clock())

    def regions(self, request: WebRequest) -> dict[str, str]:
        """Element id to HTML, for one reader in their language."""
        reading = self.reading(request)
        rows = help_rows(self.hall.reception, reading)
        return {
            **self._link(request, reading),
            "emergencies": self._emergencies(request, reading),
            "calls": self._calls(request, rows),
            "terminals": self._text(
                request,
                "terminals.html",
                terminals=terminal_rows(self.hall.terminals, reading, time.monotonic()),
            ),
            "walk-in": self._walk_in(request, reading),
            "disputes": self._disputes(request, reading),
            "failures": self._text(
                request, "failures.html", failures=failure_rows(self.hall.reception, reading)
            ),
            "notices": self._notices(request, reading.say),
            "lists": self._lists(request, reading),
            "spoken": _spoken(rows, reading.say),
        }

    def found(self, request: WebRequest, text: str) -> str:
        """Who fits what was typed; empty where nothing was."""
        if not text.strip():
            return ""
        reading = self.reading(request)
        fits = find(text, self.hall.line, self._reception().expected, reading)
        return self._text(request, "found.html", found=fits)

    def account(self, request: WebRequest) -> str:
        """Who is signed in."""
        return request.user.name if request.user else ""

    def keep(self, notice_of: str, op: str, key: str, number: str = "") -> None:
        """Keep for somebody what did not work, until it is put away."""
        self.notices.add(notice_of, Notice(new_id(), self.clock(), f"op-{op}", key, number=number))

    def _reception(self) -> Reception:
        return self.hall.reception or Reception(epoch="not-yet-known", rev=0, as_of=self.clock())

    def _link(self, request: WebRequest, reading: Reading) -> dict[str, str]:
        connection = self.hall.connection(time.monotonic()).value
        values = {
            "connection": connection,
            "as_of": self.hall.as_of,
            "now": round(reading.now.timestamp(), 1),
        }
        return {name: self._text(request, f"{name}.html", **values) for name in ("state", "banner")}

    def _emergencies(self, request: WebRequest, reading: Reading) -> str:
        rows = emergencies_of(self.hall.line, None, reading)
        return self._text(request, "emergencies.html", emergencies=rows) if rows else ""

    def _calls(self, request: WebRequest, rows: tuple[HelpRow, ...]) -> str:
        who = self.account(request)
        calls = [(row, self.desk.turn("help", who, row.device)) for row in rows]
        return self._text(request, "calls.html", calls=calls)

    def _disputes(self, request: WebRequest, reading: Reading) -> str:
        who = self.account(request)
        rows = dispute_rows(self.hall.reception, reading)
        disputes = [(row, self.desk.turn("settle", who, row.id)) for row in rows]
        unheard = unheard_rows(self.hall.reception, reading)
        return self._text(request, "disputes.html", disputes=disputes, unheard=unheard)

    def _walk_in(self, request: WebRequest, reading: Reading) -> str:
        state = self._reception()
        turn = self.desk.turn("unlock", self.account(request))
        last = state.last_walk_in
        over = last is not None and reading.now >= last + timedelta(minutes=1)
        rows = contingent_rows(state.contingents, reading)
        return self._text(request, "walk_in_state.html", state=state, turn=turn, contingents=rows, over=over)

    def _lists(self, request: WebRequest, reading: Reading) -> str:
        if self.hall.line is None:
            return ""
        lists = lists_of(self.hall.line, self._reception().expected, reading)
        who = self.account(request)
        turns = {row.visit: self.desk.turn("take-back", who, row.visit) for row in lists.parked}
        return self._text(request, "reception_lists.html", lists=lists, turns=turns)

    def _notices(self, request: WebRequest, say: Speaker) -> str:
        kept = self.notices.of(self.account(request))
        if not kept:
            return ""
        told = [(one.id, _told(one, say)) for one in kept]
        return self._text(request, "notices.html", notices=told)

    def _text(self, request: WebRequest, template: str, **values: object) -> str:
        return self.pages.text(request, template, values)


def _told(notice: Notice, say: Speaker) -> dict[str, str]:
    what = f"{notice.number}: {say(notice.what)}" if notice.number else say(notice.what)
    times = say("notice-times", count=notice.times) if notice.times > 1 else ""
    text = say(notice.key, **notice.values)
    return {"at": hour_minute_second(notice.at), "what": what, "times": times, "text": text}


def _spoken(rows: tuple[HelpRow, ...], say: Speaker) -> str:
    waiting = [row.name for row in rows if not row.answered]
    return say("spoken-help", names=", ".join(waiting)) if waiting else ""
