# cvi: filters from a scan for corrupt video files to a Trakt.tv list. 'make help' lists the targets.

# Quotes a string as one word for the shell.
quoted = '$(subst ','\'',$(1))'

# 'make -f DIRECTORY/Makefile' in another directory, or with a link to the Makefile, works like 'make -C
# DIRECTORY'.
# Relative names on the command line, and the secrets of secrets-init, are relative to the directory where make
# was started. The make below sets STARTED_IN on its command line.
STARTED_IN = .
IN_PLACE := $(or $(filter command,$(origin STARTED_IN)),$(and $(filter Makefile,$(lastword $(MAKEFILE_LIST))), \
            $(shell [ -h Makefile ] && [ ! -d lib/base ] && [ ! -d scripts/packaging ] || echo yes)))
ifeq ($(IN_PLACE),)
TOP    := $(shell file=$$(printf %s $(call quoted,$(MAKEFILE_LIST)) | sed 's/^ //'); \
            while [ -h "$$file" ]; do cd "$$(dirname "$$file")"; file=$$(readlink "$$(basename "$$file")"); done; \
            cd "$$(dirname "$$file")" && pwd -P)
GOALS  := $(or $(MAKECMDGOALS),all)
# Prints NAME=VALUE for the other make, if the value is a relative name.
from_here = $(if $($(1)),$(if $(filter /%,$(firstword $($(1)))),,$(call quoted,$(1)=$(CURDIR)/$($(1)))))

.PHONY: $(GOALS) in-top
$(GOALS): in-top
	@:
in-top:
	@+$(MAKE) --no-print-directory -C $(call quoted,$(TOP)) STARTED_IN=$(call quoted,$(CURDIR)) $(call from_here,DESTDIR) $(call from_here,B) $(GOALS)
else

# Settings; all of them can be overridden.
PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
MANDIR ?= $(PREFIX)/share/man
BASH_COMPLETIONS ?= $(PREFIX)/share/bash-completion/completions
ZSH_COMPLETIONS  ?= $(PREFIX)/share/zsh/site-functions
FISH_COMPLETIONS ?= $(PREFIX)/share/fish/vendor_completions.d
DOCDIR ?= $(PREFIX)/share/doc/cvi
# If one of these is empty, the licence or the units are not installed.
LICENSEDIR ?= $(PREFIX)/share/licenses/cvi
USER_UNITS ?= $(PREFIX)/share/systemd/user
# The list of installed files for 'make uninstall'; if empty, no list is written.
MANIFEST ?= $(PREFIX)/share/cvi/installed
CFLAGS ?= -O2 -g
B      ?= build
ifneq ($(words $(B)),1)
$(error B: '$(B)': a directory without blanks in its name is required)
endif
FUZZ_SECONDS ?= 60
STORM_RUNS ?= 1000
STORM_SEED ?= 1
STORM_OPTIONS ?=
VERSION = 0.1.0
# 'make V=1' shows the commands.
Q = $(if $(V),,@printf '  %-4s %s\n' $(1) $@;)

# The libraries; with --as-needed, a program is linked only with those that it uses. libcurl, which
# takes 8 ms to load, is loaded when the first request is sent (lib/http/curl.c), with dlopen(3), which
# is in a separate library on older systems.
PKGS      = libcurl jansson libpcre2-8 yaml-0.1 libutf8proc sqlite3 zlib libzip
DL_LIBS   = -ldl
TEST_PKGS = criterion libmicrohttpd
# Libraries of the HTTP/2 front. Without them it is not built, and its tests are skipped.
HTTP2_PKGS = libnghttp2 gnutls
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
       -Wwrite-strings -Wvla -Walloca -Wformat=2 -Wundef -Wswitch-enum -Wno-missing-field-initializers $(if $(WERROR),-Werror)
