"""How a simulated visitor uses the real terminal."""

from lobby.simulate.at_terminal import (
    Terminal,
    has_given_up,
    is_free,
    press,
    pressed,
    shown,
    stepped_up,
)


def _welcome(since: float = 0.0) -> Terminal:
    return shown(Terminal(), "welcome", since)


def test_a_visit_at_the_terminal() -> None:
    """Scan at the welcome page, yes to the booking, done after reading the number, gone."""
    terminal = stepped_up(_welcome(), 10.0)
    terminal = shown(terminal, "confirm", 11.0)
    assert press(terminal, 12.0) is None
    assert press(terminal, 14.5) == "yes"
    terminal = pressed(terminal)
    assert press(terminal, 15.0) is None
    terminal = shown(terminal, "number", 16.0)
    assert press(terminal, 23.0) == "done"
    terminal = shown(pressed(terminal), "welcome", 24.0)
    assert terminal.ours_since is None
    assert not is_free(terminal, 40.0)
    assert is_free(terminal, 60.0)


def test_the_terminal_is_free_only_at_rest() -> None:
    """Unknown, just reached, on another page: not free."""
    assert not is_free(Terminal(), 100.0)
    assert not is_free(_welcome(99.0), 100.0)
    assert is_free(_welcome(90.0), 100.0)
    assert not is_free(shown(_welcome(), "confirm", 90.0), 1000.0)


def test_people_are_not_disturbed() -> None:
    """After somebody else used it, it is left to people for a while; nothing is pressed for them."""
    terminal = shown(_welcome(), "services", 10.0)
    assert press(shown(terminal, "number", 12.0), 30.0) is None
    terminal = shown(terminal, "welcome", 20.0)
    assert not is_free(terminal, 60.0)
    assert is_free(terminal, 101.0)


def test_a_terminal_that_just_started_or_lost_its_link_was_used_by_nobody() -> None:
    """Pages that it shows by itself are no reason to stay away."""
    terminal = shown(shown(shown(Terminal(), "starting", 0.0), "away", 1.0), "welcome", 2.0)
    assert is_free(terminal, 6.0)


def test_a_visitor_does_not_stand_there_for_ever() -> None:
    """A terminal that went away, or that somebody else took over, is left."""
    terminal = shown(stepped_up(_welcome(), 10.0), "type-code", 12.0)
    assert press(terminal, 20.0) is None
    assert not has_given_up(terminal, 30.0)
    assert has_given_up(terminal, 36.0)


def test_hearing_the_same_page_again_changes_nothing() -> None:
    """Health repeats every few seconds what is on the screen."""
    terminal = _welcome(5.0)
    assert shown(terminal, "welcome", 50.0) is terminal
