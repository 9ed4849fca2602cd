"""Who makes a request: the session cookie, and what a role may open."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult
from litestar.types import ASGIApp

from lobby.web.accounts import SESSION_IDLE, Account, Accounts, Role
from lobby.web.moments import Clock

OPEN_TO_ALL = "open_to_all"
"""Route option: no sign-in needed."""


@dataclass(frozen=True)
class Sessions:
    """Sessions of one site."""

    site: str
    accounts: Accounts
    clock: Clock
    secure: bool

    @cached_property
    def cookie_name(self) -> str:
        """Where the token is."""
        return cookie_name(self.site, "session", self.accounts.secret("csrf"))

    def begin(self, account: Account) -> Cookie:
        """Sign in: the cookie to set."""
        token = self.accounts.open_session(account, self.clock())
        return self._cookie(token, int(SESSION_IDLE.total_seconds()))

    def end(self, token: str | None) -> Cookie:
        """Sign out: the cookie that removes itself."""
        if token:
            self.accounts.close_session(token)
        return self._cookie("", 0)

    def find(self, token: str) -> Account | None:
        """Whose session it is."""
        return self.accounts.session(token, self.clock())

    def _cookie(self, value: str, max_age: int) -> Cookie:
        return Cookie(
            key=self.cookie_name, value=value, max_age=max_age, httponly=True, samesite="strict",
            secure=self.secure,
        )  # fmt: skip


def cookie_name(site: str, purpose: str, secret: str) -> str:
    """A cookie's name. One host's cookies reach all its ports: two sites, or two lobbies, must not share names."""
    return f"lobby_{site}_{purpose}_{hashlib.sha256(secret.encode()).hexdigest()[:6]}"


class SessionMiddleware(AbstractAuthenticationMiddleware):
    """Puts the account into `request.user` and the token into `request.auth`; both None without a session."""

    def __init__(self, app: ASGIApp, sessions: Sessions | None) -> None:
        super().__init__(app, exclude=r"^/static/")
        self._sessions = sessions

    async def authenticate_request(
        self, connection: ASGIConnection[Any, Any, Any, Any]
    ) -> AuthenticationResult:
        """Look the cookie up."""
        token = connection.cookies.get(self._sessions.cookie_name) if self._sessions else None
        account = self._sessions.find(token) if self._sessions and token else None
        return AuthenticationResult(user=account, auth=token if account else None)


def only_for(*roles: Role) -> Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], None]:
    """A guard: signed in (else 401, which leads to the sign-in page) and of one of these roles (else 403)."""

    def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
        if handler.opt.get(OPEN_TO_ALL):
            return
        account: Account | None = connection.scope.get("user")
        if account is None:
            raise NotAuthorizedException
        if account.role not in roles:
            raise PermissionDeniedException("role")

    return guard
