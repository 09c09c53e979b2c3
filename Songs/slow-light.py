"""Slow Light: ambience in C, free at first; from bar 7 a pulse at 84 beats a minute, four-four.

bars  1-6   no beat: pads, voices and glass swell and fade, bells fall where they like
bars  7-8   a heartbeat, harp, and a bass under it
bars  9-12  plucked eighths, choir, a slow horn line
bar  13     the last chord, the last heartbeat
"""

from synthesis import synth
from synthesis.notation import Song

song = Song("Slow Light", "Ambient", tempo=84, meter=4, bars=13, lead=0.1, tail=2.6,
            master="remix 1v0.85,2v0.2 1v0.2,2v0.85 treble 5 3500",
            description="Demo song of Reverie: beatless ambience that gains a pulse of 84 bpm.")
FREE, PULSE, FLOW, LAST = 1, 7, 9, 13

# (bar, how many bars, pad, choir): Fmaj9 Em7 Am9 Gsus, then F C/E, Am7 F C/G G, and home to C.
HARMONY = [
    (1, 2, "F3+C4+G4+A4", "C5+E5"), (3, 2, "E3+B3+D4+G4", "B4+G5"), (5, 1, "A3+C4+E4+B4", "C5+E5"),
    (6, 1, "G3+C4+D4+G4", "D5+G5"), (7, 1, "F3+C4+E4+A4", "C5+A5"), (8, 1, "E3+C4+E4+G4", "C5+G5"),
    (9, 1, "A3+C4+E4+G4", "C5+E5"), (10, 1, "F3+C4+E4+A4", "C5+F5"), (11, 1, "G3+C4+E4+G4", "C5+E5"),
    (12, 1, "G3+B3+D4+G4", "B4+D5"), (13, 1.6, "C3+G3+D4+E4+G4", "C5+E5"),
]

pad = song.part("pad", program=89, level=-2.0, reverb=105, chorus=35, duck=0.3, velocity=84)
glass = song.part("glass", program=92, level=-3.0, pan=-0.15, reverb=110, chorus=30, velocity=70,
                  effects="highpass 250")
choir = song.part("choir", program=52, level=-4.0, pan=0.12, reverb=115, chorus=20, duck=0.15, velocity=74)
deep = song.part("deep", program=95, level=-8.0, reverb=60, chorus=20, duck=0.4, velocity=80,
                 effects="lowpass 400")
for bar, bars, chord, voices in HARMONY:
    low = chord.split("+")[0]
    pad.hold(bar, chord, bars * 1.06)
    deep.hold(bar, low[:-1] + str(int(low[-1]) - 1), bars)
    glass.hold(bar + 0.3 * bars, voices.split("+")[1], bars * 0.7)
    if bar >= 3:
        choir.hold(bar, voices, bars)
    quiet, full = (40, 92) if bar < 5 else (64, 104) if bar < FLOW else (84, 108)
    for part in (pad, glass, choir, deep):
        part.swell((bar, quiet), (bar + 0.55 * bars, full), (bar + 0.97 * bars, quiet + 8))

# Bells on no beat: bar and part of it, note.
bells = song.part("bells", program=98, level=6.0, pan=0.2, reverb=115, velocity=66,
                  effects="highpass 200 echo 0.8 0.7 530 0.35 1190 0.2")
FALLING = [(1.37, "G5"), (1.86, "E5"), (2.21, "A5"), (2.79, "C6"), (3.33, "B5"), (3.71, "D6"), (4.44, "G5"),
           (4.83, "E5"), (5.27, "B5"), (5.58, "E6"), (6.13, "D6"), (6.66, "G5")]
for bar, note in FALLING:
    bells.hold(bar, note, 0.8)

# The pulse
heart = song.part("heart", sound=synth.once(synth.heartbeat()), level=-10.0, velocity=92)
for bar in range(PULSE, LAST):
    heart.pattern(bar, "X... x... x... x...", velocity=min(104, 70 + 10 * (bar - PULSE)))
heart.pattern(LAST, "x", bars=0.0625)
song.pulses = [beat for beat, _, _, _ in heart.notes]

harp = song.part("harp", program=46, level=4.0, pan=-0.2, reverb=85, advance=0.005, velocity=74,
                 effects="echo 0.8 0.7 536 0.2")
FLOWING = "A3 C4 E4 G4 | F3 C4 E4 A4 | G3 C4 E4 G4 | G3 B3 D4 G4"
harp.arpeggio(PULSE, "F3 C4 E4 A4 | E3 C4 E4 G4", [0, 2, 3, 2], step=1.0, velocity=62, legato=1.8)
harp.arpeggio(FLOW, FLOWING, [0, 2, 3, 4, 5, 4, 3, 2], step=0.5, legato=1.8)
harp.phrase(LAST, "C3+G3+E4:.5 D4:.5 E4:.5 G4:.5 C5:.5 E5:.5 G5:1", legato=2.5)

pluck = song.part("pluck", sound=synth.plucked, level=-9.0, pan=0.2, velocity=70, duck=0.2,
                  effects="lowpass 3600 echo 0.8 0.7 357 0.3 reverb 40 50 80")
pluck.arpeggio(FLOW, FLOWING, [4, 3, 5, 4, 6, 5, 4, 3], step=0.5, velocity=58, slope=0.6)

bass = song.part("bass", program=33, level=-1.0, reverb=25, advance=0.006, velocity=76)
bass.phrase(PULSE, "F2?:4 | E2?:4 | A2:3 A2?:1 | F2:3 F2?:1 | G2:3 G2?:1 | G2:3 G2?:1 | C2:4", legato=1.0)

horn = song.part("horn", program=60, level=-1.0, pan=-0.08, reverb=105, advance=0.03, velocity=72)
horn.phrase(FLOW, "E4:3 D4:1 | C4:2 A4:2 | G4:3 E4:1 | D4:3 -:1 | E4:4", legato=1.02)
horn.swell((FLOW, 80), (FLOW + 2, 112), (LAST, 92), (LAST + 0.9, 60))

song.hear(PULSE, 6)
song.hear(LAST, 1, beats=1)
