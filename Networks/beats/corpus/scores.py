"""Old music: scores out of music21's corpus, played freely; folk tunes get an accompaniment."""

import functools
import os
import re

import numpy as np

from harmony import nearest
from music import Music
from performance import performed

# Folders of the corpus and how often they're chosen.
FOLDERS = {
    "bach": 3,
    "ryansMammoth": 1.5,
    "essenFolksong": 0.7,
    "airdsAirs": 0.4,
    "oneills1850": 0.8,
    "mozart": 1.3,
    "beethoven": 1.6,
    "haydn": 1.5,
    "schumann_robert": 0.6,
    "schumann_clara": 0.6,
    "chopin": 0.5,
    "joplin": 0.4,
    "schubert": 0.4,
    "cpebach": 0.4,
    "corelli": 0.5,
    "handel": 0.4,
    "beach": 0.2,
    "weber": 0.2,
    "verdi": 0.2,
    "monteverdi": 0.3,
    "miscFolk": 0.3,
    "leadSheet": 0.2,
    "nottingham-dataset": 0.5,
}
TUNES = {"ryansMammoth", "essenFolksong", "airdsAirs", "oneills1850", "miscFolk", "leadSheet", "nottingham-dataset"}
ENSEMBLES = {
    "piano": [0, 0, 0, 0],
    "bright piano": [1, 1, 1, 1],
    "grand": [2, 2, 2, 2],
    "harpsichord": [6, 6, 6, 6],
    "guitars": [24, 24, 25, 32],
    "strings": [40, 41, 42, 43],
    "string section": [48, 48, 48, 48],
    "winds": [73, 68, 71, 70],
    "organ": [19, 19, 19, 19],
    "brass": [56, 60, 57, 58],
    "music box": [10, 10, 10, 10],
    "voices": [52, 52, 53, 52],
    "electric piano": [4, 4, 4, 4],
    "accordion": [21, 21, 21, 21],
}


@functools.lru_cache(maxsize=None)
def works(heldout):
    """The corpus files of a set by folder; every fifth work is held out."""
    from music21 import corpus

    found = {}
    for path in sorted(str(p) for p in corpus.getCorePaths()):
        folder = next((f for f in FOLDERS if f"/corpus/{f}/" in path.replace(os.sep, "/")), None)
        if folder and re.search(r"\.(mxl|xml|musicxml|krn|abc)$", path):
            found.setdefault(folder, []).append(path)
    chosen = {}
    for folder, paths in found.items():
        order = np.random.default_rng(5).permutation(len(paths))
        kept = [paths[k] for i, k in enumerate(order) if (i % 5 == 0) == heldout]
        if kept:
            chosen[folder] = kept
    return chosen


def score(rng, heldout=False, seconds=None):
    """A random stretch of a random score as Music in seconds."""
    chosen = works(heldout)
    folders = sorted(chosen)
    weights = np.array([FOLDERS[f] for f in folders])
    folder = folders[rng.choice(len(folders), p=weights / weights.sum())]
    path = chosen[folder][rng.integers(len(chosen[folder]))]
    music, bars, beat, fermatas = _read(rng, path)
    per_bar = max(p for _, p in music.beats)
    density = len({round(n.start, 2) for n in music.notes}) / len(music.beats)
    bpm = _tempo(rng, beat, density)
    wanted = (seconds or rng.uniform(36, 62)) * bpm / 60 * beat
    starts = [b for b in bars if b + wanted <= music.length] or [bars[0]]
    start = float(starts[rng.integers(len(starts))]) if rng.random() < 0.5 else 0.0
    end = min([b for b in bars if b >= start + wanted] + [music.length])
    cut = _excerpt(music, start, end)
    if len(cut.notes) < 30 or len(cut.beats) < 16 or _gap(cut) > 12 * beat:
        raise ValueError("too little music in " + path)
    if folder in TUNES:
        _accompany(rng, cut, beat, per_bar)
    name = sorted(ENSEMBLES)[rng.integers(len(ENSEMBLES))] if rng.random() < 0.6 else "piano"
    for channel in range(4):
        cut.program(channel, ENSEMBLES[name][channel])
    shift = int(rng.integers(-4, 5))
    for n in cut.notes:
        n.pitch += shift
    cut.info = dict(
        kind="score", groove=os.path.relpath(path, os.path.dirname(path) + "/.."), ensemble=name, metre=per_bar
    )
    freedom = float(rng.choice([0.05, 0.2, 0.4, 0.7, 1.0], p=[0.2, 0.3, 0.25, 0.15, 0.1]))
    holds = [f - start for f in fermatas if start < f < end] if rng.random() < 0.7 else []
    return performed(rng, cut, bpm, beat, 4 * per_bar * beat, freedom, holds)


def _tempo(rng, beat, density):
    """Beats a minute for a beat of so many quarters with so many chords a beat: the usual, unless that is a crawl or a race."""
    usual = 92 if beat <= 1 else 72
    for _ in range(100):
        bpm = float(np.exp(rng.normal(np.log(usual), 0.36)))
        if 42 < bpm < 190 and 1.2 < bpm / 60 * density < 8:
            return bpm
    raise ValueError("no tempo fits")


