"""What the page knows at the moment: the story from the bus, the programs from the supervisor. On the event loop."""

import asyncio
from pathlib import Path

from lobby.link.incoming import Incoming, LinkChanged
from lobby.stage.story import Story
from lobby.stage.supervisor_client import ProgramState, SupervisorAwayError, program_states
from lobby.web.hub import Hub
from lobby.web.moments import Clock

LOOK_SECONDS = 0.5


class StageHall:
    """Fed by the hub; `watch` looks at the programs while somebody has the page open."""

    def __init__(self, clock: Clock) -> None:
        self.story = Story(clock)
        self.connected = False
        self.programs: tuple[ProgramState, ...] | None = None
        """None while the supervisor does not answer."""

    def apply(self, message: object) -> None:
        """Take in one thing from the link."""
        if isinstance(message, LinkChanged):
            self.connected = message.connected
        elif isinstance(message, Incoming):
            self.story.hear(message)

    async def watch(self, control: Path, hub: Hub) -> None:
        """Until cancelled."""
        while True:
            if hub.readers:
                await self.look(control, hub)
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self, control: Path, hub: Hub) -> None:
        """Ask once, and wake the readers if anything changed."""
        before = self.programs
        try:
            self.programs = await program_states(control)
        except SupervisorAwayError:
            self.programs = None
        if self.programs != before:
            hub.changed()
