#!/bin/bash
# Makes the footage in `footage/` anew; needs FFmpeg 5.1 with x264, x265, libvpx, libaom and zimg, and Python.
set -euo pipefail
cd "$(dirname "$0")"
rm -rf footage && mkdir footage && cd footage

ff() { ffmpeg -v error -y -bitexact "$@" -flags +bitexact -fflags +bitexact -map_metadata -1 -threads 1 "$output"; }

# N frames, 10 a second, 64 x 48: on the left a grey of 16 + 6 · n, on the right something that moves.
moving() { echo "testsrc2=s=${2:-64x48}:r=${3:-10},trim=end_frame=$1,format=yuv420p,\
geq=lum='if(lt(X,W/2),16+6*N,lum(X,Y))':cb='if(lt(X,W/4),128,cb(X,Y))':cr='if(lt(X,W/4),128,cr(X,Y))'"; }
to() { output=$1; shift; ff -f lavfi -i "$(moving "$frames")" "$@"; }

frames=30
x264=(-c:v libx264 -preset slow -crf 30)
output=h264.mp4 ff -f lavfi -i "$(moving 30)" -f lavfi -i sine=d=3:r=16000 "${x264[@]}" -g 10 -bf 3 \
  -c:a aac -b:a 16k
to open-gop.ts "${x264[@]}" -x264-params open-gop=1:keyint=8:min-keyint=8:bframes=3:scenecut=0
to open-gop.mkv -c:v libx265 -preset medium -crf 34 -x265-params log-level=none:keyint=8:min-keyint=8:bframes=3:scenecut=0:info=0:pools=none:frame-threads=1
to raw.h264 "${x264[@]}" -g 10 -bf 2
to old.avi "${x264[@]}" -g 10 -bf 2
to mpeg4.avi -c:v mpeg4 -q:v 8 -g 10 -bf 2
to refresh.ts "${x264[@]}" -x264-params intra-refresh=1:keyint=10
to vp9.webm -c:v libvpx-vp9 -crf 50 -b:v 0 -g 10 -auto-alt-ref 1 -lag-in-frames 8
frames=10
to av1.mp4 -c:v libaom-av1 -crf 50 -b:v 0 -cpu-used 6 -g 5
to mpeg2.mpg -c:v mpeg2video -q:v 8 -g 5 -bf 2
to animated.gif -vf "split[a][b];[a]palettegen[p];[b][p]paletteuse"
to animated.apng -plays 0
frames=4
to prores.mov -c:v prores_ks -profile:v 0 -qscale:v 20 -vendor apl0
to ten-bit.mp4 -vf format=yuv420p10le "${x264[@]}"
output=odd.webm ff -f lavfi -i "$(moving 4),scale=65:49" -c:v libvpx-vp9 -crf 50 -b:v 0
to wide-pixels.mp4 -vf setsar=4/3 "${x264[@]}"

# Shows 6 frames at 0, 0.1, 0.5, 0.55, 1.2 and 1.3 s.
frames=6
to variable.mkv -vf "settb=1/1000,setpts='1000*(0.1*gte(N,1)+0.4*gte(N,2)+0.05*gte(N,3)+0.65*gte(N,4)+0.1*gte(N,5))'" \
  -vsync passthrough -enc_time_base 1/1000 "${x264[@]}" -bf 2
# Red, green, blue and white quarters, turned by no quarter; the tests change its matrix.
output=quarters.mp4 ff -f lavfi -i "color=red:s=32x24:r=10:d=0.2[a];color=lime:s=32x24:r=10:d=0.2[b];\
color=blue:s=32x24:r=10:d=0.2[c];color=white:s=32x24:r=10:d=0.2[d];[a][b]hstack[e];[c][d]hstack[f];[e][f]vstack" \
  -vf format=yuv420p "${x264[@]}"
# A bar that moves by 4 pixels a field, over a still pattern: 20 fields a second.
field="color=gray:s=64x48:r=20,trim=end_frame=12,format=yuv420p,geq=lum='if(between(X,4*N,4*N+9),220,40)':cb=128:cr=128"
output=interlaced.mkv ff -f lavfi -i "$field" -vf interlace=lowpass=off "${x264[@]}" -crf 18 \
  -flags +ildct+ilme -x264-params tff=1:keyint=3
output=interlaced.mov ff -f lavfi -i "$field" -vf interlace=lowpass=off,format=yuv422p10le -c:v prores_ks -profile:v 0 \
  -qscale:v 8 -vendor apl0 -flags +ildct+ilme -top 1

