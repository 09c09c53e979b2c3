# make demo: from a bare Debian 12 with a Swift toolchain to a first clip.  make test: everything checked.

PACKAGES := pkg-config libsndfile1-dev libfftw3-dev libopenblas-dev \
	libavformat-dev libavcodec-dev libavutil-dev libavfilter-dev libswscale-dev libswresample-dev \
	libopencv-video-dev libopencv-imgproc-dev
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
DEMO_SONG := Songs/neon-tide.ogg
DEMO_CLIP := demo.mp4
DEMO_FOOTAGE := Footage/big-buck-bunny.mp4
DEMO_FOOTAGE_CLIP := demo-footage.mp4
# Nobody needs the symbols of a program that works: without them it is two thirds as large.
RELEASE := -c release --static-swift-stdlib -Xlinker --strip-all
# A debug build dreams far too slowly to test, hence the release build with testing enabled, in a folder of its own.
TESTED := -c release -Xswiftc -enable-testing --disable-xctest --scratch-path .build-test

.PHONY: demo demo-footage build install uninstall test docs lint lint-pages lint-links packages networks compare

demo: build
	.build/release/reverie render $(DEMO_SONG) -o $(DEMO_CLIP)
	@echo "Your clip: $(CURDIR)/$(DEMO_CLIP)"

# The same song over footage: it goes back and forth, and begins somewhere else with each bar.
demo-footage: build
	.build/release/reverie render $(DEMO_SONG) --footage $(DEMO_FOOTAGE) --footage-end bounce --cuts bar \
		-o $(DEMO_FOOTAGE_CLIP)
	@echo "Your clip: $(CURDIR)/$(DEMO_FOOTAGE_CLIP)"

build: packages
	swift build $(RELEASE) --product reverie

# The program, its completions for three shells and its man pages. DESTDIR goes before PREFIX, for who makes packages.
PREFIX ?= $(HOME)/.local
SHARE = $(DESTDIR)$(PREFIX)/share
MANUAL := .build-manual
install: build
	swift build --package-path .build/checkouts/swift-argument-parser --scratch-path $(MANUAL) \
		--product generate-manual
	rm -rf $(MANUAL)/pages && mkdir $(MANUAL)/pages
	$(MANUAL)/debug/generate-manual .build/release/reverie --multi-page --output-directory $(MANUAL)/pages
	for shell in bash zsh fish; do \
		.build/release/reverie --generate-completion-script $$shell >$(MANUAL)/completions.$$shell || exit; done
	install -D .build/release/reverie "$(DESTDIR)$(PREFIX)/bin/reverie"
	install -Dm644 $(MANUAL)/completions.bash "$(SHARE)/bash-completion/completions/reverie"
	install -Dm644 $(MANUAL)/completions.zsh "$(SHARE)/zsh/site-functions/_reverie"
	install -Dm644 $(MANUAL)/completions.fish "$(SHARE)/fish/vendor_completions.d/reverie.fish"
	install -Dm644 -t "$(SHARE)/man/man1" $(MANUAL)/pages/*

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/reverie" "$(SHARE)/bash-completion/completions/reverie" \
		"$(SHARE)/zsh/site-functions/_reverie" "$(SHARE)/fish/vendor_completions.d/reverie.fish" \
		"$(SHARE)/man/man1"/reverie.1 "$(SHARE)/man/man1"/reverie.*.1

test: packages
	swift test $(TESTED)

# Pages of the libraries' public symbols, to be seen by `python3 -m http.server -d .build-docs/reverie`. They are made from the
# build that is tested; to list the tests is what brings it up to date without building all anew.
LIBRARIES := Media AudioAnalysis Mapping Dreaming Rendering
docs: packages
	swift test list $(TESTED) >/dev/null
	Documentation/build-docs.sh .build-test/release .build-docs $(LIBRARIES)

# More networks, from PyPI: lite2 and squeezenet. Networks/README.md says more.
networks:
	Networks/install.sh

# Whole networks against ONNX Runtime and PyTorch; PYTHON has torch, torchvision, onnx and onnxruntime.
PYTHON ?= python3
COMPARISON ?= .build-comparison
compare: packages
	$(PYTHON) Tests/DreamingTests/Fixtures/compare.py $(COMPARISON)
	REVERIE_COMPARISON=$(abspath $(COMPARISON)) swift test $(TESTED) --filter ComparisonTests \
		| grep -E "gradient|✘|✔ Test run"

lint: lint-pages lint-links
	swift format lint --strict -r -p Sources Tests Package.swift

# The pages' JavaScript. NODE_PATH is where Debian keeps eslint's parts, which another node than Debian's wouldn't find.
lint-pages:
	@$(call install,eslint)
	NODE_PATH=/usr/share/nodejs eslint --format unix Sources/CBundledPages

# The links from one Markdown page to another.
lint-links:
	@command -v python3 >/dev/null || { $(call install,python3); }
	python3 Tests/check-links.py

packages:
	@$(call install,$(PACKAGES))

install = dpkg -s $(1) >/dev/null 2>&1 || { $(SUDO) apt-get update && \
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $(1); }
