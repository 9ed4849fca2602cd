"""Who tries links."""

from lobby.feed.wait.guessing import FREE_TRIES, REMEMBERED, WINDOW_SECONDS, Guessing, client_of


def test_wrong_links_stop_a_client_for_the_rest_of_the_minute() -> None:
    """Twenty in a minute; then it begins anew; others are not touched."""
    guessing = Guessing()
    for _ in range(FREE_TRIES):
        assert guessing.wait_seconds("a", 1.0) == 0
        guessing.failed("a", 1.0)
    assert guessing.wait_seconds("a", 11.0) == WINDOW_SECONDS - 10
    assert guessing.wait_seconds("b", 11.0) == 0
    assert guessing.wait_seconds("a", 1.0 + WINDOW_SECONDS) == 0
    guessing.failed("a", 1.0 + WINDOW_SECONDS)
    assert guessing.wait_seconds("a", 2.0 + WINDOW_SECONDS) == 0


def test_memory_is_bounded() -> None:
    """The oldest is forgotten first."""
    guessing = Guessing()
    for number in range(REMEMBERED + 10):
        guessing.failed(str(number), 0.0)
    assert len(guessing._tries) == REMEMBERED
    assert "0" not in guessing._tries


def test_a_network_of_ipv6_is_one_client() -> None:
    """Somebody has 2^64 addresses there."""
    assert client_of("2001:db8::1") == client_of("2001:db8::ffff:2")
    assert client_of("2001:db8::1") != client_of("2001:db8:0:1::1")
    assert client_of("192.0.2.1") != client_of("192.0.2.2")
    assert client_of(None) == client_of("nonsense") == ""