# Eight bars, black to white, in the ways that video has of writing colours.
python3 - <<'PPM'
colours = [(0, 0, 0), (255, 0, 0), (0, 255, 0), (0, 0, 255), (200, 120, 40), (30, 90, 160), (128, 128, 128), (255, 255, 255)]
for width, height, name in [(64, 48, "bars.ppm"), (1280, 720, "large-bars.ppm")]:
    row = b"".join(bytes(c) * (width // 8) for c in colours)
    open(name, "wb").write(b"P6 %d %d 255\n" % (width, height) + row * height)
PPM
bars() { # name, matrix, range, format, tagged
  local tags=(); [ "$5" = tagged ] && tags=(-colorspace "$2" -color_range "$3")
  # swscale's own names for matrices are others than the tags.
  local matrix=${2/smpte170m/bt601}; matrix=${matrix/bt2020nc/bt2020}
  output=$1 ff -loop 1 -r 10 -i "${6:-bars.ppm}" -frames:v 2 \
    -vf "scale=out_color_matrix=$matrix:out_range=$3:flags=accurate_rnd+full_chroma_int+bicubic,format=$4" \
    "${tags[@]}" -c:v "${7:-ffv1}" ${8:-}
}
bars bars-601-limited.mkv smpte170m tv yuv444p tagged
bars bars-601-full.mkv smpte170m pc yuv444p tagged
bars bars-709-limited.mkv bt709 tv yuv420p tagged
bars bars-709-full.mkv bt709 pc yuv422p tagged
bars bars-2020-limited.mkv bt2020nc tv yuv420p10le tagged
bars bars-untagged.mkv smpte170m tv yuv420p untagged
bars bars-untagged-720.mp4 bt709 tv yuv420p untagged large-bars.ppm libx264 "-qp 4"
output=bars-rgb.mkv ff -loop 1 -r 10 -i bars.ppm -frames:v 2 -pix_fmt gbrp -c:v ffv1

# Half-transparent red on the left, opaque green on the right.
alpha="color=red@0.5:s=32x48:r=10:d=0.2,format=rgba[a];color=lime:s=32x48:r=10:d=0.2,format=rgba[b];[a][b]hstack"
output=alpha.mov ff -f lavfi -i "$alpha" -c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le -qscale:v 8 -vendor apl0
output=alpha.webm ff -f lavfi -i "$alpha" -c:v libvpx-vp9 -pix_fmt yuva420p -crf 20 -b:v 0
output=alpha.gif ff -f lavfi -i "color=black@0:s=32x48:r=10:d=0.2,format=rgba[a];color=lime:s=32x48:r=10:d=0.2,format=rgba[b];[a][b]hstack,\
split[c][d];[c]palettegen=reserve_transparent=1[p];[d][p]paletteuse"

# HDR greys of 0, 26 (a mid grey), 203 (paper white), 1000 and 4000 cd/m², 13 pixels each, in PQ; and HLG's.
hdr() { # name, transfer, five levels of 10 bits
  output=$1 ff -f lavfi -i "color=black:s=65x49:r=10:d=0.2,format=yuv444p10le,\
geq=lum='if(lt(X,13),$3,if(lt(X,26),$4,if(lt(X,39),$5,if(lt(X,52),$6,$7))))':cb=512:cr=512,format=yuv420p10le" \
    -color_trc "$2" -color_primaries bt2020 -colorspace bt2020nc -color_range tv -c:v ffv1
}
hdr hdr-pq.mkv smpte2084 64 397 573 723 854
hdr hdr-hlg.mkv arib-std-b67 64 397 721 850 940

# 64 x 48 for half a second, then 48 x 64.
frames=5
to size-1.ts "${x264[@]}" -bf 0 -muxdelay 0
output=size-2.ts ff -f lavfi -i "$(moving 5 48x64)" "${x264[@]}" -bf 0 -muxdelay 0 -output_ts_offset 0.5
cat size-1.ts size-2.ts >size-change.ts
# One frame.
frames=1
to one-frame.mp4 "${x264[@]}"
# A song with its cover.
output=cover.m4a ff -i ../tone.m4a -i ../alpha.png -map 0 -map 1 -c copy -disposition:v attached_pic
output=large.png ff -f lavfi -i "color=black:s=4000x8000[a];color=white:s=4000x8000[b];[a][b]hstack" -frames:v 1 -pix_fmt monob
output=bars.webp ff -i bars.ppm -quality 95
output=bars.tif ff -i bars.ppm
output=bars.bmp ff -i bars.ppm
rm bars.ppm large-bars.ppm size-1.ts size-2.ts
