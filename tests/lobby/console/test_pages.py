"""The facility staff's pages over HTTP, on a real broker with real devices' side of the configuration."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from lobby.contract.devices import Desired
from tests.lobby.console.conftest import KIOSK_FORM, ConsoleHouse, base_of
from tests.support.pages import PageClient, value_of

KIOSK = "/devices/kiosk-1"


def save(staff: PageClient, base: str | None = None, **changes: Any) -> Any:
    """Send the terminal's form with some fields changed; None leaves a field out."""
    fields = KIOSK_FORM | {f"f.{name}": value for name, value in changes.items()}
    fields = {name: value for name, value in fields.items() if value is not None}
    return staff.submit(KIOSK, fields | {"base": base_of(staff, "kiosk-1") if base is None else base})


def test_new_device_appears_by_itself(console: ConsoleHouse) -> None:
    """A device that connects for the first time is in the list without anybody adding it."""
    staff = console.staff()
    assert "kiosk-1" not in staff.get("/").text
    console.start("kiosk-1")
    page = staff.until("/", "kiosk-1")
    assert "Terminal" in page


def test_device_that_goes_is_on_top(console: ConsoleHouse) -> None:
    """A device that vanished stands first, in words."""
    console.start("display-1")
    console.start("kiosk-1")
    staff = console.staff(device="kiosk-1")
    console.devices["kiosk-1"].device.stop()
    page = staff.until("/", "nicht verbunden")
    assert page.index('href="/devices/kiosk-1"') < page.index('href="/devices/display-1"')


def test_saved_settings_reach_the_device_and_come_back(console: ConsoleHouse) -> None:
    """Saved settings are applied by the device, and the page shows what the device reports."""
    kiosk = console.start("kiosk-1")
    staff = console.staff(device="kiosk-1")
    assert save(staff, idle_seconds="90", large_text="1").status_code == 303
    page = staff.until(KIOSK, "Fassung 1 angewendet")
    assert "Am Gerät: 90" in page
    assert (kiosk.device.config.idle_seconds, kiosk.device.config.large_text) == (90, True)
    assert kiosk.offers[0].fields == {"idle_seconds": 90, "large_text": True}


def test_settings_wait_for_the_visitor(console: ConsoleHouse) -> None:
    """While somebody is at the terminal the page says that the settings wait, and then that they apply."""
    kiosk = console.start("kiosk-1", busy=True)
    staff = console.staff(device="kiosk-1")
    save(staff, idle_seconds="90")
    staff.until(KIOSK, "Fassung 1 wartet")
    kiosk.done()
    staff.until(KIOSK, "Fassung 1 angewendet")


def test_refused_settings_give_reasons_by_field(console: ConsoleHouse) -> None:
    """What a device of another version refuses is shown at the field, with its reason."""
    console.start("kiosk-1")
    staff = console.staff(device="kiosk-1")
    save(staff, idle_seconds="90")
    staff.until(KIOSK, "Fassung 1 angewendet")
    console.publish(
        Desired(rev=2, at=datetime.now(UTC), by="steering", fields={"idle_seconds": 5}), "kiosk-1"
    )
    page = staff.until(KIOSK, "Fassung 2 abgelehnt")
    assert "Das Gerät bleibt bei Fassung 1" in page
    assert re.search(r"Abgelehnt: .*10", page)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"idle_seconds": "9999"}, "Bitte eine Zahl von 10 bis 600 eingeben"),
        ({"idle_seconds": "viele"}, "Bitte eine ganze Zahl eingeben"),
        ({"languages": None}, "Bitte ausfüllen"),
        ({"languages": ["klingon"]}, "Dieser Wert passt nicht"),
        ({"scanner_device": "x" * 200}, "Höchstens 120 Zeichen"),
        ({"colour": "red"}, "Diese Einstellungen gibt es nicht: colour"),
    ],
)
def test_wrong_value_saves_nothing_and_loses_nothing(
    console: ConsoleHouse, changes: dict[str, Any], sentence: str
) -> None:
    """A wrong value is answered at its field; everything typed, right or wrong, is still there; nothing is sent."""
    kiosk = console.start("kiosk-1")
    staff = console.staff(device="kiosk-1")
    response = save(staff, result_seconds="77", **changes)
    assert response.status_code == 400
    assert sentence in response.text
    assert value_of(response.text, "f.result_seconds") == "77"
    for name, value in changes.items():
        if isinstance(value, str) and name != "colour":
            assert value_of(response.text, f"f.{name}") == value
    assert kiosk.offers == []


def test_form_without_any_field_is_answered(console: ConsoleHouse) -> None:
    """A form that lost its fields on the way saves nothing."""
    console.start("kiosk-1")
    staff = console.staff(device="kiosk-1")
    assert staff.submit(KIOSK, {"base": "0"}).status_code == 400


