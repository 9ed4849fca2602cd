"""The reception's addresses. Only POST changes anything."""

from dataclasses import dataclass

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath
from litestar.response import Stream

from lobby.contract.answers import Ticket
from lobby.counter.actions import Said
from lobby.counter.choosing_routes import see, text_of
from lobby.counter.reception.actions import Pressed
from lobby.counter.reception.details import Details
from lobby.counter.reception.draw import Drawing
from lobby.counter.reception.orders import REQUESTS
from lobby.counter.routes import content
from lobby.counter.rows import spaced
from lobby.web.errors import is_live
from lobby.web.hub import Hub
from lobby.web.live import stream
from lobby.web.pages import Answer, WebRequest
from lobby.web.signed_in import Sessions

LONGEST_SEARCH = 600
"""A scanned code is 135 characters long."""


@dataclass(frozen=True)
class Routes:
    """The page, its event stream, what opens beside the lists, its buttons and forms."""

    drawing: Drawing
    details: Details
    sessions: Sessions
    hub: Hub

    def handlers(self) -> list[BaseRouteHandler]:
        """For the application."""
        return [*self._page(), *self._opened(), self._act(), self._dismiss()]

    def tell(self, request: WebRequest, op: str, said: Said) -> None:
        """Keep what did not work, until it is put away."""
        if said.key is not None:
            self.drawing.keep(self.drawing.account(request), op, said.key)

    def _page(self) -> list[BaseRouteHandler]:
        @get("/", sync_to_thread=False)
        def page(request: WebRequest) -> Answer:
            return self._whole(request)

        @get("/live", sync_to_thread=False)
        def live(request: WebRequest) -> Stream:
            token = request.auth or ""

            def draw() -> dict[str, str] | None:
                return self.drawing.regions(request) if self.sessions.find(token) else None

            return stream(self.hub, draw)

        @get("/find", sync_to_thread=False)
        def found(request: WebRequest) -> Answer:
            text = self.drawing.found(request, _wanted(request))
            return Response(text, media_type="text/html") if is_live(request) else self._whole(request)

        return [page, live, found]

    def _opened(self) -> list[BaseRouteHandler]:
        @get(["/new", "/lock", "/contingents", "/keys"], sync_to_thread=False)
        def form(request: WebRequest) -> Answer:
            return self._open(request, request.url.path)

        @get(["/visit/{about:str}", "/expected/{about:str}", "/number/{about:str}"], sync_to_thread=False)
        def one(request: WebRequest, about: FromPath[str]) -> Answer:  # noqa: ARG001 - stands in the path
            return self._open(request, request.url.path)

        return [form, one]

    def _open(self, request: WebRequest, path: str) -> Answer:
        text = self.details.open(request, path)
        if text is None:
            raise NotFoundException
        return Response(text, media_type="text/html") if is_live(request) else self._whole(request, text)

    def _act(self) -> BaseRouteHandler:
        @post("/act/{op:str}")
        async def act(request: WebRequest, op: FromPath[str]) -> Answer:
            if op not in REQUESTS:
                raise NotFoundException
            form = await request.form()
            who = self.drawing.account(request)
            pressed = Pressed(op, who, text_of(form.get("turn")), content(form))
            known = self.drawing.hall.visit(pressed.value("visit"))
            said, ticket = await self.drawing.desk.press(pressed)
            if said.key is not None:
                self.drawing.keep(who, op, said.key, spaced(known.number) if known else "")
            self.hub.soon()
            return self._pressed(request, said, ticket, text_of(form.get("from")))

        return act

    def _dismiss(self) -> BaseRouteHandler:
        @post("/dismiss")
        async def dismiss(request: WebRequest) -> Answer:
            form = await request.form()
            self.drawing.notices.dismiss(self.drawing.account(request), text_of(form.get("notice")))
            self.hub.soon()
            if not is_live(request):
                return see("/")
            return Response({"regions": self.drawing.regions(request), "stamp": self.hub.stamp()})

        return dismiss

    def _pressed(self, request: WebRequest, said: Said, ticket: Ticket | None, opened: str) -> Answer:
        number = f"/number/{ticket.visit}" if ticket is not None else ""
        if not is_live(request):
            if said.ok:
                return see(number or "/")
            return self._whole(request, self.details.open(request, opened) or "", 409)
        regions = self.drawing.regions(request)
        if not said.ok and opened:
            regions["detail"] = self.details.open(request, opened) or ""
        answer: dict[str, object] = {"regions": regions, "stamp": self.hub.stamp()}
        if number:
            answer["ask"] = number
        return Response(answer, status_code=200 if said.ok else 409)

    def _whole(self, request: WebRequest, detail: str = "", status: int = 200) -> Answer:
        wanted = _wanted(request)
        return self.drawing.pages.page(
            request, "reception.html", status=status, detail=detail, house=self.drawing.hall.house,
            regions=self.drawing.regions(request), wanted=wanted, found=self.drawing.found(request, wanted),
        )  # fmt: skip


def _wanted(request: WebRequest) -> str:
    return text_of(request.query_params.get("find"), LONGEST_SEARCH)
