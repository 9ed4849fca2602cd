"""The pages to sign in and out, by password or by one-time link, and the choice of language."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from typing import Annotated

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType
from litestar.handlers import BaseRouteHandler
from litestar.params import Body, FromPath
from litestar.response import Redirect

from lobby.web.accounts import Account
from lobby.web.pages import Pages, WebRequest
from lobby.web.signed_in import OPEN_TO_ALL, Sessions
from lobby.web.throttle import Throttle
from lobby.web.wording import LANGUAGES

YEAR_SECONDS = 365 * 86_400

FormFields = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


@dataclass
class SignIn:
    """The routes of one site."""

    pages: Pages
    sessions: Sessions
    signed_out: Callable[[Account], None] = lambda _account: None
    throttle: Throttle = field(default_factory=Throttle)

    def routes(self) -> list[BaseRouteHandler]:
        """All handlers, open to everybody."""
        return [*self._password_routes(), *self._link_routes(), language_route(self.pages)]

    def _password_routes(self) -> list[BaseRouteHandler]:
        @get("/sign-in", opt={OPEN_TO_ALL: True}, sync_to_thread=False)
        def form(request: WebRequest) -> Response[str]:
            return self._form(request, _Entered(request.query_params.get("to", "/")))

        @post("/sign-in", opt={OPEN_TO_ALL: True})
        async def check(request: WebRequest, data: FormFields) -> Response[str]:
            return await self._check(request, data)

        @post("/sign-out", opt={OPEN_TO_ALL: True}, sync_to_thread=False)
        def sign_out(request: WebRequest) -> Redirect:
            cookie = self.sessions.end(request.auth)
            if request.user is not None:
                self.signed_out(request.user)
            return Redirect("/sign-in", cookies=[cookie], status_code=303)

        return [form, check, sign_out]

    def _link_routes(self) -> list[BaseRouteHandler]:
        @get("/sign-in/link/{token:str}", opt={OPEN_TO_ALL: True}, sync_to_thread=False)
        def link(request: WebRequest, token: FromPath[str]) -> Response[str]:
            if request.user is not None:
                return _go("/")
            return self.pages.page(request, "link.html", token=token)

        @post("/sign-in/link/{token:str}", opt={OPEN_TO_ALL: True}, sync_to_thread=False)
        def use_link(request: WebRequest, token: FromPath[str]) -> Response[str]:
            if request.user is not None:
                return _go("/")
            account = self.sessions.accounts.use_link(token, self.sessions.clock())
            if account is None:
                return self._form(request, _Entered(problem="sign-in-link-used"), 403)
            return _go("/", self.sessions.begin(account))

        return [link, use_link]

    async def _check(self, request: WebRequest, data: dict[str, str]) -> Response[str]:
        name, password = data.get("name", "").strip().lower(), data.get("password", "")
        to = data.get("to", "/")
        keys = (f"account {name[:40]}", f"address {request.client.host if request.client else ''}")
        wait = max(self.throttle.wait_seconds(key, time.monotonic()) for key in keys)
        if wait > 0:
            return self._form(request, _Entered(to, name, "sign-in-wait", ceil(wait)), 429)
        account = await asyncio.to_thread(self.sessions.accounts.check, name, password)
        if account is None:
            for key in keys:
                self.throttle.failed(key, time.monotonic())
            return self._form(request, _Entered(to, name, "sign-in-wrong"), 403)
        self.throttle.succeeded(keys[0])
        return _go(local_path(to), self.sessions.begin(account))

    def _form(self, request: WebRequest, entered: "_Entered", status: int = 200) -> Response[str]:
        speaker = self.pages.speaker(request)
        problem = speaker(entered.problem, seconds=entered.seconds) if entered.problem else None
        return self.pages.page(
            request,
            "sign_in.html",
            status=status,
            to=local_path(entered.to),
            name=entered.name,
            problem=problem,
        )


@dataclass(frozen=True)
class _Entered:
    """What the form shows; `problem` is a wording key."""

    to: str = "/"
    name: str = ""
    problem: str | None = None
    seconds: int = 0


def language_route(pages: Pages) -> BaseRouteHandler:
    """The switch of languages that every page has."""

    @post("/language", opt={OPEN_TO_ALL: True}, sync_to_thread=False)
    def choose(data: FormFields) -> Redirect:
        chosen = data.get("language", "")
        cookies = []
        if chosen in LANGUAGES:
            cookies = [
                Cookie(key=pages.language_cookie, value=chosen, max_age=YEAR_SECONDS, samesite="strict")
            ]
        return Redirect(local_path(data.get("to", "/")), cookies=cookies, status_code=303)

    return choose


def local_path(to: str) -> str:
    """The path if it stays on this site, else the start page."""
    is_local = to.startswith("/") and not to.startswith(("//", "/\\")) and to.isprintable()
    return to if is_local else "/"


def _go(path: str, *cookies: Cookie) -> Response[str]:
    return Response("", status_code=303, headers={"location": path}, cookies=list(cookies))
