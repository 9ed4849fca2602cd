"""What the terminal knows: of the house, of itself, and of the visitor who stands before it.

All of it is frozen values. A `Session` is one visitor's; leaving replaces it by an empty one, and nothing else in the
program remembers a visitor.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, StrEnum

from kiosk.printer_state import PrinterState
from kiosk.scanner.sight import CameraTrouble
from lobby.contract.answers import CheckedIn, Identified, Refused, Ticket
from lobby.contract.city import CentreWait
from lobby.contract.config import KioskConfig, Language
from lobby.contract.requests import CheckIn, ExpectedAt, Identify, WalkIn
from lobby.contract.state import BookingNumbers, House


class Screen(StrEnum):
    """Every page of the terminal, named as health and `drawn` report it."""

    STARTING = "starting"
    WELCOME = "welcome"
    CONFIRM = "confirm"
    PERSONS = "persons"
    PARTY = "party"
    CHOOSE = "choose"
    NUMBER = "number"
    TYPE_CODE = "type-code"
    COUNTER = "counter"
    SUBJECTS = "subjects"
    SERVICES = "services"
    ONLINE = "online"
    PROBLEM = "problem"
    WAITING = "waiting"
    CLOSED = "closed"
    AWAY = "away"
    HELP = "help"
    LANGUAGES = "languages"
    SPEECH = "speech"
    WARNING = "warning"
    NAME = "name"
    PIN = "service-pin"
    SERVICE = "service"


AT_REST = frozenset({Screen.STARTING, Screen.WELCOME, Screen.CLOSED, Screen.AWAY})
"""Pages that stand when nobody is there."""

STAFF = frozenset({Screen.PIN, Screen.SERVICE})
"""Pages of nobody's visit."""

OVERLAYS = frozenset(
    {Screen.HELP, Screen.LANGUAGES, Screen.SPEECH, Screen.WARNING, Screen.WAITING, Screen.NAME}
)
"""Pages that lie over another one and give it back."""


@dataclass(frozen=True)
class Aids:
    """What this visitor switched on in the bar at the foot of every page."""

    large_text: bool = False
    high_contrast: bool = False
    low_reach: bool = False
    speech: bool = False


@dataclass(frozen=True)
class Trouble:
    """What went wrong, as a key of the catalogue, and what the queue service said about it."""

    key: str
    refused: Refused | None = None
    until: datetime | None = None
    """When it is over, for the troubles that end by waiting: typing that rests, numbers from noon on."""


class Help(Enum):
    """How a call for a person stands."""

    ASKED = "asked"
    CALLED = "called"
    COMING = "coming"
    FAILED = "failed"


class Paper(Enum):
    """How the visitor's ticket on paper stands."""

    COMING = "coming"
    OUT = "out"
    FAILED = "failed"


def is_number(code: str) -> bool:
    """Whether a code is the booking number of another system: of those who come by one no service is shown."""
    return code.isdecimal()


@dataclass(frozen=True)
class Found:
    """A code with the booking it stands for."""

    code: str
    identified: Identified


Asked = Identify | CheckIn | WalkIn | ExpectedAt


def needs_service(request: Asked) -> bool:
    """Whether the queue service alone can answer: it has the key of booking numbers, and knows who sits where."""
    if isinstance(request, ExpectedAt):
        return True
    return not isinstance(request, WalkIn) and is_number(request.code)


