"""The clerks' addresses. Only POST changes anything; loading a page never calls anybody."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.exceptions import NotFoundException
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath
from litestar.response import Stream

from lobby.counter.actions import Pressed, Said
from lobby.counter.choosing_routes import name_of, see, text_of
from lobby.counter.desks import Desk
from lobby.counter.details import Details
from lobby.counter.draw import Drawing
from lobby.counter.notices import Notice, new_id
from lobby.counter.orders import LONGEST_NOTE, REQUESTS, THEN, Form
from lobby.counter.place_view import is_expected
from lobby.counter.rows import spaced
from lobby.web.accounts import Account, Right
from lobby.web.errors import is_live
from lobby.web.hub import Hub
from lobby.web.live import stream
from lobby.web.pages import Answer, WebRequest
from lobby.web.signed_in import Sessions

LOOK_SECONDS = 0.9
MOST_FIELDS = 40
NOT_CONTENT = frozenset({"_csrf_token", "turn", "from"})


@dataclass(frozen=True)
class Routes:
    """The page of a place, its event stream, its buttons and forms."""

    drawing: Drawing
    details: Details
    sessions: Sessions
    hub: Hub

    def handlers(self) -> list[BaseRouteHandler]:
        """For the application."""
        return [self._page(), self._live(), self._act(), self._dismiss(), *self._opened()]

    def own_regions(self, request: WebRequest) -> dict[str, str]:
        """The page of whoever asks; empty for somebody who sits nowhere."""
        desk = self.drawing.desks.of(name_of(request))
        return self._regions(request, desk) if desk else {}

    def tell(self, request: WebRequest, op: str, said: Said, visit: str = "") -> None:
        """Keep for the clerk what did not work, until it is put away."""
        if said.key is None:
            return
        found = self.drawing.hall.visit(visit) if visit else None
        number = spaced(found.number) if found else ""
        now = self.drawing.clock()
        notice = Notice(new_id(), now, f"op-{op}", said.key, said.values, number)
        self.drawing.notices.add(name_of(request), notice)

    def without_desk(self, request: WebRequest) -> Answer:
        """The clerk sits nowhere."""
        if is_live(request):
            return Response({"message": self.drawing.pages.speaker(request)("no-desk")}, status_code=409)
        return see("/place")

    def _page(self) -> BaseRouteHandler:
        @get("/", sync_to_thread=False)
        def page(request: WebRequest) -> Answer:
            desk = self.drawing.desks.of(name_of(request))
            return self._counter(request, desk) if desk else see("/place")

        return page

    def _live(self) -> BaseRouteHandler:
        @get("/live", sync_to_thread=False)
        def live(request: WebRequest) -> Stream:
            return stream(self.hub, self._drawer(request))

        return live

    def _drawer(self, request: WebRequest) -> Callable[[], dict[str, str] | None]:
        """Draws one reader's page as long as they are signed in and sit there; asked for again every second."""
        token, desk = request.auth or "", self.drawing.desks.of(name_of(request))
        asked = -LOOK_SECONDS
        account: Account | None = None

        def draw() -> dict[str, str] | None:
            nonlocal asked, account
            now = time.monotonic()
            if now - asked >= LOOK_SECONDS:
                asked, account = now, self.sessions.find(token)
                if account is not None and self.drawing.desks.of(account.name) != desk:
                    account = None
            if desk is None or account is None:
                return None
            return self.drawing.regions(request, desk, account)

        return draw

    def _act(self) -> BaseRouteHandler:
        @post("/act/{op:str}")
        async def act(request: WebRequest, op: FromPath[str]) -> Answer:
            if op not in REQUESTS:
                raise NotFoundException
            desk = self.drawing.desks.of(name_of(request))
            if desk is None:
                return self.without_desk(request)
            form = await request.form()
            pressed = Pressed(op, desk.place, text_of(form.get("turn")), content(form), self._services(desk))
            said = self._not_allowed(request, pressed) or await self.drawing.counter.press(pressed)
            if not said.must_choose:
                self.tell(request, op, said, pressed.visit)
            self.hub.soon()
            return self._pressed(request, desk, pressed, said, text_of(form.get("from")))

        return act

    def _dismiss(self) -> BaseRouteHandler:
        @post("/dismiss")
        async def dismiss(request: WebRequest) -> Answer:
            form = await request.form()
            self.drawing.notices.dismiss(name_of(request), text_of(form.get("notice")))
            desk = self.drawing.desks.of(name_of(request))
            self.hub.soon()
            if desk is None or not is_live(request):
                return see("/")
            return Response({"regions": self._regions(request, desk), "stamp": self.hub.stamp()})

        return dismiss

    def _opened(self) -> list[BaseRouteHandler]:
        @get("/case/{name:str}", sync_to_thread=False)
        def case(request: WebRequest, name: FromPath[str]) -> Answer:
            return self._open(request, f"/case/{name}", request.query_params.get("then", ""))

        @get("/visit/{visit:str}", sync_to_thread=False)
        def visit(request: WebRequest, visit: FromPath[str]) -> Answer:
            return self._open(request, f"/visit/{visit}")

        @get("/keys", sync_to_thread=False)
        def keys(request: WebRequest) -> Answer:
            return self._open(request, "/keys")

        return [case, visit, keys]

    def _open(self, request: WebRequest, path: str, then: str = "") -> Answer:
        desk = self.drawing.desks.of(name_of(request))
        if desk is None:
            return self.without_desk(request)
        text = self._detail(request, desk, path, then)
        if text is None:
            raise NotFoundException
        if is_live(request):
            return Response(text, media_type="text/html")
        return self._counter(request, desk, text)

    def _detail(self, request: WebRequest, desk: Desk, path: str, then: str = "") -> str | None:
        kind, _, rest = path.strip("/").partition("/")
        match kind:
            case "case":
                return self.details.case(request, desk, rest, then)
            case "visit":
                return self.details.visit(request, desk, rest)
            case "keys":
                return self.details.keys(request)
            case _:
                return None

    def _counter(self, request: WebRequest, desk: Desk, detail: str = "", status: int = 200) -> Answer:
        return self.drawing.pages.page(
            request, "counter.html", status=status, desk=desk, detail=detail,
            regions=self._regions(request, desk), services=self.drawing.services(request, desk),
            alarm_action="/emergency/raise",
        )  # fmt: skip

    def _pressed(self, request: WebRequest, desk: Desk, pressed: Pressed, said: Said, opened: str) -> Answer:
        if said.must_choose:
            question = f"/case/{pressed.op if pressed.op in THEN else 'next'}"
            return Response({"ask": question}, status_code=409) if is_live(request) else see(question)
        status = 200 if said.ok else 409
        again = None if said.ok or not opened else self._detail(request, desk, opened, pressed.then)
        if not is_live(request):
            return see("/") if said.ok else self._counter(request, desk, again or "", status)
        regions = self._regions(request, desk)
        if again is not None:
            regions["detail"] = again
        return Response({"regions": regions, "stamp": self.hub.stamp()}, status_code=status)

    def _regions(self, request: WebRequest, desk: Desk) -> dict[str, str]:
        account = request.user
        assert isinstance(account, Account)  # noqa: S101 - the guard lets nobody else in
        return self.drawing.regions(request, desk, account)

    def _not_allowed(self, request: WebRequest, pressed: Pressed) -> Said | None:
        """Calling somebody who waits out of turn is a right of its own; whom one expects, everybody may."""
        line = self.drawing.hall.line
        if pressed.op != "call" or line is None:
            return None
        waits = any(
            one.visit == pressed.visit and not is_expected(one, pressed.place) for one in line.waiting
        )
        may = request.user is not None and Right.CALL_ANYONE in request.user.rights
        return Said("no-right-to-choose") if waits and not may else None

    def _services(self, desk: Desk) -> tuple[str, ...]:
        choice = self.drawing.desks.last_choice(desk.account)
        return choice.services if choice else ()


def content(form: FormMultiDict) -> Form:
    """What a form says, without what every form carries; cut to what can be of use."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in list(form.multi_items())[:MOST_FIELDS]:
        if name not in NOT_CONTENT:
            found[name] = (*found.get(name, ()), text_of(value, LONGEST_NOTE * 2))
    return found
