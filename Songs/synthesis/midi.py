"""A part as a MIDI file: one channel, one tick a tenth of a millisecond, so that the tempo is the song's."""

import struct

TICKS = 10_000  # a second


def variable(value):
    """A number in MIDI's variable-length form."""
    octets = [value & 0x7F]
    while value := value >> 7:
        octets.append(value & 0x7F | 0x80)
    return bytes(reversed(octets))


def expression(part, song):
    """A part's swells as control changes, one each 20 ms along the straight lines between its points."""
    events = []
    points = [(song.time(beat), value) for beat, value in part.swells]
    for (start, low), (end, high) in zip(points, points[1:]):
        steps = max(1, round((end - start) / 0.02))
        for step in range(steps + 1):
            at = start + (end - start) * step / steps
            events.append((at, bytes([11, round(low + (high - low) * step / steps)])))
    return events


def bytes_of(part, song):
    """The MIDI file of one part."""
    channel = 9 if part.drums else 0
    control = lambda number, value: bytes([0xB0 | channel, number, value])
    setup = [bytes([0xC0 | channel, part.program]), control(7, 100), control(10, round(64 + 63 * part.pan)),
             control(91, part.reverb), control(93, part.chorus)]
    if part.swells:
        setup.append(control(11, part.swells[0][1]))
    events = [(0, 0, message) for message in setup]
    for at, change in expression(part, song):
        events.append((max(0, round((at - part.advance) * TICKS)), 1, bytes([0xB0 | channel]) + change))
    for beat, length, key, velocity in part.notes:
        start = max(0, round((song.time(beat) - part.advance) * TICKS))
        end = max(start + 1, round((song.time(beat + length) - part.advance) * TICKS))
        events.append((end, 2, bytes([0x80 | channel, key, 0])))
        events.append((start, 3, bytes([0x90 | channel, key, velocity])))
    events.sort(key=lambda event: event[:2])
    events.append((max(events[-1][0], round(song.duration * TICKS)), 4, b"\xff\x2f\x00"))
    track, now = b"\x00\xff\x51\x03" + (1_000_000).to_bytes(3, "big"), 0
    for at, _, message in events:
        track += variable(at - now) + message
        now = at
    return b"MThd" + struct.pack(">IHHH", 6, 0, 1, TICKS) + b"MTrk" + struct.pack(">I", len(track)) + track
