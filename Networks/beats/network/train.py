"""Train the beat network on clips whose beats and drums are known.

    python3 train.py CLIPS FEATURES OUT.pt [--minutes M]

CLIPS holds NAME.beats and NAME.drums, FEATURES NAME.f16 (what `beat-network-input` wrote for NAME.wav). A position of
0 among the beats says that nothing tells bars; without NAME.drums nobody knows the drums. Every clip is heard a
little differently each time: faster or slower, higher or lower, through other equalisers, in noise. Saves the moving
average of the weights.
"""

import argparse
import copy
import json
import pathlib
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch

import weights
from network import BANDS, COLUMNS, OUTPUTS, BeatNetwork

RATE = 50.0
GAIN = 150.0
TEN = np.float32(np.log(10))
# How much more often clips of some kinds are heard: there are few of them.
OFTEN = {"piano": 1.5, "score": 1.5}
# What strokes count as.
DRUMS = {"kick": "kick", "snare": "snare", "clap": "snare", "hat": "hat"}


class Clip:
    def __init__(self, name, clips, features):
        self.name = name
        self.features = np.fromfile(features / f"{name}.f16", np.float16).reshape(-1, COLUMNS)
        rows = [line.split() for line in open(clips / f"{name}.beats") if line.strip()]
        self.beats = np.array([float(r[0]) for r in rows])
        self.downbeats = np.array([float(r[0]) for r in rows if int(r[1]) == 1])
        drums = clips / f"{name}.drums"
        strokes = [line.split()[:2] for line in open(drums)] if drums.exists() else []
        self.moments = [self.beats, self.downbeats] + [
            np.array([float(time) for time, kind in strokes if DRUMS.get(kind) == output]) for output in OUTPUTS[2:]
        ]
        info = clips / f"{name}.json"
        self.speech = info.exists() and json.load(open(info)).get("groove") == "speech"
        knows_bars = not rows or any(int(r[1]) > 0 for r in rows)
        self.knows = [1.0, float(knows_bars)] + [float(drums.exists())] * 3


def targets(moments, start, speed, rows):
    """[rows, 5]: 1 at each moment's row, less at its neighbours."""
    out = np.zeros((rows, len(OUTPUTS)), np.float32)
    for column, times in enumerate(moments):
        place = (times - start) / speed * RATE
        place = np.round(place[(place > -2) & (place < rows + 1)]).astype(int)
        for offset, height in ((-1, 0.5), (1, 0.5), (0, 1.0)):
            inside = place + offset
            inside = inside[(inside >= 0) & (inside < rows)]
            out[inside, column] = np.maximum(out[inside, column], height)
    return out


def magnitudes(features):
    """What the logarithms of the bands [rows, 72] were taken of; a song's loud rows add up to about 1."""
    return (np.exp(features[:, :BANDS].astype(np.float32) * TEN) - 1) / GAIN


def voice(speeches, rows, rng):
    """Somebody speaking, higher or lower, as magnitudes [rows, 72]: what voices do to the bands, beat or no beat."""
    features = speeches[rng.integers(len(speeches))].features
    start = rng.integers(max(1, len(features) - rows))
    heard = np.roll(magnitudes(features[start : start + rows]), rng.integers(-6, 7), 1)
    return np.pad(heard, ((0, rows - len(heard)), (0, 0))) * np.float32(10 ** (rng.uniform(-14, 3) / 20))


