"""The kinds of music that `arrangements` knows: their drums, basses, chords, instruments and sections.

Patterns are strings of equal steps over a bar: `X` accented, `x` played, `o` soft, `?` sometimes, `.` silent.
"""

from dataclasses import dataclass

# fmt: off

# An arrangement's instruments, which are also their MIDI channels.
BASS, PAD, COMP, ARP, LEAD = range(5)

# The General MIDI programs to choose from, for each instrument of a kind of band.
SYNTH = {
    BASS: [38, 39, 33, 34, 87, 81],
    PAD: [89, 90, 91, 92, 94, 95, 50, 51, 48, 52],
    COMP: [80, 81, 62, 63, 4, 5, 0, 1, 54, 90],
    ARP: [81, 80, 84, 88, 98, 99, 11, 6, 46, 10],
    LEAD: [80, 81, 82, 84, 87, 85, 54, 73, 75],
}
ROCK = {
    BASS: [33, 34, 33, 36, 32],
    PAD: [16, 18, 48, 50, 19],
    COMP: [29, 30, 27, 28, 25, 0],
    ARP: [27, 25, 26, 4],
    LEAD: [29, 30, 65, 54, 85, 22],
}
POP = {
    BASS: [33, 32, 34, 38, 35],
    PAD: [48, 49, 50, 89, 52, 16],
    COMP: [0, 1, 4, 5, 24, 25, 26, 27, 16],
    ARP: [0, 24, 25, 46, 11, 88],
    LEAD: [53, 54, 65, 66, 73, 71, 56, 80, 85, 40],
}
FUNK = {
    BASS: [36, 37, 33, 39],
    PAD: [16, 17, 48, 50],
    COMP: [27, 28, 7, 4, 16, 61],
    ARP: [7, 28, 61],
    LEAD: [65, 66, 56, 61, 81],
}
FOLK = {
    BASS: [32, 32, 43, 33],
    PAD: [48, 49, 20, 21, 44],
    COMP: [24, 25, 24, 0, 105, 15],
    ARP: [24, 25, 46, 105, 0],
    LEAD: [73, 40, 21, 22, 68, 74, 72],
}
ORCHESTRA = {
    BASS: [43, 42, 58, 45],
    PAD: [48, 49, 44, 52, 60],
    COMP: [45, 48, 60, 61, 0, 46],
    ARP: [46, 45, 0, 8, 11, 68],
    LEAD: [40, 68, 71, 73, 56, 60],
}


@dataclass
class Style:
    """How a kind of music goes; a pattern or name is chosen from each list."""
    low: float  # beats a minute
    high: float
    beats: int  # a bar
    band: dict
    kick: list
    snare: list
    hat: list
    bass: list  # names of BASSES
    comp: list  # names of COMPS, or pad, arp and the note value
    swing: tuple = (0.0,)  # how much later off-beat sixteenths are, in sixteenths
    kits: tuple = (0,)  # General MIDI drum kits
    loose: float = 0.0  # seconds that players stray from the beat
    dance: bool = False  # made of build-ups and drops rather than of verses and choruses
    thirds: bool = False  # beats are divided in three
    share: float = 1.0  # how often it is chosen


