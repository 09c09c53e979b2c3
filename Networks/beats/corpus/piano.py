"""Pop songs for the piano (or a guitar, a harp) alone, played freely."""

import numpy as np

from harmony import chord_at, melody, nearest, progression, tones
from music import Music
from performance import pedalled, performed

# What the left hand plays in a bar: (place in the bar 0...1, chord tone counted from the bass, octave).
# Tones: 0 root, 1 third, 2 fifth, 3 root above; "c" the whole chord.
FOUR = {
    "blocks": [(0, 0, 0), (0, "c", 1), (0.25, "c", 1), (0.5, "c", 1), (0.75, "c", 1)],
    "halves": [(0, 0, 0), (0, "c", 1), (0.5, "c", 1)],
    "octaves": [(0, 0, 0), (0, 0, 1), (0.5, 0, 0), (0.5, 0, 1)],
    "arpeggio": [(i / 8, t, 0) for i, t in enumerate((0, 2, 3, 1, 3, 2, 3, 2))],
    "wide": [
        (i / 8, t, o) for i, (t, o) in enumerate(((0, 0), (2, 0), (0, 1), (1, 1), (2, 1), (1, 1), (0, 1), (2, 0)))
    ],
    "alberti": [(i / 8, t, 1) for i, t in enumerate((0, 2, 1, 2) * 2)],
    "stride": [(0, 0, 0), (0.25, "c", 1), (0.5, 2, 0), (0.75, "c", 1)],
    "push": [(0, 0, 0), (0.375, 0, 0), (0.375, "c", 1), (0.75, 0, 0), (0.75, "c", 1)],
    "sixteenths": [(i / 16, (0, 2, 3, 2)[i % 4], 0 if i % 4 == 0 else 1) for i in range(16)],
    "held": [(0, 0, 0), (0, 2, 0)],
    "eighths": [(0, 0, 0)] + [(i / 8, "c", 1) for i in range(8)],
    "ballad": [(0, 0, 0), (0.125, 2, 0), (0.25, 0, 1), (0.5, 1, 1), (0.75, 2, 0)],
    "off-beats": [(0, 0, 0), (0.125, "c", 1), (0.375, "c", 1), (0.5, 0, 0), (0.625, "c", 1), (0.875, "c", 1)],
}
THREE = {
    "waltz": [(0, 0, 0), (1 / 3, "c", 1), (2 / 3, "c", 1)],
    "arpeggio": [(i / 6, t, 0) for i, t in enumerate((0, 2, 3, 1, 3, 2))],
    "held": [(0, 0, 0), (0, 2, 0)],
    "slow": [(0, 0, 0), (1 / 3, 2, 0), (2 / 3, 0, 1)],
}
SIX = {
    "arpeggio": [(i / 6, t, 0) for i, t in enumerate((0, 2, 3, 1, 3, 2))],
    "pulse": [(0, 0, 0), (0, "c", 1), (0.5, 2, 0), (0.5, "c", 1)],
    "barcarole": [(0, 0, 0), (1 / 3, "c", 1), (0.5, 2, 0), (5 / 6, "c", 1)],
    "blocks": [(0, 0, 0)] + [(i / 6, "c", 1) for i in range(6)],
}

METRES = [
    ("4/4", 4, 1.0, FOUR, 0.68, (50, 150)),
    ("3/4", 3, 1.0, THREE, 0.16, (70, 170)),
    ("6/8", 3, 1.5, SIX, 0.16, (42, 84)),
]
PROGRAMS = [0, 0, 0, 1, 2, 3, 4, 5, 24, 25, 46, 6]


def piano(rng, heldout=False, seconds=None):
    """A random piano piece as Music in seconds."""
    index = rng.choice(len(METRES), p=[m[4] for m in METRES])
    name, quarters, beat, hands, _, (low, high) = METRES[index]
    bpm = float(np.exp(rng.uniform(np.log(low), np.log(high))))
    per_bar = round(quarters / beat)
    bars = max(8, round((seconds or rng.uniform(34, 60)) * bpm / 60 / per_bar / 4) * 4)
    rows = progression(rng, bars, quarters)
    score, kinds = Music(), sorted(hands)
    chosen = [kinds[rng.integers(len(kinds))] for _ in range(2)]
    phrase = int(rng.choice([4, 8]))
    for bar in range(bars):
        _left_hand(score, rows, bar, quarters, hands[chosen[bar // (2 * phrase) % 2]], rng)
    _right_hand(rng, score, rows, quarters, beat)
    pickup = rng.random() < 0.15
    if pickup:
        _pick_up(rng, score, beat, quarters)
    first = 1 if not pickup else per_bar
    total = bars * per_bar + pickup
    score.beats = [(i * beat, (i + first - 1) % per_bar + 1) for i in range(total)]
    score.length = total * beat
    program = int(rng.choice(PROGRAMS))
    for channel in (0, 1):
        score.program(channel, program)
    if rng.random() < 0.75:
        offset = beat if pickup else 0
        pedalled(rng, score, [offset + bar * quarters for bar in range(bars)])
    score.info = dict(
        kind="piano", groove="+".join(chosen), metre=per_bar, written=name, program=program, pickup=bool(pickup)
    )
    fermatas = [] if rng.random() < 0.8 else [float(rng.integers(2, bars // 2)) * 2 * quarters]
    freedom = float(rng.choice([0.1, 0.25, 0.45, 0.7, 1.0], p=[0.15, 0.3, 0.3, 0.15, 0.1]))
    return performed(rng, score, bpm, beat, phrase * quarters, freedom, fermatas)


def _left_hand(score, rows, bar, quarters, pattern, rng):
    for place, tone, octave in pattern:
        start = (bar + place) * quarters
        root, classes = tones(chord_at(rows, quarters, start))
        bass = nearest({root}, 40, 34, 46)
        following = min((p for p, _, _ in pattern if p > place), default=1.0)
        length = (following - place) * quarters
        if tone == "c":
            for pitch in sorted({nearest({c}, 56, 49, 64) for c in classes}):
                score.add(start, length, 1, pitch, 62)
        else:
            shape = [0, (classes[1] - root) % 12, (classes[2] - root) % 12, 12]
            score.add(start, length, 1, bass + shape[tone] + 12 * octave, 72 - 4 * octave)


def _right_hand(rng, score, rows, quarters, beat):
    fullness = rng.choice([0, 0.3, 0.7])
    for start, length, pitch, velocity in melody(rng, rows, quarters, beat, 62, 88):
        score.add(start, length, 0, pitch, velocity)
        strong = abs(start % beat) < 1e-6
        if strong and rng.random() < fullness:
            classes = tones(chord_at(rows, quarters, start))[1]
            for c in classes[: int(rng.integers(1, 4))]:
                below = nearest({c}, pitch - 5, pitch - 12, pitch - 1)
                score.add(start, length, 0, below, velocity - 18)
        elif rng.random() < 0.15:
            score.add(start, length, 0, pitch - 12, velocity - 10)


def _pick_up(rng, score, beat, quarters):
    """One beat of melody before the first bar."""
    for n in score.notes:
        n.start += beat
    first = next((n.pitch for n in sorted(score.notes, key=lambda n: n.start) if n.channel == 0), 72)
    count = int(rng.choice([1, 2]))
    for i in range(count):
        score.add(i * beat / count, beat / count, 0, first - 5 + 2 * i, 84)