# Run once, and only if something is compiled, because a new machine may not have pkg-config yet.
PKG_CFLAGS    = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PKGS)))$(PKG_CFLAGS)
PKG_LIBS      = $(eval PKG_LIBS := $$(shell pkg-config --libs $(PKGS)))$(PKG_LIBS)
TEST_PKG_LIBS = $(eval TEST_PKG_LIBS := $$(shell pkg-config --libs $(TEST_PKGS)))$(TEST_PKG_LIBS)
# Debian's hardening flags, which make bugs harder to exploit: known bounds are checked, returns are guarded,
# addresses are random and relocations are read-only. Sanitizers have their own checks, and _FORTIFY_SOURCE
# needs optimization. 'make HARDEN= HARDEN_LINK=' builds without these flags.
OPTIMIZED   = $(if $(filter -O1 -O2 -O3 -Os -Og -Ofast,$(lastword $(filter -O%,$(CFLAGS)))),yes)
HARDEN      = $(if $(SAN),,-fstack-protector-strong -fstack-clash-protection $(if $(OPTIMIZED),$(if $(findstring _FORTIFY_SOURCE,$(CPPFLAGS) $(CFLAGS)),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2))) -fPIE
HARDEN_LINK = -pie -Wl,-z,relro,-z,now
HTTP2_LIBS    = $(eval HTTP2_LIBS := $$(shell pkg-config --libs $(HTTP2_PKGS)))$(HTTP2_LIBS)
HTTP2         = $(eval HTTP2 := $$(shell pkg-config --exists $(HTTP2_PKGS) 2>/dev/null && echo yes))$(HTTP2)
COMPILE = $(CC) -std=c17 -pthread -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -DCVI_VERSION='"$(VERSION)"' \
          -iquotelib -iquotetests/support $(PKG_CFLAGS) $(WARN) $(HARDEN) $(SAN) $(CPPFLAGS) $(CFLAGS)
LINK    = $(CC) -pthread $(SAN) $(HARDEN_LINK) -Wl,--as-needed $(CFLAGS) $(LDFLAGS)
LIBS    = $(PKG_LIBS) $(LDLIBS) $(DL_LIBS)

