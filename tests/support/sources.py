"""A server on loopback whose documents a test sets, with versions, refusals and odd answers."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Document:
    """What stands at a path."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Served:
    """The server: set `documents`, look at `asked`, a list of path and status."""

    url: str = ""
    documents: dict[str, Document] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)

    def put(self, path: str, body: bytes, status: int = 200, **headers: str) -> None:
        """Set what stands at a path."""
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        self.documents[path] = Document(body, status, named)

    def count(self, path: str) -> int:
        """How often it was asked for."""
        return sum(one == path for one, _ in self.asked)


@contextmanager
def serving() -> Iterator[Served]:
    """A server until the end of the block."""
    served = Served()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            document = served.documents.get(self.path, Document(b"", 404))
            etag = f'"{sha256(document.body).hexdigest()[:12]}"'
            same = document.status == 200 and self.headers.get("if-none-match") == etag
            status = 304 if same else document.status
            served.asked.append((self.path, status))
            self.send_response(status)
            for name, text in {"etag": etag, **document.headers}.items():
                self.send_header(name, text)
            body = b"" if same else document.body
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
