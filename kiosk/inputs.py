"""What happens to a terminal, and what it does about it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from kiosk.printer_state import PrinterState
from kiosk.scanner.sight import CameraTrouble
from kiosk.session import Asked
from lobby.contract.answers import AnyAnswer
from lobby.contract.city import CentreWait
from lobby.contract.config import KioskConfig, Language
from lobby.contract.requests import CallHelp, ReportFailure
from lobby.contract.state import House

WITH_VALUE = ("subject", "service", "language", "key", "persons", "choice")
"""Controls that come in rows: `service-passport` is the control `service` with the value `passport`."""


@dataclass(frozen=True)
class Moment:
    """When a step is taken, and an id for the request it may make: flows are pure, these are their arguments."""

    now: datetime
    fresh_id: str


@dataclass(frozen=True)
class Scanned:
    """The scanner gave a text, of whatever kind."""

    text: str = field(repr=False)
    trigger: ClassVar[str] = "scanned"


@dataclass(frozen=True)
class Touched:
    """A control was pressed, by finger, key or rehearsal."""

    control: str

    @property
    def name(self) -> str:
        """The control without its value."""
        name, _, value = self.control.partition("-")
        return name if value and name in WITH_VALUE else self.control

    @property
    def value(self) -> str:
        """Which one of a row; empty for a control that stands alone."""
        return self.control[len(self.name) + 1 :]

    @property
    def trigger(self) -> str:
        """The control's row in the table."""
        return touch(self.name)


def touch(name: str) -> str:
    """The trigger of a control."""
    return f"touch {name}"


@dataclass(frozen=True)
class Answered:
    """The queue service answered a request."""

    answer: AnyAnswer
    trigger: ClassVar[str] = "answered"


@dataclass(frozen=True)
class Unanswered:
    """A request failed: nobody is listening, or nobody answered."""

    id: str
    trigger: ClassVar[str] = "unanswered"


@dataclass(frozen=True)
class Slow:
    """A request has been open for 400 ms."""

    id: str
    trigger: ClassVar[str] = "slow"


@dataclass(frozen=True)
class Idle:
    """Nobody touched or scanned anything for as long as the page allows."""

    trigger: ClassVar[str] = "idle"


@dataclass(frozen=True)
class LinkLost:
    """No beat of the queue service for ten seconds, or no broker."""

    trigger: ClassVar[str] = "link lost"


@dataclass(frozen=True)
class LinkBack:
    """The queue service is heard again."""

    trigger: ClassVar[str] = "link back"


@dataclass(frozen=True)
class StandInChanged:
    """The terminal could give numbers itself from now on, or could not."""

    ready: bool
    trigger: ClassVar[str] = "stand-in changed"


@dataclass(frozen=True)
class HouseChanged:
    """Opening, services or waits of the centre changed."""

    house: House | None
    trigger: ClassVar[str] = "house changed"


@dataclass(frozen=True)
class CentresChanged:
    """The city's overview changed."""

    centres: tuple[CentreWait, ...]
    trigger: ClassVar[str] = "centres changed"


@dataclass(frozen=True)
class ConfigOffered:
    """Staff want another configuration; `offer` is handed back as it came."""

    config: KioskConfig
    offer: object
    trigger: ClassVar[str] = "config offered"


@dataclass(frozen=True)
class ScannerChanged:
    """The scanner was plugged in or pulled out."""

    works: bool
    trigger: ClassVar[str] = "scanner changed"


@dataclass(frozen=True)
class CameraChanged:
    """The camera sees, or has stopped to see; None: it sees."""

    trouble: CameraTrouble | None
    trigger: ClassVar[str] = "camera changed"


@dataclass(frozen=True)
class VoicesChanged:
    """Which languages can be read aloud; None: nobody asked for it."""

    voices: frozenset[Language] | None
    trigger: ClassVar[str] = "voices changed"


@dataclass(frozen=True)
class HeadsetChanged:
    """A headset was plugged in or pulled out."""

    plugged: bool
    trigger: ClassVar[str] = "headset changed"


@dataclass(frozen=True)
class PrinterChanged:
    """Another state of the printer; None: there is none."""

    state: PrinterState | None
    trigger: ClassVar[str] = "printer changed"


@dataclass(frozen=True)
class TicketEnded:
    """A ticket came out, or did not."""

    visit: str
    is_out: bool
    trigger: ClassVar[str] = "ticket ended"


@dataclass(frozen=True)
class NameWanted:
    """Staff look for this screen: show its name."""

    trigger: ClassVar[str] = "name wanted"


@dataclass(frozen=True)
class NameShown:
    """The name was shown long enough."""

    trigger: ClassVar[str] = "name shown"


@dataclass(frozen=True)
class StaffWanted:
    """Somebody has made the hidden gesture of the service page."""

    trigger: ClassVar[str] = "staff wanted"


Input = (
    Scanned | Touched | Answered | Unanswered | Slow | Idle | LinkLost | LinkBack | HouseChanged | CentresChanged
    | ConfigOffered | ScannerChanged | CameraChanged | PrinterChanged | TicketEnded | NameWanted | NameShown
    | VoicesChanged | HeadsetChanged | StaffWanted | StandInChanged
)  # fmt: skip


@dataclass(frozen=True)
class Ask:
    """Send this request; answers come back as `Answered` or `Unanswered`."""

    request: Asked | CallHelp = field(repr=False)


@dataclass(frozen=True)
class Report:
    """Tell the reception that somebody could not check in here; nobody waits for an answer."""

    request: ReportFailure


@dataclass(frozen=True)
class Print:
    """Print the ticket of the number that is shown."""

    visit: str
    again: bool = False


@dataclass(frozen=True)
class Apply:
    """This configuration is in force."""

    offer: object


@dataclass(frozen=True)
class Defer:
    """This configuration is good and waits for the visitor."""

    offer: object


@dataclass(frozen=True)
class Forget:
    """A visitor has left: empty whatever lies outside the session."""


@dataclass(frozen=True)
class PrintProof:
    """Print something that is no ticket; `id` is not used twice."""

    id: str


@dataclass(frozen=True)
class End:
    """The program ends."""

    restarts: bool


Effect = Ask | Report | Print | Apply | Defer | Forget | PrintProof | End
