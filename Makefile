# SPDX-License-Identifier: MIT
# coranto: `make help` says what there is.

VERSION := 0.1.0
VARIANT := release
BUILD   := build/$(VARIANT)
# Where the variants lie side by side; a BUILD from the command line holds them all.
ROOM    := $(if $(filter file,$(origin BUILD)),build,$(BUILD))

ifeq ($(origin CC),default)
CC := gcc
endif
PKG_CONFIG ?= pkg-config
INSTALL    ?= install

PREFIX      ?= /usr/local
prefix      := $(PREFIX)
exec_prefix := $(prefix)
bindir      := $(exec_prefix)/bin
datarootdir := $(prefix)/share
datadir     := $(datarootdir)
pkgdatadir  := $(datadir)/coranto
mandir      := $(datarootdir)/man
docdir      := $(datarootdir)/doc/coranto
appdir      := $(datarootdir)/applications
# Where each shell looks for completions.
bashdir     := $(datarootdir)/bash-completion/completions
zshdir      := $(datarootdir)/zsh/site-functions
fishdir     := $(datarootdir)/fish/vendor_completions.d

# What must be on the machine, read by tests/setup. A build need stops the build, a run need
# is told, a test need skips its tests; "-" is part of the system there.
define NEEDS
# for  found by                              apt                   dnf                 pacman        apk               brew
build  cmd:make                              make                  make                make          make              -
build  cc:gcc                                gcc                   gcc                 gcc           gcc               -
build  header:stdlib.h                       libc6-dev             glibc-devel         glibc         musl-dev          -
build  cmd:pkg-config                        pkgconf               pkgconf-pkg-config  pkgconf       pkgconf           pkgconf
build  pkg:ncursesw                          libncurses-dev        ncurses-devel       ncurses       ncurses-dev       ncurses
build  pkg:yaml-0.1                          libyaml-dev           libyaml-devel       libyaml       yaml-dev          libyaml
build  pkg:libcmark                          libcmark-dev          cmark-devel         cmark         cmark-dev         cmark
build  pkg:libcurl                           libcurl4-openssl-dev  libcurl-devel       curl          curl-dev          curl
build  pkg:gumbo                             libgumbo-dev          gumbo-parser-devel  gumbo-parser  gumbo-parser-dev  gumbo-parser
build  pkg:sqlite3                           libsqlite3-dev        sqlite-devel        sqlite        sqlite-dev        sqlite
build  pkg:libutf8proc                       libutf8proc-dev       utf8proc-devel      libutf8proc   utf8proc-dev      utf8proc
build  pkg:libseccomp                        libseccomp-dev        libseccomp-devel    libseccomp    libseccomp-dev    -
run    file:/etc/ssl/certs/ca-certificates.crt ca-certificates       -                   -             ca-certificates   -
test   pkg:cmocka                            libcmocka-dev         libcmocka-devel     cmocka        cmocka-dev        cmocka
test   cmd:tmux                              tmux                  tmux                tmux          tmux              tmux
test   cmd:strace                            strace                strace              strace        strace            -
endef

# Asked for when a recipe first needs them, and once: help and clean work on a bare machine.
PACKAGES   := $(patsubst pkg:%,%,$(filter-out pkg:cmocka,$(filter pkg:%,$(NEEDS))))
PKG_CFLAGS  = $(eval PKG_CFLAGS := $$(shell $(PKG_CONFIG) --cflags $(PACKAGES) | \
                sed 's/-D_[A-Z_]*SOURCE[=0-9]*//g'))$(PKG_CFLAGS)
# libcurl is loaded when it is first asked for: src/base/curl.h.
PKG_LIBS    = $(eval PKG_LIBS := $$(shell $(PKG_CONFIG) --libs \
                $(filter-out libcurl,$(PACKAGES))))$(PKG_LIBS)
