# Everything a person needs to work on the platform. Two commands matter to a newcomer: `make demo` and `make test`.
# Needs Python 3.11 and nothing else; PYTHON=/path/to/python3.11 names another one.

PYTHON ?= python3.11
ENV    := .venv
BIN    := $(ENV)/bin
MANAGE := $(BIN)/python manage.py
ADDRESS ?= 127.0.0.1:8000
SCALE  ?= normal

.PHONY: help demo test e2e check bench messages lock clean
.DEFAULT_GOAL := help

help:            ## this list
	@grep -hE '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

$(ENV)/installed: requirements/dev.txt   # the environment, rebuilt when the lock changes
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: install it or say PYTHON=/path/to/it"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "$(PYTHON) is not Python 3.11"; exit 1; }
	$(PYTHON) -m venv $(ENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/dev.txt
	@touch $@

demo: $(ENV)/installed   ## make a demo network and serve it on http://127.0.0.1:8000 (SCALE=large for volumes)
	$(MANAGE) compile_catalogues
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) demo --scale $(SCALE)
	$(MANAGE) runserver $(ADDRESS) --noreload

test: $(ENV)/installed   ## the whole suite on SQLite; DATABASE_URL and REDIS_URL choose others
	$(MANAGE) compile_catalogues
	$(BIN)/python -m pytest --numprocesses 2 $(ARGS)

e2e: $(ENV)/installed    ## the browser tests; need Chromium (apt-get install chromium)
	$(MANAGE) compile_catalogues
	$(BIN)/python -m pytest tests/e2e --override-ini addopts="--strict-markers -p no:cacheprovider" --numprocesses 2 --dist worksteal $(ARGS)

check: $(ENV)/installed  ## what reads the code: lint, templates, types, migrations, imports, deployment settings
	.ci/check

bench: $(ENV)/installed  ## measure us beside references, each program in one run (a few minutes)
	for program in benchmarks/pages.py benchmarks/search.py benchmarks/directory.py benchmarks/studies.py benchmarks/fanout.py benchmarks/grants.py; do $(BIN)/python $$program || exit 1; done

messages: $(ENV)/installed  ## collect each app's strings into its locale/ (needs gettext)
	@command -v xgettext >/dev/null || { echo "gettext is needed: apt-get install gettext"; exit 1; }
	$(MANAGE) collect_messages $(ARGS)

lock: $(ENV)/installed   ## resolve requirements/*.in into hashed, host-free locks (needs uv)
	@command -v uv >/dev/null || { echo "uv is needed: pip install uv"; exit 1; }
	for name in runtime dev; do uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  --python-version 3.11.7 requirements/$$name.in --output-file requirements/$$name.txt || exit 1; done

clean:           ## forget the environment and the demo network
	rm -rf $(ENV) .data
