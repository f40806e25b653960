# cvi: filters that take a corruption scan to a Trakt.tv list. 'make help' says what the targets are.

# Settings, all of them yours to override.
PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
MANDIR ?= $(PREFIX)/share/man
CFLAGS ?= -O2 -g
B      ?= build
FUZZ_SECONDS ?= 60
VERSION = 0.1.0

# What the programs are made with; --as-needed keeps libcurl (8 ms of start-up) out of the pure filters.
PKGS      = libcurl jansson libpcre2-8 yaml-0.1 libutf8proc
TEST_PKGS = criterion libmicrohttpd
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
       -Wwrite-strings -Wvla -Wformat=2 -Wundef -Wswitch-enum $(if $(WERROR),-Werror)
# Asked for once, and only when something is compiled: a fresh machine may not have pkg-config yet.
PKG_CFLAGS    = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PKGS)))$(PKG_CFLAGS)
PKG_LIBS      = $(eval PKG_LIBS := $$(shell pkg-config --libs $(PKGS)))$(PKG_LIBS)
TEST_PKG_LIBS = $(eval TEST_PKG_LIBS := $$(shell pkg-config --libs $(TEST_PKGS)))$(TEST_PKG_LIBS)
COMPILE = $(CC) -std=c17 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -DCVI_VERSION='"$(VERSION)"' \
          -Ilib -Itests/support $(PKG_CFLAGS) $(WARN) $(SAN) $(CPPFLAGS) $(CFLAGS)
LINK    = $(CC) $(SAN) -Wl,--as-needed $(CFLAGS) $(LDFLAGS)
LIBS    = $(PKG_LIBS) $(LDLIBS)

# What there is: adding a file needs no edit here.
LIB     := $(patsubst %.c,$(B)/%.o,$(wildcard lib/*.c))
BIN     := $(patsubst cmd/%.c,$(B)/bin/%,$(wildcard cmd/*.c))
SUPPORT := $(patsubst %.c,$(B)/%.o,$(wildcard tests/support/*.c))
SANDBOX := $(patsubst %.c,$(B)/%.o,$(wildcard tests/sandbox/*.c))
UNIT    := $(patsubst tests/unit/%.c,$(B)/test/%,$(wildcard tests/unit/test_*.c))
SYSTEM  := $(patsubst %.c,$(B)/test/%,$(notdir $(wildcard tests/cmd/test_*.c tests/pipe/test_*.c)))
FUZZ    := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
SCRIPTS := scripts/cvi-trakt-sync scripts/corrupt-video-inspector
OBJ     := $(LIB) $(SUPPORT) $(SANDBOX) $(patsubst %.c,$(B)/%.o,$(wildcard cmd/*.c tests/*/*.c))

all: $(BIN) ## build the programs (build/bin)

$(B)/have-build:
	@mkdir -p $(@D)
	@INSTALL_DEPS=no scripts/install-deps build
	@touch $@

# Rewritten only when the flags change, so that a change of flags rebuilds everything, once.
$(B)/flags: FORCE | $(B)/have-build
	@echo '$(subst ','\'',$(COMPILE))' | cmp -s - $@ || echo '$(subst ','\'',$(COMPILE))' >$@

$(B)/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(COMPILE) -MMD -MP -c -o $@ $<

$(B)/libcvi.a: $(LIB)
	@rm -f $@
	$(AR) rcs $@ $^

$(B)/libsupport.a: $(SUPPORT)
	@rm -f $@
	$(AR) rcs $@ $^

$(B)/bin/%: $(B)/cmd/%.o $(B)/libcvi.a
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ $(LIBS)

$(B)/test/trakt-sandbox: $(SANDBOX) $(B)/libcvi.a
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ $(TEST_PKG_LIBS) $(LIBS)

$(B)/test/%: $(B)/tests/unit/%.o $(B)/libsupport.a $(B)/libcvi.a
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ $(TEST_PKG_LIBS) $(LIBS)

$(B)/test/%: $(B)/tests/cmd/%.o $(B)/libsupport.a $(B)/libcvi.a
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ $(TEST_PKG_LIBS) $(LIBS)

$(B)/test/%: $(B)/tests/pipe/%.o $(B)/libsupport.a $(B)/libcvi.a
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ $(TEST_PKG_LIBS) $(LIBS)

TESTED = $(BIN) $(UNIT) $(SYSTEM) $(B)/test/trakt-sandbox

check: ## install what the tests need, build, and run all tests
	@scripts/install-deps build test
	@+$(MAKE) --no-print-directory $(TESTED)
	@scripts/run-tests $(B) $(notdir $(UNIT) $(SYSTEM))

deps: ## install what building, testing and linting need
	@scripts/install-deps build test lint

clean: ## remove everything that was built
	rm -rf build

help: ## say what the targets are
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 18

FORCE:
.PHONY: all check deps clean help FORCE
.SECONDARY: $(OBJ)
-include $(OBJ:.o=.d)
