"""Music as text: notes, phrases and patterns that a musician can read, turned into timed notes.

A phrase is a line of notes with their lengths in beats, `|` between bars:

    A4:1.5 C5:.5 E5:2 | -:1 D5:1 C5+E5:2

`A4` is a note (C4 is middle C), `A3+C4+E4` a chord, `-` a rest, `:` a length (kept until the next one),
`!` after a note an accent, `?` a softer note. Every bar must be full, or reading it fails.

A pattern is one character a step, for drums: `X` accent, `x` hit, `o` soft hit, `.` nothing.
"""

import bisect

DEGREES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
STRENGTHS = {"X": 14, "x": 0, "o": -22}
SAMPLED_LATENCY = 0.0035  # seconds from a note's time to a tenth of its peak, FluidSynth with percussion


def pitch(name):
    """The MIDI number of a note name such as C4 (60), F#3 or Bb2."""
    letter, rest = name[0], name[1:]
    sharps = rest.count("#") - rest.count("b")
    return 12 * (int(rest.strip("#b")) + 1) + DEGREES[letter] + sharps


class Part:
    """One instrument: its notes, and its place in the mix.

    program: General MIDI program, from 0; None for a sound of our own (`sound`, samples for a MIDI pitch).
    drums: the program is a drum kit. level: dB in the mix. pan: -1 left ... 1 right. reverb, chorus: 0...127.
    duck: how far each kick pushes this part down, 0...1. advance: seconds by which notes are sent early, so
    that an instrument that speaks late is heard on the beat; measured. effects: sox effects, this part's own.
    """

    def __init__(self, song, name, program=None, sound=None, drums=False, level=0.0, pan=0.0, reverb=40,
                 chorus=0, duck=0.0, advance=None, effects="", velocity=90):
        self.song, self.name, self.program, self.sound, self.drums = song, name, program, sound, drums
        self.level, self.pan, self.reverb, self.chorus = level, pan, reverb, chorus
        self.duck, self.effects, self.velocity = duck, effects, velocity
        self.advance = advance if advance is not None else SAMPLED_LATENCY if sound is None else 0.0
        self.notes = []  # (beat, length in beats, MIDI pitch, velocity)
        self.swells = []  # (beat, expression 0...127)

    def note(self, beat, length, key, velocity):
        self.notes.append((beat, length, key, max(1, min(127, round(velocity)))))

    def accent(self, beat):
        """The metre heard in the strength of a note: the bar's first beat most, other beats less."""
        within = (beat - 1e-9) % self.song.meter
        if self.song.meter - within < 1e-6:
            return 6
        return 2 if abs(beat - round(beat)) < 1e-6 else -4

    def phrase(self, bar, text, velocity=None, legato=0.96, up=0):
        """Writes a phrase from the start of a bar (the first is 1); `up` transposes by semitones."""
        loud = self.velocity if velocity is None else velocity
        beat = start = self.song.beat(bar)
        length = 1.0
        for number, measure in enumerate(text.split("|")):
            for token in measure.split():
                names, _, duration = token.partition(":")
                length = float(duration) if duration else length
                shade = 14 * names.count("!") - 16 * names.count("?")
                names = names.strip("!?")
                if names != "-":
                    for name in names.split("+"):
                        self.note(beat, length * legato, pitch(name) + up, loud + shade + self.accent(beat))
                beat += length
            expected = start + (number + 1) * self.song.meter
            if abs(beat - expected) > 1e-6:
                raise ValueError(
                    f"{self.name}, bar {bar + number}: {beat - expected} beats off: {measure}"
                )
        return self

    def hold(self, bar, names, bars=1.0, velocity=None):
        """Holds a note or chord from any place in a bar (2.5 is the middle of bar 2) for `bars` bars."""
        loud = self.velocity if velocity is None else velocity
        for name in names.split("+"):
            self.note(self.song.beat(bar), bars * self.song.meter, pitch(name), loud)
        return self

    def pattern(self, bar, steps, key=36, step=0.25, velocity=None, bars=1):
        """Writes a drum pattern, repeated until `bars` are full."""
        loud = self.velocity if velocity is None else velocity
        steps = steps.replace(" ", "")
        for index in range(round(bars * self.song.meter / step)):
            strength = STRENGTHS.get(steps[index % len(steps)])
            if strength is not None:
                self.note(self.song.beat(bar) + index * step, step, key, loud + strength)
        return self

    def arpeggio(self, bar, chords, order, step=0.25, velocity=None, legato=0.9, slope=0.0):
        """Breaks chords (one a bar, `|` between) into steps; `order` counts chord notes from the lowest,
        0; a number past the top note goes on an octave higher. `slope` adds velocity from note to note."""
        loud = self.velocity if velocity is None else velocity
        for index, chord in enumerate(chords.split("|")):
            keys = [pitch(name) for name in chord.split()]
            beat = self.song.beat(bar + index)
            for position in range(round(self.song.meter / step)):
                choice = order[position % len(order)]
                if choice is not None:
                    key = keys[choice % len(keys)] + 12 * (choice // len(keys))
                    self.note(beat, step * legato, key, loud + self.accent(beat))
                beat += step
                loud += slope
        return self

    def swell(self, *points):
        """Loudness over time: (bar, expression 0...127) points, straight lines between."""
        self.swells += [(self.song.beat(bar), value) for bar, value in points]
        return self


class Song:
    """Title and tags, metre, tempo, parts, and which beats are truly heard.

    tempo: beats a minute, or [(bar, beats a minute), ...]: each tempo holds until the next bar named.
    meter: beats in a bar. lead: seconds before the first bar. tail: seconds after the last bar.
    """

    def __init__(self, title, genre, tempo, meter, bars, lead=0.25, tail=2.0, master="", description=""):
        self.title, self.genre, self.meter, self.bars = title, genre, meter, bars
        self.lead, self.tail, self.master, self.description = lead, tail, master, description
        tempi = tempo if isinstance(tempo, list) else [(1, tempo)]
        self.tempi = []  # (beat, seconds, seconds a beat)
        seconds = lead
        for index, (bar, speed) in enumerate(tempi):
            beat = self.beat(bar)
            if index:
                before, at, each = self.tempi[-1]
                seconds = at + (beat - before) * each
            self.tempi.append((beat, seconds, 60.0 / speed))
        self.parts = []
        self.pulses = []  # beats that duck the ducked parts
        self.heard = []  # beats of the truth

    def beat(self, bar):
        """The beat, from 0, at which a bar (from 1; may be a fraction) starts."""
        return (bar - 1) * self.meter

    def time(self, beat):
        """The second at which a beat sounds."""
        index = bisect.bisect_right([start for start, _, _ in self.tempi], beat + 1e-9) - 1
        start, seconds, each = self.tempi[max(index, 0)]
        return seconds + (beat - start) * each

    @property
    def duration(self):
        return self.time(self.beat(self.bars + 1)) + self.tail

    def part(self, name, **place):
        part = Part(self, name, **place)
        self.parts.append(part)
        return part

    def hear(self, bar, bars, beats=None):
        """States that these bars' beats are heard: all of them, or the first few (`beats`)."""
        first = round(self.beat(bar))
        self.heard += range(first, first + (bars * self.meter if beats is None else beats))

    def truth(self):
        """The beats file: seconds TAB position in the bar, from 1."""
        beats = sorted(set(self.heard))
        return "".join(f"{self.time(beat):.4f}\t{beat % self.meter + 1}\n" for beat in beats)
