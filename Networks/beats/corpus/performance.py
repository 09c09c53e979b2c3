"""How people play what is written: tempo that breathes, broken chords, and touch."""

import numpy as np

from music import Music

GRID = 0.125


def breathing(rng, length, beat, phrase, freedom, fermatas=(), endings=True):
    """When each quarter of a score of `length` quarters sounds, for a beat of one second, as a function.

    `freedom` (0...1) says how far the tempo wanders and how much phrases of `phrase` quarters slow down at their ends;
    `fermatas` are quarters after which the music stands still for a while.
    """
    grid = np.arange(0, length + 8, GRID)
    knots = int(length / beat / 2) + 6
    walk = np.zeros(knots)
    for i in range(1, knots):  # wanders and returns
        walk[i] = 0.85 * walk[i - 1] + rng.normal(0, 0.16 * freedom)
    log_rate = np.interp(grid, np.arange(knots) * beat * 2, walk)
    log_rate = np.clip(
        np.convolve(np.pad(log_rate, 8, "edge"), np.hanning(19)[1:-1] / 9, "valid")[: len(grid)],
        -0.5 * freedom - 0.03,
        0.5 * freedom + 0.03,
    )
    log_rate += np.interp(grid % phrase / phrase, [0, 0.35, 1], [-0.05, 0.08, -0.06]) * freedom
    end = phrase
    while end <= length + 1e-6:  # the end of a phrase
        if rng.random() < 0.35 + 0.6 * freedom:
            span, depth = beat * rng.choice([1, 2, 3]), rng.uniform(0.1, 0.75) * freedom
            log_rate -= depth * np.clip((grid - (end - span)) / span, 0, 1) * (grid < end)
        end += phrase
    if endings and rng.random() < 0.7:
        span = beat * rng.choice([2, 4, 6])
        log_rate -= rng.uniform(0.2, 0.9) * np.clip((grid - (length - span)) / span, 0, 1)
    step = GRID / beat * np.exp(-log_rate)
    for hold in fermatas:
        step[min(len(step) - 1, max(0, int((hold - beat) / GRID)))] += rng.uniform(0.4, 2.2)
    times = np.concatenate([[0], np.cumsum(step)[:-1]])

    def when(quarter):
        return float(np.interp(quarter, grid, times) + max(0, quarter - grid[-1]))

    return when


def performed(rng, score, bpm, beat, phrase, freedom, fermatas=()):
    """A score (times in quarters; channel 0 the upper, others the lower voices) as someone plays it, in seconds."""
    when = breathing(rng, score.length, beat, phrase, freedom, fermatas)
    second, lead_in = 60 / bpm, rng.choice([0.0, rng.uniform(0.05, 2.0)])
    out = Music(info=dict(score.info))
    lead, loose, roll = rng.uniform(0, 0.025), rng.uniform(0.002, 0.016), rng.uniform(0, 0.03)
    loud, swell = rng.uniform(58, 92), rng.uniform(4, 18)
    chords = {}
    for n in score.notes:
        chords.setdefault((round(n.start, 3), n.channel), []).append(n)
    rolled = {
        key
        for key, notes in chords.items()
        if len(notes) > 2 and rng.random() < 0.15 + 0.5 * freedom * (key[0] % beat == 0)
    }
    for (start, channel), notes in sorted(chords.items()):
        notes.sort(key=lambda n: n.pitch)
        shape = np.sin(np.pi * (start % phrase) / phrase) * swell
        for i, n in enumerate(notes):
            at = lead_in + when(start) * second + rng.normal(0, loose / 2)
            at -= lead if channel == 0 and i == len(notes) - 1 and loose > 0.004 else 0
            at += roll * (i - len(notes) + 1) if (start, channel) in rolled else 0
            end = lead_in + when(start + n.length) * second
            velocity = n.velocity - 80 + loud + shape + 5 * (start % beat == 0) + 8 * (channel == 0) + rng.normal(0, 4)
            out.add(
                max(0.0, at),
                max(0.05, (end - at) * rng.uniform(0.85, 1.05)),
                channel,
                n.pitch,
                np.clip(velocity, 12, 127),
            )
    out.messages = [(lead_in + when(m[0]) * second if m[0] else 0.0,) + tuple(m[1:]) for m in score.messages]
    out.beats = [(lead_in + when(t) * second, p) for t, p in score.beats]
    out.length = lead_in + when(score.length) * second + rng.choice([0.0, 1.5])
    out.info.update(bpm=round(bpm, 2), freedom=round(freedom, 3), fermatas=len(fermatas))
    return out


def pedalled(rng, music, beats):
    """Press the sustain pedal anew at each of the beats (times in quarters)."""
    for now in beats:
        music.control(0, 64, 0, now)
        music.control(1, 64, 0, now)
        music.control(0, 64, 127, now + 0.08)
        music.control(1, 64, 127, now + 0.08)
