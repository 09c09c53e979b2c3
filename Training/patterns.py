"""Clips of popular music made of patterns: what plays on which step of the bar, style by style.

    python3 patterns.py OUT_DIR [--count N] [--seed S] [--piano SHARE]

Writes NAME.wav, NAME.beats (seconds, TAB, position in the bar) and NAME.drums (seconds, TAB, kick, snare, clap, hat and so
on). House to reggae, 3/4 to 7/4, straight and swung, with sections that leave instruments out, fills, build-ups, drifting
tempos; and pop songs for the piano alone, played freely.
"""

import argparse
import glob
import pathlib

import numpy as np

import midi

KICK, RIM, SNARE, CLAP, CLOSED, OPEN, RIDE, CRASH, SHAKER, TOM, CONGA, COWBELL = 36, 37, 38, 39, 42, 46, 51, 49, 70, 45, 63, 56
NAMES = {36: "kick", 35: "kick", 37: "rim", 38: "snare", 40: "snare", 39: "clap", 42: "hat", 44: "hat", 46: "hat", 51: "ride", 49: "crash"}

# bpm range, beats a bar, steps a beat, kick, snare, hats: one bar or two, a letter a step.
STYLES = {
    "house": (114, 132, 4, 4, "x...x...x...x...", "....x.......x...", "..x...x...x...x."),
    "techno": (124, 148, 4, 4, "x...x...x...x...", "............x...", "..x...x...x.x.x."),
    "trance": (128, 144, 4, 4, "x...x...x...x...", "....x.......x...", "x.xxx.xxx.xxx.xx"),
    "disco": (105, 128, 4, 4, "x...x...x...x...", "....x.......x...", "x.x.x.x.x.x.x.x."),
    "electro": (115, 135, 4, 4, "x.....x...x.....", "....x.......x...", "x.x.x.x.x.x.x.x."),
    "breaks": (118, 142, 4, 4, "x.........x.....", "....x..x.x..x...", "x.x.x.x.x.x.x.x."),
    "jungle": (158, 182, 4, 4, "x.x.......xx....", "....x..x.x..x..x", "x.x.x.x.x.x.x.x."),
    "drumandbass": (160, 180, 4, 4, "x.........x.....", "....x.......x...", "x.x.x.x.x.x.x.x."),
    "dubstep": (136, 146, 4, 4, "x.....x...........x...........x.", "........x...............x.......", "x...x...x...x..xx...x...x...x.x."),
    "trap": (60, 82, 4, 8, "x.........x...........x.........", "........x...............x.......", "x.x.x.x.x.x.x.xxx.x.x.x.x.xxx.x."),
    "hiphop": (78, 102, 4, 4, "x..x..x...x.....", "....x.......x...", "x.x.x.x.x.x.x.x."),
    "boombap": (82, 98, 4, 4, "x......x..x.....", "....x.......x...", "x.x.x.x.x.x.x.x."),
    "rock": (95, 155, 4, 4, "x.......x.x.....", "....x.......x...", "x.x.x.x.x.x.x.x."),
    "rockquarter": (110, 170, 4, 4, "x.....x.x.......", "....x.......x...", "x...x...x...x..."),
    "rocksixteen": (75, 112, 4, 4, "x.....x.x..x....", "....x.......x...", "xxxxxxxxxxxxxxxx"),
    "punk": (160, 208, 4, 4, "x...x...x...x...", "..x...x...x...x.", "x.x.x.x.x.x.x.x."),
    "punkbeat": (150, 205, 4, 4, "x.....x.x.......", "....x.......x...", "x.x.x.x.x.x.x.x."),
    "metal": (120, 200, 4, 4, "x.x.x.x.x.x.x.x.", "....x.......x...", "x...x...x...x..."),
    "halftime": (120, 160, 4, 4, "x.........x.....", "........x.......", "x...x...x...x..."),
    "motown": (105, 140, 4, 4, "x..x..x.x..x..x.", "x...x...x...x...", "x.x.x.x.x.x.x.x."),
    "ballad": (58, 86, 4, 4, "x.......x.......", "....x.......x...", "x.x.x.x.x.x.x.x."),
    "softpop": (80, 118, 4, 4, "x.....x...x.....", "....x.......x...", "x.x.x.x.x.x.x.x."),
    "funk": (90, 118, 4, 4, "x.x...x...x..x..", "....x..x.x..x..x", "x.x.x.x.x.x.x.x."),
    "funkoff": (92, 112, 4, 4, "x..x..x....x..x.", "....x.......x.x.", "xxxxxxxxxxxxxxxx"),
    "reggae": (64, 92, 4, 4, "........x.......", "........x.......", "x.x.x.x.x.x.x.x."),
    "steppers": (68, 84, 4, 4, "x...x...x...x...", "........x.......", "x.x.x.x.x.x.x.x."),
    "ska": (118, 162, 4, 4, "x.......x.......", "....x.......x...", "..x...x...x...x."),
    "dembow": (84, 104, 4, 4, "x...x...x...x...", "...x..x....x..x.", "x.x.x.x.x.x.x.x."),
    "bossa": (115, 150, 4, 4, "x..xx..xx..xx..x", "", "x.x.x.x.x.x.x.x."),
    "samba": (90, 115, 2, 4, "x..xx..x", "", "xxxxxxxx"),
    "afrobeat": (100, 126, 4, 4, "x..x..x...x..x..", "......x.....x...", "x.x.xx..x.x.xx.."),
    "country": (90, 130, 4, 4, "x.......x.......", "....x.......x...", "x.xxx.xxx.xxx.xx"),
    "train": (100, 135, 4, 4, "x...x...x...x...", "..x.x.xx..x.x.xx", ""),
    "march": (96, 126, 2, 4, "x...", "....x.xx", "x.x.x.x."),
    "shuffle": (95, 140, 4, 3, "x.....x.....", "...x.....x..", "x.xx.xx.xx.x"),
    "swing": (110, 215, 4, 3, "x..x..x..x..", "", "x..x.xx..x.x"),
    "twelveeight": (50, 82, 4, 3, "x.....x..x..", "...x.....x..", "xxxxxxxxxxxx"),
    "sixeight": (48, 84, 2, 3, "x.....", "...x..", "xxxxxx"),
    "waltz": (84, 190, 3, 4, "x...........", "....x...x...", "x...x...x..."),
    "waltzrock": (90, 150, 3, 4, "x.......x...", "....x.......", "x.x.x.x.x.x."),
    "slowwaltz": (70, 110, 3, 4, "x...........", "........x...", "x.x.x.x.x.x."),
    "fivefour": (90, 170, 5, 4, "x.....x.....x.......", "....x...........x...", "x.x.x.x.x.x.x.x.x.x."),
    "sevenfour": (110, 200, 7, 4, "x.......x.......x...........", "....x.......x...........x...", "x.x.x.x.x.x.x.x.x.x.x.x.x.x."),
}
PROGRAMS = {
    "bass": [32, 33, 33, 34, 35, 36, 38, 38, 39, 39, 43, 58],
    "chords": [0, 0, 1, 2, 4, 4, 5, 6, 7, 16, 17, 18, 24, 25, 26, 27, 28, 29, 30, 48, 50, 62, 80, 81, 88, 89, 90],
    "arpeggio": [0, 4, 5, 8, 11, 24, 25, 27, 38, 46, 80, 81, 87, 98],
    "lead": [0, 11, 22, 24, 26, 29, 30, 40, 52, 53, 54, 56, 57, 61, 64, 65, 66, 68, 71, 73, 74, 75, 80, 81, 84, 85],
    "pad": [48, 49, 50, 51, 52, 88, 89, 90, 91, 92, 93, 94, 95, 16, 19],
}
MAJOR, MINOR = [0, 2, 4, 5, 7, 9, 11], [0, 2, 3, 5, 7, 8, 10]


