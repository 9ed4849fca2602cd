"""A ZMS of our own: processes as its schema has them, and a server that answers as its API does."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

AUTHKEY = "a1b2c3d4e5"
SCOPE = 141


def process(number: int, slot: datetime, **changes: Any) -> dict[str, Any]:
    """One process, an appointment of the scope."""
    return {
        "id": str(number),
        "authKey": "s3cr",
        "amendment": "Kind kommt mit",
        "appointments": [
            {
                "date": int(slot.timestamp()),
                "scope": {"$ref": f"scope/{SCOPE}/"},
                "availability": {"id": "68985", "slotTimeInMinutes": "10"},
                "slotCount": "2",
            }
        ],
        "clients": [{"familyName": "Müller", "email": "erika@example.org", "telephone": "040 123"}],
        "createIP": "192.0.2.1",
        "createTimestamp": "1795000000",
        "lastChange": 1795000100,
        "queue": {"number": str(number), "withAppointment": "1", "status": "confirmed"},
        "requests": [{"id": "120703", "name": "Personalausweis beantragen", "source": "dldb"}],
        "status": "confirmed",
    } | changes


def answer(*processes: dict[str, Any], error: bool = False) -> dict[str, Any]:
    """What the API says."""
    return {"meta": {"error": error, "length": len(processes)}, "data": list(processes)}


@dataclass
class Zms:
    """What the server has: its list of each day, and what it was asked and told."""

    days: dict[date, list[dict[str, Any]]] = field(default_factory=dict)
    told: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    url: str = ""

    @contextmanager
    def serving(self) -> Iterator["Zms"]:
        """The server, until the end of the block."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{server.server_port}/api/2"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            thread.join(5)
            server.server_close()


def _handler(zms: Zms) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0].strip("/").split("/")
            if self.headers["X-Authkey"] != AUTHKEY:
                self._say(401, answer(error=True))
            elif path[2:5] == ["scope", str(SCOPE), "process"]:
                self._say(200, answer(*zms.days.get(date.fromisoformat(path[5]), [])))
            else:
                self._say(404, answer(error=True))

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            zms.told.append((self.path, body))
            self._say(200 if self.headers["X-Authkey"] == AUTHKEY else 401, answer(body))

        def _say(self, status: int, document: dict[str, Any]) -> None:
            body = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