# The sources. Adding a file needs no change here.
LIB     := $(patsubst %.c,$(B)/%.o,$(wildcard lib/*/*.c)) $(B)/lib/page/asset.o
BIN     := $(patsubst cmd/%.c,$(B)/bin/%,$(wildcard cmd/*.c))
HELPERS := $(patsubst cmd/libexec/%.c,$(B)/bin/%,$(wildcard cmd/libexec/*.c))
SUPPORT := $(patsubst %.c,$(B)/%.o,$(wildcard tests/support/*.c))
SANDBOX := $(patsubst %.c,$(B)/%.o,$(wildcard tests/sandbox/*.c))
HOSTILE := $(patsubst %.c,$(B)/%.o,$(wildcard tests/hostile/*.c))
FRONT   := $(patsubst %.c,$(B)/%.o,$(wildcard tests/front/*.c))
STORM   := $(patsubst %.c,$(B)/%.o,$(wildcard tests/storm/*.c))
UNIT    := $(patsubst tests/unit/%.c,$(B)/test/%,$(wildcard tests/unit/test_*.c))
SYSTEM  := $(patsubst %.c,$(B)/test/%,$(notdir $(wildcard tests/cmd/test_*.c tests/pipe/test_*.c)))
FUZZ    := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
SCRIPTS := scripts/cvi-trakt-sync scripts/corrupt-video-inspector scripts/import-gate
OBJ     := $(LIB) $(SUPPORT) $(SANDBOX) $(HOSTILE) $(patsubst %.c,$(B)/%.o,$(wildcard cmd/*.c cmd/libexec/*.c tests/*/*.c))
PACKERS := $(addprefix scripts/packaging/,check-containerfile check-musl check-recipes install-files make-changelog make-deb make-dist play-containerfile try-programs)
HEADERS := $(patsubst %.h,$(B)/%.header,$(wildcard lib/*/*.h))
SOURCES := $(wildcard lib/*/*.[ch] cmd/*.[ch] cmd/libexec/*.[ch] tests/*/*.[ch])
PAGES   := $(wildcard man/*.[1-8])
UNITS   := $(wildcard scripts/packaging/systemd/*)
DOCS    := $(patsubst %,$(B)/doc/%,$(wildcard README.md docs/*.md scripts/packaging/README.md))
NAMES   := $(notdir $(BIN) $(wildcard $(SCRIPTS)))
SECRETS := docker/secrets/trakt_client_id.txt docker/secrets/trakt_client_secret.txt
SECRET_trakt_client_id.txt     = CLIENT_ID
SECRET_trakt_client_secret.txt = CLIENT_SECRET

# Several jobs run unless -j is given. For lint, the output of each job stays together if make supports this.
LINTS   = lint-format lint-scripts lint-completions lint-checks lint-gcc lint-clang lint-musl lint-cppcheck lint-tidy
JOBS    = $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
FASTER  = --no-print-directory $(if $(findstring -j,$(MAKEFLAGS)),,-j$(JOBS))
ALIGNED = $(if $(filter output-sync,$(.FEATURES)),-Otarget)

all: $(BIN) $(HELPERS) $(B)/completions/made $(DOCS) ## build the programs (build/bin), the completions and the docs to install

# Completions are made from the option tables of the programs.
$(B)/completions/made: $(BIN) $(HELPERS) $(SCRIPTS) scripts/make-completions scripts/completion.bash
	$(call Q,MAKE)scripts/make-completions $(B)
	@touch $@

$(B)/have-build:
	@mkdir -p $(@D)
	@INSTALL_DEPS=no scripts/install-deps build
	@touch $@

# This file is rewritten only when the flags change, so that changed flags rebuild everything once.
$(B)/flags: FORCE | $(B)/have-build
	@echo '$(subst ','\'',$(COMPILE))' | cmp -s - $@ || echo '$(subst ','\'',$(COMPILE))' >$@

$(B)/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(call Q,CC)$(COMPILE) -MMD -MP -c -o $@ $<

# Checks that a header compiles on its own, and can be included twice.
$(B)/%.header: %.h $(B)/flags
	@mkdir -p $(@D)
	$(call Q,CC)$(COMPILE) -MMD -MP -MT $@ -MF $@.d -include $< -x c -c -o $@ $<

# The style sheet and the script of the page are C strings, one per line, because compilers need not
# accept long strings.
$(B)/lib/page/asset.c: lib/page/page.css lib/page/page.js $(firstword $(MAKEFILE_LIST))
	@mkdir -p $(@D)
	@{ echo '#include "page/parts.h"'; for kind in css js; do echo "const char *const page_$$kind[] = {"; \
	    sed -e 's/[\\"]/\\&/g' -e 's/.*/    "&\\n",/' lib/page/page.$$kind && echo '    0};' || exit; done; } >$@.new && mv $@.new $@

$(B)/lib/page/asset.o: $(B)/lib/page/asset.c $(B)/flags
	$(call Q,CC)$(COMPILE) -MMD -MP -c -o $@ $<

$(B)/libcvi.a: $(LIB)
	@rm -f $@
	$(call Q,AR)$(AR) qcs $@ $^

$(B)/libsupport.a: $(SUPPORT)
	@rm -f $@
	$(call Q,AR)$(AR) qcs $@ $^

$(B)/bin/%: $(B)/cmd/%.o $(B)/libcvi.a
	@mkdir -p $(@D)
	$(call Q,LINK)$(LINK) -o $@ $^ $(LIBS)

# The filters with a picker that reports members which are read but not listed (tests/reads). It is
# linked before the picker of the library.
$(B)/reads/%: $(B)/cmd/%.o $(B)/tests/reads/pick.o $(B)/libcvi.a
	@mkdir -p $(@D)
	$(call Q,LINK)$(LINK) -o $@ $^ $(LIBS)

# The programs that only scripts run; in the build directory, they are beside the others.
$(B)/bin/%: $(B)/cmd/libexec/%.o $(B)/libcvi.a
	@mkdir -p $(@D)
	$(call Q,LINK)$(LINK) -o $@ $^ $(LIBS)

$(B)/test/trakt-sandbox: $(SANDBOX) $(B)/libcvi.a
	@mkdir -p $(@D)
	$(call Q,LINK)$(LINK) -o $@ $^ $(TEST_PKG_LIBS) $(LIBS)

$(B)/test/hostile: $(HOSTILE) $(B)/libcvi.a
	@mkdir -p $(@D)
	$(call Q,LINK)$(LINK) -o $@ $^ -pthread $(LIBS)

$(FRONT): private CPPFLAGS += $(shell pkg-config --cflags $(HTTP2_PKGS) 2>/dev/null)

$(B)/test/front: $(FRONT) $(B)/libcvi.a
	@mkdir -p $(@D)
	$(call Q,LINK)$(LINK) -o $@ $^ $(HTTP2_LIBS) $(LIBS)

$(B)/test/storm: $(STORM) $(B)/libsupport.a $(B)/libcvi.a
	@mkdir -p $(@D)
	$(call Q,LINK)$(LINK) -o $@ $^ $(LIBS)

$(B)/test/damage: $(B)/tests/scan/damage.o
	@mkdir -p $(@D)
	$(call Q,LINK)$(LINK) -o $@ $^

$(B)/test/make-zip: $(B)/tests/export/make-zip.o
	@mkdir -p $(@D)
	$(call Q,LINK)$(LINK) -o $@ $^

$(B)/test/%: $(B)/tests/unit/%.o $(B)/libsupport.a $(B)/libcvi.a
	@mkdir -p $(@D)
	$(call Q,LINK)$(LINK) -o $@ $^ $(TEST_PKG_LIBS) $(LIBS)

$(B)/test/%: $(B)/tests/cmd/%.o $(B)/libsupport.a $(B)/libcvi.a
	@mkdir -p $(@D)
	$(call Q,LINK)$(LINK) -o $@ $^ $(TEST_PKG_LIBS) $(LIBS)

$(B)/test/%: $(B)/tests/pipe/%.o $(B)/libsupport.a $(B)/libcvi.a
	@mkdir -p $(@D)
	$(call Q,LINK)$(LINK) -o $@ $^ $(TEST_PKG_LIBS) $(LIBS)

# crash.c defines functions of the C library, which _FORTIFY_SOURCE would turn into inline functions.
$(B)/tests/crash/crash.o $(B)/lint/tests/crash/crash.tidy: private HARDEN = -fPIE

# A preloaded library that ends a program at a given call, or makes the call fail.
$(B)/test/crash.so: tests/crash/crash.c $(B)/flags
	@mkdir -p $(@D)
	$(call Q,CC)$(CC) -std=c17 $(WARN) -O1 -g -fPIC -shared -o $@ $< -ldl

$(B)/test/bench-match: $(B)/tests/bench/chance.o $(B)/tests/bench/junk.o
$(B)/test/bench-%: $(B)/tests/bench/bench-%.o $(B)/libcvi.a
	@mkdir -p $(@D)
	$(call Q,LINK)$(LINK) -o $@ $^ $(LIBS)

# A fuzzer has its own main; only 'make fuzz' builds fuzzers, with clang.
$(B)/fuzz/%: $(B)/tests/fuzz/%.o $(B)/libcvi.a
	@mkdir -p $(@D)
	$(LINK) -fsanitize=fuzzer -o $@ $^ $(LIBS)

# Each file has a stamp, so that a second lint checks only changed files.
# The path-sensitive analyzer skips unit tests, because it needs minutes for Criterion's macros.
# STATES limits its work on a function. 225000 is clang's own limit. With 75000, it takes less than half the
# time, and in eight measured files it missed hardly a block of code (debug.Stats).
STATES ?= 225000
$(B)/lint/tests/unit/%.tidy: TIDY = --checks=-clang-analyzer-*
$(B)/lint/states: FORCE
	@mkdir -p $(@D)
	@echo '$(STATES)' | cmp -s - $@ || echo '$(STATES)' >$@
$(B)/lint/%.tidy: %.c .clang-tidy $(B)/lint/states $(wildcard lib/*/*.h tests/*/*.h)
	@mkdir -p $(@D)
	@clang-tidy --quiet $(TIDY) $< -- $(wordlist 2,99,$(COMPILE)) -Xclang -analyzer-config -Xclang max-nodes=$(STATES) 2>$@.log || { cat $@.log >&2; exit 1; }
	@touch $@

# The files that the cases use, and those that all tests use.
CASED  = $(BIN) $(HELPERS) $(B)/completions/made $(B)/test/test_cases $(B)/test/trakt-sandbox $(B)/test/hostile $(B)/test/crash.so \
         $(B)/test/make-zip $(B)/test/bench-catalog $(if $(HTTP2),$(B)/test/front)
READERS = $(addprefix $(B)/reads/cvi-,parse match add plan keep report)
TESTED = $(CASED) $(UNIT) $(SYSTEM) $(READERS) $(B)/test/storm $(B)/test/damage

# The Debian package is tested by root on Debian and its derivatives; elsewhere the test reports the
# skipped parts.
PACKAGED = $(if $(filter no,$(INSTALL_DEPS)),,$(if $(wildcard /etc/debian_version),$(if $(filter 0,$(shell id -u)),package package-test)))

check: ## install the packages for the tests, build, and run all tests
	@scripts/install-deps build test $(PACKAGED)
	@scripts/install-deps browser || echo 'check: without a browser, the tests of the page are skipped' >&2
	@scripts/install-deps http2 || echo 'check: without nghttp2, the tests over HTTP/2 are skipped' >&2
	@+$(MAKE) --no-print-directory tested
	@scripts/run-tests $(B) $(notdir $(UNIT) $(SYSTEM))

check-package: ## build and check the tarball and the Debian package
	@scripts/install-deps build $(PACKAGED)
	@scripts/check-package

# The second run shows the cases that could not be rewritten.
update: $(CASED) ## build, and rewrite the expectations of failing cases (CVI_CASES=cvi-match: only some); then check git diff
	@unset CVI_BIN; CVI_BUILD=$(B) CVI_UPDATE=1 $(B)/test/test_cases || CVI_BUILD=$(B) $(B)/test/test_cases

# Prints the files that cases use and that are missing or older than their sources; builds nothing.
# Changed flags are ignored, because test_cases, which runs this, does not know the flags of the build.
unbuilt:
	@fresh() { MAKEFLAGS= $(MAKE) -q -o $(B)/flags -o $(B)/have-build B=$(B) "$$@" >/dev/null 2>&1; }; \
	    fresh $(CASED) || for file in $(CASED); do \
	        if [ ! -e $$file ]; then echo "$$file: missing"; \
	        else fresh $$file || echo "$$file: older than its sources"; fi; done

demo: ## install missing packages, build, and run everything once with a stand-in for Trakt
	@scripts/install-deps build test
	@+$(MAKE) $(FASTER) $(BIN) $(HELPERS) $(B)/test/trakt-sandbox
	@scripts/demo $(B)

sandbox: $(B)/test/trakt-sandbox ## run the stand-in Trakt server by hand
	@exec $< --demo

picture: $(B)/bin/cvi-report ## update docs/page.png, the picture of a report in README.md
	@scripts/install-deps test browser
	@CVI_BUILD=$(B) sh tests/page/picture.sh docs/page.png

lint: ## check code, scripts and pages with all tools
	@scripts/install-deps build test lint
	@scripts/install-deps http2 || echo 'lint: without nghttp2, only the layout of tests/front is checked' >&2
	@scripts/install-deps musl || echo 'lint: without musl-gcc, no file is compiled against musl' >&2
	@+$(MAKE) $(FASTER) $(ALIGNED) -k $(LINTS)

lint-format:
	@clang-format --dry-run -Werror $(SOURCES)

# If the build uses gcc with WERROR, its objects have no warnings; otherwise gcc compiles everything here.
lint-gcc: $(if $(and $(filter gcc,$(CC)),$(WERROR)),objects,lint-gcc-objects)
lint-gcc-objects:
	@+$(MAKE) --no-print-directory -s B=build/lint-gcc CC=gcc WERROR=1 objects

# clang-tidy also reports clang's warnings in each source. This compiles the rest: each header on its
# own, and the sources that make writes.
lint-clang: $(patsubst %.h,$(B)/lint/%.clang,$(wildcard lib/*/*.h)) $(B)/lint/lib/page/asset.clang
CLANG_ONLY = clang $(wordlist 2,99,$(COMPILE)) -Werror -fsyntax-only
$(B)/lint/%.clang: %.h $(wildcard lib/*/*.h)
	@mkdir -p $(@D)
	@$(CLANG_ONLY) -include $< -x c $<
	@touch $@

$(B)/lint/lib/page/asset.clang: $(B)/lib/page/asset.c
	@mkdir -p $(@D)
	@$(CLANG_ONLY) $<
	@touch $@

# Compiles every file with the headers of musl, and checks that musl has every called function. Debian
# has no libraries for musl, so nothing is linked or run.
lint-musl:
	@+if command -v musl-gcc >/dev/null; then scripts/packaging/check-musl headers build/lint-musl/headers && \
	    $(MAKE) --no-print-directory -s B=build/lint-musl CC=musl-gcc WERROR=1 CFLAGS=-O0 \
	        PKG_CFLAGS='-isystem build/lint-musl/headers' compiled && scripts/packaging/check-musl calls build/lint-musl; fi

lint-tidy: $(patsubst %.c,$(B)/lint/%.tidy,$(filter-out $(if $(HTTP2),,tests/front/%),$(filter %.c,$(SOURCES))))

# cppcheck 2.10 does not know _Noreturn, and then reports NULL pointers in code that is never reached. It does
# not know Criterion's macros either, so it skips the tests.
lint-cppcheck:
	@mkdir -p $(B)/lint/cppcheck
	@cppcheck --quiet --error-exitcode=1 --std=c11 --library=posix --enable=warning,performance,portability \
	    --cppcheck-build-dir=$(B)/lint/cppcheck --suppress=missingIncludeSystem --inline-suppr \
	    '-D_Noreturn=__attribute__((noreturn))' -Ilib lib cmd $(addprefix tests/,support sandbox front storm fuzz bench)

lint-scripts:
	@! command -v node >/dev/null || node --check lib/page/page.js
	@shellcheck $(filter-out scripts/packaging,$(wildcard scripts/*)) $(PACKERS) $(wildcard tests/completions/*.bash) .ci/run
	@$(if $(PAGES),mandoc -Tlint -Wwarning $(PAGES))

lint-completions: $(B)/completions/made
	@shellcheck $(B)/completions/bash/*

# All checks except check-package, which takes a while and is part of 'make check'. Set CHECKS to run fewer.
CHECKS ?= $(filter-out scripts/check-package,$(wildcard scripts/check-*))
lint-checks: all objects $(B)/test/damage
	@status=0; for check in $(CHECKS); do \
	    CVI_BUILD=$(B) COMPILE='$(subst ','\'',$(COMPILE))' $$check || status=1; done; exit $$status

sanitize: ## run all tests under ASan and UBSan; any report fails
	@scripts/install-deps build test lint
	@rm -rf build/san/log && mkdir -p build/san/log
	@+ASAN_OPTIONS=log_path=$(CURDIR)/build/san/log/asan:detect_stack_use_after_return=1 \
	    UBSAN_OPTIONS=log_path=$(CURDIR)/build/san/log/ubsan:print_stacktrace=1 \
	    $(MAKE) $(FASTER) B=build/san SAN='-fsanitize=address,undefined -fno-sanitize-recover=all' check; \
	    status=$$?; scripts/no-reports build/san/log && exit $$status

memcheck: ## run the cases of the programs under valgrind; any report fails
	@scripts/install-deps build test lint
	@+$(MAKE) $(FASTER) tested
	@scripts/wrap-valgrind $(B) build/valgrind
	@CVI_BIN=$(CURDIR)/build/valgrind/bin scripts/run-memcheck $(B) $(JOBS); \
	    status=$$?; scripts/no-reports build/valgrind/log && exit $$status

fuzz: ## run the fuzzer of each reader of foreign bytes for FUZZ_SECONDS
	@scripts/install-deps build lint
	@+$(MAKE) $(FASTER) B=build/fuzz CC=clang \
	    SAN='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all' fuzzers
	@scripts/run-fuzz build/fuzz $(FUZZ_SECONDS) $(JOBS)

storm: all $(B)/test/trakt-sandbox $(B)/test/storm ## test with faults, kills and two pipelines at once: STORM_RUNS runs from seed STORM_SEED
	@CVI_BUILD=$(B) $(B)/test/storm $(STORM_OPTIONS) --seed $(STORM_SEED) --runs $(STORM_RUNS)

bench-match: $(B)/bin/cvi-match $(B)/bin/cvi-catalog $(B)/test/trakt-sandbox $(B)/test/bench-match ## measure how often cvi-match is right, with titles from $CVI_CATALOG
	@CVI_BUILD=$(B) tests/bench/bench-match.sh; through=$$?; \
	if [ -n "$$CVI_CATALOG" ]; then echo "from a catalogue:"; CVI_BENCH_BY=catalog CVI_BUILD=$(B) tests/bench/bench-match.sh || exit; fi; exit $$through

bench-catalog: $(B)/bin/cvi-catalog $(B)/test/bench-catalog ## measure how fast a catalogue is built (CVI_BENCH_SCALE=1: with files as large as IMDb's)
	@CVI_BUILD=$(B) CC="$(CC)" tests/bench/bench-catalog.sh

bench-instructions: ## count instructions per record of each filter and of jq, compared with docs/design.md
	@scripts/install-deps build test bench
	@+$(MAKE) $(FASTER) all $(B)/test/trakt-sandbox $(B)/test/bench-json
	@CVI_BUILD=$(B) tests/bench/bench-instructions.sh

coverage: ## run all tests and show the coverage of each lib file
	@scripts/install-deps build test lint
	@find build/cov -name '*.gcda' -delete 2>/dev/null || true
	@+$(MAKE) $(FASTER) B=build/cov CC=gcc CFLAGS='-O0 -g' SAN=--coverage check
	@scripts/show-coverage build/cov

bench: ## measure the speed, compared with jq and with Trakt's rate limit
	@scripts/install-deps build test bench
	@+$(MAKE) $(FASTER) all $(B)/test/trakt-sandbox $(B)/test/bench-catalog
	@set -e; for bench in $(filter-out %-instructions.sh,$(wildcard tests/bench/bench-*.sh)); do CVI_BUILD=$(B) CC="$(CC)" $$bench; done

# Existing files are not changed, because they may contain credentials.
secrets-init: ## create docker/secrets, with empty files for your client id and client secret
	@cd $(call quoted,$(STARTED_IN)) && { [ -d docker/secrets ] || mkdir -p -m 755 docker && mkdir -p -m 700 docker/secrets; }
	@cd $(call quoted,$(STARTED_IN)) && umask 077 && for file in $(SECRETS); do \
	    if [ -s $$file ]; then echo "$$file: not changed"; \
	    elif [ -e $$file ]; then echo "$$file: exists, still empty"; \
	    else : >$$file && echo "$$file: created, empty"; fi; done
	@echo 'Next: create an application at https://trakt.tv/oauth/applications and enter the values that it shows:'
	@printf '    echo "YOUR_%s_HERE" > %s\n' $(foreach file,$(SECRETS),$(SECRET_$(notdir $(file))) $(file))
	@echo 'Then log in with: corrupt-video-inspector trakt auth --username=YOUR_TRAKT_USERNAME --store'

# The files to install: --in MODE DIRECTORY FILE... Names of directories may contain blanks.
# The scripts look for their helper in ../libexec/cvi, relative to their own directory, so LIBEXECDIR is
# not a setting.
LIBEXECDIR = $(shell printf %s $(call quoted,$(BINDIR)) | sed 's|/*[^/]*/*$$||')/libexec/cvi
INSTALLED = --in 755 $(call quoted,$(BINDIR)) $(BIN) $(wildcard $(SCRIPTS)) \
            --in 755 $(call quoted,$(LIBEXECDIR)) $(HELPERS) \
            $(foreach n,1 5 7,--in 644 $(call quoted,$(MANDIR)/man$n) $(filter %.$n,$(PAGES))) \
            --in 644 $(call quoted,$(BASH_COMPLETIONS)) $(addprefix $(B)/completions/bash/,$(NAMES)) \
            --in 644 $(call quoted,$(ZSH_COMPLETIONS)) $(addprefix $(B)/completions/zsh/_,$(NAMES)) \
            --in 644 $(call quoted,$(FISH_COMPLETIONS)) $(patsubst %,$(B)/completions/fish/%.fish,$(NAMES)) \
            --in 644 $(call quoted,$(DOCDIR)) $(filter $(B)/doc/README.md,$(DOCS)) \
            --in 644 $(call quoted,$(DOCDIR)/docs) $(filter $(B)/doc/docs/%,$(DOCS)) $(wildcard docs/*.png) \
            --in 644 $(call quoted,$(DOCDIR)/scripts/packaging) $(filter $(B)/doc/scripts/%,$(DOCS)) \
            $(if $(LICENSEDIR),--in 644 $(call quoted,$(LICENSEDIR)) $(wildcard LICENSE)) \
            $(if $(USER_UNITS),--in 644 $(call quoted,$(USER_UNITS)) $(UNITS))

# The installed docs, where a link to a manual page or to the tests becomes its text: these files are not beside the docs.
$(B)/doc/%.md: %.md
	@mkdir -p $(@D)
	@sed -E 's,\[([^][]*)\]\((\.\./)*(man|tests|lib|cmd)/[^()]*\),\1,g' $< >$@.new && mv $@.new $@

install: all $(DOCS) ## install the programs, pages, completions, docs and systemd units under $(DESTDIR)$(PREFIX)
	@scripts/packaging/install-files install $(call quoted,$(DESTDIR)) $(call quoted,$(MANIFEST)) $(INSTALLED)

uninstall: ## remove the installed files, of this version or an older one
	@scripts/packaging/install-files uninstall $(call quoted,$(DESTDIR)) $(call quoted,$(MANIFEST)) $(INSTALLED)

dist: ## make the source tarball (build/cvi-VERSION.tar.gz)
	@scripts/packaging/make-dist $(VERSION) $(B)

deb: dist ## make a Debian package (build/deb)
	@scripts/install-deps build package
	@scripts/packaging/make-deb $(VERSION) $(B)

deps: ## install the packages for building, testing and linting
	@scripts/install-deps build test lint

# Removes only a directory that make has built in. A link is removed, but not the directory that it names.
clean: ## remove all built files
	@refuse() { echo "clean: B: $(B) $$1" >&2; exit 1; }; \
	    [ -e '$(B)' ] || exit 0; \
	    dir=$$(cd '$(B)' 2>/dev/null && pwd -P) || refuse 'is not a build directory (remove it yourself)'; \
	    case $$(pwd -P)/ in "$${dir%/}"/*) refuse 'contains the sources' ;; esac; \
	    for mark in '$(B)'/flags '$(B)'/have-build '$(B)'/cvi-*.tar.gz; do [ ! -f "$$mark" ] || exit 0; done; \
	    refuse 'is not a build directory (remove it yourself)'
	rm -rf $(patsubst %/,%,$(B))

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 18

# Other targets build these in another make, with other flags or after packages are installed, because
# make expands a whole recipe before it runs it.
tested: $(TESTED)
compiled: $(LIB) $(patsubst %.c,$(B)/%.o,$(wildcard cmd/*.c cmd/libexec/*.c))
objects: $(filter-out $(if $(HTTP2),,$(FRONT)),$(OBJ)) $(HEADERS)
fuzzers: $(FUZZ)

FORCE:
.PHONY: lint-gcc-objects all bench-match bench-catalog bench-instructions check demo picture sandbox deps clean help FORCE lint $(LINTS) sanitize memcheck fuzz coverage bench storm secrets-init \
        install uninstall dist deb check-package tested compiled objects fuzzers update unbuilt
.SECONDARY: $(OBJ)
-include $(OBJ:.o=.d) $(HEADERS:=.d)

endif
