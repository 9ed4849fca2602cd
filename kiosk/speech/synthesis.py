"""espeak-ng as a program: which languages it has, and how it is called.

Texts go in by its input, never by its arguments: those stand in the list of processes for everybody to see.
"""

import io
import subprocess
import wave
from collections.abc import Mapping, Sequence

from kiosk.speech.words import Phrase
from lobby.contract.config import Language

PROGRAM = "espeak-ng"
VOICES: Mapping[Language, str] = {one: one.value for one in Language} | {Language.DE_PLAIN: "de"}
WORDS_A_MINUTE: Mapping[Language, int] = {Language.DE_PLAIN: 120}
USUAL_WORDS_A_MINUTE = 150
AMPLITUDE_OF_ALL = 200
"""What espeak-ng calls its loudest; its usual loudness is half of that."""
ASK_SECONDS = 5.0
RATE = 22_050
SILENCE_SECONDS = 0.05


def languages_of(listed: str) -> frozenset[Language]:
    """The languages in the output of `espeak-ng --voices`: a heading, then rows with the tag in the second column."""
    tags = {parts[1].lower() for line in listed.splitlines()[1:] if len(parts := line.split()) > 1}
    stems = tags | {tag.partition("-")[0] for tag in tags}
    return frozenset(language for language, voice in VOICES.items() if voice in stems)


def voices(program: str = PROGRAM) -> frozenset[Language]:
    """What the installed program can speak; empty where there is none."""
    try:
        done = subprocess.run(
            [program, "--voices"], capture_output=True, text=True, timeout=ASK_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return languages_of(done.stdout)


def command(language: Language, volume_percent: int, program: str = PROGRAM) -> list[str]:
    """Reads a text from its input and writes a WAV to its output."""
    return [
        program, "-v", VOICES[language], "-s", str(WORDS_A_MINUTE.get(language, USUAL_WORDS_A_MINUTE)),
        "-a", str(AMPLITUDE_OF_ALL * volume_percent // 100), "-b", "1", "--stdin", "--stdout",
    ]  # fmt: skip


def runs(phrases: Sequence[Phrase], language: Language) -> list[tuple[Language, str]]:
    """Phrases after each other, those of one language as one text; each phrase is a sentence with its pause."""
    found: list[tuple[Language, str]] = []
    for phrase in phrases:
        spoken = phrase.language or language
        text = phrase.text.replace("\u00a0", " ").replace(" · ", ", ").strip()
        text = text if text.endswith((".", "!", "?", "؟", ":")) else f"{text}."
        if found and found[-1][0] is spoken:
            found[-1] = (spoken, f"{found[-1][1]}\n{text}")
        else:
            found.append((spoken, text))
    return found


def silence() -> bytes:
    """A WAV that nobody hears, to see whether the sound card takes one."""
    data = io.BytesIO()
    with wave.open(data, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(bytes(2 * int(RATE * SILENCE_SECONDS)))
    return data.getvalue()
