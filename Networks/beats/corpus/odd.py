"""What trips listeners up: odd metres, pauses, fermatas, pick-ups, rubato, swing, sudden tempi."""

import arrangements
import piano
import scores
from music import Music, Note


def paused(music, beat, seconds):
    """The music with a silence of some seconds just before one of its beats."""
    at = music.beats[beat][0] - 0.03
    out = Music([], [], [], music.length + seconds, dict(music.info, pause=[round(at, 2), round(seconds, 2)]))
    for n in music.notes:
        if n.start < at:
            out.notes.append(Note(n.start, min(n.length, max(0.05, at - n.start)), n.channel, n.pitch, n.velocity))
        else:
            out.notes.append(Note(n.start + seconds, n.length, n.channel, n.pitch, n.velocity))
    out.messages = [(m[0] + (seconds if m[0] >= at else 0),) + tuple(m[1:]) for m in music.messages]
    out.beats = [(t + (seconds if t >= at else 0), p) for t, p in music.beats]
    return out


def stopping(name):
    """A maker of band music that stops for several seconds at a bar line in its middle."""

    def make(rng, heldout):
        music = arrangements.pattern(rng, heldout, name=name)
        downbeats = [i for i, (_, p) in enumerate(music.beats) if p == 1]
        return paused(music, downbeats[len(downbeats) // 2], rng.uniform(2.5, 6))

    return make


def stopping_piano(rng, heldout):
    """A piano that stops for several seconds within a bar."""
    music = piano.piano(rng, heldout)
    return paused(music, len(music.beats) * 2 // 5, rng.uniform(2, 5))


def until(maker, wanted):
    """A maker that tries again until its music's info is wanted."""

    def make(rng, heldout):
        for _ in range(200):
            music = maker(rng, heldout)
            if wanted(music.info):
                return music
        raise ValueError("nothing of the kind")

    return make


def styled(name):
    """A maker of one style."""
    return lambda rng, heldout: arrangements.pattern(rng, heldout, name=name)


MAKERS = [
    ("five", styled("five")),
    ("seven", styled("seven eighths")),
    ("six", styled("six eight")),
    ("seven_quarters", styled("seven quarters")),
    ("fermata", until(piano.piano, lambda i: i["fermatas"])),
    ("pickup", until(piano.piano, lambda i: i["pickup"])),
    ("rubato_score", until(scores.score, lambda i: i["freedom"] > 0.6)),
    ("pause_rock", stopping("rock 8")),
    ("swing", styled("swing")),
    ("pause_piano", stopping_piano),
    ("rubato_waltz", until(piano.piano, lambda i: i["metre"] == 3 and i["freedom"] > 0.4)),
    ("pause_house", stopping("house")),
]


def odd(rng, heldout=False, index=0):
    """The odd piece of a number, as Music in seconds."""
    name, make = MAKERS[index % len(MAKERS)]
    music = make(rng, heldout)
    music.info["oddity"] = name
    return music
