"""The terminal's own settings file."""

from pathlib import Path

from lobby.link.settings import Settings


class KioskSettings(Settings, frozen=True, kw_only=True):
    """`screen_saver` names the settings file of a call display on the same machine; empty: there is none."""

    screen_saver: str = ""

    @property
    def saver(self) -> Path | None:
        """That file."""
        return Path(self.screen_saver) if self.screen_saver else None
