"""Music as a list of timed notes with its beats, and the MIDI files that hold it."""

import struct
from dataclasses import dataclass, field

DRUM_CHANNEL = 9

# What each General MIDI drum note is called in the truth.
DRUM_NAMES = {
    35: "kick",
    36: "kick",
    37: "rim",
    38: "snare",
    39: "snare",
    40: "snare",
    42: "hat",
    44: "hat",
    46: "hat",
    51: "ride",
    53: "ride",
    59: "ride",
    49: "crash",
    52: "crash",
    55: "crash",
    57: "crash",
}

TICKS_A_SECOND = 9600


@dataclass
class Note:
    """One note; `start` and `length` in seconds (in quarters while it is still a score)."""

    start: float
    length: float
    channel: int
    pitch: int
    velocity: int


@dataclass
class Music:
    """Notes, channel messages (time, status with channel, data...) and beats (time, position in bar).

    `length` is where the clip ends; whatever rings after it is cut. `info` describes the clip.
    """

    notes: list = field(default_factory=list)
    messages: list = field(default_factory=list)
    beats: list = field(default_factory=list)
    length: float = 0.0
    info: dict = field(default_factory=dict)

    def add(self, start, length, channel, pitch, velocity):
        """Add a note if it's playable."""
        if 0 <= pitch <= 127 and velocity >= 1:
            self.notes.append(Note(start, max(length, 0.01), channel, int(pitch), int(min(velocity, 127))))

    def program(self, channel, program, time=0.0):
        """Choose a channel's General MIDI program (0...127)."""
        self.messages.append((time, 0xC0 | channel, int(program)))

    def control(self, channel, number, value, time=0.0):
        """Set a channel's controller (7 volume, 10 pan, 11 expression, 64 pedal)."""
        self.messages.append((time, 0xB0 | channel, int(number), int(max(0, min(127, value)))))

    def warped(self, when):
        """The same music with each time t moved to when(t), which must not decrease."""
        notes = [
            Note(when(n.start), when(n.start + n.length) - when(n.start), n.channel, n.pitch, n.velocity)
            for n in self.notes
        ]
        messages = [(when(m[0]),) + m[1:] for m in self.messages]
        beats = [(when(t), p) for t, p in self.beats]
        return Music(notes, messages, beats, when(self.length), dict(self.info))

    def drums(self):
        """The drum hits as sorted (seconds, name), one for notes of a name that sound as one."""
        hits = sorted(
            (n.start, DRUM_NAMES[n.pitch])
            for n in self.notes
            if n.channel == DRUM_CHANNEL and n.pitch in DRUM_NAMES and n.start < self.length
        )
        kept, last = [], {}
        for time, name in hits:
            if time - last.get(name, -1) > 0.012:
                kept.append((time, name))
                last[name] = time
        return kept


def write_midi(music, path, keep=lambda channel: True):
    """Write the music of the kept channels as a MIDI file of one track with a clock of 9600 ticks a second."""
    events = []
    for message in music.messages:
        if keep(message[1] & 15):
            events.append((round(message[0] * TICKS_A_SECOND), 1, bytes(message[1:])))
    sounding = {}
    for n in sorted((n for n in music.notes if keep(n.channel)), key=lambda n: n.start):
        start = max(0, round(n.start * TICKS_A_SECOND))
        end = max(start + 1, round((n.start + n.length) * TICKS_A_SECOND))
        key = (n.channel, n.pitch)
        if key in sounding and sounding[key][0] > start:  # a note struck again first ends
            sounding[key][1][0] = start
        cell = [end]
        sounding[key] = (end, cell)
        events.append((start, 2, bytes((0x90 | n.channel, n.pitch, n.velocity))))
        events.append((cell, 0, bytes((0x80 | n.channel, n.pitch, 0))))
    events = [(t[0] if isinstance(t, list) else t, order, data) for t, order, data in events]
    events.sort(key=lambda e: (e[0], e[1]))
    track, now = bytearray(b"\x00\xff\x51\x03" + (1000000).to_bytes(3, "big")), 0
    for tick, _, data in events:
        track += _variable(tick - now) + data
        now = tick
    track += b"\x00\xff\x2f\x00"
    with open(path, "wb") as f:
        f.write(b"MThd" + struct.pack(">IHHH", 6, 0, 1, TICKS_A_SECOND))
        f.write(b"MTrk" + struct.pack(">I", len(track)) + track)


def _variable(number):
    """A number as MIDI's variable-length quantity."""
    out = bytearray([number & 127])
    while number > 127:
        number >>= 7
        out.insert(0, 128 | number & 127)
    return bytes(out)


def read_midi(path):
    """The music in a MIDI file with its times in quarters; tempo is ignored and there are no beats."""
    with open(path, "rb") as f:
        data = f.read()
    division = struct.unpack(">H", data[12:14])[0]
    music, at = Music(), 14
    while at + 8 <= len(data):
        size = struct.unpack(">I", data[at + 4 : at + 8])[0]
        if data[at : at + 4] == b"MTrk":
            _read_track(data[at + 8 : at + 8 + size], division, music)
        at += 8 + size
    music.notes.sort(key=lambda n: (n.start, n.channel, n.pitch))
    music.messages.sort(key=lambda m: m[0])
    return music


def _read_track(data, division, music):
    at, tick, status, sounding = 0, 0, 0, {}

    def number():
        nonlocal at
        value = 0
        while True:
            byte = data[at]
            at += 1
            value = value << 7 | byte & 127
            if byte < 128:
                return value

    while at < len(data):
        tick += number()
        if data[at] & 128:
            status = data[at]
            at += 1
        if status == 0xFF:
            at += 1
            size = number()
            at += size
        elif status in (0xF0, 0xF7):
            size = number()
            at += size
        else:
            size = 1 if status >> 4 in (0xC, 0xD) else 2
            body = data[at : at + size]
            at += size
            channel, time = status & 15, tick / division
            if status >> 4 == 9 and body[1]:
                sounding.setdefault((channel, body[0]), []).append((time, body[1]))
            elif status >> 4 in (8, 9):
                if sounding.get((channel, body[0])):
                    start, velocity = sounding[channel, body[0]].pop(0)
                    music.notes.append(Note(start, time - start, channel, body[0], velocity))
            else:
                music.messages.append((time, status) + tuple(body))
