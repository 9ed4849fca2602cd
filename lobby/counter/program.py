"""Wires the clerks' page together and runs it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar

from lobby.contract.topics import AVAIL, BEAT, HOUSE, LINE
from lobby.counter.actions import Counter
from lobby.counter.choosing_routes import ChoosingRoutes, name_of
from lobby.counter.desks import Desks
from lobby.counter.details import Details
from lobby.counter.draw import Drawing
from lobby.counter.emergency_routes import Caller, EmergencyRoutes
from lobby.counter.explaining import Explaining
from lobby.counter.hall import Hall
from lobby.counter.routes import Routes
from lobby.counter.turns import Turns
from lobby.link.device import QUEUE_DEVICE, Device
from lobby.link.incoming import Subscription
from lobby.web.accounts import Accounts, Role
from lobby.web.app import Site, create_app
from lobby.web.headers import Protection
from lobby.web.hub import Hub
from lobby.web.moments import Clock, utc_now
from lobby.web.pages import Look, Pages, WebRequest
from lobby.web.serve import serve
from lobby.web.settings import PageSettings
from lobby.web.signed_in import Sessions

SUBSCRIPTIONS = (
    Subscription(LINE),
    Subscription(HOUSE),
    Subscription(BEAT),
    Subscription(AVAIL, device=QUEUE_DEVICE),
)


def build(settings: PageSettings, clock: Clock = utc_now) -> tuple[Litestar, Hub]:
    """The application and its hub; it connects when it starts and says goodbye when it ends."""
    hall = Hall()
    hub = Hub(hall.apply)
    device = Device(settings, subscriptions=SUBSCRIPTIONS, deliver=hub.deliver)
    accounts = Accounts(settings.accounts_file)
    desks = Desks(settings.state / "desks.sqlite3")
    sessions = Sessions("counter", accounts, clock, settings.web.behind_tls)
    pages = Pages("counter", Look(("lobby.counter",)), "counter-title")
    counter = Counter(hall, Turns(), device.ask, clock)
    drawing = Drawing(pages, hall, desks, counter, Explaining(hall, device.ask, hub.changed), clock)
    routes = Routes(drawing, Details(drawing), sessions, hub)
    choosing = ChoosingRoutes(drawing, sessions, hub, routes.tell)
    handlers = [*routes.handlers(), *choosing.handlers(), *_emergencies(routes).handlers()]

    @asynccontextmanager
    async def on_the_bus(_app: Litestar) -> AsyncIterator[None]:
        device.start()
        yield
        device.stop()
        desks.close()
        accounts.close()

    site = Site(
        pages, handlers, Protection(settings.web.embed_origin, settings.web.behind_tls), sessions,
        roles=(Role.CLERK,), signed_out=choosing.signed_out, hubs=(hub,), lifespan=[on_the_bus],
    )  # fmt: skip
    return create_app(site), hub


def _emergencies(routes: Routes) -> EmergencyRoutes:
    def caller(request: WebRequest) -> Caller | None:
        desk = routes.drawing.desks.of(name_of(request))
        return Caller(desk.place) if desk else None

    return EmergencyRoutes(routes.drawing.counter, routes.hub, caller, routes.own_regions, routes.tell)


def run(settings: PageSettings) -> None:
    """Until told to end."""
    app, hub = build(settings)
    serve(app, settings.web, (hub,))
