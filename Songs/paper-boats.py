"""Paper Boats: a waltz in D major, 132 quarter notes a minute, three-four.

bars  1-2   intro: guitar and bass
bars  3-10  first strain: flute
bars 11-18  second strain: cello below, brushes, accordion
bars 19-26  third strain: violin with the flute, strings, glockenspiel; cadence; the last chord in bar 26
"""

from synthesis.notation import Song

song = Song("Paper Boats", "Folk", tempo=132, meter=3, bars=26, lead=0.25, tail=1.9, master="treble 4 4500",
            description="Demo song of Reverie: an acoustic waltz, 132 quarter notes a minute.")
INTRO, FIRST, SECOND, THIRD, LAST = 1, 3, 11, 19, 26

# Harmony, a chord a bar, as the guitar holds it: the bass string first.
CHORDS = {
    INTRO: "D3 F#3 A3 D4 | A2 E3 G3 C#4",  # D A7
    FIRST: """D3 F#3 A3 D4 | C#3 E3 A3 C#4 | B2 F#3 B3 D4 | F#2 F#3 A3 C#4
            | G2 G3 B3 D4 | F#2 F#3 A3 D4 | E3 G3 B3 D4 | A2 E3 G3 C#4""",  # D A/C# Bm F#m G D/F# Em7 A7
    SECOND: """D3 F#3 A3 D4 | C#3 E3 A3 C#4 | B2 F#3 B3 D4 | F#2 F#3 A3 C#4
             | G2 G3 B3 D4 | A2 E3 G3 C#4 | D3 F#3 A3 D4 | D3 F#3 A3 D4""",  # D A/C# Bm F#m G A7 D D
    THIRD: """G2 G3 B3 D4 | G2 E3 A3 C#4 | F#2 F#3 A3 C#4 | B2 F#3 B3 D4
            | E3 G3 B3 D4 | A2 E3 G3 C#4 | D3 F#3 A3 D4""",  # G A/G F#m Bm Em7 A7 D D
}

MELODY = {
    FIRST: """A4:1 D5:1 F#5:1 | E5:2 C#5:1 | D5:1.5 C#5:.5 B4:1 | A4:2 F#4:1
            | B4:1 D5:1 G5:1 | F#5:1.5 E5:.5 D5:1 | E5:1 F#5:.5 G5:.5 B5:1 | A5:2 G5:1""",
    SECOND: """F#5:1.5 G5:.5 A5:1 | E5:2 A5:1 | F#5:1.5 E5:.5 D5:1 | C#5:2 A4:1
             | B4:1 D5:1 B5:1 | A5:1 G5:.5 E5:.5 C#5:1 | D5:2 A4:1 | D5:1 E5:1 F#5:1""",
    THIRD: """G5:1.5 F#5:.5 G5:1 | A5:2 E5:1 | A5:1.5 G5:.5 F#5:1 | F#5:1 D5:1 B4:1
            | E5:1 G5:1 B5:1 | A5:1.5 G5:.5 C#5:1 | D5:2 F#5:1 | D5:3""",
}

guitar = song.part("guitar", program=24, advance=0.0085, level=-2.0, pan=-0.22, reverb=45, velocity=82,
                   effects="treble 5 3000")
bass = song.part("bass", program=32, advance=0.007, level=-1.0, reverb=18, velocity=96)
for bar, chords in CHORDS.items():
    guitar.arpeggio(bar, chords, [0, 2, 3, 1, 3, 2], step=0.5, legato=1.6)
    for index, chord in enumerate(chords.split("|")):
        guitar.hold(bar + index, chord.split()[-1], bars=0.5, velocity=84)
        root = chord.split()[0]
        low = root if root in ("E2", "F#2", "G2", "A2") else root[:-1] + str(int(root[-1]) - 1)
        bass.phrase(bar + index, f"{low}:2 {low}?:1", legato=0.9)
guitar.phrase(LAST, "D3+A3+D4+F#4+A4:3", velocity=70, legato=1.4)
bass.phrase(LAST, "D2:3", legato=1.4)

