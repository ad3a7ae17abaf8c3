# Everything runs in .venv, made from the pinned requirements*.txt. PYTHON names the interpreter (3.11 or newer).
PYTHON ?= python3
BIN := .venv/bin
SHELL := /bin/bash

.PHONY: help crawl test lint coverage build hooks bench torture fuzz mutants machines archives analysis lock clean

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

crawl: .venv ## walk the sample newsstands, and say where the data is
	@echo "Crawling all editions of two sample newsstands: some seconds. On a terminal a bar shows how far it is."
	$(BIN)/scrapy crawl demo -a editions=all
	$(BIN)/scrapy crawl demo_pages -a editions=all

test: .venv ## the whole suite, offline, a few minutes
	$(BIN)/pytest

lint: .venv ## ruff, ruff format and mypy: all three must be silent
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# A report of what no test reaches, in this process: nobody's gate. Runs of the real command are not counted.
coverage: .venv ## which lines no test reaches
	$(BIN)/coverage run --source newsstand -m pytest -n 0 -q
	$(BIN)/coverage report --skip-covered --show-missing

build: .venv ## the wheel, in dist/
	rm -rf build
	$(BIN)/pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

hooks: .venv ## check each commit before it is made
	$(BIN)/pre-commit install

# The oldest pips stumble over an extra of lxml.
bench: .venv ## speeds as ratios measured side by side; let nothing else run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=24"
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements-bench.txt
	$(BIN)/python -m benchmarks

# Kills, full disks, failing servers, two hundred times: lost / duplicated / torn must be 0 / 0 / 0.
torture: .venv ## two hundred kills, full disks and failing servers
	$(BIN)/python -m tests.torture 200

# Ten minutes for each of pages, urls, labels, data and toml, new inputs each time: make fuzz WHAT="labels toml" MINUTES=1
WHAT ?=
MINUTES ?= 10
fuzz: .venv ## broken pages, URLs, labels, data files and newsstand.toml, new ones each time
	$(BIN)/python -m tests.fuzz $(WHAT) --minutes $(MINUTES)

# Half a minute a number, an hour in all: by hand, when numbers of the page reader have changed.
mutants: .venv ## numbers of the page reader that no test holds
	$(BIN)/python -m tests.mutants $(SAMPLE)

.venv: .venv/ready

.PHONY: .venv
.venv/ready: requirements.txt requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "newsstand needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name one with make PYTHON=python3.11")'
	@echo "Installing what is needed into .venv: about a minute, once."
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

# Two workers, one of them killed, on Dask and Slurm; an object store; the Kubernetes file. Slurm needs root, and the
# packages munge, slurmctld and slurmd; without them it is left out.
machines: .venv ## crawl on several workers and kill one; installs what that needs
	$(BIN)/pip install --quiet --disable-pip-version-check distributed s3fs "moto[server]" kubernetes-validate
	$(BIN)/pytest -n 0 tests/machines/*.py

# warcio, pywb and wacz want other versions of libraries than a crawl does: they have an environment of their own.
archives: .venv ## open an archive with warcio, pywb and wacz; installs them
	$(BIN)/python -m venv .venv/archives
	.venv/archives/bin/pip install --quiet --disable-pip-version-check warcio pywb wacz
	$(BIN)/pytest -n 0 tests/archive/with_others.py

# pandas 3, and all else at its newest; pandas 2 apart from it, as both are in use.
analysis: .venv ## read exports with pandas, polars, datasets, Datasette …, and kill fifty; installs what that needs
	$(BIN)/python -m venv .venv/analysis
	.venv/analysis/bin/pip install --quiet --disable-pip-version-check duckdb "pandas>=3" pyarrow polars datasets frictionless datasette
	$(BIN)/python -m venv .venv/pandas2
	.venv/pandas2/bin/pip install --quiet --disable-pip-version-check "pandas<3" pyarrow
	command -v npm && npm install --silent --no-fund --prefix .venv/axe axe-core || echo "No npm: axe-core does not look at the coverage page."
	$(BIN)/pytest -n 0 tests/export/with_others.py tests/export/test_coverage.py
	$(BIN)/python -m tests.export.kills 50

# The pins, anew from pyproject.toml: review the difference, run the tests, commit.
lock: ## the pins with their hashes, anew from pyproject.toml
	uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-annotate pyproject.toml --output-file requirements.txt
	uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-annotate --group dev pyproject.toml --output-file requirements-dev.txt
	uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-annotate --group dev --group bench pyproject.toml --output-file requirements-bench.txt

clean: ## remove what was made
	rm -rf .venv build dist *.egg-info
