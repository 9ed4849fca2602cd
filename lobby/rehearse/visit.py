"""The steps of one rehearsed visit, against whatever is running: `lobby up` or a real installation.

The visitor is called by name of the visit, never "next", so that no real visitor is called by a rehearsal. The counter
used is one that is closed, and it is closed again.
"""

import time
import uuid
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeoutError
from functools import partial
from typing import Any, TypeVar

import httpx

from lobby.contract.answers import Identified, Imported, PlaceChanged, Refused
from lobby.contract.bookings import Booking
from lobby.contract.devices import Avail, Drawn, Health, Presence, Scan, Touch
from lobby.contract.requests import (
    AnyRequest,
    CallOne,
    ClosePlace,
    Finish,
    Identify,
    ImportBookings,
    OpenPlace,
    Start,
)
from lobby.contract.state import House, Line, PlaceStatus, Waiting
from lobby.contract.topics import AVAIL, HEALTH, HOUSE, LINE, SCAN, TOUCH
from lobby.link.device import Device
from lobby.link.incoming import RequestError
from lobby.rehearse.inbox import Inbox
from lobby.rehearse.phone import shows_call
from lobby.rehearse.run import Step, StepFailedError
from lobby.rehearse.settings import RehearsalSettings

ANSWER_SECONDS = 8.0
SCREEN_SECONDS = 5.0
CITY_SECONDS = 15.0
FREE_SECONDS = 45.0
FREE_SCREEN = "welcome"
A = TypeVar("A")


def new_id() -> str:
    """A fresh command id."""
    return uuid.uuid4().hex


