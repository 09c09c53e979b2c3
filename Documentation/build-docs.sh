#!/usr/bin/env bash
# Makes DocC pages of libraries that are already built: make docs. A warning is an error.
#
#   Documentation/build-docs.sh BUILD FOLDER LIBRARY...
#
# BUILD:  where SwiftPM has put the libraries' modules, such as .build/release
# FOLDER: for what is made; the pages are FOLDER/reverie
#
# Not done by swift-docc-plugin: it would be fetched by everybody who builds the program, and builds all of it once more.
set -euo pipefail
build=$1 folder=$2
shift 2
rm -rf "$folder"

# Modules name the C modules that they were made with.
system=$(printf 'Sources/%s\n' CSndFile CFFTW3 COpenBLAS CLibAV)
flags=(-I "$build/Modules" $(printf -- '-I %s ' $system))
for map in "$build"/*.build/module.modulemap "$build"/../../checkouts/Yams/Sources/CYaml/include/module.modulemap; do
  flags+=(-Xcc "-fmodule-map-file=$map")
done
for flag in $(pkg-config --cflags sndfile fftw3f openblas libavformat); do flags+=(-Xcc "$flag"); done

archives=()
for library; do
  mkdir -p "$folder/symbols/$library"
  swift symbolgraph-extract -module-name "$library" -target "$(uname -m)-unknown-linux-gnu" "${flags[@]}" \
    -minimum-access-level public -skip-synthesized-members -output-dir "$folder/symbols/$library"
  docc convert "Sources/$library/Documentation.docc" --additional-symbol-graph-dir "$folder/symbols/$library" \
    --fallback-display-name "$library" --output-path "$folder/$library.doccarchive" ${STRICT---warnings-as-errors}
  archives+=("$folder/$library.doccarchive")
done
docc merge "${archives[@]}" --synthesized-landing-page-name Reverie --output-path "$folder/reverie"
