"""Sounds General MIDI has no good instrument for, made sample by sample: mono lists at 44.1 kHz, -1...1."""

import functools
import math
import random

RATE = 44_100


def kick(low=48.0, high=190.0, length=0.34, click=0.25):
    """A drum-machine kick: a sine that falls from `high` to `low` Hz within a few milliseconds, and dies."""
    samples, phase = [], 0.0
    noise = random.Random(1)
    for index in range(round(length * RATE)):
        at = index / RATE
        phase += 2 * math.pi * (low + (high - low) * math.exp(-at / 0.022)) / RATE
        body = math.sin(phase) * math.exp(-at / (length * 0.42))
        snap = click * noise.uniform(-1, 1) * math.exp(-at / 0.003)
        samples.append(math.tanh(1.6 * (body + snap)) * min(1.0, (length - at) / 0.03))
    return samples


def heartbeat(low=46.0, length=0.42):
    """A soft kick: no click, a rounded start of 4 ms, a small fall in pitch."""
    samples, phase = [], 0.0
    for index in range(round(length * RATE)):
        at = index / RATE
        phase += 2 * math.pi * (low + 60.0 * math.exp(-at / 0.03)) / RATE
        decay = math.exp(-at / (length * 0.33)) * min(1.0, (length - at) / 0.05)
        samples.append(math.sin(phase) * (1 - math.exp(-at / 0.0015)) * decay)
    return samples


def sweep(length, start, end, swell=2.0, resonance=0.25, seed=2):
    """Noise through a band-pass that glides from `start` to `end` Hz; its loudness grows (swell above 0) as a
    power of time, or dies away (below 0)."""
    samples, low, band = [], 0.0, 0.0
    noise = random.Random(seed)
    count = round(length * RATE)
    for index in range(count):
        along = index / count
        tuning = 2 * math.sin(math.pi * min(start * (end / start) ** along, RATE / 7) / RATE)
        high = noise.uniform(-1, 1) - low - resonance * 2 * band
        band += tuning * high
        low += tuning * band
        shape = along**swell if swell >= 0 else (1 - along) ** -swell
        samples.append(0.3 * band * shape * min(1.0, (count - index) / 400, index / 100))
    return samples


def pluck(frequency, length=0.45, brightness=9.0, detune=0.0035):
    """An analogue pluck: two slightly detuned saws whose upper partials die sooner than the lower ones, as
    under a closing low-pass filter."""
    count = round(length * RATE)
    samples = [0.0] * count
    for partial in range(1, 17):
        fade = math.exp(-(3.2 + 26 * partial / brightness) / RATE)
        for voice in (1 - detune, 1 + detune):
            step = 2 * math.pi * frequency * partial * voice / RATE
            if step > 2.4:
                continue
            level = 0.3 / partial
            for index in range(count):
                samples[index] += level * math.sin(step * index)
                level *= fade
    for index in range(400):
        samples[-1 - index] *= index / 400
    return samples


def once(samples):
    """The same sound for each key."""
    return lambda key: samples


@functools.cache
def plucked(key):
    """The pluck at a MIDI pitch."""
    return pluck(440 * 2 ** ((key - 69) / 12))
