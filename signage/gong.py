"""The gong of this house, computed: two struck tones, a fifth apart. `python -m signage.gong FILE` writes it.

Each tone is a sum of a bar's partials that die away the faster the higher they are; the attack is soft, so that nobody
is startled. No recording, no licence.
"""

import io
import math
import struct
import sys
import wave
from pathlib import Path

RATE = 22_050
"""Samples a second; one channel of 16 bits."""
LENGTH_SECONDS = 2.6
_STRIKES = ((0.0, 587.33), (0.55, 391.995))
"""Second, and pitch in hertz: D5, then G4."""
_PARTIALS = ((1.0, 1.0, 1.0), (2.0, 0.28, 0.6), (2.76, 0.22, 0.35), (5.4, 0.08, 0.16))
"""Multiple of the pitch, loudness, seconds to a third of it."""
_ATTACK_SECONDS = 0.012
_RELEASE_SECONDS = 0.25
_PEAK = 0.82


def samples() -> list[int]:
    """The whole gong, −32767 to 32767."""
    values = [_sound(index / RATE) for index in range(int(RATE * LENGTH_SECONDS))]
    loudest = max(abs(value) for value in values)
    return [round(value / loudest * _PEAK * 32767) for value in values]


def wav(values: list[int], volume_percent: int = 100) -> bytes:
    """A WAV file of these samples."""
    scaled = [value * volume_percent // 100 for value in values]
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(struct.pack(f"<{len(scaled)}h", *scaled))
    return file.getvalue()


def read_wav(data: bytes) -> list[int]:
    """The samples of a WAV file as `wav` writes it."""
    with wave.open(io.BytesIO(data)) as source:
        frames = source.readframes(source.getnframes())
    return list(struct.unpack(f"<{len(frames) // 2}h", frames))


def _sound(second: float) -> float:
    end = min(1.0, (LENGTH_SECONDS - second) / _RELEASE_SECONDS)
    return end * sum(_tone(second - start, pitch) for start, pitch in _STRIKES if second >= start)


def _tone(second: float, pitch: float) -> float:
    attack = min(1.0, second / _ATTACK_SECONDS)
    return attack * sum(
        loudness * math.exp(-second / decay) * math.sin(2 * math.pi * pitch * multiple * second)
        for multiple, loudness, decay in _PARTIALS
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(wav(samples()))
