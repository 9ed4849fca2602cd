"""Desired configuration, judged and kept."""

from pathlib import Path

from lobby.contract.config import DisplayConfig, KioskConfig
from lobby.link.configuration import ConfigFile, judge


def test_a_good_document_is_taken_whole() -> None:
    """Fields not named take their default."""
    judged = judge({"idle_seconds": 90}, KioskConfig, KioskConfig(idle_seconds=45, walk_in=False))
    assert judged.config == KioskConfig(idle_seconds=90)
    assert judged.fields["idle_seconds"].ok


def test_one_wrong_field_refuses_the_document_and_names_itself() -> None:
    """The wrong field reports its reason and the value that stays; the good one says it is good."""
    judged = judge({"idle_seconds": 5, "walk_in": False}, KioskConfig, KioskConfig())
    assert judged.config is None
    assert judged.fields["walk_in"].ok
    report = judged.fields["idle_seconds"]
    assert (report.ok, report.value) == (False, 60)
    assert ">= 10" in (report.reason or "")


def test_an_unknown_field_is_refused() -> None:
    """A setting this program does not have is an error, not silence."""
    judged = judge({"colour": "red"}, KioskConfig, KioskConfig())
    assert judged.config is None
    assert not judged.fields["colour"].ok


def test_the_last_good_configuration_survives(tmp_path: Path) -> None:
    """What was written is read after a restart."""
    ConfigFile(tmp_path).write(7, {"gong_volume": 20})
    assert ConfigFile(tmp_path).read(DisplayConfig) == (7, DisplayConfig(gong_volume=20))


def test_an_unreadable_file_gives_the_defaults(tmp_path: Path) -> None:
    """Half a file or a value that no longer fits does not stop a device."""
    for text in ("", "{", '{"rev":3,"fields":{"gong_volume":900}}'):
        (tmp_path / "config.json").write_text(text)
        assert ConfigFile(tmp_path).read(DisplayConfig) == (0, DisplayConfig())