STYLES = {
    "house": Style(
        116, 130, 4, SYNTH,
        kick=["X...X...X...X...", "X...X...X...X..?"],
        snare=["....X.......X...", "....X.......X..o", "................"],
        hat=["..x...x...x...x.", "..X.x.X...X...X.", "xxXxxxXxxxXxxxXx", "x.X.x.X.x.X.x.X."],
        bass=["offbeat", "syncopated", "octave"], comp=["stabs", "house", "pad"],
        swing=(0, 0, 0.1, 0.2), kits=(24, 25, 0), dance=True, share=1.5,
    ),
    "techno": Style(
        124, 148, 4, SYNTH,
        kick=["X...X...X...X...", "X...X...X...X.x."],
        snare=["................", "....x.......x...", ".......o....?..o", "....X.......X..."],
        hat=["..x...x...x...x.", "xxxxxxxxxxxxxxxx", "..X...X...X..xX.", "x.X.x.X.x.X.x.X."],
        bass=["rolling", "offbeat", "pulse16"], comp=["stabs", "arp16", "pad"],
        kits=(24, 25), dance=True, share=1.5,
    ),
    "trance": Style(
        128, 144, 4, SYNTH,
        kick=["X...X...X...X..."],
        snare=["....X.......X...", "................"],
        hat=["..x...x...x...x.", "xxXxxxXxxxXxxxXx"],
        bass=["rolling", "offbeat"], comp=["arp16", "pad", "stabs"],
        kits=(24, 25, 0), dance=True,
    ),
    "eurodance": Style(
        126, 152, 4, SYNTH,
        kick=["X...X...X...X..."],
        snare=["....X.......X..."],
        hat=["..x...x...x...x.", "x.X.x.X.x.X.x.X."],
        bass=["offbeat", "octave"], comp=["house", "stabs", "arp16"],
        kits=(24, 0), dance=True,
    ),
    "disco": Style(
        104, 130, 4, POP,
        kick=["X...X...X...X..."],
        snare=["....X.......X..."],
        hat=["..x...x...x...x.", "x.Xxx.Xxx.Xxx.Xx", "xxXxxxXxxxXxxxXx"],
        bass=["octave", "syncopated"], comp=["strum16", "stabs", "pad"],
        loose=0.003, dance=True,
    ),
    "breakbeat": Style(
        100, 142, 4, SYNTH,
        kick=["X..x......X..?..", "X.X.......X.....", "X.....x...X....x", "X..x..x...X....."],
        snare=["....X..o.o..X..o", "....X.......X...", "....X..o....X.o."],
        hat=["x.x.x.x.x.x.x.x.", "xxxxxxxxxxxxxxxx", "..x...x...x...x."],
        bass=["syncopated", "pulse8", "sub"], comp=["stabs", "pad", "arp16"],
        swing=(0, 0.12, 0.25), kits=(0, 24, 25, 8), dance=True, share=1.3,
    ),
    "drum and bass": Style(
        160, 180, 4, SYNTH,
        kick=["X.........X.....", "X.........X..?..", "X.x.......X....."],
        snare=["....X.......X...", "....X..o.o..X...", "....X.o..o..X..o"],
        hat=["x.x.x.x.x.x.x.x.", "..x...x...x...x.", "xxx.xxx.xxx.xxx."],
        bass=["sub", "reese", "syncopated"], comp=["pad", "stabs", "arp16"],
        kits=(0, 24, 8), dance=True, share=1.4,
    ),
    "trap": Style(
        60, 88, 4, SYNTH,
        kick=["X.....x..x......", "X..x......x..x..", "X......x..x...x.", "X.........xx...."],
        snare=["....X.......X...", "....X.......X..?"],
        hat=["xxxxxxxxxxxxxxxx", "x.xxx.xxx.xxx.xx", "xxxxxx?xxxxxxx?x"],
        bass=["808"], comp=["pad", "arp8", "sparse"],
        kits=(25, 24), dance=True, share=1.3,
    ),
    "boom bap": Style(
        78, 102, 4, SYNTH,
        kick=["X.x....x..X.....", "X......x.xX.....", "X..x......Xx....", "X.X.......x..x.."],
        snare=["....X.......X...", "....X..o....X..o"],
        hat=["x.x.x.x.x.x.x.x.", "x.xxx.x.x.xxx.x."],
        bass=["syncopated", "808", "sustained"], comp=["sparse", "stabs", "pad"],
        swing=(0.1, 0.2, 0.3), kits=(0, 8, 25), loose=0.004, share=1.2,
    ),
    "dubstep": Style(
        136, 146, 4, SYNTH,
        kick=["X...............", "X.....x.........", "X..........x....", "X....x........x."],
        snare=["........X.......", "........X......o"],
        hat=["x...x...x...x...", "x.x.x.x.x.x.x.x.", "x..x..x.x..x..x."],
        bass=["wobble", "sub"], comp=["pad", "stabs", "sparse"],
        kits=(24, 25, 16), dance=True, share=0.6,
    ),
    "jersey": Style(
        128, 142, 4, SYNTH,
        kick=["X...X...X..x..x.", "X...X..x..X...x."],
        snare=["....x.......x...", "............X...", "..x...x...x...x."],
        hat=["..x...x...x...x.", "x.x.x.x.x.x.x.x."],
        bass=["808", "sub"], comp=["stabs", "arp8", "pad"],
        kits=(25, 24), dance=True, share=0.6,
    ),
    "reggaeton": Style(
        84, 106, 4, SYNTH,
        kick=["X...X...X...X..."],
        snare=["...x..x....x..x.", "...X..X....X..X."],
        hat=["x.x.x.x.x.x.x.x.", "..x...x...x...x.", "xxxxxxxxxxxxxxxx"],
        bass=["tresillo", "sub"], comp=["stabs", "arp8", "pad"],
        kits=(25, 24, 0), dance=True,
    ),
    "reggae": Style(
        64, 92, 4, POP,
        kick=["........X.......", "X.......X.......", "X...X...X...X..."],
        snare=["........X.......", "....x.......x..."],
        hat=["x.x.x.x.x.x.x.x.", "x..xx..xx..xx..x"],
        bass=["reggae", "syncopated"], comp=["skank", "skank"],
        swing=(0, 0.2, 0.3), loose=0.004,
    ),
    "ska": Style(
        118, 172, 4, POP,
        kick=["X.......X.......", "X...X...X...X...", "X.......X.x....."],
        snare=["....X.......X..."],
        hat=["x.x.x.x.x.x.x.x.", "..x...x...x...x."],
        bass=["walking", "pulse8"], comp=["skank"],
        swing=(0, 0.1), loose=0.004,
    ),
    "funk": Style(
        88, 122, 4, FUNK,
        kick=["X..x..x...x..x..", "X.x....x..X.....", "X..X...x.xx.....", "X.....x...x..x.."],
        snare=["....X..o.o..X..o", "....X..o....X.oo", "....X..o.o.oX..."],
        hat=["xxxxxxxxxxxxxxxx", "x.x.x.x.x.x.x.x.", "x.xxx.xxx.xxx.xx"],
        bass=["funk", "syncopated"], comp=["strum16", "stabs", "clav"],
        swing=(0, 0.1, 0.2), loose=0.004, share=1.4,
    ),
    "rock 8": Style(
        84, 158, 4, ROCK,
        kick=["X.......X.......", "X.......X.x.....", "X.x.....X.......", "X.....x.X.......", "X......xX.x.....",
              "X...x...X...x..."],
        snare=["....X.......X..."],
        hat=["x.x.x.x.x.x.x.x.", "X.o.X.o.X.o.X.o.", "x...x...x...x..."],
        bass=["pulse8", "kick", "syncopated"], comp=["power8", "strum8", "pad"],
        kits=(0, 16, 8), loose=0.005, share=2,
    ),
    "rock 16": Style(
        66, 108, 4, ROCK,
        kick=["X.......X.x.....", "X..x....X.......", "X......x.xx....."],
        snare=["....X.......X...", "....X..o.o..X..."],
        hat=["xxxxxxxxxxxxxxxx", "x.xxx.xxx.xxx.xx"],
        bass=["pulse8", "kick", "syncopated"], comp=["strum16", "power8", "arp8"],
        kits=(0, 16), loose=0.005,
    ),
    "half time": Style(
        120, 172, 4, ROCK,
        kick=["X...............", "X.....x.........", "X..........x..x."],
        snare=["........X......."],
        hat=["x...x...x...x...", "x.x.x.x.x.x.x.x."],
        bass=["kick", "sustained", "pulse8"], comp=["power8", "pad", "strum8"],
        kits=(0, 16), loose=0.005, share=0.5,
    ),
    "punk": Style(
        164, 208, 4, ROCK,
        kick=["X.......X.......", "X.....x.X.......", "X.x.....X.x.....", "X...X...X...X..."],
        snare=["....X.......X...", "..x...x...x...x."],
        hat=["x.x.x.x.x.x.x.x.", "x...x...x...x..."],
        bass=["pulse8"], comp=["power8", "strum8"],
        kits=(0, 16, 8), loose=0.006,
    ),
    "metal": Style(
        96, 190, 4, ROCK,
        kick=["XxXxXxXxXxXxXxXx", "X.xxX.xxX.xxX.xx", "X.x.X.x.X.x.X.x.", "X..X..X..X..X.x."],
        snare=["....X.......X...", "........X......."],
        hat=["x...x...x...x...", "x.x.x.x.x.x.x.x."],
        bass=["pulse16", "kick", "pulse8"], comp=["power16", "power8"],
        kits=(16, 0), loose=0.005,
    ),
    "motown": Style(
        104, 146, 4, POP,
        kick=["X.......X.x.....", "X.....x.X......."],
        snare=["X...X...X...X...", "....X.......X..."],
        hat=["x.x.x.x.x.x.x.x."],
        bass=["walking", "syncopated"], comp=["stabs", "strum8"],
        swing=(0, 0.1), loose=0.004,
    ),
    "train beat": Style(
        92, 136, 4, FOLK,
        kick=["X.......X.......", "X...X...X...X..."],
        snare=["o.x.Xxo.o.x.Xxo.", "xxXxxxXxxxXxxxXx"],
        hat=["................", "..x...x...x...x."],
        bass=["two", "walking"], comp=["strum16", "boomchick"],
        loose=0.005,
    ),
    "pop ballad": Style(
        54, 84, 4, POP,
        kick=["X.......X.......", "X......xX.......", "X.....x...x....."],
        snare=["....X.......X..."],
        hat=["x.x.x.x.x.x.x.x.", "xxxxxxxxxxxxxxxx", "x...x...x...x..."],
        bass=["sustained", "kick"], comp=["arp8", "arp16", "block4", "pad"],
        loose=0.006, share=1.5,
    ),
    "pop": Style(
        88, 132, 4, POP,
        kick=["X.......X.......", "X..x....X.......", "X.....x...X.....", "X...X...X...X..."],
        snare=["....X.......X...", "....X.......X.?."],
        hat=["x.x.x.x.x.x.x.x.", "xxxxxxxxxxxxxxxx", "..x...x...x...x."],
        bass=["pulse8", "kick", "syncopated", "tresillo"], comp=["block4", "arp8", "strum8", "house"],
        kits=(0, 8, 24), loose=0.003, share=2,
    ),
    "synthwave": Style(
        78, 120, 4, SYNTH,
        kick=["X...X...X...X...", "X.......X......."],
        snare=["....X.......X..."],
        hat=["x.x.x.x.x.x.x.x.", "xxxxxxxxxxxxxxxx"],
        bass=["pulse16", "pulse8", "octave"], comp=["arp16", "pad", "stabs"],
        kits=(24, 25), dance=True,
    ),
    "afro": Style(
        98, 128, 4, FUNK,
        kick=["X..x..X...x.....", "X.....X...X....."],
        snare=["......x.....x..x", "...x..x...x.x...", "....x..x..x....."],
        hat=["x.xxx.xxx.xxx.xx", "x.x.x.x.x.x.x.x."],
        bass=["tresillo", "syncopated"], comp=["clav", "arp16", "stabs"],
        loose=0.004,
    ),
    "slow blues": Style(
        48, 80, 4, ROCK,
        kick=["X.....x.....", "X.....X.....", "X....xX....."],
        snare=["...X.....X.."],
        hat=["xxxxxxxxxxxx", "x.xx.xx.xx.x"],
        bass=["walking", "pulse3"], comp=["arp12", "block4", "pad"],
        loose=0.005, thirds=True,
    ),
    "shuffle": Style(
        92, 152, 4, ROCK,
        kick=["X.....X.....", "X..X..X..X..", "X....xX....."],
        snare=["...X.....X.."],
        hat=["x.xx.xx.xx.x", "x..x..x..x.."],
        bass=["walking", "shuffle"], comp=["shuffle", "pad", "block4"],
        loose=0.005, thirds=True, share=1.3,
    ),
    "swing": Style(
        104, 232, 4, POP,
        kick=["o..o..o..o..", "............", "o.....o....."],
        snare=["............", "..?..o.....o", "...o.....o.."],
        hat=["X..X.xX..X.x"],
        bass=["walking"], comp=["comping", "sparse"],
        kits=(32, 40, 0), loose=0.006, thirds=True, share=1.2,
    ),
    "six eight": Style(
        44, 84, 2, POP,
        kick=["X.....", "X....x", "X..x.."],
        snare=["...X.."],
        hat=["xxxxxx", "x.xx.x"],
        bass=["sustained", "pulse3"], comp=["arp12", "block4", "pad"],
        loose=0.005, thirds=True, share=1.3,
    ),
    "twelve eight": Style(
        48, 78, 4, POP,
        kick=["X.....X.....", "X....xX.....", "X.....X..x.."],
        snare=["...X.....X.."],
        hat=["xxxxxxxxxxxx"],
        bass=["sustained", "pulse3", "walking"], comp=["arp12", "pad", "block4"],
        loose=0.005, thirds=True,
    ),
    "jig": Style(
        96, 132, 2, FOLK,
        kick=["X.....", "X..x.."],
        snare=["......", "...x.."],
        hat=["x.xx.x", "......"],
        bass=["pulse1", "two"], comp=["jig", "strum3"],
        loose=0.005, thirds=True, share=0.7,
    ),
    "waltz": Style(
        78, 196, 3, POP,
        kick=["X...........", "X.......x..."],
        snare=["....x...x...", "............", "........X..."],
        hat=["x...x...x...", "x.x.x.x.x.x.", "............"],
        bass=["one", "walking"], comp=["waltz", "arp8", "strum8"],
        loose=0.005, share=1.2,
    ),
    "rock waltz": Style(
        84, 156, 3, ROCK,
        kick=["X...........", "X.....x....."],
        snare=["........X...", "....X...X..."],
        hat=["x.x.x.x.x.x."],
        bass=["pulse8", "kick"], comp=["power8", "arp8", "strum8"],
        loose=0.005, share=0.7,
    ),
    "five": Style(
        88, 190, 5, ROCK,
        kick=["X.....x...X.........", "X...........X.......", "X..x....x...X......."],
        snare=["........X.......X...", "....X...........X...", "........X..........."],
        hat=["x.x.x.x.x.x.x.x.x.x.", "x...x...x...x...x..."],
        bass=["kick", "pulse8", "walking"], comp=["arp8", "power8", "block4"],
        loose=0.005,
    ),
    "seven quarters": Style(
        100, 178, 7, ROCK,
        kick=["X.......X.......X...........", "X.......X...........X......."],
        snare=["....X.......X.......X...X...", "....X.......X...........X..."],
        hat=["x.x.x.x.x.x.x.x.x.x.x.x.x.x."],
        bass=["kick", "pulse8"], comp=["arp8", "power8"],
        loose=0.005, share=0.6,
    ),
    "seven eighths": Style(
        168, 232, 7, POP,
        kick=["X.......x.....", "X.......X...x.", "X.......x...x."],
        snare=["....X.......X.", "....X.....X..."],
        hat=["x.x.x.x.x.x.x.", "x...x...x.x.x."],
        bass=["kick", "pulse1"], comp=["arp4", "block4"],
        loose=0.004, share=0.9,
    ),
    "folk": Style(
        66, 148, 4, FOLK,
        kick=["................", "X.......X......."],
        snare=["................", "....x.......x..."],
        hat=["................", "x.x.x.x.x.x.x.x."],
        bass=["two", "sustained"], comp=["strum16", "strum8", "arp8", "arp16"],
        loose=0.007, share=1.2,
    ),
    "orchestra": Style(
        62, 164, 4, ORCHESTRA,
        kick=["................", "X.......X......."],
        snare=["................", "x...x.xxx...x.x.", "....x.......x..."],
        hat=["................"],
        bass=["pulse8", "two", "sustained"], comp=["ostinato", "block4", "arp8", "pad"],
        kits=(48,), loose=0.008, share=1.3,
    ),
    "orchestra in three": Style(
        72, 188, 3, ORCHESTRA,
        kick=["............", "X..........."],
        snare=["............"],
        hat=["............"],
        bass=["one", "sustained"], comp=["waltz", "ostinato", "arp8"],
        kits=(48,), loose=0.008, share=0.7,
    ),
}

