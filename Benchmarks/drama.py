"""How far a clip has the drama of its song: cuts where parts begin, and change that follows the music.

    pip install numpy
    python3 Benchmarks/drama.py SONG... [--mappings pulse,club] [--cuts-only] [--program .build/release/reverie]

sections   the share of the parts that begin within the song at which a scene begins, within a frame
cuts       the share of scenes that begin with a part

Then, of clips at 256x144 and 24 frames a second, how much changes from one frame to the next: mean |difference| of 255, once
each channel of both frames has the same mean and deviation, so that grading doesn't count; half a second after cuts is left out.
Of the song's loudest part, its calmest, and its first, SECONDS from the middle of each are dreamed:

calmest    change in the calmest part, of 255
÷ calmest  change in the loudest part over that
÷ first    the same over the first part, where that is calmer by a fifth of the scale of energy
beat       in the loudest part, change in the 0.1 s from each beat on over that between beats
"""

import argparse
import csv
import io
import json
import os
import subprocess
import tempfile

import numpy as np

RATE, WIDTH, HEIGHT = 24, 256, 144
CLAIMED = ["pulse", "club", "drums", "menagerie", "kaleidoscope", "bands", "story"]


class Song:
    """What the program hears in a song."""

    def __init__(self, program, path):
        self.program, self.path, self.name = program, path, os.path.splitext(os.path.basename(path))[0]
        heard = json.loads(self.run("analyze", path, "--format", "json"))
        self.beats = np.array([beat["time"] for beat in heard["beats"]])
        self.sections = heard["sections"]

    def run(self, *arguments):
        return subprocess.run([self.program, *map(str, arguments)], check=True, capture_output=True, text=True).stdout

    def scenes(self, mapping):
        """The frames in which scenes begin."""
        table = csv.DictReader(io.StringIO(self.run("curves", self.path, "--mapping", mapping, "--fps", RATE)))
        scenes = np.array([int(row["scene"]) for row in table])
        return np.flatnonzero(np.diff(scenes, prepend=-1))

    def parts(self):
        """The loudest part, the calmest and the first: those that last, and aren't silence."""
        heard = [s for s in self.sections if s["end"] - s["start"] >= 4 and s["energy"] > 0.01] or self.sections
        return max(heard, key=lambda s: s["energy"]), min(heard, key=lambda s: s["energy"]), heard[0]


def shares(song, scenes):
    starts = np.rint(np.array([s["start"] for s in song.sections[1:]]) * RATE)
    near = lambda a, b: np.mean([np.abs(b - x).min() <= 1.5 for x in a]) if len(a) and len(b) else np.nan
    return near(starts, scenes), near(scenes[1:], starts)


def matched(frame):
    frame = frame.astype(np.float32).reshape(-1, 3)
    return frame - frame.mean(0), frame.std(0) + 1e-3


def changes(song, mapping, start, duration):
    """Change before each frame of an excerpt, and the frames' numbers in the song."""
    with tempfile.TemporaryDirectory() as folder:
        song.run(
            "render", song.path, "--mapping", mapping, "--size", f"{WIDTH}x{HEIGHT}", "--fps", RATE, "--start", start,
            "--duration", duration, "--quick", "-o", f"{folder}/clip.mkv")
        raw = subprocess.run(
            ["ffmpeg", "-v", "error", "-i", f"{folder}/clip.mkv", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
            check=True, capture_output=True).stdout
    frames = np.frombuffer(raw, np.uint8).reshape(-1, HEIGHT, WIDTH, 3)
    found = []
    for before, now in zip(frames, frames[1:]):
        (a, from_), (b, to) = matched(before), matched(now)
        deviation = (from_ + to) / 2
        found.append(np.abs(a / from_ * deviation - b / to * deviation).mean())
    return np.array(found), int(start * RATE) + 1 + np.arange(len(found))


def measured(song, mapping, scenes, section, seconds):
    """Mean change in a part, and on the beat over between beats."""
    length = min(seconds, section["end"] - section["start"] - 0.1)
    start = round((section["start"] + section["end"] - length) / 2 * RATE) / RATE
    found, frames = changes(song, mapping, start, length)
    cuts = np.concatenate([scenes, [frames[0]]])
    kept = np.array([not any(0 <= frame - cut < RATE / 2 for cut in cuts) for frame in frames])
    since = np.array([min((frame / RATE - song.beats[song.beats <= frame / RATE + 1e-3]), default=9) for frame in frames])
    on, between = kept & (since < 0.1), kept & (since >= 0.1) & (since < 2)
    return found[kept].mean(), found[on].mean() / found[between].mean() if on.any() and between.any() else np.nan


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("songs", nargs="+")
    parser.add_argument("--mappings", default=",".join(CLAIMED))
    parser.add_argument("--program", default=".build/release/reverie")
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--cuts-only", action="store_true")
    arguments = parser.parse_args()
    songs = [Song(os.path.abspath(arguments.program), path) for path in arguments.songs]
    for mapping in arguments.mappings.split(","):
        rows = []
        for song in songs:
            scenes = song.scenes(mapping)
            row = [100 * share for share in shares(song, scenes)]
            if not arguments.cuts_only:
                loudest, calmest, first = song.parts()
                of = {id(s): measured(song, mapping, scenes, s, arguments.seconds) for s in (loudest, calmest, first)}
                loud, calm, begin = of[id(loudest)][0], of[id(calmest)][0], of[id(first)][0]
                calmer = loudest["energy"] - first["energy"] >= 0.2
                row += [calm, loud / calm, loud / begin if calmer else np.nan, of[id(loudest)][1]]
            rows.append(row)
            print(f"{mapping:13s} {song.name:22s} " + " ".join(f"{value:7.2f}" for value in row), flush=True)
        with np.errstate(all="ignore"):
            print(f"{mapping:13s} {'mean':22s} " + " ".join(f"{v:7.2f}" for v in np.nanmean(rows, 0)), flush=True)


if __name__ == "__main__":
    print(f"{'mapping':13s} {'song':22s} sections    cuts calmest ÷calmest ÷first    beat")
    main()