def test_typed_markup_stays_text(console: ConsoleHouse) -> None:
    """Markup that is typed comes back as text, in the form, the device's report and the history."""
    console.start("kiosk-1")
    staff = console.staff(device="kiosk-1")
    evil = '"><script>alert(1)</script>'
    save(staff, scanner_device=evil)
    page = staff.until(KIOSK, "Fassung 1 angewendet")
    assert page.count("alert(1)") >= 3
    assert "<script>alert" not in page


def test_second_editor_sees_both(console: ConsoleHouse) -> None:
    """Two people change the same device: the second sees both values, loses nothing, and can decide."""
    kiosk = console.start("kiosk-1")
    first, second = console.staff("facility-1", "kiosk-1"), console.staff("facility-2", "kiosk-1")
    opened = base_of(second, "kiosk-1")
    save(first, idle_seconds="120")
    first.until(KIOSK, "Fassung 1 angewendet")
    conflict = save(second, opened, idle_seconds="30", large_text="1")
    assert conflict.status_code == 409
    assert "facility-1 hat inzwischen Fassung 1 gespeichert" in conflict.text
    assert "Inzwischen gespeichert: 120" in conflict.text
    assert value_of(conflict.text, "f.idle_seconds") == "30"
    assert len(kiosk.offers) == 1
    assert save(second, value_of(conflict.text, "base"), idle_seconds="30", large_text="1").status_code == 303
    second.until(KIOSK, "Fassung 2 angewendet")
    assert kiosk.device.config.idle_seconds == 30


@pytest.mark.parametrize("base", ["", "x", "-1", "99999999999999", "1"])
def test_made_up_revision_is_a_conflict(console: ConsoleHouse, base: str) -> None:
    """A form without its true revision overwrites nothing."""
    console.start("kiosk-1")
    staff = console.staff(device="kiosk-1")
    assert save(staff, base, idle_seconds="30").status_code == 409


def test_one_field_goes_back_to_its_default(console: ConsoleHouse) -> None:
    """Reset sets one field in the form, keeps what was typed elsewhere, and saves nothing yet."""
    kiosk = console.start("kiosk-1")
    staff = console.staff(device="kiosk-1")
    save(staff, idle_seconds="90", result_seconds="45")
    staff.until(KIOSK, "Fassung 1 angewendet")
    fields = KIOSK_FORM | {
        "f.idle_seconds": "90",
        "f.result_seconds": "46",
        "reset": "idle_seconds",
        "base": "1",
    }
    response = staff.submit(KIOSK, fields)
    assert "noch nicht gespeichert" in response.text
    assert value_of(response.text, "f.idle_seconds") == "60"
    assert value_of(response.text, "f.result_seconds") == "46"
    assert len(kiosk.offers) == 1


def test_earlier_version_can_be_restored(console: ConsoleHouse) -> None:
    """The history shows who changed what, and an earlier version becomes a new one."""
    kiosk = console.start("kiosk-1")
    staff = console.staff(device="kiosk-1")
    save(staff, idle_seconds="90")
    staff.until(KIOSK, "Fassung 1 angewendet")
    save(staff, idle_seconds="45")
    page = staff.until(KIOSK, "Fassung 2 angewendet")
    assert "Zurück zum Anfang nach (s): 90 → 45" in page
    assert staff.submit(f"{KIOSK}/restore", {"rev": "1", "base": "2"}).status_code == 303
    staff.until(KIOSK, "Fassung 3 angewendet")
    assert kiosk.device.config.idle_seconds == 90
    assert staff.submit(f"{KIOSK}/restore", {"rev": "1", "base": "2"}).status_code == 409
    assert staff.submit(f"{KIOSK}/restore", {"rev": "77", "base": "3"}).status_code == 404


def test_history_outlives_the_program(console: ConsoleHouse) -> None:
    """After a restart the history is still there, and the next version counts on."""
    console.start("kiosk-1")
    staff = console.staff(device="kiosk-1")
    save(staff, idle_seconds="90")
    staff.until(KIOSK, "Fassung 1 angewendet")
    console.page.restart()
    staff = console.staff(device="kiosk-1")
    staff.until(KIOSK, "Fassung 1 angewendet")
    save(staff, idle_seconds="91")
    staff.until(KIOSK, "Fassung 2 angewendet")


