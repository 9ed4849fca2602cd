"""What did not work, kept until it is put away."""

from datetime import UTC, datetime

from lobby.counter.notices import MOST_KEPT, Notice, Notices

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def notice(id_: str, key: str = "conflict", number: str = "") -> Notice:
    return Notice(id_, NOW, "op-next", key, number=number)


def test_same_again_is_counted() -> None:
    """It stands there once, newest first, and keeps its name, so that putting it away works on an older page."""
    notices = Notices()
    notices.add("clerk-1", notice("a"))
    notices.add("clerk-1", notice("b", "no-answer"))
    notices.add("clerk-1", notice("c"))
    assert [(one.id, one.times) for one in notices.of("clerk-1")] == [("a", 2), ("b", 1)]
    assert notices.of("clerk-2") == ()


def test_oldest_of_too_many_goes() -> None:
    """The newest few are kept."""
    notices = Notices()
    for number in range(MOST_KEPT + 2):
        notices.add("clerk-1", notice(f"n{number}", number=str(number)))
    assert [one.id for one in notices.of("clerk-1")] == [f"n{n}" for n in range(MOST_KEPT + 1, 1, -1)]


def test_put_away_is_gone() -> None:
    """One of them, or all with the clerk."""
    notices = Notices()
    notices.add("clerk-1", notice("a"))
    notices.add("clerk-1", notice("b", "no-answer"))
    notices.dismiss("clerk-1", "a")
    assert [one.id for one in notices.of("clerk-1")] == ["b"]
    notices.forget("clerk-1")
    assert notices.of("clerk-1") == ()
