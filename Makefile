# The commands of HACKING.md in one place. Meson does the work; this file only remembers how.
#
#   make run     build Marbre and open it (without a display: the tour)
#   make tour    walk through it without a display; pictures in build/tour
#   make check   every test; the last line says how many passed and failed
#   make bench   how soon a key shows in the preview, beside the bare floor; takes half an hour
#                (make bench BENCH=--quick: 5,000 words only, some minutes)
#   make build   compile only
#   make clean   remove the build folders

BUILD ?= build

.PHONY: run tour build bench check clean

run: build
	@build-aux/run $(BUILD)

tour: build
	@build-aux/tour $(BUILD)

build:
	@build-aux/install-deps build
	@[ -f $(BUILD)/build.ninja ] || meson setup $(BUILD) -Dtests=none
	@meson compile -C $(BUILD)

bench: build
	@build-aux/install-deps tour bench
	@[ -f build-bench/build.ninja ] || meson setup build-bench -Dtests=headless
	@ninja --quiet -C build-bench tests/text/test-text-hostile
	@build-bench/tests/text/test-text-hostile -m perf -p /text/hostile/time
	@ninja --quiet -C build-bench tests/bench/bench-sync
	@build-bench/tests/bench/bench-sync
	@tests/servers/with-server wordpress tests/bench/sync.py $(BUILD)
	@/usr/bin/python3 tests/bench/bench.py --source . --build $(BUILD) $(BENCH)

check:
	@build-aux/install-deps build tour check
	@build-aux/check

clean:
	rm -rf $(BUILD) build-check build-asan build-bench
