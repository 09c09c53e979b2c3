"""Sounds without a beat: slow pads, weather, speech, bells in their own time."""

import os
import subprocess
import tempfile

import numpy as np

from music import Music

RATE = 44100

TEXT = (
    "The rain had stopped before morning. She opened the window and counted the boats on the water. Nobody in the "
    "house was awake yet, and the kettle took its time. A letter lay on the table, unopened, beside two apples "
    "and a map of the northern islands. What would you have done? There were nine boats, or ten, if one believed "
    "the fog. He said that the train leaves at a quarter past six, not at six, and that nobody should wait for "
    "him at the station. "
).split()


def free(rng, heldout=False, seconds=None):
    """A random clip without beats: Music to play, whose info names the noise to lay under it."""
    kind = str(rng.choice(["pad", "bells", "weather", "speech", "drone"]))
    music = Music(length=float(seconds or rng.uniform(35, 55)), info=dict(kind="free", groove=kind, metre=0, bpm=0))
    if kind in ("pad", "drone"):
        _pads(rng, music, kind == "drone")
    elif kind == "bells":
        _bells(rng, music)
    return music


def _pads(rng, music, drone):
    """Chords that swell in and out and overlap, at uneven times."""
    now = 0.0
    programs = [88, 89, 91, 92, 93, 94, 95, 48, 50, 52, 97, 99]
    for channel in range(3):
        music.program(channel, programs[rng.integers(len(programs))])
    root, turn = int(rng.integers(36, 48)), 0
    while now < music.length:
        length = float(rng.uniform(12, 30) if drone else rng.uniform(3, 11))
        channel = turn % 3
        for step in rng.choice([0, 7, 12, 14, 15, 16, 19, 24], size=4, replace=False):
            music.add(now + rng.uniform(0, 1.2), length, channel, root + int(step), int(rng.integers(30, 80)))
        for k in range(24):
            music.control(channel, 11, 25 + 100 * np.sin(np.pi * k / 23), now + length * k / 23)
        now += length * rng.uniform(0.5, 0.9)
        turn += 1
        root += int(rng.choice([0, 0, 2, -2, 5, -5]))


def _bells(rng, music):
    """Single strokes whose times know nothing of each other."""
    music.program(0, int(rng.choice([14, 9, 8, 10, 112, 46, 0, 98])))
    now = 0.0
    while now < music.length:
        now += float(rng.exponential(rng.uniform(0.4, 1.6)) + 0.15)
        music.add(now, rng.uniform(1, 6), 0, int(rng.integers(48, 90)), int(rng.integers(30, 110)))


def noise_of(music, rng):
    """What else sounds in a clip of `free`: (frames, 2), or None."""
    frames = round(music.length * RATE)
    kind = music.info["groove"]
    if kind == "weather":
        return _weather(rng, frames)
    if kind == "speech":
        return _speech(rng, frames)
    return None


def _weather(rng, frames):
    """Noise whose loudness and colour drift like wind, rain or surf."""
    size = 1 << (frames - 1).bit_length()
    f = np.fft.rfftfreq(size, 1 / RATE)
    out = np.zeros((frames, 2))
    for low, high in ((60, 400), (400, 2000), (2000, 9000)):
        spectrum = np.fft.rfft(rng.standard_normal((size, 2)), axis=0)
        spectrum *= ((f > low) & (f < high))[:, None] / np.sqrt(high)
        knots = rng.uniform(-30, 0, int(frames / RATE / rng.uniform(1, 6)) + 2)
        curve = 10 ** (np.interp(np.arange(frames), np.linspace(0, frames, len(knots)), knots) / 20)
        out += np.fft.irfft(spectrum, size, axis=0)[:frames] * curve[:, None]
    return (out / np.abs(out).max() * 0.5).astype(np.float32)


def _speech(rng, frames):
    """Somebody reading aloud."""
    from sound import QUIET, read_wav

    words, start = [], int(rng.integers(len(TEXT)))
    for i in range(int(frames / RATE * 3.5)):
        words.append(TEXT[(start + i) % len(TEXT)])
    voice = str(
        rng.choice(["en", "en-us", "en-gb-scotland", "de", "fr", "es", "it", "en+f3", "en+m4", "en+f5", "de+f2", "pl"])
    )
    with tempfile.TemporaryDirectory() as folder:
        raw, wav = os.path.join(folder, "a.wav"), os.path.join(folder, "b.wav")
        subprocess.run(
            [
                "espeak-ng",
                "-v",
                voice,
                "-s",
                str(rng.integers(120, 190)),
                "-p",
                str(rng.integers(20, 80)),
                "-w",
                raw,
                " ".join(words),
            ],
            check=True,
            **QUIET,
        )
        subprocess.run(
            ["ffmpeg", "-y", "-nostdin", "-threads", "1", "-i", raw, "-ar", str(RATE), "-ac", "2", wav],
            check=True,
            **QUIET,
        )
        sound = read_wav(wav)[:frames]
    return np.pad(sound, ((0, frames - len(sound)), (0, 0)))
