"""Whole songs of several minutes and known form: sections of a letter share chords, groove and instruments."""

import re

import numpy as np

from arrangements import arrange
from bands import played, split_files
from harmony import progression
from styles import STYLES

# A song's sections; each name becomes a letter in the order in which they come.
SONGS = [
    "intro verse chorus verse chorus bridge chorus outro",
    "intro verse verse chorus verse chorus chorus outro",
    "verse chorus verse chorus bridge verse chorus",
    "intro verse chorus break verse chorus bridge chorus",
    "verse verse bridge verse bridge verse",
    "intro verse chorus verse chorus break chorus outro",
]
DANCES = [
    "intro verse build drop break build drop outro",
    "intro drop break build drop outro",
    "intro verse drop verse break build drop",
    "intro build drop verse break build drop verse outro",
]


def song(rng, heldout=False):
    """A random song as Music in seconds; info["sections"] has (start, end, letter) in seconds."""
    if rng.random() < 0.4:
        return _band_song(rng, heldout)
    names = [n for n in sorted(STYLES) if STYLES[n].beats in (3, 4) and not n.startswith("orchestra")]
    name = names[rng.integers(len(names))]
    style = STYLES[name]
    sections = _sizes(rng, DANCES if style.dance else SONGS, np.sqrt(style.low * style.high) / style.beats)
    a, music = arrange(rng, name, sections, _rows(rng, sections, style.beats))
    step = 60 / a.bpm
    return _finished(music.warped(lambda beat: max(0.0, beat) * step), sections, style.beats * step)


def _sizes(rng, forms, bars_a_minute):
    """A form with a number of bars for each section, together about three minutes."""
    form = forms[rng.integers(len(forms))].split()
    unit = 16 if bars_a_minute * rng.uniform(2.5, 3.6) / len(form) > 9 else 8
    small = {"intro": unit // 2, "break": max(4, unit // 2), "build": max(4, unit // 2), "outro": unit // 2}
    return [(name, small.get(name, unit)) for name in form]


def _rows(rng, sections, beats):
    """Chords for the sections, the same for sections of a name."""
    loops = {}
    for name, size in sections:
        if name not in loops:
            loops[name] = progression(rng, size, beats)
    shift = {"verse": "intro", "drop": "build", "chorus": "outro"}
    for one, other in shift.items():  # an intro or outro over the chords of what follows or precedes it
        if one in loops and other in loops and rng.random() < 0.6:
            loops[other] = loops[one][: len(loops[other])]
    return [row for name, size in sections for row in loops[name][:size]]


def _band_song(rng, heldout):
    """A song for MMA, each section in its own variant of a groove."""
    files = [
        f
        for f in split_files(heldout)
        if len(f[3]) >= 3 and f[1] in (3, 4) and f[2] == 1 and not f[0].startswith("zoom")
    ]
    path, quarters, _, grooves = files[rng.integers(len(files))]
    mains = [g for g in grooves if not re.search("end|intro|fill", g, re.I)] or list(grooves)
    bpm = float(rng.uniform(80, 150))
    sections = _sizes(rng, SONGS, bpm / quarters)
    rows, variants = _rows(rng, sections, quarters), {}
    lines, bar = [f"RndSeed {rng.integers(10**6)}"], 0
    for name, size in sections:
        unused = [g for g in mains if g not in variants.values()] or mains
        variants.setdefault(name, unused[rng.integers(len(unused))])
        lines.append(f"Groove {path}:{variants[name]}")
        for row in rows[bar : bar + size]:
            bar += 1
            lines.append(f"{bar} " + " ".join(row))
    music = played("\n".join(lines) + "\n")
    music.beats = [(float(i), i % quarters + 1) for i in range(bar * quarters)]
    music.length = float(bar * quarters)
    music.notes = [n for n in music.notes if n.start < music.length - 0.05]
    music.info = dict(kind="band", groove=path, grooves=variants, bpm=round(bpm, 2), metre=quarters)
    return _finished(music.warped(lambda quarter: max(0.0, quarter) * 60 / bpm), sections, quarters * 60 / bpm)


def _finished(music, sections, bar):
    """The song with its sections told."""
    letters, told, now = {}, [], 0.0
    for name, size in sections:
        letter = letters.setdefault(name, "ABCDEFGHIJ"[len(letters)])
        told.append((round(now, 4), round(now + size * bar, 4), letter))
        now += size * bar
    music.info.update(kind="song", form=[list(s) for s in sections], sections=told)
    return music
