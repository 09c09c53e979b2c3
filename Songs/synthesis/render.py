#!/usr/bin/env python3
"""Renders the demo songs: `python3 Songs/synthesis/render.py [NAME...]` writes NAME.ogg and NAME.beats beside
NAME.py.

Needs FluidSynth, the FluidR3 GM sound font and SoX; nothing of Python but its standard library.
"""

import array
import math
import operator
import pathlib
import runpy
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
SONGS = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(SONGS))  # as the songs see it

from synthesis import midi
from synthesis.synth import RATE

SOUND_FONT = "/usr/share/sounds/sf2/FluidR3_GM.sf2"
RAW = ["-t", "f32", "-r", str(RATE), "-c", "2"]
SYNTHESIS = {
    "synth.reverb.room-size": 0.62, "synth.reverb.damp": 0.35, "synth.reverb.width": 0.9,
    "synth.reverb.level": 0.55, "synth.chorus.nr": 3, "synth.chorus.level": 0.8, "synth.chorus.speed": 0.35,
    "synth.chorus.depth": 6.0, "synth.polyphony": 256, "synth.cpu-cores": 1,
}
HEADROOM = 12  # dB by which each part is rendered too soft, because sox cuts off samples above 1
QUALITY = "5.5"  # Vorbis


def stereo(length):
    return array.array("f", bytes(8 * length))


def sampled(part, song, folder):
    """A General MIDI part, played by FluidSynth."""
    score, sound = folder / f"{part.name}.mid", folder / f"{part.name}.raw"
    score.write_bytes(midi.bytes_of(part, song))
    settings = [word for name, value in SYNTHESIS.items() for word in ("-o", f"{name}={value}")]
    subprocess.run(["fluidsynth", "-niq", "-g", "0.375", "-r", str(RATE), "-T", "raw", "-O", "float",
                    *settings, "-F", str(sound), SOUND_FONT, str(score)],
                   check=True, stdout=subprocess.DEVNULL)
    samples = array.array("f")
    samples.frombytes(sound.read_bytes())
    count = round(song.duration * RATE)
    samples = samples[: 2 * count]
    return samples + stereo(count - len(samples) // 2)


def triggered(part, song):
    """A part of our own sounds: its samples, started to the sample at each note."""
    samples = stereo(round(song.duration * RATE))
    left, right = min(1, 1 - part.pan), min(1, 1 + part.pan)
    for beat, _, key, velocity in part.notes:
        start = 2 * round((song.time(beat) - part.advance) * RATE)
        gain = (velocity / 127) ** 1.5 * 10 ** (-HEADROOM / 20)
        for index, value in enumerate(part.sound(key)[: (len(samples) - start) // 2]):
            samples[start + 2 * index] += value * gain * left
            samples[start + 2 * index + 1] += value * gain * right
    return samples


def pump(song, depth):
    """What a compressor keyed by the kick would do: down within 4 ms of a pulse, up until the next."""
    count = round(song.duration * RATE)
    gains = array.array("f", [1.0]) * count
    release = 0.9 * song.tempi[0][2]
    for beat in song.pulses:
        start = round(song.time(beat) * RATE)
        for index in range(min(round(release * RATE), count - start)):
            at = index / RATE
            dip = 0.5 - 0.5 * math.cos(math.pi * min(1, at / release))
            gains[start + index] = 1 - depth * (1 - dip) * min(1, at / 0.004)
    return array.array("f", [gain for gain in gains for _ in (0, 1)])


def stem(part, song, folder):
    """One part on its own, with its effects, at its level; the path of the file."""
    samples = sampled(part, song, folder) if part.sound is None else triggered(part, song)
    if part.duck:
        samples = array.array("f", map(operator.mul, samples, pump(song, part.duck)))
    dry, wet = folder / f"{part.name}.dry", folder / f"{part.name}.stem"
    dry.write_bytes(samples.tobytes())
    subprocess.run(["sox", "-R", *RAW, str(dry), *RAW, str(wet), *part.effects.split(),
                    "gain", str(part.level + HEADROOM)], check=True)
    return wet


def render(name):
    song = runpy.run_path(str(SONGS / f"{name}.py"))["song"]
    with tempfile.TemporaryDirectory() as working:
        folder = pathlib.Path(working)
        stems = [stem(part, song, folder) for part in song.parts]
        inputs = [word for path in stems for word in ("-v", "0.5", *RAW, str(path))]
        comments = {"TITLE": song.title, "ARTIST": "Reverie", "GENRE": song.genre, "DATE": "2026",
                    "LICENSE": "CC0-1.0", "DESCRIPTION": song.description}
        tags = [word for key, value in comments.items() for word in ("--add-comment", f"{key}={value}")]
        mix = folder / "mix.raw"
        combine = ["-m"] if len(stems) > 1 else []
        subprocess.run(["sox", "-R", *combine, *inputs, *RAW, str(mix)], check=True)
        fade = ["fade", "t", "0", f"{song.duration}", f"{0.8 * song.tail}"]
        subprocess.run(["sox", "-R", *RAW, str(mix), "-C", QUALITY, *tags, str(SONGS / f"{name}.ogg"),
                        "highpass", "28", *song.master.split(), "trim", "0", f"{song.duration}", *fade,
                        "gain", "-n", "-1"], check=True)
    (SONGS / f"{name}.beats").write_text(song.truth())
    print(f"{name}.ogg: {song.duration:.2f} s, {len(set(song.heard))} beats")


if __name__ == "__main__":
    for name in sys.argv[1:] or ["neon-tide", "paper-boats", "slow-light"]:
        render(name)