# What basses play, besides "kick" and "808", which follow the kick.
BASSES = {
    "offbeat": "..x...x...x...x.",
    "rolling": ".xxx.xxx.xxx.xxx",
    "pulse16": "xxxxxxxxxxxxxxxx",
    "pulse8": "x.x.x.x.x.x.x.x.",
    "sustained": "x...............",
    "one": "x...............",
    "syncopated": "x..x..x...x..x..",
    "tresillo": "x..x..x.x..x..x.",
    "reggae": "x.....x.x.x...x.",
    "sub": "x.........x.....",
    "funk": "X..x.ox..x.ox.x.",
    "reese": "x.......x.......",
    "walking": "x...x...x...x...",
    "two": "x.......x.......",
    "wobble": "x...x.x.x.x.xxx.",
    "pulse1": "x...x...x...x...",
    "octave": "x.x.x.x.x.x.x.x.",
}

# The same where beats are divided in three.
THIRD_BASSES = {
    "walking": "x..x..x..x..",
    "pulse3": "x.xx.xx.xx.x",
    "shuffle": "x.xx.xx.xx.x",
    "sustained": "x...........",
    "pulse1": "x..x..x..x..",
    "two": "x.....x.....",
}

# When chords are struck: one of these.
COMPS = {
    "stabs": ["..x...x...x...x.", "...x..x....x..x.", "x..x..x.........", "......x.......x.", "....x.......x..."],
    "house": ["x..x..x..x..x.x.", "x.xx.xx.x.xx.xx.", "x..x..x...x.x..."],
    "skank": ["....x.......x...", "..x...x...x...x.", "..xx..xx..xx..xx"],
    "strum8": ["x...x.x...x.x.x.", "x.x.x.x.x.x.x.x.", "x...x.xx..x.x.x."],
    "strum16": ["x.xxx.xxx.xxx.xx", "x..xx.xx..xxx.xx", "xxxxxxxxxxxxxxxx"],
    "block4": ["x...x...x...x...", "x.......x.......", "x.....x...x....."],
    "power8": ["x.x.x.x.x.x.x.x.", "x...x.x.x...x.x.", "x..x..x.x..x..x."],
    "power16": ["x.xxx.xxx.xxx.xx", "xxx.xxx.xxx.xxx."],
    "clav": ["x..x.xx..x.xx.x.", "xx.x.xx.xx.x.xx."],
    "boomchick": ["....x.......x...", "..x...x...x...x."],
    "sparse": ["x...............", "......x.........", "x.........x....."],
    "waltz": ["....x...x...", "....x.x.x.x."],
    "ostinato": ["x.x.x.x.x.x.x.x.", "x.xxx.xxx.xxx.xx", "x.xxx.x.x.xxx.x."],
    "shuffle": ["x.xx.xx.xx.x", "..x..x..x..x"],
    "comping": ["...x.x......", "x....x......", ".....x...x..", "..x.....x..."],
    "jig": ["..x..x..x..x", "x.xx.xx.xx.x"],
    "strum3": ["x.xx.xx.xx.x", "x..x..x..x.."],
}

