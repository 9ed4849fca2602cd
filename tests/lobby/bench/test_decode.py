"""The bench of decoding: its frames are made the same every time, hold what they say, and get harder."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from lobby.bench.decode import app
from lobby.bench.decode_camera import Camera, taken
from lobby.bench.decode_frames import FOREIGN, NOTHING, Sample, samples
from lobby.bench.decode_kinds import KINDS
from lobby.bench.decode_scene import HEIGHT, WIDTH, Pose, held, item_of
from lobby.codes.frames import codes_in
from lobby.codes.image import Card
from lobby.contract.codes import CodeFault
from lobby.contract.codes.shape import code_bytes
from tests.support.codes import code

CARD = Card(code(), "AAAA-BBBB", "Ihr Termin", ("Altona",), "Bitte scannen.")


@pytest.fixture(scope="module")
def frames() -> list[Sample]:
    return list(samples(7, 2))


def test_frames_are_the_same_for_the_same_seed(frames: list[Sample]) -> None:
    """Pixel by pixel; another seed makes others."""
    again, other = next(samples(7, 2)), next(samples(8, 2))
    assert np.array_equal(frames[0].frame, again.frame)
    assert frames[0].text != other.text


def test_every_kind_has_its_frames_with_codes_as_issued(frames: list[Sample]) -> None:
    """720p, each with a code of its own that has our shape; the last two kinds have none of ours."""
    assert [one.kind for one in frames[::2]] == [*KINDS, FOREIGN, NOTHING]
    assert {one.frame.shape for one in frames} == {(HEIGHT, WIDTH)}
    ours = [one.text for one in frames if one.kind in KINDS]
    assert len(set(ours)) == len(ours)
    assert all(isinstance(code_bytes(text or ""), bytes) for text in ours)
    foreign = [code_bytes(one.text or "") for one in frames if one.kind == FOREIGN]
    assert all(isinstance(one, CodeFault) for one in foreign)
    assert [one.text for one in frames[-2:]] == [None, None]


@pytest.mark.parametrize("medium", ["paper", "phone"])
@pytest.mark.parametrize("pose", [Pose(4), Pose(4, (400, 300), turned=200, tilt=30), Pose(4, bend=40)])
def test_the_middle_of_the_code_is_where_the_pose_says(pose: Pose, medium: str) -> None:
    """Within two modules, on a sheet and on a phone, flat and bent."""
    item = item_of(code(), CARD, "phone" if medium == "phone" else "paper", 8)
    scene, seen = held(np.full((HEIGHT, WIDTH), 0.2, dtype=np.float32), item, pose)
    (found,) = codes_in(taken(scene, Camera(), np.random.default_rng(1)))
    assert found.text == code()
    assert (found.x, found.y) == pytest.approx(pose.at, abs=2 * pose.module_px)
    assert 0.05 < seen.mean() < 0.6


def test_the_command_tells_shares_beside_the_plain_library(tmp_path: Path) -> None:
    """Every kind on the last line, and a picture of them."""
    sheet = tmp_path / "frames.png"
    done = CliRunner().invoke(app, ["--each", "2", "--sheet", str(sheet), "--json"])
    told = json.loads(done.stdout.splitlines()[-1])
    assert set(told["kinds"]) == {*KINDS, FOREIGN, NOTHING} == set(told["baseline_kinds"])
    assert (told["frames"], told["wrong"]) == (30, 0)
    assert told["read_share"] >= told["baseline_read_share"] > 0.4
    assert Image.open(sheet).height > 15 * 100
