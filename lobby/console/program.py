"""Wires the facility staff's pages together and runs them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from litestar import Litestar

from lobby.console.configuring import Configurator
from lobby.console.draw import Drawing
from lobby.console.editing import Editing
from lobby.console.figures.routes import FigureRoutes
from lobby.console.figures.source import Source
from lobby.console.history import History
from lobby.console.registry import Registry
from lobby.console.routes import Routes
from lobby.console.settings import STANDARD_JOURNAL, ConsoleSettings
from lobby.contract.topics import AVAIL, DESIRED, HEALTH, HOUSE, INFO, REPORTED, SHOW_NAME
from lobby.link.device import Device
from lobby.link.incoming import Subscription
from lobby.web.accounts import Accounts, Role
from lobby.web.app import Site, create_app
from lobby.web.headers import Protection
from lobby.web.hub import Hub
from lobby.web.moments import Clock, utc_now
from lobby.web.pages import Look, Pages
from lobby.web.serve import serve
from lobby.web.settings import PageSettings
from lobby.web.signed_in import Sessions

SUBSCRIPTIONS = (
    Subscription(HOUSE),
    *(Subscription(channel, any_device=True) for channel in (AVAIL, INFO, HEALTH, DESIRED, REPORTED)),
)


def build(
    settings: PageSettings, clock: Clock = utc_now, journal: Path = STANDARD_JOURNAL
) -> tuple[Litestar, Hub]:
    """The application and its hub; it connects when it starts and says goodbye when it ends."""
    registry = Registry()
    history = History(settings.state / "history.sqlite3")
    for name, kind in history.planned().items():
        registry.record(name).planned_kind = kind

    def apply(message: object) -> None:
        registry.apply(message)
        configurator.note_heard()

    hub = Hub(apply)
    device = Device(settings, subscriptions=SUBSCRIPTIONS, deliver=hub.deliver)
    configurator = Configurator(
        registry, history, lambda name, desired: device.publish(DESIRED, desired, device=name), clock
    )
    accounts = Accounts(settings.accounts_file)
    sessions = Sessions("console", accounts, clock, settings.web.behind_tls)
    pages = Pages("console", Look(("lobby.console", "lobby.figures")), "console-title")
    drawing = Drawing(pages, registry, history, configurator)
    routes = Routes(
        drawing, Editing(drawing), sessions, hub,
        lambda name, command: device.publish(SHOW_NAME, command, device=name),
    )  # fmt: skip

    figures = FigureRoutes(pages, Source(journal, settings.centre), clock, registry)

    @asynccontextmanager
    async def on_the_bus(_app: Litestar) -> AsyncIterator[None]:
        device.start()
        yield
        device.stop()
        history.close()
        accounts.close()

    site = Site(
        pages, [*routes.handlers(), *figures.handlers()],
        Protection(settings.web.embed_origin, settings.web.behind_tls), sessions,
        roles=(Role.FACILITY, Role.STEERING), hubs=(hub,), lifespan=[on_the_bus],
    )  # fmt: skip
    return create_app(site), hub


def run(settings: ConsoleSettings) -> None:
    """Until told to end."""
    app, hub = build(settings, journal=Path(settings.journal))
    serve(app, settings.web, (hub,))
