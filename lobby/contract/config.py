"""Configuration of each kind of device: one type, from which forms, checks, JSON Schema and docs are made.

A field's `Meta` carries `title` (English) and, in `extra`, `de` (the German label) and `help_de`. Defaults are the
product's; a device gets the fields staff have set on top.
"""

from datetime import date, time
from enum import StrEnum
from typing import Annotated, Any

import msgspec

from lobby.contract.contingents import UsualContingent
from lobby.contract.days import Land, SpecialDay
from lobby.contract.fields import Message, Place, ServiceId, Text
from lobby.contract.service_pin import STORED_PIN
from lobby.contract.state import Closure, Notice, OpeningHours
from lobby.contract.ways import PlaceWay


def _field(title: str, de: str, *, help_de: str = "", **limits: Any) -> msgspec.Meta:
    return msgspec.Meta(title=title, extra={"de": de, "help_de": help_de}, **limits)


class Language(StrEnum):
    """The languages a visitor may choose, as BCP 47 tags; `DE_PLAIN` is Leichte Sprache."""

    DE = "de"
    DE_PLAIN = "de-simple"
    EN = "en"
    TR = "tr"
    UK = "uk"
    AR = "ar"
    FA = "fa"
    PL = "pl"
    RU = "ru"

    @classmethod
    def _missing_(cls, value: object) -> "Language | None":
        return cls.DE_PLAIN if value == "de-plain" else None  # its name before the registered subtag was used


class Orientation(StrEnum):
    """How the screen hangs."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Paper(StrEnum):
    """Width of a printer's roll in millimetres."""

    MM_58 = "58"
    MM_80 = "80"


class PublicKey(Message, frozen=True, kw_only=True):
    """A key that booking codes are checked with; the private one is never on a device."""

    key_id: Annotated[int, msgspec.Meta(ge=0, le=255)]
    public: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$", description="Ed25519, hexadecimal")]
    not_before: date
    not_after: date
    sites: tuple[int, ...] = ()
    """Empty: every site."""
    revoked: bool = False


class KioskConfig(Message, frozen=True, kw_only=True):
    """A terminal."""

    languages: Annotated[
        tuple[Language, ...], _field("Languages", "Sprachen", min_length=1, max_length=9)
    ] = tuple(Language)  # fmt: skip
    confirm_check_in: Annotated[
        bool,
        _field(
            "Ask before checking in",
            "Vor dem Anmelden nachfragen",
            help_de="Ausgeschaltet bekommt man die Nummer gleich nach dem Scannen.",
        ),
    ] = True
    walk_in: Annotated[bool, _field("Offer numbers without booking", "Nummern ohne Termin anbieten")] = True
    typed_code: Annotated[bool, _field("Offer typing the code", "Code eintippen anbieten")] = True
    expected: Annotated[
        bool,
        _field(
            'Offer "I am expected at a counter"',
            "„Ich werde an einem Platz erwartet“ anbieten",
            help_de="Für alle, die ein Platz wieder herbestellt oder eingeladen hat.",
        ),
    ] = True
    idle_seconds: Annotated[
        int, _field("Reset when idle (s)", "Zurück zum Anfang nach (s)", ge=10, le=600)
    ] = 60  # fmt: skip
    result_seconds: Annotated[
        int, _field("Show the number for (s)", "Nummer anzeigen für (s)", ge=10, le=300)
    ] = 30  # fmt: skip
    warning_seconds: Annotated[
        int, _field("Warn before reset (s)", "Vorwarnung (s)", ge=10, le=60)
    ] = 20  # fmt: skip
    large_text: Annotated[bool, _field("Start in large text", "Beginnt mit großer Schrift")] = False
    high_contrast: Annotated[bool, _field("Start in high contrast", "Beginnt mit hohem Kontrast")] = False
    low_reach: Annotated[bool, _field("Controls in the lower part", "Bedienung im unteren Teil")] = False
    speech: Annotated[
        bool,
        _field(
            "Offer reading aloud",
            "Vorlesen anbieten",
            help_de="Braucht espeak-ng, alsa-utils und eine Soundkarte.",
        ),
    ] = False
    speech_volume: Annotated[
        int, _field("Volume of reading aloud (%)", "Lautstärke beim Vorlesen (%)", ge=20, le=100)
    ] = 60  # fmt: skip
    headset_device: Annotated[
        str,
        _field("Headset socket", "Kopfhörerbuchse", help_de="evdev:/dev/input/…, oder leer: keine", max_length=120),
    ] = ""  # fmt: skip
    screen_diagonal_mm: Annotated[
        int, _field("Screen diagonal (mm)", "Bilddiagonale (mm)", ge=150, le=2000)
    ] = 546  # fmt: skip
    scanner_device: Annotated[
        str,
        _field("Scanner", "Scanner", help_de="evdev:/dev/input/…, serial:/dev/ttyACM0, oder leer: Tastatur", max_length=120),  # noqa: E501
    ] = ""  # fmt: skip
    camera_device: Annotated[
        str,
        _field("Camera", "Kamera", help_de="v4l2:/dev/video0, oder leer: keine Kamera", max_length=120),
    ] = ""  # fmt: skip
    scanner_below: Annotated[
        bool, _field("Scanner is below the screen", "Scanner ist unter dem Bildschirm")
    ] = True
    printer: Annotated[
        str,
        _field("Ticket printer", "Nummerndrucker", help_de="network:10.1.2.3, usb:04b8:0e28, serial:/dev/ttyUSB0, oder leer: keiner", max_length=120),  # noqa: E501
    ] = ""  # fmt: skip
    printer_profile: Annotated[
        str,
        _field(
            "Printer's profile",
            "Profil des Druckers",
            help_de="Name aus python-escpos, meist leer",
            max_length=40,
        ),
    ] = ""
    paper: Annotated[Paper, _field("Paper roll (mm)", "Papierrolle (mm)")] = Paper.MM_80
    print_unasked: Annotated[
        bool,
        _field(
            "Print every ticket",
            "Jede Nummer drucken",
            help_de="Ausgeschaltet druckt der Knopf auf der Seite mit der Nummer.",
        ),
    ] = True
    screen_saver_seconds: Annotated[
        int,
        _field(
            "Screen saver after (s)",
            "Bildschirmschoner nach (s)",
            help_de="0: nie. Braucht eine Aufrufanzeige auf demselben Gerät.",
            ge=0,
            le=3600,
        ),
    ] = 0
    service_pin: Annotated[
        str,
        _field(
            "Service PIN",
            "Service-PIN",
            help_de="Sechs bis acht Ziffern. Leer: keine Serviceseite.",
            pattern=STORED_PIN,
        ),
    ] = ""
    allow_rehearsal: Annotated[bool, _field("Accept rehearsals", "Probeläufe zulassen")] = False


