"""One drawing for all who look."""

from lobby.feed.shared import HOLD_SECONDS, SharedDrawings


class Pencil:
    """Counts its drawings."""

    def __init__(self) -> None:
        self.drawn = 0

    def draw(self) -> dict[str, str]:
        """One more."""
        self.drawn += 1
        return {"city": f"{self.drawn}"}


def test_a_thousand_readers_cost_one_drawing() -> None:
    """All of one moment get the same; the next moment gets a new one."""
    now = [0.0]
    shared, pencil = SharedDrawings(lambda: now[0]), Pencil()
    assert {shared.get("de", pencil.draw)["city"] for _ in range(1000)} == {"1"}
    now[0] = HOLD_SECONDS
    assert shared.get("de", pencil.draw) == {"city": "2"}


def test_each_language_and_order_has_its_own() -> None:
    """Nobody gets another one's page."""
    shared, german, english = SharedDrawings(lambda: 0.0), Pencil(), Pencil()
    shared.get(("de", "name"), german.draw)
    shared.get(("en", "name"), english.draw)
    assert (german.drawn, english.drawn) == (1, 1)
