"""`lobby warnings show`."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from lobby.warnings.cli import app
from tests.support.cap import ARS, atom, cap, coded, info, reference

AT = ("--at", "2026-11-24T09:00+01:00")


def run(*arguments: str) -> tuple[int, str]:
    """Exit code and what was said."""
    done = CliRunner().invoke(app, ["show", *arguments])
    return done.exit_code, done.output


def test_it_says_of_each_message_why(tmp_path: Path) -> None:
    """Shown, replaced, elsewhere: each with its reason."""
    payloads = {
        "a": cap(), "b": cap("storm-2", msg_type="Update", references=reference("storm-1")),
        "c": cap("elsewhere", infos=(info(area=coded("03")),)), "d": cap("drill", status="Exercise"),
    }  # fmt: skip
    for name, payload in payloads.items():
        (tmp_path / name).write_bytes(payload)
    code, said = run(*(str(tmp_path / name) for name in payloads), "--ars", ARS, *AT)
    assert code == 0, said
    assert "no    storm-1 (Alert, Actual): replaced by another" in said
    assert f"shows storm-2 (Update, Actual): ARS {ARS} holds {ARS}" in said
    assert "no    elsewhere (Alert, Actual): no area code, polygon or circle of it holds this place" in said
    assert "no    drill (Alert, Exercise): its status is Exercise, and no drill is set" in said
    assert "4 messages; shown: 1" in said
    assert "DANGER  Sturmwarnung" in said
    assert "Wetteramt Musterland, 24.11. 08:30 to 24.11. 11:00, in de" in said
    assert "DANGER  EXERCISE" in run(str(tmp_path / "d"), "--ars", ARS, "--drill", *AT)[1]


def test_an_index_names_what_is_not_in_it(tmp_path: Path) -> None:
    """Nothing is fetched."""
    (tmp_path / "index").write_bytes(atom("http://127.0.0.1:9/a.xml"))
    code, said = run(str(tmp_path / "index"), "--ars", ARS)
    assert (code, "http://127.0.0.1:9/a.xml" in said, "0 messages" in said) == (0, True, True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "say where the centre is"),
        (("--ars", "1234"), "regional key"),
        (("--ars", ARS, "--at", "soon"), "--at soon"),
        (("--ars", ARS), "neither XML nor JSON"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    """Exit code 2 and the reason."""
    (tmp_path / "x").write_bytes(b"hello")
    code, said = run(str(tmp_path / "x"), *arguments)
    assert code == 2
    assert says in said
    assert run(str(tmp_path / "missing"), "--ars", ARS)[0] == 2


def test_help_has_an_example() -> None:
    """As every command's."""
    assert "Example: lobby warnings show" in run("--help")[1]