CMOCKA      = $(eval CMOCKA := $$(shell $(PKG_CONFIG) --cflags --libs cmocka))$(CMOCKA)
# Protections that not every processor or compiler has.
PROBED      = $(eval PROBED := $$(shell for flag in -fstack-clash-protection -fcf-protection \
                -mbranch-protection=standard; do $(CC) -Werror $$$$flag -S -x c /dev/null \
                -o /dev/null 2>/dev/null && echo $$$$flag; done))$(PROBED)

WARN  := -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wformat=2 -Wvla -Wundef \
         -Wpointer-arith -Wwrite-strings -Werror=implicit-function-declaration
HARD   = -fstack-protector-strong $(PROBED) -fPIE
PIE   := -pie -Wl,-z,relro,-z,now -Wl,--as-needed
SAME  := -ffile-prefix-map='$(CURDIR)'=.
MODE_CFLAGS_release   = -O2 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 $(HARD) $(SAME)
MODE_CFLAGS_debug     = -O0 -g3 $(HARD) $(SAME)
MODE_CFLAGS_asan     := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
                        -fno-omit-frame-pointer
# `make fuzz` alone: clang, and its fuzzer in the place of main().
MODE_CFLAGS_fuzz     := -O2 -g -fsanitize=fuzzer-no-link,address,undefined \
                        -fno-sanitize-recover=all -fno-omit-frame-pointer
MODE_CFLAGS_cover    := -O0 -g --coverage -DNDEBUG -Wno-unused
# Null and uninitialised values are clang-tidy's to find: gcc 12 sees too many that are none.
MODE_CFLAGS_analyze  := -O1 -fanalyzer -Wno-analyzer-null-dereference \
                        -Wno-analyzer-use-of-uninitialized-value
MODE_LDFLAGS_release := $(PIE)
MODE_LDFLAGS_debug   := $(PIE)
MODE_LDFLAGS_asan    := -fsanitize=address,undefined
MODE_LDFLAGS_fuzz    := -fsanitize=fuzzer,address,undefined
MODE_LDFLAGS_cover   := --coverage

# Ours first, so that the user's CPPFLAGS, CFLAGS and LDFLAGS have the last word.
FLAGS   = -std=gnu17 -D_GNU_SOURCE -DVERSION='"$(VERSION)"' -DDATADIR='"$(pkgdatadir)"' -Isrc \
          -include base/banned.h -pthread $(WARN) $(MODE_CFLAGS_$(VARIANT)) $(PKG_CFLAGS) \
          $(CPPFLAGS) $(CFLAGS)
COMPILE = $(CC) $(FLAGS)
LINKING = -pthread $(MODE_LDFLAGS_$(VARIANT)) $(LDFLAGS)
LIBS    = $(PKG_LIBS) -lm -ldl $(LDLIBS)

# V=1 shows the commands themselves, -s nothing.
V     :=
Q     := $(if $(V),,@)
quiet  = $(findstring s,$(filter-out --%,$(firstword -$(MAKEFLAGS))))
say    = $(if $(V)$(quiet),,@printf '  %-5s %s\n' $1 '$2')

