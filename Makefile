# Two commands are enough:   make   opens the lab      make test   runs every test

PREFIX ?= /usr/local
DESTDIR ?=
RUNS ?= 2000
# Where the random programs of `make soak` begin: another place every time, unless one is named.
ifndef SEED
SEED := $(shell od -An -N4 -tu4 /dev/urandom | tr -d ' ')
endif
BINARY := .build/release/socketlab
SHARE = $(DESTDIR)$(PREFIX)/share/socketlab

# The Swift library inside the executable: it starts in a few milliseconds, and runs where there is no Swift. lld, because
# the GNU linkers warn about a function in Foundation that nobody here calls.
ifeq ($(shell uname -s),Linux)
RELEASE_FLAGS := --static-swift-stdlib -Xswiftc -use-ld=lld
endif

SOURCES := Package.swift $(shell find Sources Lessons -name '*.swift' -o -name '*.[ch]' -o -name module.modulemap)

.PHONY: lab build test sanitize soak bench install uninstall clean help

lab: build
	@exec $(BINARY) $(ARGS)

build: $(BINARY)

# Nothing runs when nothing changed: the second `make` opens the lab at once.
# The manifest lists the files that are not Swift, so that it is to be read anew when a lesson came.
$(BINARY): $(SOURCES)
	@Scripts/setup
	@echo 'Building socketlab (the first time takes some minutes) …'
	@swift build -c release --product socketlab --manifest-cache none $(RELEASE_FLAGS) </dev/null
	@touch $@

test:
	@Scripts/setup tests
	Scripts/test $(TESTFLAGS)

sanitize:
	@Scripts/setup tests
	Scripts/test --scratch-path .build/sanitize --sanitize=thread $(TESTFLAGS)

soak:
	@Scripts/setup tests
	@echo 'The random programs begin at seed $(SEED): the same ones again with make soak SEED=$(SEED)'
	SOCKETLAB_RUNS=$(RUNS) SOCKETLAB_SEED=$(SEED) Scripts/test --filter 'LessonsTests|ReductionTests|RacesTests|RivalryTests|RivalsTests|FootprintRuleTests' $(TESTFLAGS)

bench: build
	@$(MAKE) --no-print-directory -C Benchmarks

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(SHARE)"
	install -s -m 755 $(BINARY) "$(DESTDIR)$(PREFIX)/bin/socketlab"
	rm -rf "$(SHARE)/Lessons" "$(SHARE)/transcripts"
	cp -R Lessons "$(SHARE)/Lessons"
	if [ -d transcripts ]; then cp -R transcripts "$(SHARE)/transcripts"; fi
	find "$(SHARE)" -name __pycache__ -prune -exec rm -rf {} +
	chmod -R u=rwX,go=rX "$(SHARE)"

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/socketlab"
	rm -rf "$(SHARE)"

clean:
	rm -rf .build Benchmarks/.build

help:
	@echo 'make             installs what is missing, builds, opens the lab'
	@echo 'make ARGS="lesson 7"   the same, for one command'
	@echo 'make test        every test'
	@echo 'make sanitize    every test again, watched for data races'
	@echo 'make soak        every lesson RUNS=2000 times; exploring on thousands of random programs (SEED=n: the same again)'
	@echo 'make bench       speed, as ratios against plain C and Python'
	@echo 'make install     to PREFIX=/usr/local (DESTDIR is honoured); make uninstall takes it away'
	@echo 'make clean       removes what was built'
