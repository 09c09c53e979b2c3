"""Turn music into sound as listeners meet it: sound fonts, rooms, equalisers, loudness, codecs."""

import os
import subprocess
import tempfile
import wave

import numpy as np

from kit import play_kit
from music import DRUM_CHANNEL, write_midi

RATE = 44100

SF2, SF3 = "/usr/share/sounds/sf2/", "/usr/share/sounds/sf3/"

# Sound font and how often it's chosen. TimGM6mb is heard only in the held-out sets.
FONTS = [
    (SF2 + "FluidR3_GM.sf2", 4),
    (SF3 + "MuseScore_General_Lite.sf3", 5),
    (SF2 + "sf_GMbank.sf2", 4),
    (SF3 + "FluidR3Mono_GM.sf3", 1),
    (SF2 + "OPL-3_FM_128M.sf2", 1),
]
HELDOUT_FONT = SF2 + "TimGM6mb.sf2"

QUIET = dict(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


def choose_font(rng):
    """A training font that is installed."""
    fonts = [f for f in FONTS if os.path.exists(f[0])]
    weights = np.array([w for _, w in fonts], float)
    return fonts[rng.choice(len(fonts), p=weights / weights.sum())][0]


def read_wav(path):
    """A 16-bit wav as float32 of shape (frames, 2)."""
    with wave.open(path) as f:
        data = np.frombuffer(f.readframes(f.getnframes()), "<i2").astype(np.float32) / 32768
        data = data.reshape(-1, f.getnchannels())
    return np.repeat(data, 2, axis=1) if data.shape[1] == 1 else data


def write_wav(path, sound):
    """Write (frames, channels) as 16-bit wav, and only when it is whole under its own name."""
    data = (np.clip(sound, -1, 1) * 32767).astype("<i2")
    with wave.open(path + ".part", "wb") as f:
        f.setnchannels(data.shape[1])
        f.setsampwidth(2)
        f.setframerate(RATE)
        f.writeframes(data.tobytes())
    os.rename(path + ".part", path)


def synthesise(music, font, folder, keep=lambda channel: True, reverb=True, chorus=True):
    """FluidSynth's playing of the kept channels, (frames, 2)."""
    midi, wav = os.path.join(folder, "a.mid"), os.path.join(folder, "a.wav")
    write_midi(music, midi, keep)
    subprocess.run(
        [
            "fluidsynth",
            "-ni",
            "-g",
            "0.5",
            "-r",
            str(RATE),
            "-R",
            str(int(reverb)),
            "-C",
            str(int(chorus)),
            "-o",
            "synth.dynamic-sample-loading=1",
            "-F",
            wav,
            font,
            midi,
        ],
        check=True,
        timeout=1200,
        **QUIET,
    )
    return read_wav(wav)


def fit(sound, length):
    """Cut or lengthen sound to `length` seconds."""
    frames = round(length * RATE)
    if len(sound) >= frames:
        return sound[:frames]
    return np.concatenate([sound, np.zeros((frames - len(sound), 2), np.float32)])


def play(music, rng, font, own_kit):
    """The music's sound, (frames, 2): melodic channels by the font, drums by the font or by a made-up kit."""
    with tempfile.TemporaryDirectory() as folder:
        if not own_kit:
            return fit(synthesise(music, font, folder, reverb=rng.random() < 0.7), music.length)
        tune = fit(synthesise(music, font, folder, lambda c: c != DRUM_CHANNEL), music.length)
    drums = play_kit([n for n in music.notes if n.channel == DRUM_CHANNEL], music.length, RATE, rng)
    level = np.sqrt(np.mean(tune**2)) + 0.003
    peak = np.sqrt(np.mean(drums**2)) + 1e-9
    return tune + drums * level / peak * 10 ** (rng.uniform(-9, 6) / 20)


def _filtered(sound, gain):
    """Sound with each frequency (Hz) multiplied by gain(frequencies), without shifting it in time."""
    size = 1 << (len(sound) - 1).bit_length()
    spectrum = np.fft.rfft(sound, size, axis=0)
    spectrum *= gain(np.fft.rfftfreq(size, 1 / RATE))[:, None]
    return np.fft.irfft(spectrum, size, axis=0)[: len(sound)].astype(np.float32)


def equalised(sound, rng):
    """A random tilt, two random bells, and sometimes the band of a small loudspeaker."""
    tilt, bells = rng.uniform(-3, 3), [(rng.uniform(5, 13), rng.uniform(-8, 8)) for _ in range(2)]
    low, high = (rng.uniform(80, 250), rng.uniform(4000, 12000)) if rng.random() < 0.2 else (10, 22000)

    def gain(f):
        octave = np.log2(np.maximum(f, 16))
        decibels = tilt * (octave - 10) * 0.8
        for centre, height in bells:
            decibels = decibels + height * np.exp(-((octave - centre) ** 2))
        return 10 ** (decibels / 20) / np.sqrt(1 + (low / np.maximum(f, 1)) ** 4) / np.sqrt(1 + (f / high) ** 6)

    return _filtered(sound, gain)


def in_room(sound, rng):
    """Sound in a made-up room: decaying noise after the direct sound."""
    seconds = rng.uniform(0.15, 1.6)
    n = int(seconds * RATE)
    t = np.arange(n) / RATE
    tail = rng.standard_normal((n, 2)) * np.exp(-6.9 * t / seconds)[:, None]
    tail[: int(rng.uniform(0.002, 0.02) * RATE)] = 0
    tail *= 10 ** (rng.uniform(-22, -5) / 20) / np.sqrt((tail**2).sum(axis=0))
    tail[0] = 1
    size = 1 << (len(sound) + n).bit_length()
    both = np.fft.rfft(sound, size, axis=0) * np.fft.rfft(tail, size, axis=0)
    return np.fft.irfft(both, size, axis=0)[: len(sound)].astype(np.float32)


def compressed(sound, rng):
    """A limiter with a slow or quick release, or plain clipping."""
    sound = sound / (np.abs(sound).max() + 1e-9)
    drive = 10 ** (rng.uniform(3, 14) / 20)
    if rng.random() < 0.5:
        return np.tanh(sound * drive)
    block = 64
    level = np.abs(sound).max(axis=1)
    level = np.pad(level, (0, -len(level) % block)).reshape(-1, block).max(axis=1)
    release = np.exp(-block / RATE / rng.uniform(0.03, 0.4))
    held, now = np.empty_like(level), 0.0
    for i, value in enumerate(level):
        now = max(value, now * release)
        held[i] = now
    envelope = np.interp(np.arange(len(sound)), np.arange(len(held)) * block + block / 2, held) + 0.02
    ratio = rng.uniform(0.3, 0.8)
    return (sound * (envelope**-ratio)[:, None]).astype(np.float32)


def noisy(sound, rng):
    """Sound over white or pink noise 25 to 55 dB below it."""
    noise = rng.standard_normal(sound.shape).astype(np.float32)
    if rng.random() < 0.6:
        noise = _filtered(noise, lambda f: 1 / np.sqrt(np.maximum(f, 30)))
    noise *= np.sqrt(np.mean(sound**2)) / np.sqrt(np.mean(noise**2)) * 10 ** (-rng.uniform(25, 55) / 20)
    return sound + noise


CODECS = [("mp3", "libmp3lame", (64, 96, 128)), ("opus", "libopus", (48, 64, 96, 128)), ("m4a", "aac", (96, 128))]


def coded(sound, rng):
    """Sound after a lossy codec, put back exactly in its place in time."""
    end, codec, rates = CODECS[rng.integers(len(CODECS))]
    bits = rates[rng.integers(len(rates))]
    sound = sound / (np.abs(sound).max() + 1e-9) * 0.9
    with tempfile.TemporaryDirectory() as folder:
        wav, packed, out = (os.path.join(folder, n) for n in ("a.wav", "b." + end, "c.wav"))
        write_wav(wav, sound)
        ffmpeg = ["ffmpeg", "-y", "-nostdin", "-threads", "1", "-i"]
        subprocess.run(ffmpeg + [wav, "-c:a", codec, "-b:a", f"{bits}k", packed], check=True, **QUIET)
        subprocess.run(ffmpeg + [packed, "-ar", str(RATE), "-ac", "2", out], check=True, **QUIET)
        heard = read_wav(out)
    late = delay(sound, heard)
    heard = heard[late:] if late >= 0 else np.pad(heard, ((-late, 0), (0, 0)))
    return fit(heard, len(sound) / RATE), f"{codec} {bits}", late


def delay(sound, heard):
    """How many frames later `heard` is than `sound`."""
    n = min(len(sound), len(heard), 20 * RATE)
    a, b = sound[:n].sum(axis=1), heard[:n].sum(axis=1)
    correlation = np.fft.irfft(np.fft.rfft(b, 2 * n) * np.conj(np.fft.rfft(a, 2 * n)))
    at = int(np.argmax(correlation))
    return at if at < n else at - 2 * n


def mastered(sound, rng):
    """Sound after a random chain of what happens to music between the players and the listener.

    Returns the sound and the names of what was done.
    """
    done = []
    for name, share, change in (
        ("equaliser", 0.6, equalised),
        ("room", 0.3, in_room),
        ("compressor", 0.45, compressed),
        ("noise", 0.2, noisy),
    ):
        if rng.random() < share:
            sound = change(sound, rng)
            done.append(name)
    if rng.random() < 0.1:
        sound = np.repeat(sound.mean(axis=1, keepdims=True), 2, axis=1)
        done.append("mono")
    if rng.random() < 0.3:
        sound, name, late = coded(sound, rng)
        done.append(f"{name} ({late:+d} frames)")
    sound = (
        sound
        / (np.abs(sound).max() + 1e-9)
        * 10 ** (-rng.choice([0.1, 1, 3, 6, 12, 20], p=[0.4, 0.2, 0.2, 0.1, 0.06, 0.04]) / 20)
    )
    if rng.random() < 0.05:
        sound = np.clip(sound * rng.uniform(1.1, 2), -1, 1)
        done.append("clipped")
    return sound, done
