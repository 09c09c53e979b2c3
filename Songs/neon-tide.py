"""Neon Tide: house in A minor, 124 beats a minute, four-four.

bars  1-2   intro: kick, closed hats, the arpeggio behind a door that opens
bars  3-6   groove: clap, open hats, off-beat bass, pad, plucked hook
bars  7-10  breakdown: no drums; piano melody, pad, choir, arpeggio
bars 11-12  build-up: snare roll, riser, the dominant
bars 13-20  drop: everything, the hook on the lead, answered an octave higher
bar  21     last chord
"""

from synthesis import synth
from synthesis.notation import Song

song = Song("Neon Tide", "House", tempo=124, meter=4, bars=20, lead=0.25, tail=2.6,
            description="Demo song of Reverie: electronic, 124 bpm, with a breakdown, a build-up and a drop.")
INTRO, GROOVE, BREAKDOWN, BUILD, DROP, END = 1, 3, 7, 11, 13, 21

TURN = "A3 C4 E4 A4 | A3 C4 F4 A4 | G3 C4 E4 G4 | G3 B3 D4 G4"  # Am F C G: the groove and the drop
RISE = "A3 C4 F4 A4 | G3 C4 E4 G4 | F3 A3 D4 F4 | A3 C4 E4 A4"  # F C Dm Am: the breakdown
LIFT = "A3 C4 F4 A4 | G#3 B3 E4 G#4"  # F E: the build-up

HOOK = """A4:.75 E4:.75 C4:.5 E4:1.5 D4:.5 | C4:.75 F4:.75 A4:.5 A4:.75 G4:.75 F4:.5
        | G4:.75 E4:.75 C4:.5 E4:1.5 G4:.5 | D4:.75 G4:.75 B4:.5 B4:.75 A4:.75 G4:.5"""
ANSWER = """A4:.75 E4:.75 C4:.5 E4:1.5 G4:.5 | A4:.75 F4:.75 C5:.5 C5:.75 B4:.75 A4:.5
          | G4:.75 C5:.75 E5:.5 E5:1 D5:.5 C5:.5 | D5:.75 B4:.75 G4:.5 B4:1 D5:.5 G4:.5"""

# Drums
kick = song.part("kick", sound=synth.once(synth.kick()), level=-6.0, velocity=112)
kick.pattern(INTRO, "X... x... x... x...", bars=6).pattern(DROP, "X... x... x... x...", bars=8)
kick.pattern(END, "X", bars=0.0625)
song.pulses = [beat for beat, _, _, _ in kick.notes]

CLAP, SNARE, CLOSED, OPEN, CRASH, SHAKER, LOW_TOM, HIGH_TOM = 39, 38, 42, 46, 49, 70, 43, 48
ELECTRONIC = 25
drums = song.part("drums", program=ELECTRONIC, drums=True, level=-9.0, reverb=22, velocity=92)
drums.pattern(GROOVE, ".... x... .... x...", CLAP, bars=4).pattern(DROP, ".... X... .... X...", CLAP, bars=8)
drums.pattern(INTRO, "..o. ..o. ..o. ..oo", CLOSED, bars=2)
drums.pattern(GROOVE, "..x. ..x. ..x. ..x.", OPEN, velocity=74, bars=4)
drums.pattern(DROP, "..x. ..x. ..x. ..x.", OPEN, velocity=82, bars=8)
drums.pattern(GROOVE, "x.ox x.ox x.ox x.xo", CLOSED, velocity=70, bars=4)
drums.pattern(DROP, "xoxo xoxo xoxo xoxo", CLOSED, velocity=76, bars=8)
drums.pattern(GROOVE + 3.75, ".xxX", SNARE, velocity=84, bars=0.25)
drums.pattern(DROP + 3.75, "..xX", SNARE, velocity=80, bars=0.25)
drums.pattern(DROP + 7.5, "x.x. xxxX", SNARE, velocity=82, bars=0.5)
drums.pattern(BUILD, "x... x... x... x...", SNARE, velocity=62, bars=1)
drums.pattern(BUILD + 1, "x.x. x.x.", SNARE, velocity=76, bars=0.5)
drums.pattern(BUILD + 1.5, "xxxx XxX.", SNARE, velocity=88, bars=0.5)

cymbals = song.part("cymbals", program=0, drums=True, level=-4.0, reverb=50, velocity=96)
for bar in (GROOVE, DROP, DROP + 4, END):
    cymbals.pattern(bar, "x", CRASH, bars=0.0625)

beat = 60 / 124
rising = synth.sweep(7.75 * beat, 250, 6000, swell=2.2)
riser = song.part("riser", sound=synth.once(rising), level=-5.0, velocity=110)
riser.pattern(BUILD, "x", bars=0.0625)
falling = synth.sweep(4 * beat, 5000, 300, swell=-2.5, seed=3)
fall = song.part("fall", sound=synth.once(falling), level=-17.0, velocity=110)
for bar in (BREAKDOWN, DROP):
    fall.pattern(bar, "x", bars=0.0625)

# Bass
bass = song.part("bass", program=38, advance=0.007, level=-1.5, reverb=0, duck=0.7, velocity=104,
                 effects="lowpass 1800")
