"""Puts a site together: routes, look, sign-in, protection, errors."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import CacheControlHeader
from litestar.exceptions import HTTPException
from litestar.middleware import DefineMiddleware
from litestar.middleware.compression import CompressionMiddleware
from litestar.static_files import create_static_files_router
from litestar.types import ControllerRouterHandler

from lobby.web.accounts import Account, Role
from lobby.web.errors import broken, refused
from lobby.web.headers import Protection, protecting
from lobby.web.hub import Hub
from lobby.web.pages import Pages
from lobby.web.sign_in import SignIn, language_route
from lobby.web.signed_in import OPEN_TO_ALL, SessionMiddleware, Sessions, cookie_name, only_for

YEAR_SECONDS = 365 * 86_400
LARGEST_FORM_BYTES = 262_144

Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]


@dataclass(frozen=True)
class Site:
    """What makes a site. Without `sessions` it is public; with them, only `roles` come past the sign-in page.

    `signed_out` hears who signs out. `hubs` are closed first when the program ends: open streams do not hold it.
    """

    pages: Pages
    handlers: Sequence[ControllerRouterHandler]
    protection: Protection = field(default_factory=Protection)
    sessions: Sessions | None = None
    roles: tuple[Role, ...] = ()
    signed_out: Callable[[Account], None] = lambda _account: None
    hubs: tuple[Hub, ...] = ()
    lifespan: Sequence[Lifespan] = ()
    csrf_secret: str | None = None


def create_app(site: Site) -> Litestar:
    """The ASGI application of a site."""
    look = site.pages.look
    static = create_static_files_router(
        look.static_path,
        directories=list(look.static_folders),
        cache_control=CacheControlHeader(max_age=YEAR_SECONDS, public=True, immutable=True),
        middleware=[DefineMiddleware(CompressionMiddleware, config=CompressionConfig("gzip"))],
        opt={OPEN_TO_ALL: True},
    )
    if site.sessions is not None:
        shared: list[ControllerRouterHandler] = list(
            SignIn(site.pages, site.sessions, site.signed_out).routes()
        )
    else:
        shared = [language_route(site.pages)]
    return Litestar(
        [*site.handlers, *shared, static],
        guards=[only_for(*site.roles)] if site.sessions is not None else [],
        middleware=[
            DefineMiddleware(SessionMiddleware, sessions=site.sessions),
        ],
        before_send=[protecting(site.protection)],
        exception_handlers={HTTPException: refused(site.pages), Exception: broken(site.pages)},
        csrf_config=_csrf(site),
        request_max_body_size=LARGEST_FORM_BYTES,
        openapi_config=None,
        lifespan=[_hubs(site.hubs), *site.lifespan],
        debug=False,
        logging_config=None,
    )


def _csrf(site: Site) -> CSRFConfig | None:
    secret = site.csrf_secret or (site.sessions.accounts.secret("csrf") if site.sessions else None)
    if secret is None:
        return None
    return CSRFConfig(
        secret=secret, cookie_name=cookie_name(site.pages.name, "csrf", secret), cookie_httponly=True,
        cookie_samesite="strict", cookie_secure=site.protection.behind_tls,
    )  # fmt: skip


def _hubs(hubs: tuple[Hub, ...]) -> Lifespan:
    @asynccontextmanager
    async def live(_app: Litestar) -> AsyncIterator[None]:
        for hub in hubs:
            hub.open()
        yield
        for hub in hubs:
            hub.close()

    return live
