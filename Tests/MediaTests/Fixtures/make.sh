#!/bin/sh
# Makes the songs in this folder anew; needs FFmpeg and SoX.
set -eu
cd "$(dirname "$0")"
# 1.5 s at 44.1 kHz: silence, and from 0.5 s on a 1 kHz tone that dies away.
sox -n -r 44100 -c 2 -b 16 source.wav synth 1 sine 1000 fade l 0 1 0.95 gain -3 pad 0.5 0
encode() { ffmpeg -v error -y -i source.wav -metadata title="Tön" -metadata artist=Tester "$@"; }
encode -flags bitexact -fflags bitexact tone.flac
encode -flags bitexact -fflags bitexact -b:a 64k tone.mp3
encode -flags bitexact -fflags bitexact -b:a 64k -movflags +faststart tone.m4a
encode -flags bitexact -fflags bitexact -q:a 1 tone.ogg
encode -flags bitexact -fflags bitexact -c:a libopus -b:a 48k tone.opus
ffmpeg -v error -y -f lavfi -i color=red:s=32x32:r=5:d=0.4 -flags bitexact -fflags bitexact -c:v libx264 silent.mp4
# A photo taken with the camera on its side: 16 x 8 pixels, left half red, right half blue, EXIF orientation 6.
convert -size 8x8 xc:red xc:blue +append -quality 95 -sampling-factor 1x1 sideways.jpg
python3 - <<'EXIF'
data = open("sideways.jpg", "rb").read()
tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
body = b"Exif\0\0" + tiff
segment = b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body
open("sideways.jpg", "wb").write(data[:2] + segment + data[2:])
EXIF
convert -size 2x1 xc:'rgba(255,0,0,0.5)' xc:'rgba(0,255,0,1)' +append -depth 8 PNG32:alpha.png
convert -size 1x4 gradient: -rotate -90 -depth 16 -colorspace Gray -define png:bit-depth=16 grey16.png
convert xc:'rgb(10,200,30)' xc:'rgb(250,0,90)' +append -type Palette PNG8:palette.png
rm source.wav
