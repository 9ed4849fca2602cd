"""Which warnings a city tells its lobbies: any order of messages leads to the same picture."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.warnings import PublicWarning, WarningLevel
from lobby.warnings.rules.alert import Alert
from lobby.warnings.rules.areas import Spot
from lobby.warnings.rules.chain import KEEP, Source, with_list
from lobby.warnings.rules.picture import picture
from lobby.warnings.rules.reading import read
from lobby.warnings.rules.verdict import Choice
from tests.support.cap import ARS, NOW, cap, coded, detail, info, reference

SPOT = Spot(centre="altona", ars=ARS)
CHOICE = Choice()


def alerts(*payloads: bytes) -> tuple[Alert, ...]:
    """The messages."""
    return tuple(one for payload in payloads for one in read(payload) if isinstance(one, Alert))


def shown(
    *payloads: bytes, choice: Choice = CHOICE, at: datetime = NOW, spots: tuple[Spot, ...] = (SPOT,)
) -> tuple[PublicWarning, ...]:
    """What is told when a source lists exactly these."""
    return picture((with_list(Source(), alerts(*payloads), at),), spots, choice, at).warnings


def headlines(*payloads: bytes, choice: Choice = CHOICE, at: datetime = NOW) -> list[str]:
    """Their first headlines."""
    return [one.texts[0].headline for one in shown(*payloads, choice=choice, at=at)]


def test_a_warning_is_told_with_source_times_and_languages() -> None:
    """German and English stand first; what is told is who, what, from when, until when, for whom."""
    english, turkish = info("en-US", "Storm warning"), info("tr", "Fırtına uyarısı")
    (one,) = shown(cap(infos=(turkish, english, info())))
    assert [text.language for text in one.texts] == ["de", "en", "tr"]
    assert (one.level, one.source, one.centres, one.drill) == (
        WarningLevel.DANGER, "Wetteramt Musterland", ("altona",), False,
    )  # fmt: skip
    assert (one.sent, one.ends) == (NOW - timedelta(minutes=30), NOW + timedelta(hours=2))
    assert one.texts[0].instruction == "Bleiben Sie im Gebäude."


UPDATE = cap(
    "storm-2", sent="2026-11-24T07:40:00+00:00", msg_type="Update", references=reference("storm-1"),
    infos=(info(headline="Orkan"),),
)  # fmt: skip
CANCEL = cap(
    "storm-3", sent="2026-11-24T07:50:00+00:00", msg_type="Cancel", references=reference("storm-2"), infos=()
)
OTHER = cap("flood-1", infos=(info(headline="Hochwasser"),))
TEST_CANCEL = cap("drill-1", status="Test", msg_type="Cancel", references=reference("flood-1"), infos=())
LOST = cap("storm-9", msg_type="Cancel", references=reference("never-heard"), infos=())
MESSAGES = (cap(), UPDATE, CANCEL, OTHER, TEST_CANCEL, LOST)


def test_an_update_takes_the_place_and_a_cancel_takes_away() -> None:
    """A cancel or an update acts on what it refers to, and on nothing else."""
    assert headlines(cap()) == ["Sturmwarnung"]
    assert headlines(cap(), UPDATE) == ["Orkan"]
    assert headlines(cap(), UPDATE, CANCEL) == []
    assert headlines(CANCEL, OTHER) == ["Hochwasser"]


@given(st.lists(st.lists(st.sampled_from(MESSAGES), max_size=4), max_size=6), st.permutations(MESSAGES))
def test_any_order_of_messages_leads_to_the_same_picture(
    before: list[list[bytes]], last: list[bytes]
) -> None:
    """Out of order, repeated, in parts, with references to what was never heard: the picture is that of all of them."""
    source = Source()
    for step, batch in enumerate(before):
        source = with_list(source, alerts(*batch), NOW + timedelta(seconds=step))
    end = NOW + timedelta(minutes=1)
    source = with_list(source, alerts(*last), end)
    assert picture((source,), (SPOT,), CHOICE, end) == picture(
        (with_list(Source(), alerts(*MESSAGES), end),), (SPOT,), CHOICE, end
    )
    assert [one.texts[0].headline for one in picture((source,), (SPOT,), CHOICE, end).warnings] == [
        "Hochwasser"
    ]


@given(
    st.permutations(
        [cap(sent=f"2026-11-24T07:{m}:00+00:00", infos=(info(headline=f"Um {m}"),)) for m in (10, 20, 30)]
    )
)
def test_of_one_identifier_the_newest_counts(order: list[bytes]) -> None:
    """The warning app changes a message under its own name."""
    assert headlines(*order) == ["Um 30"]


def test_what_was_cancelled_stays_so_when_an_old_copy_comes_again() -> None:
    """A cancel is remembered for days after its source has dropped it."""
    source = with_list(Source(), alerts(cap(), UPDATE, CANCEL), NOW)
    again = with_list(source, alerts(cap(), UPDATE), NOW + timedelta(minutes=5))
    assert picture((again,), (SPOT,), CHOICE, NOW + timedelta(minutes=5)).warnings == ()
    late = NOW + KEEP + timedelta(seconds=1)
    assert with_list(source, (), late).known == ()


def test_what_a_source_lists_no_more_is_over() -> None:
    """An empty list is an answer; no answer is none, and what was listed holds until its end."""
    source = with_list(Source(), alerts(cap()), NOW)
    later = NOW + timedelta(minutes=5)
    assert picture((with_list(source, (), later),), (SPOT,), CHOICE, later).warnings == ()
    assert len(picture((source,), (SPOT,), CHOICE, later).warnings) == 1
    assert picture((source,), (SPOT,), CHOICE, NOW + timedelta(hours=2)).warnings == ()


@pytest.mark.parametrize("expires", ["", "soon", "2026-11-24T06:00:00+00:00", "2036-11-24T10:00:00+00:00"])
def test_a_missing_or_absurd_end_becomes_our_own_and_is_asked_again(expires: str) -> None:
    """So long after it was last listed and no longer; each new list renews it."""
    message = cap(infos=(info(expires=expires),))
    (one,) = shown(message)
    assert one.ends == NOW + CHOICE.longest
    source = with_list(Source(), alerts(message), NOW)
    assert picture((source,), (SPOT,), CHOICE, NOW + CHOICE.longest).warnings == ()
    renewed = with_list(source, alerts(message), NOW + CHOICE.longest)
    assert len(picture((renewed,), (SPOT,), CHOICE, NOW + CHOICE.longest).warnings) == 1


@pytest.mark.parametrize("status", ["Test", "Exercise", "Draft", "System"])
def test_what_is_not_meant_is_not_shown(status: str) -> None:
    """Tests and exercises show in a drill, marked; drafts and messages between machines never."""
    assert shown(cap(status=status)) == ()
    in_drill = shown(cap(status=status), choice=Choice(drill=True))
    assert [one.drill for one in in_drill] == ([True] if status in {"Test", "Exercise"} else [])


def test_a_drill_does_not_touch_what_is_real() -> None:
    """An exercise under the name of a real warning neither hides nor cancels it."""
    fake = cap(
        status="Exercise",
        msg_type="Cancel",
        sent="2026-11-24T07:59:00+00:00",
        references=reference("storm-1"),
    )
    assert headlines(cap(), fake) == ["Sturmwarnung"]
    assert headlines(cap(), fake, choice=Choice(drill=True)) == ["Sturmwarnung"]


@pytest.mark.parametrize(
    ("fields", "level"),
    [
        ({}, "danger"),
        ({"severity": "Extreme", "urgency": "Expected", "certainty": "Observed"}, "danger"),
        ({"urgency": "Future"}, "warning"),
        ({"certainty": "Possible"}, "warning"),
        ({"severity": "Moderate"}, "warning"),
        ({"severity": "Unknown", "urgency": "", "certainty": ""}, "warning"),
        ({"severity": "Minor"}, None),
        ({"urgency": "Past"}, None),
        ({"certainty": "Unlikely"}, None),
        ({"responseType": "AllClear"}, None),
    ],
)
def test_how_serious_it_is_decides_how_it_shows(fields: dict[str, str], level: str | None) -> None:
    """Minor ones, those that are over and those that are unlikely are not shown."""
    assert [one.level.value for one in shown(cap(infos=(info(**fields),)))] == ([level] if level else [])


@pytest.mark.parametrize(
    "payload",
    [cap(scope="Restricted"), cap(sent="2026-11-24T09:00:00+00:00"), cap(infos=(info(area=coded("03")),)),
     cap(infos=()), cap(msg_type="Ack"), cap(infos=(info(headline="", event=""),))],
)  # fmt: skip
def test_what_nobody_here_is_to_see(payload: bytes) -> None:
    """Not public, from the future, elsewhere, without a word, or an answer between machines."""
    assert shown(payload) == ()


def test_each_centre_gets_what_concerns_it() -> None:
    """Texts of another place of the same message are not told here."""
    north, south = info(headline="Nord", area=coded("01")), info(headline="Süd", area=coded("02"))
    spots = (SPOT, Spot(centre="kiel", ars="010020000000"), Spot(centre="harburg", ars=ARS))
    told = {one.texts[0].headline: one.centres for one in shown(cap(infos=(north, south)), spots=spots)}
    assert told == {"Nord": ("kiel",), "Süd": ("altona", "harburg")}


def test_the_most_serious_stands_first() -> None:
    """Then the newest; the app's messages and those of the standard are treated the same."""
    mild = cap("mild", infos=(info(headline="Nebel", severity="Moderate"),))
    assert headlines(mild, detail(sent="2026-11-24T08:20:00+01:00"), cap()) == [
        "Sturmwarnung",
        "Rauch nach Brand",
        "Nebel",
    ]


def test_one_source_has_no_say_over_another() -> None:
    """A cancel counts in its own source only; the same message in both is told once."""
    first = with_list(Source(), alerts(cap()), NOW)
    second = with_list(
        Source(), alerts(cap("storm-3", msg_type="Cancel", references=reference("storm-1"))), NOW
    )
    assert len(picture((first, second), (SPOT,), CHOICE, NOW).warnings) == 1
    assert len(picture((first, first), (SPOT,), CHOICE, NOW).warnings) == 1
