"""The clerks' addresses. Only POST changes anything; loading a page never calls anybody."""

from dataclasses import dataclass

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath
from litestar.response import Redirect, Stream

from lobby.contract.state import PlaceStatus
from lobby.counter.actions import REQUESTS, Outcome
from lobby.counter.choosing import Chosen, choice_to_offer, options, problem_with, services_of, ticks
from lobby.counter.desks import Choice, Desk
from lobby.counter.draw import Drawing
from lobby.counter.turns import Press
from lobby.counter.view import families_of
from lobby.web.accounts import Account
from lobby.web.errors import is_live
from lobby.web.hub import Hub
from lobby.web.live import stream
from lobby.web.pages import Answer, WebRequest
from lobby.web.signed_in import Sessions

LONGEST_FIELD = 64
MOST_SERVICES = 200


@dataclass(frozen=True)
class Routes:
    """All addresses of the clerks' page."""

    drawing: Drawing
    sessions: Sessions
    hub: Hub

    def handlers(self) -> list[BaseRouteHandler]:
        """For the application."""
        return [self._page(), self._live(), self._act(), *self._choosing(), self._leave()]

    def _page(self) -> BaseRouteHandler:
        @get("/", sync_to_thread=False)
        def page(request: WebRequest) -> Answer:
            desk = self._desk(request)
            return self._counter(request, desk) if desk else _see("/place")

        return page

    def _live(self) -> BaseRouteHandler:
        @get("/live", sync_to_thread=False)
        def live(request: WebRequest) -> Stream:
            token = request.auth or ""
            desk = self._desk(request)

            def draw() -> dict[str, str] | None:
                if desk is None or self.sessions.find(token) is None or self._desk(request) != desk:
                    return None
                return self.drawing.regions(request, desk)

            return stream(self.hub, draw)

        return live

    def _act(self) -> BaseRouteHandler:
        @post("/act/{op:str}")
        async def act(request: WebRequest, op: FromPath[str]) -> Answer:
            if op not in REQUESTS:
                raise NotFoundException
            desk = self._desk(request)
            if desk is None:
                return self._without_desk(request)
            form = await request.form()
            press = Press(desk.place, op, _field(form.get("turn")), _field(form.get("visit")))
            outcome = await self.drawing.counter.press(press, self._services(desk))
            self.hub.changed()
            return self._pressed(request, desk, outcome)

        return act

    def _choosing(self) -> list[BaseRouteHandler]:
        @get("/place", sync_to_thread=False)
        def choose(request: WebRequest) -> Answer:
            last = self.drawing.desks.last_choice(_name(request))
            return self._choose(request, choice_to_offer(last, self.drawing.hall.house))

        @post("/place")
        async def take(request: WebRequest) -> Answer:
            form = await request.form()
            chosen = Chosen(
                place=_field(form.get("place")),
                services=tuple(_field(one) for one in form.getall("service", [])[:MOST_SERVICES]),
                families=tuple(_field(one) for one in form.getall("family", [])[:MOST_SERVICES]),
                take_over=_field(form.get("take_over")),
            )
            return await self._take(request, chosen)

        return [choose, take]

    def _leave(self) -> BaseRouteHandler:
        @post("/leave", sync_to_thread=False)
        def leave(request: WebRequest) -> Redirect:
            self.drawing.desks.leave(_name(request))
            self.hub.changed()
            return Redirect("/place", status_code=303)

        return leave

    def signed_out(self, account: Account) -> None:
        """Nobody of this account is left: its place is free again, and closed unless somebody is there."""
        if self.sessions.accounts.is_signed_in(account.name, self.sessions.clock()):
            return
        desk = self.drawing.desks.leave(account.name)
        place = self.drawing.hall.place(desk.place) if desk else None
        if place is not None and place.status is PlaceStatus.FREE:
            press = Press(place.place, "close", self.drawing.counter.turn(place.place))
            self.hub.run(self.drawing.counter.press(press))
        self.hub.changed()

    async def _take(self, request: WebRequest, chosen: Chosen) -> Answer:
        hall, desks = self.drawing.hall, self.drawing.desks
        if hall.house is None or hall.line is None:
            return self._choose(request, chosen, status=503)
        problem = problem_with(chosen, hall.house, hall.line)
        if problem:
            return self._choose(request, chosen, problem=problem, status=400)
        services = services_of(chosen, hall.house)
        name, now = _name(request), self.drawing.clock()
        holder = desks.take(chosen.place, name, now, take_over=chosen.take_over == chosen.place)
        if holder is not None:
            return self._choose(request, chosen, holder=holder, status=409)
        desks.remember(name, Choice(chosen.place, services))
        counter = self.drawing.counter
        outcome = await counter.press(Press(chosen.place, "open", counter.turn(chosen.place)), services)
        self.hub.changed()
        desk = desks.of(name)
        if outcome.ok or desk is None:
            return _see("/")
        return self._pressed(request, desk, outcome)

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
            places=options(hall.line, self.drawing.desks.all(), _name(request)),
            problem=speaker(problem) if problem else None,
        )  # fmt: skip

    def _counter(self, request: WebRequest, desk: Desk, refusal: str | None = None) -> Answer:
        regions = self.drawing.regions(request, desk, refusal)
        services = self.drawing.services(request, desk)
        return self.drawing.pages.page(
            request,
            "counter.html",
            status=409 if refusal else 200,
            desk=desk,
            regions=regions,
            services=services,
        )

    def _pressed(self, request: WebRequest, desk: Desk, outcome: Outcome) -> Answer:
        refusal = self.drawing.pages.speaker(request)(outcome.key) if outcome.key else None
        if is_live(request):
            regions = dict(self.drawing.regions(request, desk))
            regions["answer"] = self.drawing.answer(request, refusal)
            return Response({"regions": regions}, status_code=409 if refusal else 200)
        return self._counter(request, desk, refusal) if refusal else _see("/")

    def _without_desk(self, request: WebRequest) -> Answer:
        if is_live(request):
            return Response({"message": self.drawing.pages.speaker(request)("no-desk")}, status_code=409)
        return _see("/place")

    def _desk(self, request: WebRequest) -> Desk | None:
        return self.drawing.desks.of(_name(request))

    def _services(self, desk: Desk) -> tuple[str, ...]:
        choice = self.drawing.desks.last_choice(desk.account)
        return choice.services if choice else ()


def _name(request: WebRequest) -> str:
    return request.user.name if request.user else ""


def _field(value: object) -> str:
    return value[:LONGEST_FIELD] if isinstance(value, str) else ""


def _see(path: str) -> Answer:
    return Response(None, status_code=303, headers={"location": path})
