from pathlib import Path

from typer.testing import CliRunner

from lobby.contract_cli import app, rendered


def test_the_document_goes_to_standard_output() -> None:
    """`lobby contract asyncapi` prints the document as JSON."""
    result = CliRunner().invoke(app, ["asyncapi"])
    assert result.exit_code == 0
    assert result.stdout == rendered()


def test_the_document_goes_to_a_file(tmp_path: Path) -> None:
    """With --output the document is written to that file and nothing is printed."""
    target = tmp_path / "asyncapi.json"
    result = CliRunner().invoke(app, ["asyncapi", "--output", str(target)])
    assert result.exit_code == 0
    assert result.stdout == ""
    assert target.read_text(encoding="utf-8") == rendered()
