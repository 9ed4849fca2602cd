"""The tokens hold what is promised to those who see little."""

import pytest

from lobby.look.tokens import CAPITAL_HEIGHT, HIGH_CONTRAST, LIGHT, Metrics, Palette, contrast, michelson

TEXT_ON = [
    ("text", "ground"), ("text", "surface"), ("muted", "ground"), ("on_action", "action"), ("text", "info_soft"),
    ("text", "success_soft"), ("text", "warning_soft"), ("text", "danger_soft"), ("text", "action_soft"),
    ("on_scrim", "scrim"),
]  # fmt: skip
LARGE_OR_CONTROL_ON = [
    ("muted", "surface"), ("action", "ground"), ("border", "ground"), ("focus", "ground"), ("info", "info_soft"),
    ("success", "success_soft"), ("warning", "warning_soft"), ("danger", "danger_soft"), ("action", "action_soft"),
]  # fmt: skip


@pytest.mark.parametrize("palette", [LIGHT, HIGH_CONTRAST], ids=["light", "high-contrast"])
@pytest.mark.parametrize(("above", "below"), TEXT_ON)
def test_texts_reach_seven_to_one(palette: Palette, above: str, below: str) -> None:
    """Every text stands out from its ground by at least 7:1 (ours; the norm asks 4.5)."""
    assert round(contrast(getattr(palette, above), getattr(palette, below)), 1) >= 7.0


@pytest.mark.parametrize("palette", [LIGHT, HIGH_CONTRAST], ids=["light", "high-contrast"])
@pytest.mark.parametrize(("above", "below"), LARGE_OR_CONTROL_ON)
def test_large_texts_and_controls_reach_their_ratio(palette: Palette, above: str, below: str) -> None:
    """Large words, borders of controls and the focus stand out by at least 4.4:1 (the norm asks 3)."""
    assert contrast(getattr(palette, above), getattr(palette, below)) >= 4.4


@pytest.mark.parametrize("palette", [LIGHT, HIGH_CONTRAST], ids=["light", "high-contrast"])
def test_a_called_number_stands_out_like_a_sign(palette: Palette) -> None:
    """The call's number against its ground has a Michelson contrast of 0.7 or more, current or not."""
    assert michelson(palette.on_action, palette.action) >= 0.7
    assert michelson(palette.on_scrim, palette.scrim) >= 0.7


def test_the_published_ratios_hold() -> None:
    """The colours have the contrasts that the design names."""
    ratios = {name: round(contrast(getattr(LIGHT, name), "#FFFFFF"), 1) for name in LIGHT.names()}
    assert ratios | {
        "action": 8.5, "text": 18.1, "muted": 7.0, "border": 4.5, "info": 6.0, "success": 6.0, "warning": 6.0,
        "danger": 6.0,
    } == ratios  # fmt: skip
    assert round(contrast(HIGH_CONTRAST.action, "#000000"), 1) == 9.5


def test_black_on_white_is_the_end_of_both_scales() -> None:
    """Both measures are right where their value is known."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert michelson("#000000", "#FFFFFF") == 1
    assert michelson("#000000", "#000000") == 0


def test_targets_are_twenty_millimetres_on_any_screen() -> None:
    """A touch target is 20 mm on a large screen, and never under 44 px on a coarse one."""
    terminal = Metrics(1080, 1920, 546)
    assert terminal.target_px / terminal.px_per_mm == pytest.approx(20)
    assert Metrics(320, 240, 2000).target_px == 44


def test_large_text_has_capitals_for_weak_eyes() -> None:
    """In large-text mode a capital is at least 7.3 mm high at 600 mm, however small the type was."""
    terminal = Metrics(1080, 1920, 546)
    size = terminal.large_text_size(10)
    assert size * CAPITAL_HEIGHT / terminal.px_per_mm == pytest.approx(600 / 82)
    assert terminal.large_text_size(200) == pytest.approx(270)
