"""What is sent of a long text that the reader has but for a part."""

from hypothesis import given
from hypothesis import strategies as st

from lobby.web.patches import SHORTEST, patch

LONG = st.text(alphabet="ab<>ü–", min_size=SHORTEST, max_size=SHORTEST + 50)


def patched(old: str, new: str) -> str:
    """As the script does it."""
    found = patch(old, new)
    if found is None:
        return new
    start, end, between = found
    return old[:start] + between + old[len(old) - end :]


@given(LONG, st.integers(0, SHORTEST), st.text(alphabet="ab", max_size=30), st.integers(0, 40))
def test_any_change_comes_out_right(old: str, at: int, put: str, taken: int) -> None:
    """Whatever was put in or taken out, the reader has the new text afterwards."""
    new = old[:at] + put + old[at + taken :]
    assert patched(old, new) == new


@given(LONG, LONG)
def test_other_texts_come_out_right(old: str, new: str) -> None:
    """Also when hardly anything is the same."""
    assert patched(old, new) == new


def test_one_row_of_many_is_little() -> None:
    """A row that goes from a long list costs a few characters."""
    rows = [f"<tr><td>A {number}</td></tr>" for number in range(100, 300)]
    found = patch("".join(rows), "".join(rows[:7] + rows[8:]))
    assert found is not None
    assert len(found[2]) < 10


def test_short_texts_and_pairs_are_sent_whole() -> None:
    """A script counts an emoji as two: such texts are never cut."""
    long = "x" * SHORTEST
    assert patch("abc", "abd") is None
    assert patch(long, long + "\N{GRINNING FACE}y") is None
    assert patch("\N{GRINNING FACE}" + long, long) is None