flute = song.part("flute", program=73, advance=0.018, level=0.5, pan=0.12, reverb=75, velocity=88)
for bar, melody in MELODY.items():
    flute.phrase(bar, melody, legato=1.0)
flute.swell((FIRST, 96), (FIRST + 6, 112), (SECOND, 104), (SECOND + 5, 116), (THIRD, 112), (THIRD + 5, 122),
            (LAST, 108), (LAST + 0.9, 80))

violin = song.part("violin", program=40, advance=0.02, level=1.0, pan=-0.3, reverb=80, velocity=76)
violin.phrase(THIRD, """B4:1.5 A4:.5 B4:1 | C#5:2 C#5:1 | C#5:1.5 B4:.5 A4:1 | D5:1 B4:1 F#4:1
                      | G4:1 B4:1 G5:1 | E5:1.5 C#5:.5 A4:1 | F#4:2 A4:1 | F#4:3""", legato=1.0)
violin.swell((THIRD, 84), (THIRD + 4, 112), (LAST, 96), (LAST + 0.9, 70))

cello = song.part("cello", program=42, advance=0.02, level=1.5, pan=0.3, reverb=75, velocity=74)
cello.phrase(SECOND, """D4:3 | C#4:3 | B3:3 | A3:3 | B3:2 D4:1 | C#4:2 A3:1 | F#3:2 A3:1 | D4:2 A3:1
                      | B3:3 | A3:3 | A3:3 | B3:2 D4:1 | B3:3 | G3:2 A3:1 | A3:3 | A3:3""", legato=1.0)
cello.swell((SECOND, 80), (SECOND + 4, 105), (SECOND + 8, 92), (SECOND + 12, 110), (LAST, 92),
            (LAST + 0.9, 70))

strings = song.part("strings", program=48, advance=0.02, level=-4.0, reverb=90, chorus=15, velocity=70)
strings.phrase(THIRD, """G3+B3+D4:3 | A3+C#4+E4:3 | A3+C#4+F#4:3 | B3+D4+F#4:3 | G3+B3+E4:3 | G3+C#4+E4:3
                       | F#3+A3+D4:3 | F#3+A3+D4:3""", legato=1.0)
strings.swell((THIRD, 70), (THIRD + 5, 112), (LAST, 96), (LAST + 0.9, 70))

accordion = song.part("accordion", program=21, advance=0.018, level=-4.0, pan=0.35, reverb=50, velocity=64)
for bar in (SECOND, THIRD):
    for index, chord in enumerate(CHORDS[bar].split("|")):
        upper = "+".join(chord.split()[1:])
        accordion.phrase(bar + index, f"-:1 {upper}:1 {upper}?:1", legato=0.5)

glockenspiel = song.part("glockenspiel", program=9, advance=0.0085, level=-7.0, pan=-0.4, reverb=90,
                         velocity=70)
glockenspiel.phrase(FIRST + 7, "A5:1 C#6:1 E6:1")
glockenspiel.phrase(SECOND + 7, "F#5:1 A5:1 D6:1")
glockenspiel.phrase(THIRD, """D6:3 | E6:3 | C#6:3 | D6:3 | B5:3 | C#6:1 E6:1 G6:1 | F#6:1 D6:1 A5:1 | D6:3""")

TAP, SLAP, KICK, RIDE = 38, 39, 36, 51
brushes = song.part("brushes", program=40, drums=True, level=0.0, reverb=35, velocity=66)
for bar, bars in ((SECOND, 8), (THIRD, 7)):
    brushes.pattern(bar, "x.....", KICK, step=0.5, velocity=72, bars=bars)
    brushes.pattern(bar, "..x.o.", TAP, step=0.5, bars=bars)
brushes.pattern(THIRD, "x.o.oo", RIDE, step=0.5, velocity=52, bars=7)
brushes.pattern(FIRST + 4, "..o.o.", TAP, step=0.5, bars=4)

song.hear(INTRO, 25)
song.hear(LAST, 1, beats=1)
