# Every command of the project. `make demo` and `make test` do all the set-up themselves.

# The system's own comes first: it is built for speed, one compiled by hand often is not (a quarter slower).
PYTHON ?= $(shell for p in /usr/bin/python3 python3.13 python3.12 python3.11 python3.14 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
	2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
UV := $(BIN)/uv
# The lock holds for everybody: nothing is resolved anew.
SYNC := $(UV) sync --quiet --frozen --inexact --python $(BIN)/python
WORKERS ?= 2
# One more than processors: a worker with a browser mostly waits for it.
TESTERS ?= 3
ARGS ?=
export PYTHONUNBUFFERED = 1
# Compiled once at the set-up: otherwise every start compiles four thousand modules anew.
export UV_COMPILE_BYTECODE = 1
unexport PYTHONDONTWRITEBYTECODE
# An office behind a proxy has its certificate here; uv would trust only its own list.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export UV_SYSTEM_CERTS = 1
endif

.DEFAULT_GOAL := help
.PHONY: help demo test ci check dev fix messages docs bench screenshots lint types contracts dead spelling \
	migrations catalogue tests tests-on-debian chromium server

help:
	@echo 'make demo         five municipalities to look at, in the browser (ARGS="--size M --port 8001")'
	@echo 'make test         all tests, the journeys in a real browser included'
	@echo 'make ci           everything that has to be green before a change goes in'
	@echo 'make dev          set up for development       make fix        format and mend what can be mended'
	@echo 'make check        ci without the tests         make messages   collect the texts to translate'
	@echo 'make docs         pages that are generated     make screenshots'
	@echo 'make bench        speed and memory, recorded'

demo: .venv/.ready
	@$(BIN)/metodika demo $(ARGS)

test: .venv/.ready-dev chromium
	@$(BIN)/pytest -n $(TESTERS) $(ARGS)

dev: .venv/.ready-dev
	@echo 'Ready: $(BIN)/metodika demo, $(BIN)/pytest tests/..., make fix'

# --- what CI asks ---------------------------------------------------------------------------------

# Checks have one processor each; meanwhile the system brings the browser and the server.
ci:
	@$(MAKE) --no-print-directory -j $(WORKERS) --output-sync=target check server
	@$(MAKE) --no-print-directory tests
	@$(MAKE) --no-print-directory tests-on-debian

# These read the settings and nothing of anybody's data.
check: export METODIKA_DATA = $(CURDIR)/build/check
check: lint types contracts dead spelling migrations catalogue

lint: .venv/.ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djlint metodika --lint
	$(BIN)/djlint metodika --check

types: .venv/.ready-dev
	$(BIN)/mypy

contracts: .venv/.ready-dev
	$(BIN)/lint-imports --no-logo

dead: .venv/.ready-dev
	$(BIN)/python .ci/dead.py
	$(BIN)/deptry .

spelling: .venv/.ready-dev
	$(BIN)/codespell

migrations: .venv/.ready-dev
	$(BIN)/python -W 'ignore:Got an error checking' -m django makemigrations --check --dry-run --settings config.settings

catalogue: .venv/.ready-dev
	$(BIN)/python .ci/catalogue.py check

tests: .venv/.ready-dev chromium
	$(BIN)/pytest -n $(TESTERS) --durations=40

# What the server decides, once more on the one that an administrator would use (CONTRIBUTING.md says what that is).
tests-on-debian: .venv/.ready-dev
	.ci/postgres $(BIN)/pytest -n $(WORKERS) -m server

# --- daily work -----------------------------------------------------------------------------------

fix: .venv/.ready-dev
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format --quiet .
	@# A long line settles at the second pass.
	$(BIN)/djlint metodika --reformat --quiet >/dev/null || $(BIN)/djlint metodika --reformat --quiet >/dev/null || true

messages: .venv/.ready-dev
	$(BIN)/python .ci/catalogue.py collect

docs: .venv/.ready-dev
	$(BIN)/python -m docs.generate

bench: .venv/.ready-dev
	$(UV) sync --quiet --frozen --inexact --all-groups --python $(BIN)/python
	$(BIN)/python -m bench $(ARGS)

screenshots: .venv/.ready-dev chromium
	$(BIN)/pytest tests/journeys -k screenshots --screenshots $(ARGS)

# --- set-up ---------------------------------------------------------------------------------------

chromium:
	@.ci/chromium

# After the browser: two installations at once would wait for each other's lock.
server: chromium
	@.ci/postgres true

.venv/bin/uv:
	@test -n '$(PYTHON)' || { echo 'Metodika needs Python 3.11 or newer: apt-get install python3 python3-venv'; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo 'Python is here, its module venv is not: apt-get install python3-venv'; exit 1; }
	@echo 'Making the environment (once) ...'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check 'uv>=0.13'

.venv/.ready: .venv/bin/uv uv.lock pyproject.toml $(wildcard locale/*/LC_MESSAGES/*.po)
	@$(SYNC) --group messages
	@$(BIN)/python .ci/catalogue.py compile
	@$(BIN)/python -m compileall -q config metodika
	@touch $@

.venv/.ready-dev: .venv/.ready
	@$(SYNC) --group dev
	@touch $@
