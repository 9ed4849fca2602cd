"""Opens the staff's pages in frames, signed in by a fresh one-time link."""

from collections.abc import Mapping
from dataclasses import dataclass

from lobby.stage.settings import Door
from lobby.web.accounts import AccountError, Accounts
from lobby.web.moments import Clock


@dataclass(frozen=True)
class Doors:
    """Where a frame goes. Without accounts: to the page itself, which asks to sign in."""

    doors: Mapping[str, Door]
    accounts: Accounts | None
    clock: Clock

    def address(self, name: str) -> str | None:
        """The address for one opening of a frame; None for no such page."""
        door = self.doors.get(name)
        if door is None:
            return None
        if door.account is None or self.accounts is None:
            return door.url
        try:
            return f"{door.url}/sign-in/link/{self.accounts.new_link(door.account, self.clock())}"
        except AccountError:
            return door.url
