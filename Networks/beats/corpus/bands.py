"""Band arrangements: chord charts of a random song form played by MMA in the grooves of its library."""

import functools
import os
import re
import subprocess
import tempfile

import numpy as np

from harmony import melody, progression
from music import DRUM_CHANNEL, read_midi

LIBRARY = "/usr/share/mma/lib"

# Files whose grooves another set already plays, files that only count, and files whose written metre isn't what
# one hears.
LEFT_OUT = re.compile(
    r"^(stdlib/(8beat|basicrock|popballad|ballad|shuffleboggie|trance|funk1|bossanova|samba|ska|swing|"
    r"fastswing|waltz|jazzwaltz|blues|countryswing|tango|hiphop|teamtechno|rhumba|metronome\w*|none|"
    r"afro-cuban|ballad68|68march)|alexis/\w+|casio/(hip-hop|jazzwaltz|swing|tango|samba|ska))\.mma$"
)

USED_GROOVES = {
    "8Beat",
    "BasicRock",
    "PopBallad",
    "Ballad",
    "ShuffleBoggie",
    "Trance",
    "Funk1",
    "BossaNova",
    "Samba",
    "Ska",
    "Swing",
    "FastSwing",
    "Waltz",
    "JazzWaltz",
    "Blues",
    "CountrySwing",
    "Tango",
    "HipHop",
    "TeamTechno",
    "Rhumba",
}

# (quarters a bar in MMA, quarters a beat) for metres whose beat isn't MMA's.
COMPOUND = {"6": (6, 3.0), "6/8": (3, 1.5)}

# Beats a minute to expect of a groove file's name: (pattern, low, high).
TEMPI = [
    ("ballad|slow|serenade|spiritual|ambient|desert|unplugged|88", 46, 92),
    ("hip|rap|soul|r\\+?b|mellow|reggae", 65, 112),
    ("fast|quick|bebop|charleston|polka|dixie|metal|twist|jive|samba|ragtime|foxtrot|2beat|punk|merengue", 120, 244),
    ("dance|house|techno|trance|rave|disco|euro|boneym|electric", 105, 146),
    ("blues|shuffle|funk|fusion", 72, 138),
    ("rock|8beat|pop", 76, 172),
    ("swing|jazz|bigband", 88, 232),
    ("march", 95, 132),
    ("waltz|34", 85, 190),
    ("68|128", 44, 84),
]


@functools.lru_cache(maxsize=None)
def groove_files():
    """Every playable groove file: (path in the library, quarters a bar, quarters a beat, groove names)."""
    found = []
    for folder, _, names in os.walk(LIBRARY):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), LIBRARY)
            if not name.endswith(".mma") or LEFT_OUT.match(path.lower()):
                continue
            with open(os.path.join(LIBRARY, path), encoding="latin-1") as f:
                text = f.read()
            grooves = re.findall(r"^\s*DefGroove\s+(\S+)", text, re.I | re.M)
            times = set(re.findall(r"^\s*Time\s+(\S+)", text, re.I | re.M)) or {"4"}
            if not grooves or len(times) != 1 or USED_GROOVES & set(grooves):
                continue
            time = times.pop()
            quarters, beat = COMPOUND.get(time, (int(time.split("/")[0]), 1.0))
            found.append((path, quarters, beat, tuple(grooves)))
    return sorted(found)


