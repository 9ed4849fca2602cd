"""The newest day list, house and time on disk, for a terminal that starts while nobody hears it."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import msgspec
import structlog

from lobby.contract.fields import Message

Kind = TypeVar("Kind", bound=Message)
_LOG = structlog.get_logger("kiosk.alone")


class Files:
    """One file for each kind of message. Written by a thread of its own: a slow disk holds up no page."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._newest: dict[str, bytes] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="kept")

    def read(self, name: str, kind: type[Kind]) -> Kind | None:
        """What was kept; None where nothing was, or it cannot be read."""
        try:
            return msgspec.json.decode((self._folder / name).read_bytes(), type=kind)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.MsgspecError) as error:
            _LOG.warning("kept file cannot be read", name=name, why=str(error))
            return None

    def write(self, name: str, message: Message) -> None:
        """Keep it soon. Of several that wait for the disk only the newest is written."""
        is_waiting = name in self._newest
        self._newest[name] = msgspec.json.encode(message)
        if not is_waiting:
            self._thread.submit(self._write, name)

    def close(self) -> None:
        """Write what waits, and end."""
        self._thread.shutdown()

    def _write(self, name: str) -> None:
        body = self._newest.pop(name)
        path, fresh = self._folder / name, self._folder / f".{name}.new"
        try:
            with fresh.open("wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except OSError as error:
            _LOG.warning("cannot be kept", name=name, why=str(error))
