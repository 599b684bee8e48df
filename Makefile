# Nightdesk: one entry to everything. `make help` lists the targets.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
.DEFAULT_GOAL := help
.PHONY: help setup run test bi-test faults lint bench bench-speed docs clean

help: ## Show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## Install everything into .venv (about a minute)

$(STAMP): pyproject.toml constraints.txt deployments/check_machine.sh
	@sh deployments/check_machine.sh $(PYTHON)
	@test -x $(BIN)/python || { echo "Making $(VENV)"; $(PYTHON) -m venv $(VENV); }
	@echo "Installing the packages of constraints.txt into $(VENV) (once, about a minute)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv -c constraints.txt 2>/dev/null || true
	@if test -x $(BIN)/uv; then $(BIN)/uv pip install --quiet --python $(BIN)/python -c constraints.txt -e '.[dev]'; \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'; fi
	@touch $(STAMP)
	@echo "Installed."

run: $(STAMP) ## Run three nights over the bundled sample and show the morning's findings
	@$(BIN)/nightdesk demo --project nightdesk-demo

test: $(STAMP) ## Run the tests (without the long measurements)
	@$(BIN)/python -m pytest -q -m "not bench and not bi"

bi-test: $(STAMP) ## Test with other programs: PostgreSQL, old DuckDBs, Chromium, Superset (minutes)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv -c constraints.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python -c constraints.txt -e '.[dev,bi]'
	@UV=$(BIN)/uv sh tests/bi/make_venvs.sh .venv-bi
	@$(BIN)/python -m pytest -q -s -m bi tests/bi

faults: $(STAMP) ## Kill nights everywhere, fill disks, poison and flood them; into tests/faults/README.md (half an hour)
	@$(BIN)/python tests/faults/measure.py

lint: $(STAMP) ## Check style, types and SQL
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy -p nightdesk.transforms -p nightdesk.warehouse -p nightdesk.flows
	@$(BIN)/sqlfluff lint --disable-progress-bar warehouse

bench: $(STAMP) ## Measure accuracy on the labelled sets of ../shared/bench, into tests/evaluation/RESULTS.md (minutes)
	@$(BIN)/python tests/evaluation/measure_all.py extract dedup facts slots

bench-speed: $(STAMP) ## Measure speed, memory and growth, into the same file (half an hour, on a quiet machine)
	@$(BIN)/python tests/evaluation/measure_all.py copies lookup storm load_speed end_to_end start growth

docs: $(STAMP) ## Write the parts of the documentation that are made from the code
	@$(BIN)/python tests/docs/render.py
	@$(BIN)/python tests/docs/query.py

clean: ## Remove what make made, but not your data
	rm -rf $(VENV) .venv-bi build dist deployments/package/*.egg-info .pytest_cache .mypy_cache .ruff_cache
