"""What the sources have said, on disk: a restart neither forgets a warning nor a cancel."""

from pathlib import Path

import msgspec
import structlog

from lobby.warnings.asking import Memory

Memories = dict[str, Memory]


class MemoryFile:
    """One file, replaced whole."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "warnings.json"

    def read(self) -> Memories:
        """By the address of the source; empty where there is none or it cannot be read."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=Memories)
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.DecodeError) as error:
            structlog.get_logger("lobby.warnings").warning("memory is begun anew", why=str(error))
            return {}

    def write(self, memories: Memories) -> None:
        """Keep these."""
        part = self._path.with_suffix(".part")
        try:
            part.write_bytes(msgspec.json.encode(memories))
            part.replace(self._path)
        except OSError as error:
            structlog.get_logger("lobby.warnings").error("memory cannot be written", why=str(error))