for bar in (GROOVE, DROP, DROP + 4):
    for offset, root in enumerate(("A1", "F1", "C2", "G1")):
        octave = root[0] + str(int(root[1]) + 1)
        line = f"-:.5 {root}:.5 -:.5 {root}:.5 -:.5 {root}:.5 -:.5 {root}:.25 {octave}:.25"
        if bar > GROOVE:
            line = " ".join([f"-:.25 {root}:.25 {root}:.25 {octave}:.25"] * 4)
        bass.phrase(bar + offset, line, legato=0.85)
bass.phrase(BREAKDOWN, "F1:4 | E1:4 | D2:4 | A1:4 | F1:4 | E1:3.5 -:.5", velocity=74)
bass.phrase(END, "A1:4", velocity=100)

# Harmony
pad = song.part("pad", program=89, level=-10.0, reverb=70, chorus=50, duck=0.6, velocity=80)
strings = song.part("strings", program=50, advance=0.015, level=-13.0, reverb=70, chorus=40, duck=0.75,
                    velocity=84, effects="highpass 180")
turn = "G3+C4+E4+A4:4 | F3+C4+E4+A4:4 | G3+C4+E4+G4:4 | G3+B3+D4+G4:4"
pad.phrase(INTRO, "G3+C4+E4+A4:4 | F3+C4+E4+A4:4", velocity=64)
pad.phrase(GROOVE, turn)
pad.phrase(BREAKDOWN, """F3+C4+E4+A4:4 | G3+C4+E4+G4:4 | F3+A3+D4+F4:4 | A3+C4+E4+A4:4
                       | F3+C4+E4+A4:4 | G#3+B3+E4+G#4:4""")
for bar in (DROP, DROP + 4):
    pad.phrase(bar, turn)
    strings.phrase(bar, turn, up=12)
strings.phrase(BUILD, "F4+A4+C5:4 | E4+G#4+B4:4")
strings.swell((1, 100), (BUILD, 40), (DROP - 0.02, 120), (DROP, 105), (END, 105))
for part in (pad, strings):
    part.phrase(END, "A3+C4+E4+A4:4")

choir = song.part("choir", program=91, level=-13.0, reverb=90, chorus=40, velocity=78)
choir.phrase(BREAKDOWN, "A4+C5:4 | G4+C5:4 | A4+D5:4 | A4+C5:4 | A4+C5:4 | G#4+B4:4")
choir.swell((BREAKDOWN, 60), (BREAKDOWN + 2, 90), (DROP - 0.1, 127))

# Figures
arpeggio = song.part("arpeggio", sound=synth.plucked, level=-9.0, pan=-0.12, duck=0.4, velocity=84,
                     effects="highpass 150 echo 0.8 0.8 242 0.25 363 0.18 reverb 25 50 60")
climb = [0, 2, 3, 4, 2, 3, 5, 3, 0, 2, 3, 4, 5, 4, 3, 2]
arpeggio.arpeggio(INTRO, "A3 C4 E4 A4 | A3 C4 F4 A4", climb, velocity=58, slope=0.8)
arpeggio.arpeggio(GROOVE, TURN, climb)
arpeggio.arpeggio(BREAKDOWN, RISE, climb, velocity=80)
arpeggio.arpeggio(BUILD, LIFT, climb, velocity=84, slope=0.8)
for bar in (DROP, DROP + 4):
    arpeggio.arpeggio(bar, TURN, climb)

pluck = song.part("pluck", program=11, advance=0.0045, level=6.0, pan=0.2, reverb=60, velocity=84,
                  effects="highpass 200 echo 0.8 0.7 363 0.3 726 0.15")
pluck.phrase(GROOVE, HOOK, up=12)

piano = song.part("piano", program=0, advance=0.006, level=6.0, pan=0.08, reverb=80, velocity=80,
                  effects="echo 0.8 0.7 363 0.25 726 0.12")
piano.phrase(BREAKDOWN, """A4:2 C5:1 A4:1 | G4:2 E4:1 G4:1 | F4:1 A4:1 D5:2 | C5:2 B4:1 A4:1
                         | A4:1 C5:1 F5:2 | E5:2 G#4:1 B4:1""", up=12)
piano.phrase(BREAKDOWN, """F3:1 C4 A3 C4 | E3 C4 G3 C4 | D3 A3 F3 A3 | A3 E4 C4 E4
                         | F3 C4 A3 C4 | E3 B3 G#3 B3""", velocity=74, legato=1.3)

lead = song.part("lead", program=81, advance=0.006, level=-6.0, reverb=50, chorus=50, duck=0.25, velocity=92,
                 effects="lowpass 6500 echo 0.8 0.7 363 0.22 726 0.1")
lead.phrase(DROP, HOOK + "|" + ANSWER, up=12)
lead.phrase(END, "A4:4", up=12)
body = song.part("body", program=80, level=-9.5, reverb=40, chorus=20, duck=0.25, velocity=90,
                 effects="lowpass 3500")
body.phrase(DROP, HOOK + "|" + ANSWER)
bells = song.part("bells", program=98, level=-6.0, pan=0.25, reverb=70, velocity=80)
bells.phrase(DROP + 4, ANSWER, up=12)

song.hear(INTRO, 20)
song.hear(END, 1, beats=1)
