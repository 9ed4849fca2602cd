"""The real espeak-ng, and what is asked of it."""

import io
import shutil
import subprocess
import wave

import numpy as np
import pytest

from kiosk.speech.synthesis import command, languages_of, runs, silence, voices
from kiosk.speech.words import Phrase
from lobby.contract.config import Language

needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
GREETING = {
    Language.DE: "Bitte halten Sie Ihren Code vor den Scanner.",
    Language.EN: "Please hold your code in front of the scanner.",
    Language.AR: "امسك الرمز أمام الماسح.",
}


def spoken(text: str, language: Language, volume: int = 60) -> tuple[float, float]:
    """Seconds and loudness (root mean square of 16 bits) of what the voice makes of a text."""
    done = subprocess.run(
        command(language, volume), input=text.encode(), capture_output=True, timeout=20, check=True
    )
    with wave.open(io.BytesIO(done.stdout)) as file:
        rate, data = file.getframerate(), file.readframes(1 << 24)
    samples = np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2").astype(float)
    return len(samples) / rate, float(np.sqrt(np.mean(samples**2)))


@needs_espeak
@pytest.mark.parametrize("language", GREETING)
def test_a_sentence_becomes_speech(language: Language) -> None:
    """Some seconds, and loud enough to be more than noise."""
    seconds, loudness = spoken(GREETING[language], language)
    assert 1.0 < seconds < 8.0
    assert loudness > 500


@needs_espeak
def test_volume_is_loudness_and_plain_german_is_slow() -> None:
    """Louder is louder; Leichte Sprache takes its time with the same sentence."""
    text = GREETING[Language.DE]
    assert spoken(text, Language.DE, 100)[1] > 1.5 * spoken(text, Language.DE, 40)[1]
    assert spoken(text, Language.DE_PLAIN)[0] > 1.1 * spoken(text, Language.DE)[0]


@needs_espeak
def test_a_number_is_longer_sign_by_sign() -> None:
    """Letter, one, zero, four: four words."""
    assert spoken("A, 1, 0, 4", Language.DE)[0] > 1.2


@needs_espeak
def test_all_languages_have_a_voice() -> None:
    """The distribution's package speaks all nine."""
    assert voices() == frozenset(Language)


def test_without_the_program_there_is_no_voice() -> None:
    """It is no error."""
    assert voices("espeak-ng-that-is-not-there") == frozenset()


def test_languages_are_read_from_the_list() -> None:
    """Tags of regions count for their language."""
    rows = (
        "Pty Language Age/Gender VoiceName File",
        " 5  de  --/M German gmw/de",
        " 2  en-gb  --/M English gmw/en",
    )
    listed = "\n".join(rows)
    assert languages_of(listed) == {Language.DE, Language.DE_PLAIN, Language.EN}


def test_phrases_of_one_language_are_one_text() -> None:
    """A German name in an English sentence is said by the German voice."""
    phrases = [Phrase("Your service"), Phrase("Personalausweis", Language.DE), Phrase("Done · now?")]
    assert runs(phrases, Language.EN) == [
        (Language.EN, "Your service."), (Language.DE, "Personalausweis."), (Language.EN, "Done, now?"),
    ]  # fmt: skip


def test_the_text_is_no_argument() -> None:
    """Arguments stand in the list of processes; the number of a visitor does not."""
    assert command(Language.DE, 60)[-2:] == ["--stdin", "--stdout"]


def test_silence_is_a_sound_file() -> None:
    """Which the sound card is tried with."""
    with wave.open(io.BytesIO(silence())) as file:
        assert not any(file.readframes(file.getnframes()))
