"""Arrangements of our own: drum patterns, basses, chords and leads of dance, pop, rock and odd-metre music.

The kinds of music and their patterns are in `styles`; times are in beats until the tempo map turns them into seconds.
"""

import numpy as np

from bands import tempo_map
from harmony import chord_at, melody, nearest, progression, tones
from music import DRUM_CHANNEL, Music
from styles import ARP, BASS, BASSES, COMP, COMPS, LAYERS, LEAD, PAD, STYLES, SYNTH, THIRD_BASSES


class Arrangement:
    """One piece being written: its style, chords, grid and music."""

    def __init__(self, rng, name, bars, rows=None):
        self.rng, self.name, self.style, self.bars = rng, name, STYLES[name], bars
        style = self.style
        self.beats = style.beats
        self.cell = 3 if style.thirds else 4  # steps a beat
        if name == "seven eighths":
            self.cell = 2
        self.steps = self.beats * self.cell
        self.swing = 0 if style.thirds else float(rng.choice(style.swing)) * rng.uniform(0.7, 1.2)
        self.rows = rows or progression(rng, bars, self.beats)
        self.music = Music()
        self.loose = style.loose * rng.uniform(0.3, 1.8)
        self.bpm = float(np.exp(rng.uniform(np.log(style.low), np.log(style.high))))
        self.kit = int(rng.choice(style.kits))
        self.music.program(DRUM_CHANNEL, self.kit)
        for channel, programs in style.band.items():
            self.music.program(channel, programs[rng.integers(len(programs))])
            self.music.control(channel, 7, rng.integers(70, 118))
            self.music.control(channel, 10, 64 if channel == BASS else rng.integers(25, 103))
        self.music.control(DRUM_CHANNEL, 7, rng.integers(80, 125))

    def time(self, bar, step):
        """A grid step in beats, swung, and as loose as the players."""
        beat = step / self.cell
        if self.swing and self.cell == 4 and int(step) % 2 == 1 and step == int(step):
            beat += self.swing / 4
        return bar * self.beats + beat + self.rng.normal(0, self.loose) * self.bpm / 60

    def exact(self, bar, beat):
        """A place in a bar in beats, on the grid."""
        return bar * self.beats + beat

    def hit(self, bar, step, pitch, velocity):
        """One drum hit."""
        start = max(0.0, self.time(bar, step))
        self.music.add(start, 0.1, DRUM_CHANNEL, pitch, np.clip(velocity + self.rng.normal(0, 4), 8, 127))

    def marks(self, pattern):
        """A pattern's played steps and their strengths."""
        for step, mark in enumerate(self.stretched(pattern)):
            if mark == "?" and self.rng.random() > 0.35 or mark == ".":
                continue
            yield step, {"X": 1.0, "x": 0.82, "?": 0.7, "o": 0.4}[mark]

    def stretched(self, pattern):
        """A pattern repeated or cut to this metre's bar."""
        if len(pattern) == self.steps:
            return pattern
        return (pattern * (self.steps // len(pattern) + 1))[: self.steps]

    def note(self, channel, start, length, pitch, velocity):
        """One melodic note, in beats."""
        self.music.add(max(0.0, start), length, channel, pitch, np.clip(velocity + self.rng.normal(0, 5), 15, 127))


def choose(rng, things):
    """One of a list."""
    return things[rng.integers(len(things))]


def drum_part(a, rng):
    """A drummer's part: patterns for this piece and how hard each drum is hit."""
    s = a.style
    part = dict(
        kick=choose(rng, s.kick),
        snare=choose(rng, s.snare),
        hat=choose(rng, s.hat),
        kick_note=int(rng.choice([35, 36, 36])),
        snare_note=int(rng.choice([38, 40, 38, 39] if s.dance else [38, 40, 38, 38, 37])),
        hat_note=42,
    )
    if a.name == "swing" or (not s.dance and rng.random() < 0.2):
        part["hat_note"] = int(rng.choice([51, 51, 53, 59]))
        part["pedal"] = rng.random() < 0.7
    if s.dance and s.band is SYNTH and part["hat"] == "..x...x...x...x.":
        part["hat_note"] = int(rng.choice([46, 46, 42]))
    if rng.random() < 0.3:  # make the kick's pattern one's own
        steps = list(a.stretched(part["kick"]))
        if not s.dance and "X" in steps[1:] or "x" in steps:
            at = int(rng.integers(1, len(steps)))
            steps[at] = "." if steps[at] != "." else "x"
        part["kick"] = "".join(steps)
    if rng.random() < 0.35:
        part["extra"] = (
            choose(
                rng,
                ["x.xx.x.x.xx.x.x.", "..x...x...x...x.", "x..x..x...x.x...", "xxxxxxxxxxxxxxxx", "....x.......x..."],
            ),
            int(rng.choice([54, 56, 69, 70, 75, 76, 60, 62, 63, 64, 82, 39])),
        )
    part["loud"] = {k: rng.uniform(85, 122) for k in ("kick", "snare")} | {"hat": rng.uniform(50, 100)}
    return part


def play_drums(a, part, bar, layers):
    """One bar of drums: any of kick, snare, hat, extra in layers."""
    for name in ("kick", "snare", "hat"):
        if name in layers:
            for step, strength in a.marks(part[name]):
                a.hit(bar, step, part[name + "_note"], part["loud"][name] * strength)
    if "hat" in layers and part.get("pedal") and a.beats != 3:
        for beat in range(1, a.beats, 2):
            a.hit(bar, beat * a.cell, 44, 60)
    if "hat" in layers and a.name == "trap" and a.rng.random() < 0.4:  # rolls
        start, count = int(a.rng.integers(4, 15)), int(a.rng.choice([3, 4, 6]))
        for i in range(1, count):
            a.hit(bar, start + i * a.rng.choice([1, 2]) / count, 42, 70)
    if "extra" in layers and "extra" in part:
        for step, strength in a.marks(part["extra"][0]):
            a.hit(bar, step, part["extra"][1], 75 * strength)


def fill(a, part, bar):
    """A drum fill over the last beats of a bar, in place of the pattern there."""
    rng = a.rng
    beats = int(rng.choice([1, 1, 2, a.beats]))
    start = (a.beats - beats) * a.cell
    cut = a.exact(bar, a.beats - beats) - 0.06
    a.music.notes = [n for n in a.music.notes if not (n.channel == DRUM_CHANNEL and n.start >= cut)]
    kind = choose(rng, ["toms", "snare", "mixed", "pause"])
    pitches = [50, 48, 47, 45, 43, 41]
    if kind == "pause":
        return
    for step in range(start, a.steps):
        if rng.random() < 0.85:
            place = (step - start) / max(1, a.steps - start)
            pitch = part["snare_note"] if kind == "snare" else pitches[int(place * 6)]
            if kind == "mixed":
                pitch = int(rng.choice([38, 38, 50, 47, 43, 36]))
            a.hit(bar, step, pitch, 75 + 40 * place)
    if rng.random() < 0.4:
        for beat in range(a.beats - beats, a.beats):
            a.hit(bar, beat * a.cell, part["kick_note"], 90)


def build_up(a, bar, bars, index):
    """One bar of a snare roll that quickens over a build-up."""
    place = index / max(1, bars - 1)
    gap = a.cell if place < 0.4 else max(1, a.cell // 2) if place < 0.8 else 1
    for step in range(0, a.steps, gap):
        a.hit(bar, step, 38, 50 + 60 * (index + step / a.steps) / bars)


def play_bass(a, kind, bar, part):
    """One bar of bass."""
    rng = a.rng
    table = THIRD_BASSES if a.style.thirds else BASSES
    pattern = part["kick"] if kind in ("kick", "808") else table.get(kind, "x" + "." * (a.steps - 1))
    places = list(a.marks(pattern))
    if a.name == "seven eighths" and kind == "pulse1":
        places = [(i * 2, 0.8) for i in range(7)]
    low = 28 if kind != "octave" else 33
    for i, (step, strength) in enumerate(places):
        here = a.exact(bar, step / a.cell)
        root, classes = tones(chord_at(a.rows, a.beats, here))
        pitch = nearest({root}, 36, low, low + 14)
        if kind == "octave":
            pitch += 12 * (i % 2)
        elif kind == "walking" and i:
            pitch = nearest(
                set(classes) | ({(root + 2) % 12} if rng.random() < 0.3 else set()),
                pitch + int(rng.integers(0, 10)),
                30,
                52,
            )
        elif kind == "two" and i % 2:
            pitch = nearest({classes[2]}, pitch, 28, 48)
        elif kind in ("funk", "syncopated", "tresillo", "reggae") and i and rng.random() < 0.35:
            pitch = int(rng.choice([pitch + 12, nearest({classes[2]}, pitch, 28, 50), pitch, pitch]))
        following = places[i + 1][0] if i + 1 < len(places) else a.steps
        gap = (following - step) / a.cell
        length = gap * (
            0.95 if kind in ("sustained", "sub", "808", "reese", "one", "wobble") else rng.uniform(0.5, 0.9)
        )
        a.note(BASS, a.time(bar, step), length, pitch, 95 * strength + 12)


def voicing(rng, name, centre, size=3):
    """A chord near a pitch."""
    classes = tones(name)[1]
    return sorted({nearest({c}, centre, centre - 7, centre + 8) for c in classes})[: size + 1]


def play_comp(a, kind, bar, centre, pattern):
    """One bar of chords."""
    rng = a.rng
    if kind == "pad":
        play_pad(a, bar, COMP)
        return
    if kind.startswith("arp"):
        play_arpeggio(a, int(kind[3:]), bar, COMP, centre)
        return
    if a.name == "seven eighths":
        pattern = "x...x...x....."
    for step, strength in a.marks(pattern):
        here = a.exact(bar, step / a.cell)
        chord = voicing(rng, chord_at(a.rows, a.beats, here), centre)
        if kind.startswith("power"):
            root = nearest({tones(chord_at(a.rows, a.beats, here))[0]}, 45, 40, 52)
            chord = [root, root + 7, root + 12]
        start = a.time(bar, step)
        spread = rng.uniform(0, 0.02) * a.bpm / 60 if kind.startswith("strum") else 0
        if kind.startswith("strum") and step % 2:
            chord = chord[::-1]
        short = kind in ("stabs", "skank", "clav", "boomchick", "waltz", "comping", "ostinato")
        length = rng.uniform(0.15, 0.4) if short else rng.uniform(0.4, 0.9)
        for i, pitch in enumerate(chord):
            a.note(COMP, start + i * spread, length, pitch, 62 + 34 * strength)


def play_pad(a, bar, channel):
    """A bar's chords, held."""
    for i, name in enumerate(a.rows[bar]):
        if name == "/":
            continue
        rest = next((j for j in range(i + 1, len(a.rows[bar])) if a.rows[bar][j] != "/"), a.beats)
        for pitch in voicing(a.rng, name, 62):
            a.note(channel, a.exact(bar, i), (rest - i) * 0.99, pitch, 68)


def play_arpeggio(a, value, bar, channel, centre):
    """A bar of broken chords in notes of a value (4, 8, 16; 12 for triplets)."""
    gap = max(1, round(a.cell * 4 / value)) if not a.style.thirds else 1
    if a.name == "seven eighths":
        gap = 2
    for i, step in enumerate(range(0, a.steps, gap)):
        chord = voicing(a.rng, chord_at(a.rows, a.beats, a.exact(bar, step / a.cell)), centre)
        chord = chord + [chord[0] + 12]
        order = a.arp_order
        pitch = chord[order[i % len(order)] % len(chord)]
        a.note(
            channel,
            a.time(bar, step),
            gap / a.cell * a.arp_length,
            pitch,
            70 + 14 * (step % a.cell == 0) * a.arp_accent,
        )


def plan_form(rng, bars, dance):
    """Sections that fill the bars: (name, bars)."""
    if dance:
        forms = [
            ["intro", "verse", "build", "drop", "break", "build", "drop"],
            ["drop", "break", "build", "drop"],
            ["intro", "drop", "verse", "drop"],
            ["break", "build", "drop"],
            ["drop"],
            ["intro", "build", "drop"],
        ]
    else:
        forms = [
            ["intro", "verse", "chorus", "verse", "chorus"],
            ["verse", "chorus"],
            ["intro", "verse", "chorus", "break", "chorus"],
            ["chorus", "break", "chorus"],
            ["verse", "chorus", "bridge", "chorus"],
            ["intro", "chorus"],
            ["chorus"],
        ]
    form = choose(rng, forms)
    unit = max(2, bars // len(form) // 2 * 2)
    sizes = [min(unit, 8) if n in ("intro", "break", "build") else unit for n in form]
    sizes[-1] += bars - sum(sizes)
    if sizes[-1] < 1:
        return [("chorus" if not dance else "drop", bars)]
    return list(zip(form, sizes))


def arrange(rng, name, form, rows=None):
    """An arrangement of a style over a form of (section, bars), and its music in beats.

    `rows` are its chords bar by bar. Sections of the same name have the same instruments and tune.
    """
    a = Arrangement(rng, name, sum(n for _, n in form), rows)
    part = drum_part(a, rng)
    a.arp_order = list(
        choose(rng, [(0, 1, 2, 3), (0, 2, 1, 3), (3, 2, 1, 0), (0, 1, 2, 1), (0, 2, 3, 2), (0, 3, 1, 2, 3, 1)])
    )
    a.arp_length, a.arp_accent = rng.uniform(0.4, 1.0), rng.uniform(0, 1.5)
    basses = [choose(rng, a.style.bass) for _ in range(2)]
    comps = [choose(rng, a.style.comp) for _ in range(2)]
    comp_patterns = [choose(rng, COMPS.get(c, ["x..............."])) for c in comps]
    centre, arp_centre = int(rng.integers(55, 68)), int(rng.integers(64, 80))
    arp_value = 12 if a.style.thirds else int(rng.choice([8, 16, 16]))
    chosen, tunes, bar, quiet = {}, {}, 0, rng.random()
    for section, size in form:
        layers = chosen.setdefault(section, choose(rng, LAYERS[section]))
        if quiet < 0.12:  # pieces without drums
            layers = tuple(x for x in layers if x not in ("kick", "snare", "hat", "extra", "roll")) or ("comp", "bass")
        second = int(section in ("verse", "bridge", "break"))
        play_section(
            a,
            part,
            section,
            layers,
            bar,
            size,
            basses[second],
            (comps[second], comp_patterns[second]),
            centre,
            arp_centre,
            arp_value,
        )
        if "lead" in layers:
            if section not in tunes:
                tunes[section] = melody(rng, a.rows[bar : bar + size], a.beats, 1, 58, 86)
            for start, length, pitch, velocity in tunes[section]:
                if start < size * a.beats:
                    a.note(LEAD, bar * a.beats + start + rng.normal(0, a.loose) * a.bpm / 60, length, pitch, velocity)
        bar += size
    if a.style.dance and rng.random() < 0.4:
        pump(a)
    music = a.music
    music.beats = [(float(i), i % a.beats + 1) for i in range(a.bars * a.beats)]
    music.length = float(a.bars * a.beats)
    music.info = dict(
        kind="pattern",
        groove=name,
        bpm=round(a.bpm, 2),
        metre=a.beats,
        form=[list(f) for f in form],
        drums=bool(quiet >= 0.12),
    )
    music.notes = [n for n in music.notes if n.start < music.length - 0.02]
    return a, music


def play_section(a, part, section, layers, bar, size, bass, comp, centre, arp_centre, arp_value):
    """One section's bars of all but the lead."""
    rng = a.rng
    drums = [x for x in layers if x in ("kick", "snare", "hat", "extra")]
    for i in range(size):
        now = bar + i
        play_drums(a, part, now, drums)
        if "roll" in layers:
            build_up(a, now, size, i)
        if "bass" in layers:
            play_bass(a, bass, now, part)
        if "comp" in layers:
            play_comp(a, comp[0], now, centre, comp[1])
        if "pad" in layers:
            play_pad(a, now, PAD)
        if "arp" in layers:
            play_arpeggio(a, arp_value, now, ARP, arp_centre)
        if i == 0 and "snare" in drums and rng.random() < 0.6:
            a.hit(now, 0, int(rng.choice([49, 57, 49, 55])), 105)
        if len(drums) > 1 and (i == size - 1 and rng.random() < 0.6 or i % 4 == 3 and rng.random() < 0.2):
            fill(a, part, now)


def pump(a):
    """Duck the sustained instruments under each kick, as a side-chained compressor does."""
    depth, recover = int(a.rng.integers(20, 70)), a.rng.uniform(0.4, 0.9)
    kicks = sorted({round(n.start, 3) for n in a.music.notes if n.channel == DRUM_CHANNEL and n.pitch in (35, 36)})
    for channel in (PAD, COMP, ARP):
        for kick in kicks:
            for k in range(7):
                a.music.control(channel, 11, 127 - depth * (1 - k / 6) ** 1.5, kick + recover * k / 6)


def pattern(rng, heldout=False, seconds=None, name=None):
    """A random clip of our own patterns as Music in seconds."""
    names = sorted(STYLES)
    shares = np.array([STYLES[n].share for n in names])
    name = name or names[rng.choice(len(names), p=shares / shares.sum())]
    style = STYLES[name]
    middle = np.sqrt(style.low * style.high)
    bars = max(6, round((seconds or rng.uniform(36, 66)) * middle / 60 / style.beats / 2) * 2)
    a, music = arrange(rng, name, plan_form(rng, bars, style.dance))
    if style.dance and rng.random() < 0.8:
        step = 60 / a.bpm
        lead_in = 0.0 if rng.random() < 0.6 else rng.uniform(0.02, 2.5)
        return music.warped(lambda beat: lead_in + max(0.0, beat) * step)
    return music.warped(tempo_map(rng, a.bpm, a.beats, a.bars))
