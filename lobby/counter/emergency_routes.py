"""Calling for help, going there, and ending it: the clerks' and the reception's addresses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import uuid4

from litestar import Response, post
from litestar.exceptions import NotFoundException
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath

from lobby.contract.requests import AnswerEmergency, AnyRequest, EndEmergency, RaiseEmergency
from lobby.contract.state import EmergencyKind
from lobby.counter.actions import Counter, Said
from lobby.counter.choosing_routes import see, text_of
from lobby.web.errors import is_live
from lobby.web.hub import Hub
from lobby.web.pages import Answer, WebRequest


@dataclass(frozen=True)
class Caller:
    """Who asks: a counter, or the reception (`place` is None)."""

    place: str | None


Find = Callable[[WebRequest], Caller | None]
Draw = Callable[[WebRequest], Mapping[str, str]]
Tell = Callable[[WebRequest, str, Said], None]


@dataclass(frozen=True)
class EmergencyRoutes:
    """`caller` says who asks (None: nobody who may), `regions` draws their page, `tell` keeps what did not work."""

    counter: Counter
    hub: Hub
    caller: Find
    regions: Draw
    tell: Tell

    def handlers(self) -> list[BaseRouteHandler]:
        """For the application."""

        @post("/emergency/{op:str}")
        async def emergency(request: WebRequest, op: FromPath[str]) -> Answer:
            caller = self.caller(request)
            if caller is None:
                return see("/")
            form = await request.form()
            place = text_of(form.get("place")) or caller.place or ""
            wanted = _request(op, place, caller, text_of(form.get("kind")))
            if wanted is None:
                raise NotFoundException
            said = await self.counter.send(wanted)
            if not said.ok:
                sent = "emergency-not-sent" if said.key in {"nobody-listening", "no-answer"} else said.key
                self.tell(request, f"emergency-{op}", Said(sent))
            self.hub.changed()
            if not is_live(request):
                return see("/")
            told = {"regions": self.regions(request), "stamp": self.hub.stamp()}
            return Response(told, status_code=200 if said.ok else 409)

        return [emergency]


def _request(op: str, place: str, caller: Caller, kind: str) -> AnyRequest | None:
    match op:
        case "raise" if caller.place is not None:
            known = kind if kind in set(EmergencyKind) else EmergencyKind.HELP
            return RaiseEmergency(id=uuid4().hex, place=caller.place, kind=EmergencyKind(known))
        case "go":
            return AnswerEmergency(id=uuid4().hex, place=place, by=caller.place)
        case "end":
            return EndEmergency(id=uuid4().hex, place=place)
        case _:
            return None