def test_device_is_prepared_before_it_comes(console: ConsoleHouse) -> None:
    """A planned device gets its settings when it connects for the first time."""
    staff = console.staff()
    response = staff.submit("/plan", {"name": "kiosk-1", "kind": "kiosk"})
    assert response.headers["location"] == KIOSK
    assert "noch nie verbunden" in staff.get("/").text
    save(staff, idle_seconds="90")
    staff.until(KIOSK, "Fassung 1 liegt bereit")
    kiosk = console.start("kiosk-1")
    staff.until(KIOSK, "Fassung 1 angewendet")
    assert kiosk.device.config.idle_seconds == 90


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "", "kind": "kiosk"}, "Der Name hat nur"),
        ({"name": "Terminal 3", "kind": "kiosk"}, "Der Name hat nur"),
        ({"name": "a/b", "kind": "kiosk"}, "Der Name hat nur"),
        ({"name": "x" * 41, "kind": "kiosk"}, "Der Name hat nur"),
        ({"name": "kiosk-9", "kind": "toaster"}, "Wählen Sie eine Art"),
        ({"name": "kiosk-9"}, "Wählen Sie eine Art"),
        ({"name": "console", "kind": "kiosk"}, "gibt es schon"),
    ],
)
def test_odd_plans_are_answered(console: ConsoleHouse, fields: dict[str, str], sentence: str) -> None:
    """A plan that makes no sense is answered with a sentence and plans nothing."""
    staff = console.staff(device="console")
    response = staff.submit("/plan", fields)
    assert response.status_code == 400
    assert sentence in response.text


def test_notice_for_the_waiting_area(console: ConsoleHouse) -> None:
    """A notice goes to the queue service beside its other settings, and away again."""
    queue = console.start("queue")
    staff = console.staff(device="queue")
    shown = staff.submit(
        "/notice", {"f.notice.text": "Aufzug defekt", "f.notice.level": "warning", "base": "0"}
    )
    assert "Gesendet" in shown.text
    staff.until("/devices/queue", "Fassung 1 angewendet")
    assert queue.device.config.notice.text == "Aufzug defekt"
    empty = staff.submit("/notice", {"f.notice.text": " ", "f.notice.level": "info", "base": "1"})
    assert empty.status_code == 400
    staff.submit("/notice", {"remove": "1", "base": "1"})
    staff.until("/devices/queue", "Fassung 2 angewendet")
    assert queue.device.config.notice is None


def test_notice_of_two_people_is_no_race(console: ConsoleHouse) -> None:
    """The second of two who write a notice is told who was faster, and keeps the text."""
    console.start("queue")
    staff = console.staff(device="queue")
    staff.submit("/notice", {"f.notice.text": "Erster", "f.notice.level": "info", "base": "0"})
    late = staff.submit("/notice", {"f.notice.text": "Zweiter", "f.notice.level": "info", "base": "0"})
    assert late.status_code == 409
    assert "facility-1 hat inzwischen" in late.text
    assert "Zweiter" in late.text


def test_device_shows_its_name(console: ConsoleHouse) -> None:
    """The button makes the device show its name, once, for ten seconds."""
    kiosk = console.start("kiosk-1")
    staff = console.staff(device="kiosk-1")
    staff.until("/", "in Ordnung")
    response = staff.submit(f"{KIOSK}/show-name")
    assert "Gesendet: kiosk-1" in response.text
    staff.until(KIOSK, "Terminal")
    assert [one.seconds for one in kiosk.shown] == [10]


def test_nothing_is_saved_without_the_broker(console: ConsoleHouse) -> None:
    """Without a connection saving says so, keeps what was typed, and sends nothing later in secret."""
    kiosk = console.start("kiosk-1")
    staff = console.staff(device="kiosk-1")
    console.broker.kill()
    staff.until(KIOSK, "Keine Verbindung im Haus")
    response = save(staff, idle_seconds="90")
    assert response.status_code == 503
    assert value_of(response.text, "f.idle_seconds") == "90"
    console.broker.start()
    staff.until(KIOSK, ">verbunden", seconds=15)
    assert kiosk.offers == []


@pytest.mark.parametrize("path", ["/", "/devices/kiosk-1", "/devices/kiosk-1/live", "/live"])
def test_clerk_may_not_come_in(console: ConsoleHouse, path: str) -> None:
    """A clerk's account gets a clear refusal for every address."""
    response = console.page.client("clerk-1").get(path)
    assert response.status_code == 403
    assert "Dieses Konto darf das nicht öffnen" in response.text


@pytest.mark.parametrize(
    "path", ["/devices/kiosk-1", "/devices/kiosk-1/restore", "/devices/kiosk-1/show-name", "/notice", "/plan"]
)
def test_clerk_may_change_nothing(console: ConsoleHouse, path: str) -> None:
    """Nor can a clerk send any of the forms."""
    kiosk = console.start("kiosk-1")
    console.staff(device="kiosk-1")
    assert console.page.client("clerk-1").submit(path, KIOSK_FORM | {"base": "0"}).status_code == 403
    assert kiosk.offers == []


@pytest.mark.parametrize(
    "path", ["/devices/nobody", "/devices/..", "/devices/%3Cscript%3E", "/devices/nobody/live"]
)
def test_unknown_device_is_told(console: ConsoleHouse, path: str) -> None:
    """A device that does not exist gives a page that says so."""
    response = console.staff().get(path, follow_redirects=True)
    assert response.status_code == 404 or "Geräte" in response.text
