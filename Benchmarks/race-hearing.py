#!/usr/bin/env python3
"""Races hearing a song against the field's tools: the same song, in turns on one core of one machine.

    python3 Benchmarks/race-hearing.py [--rounds 5] [--only librosa,essentia,aubio] [--song SONG] [--core 0]

Needs ffmpeg, `make build`, librosa and essentia in the Python that runs this, and aubio (Debian's aubio-tools) in the
path; opponents that aren't there are left out.

The song is four minutes of our demo songs, one after the other, as stereo FLAC at 44.1 kHz. What each does with it:

    reverie    everything that `analyze --format json` writes: beats, bars, sections, key, drums, some 50 curves
    librosa    load, beat_track, melspectrogram, chroma_stft and hpss
    essentia   MonoLoader and RhythmExtractor2013 (multifeature): only the beats
    aubio      aubio beat: only the beats

Every run is a process of its own, from its start to its end, decoding included, on one core and with one thread. The
seconds that Python takes to import a library, and librosa to compile itself, aren't counted. The tools take turns, round by round, so that a machine
that slows down slows all; the first round only warms caches. Memory is the most that the process ever held.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
REVERIE = HERE / "../.build/release/reverie"
SONGS = [HERE / "../Songs" / f"{name}.ogg" for name in ("neon-tide", "paper-boats", "slow-light")]
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "NUMBA")}

LIBROSA = """
import sys, time, librosa
def hear(duration=None):
    y, rate = librosa.load(sys.argv[1], duration=duration)
    librosa.beat.beat_track(y=y, sr=rate)
    librosa.feature.melspectrogram(y=y, sr=rate)
    librosa.feature.chroma_stft(y=y, sr=rate)
    librosa.effects.hpss(y)
hear(5)
begin = time.perf_counter()
hear()
print("seconds", time.perf_counter() - begin)
"""

ESSENTIA = """
import sys, time, essentia
essentia.log.warningActive = False
from essentia.standard import MonoLoader, RhythmExtractor2013
begin = time.perf_counter()
RhythmExtractor2013(method="multifeature")(MonoLoader(filename=sys.argv[1])())
print("seconds", time.perf_counter() - begin)
"""


def opponents(only):
    """The command line of each tool that is there, without the song; ours first."""
    has = lambda module: not subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True).returncode
    commands = {
        "librosa": [sys.executable, "-c", LIBROSA] if has("librosa") else None,
        "essentia": [sys.executable, "-c", ESSENTIA] if has("essentia") else None,
        "aubio": ["aubio", "beat"] if shutil.which("aubio") else None,
    }
    there = {"reverie": [str(REVERIE), "analyze", "--no-cache", "--format", "json"]}
    for name in only:
        if commands[name]:
            there[name] = commands[name]
        else:
            print(f"{name} is not installed and left out", file=sys.stderr)
    return there


def four_minutes(folder):
    """Our demo songs, one after the other, over and over, as a FLAC."""
    song = folder / "four-minutes.flac"
    inputs = [word for _ in range(3) for path in SONGS for word in ("-i", str(path))]
    joined = f"concat=n={len(inputs) // 2}:v=0:a=1"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", *inputs, "-filter_complex", joined, "-t", "240", "-ar", "44100", "-ac", "2",
         "-sample_fmt", "s16", str(song)], check=True)
    return song


def run(command, song, core):
    """Seconds that a tool takes for a song, and the most memory it held, in MB."""
    with tempfile.TemporaryFile() as output:
        begin = time.perf_counter()
        process = subprocess.Popen(
            ["taskset", "-c", str(core), *command, str(song)], stdout=output, stderr=subprocess.PIPE,
            env=os.environ | ONE_THREAD)
        problem = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        if status:
            raise RuntimeError(f"{command[0]} failed: {problem.decode().strip()[-300:]}")
        output.seek(0)
        last = (output.read().splitlines() or [b""])[-1].split()
        if last[:1] == [b"seconds"]:
            seconds = float(last[1])
    return seconds, usage.ru_maxrss / 1024


def race(tools, song, rounds, core):
    """Seconds of each round but the first, and memory, by tool."""
    seconds, memory = {name: [] for name in tools}, dict.fromkeys(tools, 0)
    for turn in range(rounds + 1):
        for name, command in tools.items():
            took, held = run(command, song, core)
            memory[name] = max(memory[name], held)
            if turn:
                seconds[name].append(took)
            print(f"round {turn}: {name} {took:.2f} s", file=sys.stderr)
    return seconds, memory


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="turns that each tool gets (5), after one that isn't counted")
    parser.add_argument("--only", default="librosa,essentia,aubio", help="opponents, of librosa, essentia, aubio")
    parser.add_argument("--song", help="a song of yours instead of our four minutes")
    parser.add_argument("--core", type=int, default=0, help="the core to run on (0)")
    args = parser.parse_args()
    if not REVERIE.exists():
        sys.exit(f"{REVERIE} is missing: make build")
    with tempfile.TemporaryDirectory() as folder:
        song = args.song or four_minutes(pathlib.Path(folder))
        seconds, memory = race(opponents(args.only.split(",")), song, args.rounds, args.core)
    ours = statistics.median(seconds["reverie"])
    print("| tool | median | least | beside ours | memory |")
    print("| --- | --- | --- | --- | --- |")
    for name, took in seconds.items():
        median = statistics.median(took)
        print(f"| {name} | {median:.2f} s | {min(took):.2f} s | {median / ours:.1f} | {memory[name]:.0f} MB |")


if __name__ == "__main__":
    main()