# USES_FOLDER: the folder and those it may use, in link order, as src/LAYERS has them.
comma   := ,
LAYERS  := $(shell sed -n '/^[a-z]*:/{s/: */,/;s/  */,/g;p;}' src/LAYERS)
$(foreach l,$(LAYERS),$(eval USES_$(firstword $(subst $(comma), ,$l)) := $(subst $(comma), ,$l)))
FOLDERS := $(filter-out main,$(foreach l,$(LAYERS),$(firstword $(subst $(comma), ,$l))))
reverse  = $(if $1,$(call reverse,$(wordlist 2,99,$1)) $(firstword $1))
objects  = $(patsubst src/%.c,$(BUILD)/%.o,$(sort $(wildcard src/$1/*.c)))
ALL_OBJ := $(foreach f,$(FOLDERS),$(call objects,$f)) $(BUILD)/main.o
ARCHIVES := $(patsubst %,$(BUILD)/%.a,$(call reverse,$(FOLDERS)))
FUZZ_PARTS := cells disk kept_check lines_check oracle pool replay room
FUZZERS  := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(filter-out $(FUZZ_PARTS:%=tests/fuzz/%.c), \
              $(sort $(wildcard tests/fuzz/*.c))))
FUZZ_OBJ := $(patsubst %,$(BUILD)/fuzz/parts/%.o,$(if $(filter fuzz,$(VARIANT)), \
              $(filter-out replay,$(FUZZ_PARTS)),$(FUZZ_PARTS)))
UNIT     := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(sort $(wildcard tests/unit/*.c)))
MANUALS  := $(sort $(wildcard man/*.[15]))
manual    = $(mandir)/man$(subst .,,$(suffix $1))/$(notdir $1)
SEEDS    := $(sort $(wildcard seeds/*))
# FILE>WHERE: what is installed beside program, manual and samples. The program prints some of it.
SHARED    = $(BUILD)/share/completion.bash>$(bashdir)/coranto \
            $(BUILD)/share/completion.zsh>$(zshdir)/_coranto \
            $(BUILD)/share/completion.fish>$(fishdir)/coranto.fish \
            $(BUILD)/share/config.yaml>$(docdir)/examples/config.yaml \
            README.md>$(docdir)/README.md \
            src/share/coranto.desktop>$(appdir)/coranto.desktop
shared_from = $(firstword $(subst >, ,$1))
shared_to   = $(lastword $(subst >, ,$1))
# Paths as words for the shell: DESTDIR alone may hold blanks.
below       = $(foreach path,$1,'$(subst ','\'',$(DESTDIR))$(path)')

SETUP    = CC='$(CC)' PKG_CONFIG='$(PKG_CONFIG)' sh tests/setup
PARALLEL = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 2))
ARGS    := seeds
RUNS    := 100000

.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-print-directory

##@ Use
.PHONY: all run
all: $(BUILD)/coranto  ## build the program (needs what `make setup` installs)

run:  ## set up, build, read the sample articles; ARGS= other folders or options
	@$(SETUP) build run
	@$(MAKE) $(PARALLEL) all
	@$(BUILD)/coranto $(ARGS)

##@ Check
.PHONY: test unit faults lint cover valgrind fuzz bench planted
test:  ## set up, build and run every test; T= some of them by name
	@$(SETUP) build run test
	+@MAKE='$(MAKE)' ROOM='$(ROOM)' KEYS='$(KEYS)' sh tests/run $(T)

unit: $(UNIT)  ## build and run the unit tests alone, in any VARIANT=
	@for test in $^; do $$test || exit 1; done

faults:  ## how many faults of each kind are survived; SLOW=1 with those that take an hour
	+@MAKE='$(MAKE)' ROOM='$(ROOM)' MINUTES='$(MINUTES)' sh tests/fault/survived

lint:  ## shellcheck, cppcheck, clang-tidy, gcc -fanalyzer, scan-build, mandoc
	+@MAKE='$(MAKE)' ROOM='$(ROOM)' sh tests/lint

fuzz:  ## run the fuzz targets with clang; T= some of them, RUNS= how many inputs each
	+@MAKE='$(MAKE)' ROOM='$(ROOM)' RUNS='$(RUNS)' sh tests/fuzz/fuzz $(T)

planted:  ## plant known bugs one by one: the tests must catch each; T= some of them
	@MAKE='$(MAKE)' ROOM='$(ROOM)' sh tests/planted/run $(T)

valgrind:  ## memcheck over the unit tests and over screens
	@ROOM='$(ROOM)' MAKE='$(MAKE)' sh tests/run slow/valgrind

N      := 100000
COPIES := 10
ROUNDS := 3
bench:  ## measure keys, facets and memory on N= made-up articles, against their limits
	+@MAKE='$(MAKE)' ROOM='$(ROOM)' N=$(N) COPIES=$(COPIES) ROUNDS=$(ROUNDS) sh tests/bench/run

cover:  ## the share of lines and branches that the tests run
	@$(SETUP) build run test
	+@MAKE='$(MAKE)' ROOM='$(ROOM)' sh tests/cover

##@ Develop
.PHONY: setup debug asan format clean help
setup:  ## install what is missing to build, run and test
	@$(SETUP) build run test

debug asan:
	@$(MAKE) VARIANT=$@ BUILD=$(ROOM)/$@ all
debug:  ## build without optimising, for gdb
asan:  ## build with the address and undefined behaviour sanitizers

format:  ## clang-format all sources in place
	clang-format -i $(wildcard src/*.[ch] src/*/*.[ch] tests/*.[ch] tests/*/*.[ch])

clean:  ## remove everything built
	rm -rf $(ROOM)

help:  ## this list
	@awk -F ':.*## ' '/^##@/ {print "\n" substr($$0, 5)} /^[a-z-]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' Makefile

##@ Install
.PHONY: install uninstall
install:  ## PREFIX=/usr/local, DESTDIR= and the GNU directories
install: all $(filter $(BUILD)/%,$(foreach s,$(SHARED),$(call shared_from,$s)))
	$(INSTALL) -d $(call below,$(bindir) $(pkgdatadir)/seeds $(mandir)/man1 $(mandir)/man5 \
	    $(sort $(foreach s,$(SHARED),$(dir $(call shared_to,$s)))))
	$(INSTALL) -m 755 $(BUILD)/coranto $(call below,$(bindir)/coranto)
	$(INSTALL) -m 644 $(SEEDS) $(call below,$(pkgdatadir)/seeds)
	$(foreach m,$(MANUALS),$(INSTALL) -m 644 $m $(call below,$(call manual,$m)) &&) :
	$(foreach s,$(SHARED),$(INSTALL) -m 644 $(call shared_from,$s) \
	    $(call below,$(call shared_to,$s)) &&) :

uninstall:  ## remove what install put there
	rm -f $(call below,$(bindir)/coranto $(foreach m,$(MANUALS),$(call manual,$m)) \
	    $(addprefix $(pkgdatadir)/,$(SEEDS)) $(foreach s,$(SHARED),$(call shared_to,$s)))
	-rmdir $(call below,$(pkgdatadir)/seeds $(pkgdatadir) $(docdir)/examples $(docdir))

# The rules behind.

.PHONY: needs FORCE
needs:
	@$(SETUP) --check build

# Rewritten only when a command line changed, so that other flags rebuild everything.
$(BUILD)/flags: FORCE | needs
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(COMPILE) | $(LINKING) $(LIBS))' "$$($(CC) --version)" >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

# So that workers are measured too.
WHOLE_cover := -Isrc tests/cover_workers.c -Wl,--wrap=sandbox_seal,--wrap=_exit

$(BUILD)/coranto: $(BUILD)/main.o $(ARCHIVES) $(filter %.c,$(WHOLE_$(VARIANT)))
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS) $(LINKING) -o $@ $(filter-out %.c,$^) $(WHOLE_$(VARIANT)) $(LIBS)