class Visit:
    """One rehearsal in progress."""

    def __init__(
        self, settings: RehearsalSettings, device: Device, inbox: Inbox, booking: Booking, code: str
    ) -> None:
        self._settings = settings.rehearsal
        self._centre = settings.centre
        self._device = device
        self._inbox = inbox
        self._booking = booking
        self._code = code
        self._number = ""
        self._place = ""
        self._finished_rev = 0

    def steps(self) -> list[Step]:
        """All steps, in order."""
        steps = [
            Step("broker reached", self.reach_broker),
            Step("parts are online", self.find_parts),
            Step("centre is open", self.check_open),
            Step("booking imported", self.import_booking),
            Step("terminal is free", self.find_terminal_free),
            Step("code read by the terminal", self.scan),
            Step("number on the terminal", self.confirm),
            Step("visitor in the waiting line", self.find_in_line),
            Step("counter opened", self.open_place),
            Step("called and drawn on the display", self.call),
            Step("finished at the counter", self.finish),
            Step("counter closed", self.close_place),
        ]
        if self._settings.feed_url:
            steps.insert(4, Step("city's feed answers", self.ask_city))
            steps.insert(-2, Step("call on the visitor's phone", self.see_on_phone))
            steps.append(Step("seen in the city's feed", self.see_in_city))
        return steps

    def reach_broker(self) -> str:
        """The account is accepted."""
        host = f"{self._device.settings.broker.host}:{self._device.settings.broker.port}"
        self._wait(lambda: self._device.connected or None, 5, f"no connection to the broker {host}")
        return host

    def find_parts(self) -> str:
        """Queue service, terminal and display say that they are there."""
        names = ("queue", self._settings.kiosk, self._settings.display)
        for name in names:
            self._wait(partial(self._online, name), 5, f"{name} is not online: is its program running?")
        return ", ".join(names)

    def check_open(self) -> str:
        """The queue service has told about the house, and it takes visitors."""
        house: House = self._wait(lambda: self._inbox.last(HOUSE), 5, "the queue service publishes no state")
        if not house.opening.is_open:
            raise StepFailedError(
                f"{house.name} is closed ({house.opening.closure}); rehearse while it is open"
            )
        return house.name

    def import_booking(self) -> str:
        """One booking for now."""
        answer = self._ask(ImportBookings(id=new_id(), bookings=(self._booking,)))
        if not isinstance(answer, Imported) or answer.added != 1:
            raise StepFailedError(f"the import was not taken: {answer}")
        return f"{self._booking.service} at {self._booking.slot.astimezone():%H:%M}"

    def find_terminal_free(self) -> str:
        """Nobody uses the terminal: it says so in its health, every five seconds."""
        terminal = self._settings.kiosk
        self._wait(lambda: self._inbox.last(HEALTH, terminal), 8, f"{terminal} says nothing of its health")
        self._wait(self._is_free, FREE_SECONDS, f"somebody uses {terminal}; rehearse again later")
        return f"{terminal} shows its first page"

    def scan(self) -> str:
        """The code is held to the scanner; the terminal knows the booking."""
        self._inbox.forget_drawn()
        if not self._device.publish(SCAN, Scan(id=new_id(), code=self._code), device=self._settings.kiosk):
            raise StepFailedError("the connection to the broker is gone")
        hint = "it shows nothing new: is 'Accept rehearsals' switched on in its configuration, and nobody using it?"
        drawn = self._drawn(self._settings.kiosk, lambda drawn: drawn.screen in {"confirm", "number"}, hint)
        return f"screen '{drawn.screen}'"

    def confirm(self) -> str:
        """The visitor says yes (where the terminal asks) and gets a number."""
        shown = self._inbox.drawn(self._settings.kiosk, lambda drawn: drawn.screen == "number")
        if shown is None:
            self._device.publish(TOUCH, Touch(id=new_id(), control="yes"), device=self._settings.kiosk)
        drawn = self._drawn(self._settings.kiosk, lambda drawn: drawn.screen == "number", "no number came")
        if not drawn.number:
            raise StepFailedError("the number screen says no number")
        self._number = drawn.number
        return self._number

    def find_in_line(self) -> str:
        """Counters see the visitor; the terminal is left as it was found."""
        waiting = self._wait(self._waiting, 3, f"{self._number} is not in the waiting line")
        self._device.publish(TOUCH, Touch(id=new_id(), control="done"), device=self._settings.kiosk)
        return f"{waiting.number}, {waiting.standing}"

    def open_place(self) -> str:
        """A counter that nobody uses."""
        closed = [place.place for place in self._line().places if place.status is PlaceStatus.CLOSED]
        if not closed:
            raise StepFailedError("every counter is open; a rehearsal needs a closed one")
        self._place = closed[-1]
        self._place_answer(OpenPlace(id=new_id(), place=self._place, services=(self._booking.service,)))
        return f"counter {self._place}"

    def call(self) -> str:
        """The number is called and the display has drawn that call."""
        self._inbox.forget_drawn()
        waiting = self._wait(self._waiting, 3, f"{self._number} has left the waiting line")
        self._place_answer(CallOne(id=new_id(), place=self._place, visit=waiting.visit))
        drawn = self._drawn(
            self._settings.display, lambda drawn: drawn.call is not None, "it did not draw the call"
        )
        return f"{self._number} at counter {self._place}, revision {drawn.rev} drawn"

    def see_on_phone(self) -> str:
        """The same code again gives the link to the wait page, and the page shows the call."""
        answer = self._ask(Identify(id=new_id(), code=self._code))
        link = answer.ticket.phone if isinstance(answer, Identified) and answer.ticket else None
        if link is None:
            return "no wait page: the queue service's phone_page is not set"
        show = partial(shows_call, link, self._settings.feed_url or "", self._number, self._place)
        self._wait(show, CITY_SECONDS, "the wait page does not show the call")
        return f"{self._number}, counter {self._place}"

    def finish(self) -> str:
        """Served and gone."""
        self._place_answer(Start(id=new_id(), place=self._place))
        before = self._line().rev
        self._place_answer(Finish(id=new_id(), place=self._place))
        after = self._wait(lambda: self._line_after(before), 3, "the waiting line does not show it")
        self._finished_rev = after.rev
        return f"{self._number} retired"

    def close_place(self) -> str:
        """The counter is as it was."""
        return self._place_answer(ClosePlace(id=new_id(), place=self._place))

    def ask_city(self) -> str:
        """The feed answers and knows the centre."""
        entry = self._wait(
            self._in_city, CITY_SECONDS, f"{self._settings.feed_url} does not know {self._centre}"
        )
        return f"{entry['name']}, revision {entry['rev']}"

    def see_in_city(self) -> str:
        """The city's picture of the centre is of after the visit."""
        entry = self._wait(self._up_to_date, CITY_SECONDS, "the finished visit did not reach the city")
        return f"revision {entry['rev']}, {entry['waiting']} waiting"

    def _up_to_date(self) -> dict[str, Any] | None:
        entry = self._in_city()
        return entry if entry is not None and int(entry["rev"]) >= self._finished_rev else None

    def _line(self) -> Line:
        line: Line = self._wait(
            lambda: self._inbox.last(LINE), 3, "the queue service publishes no waiting line"
        )
        return line

    def _line_after(self, rev: int) -> Line | None:
        line = self._line()
        return line if line.rev > rev else None

    def _in_city(self) -> dict[str, Any] | None:
        try:
            found = httpx.get(f"{self._settings.feed_url}/api/status/{self._centre}", timeout=3)
        except httpx.HTTPError:
            return None
        if found.status_code != httpx.codes.OK:
            return None
        entry: dict[str, Any] = found.json()
        return entry if not entry.get("stale") else None

    def _is_free(self) -> bool | None:
        health = self._inbox.last(HEALTH, self._settings.kiosk)
        return True if isinstance(health, Health) and health.screen == FREE_SCREEN else None

    def _online(self, name: str) -> bool | None:
        avail = self._inbox.last(AVAIL, name)
        return True if isinstance(avail, Avail) and avail.st is Presence.ONLINE else None

    def _waiting(self) -> Waiting | None:
        line = self._inbox.last(LINE)
        everybody = line.waiting if isinstance(line, Line) else ()
        return next((one for one in everybody if one.number == self._number), None)

    def _place_answer(self, request: AnyRequest) -> str:
        answer = self._ask(request)
        if not isinstance(answer, PlaceChanged):
            raise StepFailedError(f"counter {self._place}: {answer}")
        return f"counter {answer.place.place}: {answer.place.status}"

    def _ask(self, request: AnyRequest) -> object:
        try:
            answer = self._device.ask(request).result(ANSWER_SECONDS)
        except (RequestError, FutureTimeoutError) as error:
            raise StepFailedError(f"the queue service does not answer: {error}") from error
        if isinstance(answer, Refused):
            raise StepFailedError(
                f"the queue service refuses: {answer.reason} {answer.detail or ''}".rstrip()
            )
        return answer

    def _drawn(self, device: str, wanted: Callable[[Drawn], bool], hint: str) -> Drawn:
        return self._wait(lambda: self._inbox.drawn(device, wanted), SCREEN_SECONDS, f"{device}: {hint}")

    def _wait(self, look: Callable[[], A | None], seconds: float, otherwise: str) -> A:
        end = time.monotonic() + seconds
        while (found := look()) is None:
            if not self._inbox.wait(min(0.2, end - time.monotonic())) and time.monotonic() >= end:
                raise StepFailedError(otherwise)
        return found
