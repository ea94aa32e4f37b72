# Needs python3 (3.11 or newer) and make; everything else goes into .venv, which `make clean` removes.

PYTHON ?= python3
WORLDS ?= 100
TIERS ?=
UPGRADE ?=
UV := uv==0.13.9

export GOAL := $(firstword $(MAKECMDGOALS))

BIN := .venv/bin
DEMO := demo/pushed_hard demo/fewer_pushes demo/sells_later demo/warmed_up
SOURCES := pyproject.toml hatch_build.py .ci/environment.py
COMPILE := pyproject.toml --universal --python-version 3.11 --no-header --no-annotate -q $(if $(UPGRADE),--upgrade)
CATALOGUES := $(wildcard sim/i18n/locale/*/LC_MESSAGES/sim.po)

.DEFAULT_GOAL := help
.PHONY: help demo test lint docs notebooks dist bundle packages lock golden messages bench validate clean
.DELETE_ON_ERROR:

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

demo: .venv/demo.stamp .venv/catalogues.stamp ## four ways to run one group under the same luck: out/demo.html
	@mkdir -p out
	$(BIN)/sim compare $(DEMO) --worlds $(WORLDS) --report out/demo.html

test: .venv/test.stamp .venv/catalogues.stamp ## all tiers: lint, compiled, interpreted, browser; some: make test TIERS="lint browser"
	@$(BIN)/python .ci/tiers.py $(TIERS)

lint: .venv/test.stamp ## style, types and layers
	@$(BIN)/python .ci/tiers.py lint

docs: .venv/test.stamp .venv/catalogues.stamp ## the documentation as a site that works offline: out/site/index.html
	$(BIN)/python -m docs.website

notebooks: .venv/test.stamp .venv/catalogues.stamp ## execute docs/notebooks into out/notebooks/*.ipynb
	$(BIN)/python -m docs.website.notebooks

golden: .venv/test.stamp .venv/catalogues.stamp ## write the frozen runs of tests/golden anew; then look at the difference
	$(BIN)/pytest tests/golden --update-golden

messages: .venv/test.stamp ## collect texts for translation into sim/i18n/locale
	$(BIN)/python -m sim.i18n.catalogue

bench: .venv/demo.stamp .venv/catalogues.stamp ## measure everything: experiments/benchmarks/RESULTS.md
	$(BIN)/python -m experiments.benchmarks

validate: .venv/demo.stamp .venv/catalogues.stamp ## judge the defaults by real communities: experiments/validation/RESULTS.md
	$(BIN)/python -m experiments.validation

dist: .venv/demo.stamp ## wheel and source archive: dist/
	$(BIN)/python -m hatchling build -d dist

bundle: .venv/demo.stamp build/uv/bin/uv ## zips for laptops without a network; some: make bundle PLATFORMS="windows macos-arm" PYTHONS=3.12
	$(BIN)/python -m bundle $(if $(PLATFORMS),--platforms $(PLATFORMS)) $(if $(PYTHONS),--pythons $(PYTHONS)) \
		--demo $(DEMO) --worlds $(WORLDS)

packages: .venv/test.stamp .venv/catalogues.stamp ## install the wheel into empty environments and use it, on every Python there is
	PACKAGING_PYTHONS="$(or $(PYTHONS),3.11 3.12 3.13)" $(BIN)/pytest tests/packaging

lock: build/uv/bin/uv ## pin requirements anew; all to their newest: make lock UPGRADE=1
	build/uv/bin/uv pip compile $(COMPILE) --group build -o requirements/demo.txt
	build/uv/bin/uv pip compile $(COMPILE) --group build --extra dev -c requirements/demo.txt -o requirements/test.txt

clean: ## remove everything that make made
	rm -rf .venv build dist out .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find sim tests experiments -name __pycache__ -prune -exec rm -rf {} +
	find sim/i18n -name '*.mo' -exec rm -f {} +

build/uv/bin/uv: Makefile
	@test -x build/uv/bin/python || $(PYTHON) -m venv build/uv
	@build/uv/bin/python -m pip --disable-pip-version-check install -q "$(UV)"
	@touch $@

.venv/demo.stamp: requirements/demo.txt $(SOURCES)
	@$(PYTHON) .ci/environment.py requirements/demo.txt .
	@touch $@

.venv/test.stamp: requirements/test.txt .venv/demo.stamp
	@$(PYTHON) .ci/environment.py requirements/test.txt
	@touch $@

.venv/catalogues.stamp: .venv/demo.stamp $(CATALOGUES)
	@$(BIN)/python hatch_build.py
	@touch $@