$(BUILD)/%.o: src/%.c $(BUILD)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

# What the program says of itself, whatever the settings of whoever builds it.
$(BUILD)/share/completion.%: $(BUILD)/coranto
	@mkdir -p $(@D)
	$(Q)XDG_CONFIG_HOME=/nonexistent $< completion $* >$@

$(BUILD)/share/config.yaml: $(BUILD)/coranto
	@mkdir -p $(@D)
	$(Q)XDG_CONFIG_HOME=/nonexistent $< config --example >$@

# The folder itself is a prerequisite: a source that was removed leaves the archive too.
define archive
$(BUILD)/$1.a: $(call objects,$1) src/$1
	$$(call say,AR,$$@)
	@mkdir -p $$(@D)
	@rm -f $$@
	$$(Q)$$(AR) rcsD $$@ $$(filter %.o,$$^)
endef
$(foreach f,$(FOLDERS),$(eval $(call archive,$f)))

# For tests/lint.
.PHONY: print-flags
print-flags:
	@echo $(FLAGS)

# tests/unit/FOLDER_NAME.c links only the archives that FOLDER may use.
.SECONDEXPANSION:
$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/flags \
    $$(foreach f,$$(USES_$$(firstword $$(subst _, ,$$*))),$(BUILD)/$$f.a)
	$(call say,TEST,$<)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -MMD -MP -MF $@.d -MT $@ -o $@ $< $(filter %.a,$^) $(LINKING) $(CMOCKA) $(LIBS)

