# Every target makes or reuses .venv by itself. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
DEPLOY_STAMP := $(VENV)/.installed-deploy
PYTHON ?= $(shell command -v python3.11 || command -v python3)
COMPILE_ANY := $(BIN)/uv pip compile --quiet --python-version 3.11 --no-header --no-annotate --generate-hashes \
	--no-emit-index-url --no-emit-find-links
COMPILE := $(COMPILE_ANY) --only-binary :all:

export AIRFLOW__CORE__LOAD_EXAMPLES := False
export GX_ANALYTICS_ENABLED := false

INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all:

.PHONY: help demo up down test check consumers format bench bench-england drill lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 15

demo: $(RUN_STAMP) ## A SYNTHETIC council, a real Airflow run, the warehouse, one page
	@$(BIN)/python -m include.cli demo

up: $(RUN_STAMP) ## Airflow with its web page on http://localhost:8080
	@$(BIN)/python -m include.cli demo --council-only
	@$(BIN)/python -m include.airflow.local up

down: $(RUN_STAMP) ## Stop what `up` started
	@$(BIN)/python -m include.airflow.local down

test: $(DEV_STAMP) ## The whole test suite
	@# Some images forbid bytecode. Then each of its hundreds of processes would compile our code anew.
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest $(ARGS)

check: $(DEV_STAMP) ## Lint, format, types, what may import what
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

consumers: $(DEV_STAMP) ## What Superset, dbt and datacontract-cli say of bi/ and the contract
	@.ci/consumers/run

format: $(DEV_STAMP) ## Put code into the house format
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: $(DEV_STAMP) ## Measurements, as ratios within one run
	@for file in $(filter-out benchmarks/record.py benchmarks/england.py,$(wildcard benchmarks/*.py)); do $(BIN)/python -m "benchmarks.$$(basename $$file .py)"; done

bench-england: $(DEV_STAMP) ## First nights of England's 153 councils: a night or more of machine time
	@$(BIN)/python -m benchmarks.england

drill: $(DEPLOY_STAMP) ## Ten councils' nights on Celery with two workers, and what is broken meanwhile; an hour or more
	@$(BIN)/python -m drills $(ARGS)

lock: $(DEV_STAMP) ## Compile requirements*.txt from requirements*.in
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-dev.in -o requirements-dev.txt
	$(COMPILE) requirements-deploy.in -o requirements-deploy.txt
	for tool in audit consumers/dbt consumers/datacontract consumers/superset; do \
	  $(COMPILE_ANY) ".ci/$$tool.in" -o ".ci/$$tool.txt"; done

clean: ## Remove .venv and the tools' caches; data/ is kept
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(RUN_STAMP): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { \
	  echo "Python 3.11 is needed; '$(PYTHON)' is not it. Name it: make PYTHON=/path/to/python3.11 ..." >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear $(VENV) || { \
	  echo "No .venv could be made. On Debian and Ubuntu: apt-get install python3.11-venv" >&2; exit 1; }
	@started=$$SECONDS; echo "Installing into $(VENV)"; \
	  $(INSTALL) -r requirements.txt; \
	  echo "  done Installed in $$((SECONDS - started)) s"
	@touch $@

$(DEV_STAMP): $(RUN_STAMP) requirements-dev.txt
	@$(INSTALL) -r requirements-dev.txt
	@touch $@

$(DEPLOY_STAMP): $(RUN_STAMP) requirements-deploy.txt
	@$(INSTALL) -r requirements-deploy.txt
	@touch $@