def excerpt(clip, speeches, rows, rng):
    """A stretch of a clip, heard in one of many ways: features [rows, 76] and targets [rows, 5]."""
    speed = np.exp(rng.uniform(-0.15, 0.15)) if rng.random() < 0.7 else 1.0
    length = len(clip.features) / RATE
    slack = length - rows / RATE * speed
    start = rng.uniform(0, slack) if slack > 0 else rng.uniform(slack, 0) if rng.random() < 0.3 else 0.0
    place = start * RATE + np.arange(rows) * speed
    low = np.floor(place).astype(int)
    part = (place - low)[:, None].astype(np.float32)
    count = len(clip.features)

    def row(index):
        values = clip.features[np.clip(index, 0, count - 1)].astype(np.float32)
        values[(index < 0) | (index >= count)] = 0
        return values

    features = row(low) * (1 - part) + row(low + 1) * part
    x, novelties = magnitudes(features), features[:, BANDS:]
    shift = rng.integers(-5, 6) if rng.random() < 0.6 else 0
    if shift:
        x = np.roll(x, shift, 1)
        x[:, slice(0, shift) if shift > 0 else slice(shift, None)] = 0
    if speeches and rng.random() < 0.2:
        x = np.hypot(x, voice(speeches, rows, rng))
    gain = equaliser(rng) if rng.random() < 0.7 else np.zeros(BANDS)
    if rng.random() < 0.15:
        gain[rng.integers(44, 68) :] = -200
    if rng.random() < 0.1:
        gain[: rng.integers(4, 20)] -= rng.uniform(10, 60)
    x *= np.power(10, (gain + rng.uniform(-9, 6)) / 20).astype(np.float32)
    if rng.random() < 0.3:
        level = np.power(10, (rng.uniform(-60, -26) + equaliser(rng)) / 20).astype(np.float32)
        noise = np.abs(rng.standard_normal(x.shape, np.float32))
        x = np.sqrt(x * x + np.square(level * noise))
    if rng.random() < 0.15:
        novelties = novelties * np.float32(rng.uniform(0, 0.5))
    x = np.log(1 + GAIN * x) / TEN
    return np.concatenate([x, novelties], 1), targets(clip.moments, start, speed, rows)


def equaliser(rng):
    """A smooth gain in dB for each band."""
    return np.interp(np.linspace(0, 6, BANDS), np.arange(7), rng.normal(0, 5, 7))


def batch_of(clips, size, rows, rng):
    x, y, mask = [], [], []
    speeches = [clip for clip in clips if clip.speech]
    often = np.array([OFTEN.get(clip.name.split("_")[0], 1) for clip in clips], float)
    for index in rng.choice(len(clips), size, p=often / often.sum()):
        features, wanted = excerpt(clips[index], speeches, rows, rng)
        x.append(features)
        y.append(wanted)
        mask.append(clips[index].knows)
    return torch.tensor(np.array(x)), torch.tensor(np.array(y)), torch.tensor(np.array(mask, np.float32))[:, None]


# How much a mistake in each output counts.
IMPORTANCE = torch.tensor([1.0, 1.5, 0.8, 1.0, 0.8])


def loss_of(logits, wanted, mask):
    each = torch.nn.functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    return (each * mask * IMPORTANCE).mean()


def clips_of(folder, features):
    """All clips whose beats are known and whose features are there."""
    names = sorted(path.stem for path in features.glob("*.f16"))
    return [Clip(name, folder, features) for name in names if (folder / f"{name}.beats").exists()]


def trained(net, batches, minutes, rate, save):
    """Train the network; the moving average of its weights, which `save` is given now and then."""
    average = copy.deepcopy(net).eval()
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=1e-3)
    begin, losses = time.time(), []
    while (passed := (time.time() - begin) / 60 / minutes) < 1:
        for group in optimiser.param_groups:
            group["lr"] = max(1e-5, rate * min(1, (len(losses) + 1) / 200) * (0.5 + 0.5 * np.cos(np.pi * passed)))
        x, y, mask = next(batches)
        net.train()
        with torch.autocast("cpu", torch.bfloat16):
            logits = net(x)
        loss = loss_of(logits.float(), y, mask)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        losses.append(loss.item())
        with torch.no_grad():
            for mean, value in zip(average.parameters(), net.parameters()):
                mean.lerp_(value, 1 - min(0.999, len(losses) / (len(losses) + 20)))
        if len(losses) % 100 == 0:
            print(f"{passed:5.2f} step {len(losses)} loss {np.mean(losses[-100:]):.4f}", flush=True)
            save(average)
    save(average)


def batches_of(clips, size, rows, rng):
    """Batches without end, each made while the one before is learnt from."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(batch_of, clips, size, rows, rng)
        while True:
            ready = coming.result()
            coming = pool.submit(batch_of, clips, size, rows, rng)
            yield ready


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clips", type=pathlib.Path)
    parser.add_argument("features", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--start", help="go on from these weights, a file of export.py's")
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(2)
    torch.set_flush_denormal(True)
    net = weights.read(args.start) if args.start else BeatNetwork()
    clips = clips_of(args.clips, args.features)
    print(f"{len(clips)} clips")
    batches = batches_of(clips, args.batch, args.rows, np.random.default_rng(args.seed))
    trained(net, batches, args.minutes, args.rate, lambda average: torch.save(average.state_dict(), args.out))


if __name__ == "__main__":
    main()
