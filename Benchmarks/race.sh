#!/usr/bin/env bash
# Races a zoom-loop clip against the same dream in PyTorch, one after the other, several times, on all processors.
#
#   Benchmarks/race.sh PYTHON TUNNEL.py [ROUNDS]
#
# PYTHON:    an interpreter with torch, numpy and pillow
# TUNNEL.py: a script that takes "tunnel OUT_DIR --frames 96" and prints "X s a frame": 512x288, 3 octaves, 2 steps each
# The current folder must hold the weights that TUNNEL.py wants. Build first: make build.
set -euo pipefail
python=$1 tunnel=$2 rounds=${3:-3}
here=$(cd "$(dirname "$0")" && pwd)
reverie=$here/../.build/release/reverie
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$python" - "$work/silence.wav" <<'PY'
import sys, wave
with wave.open(sys.argv[1], "wb") as f:
    f.setparams((1, 2, 44100, 0, "NONE", ""))
    f.writeframes(bytes(2 * 4 * 44100))
PY

for round in $(seq "$rounds"); do
  theirs=$("$python" "$tunnel" tunnel "$work/frames" --frames 96 | grep -o '^[0-9.]*')
  begin=$(date +%s.%N)
  "$reverie" render "$work/silence.wav" -o "$work/clip.mp4" --mapping "$here/race.yaml" >/dev/null 2>&1
  ours=$(echo "($(date +%s.%N) - $begin) / 96" | bc -l)
  printf 'round %d: PyTorch %.3f s a frame, Reverie %.3f s a frame, %.2f times as fast\n' \
    "$round" "$theirs" "$ours" "$(echo "$theirs / $ours" | bc -l)"
done
