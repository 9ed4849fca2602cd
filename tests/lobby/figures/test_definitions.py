"""Every figure has a name and a note, in German and English."""

import pytest

from lobby.figures.definitions import FIGURES, Definition, Unit
from lobby.web.wording import LANGUAGES, load


@pytest.mark.parametrize("figure", FIGURES, ids=lambda one: one.key)
def test_a_figure_is_worded(figure: Definition) -> None:
    """And its unit, its class and its columns."""
    wording = load(["lobby.figures"])
    for key in (f"figure-{figure.key}", f"note-{figure.key}"):
        assert all(wording.entries[key][language] for language in LANGUAGES)


def test_units_are_worded() -> None:
    """A count of visits needs none."""
    wording = load(["lobby.figures"])
    assert all(f"unit-{unit.value}" in wording.entries for unit in Unit)
