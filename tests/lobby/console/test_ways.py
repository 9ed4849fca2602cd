"""Ways to counters as staff type them."""

import contextlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.console.ways import LineError, parse, written
from lobby.contract.ways import Direction, PlaceWay
from lobby.web.wording import load


def _groups(text: str) -> list[PlaceWay]:
    return msgspec.convert(parse(text), list[PlaceWay])


SIX = ("1", "2", "3", "4", "5", "6")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "1-6: Wartebereich 2, 2. OG, links",
            PlaceWay(places=SIX, area="Wartebereich 2", floor=2, direction=Direction.LEFT),
        ),
        ("1 – 6: right, ground floor", PlaceWay(places=SIX, floor=0, direction=Direction.RIGHT)),
        ("7, 8 B12: 1. UG", PlaceWay(places=("7", "8", "B12"), floor=-1)),
        ("20: Geradeaus", PlaceWay(places=("20",), direction=Direction.AHEAD)),
        ("20: Saal Nord", PlaceWay(places=("20",), area="Saal Nord")),
    ],
)
def test_a_line_is_a_group_of_counters(line: str, expected: PlaceWay) -> None:
    """In German and in English, in any order, each part only where it is known."""
    assert _groups(f"\n  {line}\n") == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "1-6",
        "1-6:",
        ": links",
        "Platz eins: links",
        "6-1: links",
        "1: links, rechts",
        "1: A, B",
        "1: EG, , links",
    ],
)
def test_a_line_that_says_no_way_is_named(line: str) -> None:
    """Its number is told; nothing is guessed."""
    with pytest.raises(LineError, match="line 3"):
        parse(f"1: links\n\n{line}")


@given(
    st.lists(
        st.builds(
            PlaceWay,
            places=st.lists(st.integers(1, 99).map(str), min_size=1, max_size=8, unique=True).map(tuple),
            area=st.sampled_from(["", "Wartebereich 1", "Saal Nord"]),
            floor=st.none() | st.integers(-5, 60),
            direction=st.none() | st.sampled_from(Direction),
        ).filter(lambda one: one.area or one.way is not None),
        max_size=5,
    )
)
def test_what_is_written_is_read_again(groups: list[PlaceWay]) -> None:
    """The form shows what is in force in words that mean the same."""
    assert _groups(written([msgspec.to_builtins(one) for one in groups])) == groups


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_examples_beside_the_field_are_good(language: str) -> None:
    """Each is one group of counters."""
    examples = load(("lobby.console",)).say(language, "ways-examples", {})
    assert len(_groups(examples.replace(" | ", "\n"))) == 3


@given(st.text(max_size=40) | st.text("1-7:, ABOGUlinks.", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever is typed, the page never breaks."""
    with contextlib.suppress(LineError):
        assert written(parse(text)) or not text.strip()
