"""The addresses of the one page. Nothing here changes the lobby but what a visitor or a `kill -9` could."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from litestar import Response, Router, WebSocket, get, post, websocket
from litestar.datastructures import State
from litestar.exceptions import NotFoundException, WebSocketDisconnect
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath
from litestar.response import Redirect, Stream

from lobby.contract.catalogue import Catalogue
from lobby.stage.doors import Doors
from lobby.stage.hall import StageHall
from lobby.stage.mirror_client import MirrorAwayError, send_keys
from lobby.stage.origin import OwnOrigin
from lobby.stage.phone import Phone
from lobby.stage.screens import Viewer
from lobby.stage.settings import Address
from lobby.stage.supervisor_client import SupervisorAwayError, kill_program
from lobby.stage.view import fact_view, program_views
from lobby.web.hub import Hub
from lobby.web.live import stream
from lobby.web.moments import Clock
from lobby.web.pages import Answer, Pages, WebRequest

GOING_AWAY = 1001
LONGEST_INDEX = 5


@dataclass(frozen=True)
class Parts:
    """What the page shows."""

    screens: Mapping[str, Path]
    addresses: Mapping[str, Address]
    control: Path
    phone: Phone
    doors: Doors
    catalogue: Catalogue


@dataclass(frozen=True)
class Routes:
    """All addresses."""

    pages: Pages
    hall: StageHall
    hub: Hub
    parts: Parts
    origin: OwnOrigin
    clock: Clock

    def handlers(self) -> list[Router]:
        """For the application; open to the page itself alone."""
        handlers = [*self._page(), *self._phone(), self._screen(), self._door(), self._kill()]
        return [Router("/", guards=[self.origin], route_handlers=handlers)]

    def _page(self) -> list[BaseRouteHandler]:
        @get("/", sync_to_thread=False)
        def page(request: WebRequest) -> Answer:
            if not self.origin.is_own_name(request):
                return Redirect(f"{self.origin.url}/")
            index = _index(request.query_params.get("code", ""))
            values = self._phone_values(request, index) or self._phone_values(request, None) or {}
            tabs = tuple(self.parts.doors.doors)
            return self.pages.page(request, "stage.html", tabs=tabs, **self._region_values(request), **values)

        @get("/live", sync_to_thread=False)
        def live(request: WebRequest) -> Stream:
            return stream(self.hub, lambda: self._regions(request))

        return [page, live]

    def _phone(self) -> list[BaseRouteHandler]:
        @get("/phone/{index:int}", sync_to_thread=False)
        def shown(request: WebRequest, index: FromPath[int]) -> Answer:
            values = self._phone_values(request, index)
            if values is None:
                raise NotFoundException
            return self.pages.page(request, "phone_screen.html", **values)

        @get("/phone/{index:int}/code.png", sync_to_thread=True)
        def picture(index: FromPath[int]) -> Response[bytes]:
            png = self.parts.phone.picture(index)
            if png is None:
                raise NotFoundException
            return Response(png, media_type="image/png")

        @post("/phone/hold")
        async def hold(request: WebRequest) -> Response[dict[str, object]]:
            t = self.pages.speaker(request)
            entry = self.parts.phone.entry(_index((await request.form()).get("code", "")))
            if entry is None:
                return _told(t("phone-no-code"), 404)
            try:
                await send_keys(self.parts.screens["kiosk"], f"{entry.code}\n")
            except MirrorAwayError:
                return _told(t("phone-kiosk-away"), 503)
            return _told("", 200)

        return [shown, picture, hold]

    def _screen(self) -> BaseRouteHandler:
        @websocket("/screens/{name:str}")
        async def screen(socket: WebSocket[object, object, State], name: FromPath[str]) -> None:
            path = self.parts.screens.get(name)
            if path is None:
                raise NotFoundException
            await socket.accept()
            viewing = asyncio.create_task(Viewer(path, socket).show())
            closing = asyncio.create_task(self._closed())
            try:
                await asyncio.wait((viewing, closing), return_when=asyncio.FIRST_COMPLETED)
            finally:
                viewing.cancel()
                closing.cancel()
                await asyncio.gather(viewing, closing, return_exceptions=True)
            await _close(socket)

        return screen

    def _door(self) -> BaseRouteHandler:
        @get("/door/{name:str}", sync_to_thread=False)
        def door(name: FromPath[str]) -> Redirect:
            address = self.parts.doors.address(name)
            if address is None:
                raise NotFoundException
            return Redirect(address)

        return door

    def _kill(self) -> BaseRouteHandler:
        @post("/programs/{name:str}/kill")
        async def kill(request: WebRequest, name: FromPath[str]) -> Response[dict[str, object]]:
            try:
                await kill_program(self.parts.control, name)
            except SupervisorAwayError:
                return _told(self.pages.speaker(request)("kill-failed"), 503)
            await self.hall.look(self.parts.control, self.hub)
            return _told("", 200, self._regions(request))

        return kill

    async def _closed(self) -> None:
        """Returns when the program ends: websockets do not hold it."""
        reader = self.hub.join()
        try:
            while not self.hub.closed:
                reader.clear()
                await reader.wait()
        finally:
            self.hub.leave(reader)

    def _regions(self, request: WebRequest) -> dict[str, str]:
        values = self._region_values(request)
        return {
            "happened": self.pages.text(request, "happened.html", values),
            "programs": self.pages.text(request, "programs.html", values),
            "programs-count": self.pages.text(request, "programs_count.html", values),
        }

    def _region_values(self, request: WebRequest) -> dict[str, Any]:
        t = self.pages.speaker(request)
        states = self.hall.programs
        return {
            "connected": self.hall.connected,
            "facts": [fact_view(fact, t, self.parts.catalogue) for fact in self.hall.story.facts],
            "programs": None if states is None else program_views(states, self.parts.addresses, t),
        }

    def _phone_values(self, request: WebRequest, index: int | None) -> dict[str, Any] | None:
        t, now, phone = self.pages.speaker(request), self.clock(), self.parts.phone
        shown = phone.shown(phone.first(t, now) if index is None else index, t, now)
        if shown is None:
            return None
        return {"shown": shown, "groups": phone.groups(t, now), "now": now}


def _index(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= LONGEST_INDEX else -1


def _told(message: str, status: int, regions: Mapping[str, str] | None = None) -> Response[dict[str, object]]:
    return Response({"message": message, "regions": dict(regions or {})}, status_code=status)


async def _close(socket: WebSocket[object, object, State]) -> None:
    try:
        await socket.close(code=GOING_AWAY)
    except (RuntimeError, WebSocketDisconnect):
        return  # gone already
