# make            what there is
# make up         the whole lobby on this machine
# make test       all tests

SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help setup setup-run up test test-quick check format docs wheel lock clean

bin := .venv/bin
jobs := $(shell nproc 2>/dev/null || echo 2)
pytest := $(bin)/python -m pytest --numprocesses=$(jobs) --dist=loadgroup

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

setup: ## Install what is missing: system packages, .venv, web assets
	@PYTHON='$(PYTHON)' scripts/setup.sh test

setup-run:
	@PYTHON='$(PYTHON)' scripts/setup.sh run

up: setup-run ## Start the lobby; ARGS='--simulate' has visitors arrive
	@exec $(bin)/lobby up $(ARGS)

test: setup ## Run all tests; ARGS are handed to pytest
	@$(pytest) $(ARGS)

test-quick: setup ## Run the tests without a browser, at most two minutes in all
	@$(pytest) -m 'not slow and not day and not browser' $(ARGS)

check: setup ## Check format, lint, types and import directions
	$(bin)/python -m ruff format --check .
	$(bin)/python -m ruff check .
	$(bin)/python -m mypy
	$(bin)/lint-imports --no-logo

format: setup ## Put the source into its format
	$(bin)/python -m ruff check --fix-only --quiet .
	$(bin)/python -m ruff format .

docs: setup ## Write the documents that are made from the source
	$(bin)/lobby contract asyncapi --output docs/asyncapi.json
	$(bin)/lobby journal states --output docs/visit-states.md

wheel: setup ## Build the wheel into dist/
	$(bin)/python -m build --wheel --no-isolation

lock: setup ## Write requirements.lock anew from pyproject.toml (needs uv)
	scripts/lock.sh

clean: ## Remove everything that make made
	rm -rf .venv node_modules assets/web build dist test-results .mypy_cache .pytest_cache .ruff_cache \
		.hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
