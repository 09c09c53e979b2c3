"""Draws the signals of a song: plot-signals.py ANALYSIS.json FOLDER

ANALYSIS.json is what `reverie analyze SONG --format json` writes; FOLDER gets one picture a group of signals.
Needs matplotlib and Pillow.
"""

import io
import json
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

GROUPS = {
    "character": ["loudness", "presence", "centroid", "flatness", "width", "harmonic", "percussive", "voice"],
    "onsets": ["onsetStrength", "lowOnsetStrength", "midOnsetStrength", "highOnsetStrength"],
    "harmony": ["chordChange", "pitchHue"],
    "time": ["beatPhase", "barPhase", "bar", "tempo", "section", "sectionLabel", "sectionPhase", "energy", "buildUp"],
    "bands": ["sub", "bass", "lowMid", "mid", "highMid", "treble"],
}
MAPS = {"harmony": [f"chroma{i}" for i in range(12)], "bands": [f"band{i}" for i in range(24)]}


def draw(song, group, path):
    names, rows = GROUPS[group], MAPS.get(group)
    heights = [1.0] * len(names) + ([2.2] if rows else [])
    figure, axes = plt.subplots(
        len(heights), 1, sharex=True, figsize=(9, 0.75 * sum(heights) + 0.4), squeeze=False,
        gridspec_kw={"height_ratios": heights, "hspace": 0.15})
    axes = axes[:, 0]
    duration = song["duration"]
    for axis, name in zip(axes, names):
        curve = np.array(song["signals"][name])
        time = np.arange(len(curve)) / 100
        if name == "pitchHue":
            axis.scatter(time, curve, c=curve, cmap="hsv", s=2, vmin=0, vmax=1)
        else:
            axis.fill_between(time, curve, step="post" if name == "bar" else None, color="#7a4fa3", lw=0)
        axis.set_ylim(0, max(1.0, curve.max() * 1.05))
        axis.set_ylabel(name, rotation=0, ha="right", va="center", fontsize=8)
        axis.tick_params(labelsize=6)
    if rows:
        picture = np.array([song["signals"][name] for name in rows])
        axes[-1].imshow(
            picture, aspect="auto", origin="lower", cmap="magma", vmin=0, vmax=1,
            extent=(0, duration, -0.5, len(rows) - 0.5))
        axes[-1].set_ylabel(f"{rows[0]}...{rows[-1]}", rotation=0, ha="right", va="center", fontsize=8)
        axes[-1].tick_params(labelsize=6)
    for axis in axes:
        for beat in song["beats"]:
            if beat["position"] == 1:
                axis.axvline(beat["time"], color="#000000", alpha=0.12, lw=0.5)
        axis.set_xlim(0, duration)
    axes[-1].set_xlabel("seconds; thin lines are downbeats", fontsize=7)
    picture = io.BytesIO()
    figure.savefig(picture, dpi=80, bbox_inches="tight")
    plt.close(figure)
    Image.open(picture).convert("RGB").quantize(48, dither=Image.Dither.NONE).save(path, optimize=True)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1]) as file:
        song = json.load(file)
    for group in GROUPS:
        draw(song, group, f"{sys.argv[2]}/signals-{group}.png")


if __name__ == "__main__":
    main()
