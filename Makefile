# Two commands for a newcomer: `make run` and `make test`. `make help` lists the others.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Most of what the packages hold is never imported: what is, is compiled when it first is, and kept.
INSTALL := $(PIP) install --no-deps --no-compile
unexport PYTHONDONTWRITEBYTECODE
PYTEST := $(BIN)/python -m pytest
OUTSIDE := tests/outside/node_modules
# `make fuzz PART=0/8` does the first eighth of the routes.
EXAMPLES ?= 1000
PART ?= 0/1
# One more than the two cores of a small machine: tests of real processes wait for these a lot.
JOBS ?= 3

.PHONY: help run test quick lint types contracts unit torture fuzz bench train translations lock wheel outside clean

help: ## list these targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.run ## install and start the demo desk
	@$(BIN)/factcheck demo $(ARGS)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "factcheck needs Python 3.11 or newer; set PYTHON=python3.12, say."; exit 1; }
	@echo "Making an environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

# The lists are complete. With --no-deps pip looks for nothing besides, so that a package released
# today (pydantic[email], say, which the lists hold as pydantic) cannot break yesterday's list.
$(VENV)/.run: $(VENV)/bin/python requirements/run.txt pyproject.toml
	@echo "Installing (once) …"
	@$(INSTALL) --require-hashes -r requirements/run.txt
	@$(INSTALL) --editable .
	@$(BIN)/python -c "import factcheck.app, factcheck.cli.stack, worker.main"
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

test: lint types contracts outside ## everything: lint, types, contracts, every test
	$(PYTEST) -n $(JOBS) --dist loadfile --no-loadscope-reorder -m "not torture" $(ARGS)
	$(PYTEST) -n $(JOBS) --dist load -m torture $(ARGS)

quick: lint contracts ## what to run while working; under a minute
	$(PYTEST) -n $(JOBS) --dist loadfile -m "not (slow or pages or browser or torture or postgres)" $(ARGS)

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev
	@$(BIN)/mypy

contracts: $(VENV)/.dev
	@$(BIN)/lint-imports > $(VENV)/contracts.log || { cat $(VENV)/contracts.log; exit 1; }

torture: $(VENV)/.dev ## kill everything at random while articles go through
	$(PYTEST) -n $(JOBS) --dist load -m torture $(ARGS)

outside: $(OUTSIDE)/.done ## the judges of the tests that come from npm, at their pinned versions

$(OUTSIDE)/.done: tests/outside/package-lock.json
	@cd tests/outside && npm ci --ignore-scripts --no-audit --no-fund --silent && \
		touch node_modules/.done || \
		echo "Without npm the tests that need them cannot run; install npm, then: make outside"

fuzz: $(VENV)/.dev ## a thousand made-up requests a route, on both databases; takes hours
	FACTCHECK_FUZZ_EXAMPLES=$(EXAMPLES) FACTCHECK_FUZZ_PART=$(PART) \
		$(PYTEST) -s tests/api/test_made_up_requests.py $(ARGS)

bench: $(VENV)/.dev ## measure; BENCH_DATA names the folder of the development data
	FACTCHECK_BENCH_DATA=$(BENCH_DATA) $(BIN)/python -m tests.bench $(ARGS)

train: $(VENV)/.dev ## fit the check-worthiness weights anew; CLAIMBUSTER names the data file
	$(BIN)/python -m factcheck.extraction.worth_training $(CLAIMBUSTER)

translations: $(VENV)/.dev ## bring the catalogues up to date with the words in the code
	$(BIN)/python -m factcheck.translations.catalogues

lock: $(VENV)/.dev ## write the pinned requirements anew
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-annotate --no-header \
		--python-version 3.11 pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-annotate --no-header \
		--python-version 3.11 pyproject.toml --group dev -o requirements/dev.txt

wheel: $(VENV)/.dev ## build the wheel into dist/
	$(BIN)/python -m build --wheel

clean: ## remove what was made here, the demo's data not
	rm -rf $(VENV) build dist $(OUTSIDE) .mypy_cache .pytest_cache .ruff_cache .hypothesis
