# What a newcomer needs: Python 3.11 (or newer) and make.
#   make run      installs into .venv and opens the built-in example
#   make readers  installs what reads saved pages, addresses, feeds and PDF as well
#   make test     installs what the tests need and runs them all
#   make check    style, types and the import contract
# PYTHON=/path/to/python chooses another Python.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install
# The build backend is pinned too: older versions of pip read the first name, newer ones the second.
export PIP_CONSTRAINT := constraints.txt
export PIP_BUILD_CONSTRAINT := constraints.txt
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev

.DEFAULT_GOAL := help
.PHONY: help run readers test check format screenshots clean

help:
	@sed -n 's/^#   //p' Makefile

run: $(INSTALLED)
	@$(BIN)/timeline open --example

readers: $(INSTALLED)
	@echo "installing the readers …"
	@$(PIP) --editable ".[readers]"

# Two processes a core: tests of the screens and of the terminal wait for half of their time.
test: $(INSTALLED_DEV)
	@$(BIN)/python -m pytest --numprocesses $$($(BIN)/python -c 'import os; print(2 * (os.cpu_count() or 1))')

check: $(INSTALLED_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(INSTALLED_DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screenshots: $(INSTALLED_DEV)
	$(BIN)/python screenshots/draw.py

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: https://www.python.org/downloads/" >&2; exit 1; }
	@echo "making a virtual environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(INSTALLED): pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing …"
	@$(PIP) --editable .
	@touch $@

$(INSTALLED_DEV): pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing what the tests need …"
	@$(PIP) --editable ".[dev]"
	@touch $@ $(INSTALLED)

clean:
	rm -rf $(VENV) dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache snapshot_report.html