class DisplayConfig(Message, frozen=True, kw_only=True):
    """A call display."""

    area: Annotated[
        Text,
        _field(
            "Waiting area",
            "Wartebereich",
            help_de="Hat der Standort Plätze in diesem Bereich, zeigt die Anzeige nur deren Aufrufe.",
        ),
    ] = ""
    language: Annotated[Language, _field("Language", "Sprache")] = Language.DE
    second_language: Annotated[
        Language | None, _field("Second language", "Zweite Sprache", help_de="Leer: nur eine Sprache")
    ] = Language.EN  # fmt: skip
    orientation: Annotated[Orientation, _field("Orientation", "Ausrichtung")] = Orientation.LANDSCAPE
    screen_diagonal_mm: Annotated[
        int, _field("Screen diagonal (mm)", "Bilddiagonale (mm)", ge=150, le=4000)
    ] = 1397  # fmt: skip
    viewing_distance_mm: Annotated[
        int,
        _field(
            "Farthest seat (mm)",
            "Entfernung des letzten Platzes (mm)",
            help_de="Danach richtet sich, wie groß die Zeilen sind und wie viele auf eine Seite passen.",
            ge=500,
            le=30_000,
        ),
    ] = 6000
    history: Annotated[int, _field("Earlier calls shown", "Frühere Aufrufe", ge=0, le=11)] = 5
    missed: Annotated[
        bool,
        _field(
            "Show missed numbers",
            "Verpasste Nummern zeigen",
            help_de="Eine ruhige Liste: „Bitte am Empfang melden“.",
        ),
    ] = False
    displays: Annotated[
        int, _field("Displays side by side", "Anzeigen nebeneinander", ge=1, le=4)
    ] = 1  # fmt: skip
    part: Annotated[
        int,
        _field(
            "Which part of the list",
            "Teil der Liste",
            help_de="1: der neueste Aufruf und die nächsten; 2 bis 4: die folgenden. 0: alle Anzeigen zeigen dasselbe.",
            ge=0,
            le=4,
        ),
    ] = 0
    gong: Annotated[bool, _field("Gong", "Gong")] = True
    gong_volume: Annotated[int, _field("Gong volume (%)", "Lautstärke (%)", ge=0, le=100)] = 70
    motion: Annotated[bool, _field("Blink a new number", "Neue Nummer blinken lassen")] = True
    media: Annotated[bool, _field("Show pictures", "Bilder zeigen")] = True
    media_folder: Annotated[
        str,
        _field("Folder of pictures", "Ordner mit Bildern", help_de="Leer: die mitgelieferten Hinweise", max_length=200),
    ] = ""  # fmt: skip
    dwell_seconds: Annotated[int, _field("Seconds per picture", "Sekunden je Bild", ge=5, le=600)] = 12
    other_centres: Annotated[
        bool, _field("Show a shorter wait elsewhere", "Kürzere Wartezeit anderswo zeigen")
    ] = True