@functools.lru_cache(maxsize=None)
def split_files(heldout):
    """The groove files of the training sets, or the quarter kept for the held-out sets."""
    files = groove_files()
    kept = set(np.random.default_rng(20).permutation(len(files))[: len(files) // 4])
    return [f for i, f in enumerate(files) if (i in kept) == heldout]


def band(rng, heldout=False, seconds=None):
    """A random band clip as Music in seconds."""
    files = split_files(heldout)
    folders = sorted({f[0].split("/")[0] for f in files if not f[0].startswith("zoom")})
    weights = np.array([np.sqrt(sum(f[0].startswith(d) for f in files)) for d in folders])
    folder = rng.choice(folders, p=weights / weights.sum())
    odd = [f for f in files if (f[1] != 4 or f[2] != 1) and not f[0].startswith("zoom")]
    pool = odd if odd and rng.random() < 0.2 else [f for f in files if f[0].startswith(folder + "/")]
    path, quarters, beat, grooves = pool[rng.integers(len(pool))]
    bpm = _tempo(rng, path)
    per_bar = round(quarters / beat)
    bars = max(6, round((seconds or rng.uniform(36, 66)) * bpm / 60 / per_bar))
    chart, bar_grooves = _chart(rng, path, quarters, grooves, bars)
    music = played(chart)
    music.beats = [(i * beat, i % per_bar + 1) for i in range(bars * per_bar)]
    music.length = bars * quarters
    music.info = dict(kind="band", groove=path, grooves=sorted(set(bar_grooves)), bpm=round(bpm, 2), metre=per_bar)
    music.notes = [n for n in music.notes if n.start < music.length - 0.05]
    _strip(rng, music, quarters, bars)
    if rng.random() < 0.3:
        _lead(rng, music, chart, quarters, beat)
    music.notes.sort(key=lambda n: n.start)
    return music.warped(tempo_map(rng, bpm * beat, quarters, bars))


def _tempo(rng, path):
    low, high = 62, 190
    for pattern, a, b in TEMPI:
        if re.search(pattern, path.lower().split("/")[1]):
            low, high = a, b
            break
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def _chart(rng, path, quarters, grooves, bars):
    """An MMA chart of a song form, and the groove of each bar."""
    ends = [g for g in grooves if re.search("end", g, re.I)]
    intros = [g for g in grooves if re.search("intro", g, re.I)]
    fills = [g for g in grooves if re.search("fill|break", g, re.I)]
    mains = [g for g in grooves if g not in ends + intros + fills] or list(grooves)
    mains = list(rng.choice(mains, size=min(len(mains), int(rng.integers(1, 4))), replace=False))
    plan = [None] * bars
    if intros and rng.random() < 0.6:
        intro = intros[rng.integers(len(intros))]
        for i in range(min(bars // 4, int(rng.choice([1, 2, 4])))):
            plan[i] = intro
    if ends and rng.random() < 0.5:
        plan[-1] = plan[-2] = ends[rng.integers(len(ends))]
    phrase, main = int(rng.choice([4, 8, 8, 16])), 0
    for i in range(bars):
        if i % phrase == 0 and i and rng.random() < 0.7:
            main = (main + 1) % len(mains)
        if plan[i] is None:
            fill = fills and i % phrase == phrase - 1 and rng.random() < 0.6
            plan[i] = fills[rng.integers(len(fills))] if fill else mains[main]
    chords = progression(rng, bars, quarters)
    lines, last = [f"RndSeed {rng.integers(10**6)}"], None
    for i, (groove, bar) in enumerate(zip(plan, chords)):
        if groove != last:
            lines.append(f"Groove {path}:{groove}")
            last = groove
        lines.append(f"{i + 1} " + " ".join(bar))
    return "\n".join(lines) + "\n", plan


def played(chart):
    """MMA's playing of a chart, times in quarters."""
    with tempfile.TemporaryDirectory() as folder:
        source, midi = os.path.join(folder, "a.mma"), os.path.join(folder, "a.mid")
        with open(source, "w") as f:
            f.write(chart)
        done = subprocess.run(["mma", "-f", midi, source], capture_output=True, timeout=60)
        if done.returncode or not os.path.exists(midi):
            raise RuntimeError("mma: " + done.stdout.decode("latin-1")[-300:])
        return read_midi(midi)


def _strip(rng, music, quarters, bars):
    """Leave out what other recordings lack: drums, all but bass and keys, or drums for some bars."""
    draw = rng.random()
    drums = [n for n in music.notes if n.channel == DRUM_CHANNEL]
    if draw < 0.13:
        music.notes = [n for n in music.notes if n.channel != DRUM_CHANNEL]
        music.info["without"] = "drums"
    elif draw < 0.22:
        counts = {}
        for n in music.notes:
            if n.channel != DRUM_CHANNEL:
                counts[n.channel] = counts.get(n.channel, 0) + 1
        kept = sorted(counts, key=lambda c: -counts[c])[:2]
        music.notes = [n for n in music.notes if n.channel in kept]
        music.info["without"] = "all but two instruments"
    elif draw < 0.26 and len(drums) > bars * 4:
        music.notes = drums
        music.info["without"] = "all but drums"
    else:
        silent = set()
        if rng.random() < 0.25:
            silent |= set(range(int(rng.choice([2, 4, 8]))))
        if rng.random() < 0.25:
            start, count = int(rng.integers(0, bars)), int(rng.choice([1, 2, 4]))
            silent |= set(range(start, start + count))
        music.notes = [n for n in music.notes if n.channel != DRUM_CHANNEL or int(n.start // quarters) not in silent]
        if silent:
            music.info["bars_without_drums"] = sorted(silent)
    if rng.random() < 0.4:
        shift = int(rng.integers(-4, 4))
        for n in music.notes:
            if n.channel != DRUM_CHANNEL:
                n.pitch = int(min(127, max(0, n.pitch + shift)))
    if rng.random() < 0.4:  # other instruments of the same family
        music.messages = [
            (m[0], m[1], m[2] // 8 * 8 + int(rng.integers(8)))
            if m[1] >> 4 == 0xC and m[1] & 15 != DRUM_CHANNEL and m[2] < 112
            else m
            for m in music.messages
        ]
    for channel in sorted({n.channel for n in music.notes}):
        gain = rng.uniform(0.55, 1.15)
        for n in music.notes:
            if n.channel == channel:
                n.velocity = int(min(127, max(1, n.velocity * gain)))


def _lead(rng, music, chart, quarters, beat):
    """Let an instrument sing a melody over it."""
    rows = [line.split()[1:] for line in chart.splitlines() if line[0].isdigit()]
    channel = 15
    music.program(
        channel, rng.choice([0, 4, 11, 22, 24, 26, 29, 30, 40, 56, 60, 64, 65, 66, 68, 71, 73, 75, 80, 81, 85])
    )
    music.control(channel, 7, rng.integers(70, 110))
    for start, length, pitch, velocity in melody(rng, rows, quarters, beat):
        music.add(start, length, channel, pitch, velocity)


def tempo_map(rng, quarters_a_minute, quarters, bars):
    """When each quarter sounds: a steady clock mostly, else drifting, stepping or slowing."""
    total = quarters * bars
    grid = np.arange(0, total + 8.25, 0.25)
    rate = np.ones_like(grid)
    draw = rng.random()
    if draw < 0.25:  # a band that drifts
        knots = np.cumsum(rng.normal(0, 0.012, int(total // 4) + 4))
        rate *= np.exp(np.interp(grid, np.arange(len(knots)) * 4, knots - knots.mean()))
    elif draw < 0.33:  # two tempi
        rate[grid >= quarters * rng.integers(bars // 3, bars * 2 // 3 + 1)] *= rng.uniform(0.78, 1.28)
    elif draw < 0.38:  # gradually
        rate *= np.exp(np.linspace(0, rng.uniform(-0.25, 0.25), len(grid)))
    if rng.random() < 0.1:  # broaden at the end
        tail = grid > total - quarters * 2
        rate[tail] *= np.linspace(1, rng.uniform(0.55, 0.85), tail.sum())
    step = 0.25 * 60 / quarters_a_minute / rate
    times = np.concatenate([[0], np.cumsum(step)[:-1]])
    lead_in = 0.0 if rng.random() < 0.6 else rng.uniform(0.02, 2.5)

    def when(quarter):
        if quarter <= 0:
            return float(lead_in)
        if quarter >= grid[-1]:
            return float(lead_in + times[-1] + (quarter - grid[-1]) * step[-1] * 4)
        return float(lead_in + np.interp(quarter, grid, times))

    return when
