"""Drawings that are kept."""

from lobby.web.memo import Memo


def test_same_key_is_drawn_once() -> None:
    """Fifty readers of the same state cost one drawing; another state is drawn anew."""
    drawn: list[str] = []
    memo = Memo()

    def draw(text: str) -> str:
        drawn.append(text)
        return text

    texts = [memo.get(("lists", 1), lambda: draw("one")) for _ in range(50)]
    assert set(texts) == {"one"}
    assert memo.get(("lists", 2), lambda: draw("two")) == "two"
    assert drawn == ["one", "two"]


def test_what_is_used_stays() -> None:
    """When there are too many, the one that was not used for longest goes."""
    memo = Memo(most=2)
    for key in ("a", "b", "a", "c"):
        memo.get(key, lambda key=key: f"first {key}")  # type: ignore[misc]
    assert memo.get("a", lambda: "second a") == "first a"
    assert memo.get("b", lambda: "second b") == "second b"