class CentreConfig(Message, frozen=True, kw_only=True):
    """The queue service of one centre."""

    name: Annotated[Text, _field("Name", "Name des Standorts", min_length=1)] = "Altona"
    district: Annotated[Text, _field("District", "Bezirk")] = "Altona"
    area: Annotated[Text, _field("Where to wait", "Wo gewartet wird")] = "Wartebereich 2, Erdgeschoss"
    notice: Annotated[Notice | None, _field("Notice", "Hinweis im Wartebereich")] = None
    hours: Annotated[tuple[OpeningHours, ...], _field("Opening hours", "Öffnungszeiten", max_length=21)] = (
        tuple(OpeningHours(weekday=day, opens=time(7), closes=time(19)) for day in range(5))
    )
    land: Annotated[
        Land | None, _field("Public holidays of", "Feiertage von", help_de="Leer: keine Feiertage")
    ] = Land.HH  # fmt: skip
    special_days: Annotated[
        tuple[SpecialDay, ...], _field("Days that are not as usual", "Besondere Tage", max_length=100)
    ] = ()  # fmt: skip
    phone_page: Annotated[
        str,
        _field(
            "Wait page for phones",
            "Warteseite für das Handy",
            help_de="Wie der Stadt-Feed von außen heißt: https://…, oder leer: keine",
            max_length=120,
            pattern=r"^(https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/?)?$",
        ),
    ] = ""
    closure: Annotated[Closure | None, _field("Closed now because of", "Jetzt geschlossen wegen")] = None
    services: Annotated[
        tuple[ServiceId, ...], _field("Services", "Leistungen", help_de="Leer: alle", max_length=200)
    ] = ()
    places: Annotated[tuple[Place, ...], _field("Counters", "Plätze", min_length=1, max_length=99)] = tuple(
        str(number) for number in range(1, 25)
    )
    ways: Annotated[
        tuple[PlaceWay, ...],
        _field("Waiting areas and ways to the counters", "Wartebereiche und Wege zu den Plätzen", max_length=99),
    ] = ()  # fmt: skip
    walk_in: Annotated[bool, _field("Take visitors without booking", "Besuche ohne Termin annehmen")] = True
    contingents: Annotated[
        tuple[UsualContingent, ...],
        _field("Numbers without booking, per half-day", "Nummern ohne Termin je Halbtag", max_length=400),
    ] = ()  # fmt: skip
    guest_wait_minutes: Annotated[
        int,
        _field(
            "Take bookings of other centres up to a wait of (min)",
            "Termine anderer Standorte annehmen bis Wartezeit (min)",
            help_de="Wie lange es ohne Termin höchstens dauern darf; 0: keine annehmen.",
            ge=0,
            le=120,
        ),
    ] = 45
    early_minutes: Annotated[
        int, _field("Callable before the slot (min)", "Aufrufbar vor dem Termin (min)", ge=0, le=240)
    ] = 15  # fmt: skip
    grace_minutes: Annotated[
        int, _field("Still on time after the slot (min)", "Verspätung bis (min)", ge=0, le=240)
    ] = 15  # fmt: skip
    skip_minutes: Annotated[
        int, _field("Skip after a call in vain (min)", "Nach vergeblichem Aufruf überspringen (min)", ge=0, le=60)
    ] = 5  # fmt: skip
    calls_in_vain: Annotated[
        int, _field("Calls before missed", "Aufrufe bis nicht erschienen", ge=1, le=9)
    ] = 3
    walk_in_cap_minutes: Annotated[
        int, _field("Walk-ins go first after (min)", "Ohne Termin vorziehen nach (min)", ge=10, le=480)
    ] = 90  # fmt: skip
    booked_weight: Annotated[
        int, _field("A minute of waiting with booking counts", "Eine Minute Warten mit Termin zählt", ge=1, le=10)
    ] = 3  # fmt: skip
    pick_up_weight: Annotated[
        int, _field("A minute of waiting to collect counts", "Eine Minute Warten auf Abholung zählt", ge=1, le=10)
    ] = 2  # fmt: skip
    pick_up_cap_minutes: Annotated[
        int, _field("Pick-ups go first after (min)", "Abholungen vorziehen nach (min)", ge=10, le=480)
    ] = 60  # fmt: skip
    offline_block: Annotated[
        int,
        _field(
            "Numbers of its own for each terminal",
            "Eigene Nummern je Terminal",
            help_de="So viele je Buchstabe gibt ein Terminal ohne Verbindung aus; 0: keine.",
            ge=0,
            le=200,
        ),
    ] = 60
    keys: Annotated[
        tuple[PublicKey, ...], _field("Keys of booking codes", "Schlüssel der Termincodes", max_length=50)
    ] = ()


AnyConfig = KioskConfig | DisplayConfig | CentreConfig
CONFIG_TYPES: dict[str, type[KioskConfig] | type[DisplayConfig] | type[CentreConfig]] = {
    "kiosk": KioskConfig,
    "display": DisplayConfig,
    "queue": CentreConfig,
}
