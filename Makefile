# `make help` lists the targets. Everything runs in .venv, made from requirements.lock.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
endif
READY := $(VENV)/ready

# Python keeps what it has compiled, as it does for a user; each test process would compile it anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup lab test test-all lint build verify demo bench mutate site student lock pictures pictures-page pictures-tools

help:  ## list the targets
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

setup: $(READY)  ## make .venv from the lock and install the course in it

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12")'
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV)
	@echo "Installing the course and all it needs into $(VENV): two minutes or more, once."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -c 'import pathlib; pathlib.Path("$(READY)").touch()'

lab: setup  ## open the course in JupyterLab; options: make lab ARGS="--no-browser --port 9999"
	$(BIN)/convnet-course lab work $(ARGS)

# Two workers share the cores: products in several threads each would wait for one another. A user
# exports nothing; tests/unit/test_sharding.py looks at that setting.
test test-all: export OPENBLAS_NUM_THREADS := 1

test: setup lint  ## everything a contributor needs to trust a change
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow" --durations 10

# One `make test test-all` runs the tests of both once.
test-all: test  ## everything: `make test`, then browser, attacks, every Python, whatever takes long
	$(BIN)/python -m pytest -n 2 --dist worksteal -m slow --ignore tests/attacks --durations 10
	# Attacks run into limits on purpose, so some wait: four classes side by side, nothing else with
	# them, and what fails is tried again. What a test class grades serves all its tests, so it goes
	# to one worker, in the order of the files.
	# (loadgroup does not do that: xdist 3.8 loses its groups in pytest 9.2.)
	$(BIN)/python -m pytest -n 4 --dist loadscope --no-loadscope-reorder -m slow tests/attacks --reruns 1 --rerun-show-tracebacks --durations 10

lint: setup  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

build: setup  ## references and student edition from solutions/
	$(BIN)/convnet-course build

verify: setup  ## prove what must hold for each notebook
	$(BIN)/convnet-course verify

demo: setup  ## a class of 60 graded, its marks, its reports; options: ARGS="--students 12 00_warmup"
	$(BIN)/python -m tests.demo $(ARGS)

bench: setup  ## how fast a LeNet trains and a class is graded; options: ARGS="--torch PYTHON"
	$(BIN)/python -m tests.benchmarks $(ARGS)
	$(BIN)/python -m tests.benchmarks.grading

mutate: setup  ## which small slips in the reference solutions no check sees; options: ARGS="03"
	$(BIN)/python -m tests.mutation $(ARGS)

pictures: pictures-tools  ## convnet/static from figures/; needs Node 18 or newer, which nothing else does
	cd figures && node build.mjs

pictures-page: setup  ## dist/pictures.html: every interactive picture on one page, no kernel
	$(BIN)/python -m convnet.pictures dist/pictures.html

pictures-tools: figures/node_modules/.package-lock.json

figures/node_modules/.package-lock.json: figures/package-lock.json
	cd figures && npm ci --ignore-scripts --no-audit --no-fund

student: setup  ## dist/convnet-course-student-VERSION.zip, to hand out: no solutions in it
	$(BIN)/python -m autograder.authoring.archive

site: setup  ## dist/site: the course as web pages; options: ARGS="--repository https://github.com/OWNER/NAME"
	$(BIN)/python -m autograder.authoring.site $(ARGS)

lock: setup  ## requirements.lock anew from pyproject.toml: current releases, all platforms
	$(BIN)/python -m uv pip compile pyproject.toml --extra grading --extra dask --extra postgres --extra dev \
	  --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --no-header --no-emit-build-options --upgrade --quiet --output-file requirements.lock
