# Everything runs in .venv, made from the pinned requirements*.txt. PYTHON names the interpreter (3.11 or newer).
PYTHON ?= python3
BIN := .venv/bin
SHELL := /bin/bash

.PHONY: crawl test lint bench torture fuzz lock clean

crawl: .venv
	$(BIN)/scrapy crawl demo -a editions=all

test: .venv
	$(BIN)/pytest

lint: .venv
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The oldest pips stumble over an extra of lxml.
bench: .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=24"
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements-bench.txt
	$(BIN)/python -m benchmarks

# Kills, full disks, failing servers, two hundred times: lost / duplicated / torn must be 0 / 0 / 0.
torture: .venv
	$(BIN)/python -m tests.torture 200

# Broken pages, fifty times as many as in the tests, new ones each time.
fuzz: .venv
	FUZZ=50 $(BIN)/pytest -n 0 -q tests/pages/test_refusals.py -k breaks

.venv: .venv/ready

.PHONY: .venv
.venv/ready: requirements.txt requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "newsstand needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name one with make PYTHON=python3.11")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

# The pins, anew from pyproject.toml: review the difference, run the tests, commit.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate pyproject.toml --output-file requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --group dev pyproject.toml --output-file requirements-dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --group dev --group bench pyproject.toml --output-file requirements-bench.txt

clean:
	rm -rf .venv build *.egg-info
