"""What a play needs of a lobby, whoever has started it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from lobby.centre.clock import FastClock
from lobby.contract.requests import AnyRequest
from lobby.link.settings import Settings
from lobby.simulate.asking import Then
from lobby.simulate.play.plan import Trouble

AskTerminal = Callable[[AnyRequest, Then], None]


class LobbyError(Exception):
    """Nothing can be played against this lobby, or no more; the text says why."""


@dataclass(frozen=True)
class Due:
    """What is done to a process; `killed` is its name where it is killed."""

    at: datetime
    do: Callable[[], None]
    killed: str | None = None


class Lobby(Protocol):
    """One that a day is played against."""

    @property
    def clock(self) -> FastClock:
        """By which it goes."""
        ...

    @property
    def journal(self) -> Path:
        """Of its queue service."""
        ...

    @property
    def people(self) -> Settings:
        """The account that may ask for everything."""
        ...

    @property
    def ask_terminal(self) -> AskTerminal | None:
        """Check-ins go this way; None: by the account that may ask for everything."""
        ...

    @property
    def trouble(self) -> str | None:
        """Why nothing can be played any more."""
        ...

    def start(self) -> None:
        """Have it running."""
        ...

    def stop(self) -> None:
        """Leave it, or end it."""
        ...

    def due(self, trouble: Trouble) -> Iterator[Due]:
        """What this fault does to its processes."""
        ...
