"""Clips of plain pulses: clicks, strokes of a tone or of noise, with and without an accent on the first of the bar.

    python3 clicks.py OUT_DIR [--count N] [--seed S]

Writes NAME.wav (mono, 44.1 kHz) and NAME.beats (seconds, TAB, position in the bar; 0 where nothing tells bars). A part of
them have no beats at all: drones, noise, swells.
"""

import argparse
import pathlib
import wave

import numpy as np

RATE = 44100


def stroke(rng, loud):
    """One kind of stroke: a function of nothing that returns its samples."""
    length = int(RATE * rng.uniform(0.03, 0.25))
    t = np.arange(length) / RATE
    decay = np.exp(-t / rng.uniform(0.004, 0.08))
    kind = rng.integers(4)
    frequency = np.exp(rng.uniform(np.log(60), np.log(5000)))
    if kind == 0:
        body = np.sin(2 * np.pi * frequency * t)
    elif kind == 1:
        body = np.sin(2 * np.pi * (50 * t + 8 * (1 - np.exp(-t * 30))))
    elif kind == 2:
        body = rng.normal(0, 0.5, length)
    else:
        body = sum(np.sin(2 * np.pi * frequency * k * t) / k for k in range(1, 6)) * 0.6
    return loud * decay * body


def pulse_times(rng, seconds):
    bpm = np.exp(rng.uniform(np.log(55), np.log(215)))
    drift = rng.random() < 0.4
    times, now = [], rng.uniform(0.05, 1.5)
    while now < seconds - 0.3:
        times.append(now)
        now += 60 / bpm
        if drift:
            bpm = np.clip(bpm * np.exp(rng.normal(0, 0.012)), 52, 220)
    return np.array(times)


def background(rng, seconds):
    """A drone, a swell, noise or nothing."""
    t = np.arange(int(seconds * RATE)) / RATE
    kind = rng.integers(4)
    if kind == 0:
        return np.zeros(len(t))
    if kind == 1:
        return rng.normal(0, 1, len(t)) * 10 ** rng.uniform(-3.5, -1)
    swell = 1 + np.sin(2 * np.pi * rng.uniform(0.02, 0.3) * t + rng.uniform(0, 6))
    tones = sum(np.sin(2 * np.pi * rng.uniform(60, 900) * t) for _ in range(rng.integers(1, 5)))
    return 10 ** rng.uniform(-2.5, -1) * tones * (swell if kind == 2 else 1)


def clip(rng, seconds=45):
    """Samples, and beats as (seconds, position)."""
    sound = background(rng, seconds)
    if rng.random() < 0.2:
        return sound * 5 + 0.003 * rng.normal(size=len(sound)), []
    times = pulse_times(rng, seconds)
    bar = rng.choice([0, 0, 2, 3, 4, 4, 4, 5, 6])
    first, phase = stroke(rng, 0.5), rng.integers(max(bar, 1))
    other = first if bar == 0 else stroke(rng, rng.uniform(0.1, 0.4))
    between = stroke(rng, rng.uniform(0.02, 0.15)) if rng.random() < 0.3 else None
    pause = (rng.uniform(10, 25), rng.uniform(2, 7)) if rng.random() < 0.25 else (seconds, 0)
    beats = []

    def add(samples, time):
        start = int(time * RATE)
        samples = samples[: len(sound) - start]
        sound[start : start + len(samples)] += samples

    for i, time in enumerate(times):
        position = (i + phase) % bar + 1 if bar else 0
        beats.append((time, position))
        if pause[0] <= time < pause[0] + pause[1]:
            continue
        add(first if position <= 1 else other, time)
        if between is not None and i + 1 < len(times):
            add(between, (time + times[i + 1]) / 2)
    return sound, beats


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = np.random.default_rng(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    for i in range(args.count):
        sound, beats = clip(rng)
        name = f"clicks{args.seed}_{i:03d}"
        with wave.open(str(args.out / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            peak = max(np.abs(sound).max(), 1e-9)
            file.writeframes((sound * min(1, 0.9 / peak) * 32767).astype("<i2").tobytes())
        (args.out / f"{name}.beats").write_text("".join(f"{t:.4f}\t{p}\n" for t, p in beats))


if __name__ == "__main__":
    main()
