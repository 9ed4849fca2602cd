"""What is wrong with a booking: real codes at the real terminal, judged by a real queue service, read off its page."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lobby.bench.house import wait_until
from lobby.catalogue_files import sample_catalogue
from lobby.contract.answers import AnyAnswer, PlaceChanged
from lobby.contract.bookings import Booking
from lobby.contract.codes import BookingClaim, signed, typed_code
from lobby.contract.codes.claim import packed
from lobby.contract.codes.keyring import LOCAL, SIGNED_AS
from lobby.contract.codes.shape import code_of
from lobby.contract.config import PublicKey
from lobby.contract.devices import Reported
from lobby.contract.requests import (
    AnyRequest,
    CallNext,
    CallOne,
    ImportBookings,
    LockWalkIn,
    NotHere,
    OpenPlace,
)
from tests.kiosk.test_app import Lobby, lobby

pytestmark = [pytest.mark.window, pytest.mark.slow]
OWN, REVOKED, EXPIRED, COMING, UNKNOWN = 10, 11, 12, 13, 14
CATALOGUE = sample_catalogue()
HERE, ELSEWHERE, TRAINING = CATALOGUE.centre["altona"].number, 9, 255
DAY = timedelta(days=1)


def today(hours: float = 0.0) -> datetime:
    """So far from now, on this day all the same."""
    now = datetime.now(LOCAL).replace(second=0, microsecond=0)
    wanted = now + timedelta(hours=hours)
    return min(max(wanted, now.replace(hour=0, minute=0)), now.replace(hour=23, minute=59)).astimezone(UTC)


@dataclass
class Desk:
    """A lobby, its keys, and bookings that a test makes up."""

    lobby: Lobby
    keys: dict[int, Ed25519PrivateKey]
    made: int = 0

    def claim(self, **fields: object) -> BookingClaim:
        """Another booking: of today, for an identity card, here."""
        self.made += 1
        service = CATALOGUE.service["id-card"].number
        plain = BookingClaim(
            booking=f"{self.made:016x}", revision=0, key_id=OWN, site=HERE, slot=today(), length=timedelta(minutes=15),
            service=service, persons=1,
        )  # fmt: skip
        return replace(plain, **fields)  # type: ignore[arg-type]

    def code(self, claim: BookingClaim) -> str:
        """Signed with the key it names."""
        return signed(claim, self.keys[claim.key_id])

    def deliver(self, claim: BookingClaim, *, cancelled: bool = False) -> None:
        """The booking system hands it over."""
        booking = Booking(
            booking=claim.booking, revision=claim.revision, centre="altona", service="id-card", slot=claim.slot,
            length_minutes=15, cancelled=cancelled,
        )  # fmt: skip
        self.made += 1
        self.do(ImportBookings(id=f"import-{self.made:04d}", bookings=(booking,)))

    def do(self, request: AnyRequest) -> AnyAnswer:
        """Somebody at a counter, or a booking system."""
        return self.lobby.bus.devices["rehearsal"].ask(request).result(10)

    def scan(self, code: str) -> str:
        """Hold it up; the words of the page that follows."""
        if self.lobby.window.state()["screen"] != "welcome":
            self.leave()
        self.lobby.window.keys(code + "\n")
        wait_until(lambda: self.lobby.window.state()["screen"] in ("number", "problem"), 15)
        return " ".join(self.lobby.window.state()["words"])

    def number(self) -> str:
        """On the page."""
        return str(self.lobby.window.state()["number"])

    def leave(self) -> None:
        """Back to the first page."""
        controls = self.lobby.window.state()["controls"]
        self.lobby.leave("done" if "done" in controls else "back")


def public(keys: dict[int, Ed25519PrivateKey]) -> list[PublicKey]:
    """What the queue service knows: one key is good, one is withdrawn, one was, one will be; one it has never seen."""
    now = datetime.now(UTC).date()
    validity = {EXPIRED: (now - 40 * DAY, now - 20 * DAY), COMING: (now + 20 * DAY, now + 40 * DAY)}
    made = []
    for key_id, key in keys.items():
        if key_id == UNKNOWN:
            continue
        before, after = validity.get(key_id, (now - 10 * DAY, now + 60 * DAY))
        raw = key.public_key().public_bytes_raw().hex()
        made.append(
            PublicKey(
                key_id=key_id, public=raw, not_before=before, not_after=after, revoked=key_id == REVOKED
            )
        )
    return made


@pytest.fixture(scope="module", name="desk")
def _desk() -> Iterator[Desk]:
    keys = {number: Ed25519PrivateKey.generate() for number in (OWN, REVOKED, EXPIRED, COMING, UNKNOWN)}
    with lobby(keys=public(keys)) as opened:
        opened.bus.configure(1, confirm_check_in=False)
        wait_until(lambda: any(one.applied_rev == 1 for one in opened.bus.of(Reported)))
        yield Desk(opened, keys)


def test_plain_booking_and_its_second_scan(desk: Desk) -> None:
    """The same code again, also a copy of it in other hands: the same number, and no second visitor."""
    code = desk.code(desk.claim())
    assert "Sie sind angemeldet" in desk.scan(code)
    first = desk.number()
    desk.leave()
    assert desk.scan(code)
    assert desk.number() == first
    desk.leave()


def test_early(desk: Desk) -> None:
    """Present, with a number, and told from when."""
    claim = desk.claim(slot=today(3))
    if claim.slot - today() < timedelta(minutes=20):
        pytest.skip("too near to midnight for an early visitor")
    desk.deliver(claim)
    words = desk.scan(desk.code(claim))
    earliest = (claim.slot - timedelta(minutes=15)).astimezone(LOCAL)
    assert (f"{earliest.hour}:{earliest:%M} Uhr" if earliest.minute else f" {earliest.hour} Uhr") in words
    desk.leave()


def test_late_within_the_grace_and_beyond(desk: Desk) -> None:
    """Taken and marked as late; then over, with the way without a booking."""
    late, over = desk.claim(slot=today(-0.1)), desk.claim(slot=today(-2))
    if today() - over.slot < timedelta(hours=1):
        pytest.skip("too near to midnight for a late visitor")
    desk.deliver(late)
    assert "Ihre Terminzeit ist schon vorbei." in desk.scan(desk.code(late))
    desk.leave()
    assert "Ihr Termin ist vorbei." in desk.scan(desk.code(over))
    assert "walk-in" in desk.lobby.window.state()["controls"]
    desk.leave()


@pytest.mark.parametrize(
    ("days", "shown"),
    [(1, "Ihr Termin ist an einem anderen Tag."), (-3, "Ihr Termin ist an einem anderen Tag.")],
)
def test_another_day(desk: Desk, days: int, shown: str) -> None:
    """It says which."""
    claim = desk.claim(slot=today() + timedelta(days=days))
    words = desk.scan(desk.code(claim))
    assert shown in words
    assert f"{claim.slot.astimezone(LOCAL).day}." in words
    desk.leave()


def test_cancelled_and_rebooked(desk: Desk) -> None:
    """The old code of a booking that was moved says so; the new one is taken."""
    off = desk.claim()
    desk.deliver(off, cancelled=True)
    assert "Dieser Termin wurde abgesagt." in desk.scan(desk.code(off))
    desk.leave()
    old = desk.claim()
    new = replace(old, revision=1)
    desk.deliver(new)
    assert "Dieser Termin wurde verschoben." in desk.scan(desk.code(old))
    assert desk.scan(desk.code(new))
    assert desk.number().startswith("A")
    desk.leave()


def test_booked_after_the_last_list_and_a_newer_revision_than_it(desk: Desk) -> None:
    """Genuine codes that the list does not have, or has in an older state: taken, as provisional."""
    stale = desk.claim()
    desk.deliver(stale)
    for claim in (desk.claim(), replace(stale, revision=1)):
        assert "noch nicht bekannt" in desk.scan(desk.code(claim))
        desk.leave()


def test_missed_and_back(desk: Desk) -> None:
    """Called in vain for the last time: the code gives the same number, and the visitor waits again."""
    claim = desk.claim()
    desk.scan(desk.code(claim))
    number = desk.number()
    desk.leave()
    desk.do(OpenPlace(id="open-place-9", place="9", services=("id-card",)))
    for call in range(20):
        answer = desk.do(CallNext(id=f"call-{call:04d}", place="9", finish_current=True))
        assert isinstance(answer, PlaceChanged)
        if answer.place.visit is not None and answer.place.visit.number == number:
            break
    for attempt in range(3):
        desk.do(NotHere(id=f"not-here-{attempt:04d}", place="9"))
        desk.do(CallOne(id=f"again-{attempt:04d}", place="9", visit=claim.booking))
    desk.do(NotHere(id="not-here-last", place="9"))
    desk.scan(desk.code(claim))
    assert desk.number() == number
    desk.leave()


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"key_id": UNKNOWN}, "Wir können diesen Code nicht prüfen."),
        ({"key_id": REVOKED}, "Dieser Code wurde ersetzt."),
        ({"key_id": EXPIRED}, "Dieser Code ist abgelaufen."),
        ({"key_id": COMING}, "Dieser Code gilt noch nicht."),
        ({"site": TRAINING}, "Das ist ein Code zum Üben."),
    ],
)
def test_keys_that_do_not_open(desk: Desk, fields: dict[str, int], shown: str) -> None:
    """Each has its own sentence, and only a forged one is called so."""
    assert shown in desk.scan(desk.code(desk.claim(**fields)))
    desk.leave()


def test_a_code_of_a_later_version(desk: Desk) -> None:
    """Genuine, and of a form that this terminal does not know yet: to the reception, not away."""
    body = packed(desk.claim())
    later = bytes([2 << 4 | body[0] & 15]) + body[1:]
    words = desk.scan(code_of(later + desk.keys[OWN].sign(SIGNED_AS + later)))
    assert "Diesen Code kennt das Terminal noch nicht." in words


def test_flipped_bits_and_another_deployments_key(desk: Desk) -> None:
    """One symbol changed, or signed by another city under a key id of ours: not genuine."""
    claim = desk.claim()
    genuine, foreign = desk.code(claim), signed(claim, desk.keys[UNKNOWN])
    for code in (foreign, genuine[:80] + foreign[80:]):
        assert "Dieser Code ist nicht echt." in desk.scan(code)
        desk.leave()


def test_foreigners_affairs_of_another_centre(desk: Desk) -> None:
    """They are tied to the home district: where, by name."""
    tied = next(one for one in CATALOGUE.services if not one.city_wide)
    words = desk.scan(desk.code(desk.claim(site=ELSEWHERE, service=tied.number)))
    assert "Ihr Termin ist an einem anderen Standort." in words
    desk.leave()


def test_residents_affairs_of_another_centre(desk: Desk) -> None:
    """Taken here, with a number like those without a booking; without room the page says where the booking is."""
    code = desk.code(desk.claim(site=ELSEWHERE))
    assert "Sie sind angemeldet" in desk.scan(code)
    number = desk.number()
    desk.do(LockWalkIn(id="lock-guests-1", locked=True))
    assert "Hier können wir Sie gerade nicht annehmen." in desk.scan(desk.code(desk.claim(site=ELSEWHERE)))
    assert CATALOGUE.site[ELSEWHERE].name in " ".join(desk.lobby.window.state()["words"])
    desk.scan(code)
    assert desk.number() == number
    desk.do(LockWalkIn(id="lock-guests-2", locked=False))
    desk.leave()


def test_codes_are_guessed_slowly(desk: Desk) -> None:
    """The fifth typed code in a row that no booking has: typing rests, the scanner goes on."""
    words = [desk.scan(str(typed_code(f"{0xABC000 + guess:016x}"))) for guess in range(5)]
    assert ["Zu viele falsche Codes." in one for one in words] == [False] * 4 + [True]
    assert desk.scan(desk.code(desk.claim()))
    assert desk.number().startswith("A")
    desk.leave()
