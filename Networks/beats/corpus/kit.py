"""Made-up drum kits: every clip gets its own kick, snare, hats, cymbals and toms out of sines and noise."""

import numpy as np

from music import DRUM_NAMES


def _noise(rng, n, low, high, rate):
    """Noise of n frames between two frequencies."""
    spectrum = np.fft.rfft(rng.standard_normal(n))
    f = np.fft.rfftfreq(n, 1 / rate)
    spectrum *= 1 / np.sqrt(1 + (low / np.maximum(f, 1)) ** 6) / np.sqrt(1 + (f / high) ** 6)
    out = np.fft.irfft(spectrum, n)
    return out / (np.abs(out).max() + 1e-9)


def _drum(rng, rate, start, end, fall, seconds, click):
    """A struck skin: a sine whose pitch falls from start to end Hz, with a click."""
    t = np.arange(int(seconds * 1.2 * rate)) / rate
    pitch = end + (start - end) * np.exp(-t / fall)
    body = np.sin(2 * np.pi * np.cumsum(pitch) / rate) * np.exp(-5 * t / seconds)
    hit = _noise(rng, len(t), 1500, 9000, rate) * np.exp(-t / 0.003) * click
    return np.tanh((body + hit) * rng.uniform(1, 3))


def make_kit(rng, rate):
    """A function from a drum's General MIDI note to its sound (mono)."""
    kick = _drum(
        rng,
        rate,
        rng.uniform(100, 400),
        rng.uniform(38, 65),
        rng.uniform(0.01, 0.05),
        rng.uniform(0.12, 0.7),
        rng.uniform(0, 0.8),
    )
    tone = _drum(rng, rate, rng.uniform(220, 400), rng.uniform(150, 230), 0.02, rng.uniform(0.06, 0.2), 0.5)
    rattle = _noise(rng, int(0.4 * rate), rng.uniform(600, 2500), rng.uniform(6000, 14000), rate)
    t = np.arange(len(rattle)) / rate
    snare = rattle * np.exp(-t / rng.uniform(0.025, 0.12)) * rng.uniform(0.5, 1)
    tone = tone[: len(snare)]
    snare[: len(tone)] += tone * rng.uniform(0, 0.8)
    clap = sum(np.roll(rattle * np.exp(-t / 0.012), int(d * rate)) * (t >= d) for d in (0, 0.011, 0.021)) * 0.6
    clap += rattle * np.exp(-t / 0.09) * 0.3
    metal = _noise(rng, int(1.6 * rate), rng.uniform(5000, 9000), rng.uniform(12000, 20000), rate)
    low_metal = _noise(rng, int(1.6 * rate), rng.uniform(2500, 5000), rng.uniform(12000, 18000), rate)
    m = np.arange(len(metal)) / rate
    hat = (metal * np.exp(-m / rng.uniform(0.012, 0.05)))[: int(0.3 * rate)]
    open_hat = metal * np.exp(-m / rng.uniform(0.1, 0.3))
    ride = (
        low_metal * np.exp(-m / 0.35) * 0.4 + np.sin(2 * np.pi * rng.uniform(2500, 5000) * m) * np.exp(-m / 0.2) * 0.2
    )
    crash = low_metal * np.exp(-m / rng.uniform(0.4, 0.7))
    rim = _drum(rng, rate, 1700, rng.uniform(400, 900), 0.005, 0.05, 0.6)
    shaker = _noise(rng, int(0.12 * rate), 4000, 12000, rate) * np.hanning(int(0.12 * rate)) * 0.5
    toms = {
        p: _drum(rng, rate, 60 + 2.2 * h + 60, 60 + 2.2 * h, 0.04, 0.35, 0.3)
        for p, h in zip((41, 43, 45, 47, 48, 50), (0, 12, 22, 36, 48, 62))
    }
    named = {"kick": kick, "rim": rim, "ride": ride, "crash": crash}

    def sound(pitch):
        if pitch in toms:
            return toms[pitch]
        if pitch == 39:
            return clap
        if pitch in (42, 44):
            return hat
        if pitch == 46:
            return open_hat
        if DRUM_NAMES.get(pitch) == "snare":
            return snare
        if pitch in DRUM_NAMES:
            return named[DRUM_NAMES[pitch]]
        return shaker if pitch in (54, 69, 70, 82) else rim * 0.5

    return sound


def play_kit(notes, length, rate, rng):
    """The drum notes played on a new kit, (frames, 2)."""
    kit, mix, pans = make_kit(rng, rate), {}, {}
    balance = {}
    out = np.zeros((int(length * rate) + 2 * rate, 2), np.float32)
    for note in notes:
        at = int(round(note.start * rate))
        if note.start >= length or at < 0:
            continue
        pitch = note.pitch
        if pitch not in mix:
            mix[pitch] = kit(pitch).astype(np.float32)
            name = DRUM_NAMES.get(pitch, "other")
            if name not in balance:
                loud = {"kick": 1, "snare": 0.8, "hat": 0.3, "ride": 0.3, "crash": 0.4}.get(name, 0.4)
                balance[name] = loud * 10 ** (rng.uniform(-5, 5) / 20)
            pan = 0 if name in ("kick", "snare") else rng.uniform(-0.6, 0.6)
            pans[pitch] = np.array([1 - pan, 1 + pan], np.float32) / 2 * balance[name]
        sample = mix[pitch][: len(out) - at]
        out[at : at + len(sample)] += sample[:, None] * pans[pitch] * (note.velocity / 127) ** 1.5
    return out[: round(length * rate)]
