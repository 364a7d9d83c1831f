# The few commands of this repository. Only make and Python 3.11 or newer are needed; make install
# brings the rest into .venv. Every path is relative: the folder may have spaces and accents in it.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: stale help install demo test check formatted linted typed layered grounded bench words clean

PYTHON := .venv/bin/python
BENCHMARKS = $(wildcard benchmarks/*.py)

# A name on the command line wins: make install PYTHON3=/opt/python/bin/python3
PYTHON3 ?= python3.13 python3.12 python3.11 python3

help: ## what can be asked for
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s  %s\n", $$1, $$2 }' Makefile

install: .venv/.installed ## the environment, from the lock file (first time: about a minute)

# Made again when the folder was moved or the Python below it is gone.
STALE := $(shell test -x .venv/bin/python && test "$$(cat .venv/.installed 2>/dev/null)" = "$$(pwd -P)" || echo stale)

.venv/.installed: requirements.lock pyproject.toml install.py $(STALE)
	@found=; new=; old='none was found'; \
	for python in $(PYTHON3); do \
	  version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { old="$$python is $$version"; continue; }; \
	  new=$${new:-$$python}; \
	  if "$$python" -c 'import ensurepip, venv' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	found=$${found:-$$new}; \
	if [ -z "$$found" ]; then \
	  echo "Đổi Bằng needs Python 3.11 or newer ($$old): install one, or name one with make install PYTHON3=/path/to/python3." >&2; \
	  exit 1; \
	fi; \
	"$$found" install.py

demo: install ## the whole service on this machine, with a simulated Zalo (Ctrl-C stops it)
	@exec .venv/bin/doibang demo

test: install ## every test, on SQLite and on PostgreSQL
	@$(PYTHON) -m pytest -n auto --maxprocesses=8 --dist worksteal

check: install ## format, lint, types, import contracts, sizes, migrations = tables: all, whatever fails
	@$(MAKE) --no-print-directory --keep-going formatted linted typed layered grounded

formatted: install ## one of the checks: ruff format changes nothing
	$(PYTHON) -m ruff format --check .

linted: install ## one of the checks: ruff, every rule but the named exceptions
	$(PYTHON) -m ruff check .

typed: install ## one of the checks: mypy, strict
	$(PYTHON) -m mypy

layered: install ## one of the checks: rooms look down, never up
	.venv/bin/lint-imports

grounded: install ## one of the checks: sizes, rooms, documents, migrations = tables
	$(PYTHON) -m pytest -m 'not process and not browser' tests/ground $(wildcard tests/storage/test_migrations*.py)

bench: install ## what is measured, beside its baseline, in one run
	@set -e; for program in $(BENCHMARKS); do echo "== $$program"; $(PYTHON) "$$program"; done

words: install ## gather what people read, and compile the catalogue of each language
	@$(PYTHON) translations.py

clean: ## remove the environment and every cache; var/ (the data) stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build ./*.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
