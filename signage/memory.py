"""Which calls have had their gong, kept over a restart."""

from pathlib import Path

import msgspec
import structlog


class AnnouncedFile:
    """The ids of announced calls in the program's own folder. Losing it costs at most a gong too many."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "announced.json"

    def read(self) -> tuple[str, ...]:
        """The ids, newest last; none where the file is missing or broken."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=tuple[str, ...])
        except (OSError, msgspec.MsgspecError):
            return ()

    def write(self, ids: tuple[str, ...]) -> None:
        """Replace them."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._path.with_suffix(".new")
            fresh.write_bytes(msgspec.json.encode(ids))
            fresh.replace(self._path)
        except OSError as error:
            structlog.get_logger("signage").warning("announced calls cannot be kept", why=str(error))
