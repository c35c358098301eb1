# Balise. `make test` is all that CI runs; `make help` lists the rest.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.NOTPARALLEL:

# Arguments for the program: make serve ARGS="--port 5000"
ARGS ?=
# How long each fuzz target runs: make fuzz FUZZTIME=10m
FUZZTIME ?= 60s

e2e := generator/e2e
gofiles := generator layouts static
racy := $(addprefix ./generator/internal/,parallel/... watch/... serve/... publish/... cache/... build/... source/... site/...)

.PHONY: help test format vet unit race browser tools build serve check bench bench-serve bench-stages fuzz torture clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' Makefile | expand -t 13

test: ## everything that has to pass; installs what it needs
	@$(MAKE) --keep-going format vet unit race browser

format: ## name the Go files that gofmt would change
	@files=$$(gofmt -l $(gofiles)); [ -z "$$files" ] || { printf 'gofmt would change:\n%s\n' "$$files"; exit 1; }

vet:
	go vet ./...

unit: ## Go tests
	go test ./...

race: tools ## Go tests of what runs at the same time, with the race detector
	go test -race -short $(racy)

browser: tools $(e2e)/node_modules/.package-lock.json ## tests in a browser; one file of them: make browser ARGS=links.test.js
	cd $(e2e) && node run.js $(ARGS)

$(e2e)/node_modules/.package-lock.json: $(e2e)/package.json $(e2e)/package-lock.json
	cd $(e2e) && PUPPETEER_SKIP_DOWNLOAD=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# Debian's packages for what the tests call, and only those that are missing.
tools:
	@missing=(); \
	need() { command -v "$$1" > /dev/null || missing+=("$${@:2}"); }; \
	need gcc gcc libc6-dev; \
	need chromium chromium; \
	need java default-jre-headless; \
	need node nodejs; \
	need npm npm; \
	dpkg-query -W -f '$${Status}' fonts-dejavu-core 2> /dev/null | grep -q 'ok installed' || missing+=(fonts-dejavu-core); \
	if [ $${#missing[@]} -gt 0 ]; then \
		echo "installing $${missing[*]}"; \
		root=(env DEBIAN_FRONTEND=noninteractive); \
		[ "$$(id -u)" = 0 ] || root=(sudo "$${root[@]}"); \
		"$${root[@]}" apt-get update -qq; \
		"$${root[@]}" apt-get install -qq --no-install-recommends "$${missing[@]}" > /dev/null; \
	fi; \
	node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || a == 20 && b >= 19 ? 0 : 1)' \
		|| { echo "the browser tests need Node.js 20.19 or newer, this is $$(node --version)"; exit 1; }

build: ## check everything, then publish content/ into public/
	go run ./generator build $(ARGS)

serve: ## preview content/ with live reload
	go run ./generator serve $(ARGS)

check: ## check content/ and write nothing
	go run ./generator check $(ARGS)

bench: ## compare Balise with the least program that builds the same pages, and with Hugo
	go run ./generator/bench compare -sizes 1000,10000 -runs 5 $(ARGS)

bench-stages: ## Go benchmarks of the stages, for benchstat
	go test -run '^$$' -bench 'Stages|Publish|Edit' -count 6 ./generator/internal/build ./generator/internal/publish $(ARGS)

bench-serve: ## time from a save to its text in the preview, with its spread, beside Hugo's where it is installed
	go run ./generator/bench serve -sizes 1000,10000 $(ARGS)

fuzz: vet ## run each fuzz target for FUZZTIME
	@for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' "$$package" | grep '^Fuzz' || true); do \
			echo "go test -fuzz $$target $$package"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$package"; \
		done; \
	done

torture: tools ## 1,200 rounds of what happens to folders, for the watch of the preview, with and without events
	go test -race -v -run Torture ./generator/internal/watch -torture 200 -seeds 6

clean: ## remove what the tests installed here; public/ stays
	rm -rf $(e2e)/node_modules
