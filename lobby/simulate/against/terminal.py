"""The terminal of a play: a process of its own with an account of its own, so that it can be cut off like one."""

import contextlib
import logging
import multiprocessing
import signal
import threading
from functools import partial
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from lobby.contract.answers import AnyAnswer
from lobby.contract.requests import AnyRequest
from lobby.link.device import Device
from lobby.link.logs import log_to_stderr
from lobby.link.settings import Settings
from lobby.simulate.asking import Then
from lobby.simulate.loop import Loop

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.process import BaseProcess

STOP_SECONDS = 2.0


class Terminal:
    """Asks in the name of a terminal; answers are heard on the loop's thread, None where there was none."""

    def __init__(self, settings: Settings, loop: Loop) -> None:
        self._settings = settings
        self._loop = loop
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._open: dict[str, Then] = {}

    def start(self) -> None:
        """Start the process, or start it again."""
        spawned = multiprocessing.get_context("spawn")
        ours, theirs = spawned.Pipe()
        self._process = spawned.Process(target=_serve, args=(self._settings, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe = ours
        threading.Thread(target=self._listen, args=(ours,), name="terminal", daemon=True).start()

    def ask(self, request: AnyRequest, then: Then) -> None:
        """Send it; no answer at once while the process is gone."""
        self._open[request.id] = then
        try:
            if self._pipe is None:
                raise BrokenPipeError
            self._pipe.send(request)
        except OSError:
            self._loop.post(partial(self._answered, request.id, None))

    def kill(self) -> None:
        """`kill -9`: the broker says for it that it is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.join(STOP_SECONDS)
        self._process, self._pipe = None, None

    def stop(self) -> None:
        """End it in good order."""
        process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.join(STOP_SECONDS)
            process.kill()

    def _listen(self, pipe: Connection) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                request_id, answer = pipe.recv()
                self._loop.post(partial(self._answered, request_id, answer))
        self._loop.post(self._lost)

    def _answered(self, request_id: str, answer: AnyAnswer | None) -> None:
        then = self._open.pop(request_id, None)
        if then is not None:
            then(answer)

    def _lost(self) -> None:
        if self._pipe is None:  # else another process has taken its place already
            for request_id in list(self._open):
                self._answered(request_id, None)


def _serve(settings: Settings, pipe: Connection) -> None:
    """Ask what comes in, tell what comes back; until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the play, and the play ends this
    log_to_stderr("terminal", logging.ERROR)
    device = Device(settings, subscriptions=(), deliver=lambda _item: None)
    one_at_a_time = threading.Lock()

    def ended(request_id: str, done: "Future[AnyAnswer]") -> None:
        answer = None if done.exception() is not None else done.result()
        with one_at_a_time, contextlib.suppress(OSError):
            pipe.send((request_id, answer))

    device.start()
    with contextlib.suppress(EOFError):
        while True:
            request: AnyRequest = pipe.recv()
            device.ask(request).add_done_callback(partial(ended, request.id))
    device.stop()
