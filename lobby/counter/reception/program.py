"""Wires the reception's page together and runs it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar

from lobby.contract.topics import AVAIL, BEAT, HEALTH, HOUSE, LINE, RECEPTION
from lobby.counter.actions import Counter
from lobby.counter.emergency_routes import Caller, EmergencyRoutes
from lobby.counter.reception.actions import Desk
from lobby.counter.reception.details import Details
from lobby.counter.reception.draw import Drawing
from lobby.counter.reception.hall import ReceptionHall
from lobby.counter.reception.routes import Routes
from lobby.counter.turns import Turns
from lobby.link.device import Device
from lobby.link.incoming import Subscription
from lobby.web.accounts import Account, Accounts, Role
from lobby.web.app import Site, create_app
from lobby.web.headers import Protection
from lobby.web.hub import Hub
from lobby.web.moments import Clock, utc_now
from lobby.web.pages import Look, Pages
from lobby.web.serve import serve
from lobby.web.settings import PageSettings
from lobby.web.signed_in import Sessions

LOOK = Look(("lobby.counter", "lobby.counter.reception"))
SUBSCRIPTIONS = (
    Subscription(LINE),
    Subscription(HOUSE),
    Subscription(RECEPTION),
    Subscription(BEAT),
    Subscription(AVAIL, any_device=True),
    Subscription(HEALTH, any_device=True),
)


def build(settings: PageSettings, clock: Clock = utc_now) -> tuple[Litestar, Hub]:
    """The application and its hub; it connects when it starts and says goodbye when it ends."""
    hall = ReceptionHall()
    hub = Hub(hall.apply)
    device = Device(settings, subscriptions=SUBSCRIPTIONS, deliver=hub.deliver)
    accounts = Accounts(settings.accounts_file)
    sessions = Sessions("reception", accounts, clock, settings.web.behind_tls)
    counter = Counter(hall, Turns(), device.ask, clock)
    drawing = Drawing(Pages("reception", LOOK, "reception-title"), hall, Desk(hall, counter), clock)
    routes = Routes(drawing, Details(drawing), sessions, hub)
    emergencies = EmergencyRoutes(counter, hub, lambda _request: Caller(None), drawing.regions, routes.tell)

    @asynccontextmanager
    async def on_the_bus(_app: Litestar) -> AsyncIterator[None]:
        device.start()
        yield
        device.stop()
        accounts.close()

    def signed_out(account: Account) -> None:
        drawing.notices.forget(account.name)

    site = Site(
        drawing.pages, [*routes.handlers(), *emergencies.handlers()],
        Protection(settings.web.embed_origin, settings.web.behind_tls), sessions,
        roles=(Role.RECEPTION,), signed_out=signed_out, hubs=(hub,), lifespan=[on_the_bus],
    )  # fmt: skip
    return create_app(site), hub


def run(settings: PageSettings) -> None:
    """Until told to end."""
    app, hub = build(settings)
    serve(app, settings.web, (hub,))
