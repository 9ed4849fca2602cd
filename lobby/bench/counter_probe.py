"""The clerks' page with a probe in it: `python -m lobby.bench.counter_probe --settings counter.toml`.

It is the real application; beside it, below `/bench/`, the pages tell what they have painted, and are told to press a
button. The probe comes with one of the page's own scripts, since nothing else may run there.
"""

import asyncio
import contextlib
import json
import time
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qs

import typer
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from lobby.counter.program import build
from lobby.link.logs import log_to_stderr
from lobby.link.settings import load_as
from lobby.web.serve import serve
from lobby.web.settings import PageSettings

CARRIER = "tabs.js"
LONG_POLL_SECONDS = 1.0
PROBE = """
{
  const place = document.title.split(" –").find(part => part.includes(" ")).trim();
  const painted = then => requestAnimationFrame(() => { const c = new MessageChannel();
    c.port1.onmessage = then; c.port2.postMessage(0) });
  const texts = what => [...document.querySelectorAll(what)].map(one => one.textContent.replace(/\\s/g, ""));
  let due = false, last = "", clicked = 0;
  const look = () => { if (due) return; due = true; painted(() => { due = false;
    const now = { place, number: texts("h1")[0], waiting: texts("#rows-mine th"), alarms: texts(".emergency").length };
    const text = JSON.stringify(now);
    if (text === last) return;
    last = text;
    fetch("/bench/said", { method: "POST", body: JSON.stringify({ ...now, since: performance.now() - clicked }) });
  }) };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  new EventSource("/bench/orders?place=" + encodeURIComponent(place)).onmessage = event => {
    clicked = performance.now(); document.querySelector(`[data-hotkey="${event.data}"]`).click() };
  look();
}
"""


class Probe:
    """The application, and what its pages say. `at` is `time.monotonic()` when it was said."""

    def __init__(self, app: ASGIApp, cookie: str) -> None:
        self._app = app
        self._cookie = cookie
        self._said: list[dict[str, Any]] = []
        self._more = asyncio.Event()
        self._orders: dict[str, asyncio.Queue[str]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        path = scope.get("path", "")
        if scope["type"] != ScopeType.HTTP or not (
            path.startswith("/bench/") or path.endswith(f"/{CARRIER}")
        ):
            await self._app(scope, receive, send)
            return
        query = {name: values[0] for name, values in parse_qs(scope["query_string"].decode()).items()}
        match path.rpartition("/")[2]:
            case "enter":
                cookie = f"{self._cookie}={query['token']}; Path=/; HttpOnly; SameSite=Strict"
                await _answer(send, 303, {"location": "/", "set-cookie": cookie})
            case "said":
                at = time.monotonic()
                self._said.append({**json.loads(await _body(receive)), "at": at})
                self._more.set()
                await _answer(send, 204, {})
            case "seen":
                await self._seen(int(query["after"]), send)
            case "orders":
                await self._order(query["place"], send)
            case "click":
                self._queue(query["place"]).put_nowait(query["key"])
                await _answer(send, 204, {})
            case _:
                script = (files("lobby.counter") / "static" / CARRIER).read_text(encoding="utf-8")
                await _answer(send, 200, {"content-type": "text/javascript"}, (script + PROBE).encode())

    async def _seen(self, after: int, send: Send) -> None:
        if len(self._said) <= after:
            self._more.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._more.wait(), LONG_POLL_SECONDS)
        body = json.dumps(self._said[after:]).encode()
        await _answer(send, 200, {"content-type": "application/json"}, body)

    async def _order(self, place: str, send: Send) -> None:
        await send(_start(200, {"content-type": "text/event-stream"}))
        while True:
            key = await self._queue(place).get()
            data = f"data: {key}\n\n".encode()
            await send({"type": "http.response.body", "body": data, "more_body": True})

    def _queue(self, place: str) -> asyncio.Queue[str]:
        return self._orders.setdefault(place, asyncio.Queue())


async def _body(receive: Receive) -> bytes:
    parts = []
    while True:
        message: Any = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


def _start(status: int, headers: dict[str, str]) -> Any:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http.response.start", "status": status, "headers": raw}


async def _answer(send: Send, status: int, headers: dict[str, str], body: bytes = b"") -> None:
    await send(_start(status, {"content-length": str(len(body)), **headers}))
    await send({"type": "http.response.body", "body": body, "more_body": False})


def main(
    settings: Annotated[Path, typer.Option("--settings")], cookie: Annotated[str, typer.Option("--cookie")]
) -> None:
    """Serve until told to end. `cookie` is the name of the session's cookie."""
    page = load_as(settings, PageSettings)
    log_to_stderr("counter")
    app, hub = build(page)
    serve(Probe(app, cookie), page.web, (hub,))


if __name__ == "__main__":
    typer.run(main)
