"""The facility staff's addresses."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath
from litestar.response import Stream

from lobby.console.draw import Drawing, Message
from lobby.console.editing import Editing
from lobby.console.registry import DeviceRecord
from lobby.contract.devices import ShowName
from lobby.web.errors import is_live
from lobby.web.hub import Hub
from lobby.web.live import Regions, stream
from lobby.web.pages import Answer, WebRequest
from lobby.web.signed_in import Sessions


@dataclass(frozen=True)
class Routes:
    """All addresses; `show_name` sends that command and says whether there is a connection."""

    drawing: Drawing
    editing: Editing
    sessions: Sessions
    hub: Hub
    show_name: Callable[[str, ShowName], bool]

    def handlers(self) -> list[BaseRouteHandler]:
        """For the application."""
        return [*self._list(), *self._device(), *self._changes(), self._name()]

    def _list(self) -> list[BaseRouteHandler]:
        @get("/", sync_to_thread=False)
        def page(request: WebRequest) -> Answer:
            return self.drawing.list_page(request)

        @get("/live", sync_to_thread=False)
        def live(request: WebRequest) -> Stream:
            return self._stream(request, lambda: self.drawing.list_regions(request))

        @post("/notice")
        async def notice(request: WebRequest) -> Answer:
            answer = self.editing.notice(request, await request.form())
            self.hub.changed()
            return answer

        @post("/plan")
        async def plan(request: WebRequest) -> Answer:
            done = self.editing.plan(request, await request.form())
            return _see(f"/devices/{done}") if isinstance(done, str) else done

        return [page, live, notice, plan]

    def _device(self) -> list[BaseRouteHandler]:
        @get("/devices/{name:str}", sync_to_thread=False)
        def page(request: WebRequest, name: FromPath[str]) -> Answer:
            record = self._record(name)
            return self.drawing.device_page(request, record, self.drawing.present_form(record))

        @get("/devices/{name:str}/live", sync_to_thread=False)
        def live(request: WebRequest, name: FromPath[str]) -> Stream:
            record = self._record(name)
            return self._stream(request, lambda: self.drawing.device_regions(request, record))

        return [page, live]

    def _changes(self) -> list[BaseRouteHandler]:
        @post("/devices/{name:str}")
        async def save(request: WebRequest, name: FromPath[str]) -> Answer:
            record = self._record(name)
            answer = self.editing.save(request, record, await request.form())
            self.hub.changed()
            return answer or _see(f"/devices/{name}#step")

        @post("/devices/{name:str}/restore")
        async def restore(request: WebRequest, name: FromPath[str]) -> Answer:
            record = self._record(name)
            answer = self.editing.restore(request, record, await request.form())
            self.hub.changed()
            return answer or _see(f"/devices/{name}#step")

        return [save, restore]

    def _name(self) -> BaseRouteHandler:
        @post("/devices/{name:str}/show-name", sync_to_thread=False)
        def show_name(request: WebRequest, name: FromPath[str]) -> Answer:
            record = self._record(name)
            sent = self.show_name(name, ShowName(id=uuid.uuid4().hex))
            say = self.drawing.pages.speaker(request)
            text = say("show-name-done", name=name) if sent else say("show-name-failed")
            message = Message("success" if sent else "danger", text)
            if is_live(request):
                answer = self.drawing.pages.text(request, "message.html", {"message": message})
                return Response({"regions": {"answer": answer}}, status_code=200)
            form = self.drawing.present_form(record)
            return self.drawing.device_page(request, record, form, message=message)

        return show_name

    def _stream(self, request: WebRequest, draw: Callable[[], Regions]) -> Stream:
        token = request.auth or ""
        return stream(self.hub, lambda: draw() if self.sessions.find(token) else None)

    def _record(self, name: str) -> DeviceRecord:
        record = self.drawing.registry.devices.get(name)
        if record is None:
            raise NotFoundException
        return record


def _see(path: str) -> Answer:
    return Response(None, status_code=303, headers={"location": path})
