# Two commands: `make site` builds and serves the example, `make test` runs everything.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3

.PHONY: site test tools lint tests bench bench-site pictures audit clean

site: $(VENV)/installed
	$(BIN)/okrsite build
	$(BIN)/okrsite watch

test: lint tests

lint: $(VENV)/installed-for-tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

tests: $(VENV)/installed-for-tests tools
	$(BIN)/pytest -n 2 -q

tools:
	.ci/tools

# Ratios beside Hugo, Eleventy, Pelican and matplotlib; ONLY="wiki watch" for some, QUICK=1 to try.
bench: $(VENV)/installed
	$(BIN)/python bench/run.py $(if $(ONLY),--only $(ONLY)) $(if $(QUICK),--quick)

# The results that were kept, in docs/speed.md and as a site of KPIs.
bench-site: $(VENV)/installed
	$(BIN)/python bench/publish.py
	$(BIN)/okrsite build bench/site

# Every kind of page as a reader sees it; ONLY="home KPI" for some, THEME=… for another theme.
pictures: $(VENV)/installed-for-tests
	PYTHONPATH=tests/browser $(BIN)/python scripts/pictures.py --theme $(or $(THEME),default) $(ONLY)

# What Lighthouse says of the example: accessibility, best practices, what search engines want.
audit: $(VENV)/installed-for-tests tools
	$(BIN)/pytest tests/browser/test_audit.py -q

clean:
	rm -rf output output-pictures .okrsite dist

# Debian keeps what `venv` takes its pip from in a package of its own; the system's pip will do.
$(VENV)/bin/pip:
	$(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) -m pip --python $(BIN)/python install --quiet pip

$(VENV)/installed: pyproject.toml | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/installed-for-tests: pyproject.toml | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@ $(VENV)/installed
