"""The computed gong."""

import io
import wave

from assets import ASSETS
from signage.gong import LENGTH_SECONDS, RATE, read_wav, samples, wav


def test_the_file_in_the_house_is_what_the_program_computes() -> None:
    """The sound that ships can be made again, sample by sample (one step of rounding allowed between machines)."""
    shipped = read_wav((ASSETS / "sounds" / "gong.wav").read_bytes())
    computed = samples()
    assert len(shipped) == len(computed)
    assert max(abs(one - other) for one, other in zip(shipped, computed, strict=True)) <= 1


def test_it_neither_clips_nor_clicks() -> None:
    """The gong is loud but below the limit, begins at silence and ends there."""
    values = samples()
    assert 20_000 < max(abs(value) for value in values) < 32_767
    assert abs(values[0]) < 50
    assert abs(values[-1]) < 50


def test_the_volume_scales_it() -> None:
    """Half the volume is half the amplitude; none is silence."""
    loud, soft = samples(), read_wav(wav(samples(), 50))
    assert abs(max(soft) - max(loud) / 2) <= 1
    assert set(read_wav(wav(loud, 0))) <= {0}


def test_it_is_a_plain_wav_file() -> None:
    """One channel, 16 bits, as long as it says."""
    with wave.open(io.BytesIO(wav(samples()))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        assert file.getnframes() == int(RATE * LENGTH_SECONDS)
