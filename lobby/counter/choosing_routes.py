"""Addresses for sitting down at a place and getting up again."""

from collections.abc import Callable
from dataclasses import dataclass

from litestar import Response, get, post
from litestar.handlers import BaseRouteHandler
from litestar.response import Redirect

from lobby.contract.state import PlaceState, PlaceStatus
from lobby.counter.actions import Pressed, Said
from lobby.counter.choosing import Chosen, choice_to_offer, options, problem_with, services_of, ticks
from lobby.counter.desks import Choice, Desk
from lobby.counter.draw import Drawing
from lobby.counter.view import families_of
from lobby.web.accounts import Account
from lobby.web.hub import Hub
from lobby.web.pages import Answer, WebRequest
from lobby.web.signed_in import Sessions

LONGEST_FIELD = 64
MOST_SERVICES = 200

Tell = Callable[[WebRequest, str, Said], None]


@dataclass(frozen=True)
class ChoosingRoutes:
    """`tell` keeps for the clerk what did not work."""

    drawing: Drawing
    sessions: Sessions
    hub: Hub
    tell: Tell

    def handlers(self) -> list[BaseRouteHandler]:
        """For the application."""

        @get("/place", sync_to_thread=False)
        def choose(request: WebRequest) -> Answer:
            last = self.drawing.desks.last_choice(name_of(request))
            return self._choose(request, choice_to_offer(last, self.drawing.hall.house))

        @post("/place")
        async def take(request: WebRequest) -> Answer:
            form = await request.form()
            chosen = Chosen(
                place=text_of(form.get("place")),
                services=tuple(text_of(one) for one in form.getall("service", [])[:MOST_SERVICES]),
                families=tuple(text_of(one) for one in form.getall("family", [])[:MOST_SERVICES]),
                take_over=text_of(form.get("take_over")),
            )
            return await self._take(request, chosen)

        @post("/leave", sync_to_thread=False)
        def leave(request: WebRequest) -> Redirect:
            self.drawing.desks.leave(name_of(request))
            self.hub.changed()
            return Redirect("/place", status_code=303)

        return [choose, take, leave]

    def signed_out(self, account: Account) -> None:
        """Nobody of this account is left: its place is free again, and closed unless somebody is there."""
        if self.sessions.accounts.is_signed_in(account.name, self.sessions.clock()):
            return
        desk = self.drawing.desks.leave(account.name)
        self.drawing.notices.forget(account.name)
        self._close_if_free(desk)
        self.hub.changed()

    def _close_if_free(self, desk: Desk | None) -> None:
        place = self.drawing.hall.place(desk.place) if desk else None
        if place is not None and place.status is PlaceStatus.FREE:
            turn = self.drawing.counter.turn(place.place)
            self.hub.run(self.drawing.counter.press(Pressed("close", place.place, turn, {})))

    async def _take(self, request: WebRequest, chosen: Chosen) -> Answer:
        hall, desks = self.drawing.hall, self.drawing.desks
        if hall.house is None or hall.line is None:
            return self._choose(request, chosen, status=503)
        problem = problem_with(chosen, hall.house, hall.line)
        say = self.drawing.pages.speaker(request)
        if problem:
            return self._choose(request, chosen, problem=say(problem), status=400)
        name, now = name_of(request), self.drawing.clock()
        before = desks.of(name)
        busy = self._left_busy(before, chosen.place)
        if busy is not None:
            return self._choose(request, chosen, problem=say("place-has-case", place=busy.place), status=409)
        holder = desks.take(chosen.place, name, now, take_over=chosen.take_over == chosen.place)
        if holder is not None:
            return self._choose(request, chosen, holder=holder, status=409)
        if before is not None and before.place != chosen.place:
            self._close_if_free(before)
        return await self._sit_down(request, Choice(chosen.place, services_of(chosen, hall.house)))

    async def _sit_down(self, request: WebRequest, choice: Choice) -> Answer:
        desks, counter = self.drawing.desks, self.drawing.counter
        desks.remember(name_of(request), choice)
        pressed = Pressed("open", choice.place, counter.turn(choice.place), {}, choice.services)
        said = await counter.press(pressed)
        self.hub.changed()
        self.tell(request, "open", said)
        return see("/")

    def _left_busy(self, before: Desk | None, place: str) -> PlaceState | None:
        """The place this clerk would leave behind with somebody at it."""
        if before is None or before.place == place:
            return None
        state = self.drawing.hall.place(before.place)
        return state if state is not None and state.visit is not None else None

    def _choose(
        self, request: WebRequest, chosen: Chosen, *, problem: str | None = None, holder: Desk | None = None,
        status: int = 200,
    ) -> Answer:  # fmt: skip
        hall = self.drawing.hall
        speaker = self.drawing.pages.speaker(request)
        families = families_of(hall.house, speaker) if hall.line else ()
        services = services_of(chosen, hall.house) if hall.house else chosen.services
        whole, partly = ticks(families, services)
        return self.drawing.pages.page(
            request, "place.html", status=status, chosen=Chosen(chosen.place, services), families=families,
            whole=whole, partly=partly, house=hall.house, holder=holder,
            places=options(hall.line, self.drawing.desks.all(), name_of(request)),
            problem=problem,
        )  # fmt: skip


def name_of(request: WebRequest) -> str:
    """The account that is signed in."""
    return request.user.name if request.user else ""


def text_of(value: object, longest: int = LONGEST_FIELD) -> str:
    """A field of a form, cut to its longest."""
    return value[:longest] if isinstance(value, str) else ""


def see(path: str) -> Answer:
    """Go and look there."""
    return Response(None, status_code=303, headers={"location": path})
