# SPDX-License-Identifier: Apache-2.0
# A thin face over Meson: each line here is one thing a newcomer wants to do.

SITE ?= site
LISTEN ?= 127.0.0.1:8080

.PHONY: all run test quick fuzz bench discover deb format tidy help clean

all: build/build.ninja          ## build the program: build/broadside
	@ninja -C build

build/build.ninja:
	@tools/deps run
	@meson setup build

run:                            ## make the sample edition in ./site if there is none, and serve it
	@tools/deps run
	@test -f build/build.ninja || meson setup build
	@ninja -C build broadside
	@test -e $(SITE)/site.db || build/broadside demo $(SITE)
	@exec build/broadside serve $(SITE) --listen $(LISTEN)

test:                           ## everything: gcc, clang, sanitizers, fuzzing, browser, validators
	@tools/deps test
	@tools/test full

quick:                          ## unit and golden tests and the house's rules, in seconds
	@tools/deps run
	@tools/test quick

fuzz:                           ## fuzz each parser for SECONDS (60) each; ONLY=name for one
	@tools/deps test
	@tools/test fuzz

bench:                          ## measure it beside nginx; BIG=1 with a million stories as well
	@tools/deps bench
	@test -f build/build.ninja || meson setup build
	@ninja -C build
	@bench/run

discover:                       ## how well search finds, on free collections, beside plain baselines
	@test -f build/build.ninja || meson setup build
	@ninja -C build
	@bench/discover
	@bench/names

deb:                            ## make the Debian package: build-deb/broadside_*.deb
	@tools/deb

format:                         ## lay out the C sources as .clang-format says
	@tools/deps dev
	@git ls-files '*.c' '*.h' | xargs clang-format -i

tidy:                           ## what clang-tidy has to say
	@tools/deps dev
	@test -f build/build.ninja || meson setup build
	@git ls-files 'src/*.c' | xargs clang-tidy -quiet -p build

help:                           ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

clean:                          ## throw away what was built; a site is never touched
	@rm -rf build build-deb build-check-* tests/browser/node_modules
