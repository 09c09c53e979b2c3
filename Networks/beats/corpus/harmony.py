"""Random chord progressions and melodies."""

NAMES = ["C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"]

# Scale degrees in semitones and chord kinds, four or eight bars a loop.
MAJOR = [
    "0 7 9m 5",
    "0 9m 5 7",
    "9m 5 0 7",
    "0 5 7 7",
    "0 5 0 7",
    "2m 7 0 0",
    "0 4m 5 7",
    "0 7 5 5",
    "5 7 4m 9m",
    "0M7 9m7 2m7 77",
    "4m7 9m7 2m7 77",
    "0 0 5 0 7 5 0 7",
    "07 57 07 07 57 57 07 97 2m7 77 07 77",
    "0 11dim 9m 5",
    "0 10 5 0",
    "0 2m 4m 5",
    "5 5m 0 0",
    "0 7 9m 4m 5 0 5 7",
    "2m7 2m7 0M7 0M7",
]
MINOR = [
    "0m 8 3 10",
    "0m 10 8 7",
    "0m 5m 8 7",
    "0m 0m 5m 7",
    "0m 3 10 8",
    "0m 10 8 10",
    "0m7 5m7",
    "0m 0m 8 10",
    "2m7b5 77 0m 0m",
    "0m 7 0m 7 5m 0m 7 0m",
    "0m 5m 10 3 8 5m 7 7",
    "0m",
    "0m 8",
    "8 10 0m 0m",
]

SHAPES = {
    "": (0, 4, 7),
    "m": (0, 3, 7),
    "7": (0, 4, 7, 10),
    "m7": (0, 3, 7, 10),
    "M7": (0, 4, 7, 11),
    "dim": (0, 3, 6),
    "m7b5": (0, 3, 6, 10),
    "sus4": (0, 5, 7),
}


def progression(rng, bars, quarters):
    """For each bar its chords as names MMA reads, one for each quarter or `/` to hold."""
    tonic = int(rng.integers(12))
    loops = [_loop(rng, tonic) for _ in range(2)]
    pace = rng.choice([0.5, 1, 2], p=[0.15, 0.65, 0.2])
    phrase = int(rng.choice([4, 8, 8, 16]))
    out = []
    for bar in range(bars):
        loop = loops[bar // phrase % 2 if phrase < 16 else 0]
        if pace == 2 and quarters >= 4:
            half = quarters // 2
            out.append([loop[2 * bar % len(loop)]] + ["/"] * (half - 1) + [loop[(2 * bar + 1) % len(loop)]])
        else:
            out.append([loop[int(bar * min(pace, 1)) % len(loop)]])
    return out


def _loop(rng, tonic):
    """A progression transposed to its tonic."""
    table = MAJOR if rng.random() < 0.55 else MINOR
    out = []
    for word in table[rng.integers(len(table))].split():
        digits = 2 if word[:2] in ("10", "11") else 1
        kind = word[digits:]
        if kind == "" and rng.random() < 0.05:
            kind = "sus4"
        out.append(NAMES[(tonic + int(word[:digits])) % 12] + kind)
    return out


def tones(name):
    """A chord name's root (0...11) and its pitch classes, root first."""
    size = 2 if name[1:2] in ("b", "#") else 1
    root = NAMES.index(name[:size])
    return root, [(root + i) % 12 for i in SHAPES[name[size:]]]


def chord_at(rows, quarters, quarter):
    """The chord sounding at a quarter of a chart of rows."""
    bar = min(int(quarter // quarters), len(rows) - 1)
    at, now = rows[bar][0], quarter - bar * quarters
    for i, name in enumerate(rows[bar]):
        if i <= now + 1e-6 and name != "/":
            at = name
    return at


def nearest(classes, pitch, low, high):
    """The pitch of one of the classes nearest to a pitch, within a range."""
    choices = [p for p in range(low, high + 1) if p % 12 in classes]
    return min(choices, key=lambda p: (abs(p - pitch), p))


RHYTHMS = [
    [1, 1, 1, 1],
    [2, 1, 1],
    [1.5, 0.5, 1, 1],
    [0.5] * 8,
    [1, 0.5, 0.5, 2],
    [4],
    [3, 1],
    [2, 2],
    [0.75, 0.75, 0.5, 1, 1],
    [0.5, 0.5, 1, 0.5, 0.5, 1],
    [1.5, 1.5, 1],
    [0.25, 0.25, 0.5, 1, 2],
    [-1, 1, 1, 1],
    [-0.5, 0.5, 0.5, 0.5, 1, 1],
    [-2, 1, 1],
    [1 / 3] * 6 + [2],
    [-4],
]


def melody(rng, rows, quarters, beat, low=60, high=84):
    """A singable melody over a chart: (start, length, pitch, velocity) with times in quarters."""
    motifs = [_bar_rhythm(rng, quarters, beat) for _ in range(3)]
    pitch, out = int(rng.integers(low + 4, high - 4)), []
    rest_share = rng.uniform(0, 0.3)
    for bar in range(len(rows)):
        if rng.random() < rest_share:
            continue
        now = bar * quarters
        for value in motifs[[0, 1, 0, 2][bar % 4]]:
            if value > 0 and now < (bar + 1) * quarters - 1e-6:
                classes = tones(chord_at(rows, quarters, now))[1]
                strong = abs(now % beat) < 1e-6
                pitch += int(rng.choice([-4, -2, -2, -1, 1, 2, 2, 3, 5]))
                pitch = nearest(
                    classes if strong else set(classes) | {(classes[0] + s) % 12 for s in (2, 9)}, pitch, low, high
                )
                length = min(value, (bar + 1) * quarters - now)
                out.append(
                    (now, length * rng.uniform(0.6, 0.98), pitch, int(rng.integers(75, 112)) + (8 if strong else 0))
                )
            now += abs(value)
    return out


def _bar_rhythm(rng, quarters, beat):
    """Lengths (rests negative) that fill a bar."""
    if beat != 1:  # compound metre: long-short, three shorts, or held
        third = beat / 3
        choices = [[2 * third, third], [third] * 3, [beat], [-beat], [1.5 * third, 0.5 * third, third]]
        out = []
        for _ in range(round(quarters / beat)):
            out += choices[rng.integers(len(choices))]
        return out
    whole = RHYTHMS[rng.integers(len(RHYTHMS))]
    if quarters == 4:
        return whole
    if quarters == 3:
        three = [[1, 1, 1], [2, 1], [1, 2], [3], [1.5, 0.5, 1], [0.5] * 6, [-1, 1, 1]]
        return three[rng.integers(len(three))]
    return whole + [1] * (int(quarters) - 4)
