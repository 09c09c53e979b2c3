"""Notes in seconds to a MIDI file, and that to sound: all that the clips need of MIDI."""

import os
import struct
import subprocess

TICKS_PER_SECOND = 1920
CONTROLLERS = {"volume": 7, "pan": 10, "reverb": 91, "chorus": 93}


class Note:
    """A note on a channel (9 is the drums): seconds, MIDI pitch, velocity 1...127."""

    def __init__(self, start, length, channel, pitch, velocity):
        self.start, self.length, self.channel, self.pitch = start, max(length, 0.03), channel, int(pitch)
        self.velocity = int(min(max(velocity, 1), 127))


def variable_length(number):
    digits = [number & 0x7F]
    while number := number >> 7:
        digits.append(number & 0x7F | 0x80)
    return bytes(reversed(digits))


def write(path, notes, programs, controls):
    """Write `notes` as one track; `programs` by channel, `controls` by (channel, name)."""
    events = []
    for channel, program in programs.items():
        events.append((0, 0, bytes([0xC0 | channel, program])))
    for (channel, name), value in controls.items():
        events.append((0, 0, bytes([0xB0 | channel, CONTROLLERS[name], int(value)])))
    for note in notes:
        start = max(0, round(note.start * TICKS_PER_SECOND))
        end = max(start + 1, round((note.start + note.length) * TICKS_PER_SECOND))
        events.append((start, 2, bytes([0x90 | note.channel, note.pitch, note.velocity])))
        events.append((end, 1, bytes([0x80 | note.channel, note.pitch, 0])))
    events.sort(key=lambda event: event[:2])
    track, now = b"\x00\xff\x51\x03" + (500_000).to_bytes(3, "big"), 0
    for time, _, data in events:
        track += variable_length(time - now) + data
        now = time
    track += b"\x00\xff\x2f\x00"
    header = b"MThd" + struct.pack(">IHHH", 6, 0, 1, TICKS_PER_SECOND // 2)
    with open(path, "wb") as file:
        file.write(header + b"MTrk" + struct.pack(">I", len(track)) + track)


def render(midi, wav, sound_font, seconds, gain=0.6, reverb=True):
    """Play a MIDI file with FluidSynth and cut it to `seconds`."""
    raw = wav + ".raw.wav"
    options = ["-R", "1" if reverb else "0", "-C", "1" if reverb else "0"]
    subprocess.run(
        ["fluidsynth", "-ni", *options, "-g", str(gain), "-r", "44100", "-F", raw, sound_font, midi],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    part = wav + ".part.wav"
    subprocess.run(["sox", raw, part, "trim", "0", str(seconds)], check=True, stderr=subprocess.DEVNULL)
    os.remove(raw)
    os.rename(part, wav)
