# Needs Python 3.11 and make; everything else comes with `make setup`, which each target runs when it is due.
#
#   make run          one machine, everything: the samples are published and their events shown (ONCE=1: then stop)
#   make test         all tests but those of minutes     make faults   the fault tests, the long ones too
#   make lint types   ruff, mypy                         make check    lint, types and test
#   make bench        speed of cleaning here              make quality  figures against a gold folder (GOLD=...)
#   make lock         requirements*.lock anew            make clean    .venv, .tools and caches (never .dateline)

SHELL := /bin/sh
.DEFAULT_GOAL := help

VENV := .venv/bin
READY := .venv/.ready
GOLD ?= ../shared/gold
SCORE ?= ../shared/eval/score.py
COMPILE := .tools/uv/bin/uv pip compile pyproject.toml --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --quiet

.PHONY: help setup run test faults lint types check bench quality format lock lock-kafka clean

help:
	@sed -n 's/^#  *make/make/p' Makefile

setup: $(READY)

TABLES := $(addprefix pipeline/lexicon/places/,regions.tsv towns.tsv)

$(READY): requirements-dev.lock requirements-uv.lock pyproject.toml scripts/setup.sh $(TABLES)
	@PYTHON="$(PYTHON)" sh scripts/setup.sh
	@touch $@

run: $(READY)
	@$(VENV)/dateline up --demo $(if $(ONCE),--once)

test: $(READY)
	@$(VENV)/python -m pytest -m "not slow" $(ARGS)

faults: $(READY)
	@$(VENV)/python -m pytest tests/faults $(ARGS)

lint: $(READY)
	@$(VENV)/ruff check .
	@$(VENV)/ruff format --check --quiet . || { echo 'run `make format`' >&2; exit 1; }

format: $(READY)
	@$(VENV)/ruff format .

types: $(READY)
	@$(VENV)/mypy

check: lint types test

bench: $(READY)
	@$(VENV)/python benchmarks/clean_speed.py $(ARGS)

quality: $(READY)
	@test -f $(SCORE) || { echo "dateline: no scorer at $(SCORE): say SCORE=... and GOLD=..." >&2; exit 2; }
	@$(VENV)/python $(SCORE) --gold $(GOLD) --dateline "$(VENV)/python -m pipeline" $(ARGS)

lock: $(READY)
	@$(COMPILE) --output-file requirements.lock
	@$(COMPILE) --extra dev --output-file requirements-dev.lock

lock-kafka: $(READY)
	@$(VENV)/python scripts/lock_kafka.py

clean:
	rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage dist build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