$(BUILD)/bench/%: tests/bench/%.c $(wildcard tests/bench/*.h) $(BUILD)/flags $(ARCHIVES)
	$(call say,BENCH,$<)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -o $@ $< $(filter %.a,$^) $(LINKING) $(LIBS)

$(BUILD)/ansi2svg: tests/ansi2svg.c tests/ansi2svg_draw.c tests/ansi2svg.h $(BUILD)/flags
	$(call say,LINK,$@)
	$(Q)$(COMPILE) -o $@ $(filter %.c,$^) $(LINKING)

$(BUILD)/pty: $(wildcard tests/pty/*.[ch]) $(BUILD)/flags
	$(call say,LINK,$@)
	$(Q)$(COMPILE) -o $@ $(filter %.c,$^) $(LINKING) $(LIBS)

$(BUILD)/server: $(wildcard tests/server/*.[ch]) $(BUILD)/flags
	$(call say,LINK,$@)
	$(Q)$(COMPILE) -o $@ $(filter %.c,$^) $(LINKING)

$(BUILD)/unsealed: tests/fault/unsealed.c $(BUILD)/flags
	$(call say,LINK,$@)
	$(Q)$(COMPILE) -fno-sanitize=all -o $@ $< $(LINKING) $(LIBS)

$(BUILD)/bounded: tests/fault/bounded.c $(BUILD)/flags
	$(call say,LINK,$@)
	$(Q)$(COMPILE) -o $@ $< $(LINKING)

$(BUILD)/statedb: tests/fault/statedb.c $(BUILD)/flags
	$(call say,LINK,$@)
	$(Q)$(COMPILE) -o $@ $< $(LINKING) $(LIBS)

# Loaded before the C library, so without the sanitizers, and without what would rename its calls.
$(BUILD)/inject.so: tests/fault/inject_calls.c tests/fault/inject.h
$(BUILD)/inject.so $(BUILD)/world.so $(BUILD)/resolver.so: $(BUILD)/%.so: tests/fault/%.c $(BUILD)/flags
	$(call say,LINK,$@)
	$(Q)$(COMPILE) -U_FORTIFY_SOURCE -fno-sanitize=all -fPIC -shared -o $@ $(filter %.c,$^) -ldl

# A fuzz target: with the fuzzer's main() under VARIANT=fuzz, else with one that replays files.
$(BUILD)/fuzz/%: tests/fuzz/%.c $(BUILD)/fuzz/parts.a $(BUILD)/flags $(ARCHIVES)
	$(call say,FUZZ,$<)
	$(Q)$(COMPILE) -Itests/fuzz -MMD -MP -MF $@.d -MT $@ -o $@ $< $(BUILD)/fuzz/parts.a \
	    $(ARCHIVES) $(LINKING) $(LIBS)

$(BUILD)/fuzz/parts.a: $(FUZZ_OBJ)
	$(call say,AR,$@)
	@rm -f $@
	$(Q)$(AR) rcsD $@ $^

# What judges is no part of what is explored: the fuzzer would spend most of its time there.
$(BUILD)/fuzz/parts/%.o: tests/fuzz/%.c $(BUILD)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) $(if $(filter fuzz,$(VARIANT)),-fno-sanitize=fuzzer-no-link) -MMD -MP -c -o $@ $<

.PHONY: fuzzers
fuzzers: $(FUZZERS)

-include $(ALL_OBJ:.o=.d) $(UNIT:=.d) $(FUZZERS:=.d) $(FUZZ_OBJ:.o=.d)
