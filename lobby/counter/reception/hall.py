"""The centre as the reception's page last heard of it."""

from collections import OrderedDict
from dataclasses import dataclass, field

from lobby.contract.answers import Ticket
from lobby.contract.state import Expected, HelpCall, Reception
from lobby.contract.topics import AVAIL, HEALTH
from lobby.counter.hall import Hall, is_newer
from lobby.counter.reception.terminals import Terminals
from lobby.link.device import QUEUE_DEVICE
from lobby.link.incoming import Incoming

MOST_TICKETS = 60


@dataclass
class ReceptionHall(Hall):
    """The line, and what the reception sees beside it."""

    reception: Reception | None = None
    tickets: "OrderedDict[str, Ticket]" = field(default_factory=OrderedDict)
    """Numbers that were given here, by visit, the newest last."""
    terminals: Terminals = field(default_factory=Terminals)

    def apply(self, message: object) -> bool:
        """Take one message of the link; False where nobody has to look at once."""
        if isinstance(message, Incoming) and message.channel in (AVAIL, HEALTH):
            is_other = self.terminals.heard(message)
            if message.levels.get("device") != QUEUE_DEVICE:
                return is_other
        matters = super().apply(message)
        if not isinstance(message, Incoming) or not isinstance(message.message, Reception):
            return matters
        if is_newer(message.message, self.reception):
            self.reception = message.message
        return True

    def gave(self, ticket: Ticket) -> None:
        """Remember a number until it is printed."""
        self.tickets[ticket.visit] = ticket
        while len(self.tickets) > MOST_TICKETS:
            self.tickets.popitem(last=False)

    def expected(self, visit: str) -> Expected | None:
        """A booking of today that nobody has shown yet."""
        known = self.reception.expected if self.reception else ()
        return next((one for one in known if one.visit == visit), None)

    def help_call(self, device: str) -> HelpCall | None:
        """The newest call from that terminal."""
        known = self.reception.help_calls if self.reception else ()
        return next((one for one in known if one.device == device), None)
