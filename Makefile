# SPDX-License-Identifier: MIT
# coranto: `make help` says what there is.

VERSION := 0.1.0
VARIANT ?= release
BUILD   ?= build/$(VARIANT)
ifeq ($(origin CC),default)
CC := gcc
endif

FOLDERS  := base config article doc worker page ui cli
PACKAGES := ncursesw yaml-0.1 libcmark libcurl gumbo sqlite3 libutf8proc libseccomp
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PACKAGES) | sed 's/-D_[A-Z_]*SOURCE[=0-9]*//g'))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $$(shell pkg-config --libs $(PACKAGES)))$(PKG_LIBS)

WARN  := -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wformat=2 -Wvla -Wundef \
         -Wpointer-arith -Wwrite-strings -Werror=implicit-function-declaration
HARD  := -fstack-protector-strong -fstack-clash-protection -fcf-protection -fPIE
OURS   = -std=gnu17 -D_GNU_SOURCE -DVERSION='"$(VERSION)"' -Isrc -pthread $(WARN) -MMD -MP \
         -ffile-prefix-map=$(CURDIR)=. $(MODE_CFLAGS)
MODE_CFLAGS_release := -O2 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 $(HARD)
MODE_CFLAGS_debug   := -O0 -g3 $(HARD)
MODE_CFLAGS_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
MODE_LDFLAGS_release := -pie -Wl,-z,relro,-z,now
MODE_LDFLAGS_debug   := -pie -Wl,-z,relro,-z,now
MODE_LDFLAGS_asan    := -fsanitize=address,undefined
MODE_CFLAGS  = $(MODE_CFLAGS_$(VARIANT))
MODE_LDFLAGS = $(MODE_LDFLAGS_$(VARIANT)) -pthread

objects = $(patsubst src/%.c,$(BUILD)/%.o,$(sort $(wildcard src/$1/*.c)))
ALL_OBJ := $(foreach f,$(FOLDERS),$(call objects,$f)) $(BUILD)/main.o
# Archives in link order: each may use those after it (src/LAYERS).
ARCHIVES := $(foreach f,cli ui page worker doc article config base,$(BUILD)/$f.a)

.PHONY: all
all: $(BUILD)/coranto

$(BUILD)/coranto: $(BUILD)/main.o $(ARCHIVES)
	$(CC) $(MODE_LDFLAGS) $(LDFLAGS) -o $@ $(BUILD)/main.o $(ARCHIVES) $(PKG_LIBS) $(LDLIBS)

$(BUILD)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(OURS) $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

define archive
$(BUILD)/$1.a: $(call objects,$1)
	@rm -f $$@
	ar rcsD $$@ $$^
endef
$(foreach f,$(FOLDERS),$(eval $(call archive,$f)))

# Unit tests: tests/unit/FOLDER_NAME.c links only the archives that FOLDER may use.
USES_base    := base
USES_config  := config base
USES_article := article base
USES_doc     := doc base
USES_worker  := worker doc base
USES_page    := page article doc base
USES_ui      := ui page article doc config base
USES_cli     := cli ui page article doc config base
UNIT := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(sort $(wildcard tests/unit/*.c)))

.SECONDEXPANSION:
$(BUILD)/unit/%: tests/unit/%.c $$(foreach f,$$(USES_$$(firstword $$(subst _, ,$$*))),$(BUILD)/$$f.a)
	@mkdir -p $(@D)
	$(CC) $(OURS) $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS) $(MODE_LDFLAGS) $(LDFLAGS) -o $@ $< \
	    $(filter %.a,$^) $(PKG_LIBS) -lcmocka $(LDLIBS)

.PHONY: unit
unit: $(UNIT)
	@for t in $(UNIT); do $$t || exit 1; done

.PHONY: clean
clean:
	rm -rf build

-include $(ALL_OBJ:.o=.d) $(UNIT:=.d)
