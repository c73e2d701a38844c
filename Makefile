# The only commands to learn. `make` alone lists them.

PYTHON ?= python3
PORT ?= 8000
DATA ?= var/demo
NOW ?=
WORKERS ?= auto
PYTEST_ARGS ?=

SHELL := /bin/bash
BIN := .venv/bin
USWDS := node_modules/@uswds/uswds/dist
VENDOR := src/openecf/faces/static/vendor/uswds
PYTEST := $(BIN)/python -m pytest $(PYTEST_ARGS)
ROOMS := $(wildcard $(addprefix src/openecf/,foundation audit letters questions.py center courthouse))

.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help setup setup-test demo test test-quick test-alone test-browser test-postgres lint format bench bench-table ci clean lock

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# -- Set up ------------------------------------------------------------------

setup: .venv/.packages .venv/.openecf $(VENDOR)/.copied ## Make .venv, install pinned packages and front-end assets

.venv/.python:
	@command -v $(PYTHON) >/dev/null || { echo "No $(PYTHON) here. Name a Python 3.11 or newer: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "OpenECF needs Python 3.11 or newer and $(PYTHON) is older: make PYTHON=/path/to/python3" >&2; exit 1; }
	@PYTHON=$(PYTHON) tools/install_system_packages.sh venv npm >&2
	@echo "[1/4] Virtual environment .venv with $$($(PYTHON) --version)" >&2
	@$(PYTHON) -m venv --clear .venv && touch $@

.venv/.packages: .venv/.python requirements-dev.txt requirements-uv.txt
	@echo "[2/4] Python packages, pinned and checked by hash" >&2
	@{ { $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-uv.txt \
	  && $(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements-dev.txt; } \
	  || $(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements-dev.txt; } >&2
	@touch $@

.venv/.openecf: .venv/.packages pyproject.toml
	@echo "[3/4] The command openecf" >&2
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable . >&2
	@touch $@

$(VENDOR)/.copied: package-lock.json
	@tools/install_system_packages.sh npm >&2
	@echo "[4/4] Front-end assets from npm, pinned and checked by hash" >&2
	@npm ci --silent --ignore-scripts >&2
	@mkdir -p $(@D)/css $(@D)/js && cd $(USWDS) && cp css/uswds.min.css $(CURDIR)/$(@D)/css/ \
	  && cp js/uswds.min.js js/uswds-init.min.js $(CURDIR)/$(@D)/js/ && cp -R fonts img $(CURDIR)/$(@D)/
	@touch $@

.venv/clients/.packages: .venv/.packages requirements-clients.txt
	@echo "Clients that others wrote, for tests/clients, in an environment of their own" >&2
	@{ $(BIN)/uv venv -q --clear --python $(BIN)/python .venv/clients \
	  && $(BIN)/uv pip install -q --python .venv/clients/bin/python --require-hashes -r requirements-clients.txt; } >&2
	@touch $@

setup-test: setup .venv/clients/.packages
	@tools/install_system_packages.sh chromium postgresql >&2

# -- Try ---------------------------------------------------------------------

demo: setup ## Serve a demonstration court; takes PORT=, DATA=, NOW=2024-08-20T10:00
	@exec $(BIN)/openecf demo --port $(PORT) --data "$(DATA)" $(if $(NOW),--now "$(NOW)")

# -- Test --------------------------------------------------------------------
# Races and browsers are timed, so they run alone; everything else runs side by side.

test: setup-test test-quick test-alone test-browser ## Run the whole suite on SQLite, browser tests included

test-quick: setup-test
	@echo "== SQLite: tests that run side by side" >&2
	@env -u DATABASE_URL $(PYTEST) -n $(WORKERS) -m "not browser and not race"

test-alone: setup-test
	@echo "== SQLite: races" >&2
	@env -u DATABASE_URL $(PYTEST) -m "race and not browser"

test-browser: setup-test
	@echo "== SQLite: browser tests" >&2
	@env -u DATABASE_URL $(PYTEST) -m browser

test-postgres: setup-test ## Run the suite on a PostgreSQL started for the run, without browser tests
	@echo "== PostgreSQL: tests that run side by side" >&2
	@POSTGRESQL_FSYNC=off tools/with_postgresql.sh $(PYTEST) -n $(WORKERS) -m "not browser and not race"
	@echo "== PostgreSQL: races" >&2
	@POSTGRESQL_FSYNC=off tools/with_postgresql.sh $(PYTEST) -m "race and not browser"

lint: setup ## Check style, imports, docstrings, complexity and the house's laws
	@$(BIN)/ruff check .
	@$(BIN)/ruff check --config tools/ruff_rooms.toml $(ROOMS)
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-logo

format: setup ## Mend what ruff can mend, and format
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

ci: lint test test-postgres ## All that must pass: lint, SQLite, PostgreSQL, browsers

# -- Measure -----------------------------------------------------------------

bench: setup-test ## Print every figure as one JSON list
	@tools/with_postgresql.sh $(BIN)/python -m bench

bench-table: setup-test ## Print every figure as a table
	@tools/with_postgresql.sh $(BIN)/python -m bench --table

# -- Keep --------------------------------------------------------------------

lock: setup ## Renew the pinned requirements from requirements*.in
	@for name in requirements requirements-dev requirements-uv requirements-clients; do \
	  $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url $(LOCK_ARGS) $$name.in -o $$name.txt || exit 1; done

clean: ## Remove everything that was made here, demonstration data too
	@rm -rf .venv node_modules src/openecf/faces/static/vendor var build dist .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find src tests bench tools -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
