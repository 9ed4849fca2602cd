"""What a page in Chromium takes for the same: the baseline of the screens, measured in the same run.

A page is served from this process, changed by a server-sent event, and says so itself once the frame after the change
was produced. That leaves out everything before the push and all of the way to the glass: it is the best a page can do.
"""

import contextlib
import queue
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil

from lobby.look.tokens import LIGHT

NAMES = ("chromium", "chromium-browser", "google-chrome")
START_SECONDS = 20.0
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions", "--hide-scrollbars",
    "--disable-background-networking", "--kiosk", "--window-size=1920,1080",
)  # fmt: skip
_ROWS = "".join(
    f"<tr><td>{number}<td><small>Platz</small> {place}"
    for number, place in (("J 131", 12), ("F 109", 3), ("A 103", 9), ("L 118", 1), ("J 130", 5))
)
PAGE = f"""<!doctype html><meta charset=utf-8><title>Board</title><style>
body {{ margin: 0; font: 500 36px sans-serif; color: {LIGHT.text} }}
header, footer {{ display: flex; justify-content: space-between; padding: 24px 48px }}
main {{ background: {LIGHT.action}; color: {LIGHT.on_action}; height: 464px; margin: 28px 48px; border-radius: 24px }}
b {{ font-size: 340px; padding: 0 56px }} section {{ display: flex; height: 400px; margin: 0 48px; gap: 48px }}
table {{ flex: 1; font-size: 52px }} img {{ height: 400px; width: 711px }}
</style><header><span>Hamburg Service vor Ort</span><span>10:31</span></header>
<main><b id=number>A 104</b><b>7</b></main>
<section><table>{_ROWS}</table><img id=picture src=/pictures/0 alt=""></section>
<footer><span>Ohne Termin</span></footer>
<script>
const after = said => requestAnimationFrame(() => {{ const c = new MessageChannel();
  c.port1.onmessage = () => fetch(said, {{method: "POST"}}); c.port2.postMessage(0) }})
const stream = new EventSource("/events")
stream.addEventListener("picture", event => {{ document.getElementById("picture").src = event.data }})
stream.onmessage = event => {{
  document.getElementById("number").textContent = event.data; after("/painted") }}
after("/painted")
</script>""".encode()


class Page:
    """The page, the event stream that changes it, and the moments when it says that it has painted.

    `pictures` are JPEG files; the first is shown until slides begin.
    """

    def __init__(self, pictures: Sequence[bytes] = ()) -> None:
        self.pictures = tuple(pictures)
        self.painted: queue.Queue[float] = queue.Queue()
        self.events: queue.Queue[str | None] = queue.Queue()
        """Lines of the event stream."""
        self.listening, self._ended = threading.Event(), threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def change(self, text: str) -> float:
        """Milliseconds from the push to the frame that shows it."""
        began = time.monotonic()
        self.events.put(f"data: {text}")
        return (self.painted.get(timeout=START_SECONDS) - began) * 1000

    def begin_slides(self, seconds: float) -> None:
        """From now on another picture every so many seconds, until the page is closed."""
        threading.Thread(target=self._slide, args=(seconds,), daemon=True).start()

    def _slide(self, seconds: float) -> None:
        turn = 0
        while not self._ended.wait(seconds):
            turn += 1
            self.events.put(f"event: picture\ndata: /pictures/{turn % len(self.pictures)}")

    def close(self) -> None:
        """End the stream and the server."""
        self._ended.set()
        self.events.put(None)
        self._server.shutdown()
        self._server.server_close()


def _handler(page: Page) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            page.painted.put(time.monotonic())
            self.send_response(204)
            self.end_headers()

        def do_GET(self) -> None:
            if self.path == "/events":
                self._stream()
            elif self.path == "/":
                self._send("text/html", PAGE)
            elif self.path.startswith("/pictures/") and page.pictures:
                self._send("image/jpeg", page.pictures[int(self.path.removeprefix("/pictures/"))])
            else:
                self.send_error(404)

        def _send(self, kind: str, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Cache-Control", "max-age=3600")
            self.end_headers()
            self.wfile.write(body)

        def _stream(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            page.listening.set()
            while (line := page.events.get()) is not None:
                self.wfile.write(f"{line}\n\n".encode())
                self.wfile.flush()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def executable() -> str | None:
    """The system's Chromium, if there is one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextlib.contextmanager
def showing(page: Page, program: str) -> Iterator[tuple[psutil.Process, float]]:
    """Chromium with the page in it, and the milliseconds from its start to the page's first frame."""
    began = time.monotonic()
    with window(page.address, program) as family:
        first = page.painted.get(timeout=START_SECONDS)
        yield family, (first - began) * 1000


@contextlib.contextmanager
def window(address: str, program: str) -> Iterator[psutil.Process]:
    """A Chromium of its own with this address in it."""
    with tempfile.TemporaryDirectory(prefix="lobby-chromium-", ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [program, *_FLAGS, f"--user-data-dir={Path(profile)}", address],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        family = psutil.Process(process.pid)
        try:
            yield family
        finally:
            _end(family, process)


def _end(family: psutil.Process, process: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        children = family.children(recursive=True)
        process.terminate()
        _, alive = psutil.wait_procs(children, timeout=2)
        for child in alive:
            child.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(2)
    process.kill()
    process.wait()