# Which instruments play in a section: one of these.
LAYERS = {
    "intro": (
        ("hat", "pad", "comp"),
        ("kick", "hat"),
        ("comp",),
        ("pad", "arp"),
        ("comp", "bass"),
        ("kick", "snare", "hat"),
        ("arp",),
    ),
    "verse": (
        ("kick", "snare", "hat", "bass", "comp"),
        ("kick", "snare", "hat", "bass", "lead"),
        ("kick", "snare", "bass", "comp", "lead"),
        ("kick", "hat", "bass", "arp"),
    ),
    "chorus": (
        ("kick", "snare", "hat", "extra", "bass", "comp", "pad", "lead"),
        ("kick", "snare", "hat", "bass", "comp", "arp"),
        ("kick", "snare", "hat", "bass", "comp", "lead", "arp", "extra"),
    ),
    "bridge": (
        ("bass", "pad", "lead"),
        ("kick", "hat", "bass", "comp"),
        ("comp", "lead"),
    ),
    "break": (
        ("pad", "lead"),
        ("pad", "arp"),
        ("comp",),
        ("pad",),
        ("arp", "bass"),
        ("hat", "comp"),
    ),
    "build": (
        ("roll", "pad", "arp"),
        ("roll", "comp", "kick"),
        ("roll", "pad", "bass"),
    ),
    "outro": (
        ("kick", "snare", "hat", "bass"),
        ("comp", "pad"),
        ("pad",),
    ),
}
LAYERS["drop"] = LAYERS["chorus"] + (
    ("kick", "snare", "hat", "extra", "bass", "lead"),
    ("kick", "snare", "hat", "bass"),
    ("kick", "hat", "bass", "arp"),
)