class Clock:
    """Beats to seconds along a tempo that may wander."""

    def __init__(self, rng, beats, bpm, freedom, phrase):
        interval = np.full(beats + 64, 60 / bpm)
        kind = rng.random()
        if freedom > 0:
            walk = np.cumsum(rng.normal(0, 0.35 * freedom, len(interval)))
            walk -= np.convolve(walk, np.ones(24) / 24, "same")
            interval *= np.exp(walk + rng.normal(0, 0.15 * freedom, len(interval)))
            for end in range(phrase, len(interval), phrase):
                if rng.random() < 0.6:
                    slow = rng.uniform(0.5, 3) * freedom
                    for k, share in enumerate((1.0, 0.6, 0.3)):
                        interval[end - 1 - k] *= 1 + slow * share
        elif kind < 0.2:
            interval *= np.exp(np.cumsum(rng.normal(0, 0.006, len(interval))))
        elif kind < 0.3:
            at = rng.integers(beats // 4, max(beats // 4 + 1, 3 * beats // 4))
            interval[at - at % phrase :] *= np.exp(rng.uniform(-0.25, 0.25))
        elif kind < 0.36:
            interval *= np.exp(np.linspace(0, rng.uniform(-0.35, 0.35), len(interval)))
        self.times = np.concatenate([[0], np.cumsum(np.clip(interval, 0.27, 1.5))]) + rng.uniform(0.02, 0.9)

    def at(self, beat):
        return float(np.interp(beat, np.arange(len(self.times)), self.times))


def varied(rng, pattern, add, drop):
    """A pattern with strokes added and left out; the first stays."""
    return "".join(
        c if i == 0 else "." if c == "x" and rng.random() < drop else "x" if c == "." and rng.random() < add else c
        for i, c in enumerate(pattern))


class Song:
    """One clip in the making."""

    def __init__(self, rng, piano):
        self.rng, self.piano = rng, piano
        names = [n for n in STYLES if n not in ("swing", "samba", "trap", "jungle")] if piano else list(STYLES)
        self.style = str(rng.choice(names))
        low, high, self.meter, self.steps, self.kick, self.snare, self.hats = STYLES[self.style]
        if piano:
            low, high = (60, 170) if self.steps == 4 else (low, high)
        self.bpm = np.exp(rng.uniform(np.log(low), np.log(high)))
        seconds = rng.uniform(38, 58)
        self.bars = max(4, int(seconds * self.bpm / 60 / self.meter))
        freedom = rng.choice([0.02, 0.05, 0.09]) if piano else 0
        self.phrase = self.meter * int(rng.choice([4, 4, 8, 2]))
        self.clock = Clock(rng, self.bars * self.meter, self.bpm, freedom, self.phrase)
        swings = self.steps == 4 and rng.random() < 0.2
        self.swing = rng.uniform(0.1, 0.33) if swings else 0
        self.swung = int(rng.choice([1, 2])) if swings else 1
        self.looseness = rng.choice([0.0, 0.004, 0.01]) if not piano else rng.choice([0.005, 0.012])
        self.notes, self.drums, self.programs, self.controls = [], [], {}, {}
        self.scale = MAJOR if rng.random() < 0.5 else MINOR
        self.tonic = int(rng.integers(12))
        count = int(rng.choice([1, 2, 4, 4, 4, 8]))
        self.chords = [int(rng.choice([0, 3, 4, 5, 5, 1, 2, 6])) for _ in range(count)]
        self.chords[0] = int(rng.choice([0, 0, 5, 3]))
        self.chord_beats = self.meter * rng.choice([1, 1, 1, 2]) if rng.random() < 0.8 or self.meter % 2 else self.meter // 2
        self.anticipation = rng.random() < 0.15

    def time(self, bar, step):
        """Seconds of a step, swung and played loosely."""
        if self.swing and step // self.swung % 2 == 1 and step % self.swung == 0:
            step = step + self.swing * self.swung
        return self.clock.at(bar * self.meter + step / self.steps)

    def chord(self, beat):
        degree = self.chords[int(beat // self.chord_beats) % len(self.chords)]
        return [self.tonic + self.scale[(degree + k) % 7] + 12 * ((degree + k) // 7) for k in (0, 2, 4)]

    def play(self, channel, bar, step, length, pitch, velocity):
        rng = self.rng
        time = self.time(bar, step) + rng.normal(0, self.looseness)
        end = self.time(bar, step + length)
        self.notes.append(midi.Note(time, (end - time) * 0.92, channel, pitch, velocity + rng.normal(0, 5)))

    def strike(self, bar, step, pitch, velocity):
        time = self.time(bar, step) + self.rng.normal(0, self.looseness * 0.5)
        self.notes.append(midi.Note(time, 0.1, 9, pitch, velocity + self.rng.normal(0, 6)))
        self.drums.append((time, NAMES.get(pitch, "other")))

    def steps_a_bar(self):
        return self.meter * self.steps

    def add_drums(self, sections):
        rng, width = self.rng, self.steps_a_bar()
        kick, snare, hats = (varied(rng, p, a, 0.08) for p, a in ((self.kick, 0.03), (self.snare, 0.01), (self.hats, 0.02)))
        if rng.random() < 0.25 and hats:
            hats = "".join("x" if i % rng.choice([self.steps // 2 or 1, self.steps]) == 0 else "." for i in range(width))
        snare_pitch = int(rng.choice([SNARE, SNARE, SNARE, 40, CLAP, RIM]))
        hat_pitch = int(rng.choice([CLOSED, CLOSED, CLOSED, 44, RIDE, OPEN, SHAKER]))
        open_rate = rng.choice([0, 0, 0.08])
        extra = varied(rng, "." * width, 0.25, 0) if rng.random() < 0.25 else ""
        extra_pitch = int(rng.choice([SHAKER, CONGA, COWBELL, TOM, 54, 60, 75]))
        fills = rng.random() < 0.6
        loud = {"kick": rng.uniform(80, 120), "snare": rng.uniform(75, 118), "hat": rng.uniform(40, 100)}
        accent = rng.random() < 0.6
        for bar in range(self.bars):
            drums = sections[bar]["drums"]
            if drums == "none":
                continue
            fill = fills and bar % 8 == 7 and drums == "full"
            if bar % 8 == 0 and drums == "full" and rng.random() < 0.5:
                self.strike(bar, 0, CRASH, 95)
            for step in range(width):
                if fill and step >= width * 3 // 4:
                    if rng.random() < 0.7:
                        self.strike(bar, step, int(rng.choice([SNARE, 45, 47, 50, SNARE])), 90)
                    continue
                if hats and hats[(bar * width + step) % len(hats)] == "x" and drums in ("full", "hats"):
                    weight = 1.0 if not accent or step % self.steps == 0 else 0.75
                    pitch = OPEN if rng.random() < open_rate else hat_pitch
                    self.strike(bar, step, pitch, loud["hat"] * weight)
                if drums == "hats":
                    continue
                if kick[(bar * width + step) % len(kick)] == "x":
                    self.strike(bar, step, KICK, loud["kick"])
                if drums == "kick":
                    continue
                if snare and snare[(bar * width + step) % len(snare)] == "x":
                    self.strike(bar, step, snare_pitch, loud["snare"])
                if extra and extra[step] == "x":
                    self.strike(bar, step, extra_pitch, 70)

    def add_bass(self, channel, sections):
        rng, width = self.rng, self.steps_a_bar()
        half = max(self.steps // 2, 1)
        kind = rng.choice(["kick", "eighths", "off", "root", "quarters", "random", "walking", "rootfifth"])
        own = varied(rng, "x" + "." * (width - 1), 0.3, 0)
        for bar in range(self.bars):
            if not sections[bar]["bass"]:
                continue
            for step in range(width):
                on_beat = step % self.steps == 0
                plays = {
                    "kick": self.kick[(bar * width + step) % len(self.kick)] == "x",
                    "eighths": step % half == 0, "off": step % self.steps == half, "root": step == 0,
                    "quarters": on_beat, "walking": on_beat, "random": own[step] == "x",
                    "rootfifth": on_beat and (step // self.steps) % 2 == 0,
                }[kind]
                if not plays:
                    continue
                chord = self.chord(bar * self.meter + step / self.steps)
                pitch = chord[0]
                if kind == "walking" and step:
                    pitch = int(rng.choice(chord)) + int(rng.choice([0, 0, 2, -1]))
                if kind == "rootfifth" and step:
                    pitch = chord[2] - 12
                if kind in ("eighths", "random") and rng.random() < 0.1:
                    pitch += 12
                length = width if kind == "root" else self.steps if on_beat and kind in ("quarters", "walking") else half
                self.play(channel, bar, step, length * rng.uniform(0.6, 1), 28 + (pitch - 4) % 12 + 12 * (pitch > 16), 96)

    def add_chords(self, channel, sections, part):
        rng, width = self.rng, self.steps_a_bar()
        half = max(self.steps // 2, 1)
        kind = rng.choice(["held", "quarters", "off", "eighths", "random", "arpeggio", "held", "charleston"])
        if part == "pad":
            kind = "held"
        own = varied(rng, "x" + "." * (width - 1), 0.2, 0)
        base = 48 + 12 * int(rng.integers(0, 2))
        tones = rng.permutation(8)
        loud = rng.uniform(55, 95)
        for bar in range(self.bars):
            if not sections[bar][part]:
                continue
            for step in range(width):
                beat = bar * self.meter + step / self.steps
                change = beat % self.chord_beats == 0
                plays = {
                    "held": change or step == 0, "quarters": step % self.steps == 0, "off": step % self.steps == half,
                    "eighths": step % half == 0, "random": own[step] == "x", "arpeggio": step % half == 0,
                    "charleston": step in (0, self.steps + half),
                }[kind]
                if not plays:
                    continue
                place = step
                if self.anticipation and step == 0 and bar and kind != "arpeggio":
                    place = -half
                chord = [base + p for p in self.chord(beat)]
                if kind == "arpeggio":
                    k = tones[(step // half) % 8]
                    self.play(channel, bar, place, half, chord[k % 3] + 12 * (k // 3), loud)
                    continue
                length = min(self.chord_beats * self.steps, width) if kind == "held" else half
                for pitch in chord + ([chord[0] + 12] if rng.random() < 0.3 else []):
                    self.play(channel, bar, place, length, pitch, loud)

    def add_lead(self, channel, sections):
        rng, width = self.rng, self.steps_a_bar()
        span = int(rng.choice([1, 2, 2, 4]))
        rhythm = [varied(rng, "".join("x" if i % self.steps == 0 else "." for i in range(width)), 0.15, 0.5) for _ in range(span)]
        base = 60 + int(rng.integers(0, 13))
        degree = 4
        for bar in range(self.bars):
            if not sections[bar]["lead"]:
                continue
            places = [i for i, c in enumerate(rhythm[bar % span]) if c == "x"]
            for place, after in zip(places, places[1:] + [width]):
                if rng.random() < 0.12:
                    continue
                degree = int(np.clip(degree + rng.integers(-2, 3), -3, 11))
                chord = self.chord(bar * self.meter + place / self.steps)
                pitch = self.tonic + self.scale[degree % 7] + 12 * (degree // 7)
                if place % self.steps == 0 and rng.random() < 0.5:
                    pitch = min(chord, key=lambda tone: abs((tone - pitch + 6) % 12 - 6))
                    pitch = self.tonic + 12 * (degree // 7) + (pitch - self.tonic) % 12
                self.play(channel, bar, place, after - place, base + pitch - self.tonic, rng.uniform(70, 110))

    def plan(self):
        """What plays in each bar: sections of a few bars."""
        rng, sections = self.rng, []
        has = {part: rng.random() < share for part, share in (("bass", 0.9), ("chords", 0.85), ("pad", 0.3), ("lead", 0.6))}
        drums = rng.random() < 0.86
        if not (has["chords"] or has["pad"] or has["lead"]) and not drums:
            has["chords"] = True
        while len(sections) < self.bars:
            length = int(rng.choice([4, 8, 8, 2]))
            kind = rng.random()
            plays = {part: has[part] and rng.random() < 0.9 for part in has}
            plays["drums"] = "none" if not drums else "full" if kind < 0.75 else str(rng.choice(["none", "kick", "hats"]))
            if plays["drums"] == "none" and not any(plays[p] for p in has):
                plays["chords"] = plays["bass"] = True
            sections += [plays] * length
        return sections[: self.bars]

    def compose(self):
        rng = self.rng
        if self.piano:
            everything = [{"bass": True, "chords": True, "pad": False, "lead": True, "drums": "none"}] * self.bars
            program = int(rng.choice([0, 0, 0, 1, 2, 4]))
            self.programs = {0: program, 1: program, 2: program}
            self.add_bass(0, [{**s, "bass": rng.random() < 0.95} for s in everything])
            self.add_chords(1, everything, "chords")
            if rng.random() < 0.85:
                self.add_lead(2, everything)
            if rng.random() < 0.3:
                self.notes = [n for n in self.notes if n.channel != 0 or rng.random() < 0.7]
        else:
            sections = self.plan()
            self.programs = {
                9: int(rng.choice([0, 0, 8, 16, 24, 25, 32, 40])), 0: int(rng.choice(PROGRAMS["bass"])),
                1: int(rng.choice(PROGRAMS["chords"])), 2: int(rng.choice(PROGRAMS["lead"])),
                3: int(rng.choice(PROGRAMS["pad"])),
            }
            self.add_drums(sections)
            self.add_bass(0, sections)
            self.add_chords(1, sections, "chords")
            self.add_chords(3, sections, "pad")
            self.add_lead(2, sections)
        for channel in self.programs:
            self.controls[channel, "volume"] = rng.uniform(60, 127)
            self.controls[channel, "pan"] = np.clip(64 + rng.normal(0, 20) * (channel != 9), 0, 127)
            self.controls[channel, "reverb"] = rng.uniform(0, 100)

    def beats(self):
        return [(self.clock.at(i), i % self.meter + 1) for i in range(self.bars * self.meter)]

    def end(self):
        return self.clock.at(self.bars * self.meter)


def build(out, name, seed, sound_fonts, piano_share):
    rng = np.random.default_rng(seed)
    song = Song(rng, rng.random() < piano_share)
    song.compose()
    font = sound_fonts[int(rng.integers(len(sound_fonts)))]
    base = str(out / name)
    midi.write(base + ".mid", song.notes, song.programs, song.controls)
    midi.render(base + ".mid", base + ".wav", font, song.end(), gain=rng.uniform(0.3, 0.9), reverb=bool(rng.random() < 0.7))
    (out / f"{name}.drums").write_text("".join(f"{t:.4f}\t{kind}\n" for t, kind in sorted(song.drums)))
    (out / f"{name}.beats").write_text("".join(f"{t:.4f}\t{p}\n" for t, p in song.beats()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--piano", type=float, default=0.25, help="share of clips for the piano alone")
    parser.add_argument("--sound-fonts", nargs="+", default=["/usr/share/sounds/sf2/FluidR3_GM.sf2", *glob.glob("/usr/share/sounds/sf3/MuseScore_General*.sf3")])
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for i in range(args.count):
        build(args.out, f"pattern{args.seed}_{i:04d}", (args.seed, i), args.sound_fonts, args.piano)


if __name__ == "__main__":
    main()
