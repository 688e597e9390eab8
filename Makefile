# `make demo` and `make test` need Python 3.11 or later and nothing else: they set up .venv by themselves.

ifndef PYTHON
new_enough = $(shell $(1) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(1))
PYTHON := $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11 python,$(call new_enough,$(name))))
endif

BIN := .venv/bin
READY := .venv/.ready
DEMO := results/demo

.PHONY: demo test check format clean

demo: $(READY)
	$(BIN)/ros1annot run config/samples.tsv -o $(DEMO)
	@echo
	@echo "Cohort page: $(abspath $(DEMO))/cohort/index.html"
	@echo "One report:  $(abspath $(DEMO))/ros1-g2032r/ros1-g2032r.html"

test: $(READY)
	$(BIN)/python -m pytest -n auto

# What has to pass before a change is merged.
check: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/snakefmt --check Snakefile workflow
	$(BIN)/snakemake --lint
	$(BIN)/ros1annot table check --sentinels
	$(BIN)/python -m pytest -n auto

format: $(READY)
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format
	$(BIN)/snakefmt Snakefile workflow

clean:
	rm -rf .venv $(DEMO) .snakemake

$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later was not found: install it, or name it with make PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) has no venv module: install it (Debian and Ubuntu: apt-get install python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
