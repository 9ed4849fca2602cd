"""What the status page shows."""

from datetime import UTC, datetime, timedelta

import pytest

from lobby.contract.state import Closure, Opening, WaitRange
from lobby.feed.picture import with_link
from lobby.feed.status import city_status, overview
from lobby.feed.view import CityView, city_view, wait_text
from lobby.web.pages import Look
from tests.support.summaries import AT, SUMMARY, after, picture_of, summary

WORDING = Look(("lobby.feed",)).wording
DE, EN = WORDING.speaker("de"), WORDING.speaker("en")
CITY = (
    SUMMARY,
    summary(centre="b", name="B", waiting=30, walk_in_wait=WaitRange(low_minutes=60), simulated=True),
    summary(centre="c", name="C", waiting=0, walk_in_wait=WaitRange(low_minutes=0, high_minutes=5)),
    summary(centre="d", name="D", opening=Opening(is_open=False), waiting=0, walk_in_wait=None),
)


def view(sort: str = "name", seconds: float = 0) -> CityView:
    """The page for a city of four."""
    return city_view(city_status("hh", picture_of(*CITY), after(seconds)), DE, sort)


@pytest.mark.parametrize(
    ("sort", "names"),
    [("name", "Altona C B D"), ("wait", "C Altona B D"), ("waiting", "B Altona C D")],
)
def test_rows_are_sorted_as_asked_and_closed_centres_come_last(sort: str, names: str) -> None:
    """By name (real ones first), by the shortest wait, by the longest line."""
    assert " ".join(row.name for row in view(sort).rows) == names


def test_the_totals_count_what_is_open_and_fresh() -> None:
    """And name the shortest wait, with a mark where it is a simulated centre's."""
    found = view()
    assert (found.open_centres, found.centres, found.waiting) == (3, 4, 34)
    assert found.shortest == "C, bis 5 Minuten"
    simulated = picture_of(summary(simulated=True))
    assert (
        city_view(city_status("hh", simulated, after(0)), DE, "name").shortest
        == "Altona (simuliert), 10 bis 20 Minuten"
    )


def test_old_figures_are_marked_and_add_nothing_to_the_totals() -> None:
    """The opening is what was last known, the bars are empty, and nobody is called the shortest."""
    found = view(seconds=60)
    assert (found.open_centres, found.waiting, found.not_fresh, found.shortest) == (0, 0, 4, "–")
    row = found.rows[0]
    assert (row.freshness, row.tone, row.opening, row.wait) == (
        "veraltet",
        "warning",
        "zuletzt: geöffnet",
        "nicht bekannt",
    )
    assert (row.bar_to, row.waiting_bar, row.waiting) == (0, 0, "4")


def test_a_cut_off_centre_is_the_worst() -> None:
    """Its bridge is down: red, and said in words."""
    picture = with_link(picture_of(SUMMARY), "altona", linked=False)
    row = city_view(city_status("hh", picture, after(0)), EN, "name").rows[0]
    assert (row.freshness, row.tone) == ("cut off", "danger")


def test_bars_compare_centres() -> None:
    """Waits against an hour, people against the longest line of the city."""
    rows = {row.name: row for row in view().rows}
    assert (rows["Altona"].bar_from, rows["Altona"].bar_to) == (10, 20)
    assert (rows["B"].bar_from, rows["B"].bar_to) == (60, 60)
    assert [rows[name].waiting_bar for name in ("B", "Altona", "C")] == [100, 13, 0]


def test_few_visits_are_shown_as_fewer_than_five() -> None:
    """A withheld figure is not a missing one."""
    assert view().rows[0].finished == "< 5"
    unknown = with_link(picture_of(), "harburg", linked=True)
    assert city_view(city_status("hh", unknown, after(0)), DE, "name").rows[0].finished == "–"


@pytest.mark.parametrize(
    ("opening", "german"),
    [
        (Opening(is_open=True, closes=datetime(2026, 11, 23, 17, tzinfo=UTC)), "bis 18:00 Uhr"),
        (Opening(is_open=False, opens=AT + timedelta(hours=4)), "öffnet 14:00 Uhr"),
        (Opening(is_open=False, opens=AT + timedelta(hours=21)), "öffnet Di. 07:00 Uhr"),
        (Opening(is_open=False, opens=AT - timedelta(hours=3)), "geschlossen"),
        (
            Opening(is_open=False, closure=Closure.HOLIDAY, opens=AT + timedelta(hours=21)),
            "zu: Feiertag",
        ),
        (Opening(is_open=False, closure=Closure.EVACUATION), "geräumt"),
    ],
)
def test_the_opening_says_until_when_or_from_when(opening: Opening, german: str) -> None:
    """Local time, with the day where it is another one."""
    picture = picture_of(summary(opening=opening))
    assert city_view(city_status("hh", picture, after(0)), DE, "name").rows[0].opening == german


@pytest.mark.parametrize("closure", list(Closure))
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_reason_has_its_words(closure: Closure, language: str) -> None:
    """None is forgotten in either language."""
    picture = picture_of(summary(opening=Opening(is_open=False, closure=closure)))
    status = city_status("hh", picture, after(0))
    assert city_view(status, WORDING.speaker(language), "name").rows[0].opening


@pytest.mark.parametrize(
    ("low", "high", "english"),
    [
        (0, 5, "up to 5 minutes"),
        (10, 20, "10 to 20 minutes"),
        (60, None, "over 60 minutes"),
    ],
)
def test_a_wait_is_a_range(low: int, high: int | None, english: str) -> None:
    """Never a promise of a minute; no upper end means over."""
    assert wait_text(WaitRange(low_minutes=low, high_minutes=high), EN) == english
    assert wait_text(None, EN) == "not known"


def test_the_last_walk_in_stands_beside_the_wait_and_takes_the_centre_out_of_the_shortest() -> None:
    """Until when one may come while that is near; nobody is sent where no more numbers are given."""
    near = picture_of(summary(last_walk_in=AT + timedelta(minutes=40)))
    (row,) = city_view(city_status("hh", near, after(0)), DE, "name").rows
    assert row.wait.startswith("10 bis 20 Minuten, Nummern längstens bis ")
    over = picture_of(summary(last_walk_in=AT - timedelta(minutes=1)))
    page = city_view(city_status("hh", over, after(0)), DE, "name")
    assert page.rows[0].wait == "keine Nummern mehr"
    assert page.shortest == "–"
    assert overview(over, after(0)).centres == ()
    assert len(overview(near, after(0)).centres) == 1
