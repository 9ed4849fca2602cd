"""Error pages that say what happened and what to do, in the reader's language."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote

import structlog
from litestar import Response
from litestar.enums import MediaType
from litestar.exceptions import HTTPException, NotAuthorizedException

from lobby.web.pages import Pages, WebRequest

LIVE = "x-lobby-live"
"""Request header of the live script; it gets JSON instead of pages."""

_KINDS = {
    HTTPStatus.BAD_REQUEST: "error-form",
    HTTPStatus.FORBIDDEN: "error-role",
    HTTPStatus.NOT_FOUND: "error-not-found",
    HTTPStatus.METHOD_NOT_ALLOWED: "error-not-found",
    HTTPStatus.CONFLICT: "error-conflict",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "error-too-large",
}
_CSRF_DETAIL = "CSRF"


def is_live(request: WebRequest) -> bool:
    """Whether the page's own script asks."""
    return request.headers.get(LIVE) is not None


def refused(pages: Pages) -> Callable[[WebRequest, HTTPException], Response[object]]:
    """Answers requests that cannot be done as asked."""

    def handle(request: WebRequest, error: HTTPException) -> Response[object]:
        if isinstance(error, NotAuthorizedException):
            return _to_sign_in(pages, request)
        kind = _KINDS.get(HTTPStatus(error.status_code), "error-form")
        forgotten = error.status_code == HTTPStatus.FORBIDDEN and _CSRF_DETAIL in error.detail
        return _page(pages, request, "error-form-old" if forgotten else kind, error.status_code)

    return handle


def broken(pages: Pages) -> Callable[[WebRequest, Exception], Response[object]]:
    """Answers when the program is at fault."""

    def handle(request: WebRequest, error: Exception) -> Response[object]:
        route = request.scope.get(
            "path_template", ""
        )  # never the address itself: it may hold a visitor's link
        structlog.get_logger("lobby.web").error("a page failed", path=route, exc_info=error)
        return _page(pages, request, "error-broken", HTTPStatus.INTERNAL_SERVER_ERROR)

    return handle


def _to_sign_in(pages: Pages, request: WebRequest) -> Response[object]:
    if is_live(request):
        text = pages.speaker(request)("error-signed-out")
        return Response({"message": text, "signed_out": True}, status_code=HTTPStatus.UNAUTHORIZED)
    came_from = request.url.path if request.method == "GET" else "/"
    to = "/sign-in" if came_from == "/" else f"/sign-in?to={quote(came_from)}"
    return Response(None, status_code=HTTPStatus.SEE_OTHER, headers={"location": to})


def _page(pages: Pages, request: WebRequest, kind: str, status: int) -> Response[object]:
    speaker = pages.speaker(request)
    if is_live(request):
        return Response(
            {"message": f"{speaker(kind)}. {speaker(f'{kind}-what')}", "tone": "danger"}, status_code=status
        )
    text = pages.text(
        request, "error.html", {"kind": kind, "status": status, "headline": speaker(kind),
                                "what": speaker(f"{kind}-what")},
    )  # fmt: skip
    return Response(text, media_type=MediaType.HTML, status_code=status)
