#!/usr/bin/env python3
"""Make the music that the beat network is trained and tested on, with its exact beats and drum hits.

    python3 corpus.py SET OUT_DIR [--kinds band,piano] [--share 0.5]

SET is one of train, heldout-bands, heldout-patterns, heldout-piano, heldout-odd, heldout-free, form. Writes for each clip NAME.wav
(44.1 kHz, 16 bit), NAME.beats (seconds, TAB, position in the bar), NAME.drums (seconds, TAB, kick, snare, hat, ride,
crash or rim) and NAME.json (what it is), and for form NAME.sections (start, TAB, end, TAB, letter). Clips that are
there already are left alone; the same name always is the same clip.
"""

import argparse
import json
import os
import sys
import traceback
from dataclasses import dataclass

import numpy as np

import arrangements
import bands
import free
import odd
import piano
import scores
import songs
import sound

# Kind: (its maker, share of clips whose drums come from a made-up kit). Their order is part of the clips' seeds.
KINDS = {
    "band": (bands.band, 0.2),
    "pattern": (arrangements.pattern, 0.45),
    "piano": (piano.piano, 0),
    "score": (scores.score, 0),
    "free": (free.free, 0),
    "odd": (odd.odd, 0.3),
    "song": (songs.song, 0.4),
}


@dataclass
class Plan:
    """A set: its seed, whether it plays what is held out of training, and how many clips of each kind it has."""

    seed: int
    heldout: bool
    counts: dict


SETS = {
    "train": Plan(1, False, {"band": 300, "pattern": 300, "piano": 160, "score": 120, "free": 40}),
    "heldout-bands": Plan(2, True, {"band": 40}),
    "heldout-patterns": Plan(3, True, {"pattern": 20}),
    "heldout-piano": Plan(4, True, {"piano": 16, "score": 24}),
    "heldout-odd": Plan(5, True, {"odd": 12}),
    "heldout-free": Plan(7, True, {"free": 16}),
    "form": Plan(6, False, {"song": 16}),
}


def clip(out, kind, index, plan):
    """Make one clip, unless it is there."""
    name = f"{kind}_{index:04d}"
    if os.path.exists(os.path.join(out, name + ".wav")):
        return
    rng = np.random.default_rng([plan.seed, list(KINDS).index(kind), index])
    maker, own_kit = KINDS[kind]
    music = compose(name, lambda: maker(rng, plan.heldout, index) if kind == "odd" else maker(rng, plan.heldout))
    font = sound.HELDOUT_FONT if plan.heldout else sound.choose_font(rng)
    kit = bool(rng.random() < own_kit)
    under = free.noise_of(music, rng) if kind == "free" else None
    waves = sound.play(music, rng, font, kit) if under is None else under
    waves, done = sound.mastered(waves, rng)
    write(out, name, music, waves, dict(music.info, font=os.path.basename(font), own_kit=kit, mastering=done))
    print(name, flush=True)


def compose(name, make):
    """The first music that works out of several tries: not every groove and score can be played."""
    for _ in range(10):
        try:
            return make()
        except (RuntimeError, ValueError) as error:
            print(name, "again:", str(error).strip()[-120:], flush=True)
    raise RuntimeError("no music for " + name)


def write(out, name, music, waves, info):
    """Write a clip's truth and then its sound."""
    base = os.path.join(out, name)
    with open(base + ".beats", "w") as f:
        f.writelines(f"{t:.4f}\t{p}\n" for t, p in music.beats if t < music.length)
    with open(base + ".drums", "w") as f:
        f.writelines(f"{t:.4f}\t{d}\n" for t, d in music.drums())
    with open(base + ".json", "w") as f:
        json.dump(info, f, indent=1, default=lambda o: o.item() if hasattr(o, "item") else list(o))
    if "sections" in info:
        with open(base + ".sections", "w") as f:
            f.writelines(f"{start:.4f}\t{end:.4f}\t{letter}\n" for start, end, letter in info["sections"])
    sound.write_wav(base + ".wav", waves)


def main():
    """Make a set from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=list(SETS))
    parser.add_argument("out")
    parser.add_argument("--kinds", help="only these, separated by commas")
    parser.add_argument("--share", type=float, default=1.0, help="of the set's number of clips; may be above 1")
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    plan = SETS[options.set]
    counts = {
        k: round(n * options.share)
        for k, n in plan.counts.items()
        if not options.kinds or k in options.kinds.split(",")
    }
    order = sorted(
        (index / n, kind, index) for kind, n in counts.items() for index in range(n)
    )  # all kinds from the start
    for _, kind, index in order:
        try:
            clip(options.out, kind, index, plan)
        except Exception:  # one clip's failure must not end the set
            traceback.print_exc()
            sys.stderr.flush()


if __name__ == "__main__":
    main()