@dataclass(frozen=True)
class Session:
    """One visitor's way through the pages. `repr` leaves out what is theirs, so that no log can show it."""

    language: Language = Language.DE
    aids: Aids = Aids()
    asking: Asked | None = field(default=None, repr=False)
    """The open request; kept after a failure, so that trying again repeats its id."""
    failed: bool = False
    code: str | None = field(default=None, repr=False)
    code_at: datetime | None = None
    """When the code was read or answered, so that holding it still is not a second reading."""
    code_typed: bool = False
    second: str | None = field(default=None, repr=False)
    found: tuple[Found, ...] = field(default=(), repr=False)
    persons: int | None = field(default=None, repr=False)
    also: str | None = field(default=None, repr=False)
    """The code of a second booking that is to be checked in after the first."""
    first: CheckedIn | None = field(default=None, repr=False)
    """The first one's number, until the second is asked for."""
    result: CheckedIn | None = field(default=None, repr=False)
    other: Ticket | None = field(default=None, repr=False)
    """The number of the second booking."""
    paper: Paper | None = None
    trouble: Trouble | None = field(default=None, repr=False)
    typed: str = field(default="", repr=False)
    family: str | None = field(default=None, repr=False)
    service: str | None = field(default=None, repr=False)
    """What was chosen without a booking."""
    page: int = 0
    back_to: Screen | None = None
    over: Screen | None = None
    """What an overlay of the second storey (the idle warning over help) gives back."""
    extensions: int = 0
    unreadable: int = 0
    unreadable_since: datetime | None = None
    volume: int = 60
    """Of reading aloud, in percent."""
    help: Help | None = None
    help_id: str | None = None

    @property
    def by_number(self) -> bool:
        """Whether the visitor came in by a booking number, which is guessed more easily than a code."""
        return self.code is not None and is_number(self.code)

    @property
    def is_asking(self) -> bool:
        """Whether a request is on its way."""
        return self.asking is not None and not self.failed


@dataclass(frozen=True)
class Guesses:
    """Typed codes in a row that no booking has; five and more make the terminal slow. Concerns no visitor."""

    wrong: int = 0
    last: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Reported:
    """What the reception was told of last. Concerns no visitor."""

    reason: str
    at: datetime


@dataclass(frozen=True)
class Terminal:
    """Everything the pages are drawn from."""

    screen: Screen = Screen.STARTING
    session: Session = field(default_factory=Session)
    config: KioskConfig = field(default_factory=KioskConfig)
    house: House | None = None
    centres: tuple[CentreWait, ...] = ()
    linked: bool = True
    stands_in: bool = False
    """Whether the terminal can give numbers itself while nobody hears it."""
    scanner_works: bool = True
    camera_trouble: CameraTrouble | None = None
    printer: PrinterState | None = None
    """None: there is none, or nothing is known of it yet."""
    voices: frozenset[Language] | None = None
    """Languages that can be read aloud now; None: nobody asked for it."""
    guesses: Guesses = Guesses()
    pin_guesses: Guesses = Guesses()
    """The same for the PIN of the service page."""
    reported: Reported | None = None
    device: str = ""
    """The name of this terminal."""
    offer: object | None = None
    """A configuration that waits until the visitor is done."""

    @property
    def can_scan(self) -> bool:
        """Whether there is anything to hold a code to: a scanner or a camera that works."""
        config = self.config
        by_camera = bool(config.camera_device) and self.camera_trouble is None
        has_scanner = bool(config.scanner_device) or not config.camera_device
        return by_camera or (has_scanner and self.scanner_works)

    @property
    def numbers(self) -> BookingNumbers | None:
        """Which booking numbers of other systems may be typed: the queue service has their key, and nobody else."""
        return None if self.house is None or self.is_alone else self.house.numbers

    @property
    def can_speak(self) -> bool:
        """Whether this page can be read aloud in its language."""
        return self.config.speech and self.session.language in (self.voices or ())

    @property
    def is_speaking(self) -> bool:
        """Whether it is: the visitor asked for it."""
        return self.session.aids.speech and self.can_speak

    @property
    def is_alone(self) -> bool:
        """Whether it gives numbers itself now."""
        return not self.linked and self.stands_in

    @property
    def is_serving(self) -> bool:
        """Whether somebody is in the middle of something: a page was opened, a language or an aid chosen."""
        return self.screen not in AT_REST or self.session != fresh_session(self.config)


def fresh_session(config: KioskConfig) -> Session:
    """The empty session: first language of the site, aids as configured."""
    aids = Aids(config.large_text, config.high_contrast, config.low_reach)
    return Session(language=config.languages[0], aids=aids, volume=config.speech_volume)


def begun_anew(session: Session) -> Session:
    """The same visitor, at the beginning: language, aids and a call for a person stay."""
    return Session(
        language=session.language, aids=session.aids, extensions=session.extensions,
        volume=session.volume, help=session.help, help_id=session.help_id,
    )  # fmt: skip


def at(terminal: Terminal, screen: Screen, **session: object) -> Terminal:
    """The terminal on another page, with these fields of the session changed."""
    return replace(terminal, screen=screen, session=replace(terminal.session, **session))  # type: ignore[arg-type]
