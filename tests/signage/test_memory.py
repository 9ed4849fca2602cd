"""What was announced, kept over a restart."""

from pathlib import Path

from signage.memory import AnnouncedFile


def test_ids_come_back_after_a_restart(tmp_path: Path) -> None:
    """Another program start reads what the last one wrote."""
    AnnouncedFile(tmp_path / "state").write(("a", "b"))
    assert AnnouncedFile(tmp_path / "state").read() == ("a", "b")


def test_a_broken_file_is_an_empty_one(tmp_path: Path) -> None:
    """A file cut off by a power failure costs a gong too many at most."""
    (tmp_path / "announced.json").write_bytes(b'["a", "b')
    assert AnnouncedFile(tmp_path).read() == ()


def test_a_full_or_readonly_disk_does_not_stop_calls(tmp_path: Path) -> None:
    """Where nothing can be written the display goes on."""
    (tmp_path / "file").touch()
    AnnouncedFile(tmp_path / "file" / "folder").write(("a",))
