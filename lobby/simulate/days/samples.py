"""The day files that come with the program."""

from pathlib import Path

FOLDER = Path(__file__).parent / "samples"


def sample_days() -> dict[str, Path]:
    """Each by its name, without the ending."""
    return {path.stem: path for path in sorted(FOLDER.glob("*.toml"))}


def day_path(text: str) -> Path:
    """What somebody means who writes this: a file, or one that comes with the program."""
    path = Path(text)
    known = sample_days().get(text)
    return known if known is not None and not path.exists() else path


def about(path: Path) -> str:
    """The remark on top of a day file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return " ".join(line.lstrip("# ") for line in lines[: lines.index("")] if line.startswith("#"))