def _gap(music):
    """The longest time without a new note."""
    starts = [0] + sorted(n.start for n in music.notes) + [music.length]
    return max(b - a for a, b in zip(starts, starts[1:]))


def _read(rng, path):
    """A score's Music in quarters, where its full bars start, its beat in quarters and where fermatas end."""
    from music21 import converter, stream

    whole = converter.parse(path)
    if isinstance(whole, stream.Opus):
        scores = list(whole.scores)
        whole = scores[rng.integers(len(scores))]
    parts = list(whole.parts)
    first = parts[0]
    measures = list(first.getElementsByClass("Measure"))
    signs = list(first.recurse().getElementsByClass("TimeSignature"))
    if not measures or not signs or len({s.ratioString for s in signs}) != 1:
        raise ValueError("changing metre in " + path)
    sign = signs[0]
    beat, whole_bar = float(sign.beatDuration.quarterLength), float(sign.barDuration.quarterLength)
    starts = [float(m.offset) for m in measures]
    lengths = np.diff(starts + [float(first.highestTime)])
    bars = [s for s, n in zip(starts, lengths) if abs(n - whole_bar) < 0.01]
    if not bars or any(
        abs((s - bars[0] + 0.01) % whole_bar) > 0.02 for s in bars
    ):  # pick-ups and split bars may be short
        raise ValueError("uneven bars in " + path)
    music = Music()
    _notes(music, parts)
    music.length = float(whole.highestTime)
    early = int((bars[0] + 0.01) // beat)  # beats of a pick-up
    count, per_bar = int((music.length - bars[0] - 0.01) // beat) + 1, round(whole_bar / beat)
    music.beats = [(bars[0] + i * beat, i % per_bar + 1) for i in range(-early, count)]
    if not music.notes:
        raise ValueError("nothing in " + path)
    return music, bars, beat, _fermatas(parts)


def _notes(music, parts):
    for index, part in enumerate(parts):
        channel = round(index * 3 / max(1, len(parts) - 1)) if len(parts) > 2 else index
        for element in part.stripTies().flatten().notes:
            if element.duration.isGrace or not hasattr(element, "pitches"):
                continue
            for pitch in element.pitches:
                music.add(float(element.offset), float(element.quarterLength), channel, int(pitch.midi), 80)


def _fermatas(parts):
    """The ends of notes under a fermata."""
    found = set()
    for part in parts[:1]:
        for n in part.flatten().notes:
            if any(type(e).__name__ == "Fermata" for e in n.expressions):
                found.add(float(n.offset + n.quarterLength))
    return sorted(found)


def _excerpt(music, start, end):
    """The music from start to end, from zero."""
    out = Music(length=end - start)
    for n in music.notes:
        if start - 1e-6 <= n.start < end - 1e-6:
            out.add(max(0.0, n.start - start), min(n.length, end - n.start), n.channel, n.pitch, n.velocity)
    out.beats = [(t - start, p) for t, p in music.beats if start - 1e-6 <= t < end - 1e-6]
    return out


def _accompany(rng, music, beat, per_bar):
    """Chords and a bass under a tune, from the notes it stresses."""
    kind = rng.choice(["none", "boom-chick", "chords", "arpeggio", "drone"])
    bars = [t for t, p in music.beats if p == 1]
    starts = np.array([n.start for n in music.notes])
    weights = np.zeros(12)
    for n in music.notes:
        weights[n.pitch % 12] += n.length
    key = int(np.argmax([sum(weights[(k + s) % 12] for s in (0, 0, 4, 7, 7, 2, 9, 5, 11)) for k in range(12)]))
    triads = [
        {(key + r) % 12, (key + r + t) % 12, (key + r + 7) % 12} for r, t in ((0, 4), (5, 4), (7, 4), (9, 3), (2, 3))
    ]
    roots = [(key + r) % 12 for r in (0, 5, 7, 9, 2)]
    for bar in bars:
        inside = [
            music.notes[i] for i in np.nonzero((starts >= bar - 0.01) & (starts < bar + per_bar * beat - 0.01))[0]
        ]
        fit = [
            sum(n.length * (1.5 if abs(n.start - bar) < 0.01 else 1) for n in inside if n.pitch % 12 in t) - 0.1 * i
            for i, t in enumerate(triads)
        ]
        choice = int(np.argmax(fit)) if kind != "drone" else 0
        root, chord = nearest({roots[choice]}, 43, 36, 50), sorted(nearest({c}, 56, 50, 62) for c in triads[choice])
        for position in range(per_bar):
            now = bar + position * beat
            if now > music.length - 0.01 or kind == "none":
                break
            if kind == "boom-chick":
                half = beat / 2 if beat < 1.2 else beat * 2 / 3
                music.add(now, half * 0.9, 2, root + (7 if position % 2 else 0), 72)
                for pitch in chord:
                    music.add(now + half, (beat - half) * 0.7, 1, pitch, 58)
            elif kind == "arpeggio":
                steps = 3 if beat in (1.5, 0.75, 3.0) else 2
                for k in range(steps):
                    music.add(now + k * beat / steps, beat / steps, 1, ([root] + chord)[(position * steps + k) % 4], 62)
            elif kind == "chords" or position == 0:
                for pitch in [root] + chord:
                    music.add(now, beat * 0.9, 1, pitch, 62)
