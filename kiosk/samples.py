"""Terminals in every state, for pictures and for the tests of their layout. Nobody in them exists."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import msgspec

from kiosk.printer_state import PrinterState
from kiosk.session import Found, Guesses, Help, Paper, Screen, Session, Terminal, Trouble
from kiosk.troubles import SERVICE_AWAY, TYPING_PAUSED, WAYS
from lobby.catalogue_files import sample_catalogue
from lobby.contract.answers import BookingView, CheckedIn, Identified, Reason, Refused, Ticket
from lobby.contract.city import CentreWait
from lobby.contract.config import Language
from lobby.contract.requests import Identify
from lobby.contract.state import BookingNumbers, Closure, House, OfferedService, Opening, Standing, WaitRange

NOW = datetime(2026, 11, 23, 10, 24, tzinfo=ZoneInfo("Europe/Berlin"))
SLOT = NOW.replace(hour=10, minute=30)
AREA = "Wartebereich 2, Erdgeschoss"
CODE = "HK1"
PHONE = "https://lobby.example.org/w/altona/mfrggzdfmztwq2lknnwg23tpoa"


def house(opening: Opening | None = None) -> House:
    """A centre with the whole catalogue."""
    services = tuple(
        OfferedService(
            service=one.id, name_de=one.name_de, name_en=one.name_en, names=dict(one.names), family=one.family,
            walk_in=True, minutes=int(one.length.total_seconds() // 60), online=one.online,
            online_url=one.online_url,
        )
        for one in sample_catalogue().services
    )  # fmt: skip
    first, last = NOW.replace(hour=7, minute=0), NOW.replace(hour=19, minute=0)
    return House(
        epoch="sample-epoch", rev=1, as_of=NOW, name="Altona", area=AREA, services=services,
        opening=opening or Opening(is_open=True, opens=first, closes=last),
        walk_in_wait=WaitRange(low_minutes=30, high_minutes=40), places=tuple(str(one) for one in range(1, 25)),
    )  # fmt: skip


def locked_house() -> House:
    """The same, its reception having locked the numbers without a booking."""
    return msgspec.structs.replace(house(), walk_in_locked=True)


def numbers_house() -> House:
    """The same, where booking numbers of another system may be typed."""
    names = {"de": "die Vorgangsnummer", "en": "the case number (Vorgangsnummer)"}
    return msgspec.structs.replace(house(), numbers=BookingNumbers(names=names))


def late_house(*, over: bool = False) -> House:
    """The same near closing: numbers until half past ten, then none."""
    last = NOW.replace(minute=15 if over else 30)
    services = tuple(
        msgspec.structs.replace(
            one, last_walk_in=last, too_late=over, wait=WaitRange(low_minutes=30, high_minutes=40)
        )
        for one in house().services
    )
    return msgspec.structs.replace(house(), services=services, last_walk_in=last)


def used_up_house() -> House:
    """The same, with the numbers for passports given out until noon and those for identity cards for the day."""
    gone = {"id-card": None, "passport": NOW.replace(hour=12, minute=0)}
    services = tuple(
        msgspec.structs.replace(one, used_up=True, again_from=gone[one.service])
        if one.service in gone
        else one
        for one in house().services
    )
    return msgspec.structs.replace(house(), services=services)


def online_house(*, used_up: bool = False) -> House:
    """The same, the line for a certificate of registration being long, or its numbers given out."""
    services = tuple(
        msgspec.structs.replace(one, wait=WaitRange(low_minutes=40, high_minutes=60), used_up=used_up)
        for one in house().services
    )
    return msgspec.structs.replace(house(), services=services)


def terminal(screen: Screen, session: Session | None = None) -> Terminal:
    """A terminal of that centre on this page."""
    centres = tuple(
        CentreWait(
            centre=name.lower(), name=name, is_open=True, as_of=NOW,
            walk_in_wait=WaitRange(low_minutes=low, high_minutes=low + 10),
        )
        for name, low in (("Eimsbüttel", 10), ("Barmbek-Uhlenhorst", 15), ("Wandsbek", 20))
    )  # fmt: skip
    return Terminal(screen=screen, session=session or Session(), house=house(), centres=centres)


def ticket(standing: Standing = Standing.ON_TIME, **changes: object) -> Ticket:
    """A ticket with this standing."""
    plain = Ticket(
        visit="sample-visit", number="A104", service="id-card", persons=1, standing=standing, checked_in=NOW,
        area=AREA, slot=SLOT, wait=WaitRange(low_minutes=5, high_minutes=10),
    )  # fmt: skip
    early = {"slot": SLOT + timedelta(hours=1), "callable_from": SLOT + timedelta(minutes=45)}
    late = {"slot": SLOT - timedelta(minutes=30)}
    own = {Standing.EARLY: early, Standing.LATE: late}.get(standing, {})
    fields = {name: getattr(plain, name) for name in plain.__struct_fields__} | own | changes
    return Ticket(**fields)


def booking(**changes: object) -> BookingView:
    """A booking of an ordinary kind."""
    fields: dict[str, object] = {"service": "id-card", "slot": SLOT, "persons": 1, "centre": "altona"}
    return BookingView(**(fields | changes))  # type: ignore[arg-type]


def found(**changes: object) -> Found:
    """A code with its booking."""
    identified = Identified(
        id="sample-request", at=NOW, standing=Standing.ON_TIME, booking=booking(**changes)
    )
    return Found(CODE, identified)


def guest() -> Found:
    """A booking of another centre, for which there is room here."""
    known = found(
        centre="wandsbek", centre_name="Wandsbek", centre_address="Musterstraße 11, 20000 Hamburg",
        slot=SLOT + timedelta(hours=2),
    )  # fmt: skip
    wait = WaitRange(low_minutes=20, high_minutes=30)
    return replace(known, identified=msgspec.structs.replace(known.identified, guest=True, wait=wait))


def no_room() -> Terminal:
    """The same, without room."""
    shown = trouble(Reason.OTHER_SITE)
    told = shown.session.trouble
    if told is None or told.refused is None:
        raise ValueError("a trouble without a refusal")
    refused = msgspec.structs.replace(told.refused, detail="no-room")
    return replace(shown, session=replace(shown.session, trouble=replace(told, refused=refused)))


def part_of_a_group() -> Found:
    """Two of four are here already."""
    known = found(persons=4)
    here = msgspec.structs.replace(known.identified, ticket=ticket(persons=2, to_come=2))
    return replace(known, identified=here)


def number(shown: Ticket, *, again: bool = False) -> Terminal:
    """The result page with this ticket."""
    result = CheckedIn(id="sample-request", at=NOW, ticket=shown, again=again)
    return terminal(Screen.NUMBER, Session(code=CODE, result=result))


def with_speech(shown: Terminal) -> Terminal:
    """The same at a terminal that reads aloud."""
    config = msgspec.structs.replace(shown.config, speech=True)
    aids = replace(shown.session.aids, speech=True)
    session = replace(shown.session, aids=aids)
    return replace(shown, config=config, voices=frozenset(Language), session=session)


def with_printer(shown: Terminal, state: PrinterState, paper: Paper | None) -> Terminal:
    """The same at a terminal with a printer in this state."""
    config = msgspec.structs.replace(shown.config, printer="network:127.0.0.1")
    return replace(shown, config=config, printer=state, session=replace(shown.session, paper=paper))


def trouble(key: str) -> Terminal:
    """The problem page of this kind, with what the queue service would say."""
    refused = None
    if key in set(Reason):
        away = {Reason.OTHER_DAY: timedelta(days=2), Reason.TOO_LATE: timedelta(hours=-1)}
        when = SLOT + away.get(Reason(key), timedelta(hours=1))
        told = booking(
            slot=when,
            centre="wandsbek",
            centre_name="Wandsbek",
            centre_address="Musterstraße 11, 20000 Hamburg",
        )
        refused = Refused(id="sample-request", at=NOW, reason=Reason(key), booking=told)
    until = NOW + timedelta(seconds=30) if key == TYPING_PAUSED else None
    asking = Identify(id="sample-request", code=CODE) if key == SERVICE_AWAY else None
    hints = 2 if WAYS[key].shows_hints else 0
    return terminal(
        Screen.PROBLEM,
        Session(trouble=Trouble(key, refused, until), asking=asking, failed=True, unreadable=hints),
    )


def closed(closure: Closure) -> Terminal:
    """The centre closed for this reason."""
    opening = Opening(
        is_open=False, closure=closure, opens=NOW.replace(day=24, hour=7, minute=0),
        closes=NOW.replace(day=24, hour=19, minute=0),
    )  # fmt: skip
    return replace(terminal(Screen.CLOSED), house=house(opening))


def alone(shown: Terminal) -> Terminal:
    """The same page while nobody hears the terminal: nothing is known of waits."""
    if shown.house is None:
        return shown
    services = tuple(msgspec.structs.replace(one, wait=None) for one in shown.house.services)
    house = msgspec.structs.replace(shown.house, services=services, walk_in_wait=None)
    return replace(shown, linked=False, stands_in=True, house=house)


@cache
def pages() -> Mapping[str, Terminal]:
    """Every page once, the result and the choices in all their kinds."""
    later = replace(found(service="residence-register", slot=SLOT + timedelta(hours=2)), code="HK1-other")
    return {
        "starting": replace(terminal(Screen.STARTING), house=None),
        "welcome": terminal(Screen.WELCOME),
        "welcome-scanner-broken": replace(terminal(Screen.WELCOME), scanner_works=False),
        "welcome-locked": replace(terminal(Screen.WELCOME), house=locked_house()),
        "welcome-last-walk-in": replace(terminal(Screen.WELCOME), house=late_house()),
        "welcome-walk-in-over": replace(terminal(Screen.WELCOME), house=late_house(over=True)),
        "services-last-walk-in": replace(terminal(Screen.SERVICES, Session(family="A")), house=late_house()),
        "confirm": terminal(Screen.CONFIRM, Session(code=CODE, found=(found(),))),
        "confirm-guest": terminal(Screen.CONFIRM, Session(code=CODE, found=(guest(),))),
        "confirm-family": terminal(
            Screen.CONFIRM, Session(code=CODE, persons=4, found=(found(service="documents-family", persons=2),))
        ),
        "persons-group": terminal(Screen.PERSONS, Session(code=CODE, found=(found(persons=15),))),
        "party": terminal(Screen.PARTY, Session(code=CODE, found=(part_of_a_group(),))),
        "confirm-group": terminal(Screen.CONFIRM, Session(code=CODE, persons=2, found=(found(persons=4),))),
        "number-both": replace(
            number(ticket()),
            session=replace(
                number(ticket()).session, other=ticket(number="J117", slot=SLOT + timedelta(minutes=30))
            ),
        ),
        "number-part": number(ticket(persons=2, to_come=2)),
        "subjects-group": terminal(Screen.SUBJECTS, Session(persons=4)),
        "persons": terminal(Screen.PERSONS, Session(code=CODE, found=(found(),))),
        "choose": terminal(Screen.CHOOSE, Session(code=CODE, found=(found(), later))),
        "number": number(ticket()),
        "number-phone": number(ticket(phone=PHONE)),
        "number-again": number(ticket(), again=True),
        "number-early": number(ticket(Standing.EARLY)),
        "number-late": number(ticket(Standing.LATE, phone=PHONE)),
        "number-walk-in": number(ticket(Standing.WALK_IN, slot=None, number="J417", service="residence-register")),
        "number-printing": with_printer(number(ticket()), PrinterState.READY, Paper.COMING),
        "number-printed": with_printer(number(ticket()), PrinterState.READY, Paper.OUT),
        "number-no-paper": with_printer(number(ticket(Standing.LATE)), PrinterState.PAPER_OUT, None),
        "number-called": number(ticket(place="7"), again=True),
        "type-code": terminal(Screen.TYPE_CODE, Session(typed="7KD2")),
        "type-number": replace(terminal(Screen.TYPE_CODE, Session(typed="471199")), house=numbers_house()),
        "type-number-long": replace(terminal(Screen.TYPE_CODE, Session(typed="4711990015")), house=numbers_house()),
        "welcome-numbers": replace(terminal(Screen.WELCOME), house=numbers_house()),
        "confirm-number": terminal(Screen.CONFIRM, Session(code="471199", code_typed=True, found=(found(),))),
        "counter": terminal(Screen.COUNTER, Session(typed="7")),
        "counter-unknown": terminal(Screen.COUNTER, Session(typed="99")),
        "number-expected": number(ticket(Standing.WALK_IN, slot=None, wait=None, only_place="7")),
        "type-code-wrong": terminal(Screen.TYPE_CODE, Session(typed="7KD2M4XB")),
        "subjects": terminal(Screen.SUBJECTS),
        "services": terminal(Screen.SERVICES, Session(family="F")),
        "services-used-up": replace(terminal(Screen.SERVICES, Session(family="A")), house=used_up_house()),
        "problem-used-up-until-noon": terminal(
            Screen.PROBLEM,
            Session(trouble=Trouble(Reason.CONTINGENT_USED_UP, until=NOW.replace(hour=12, minute=0))),
        ),
        "online": replace(
            terminal(Screen.ONLINE, Session(family="J", service="registration-certificate")), house=online_house()
        ),
        "online-wait-unknown": terminal(Screen.ONLINE, Session(family="J", service="residence-register")),
        "problem-used-up-online": replace(
            terminal(
                Screen.PROBLEM,
                Session(trouble=Trouble(Reason.CONTINGENT_USED_UP), family="J", service="registration-certificate"),
            ),
            house=online_house(used_up=True),
        ),
        "problem-no-room": no_room(),
        "collect": terminal(Screen.SERVICES, Session(family="L")),
        "waiting": terminal(Screen.WAITING),
        "closed": closed(Closure.HOURS),
        "closed-evacuation": closed(Closure.EVACUATION),
        "away": replace(terminal(Screen.AWAY), linked=False),
        "welcome-alone": alone(terminal(Screen.WELCOME)),
        "number-alone": alone(
            number(ticket(Standing.WALK_IN, slot=None, wait=None, number="A942", provisional=True))
        ),
        "help": terminal(Screen.HELP),
        "help-called": terminal(Screen.HELP, Session(help=Help.CALLED)),
        "help-coming": terminal(Screen.HELP, Session(help=Help.COMING)),
        "help-unreachable": terminal(Screen.HELP, Session(help=Help.FAILED)),
        "type-code-help-coming": terminal(Screen.TYPE_CODE, Session(typed="7KD2", help=Help.COMING)),
        "languages": terminal(Screen.LANGUAGES),
        "speech": with_speech(terminal(Screen.SPEECH)),
        "warning": terminal(Screen.WARNING, Session(typed="7KD2")),
        "name": terminal(Screen.NAME),
        "pin": terminal(Screen.PIN, Session(typed="1234")),
        "pin-wrong": terminal(Screen.PIN, Session(failed=True)),
        "pin-rests": replace(terminal(Screen.PIN), pin_guesses=Guesses(5, NOW, NOW + timedelta(seconds=30))),
        "service": with_printer(terminal(Screen.SERVICE), PrinterState.READY, None),
        **{f"problem-{key}": trouble(key) for key in WAYS},
    }  # fmt: skip
