# The commands of the README. Each makes .venv first, where needed, from the hash-locked requirements.txt.

PYTHON ?= python3
CORES ?= all
SNAKEMAKE = .venv/bin/snakemake --logger rich --cores $(CORES)
SNAKEFILES = Snakefile workflow/rules
# Megabytes that this machine has: jobs on the largest networks do not fit into it side by side.
MEMORY = $(shell awk '/^MemTotal/ {print int($$2 / 1024)}' /proc/meminfo)
# Tests run side by side; a process that is done takes some from one that lags behind.
PYTEST = .venv/bin/pytest -n logical --maxprocesses 8 --dist worksteal

# Whatever the locale, Snakemake's own log takes what our messages say.
export PYTHONUTF8 = 1

# Where the home cannot be written, the caches of Snakemake and Matplotlib go here.
ifneq ($(shell test -w "$$HOME" || echo no),)
export XDG_CACHE_HOME ?= $(CURDIR)/.snakemake/cache
export MPLCONFIGDIR ?= $(CURDIR)/.snakemake/cache/matplotlib
endif

.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*/\1/p' Makefile)

# Every finished job makes Snakemake wake up once in each "timespan" from then on. With the default, one second, a long
# run wakes hundreds of times a second at its end, which costs a tenth of two cores. So long runs get four seconds. Short
# ones keep the default, because a run ends only when the last timespan is over.
LONG = --max-jobs-per-timespan 1000/4s

figures: .venv/ready ## every figure of the paper, at the scale of the paper
	$(SNAKEMAKE) $(LONG)

supplement: .venv/ready ## what the paper leaves open: five supplementary figures, and what they find
	$(SNAKEMAKE) $(LONG) supplement
	@.venv/bin/python scripts/print_claims.py results/findings.csv

smoke: .venv/ready ## all of these at toy size, in folders of their own
	$(SNAKEMAKE) all supplement --configfile config/smoke.yaml

test: lint .venv/validator/ready .venv/browser/ready ## lint, unit tests, and tests that run the workflow
	$(PYTEST)

test-unit: .venv/ready ## the package alone, in less than a minute
	$(PYTEST) tests/unit

test-paper: .venv/ready ## every mark of the finished figures of this folder against the datasets, at the scale of the paper
	.venv/bin/pytest tests/workflow/test_finished_marks.py --run .

test-conda: .venv/conda/ready ## snakemake --sdm conda, with a channel made of what is installed here
	.venv/bin/pytest tests/conda

test-python: .venv/ready ## the same digests and pictures by a newer Python, if there is one
	.venv/bin/pytest tests/python

test-browser: .venv/browser/ready .venv/page/ready ## the report in a real Chromium, installed if missing (Debian, as root), and its style
	.venv/page/node_modules/.bin/biome ci --config-path tests/browser workflow/report
	command -v chromedriver > /dev/null || apt-get install --yes chromium chromium-driver
	.venv/bin/pytest tests/browser

test-slurm: .venv/conda/ready .venv/storage/ready ## the cluster profiles on a real SLURM of two nodes with accounting, installed if missing (Debian, as root)
	.venv/bin/python tests/cluster/slurm.py install
	.venv/bin/pytest tests/cluster

test-storage: .venv/storage/ready ## results in a folder and in a bucket of a real S3 server, on this machine; rsync is installed if missing
	command -v rsync > /dev/null || apt-get install --yes rsync
	.venv/bin/pytest tests/storage

test-arm: .venv/arm/ready ## other processors: 64-bit Arm and x86-64 without AVX2, emulated, and more kernels (Debian on x86-64)
	.venv/bin/pytest tests/arm

claims: .venv/ready ## the paper's claims against the datasets, as a table
	$(SNAKEMAKE) results/claims.csv
	@.venv/bin/python scripts/print_claims.py results/claims.csv

report: .venv/ready ## figures and supplement, captions, claims, parameters, run times and software on one page: results/report.html
	$(SNAKEMAKE) all results/report.html

crate: .venv/ready ## the finished run with its code and its chain as a Provenance Run Crate: results/crate.zip
	$(SNAKEMAKE) all results/crate.zip

adopt: .venv/ready ## results that were copied here, or an unpacked crate: verified, and taken as done
	.venv/bin/python scripts/adopt.py

audit: figures ## every figure's chain, every digest verified
	.venv/bin/python scripts/audit.py figures/*.pdf

bench: .venv/ready ## this workflow's computations beside the plain ones, and beside what this machine can do
	PYTHONPATH=scripts .venv/bin/python benchmarks/run.py

scaling: .venv/ready ## outlier and bulk to fourteen million units, and what they cost: figures/scaling.pdf (18 GB, half an hour)
	$(SNAKEMAKE) figures/scaling.pdf --resources mem_mb=$(MEMORY)

lint: .venv/ready ## style of Python and Snakemake files, and Snakemake's own checks
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/snakefmt --check $(SNAKEFILES)
	.venv/bin/snakemake --lint

format: .venv/ready ## rewrite Python and Snakemake files in the style that lint asks for
	.venv/bin/ruff check --fix
	.venv/bin/ruff format
	.venv/bin/snakefmt $(SNAKEFILES)

gallery: figures supplement ## refresh the pictures of the README
	mkdir -p docs/figures
	cp figures/*.png docs/figures/

lock: ## every requirements.txt from its requirements.in, and package-lock.json; needs uv and npm
	for place in . tests/crate tests/conda tests/browser tests/storage; do uv pip compile --quiet --universal --python-version 3.11 \
		--generate-hashes --no-annotate --custom-compile-command "make lock" \
		$$place/requirements.in -o $$place/requirements.txt; done
	cd tests/browser && npm install --package-lock-only

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

# Below a folder whose path has a space or the like, .venv is a link to an environment in the user's cache: Snakemake
# hands the path of its Python, which pip writes into the first line of .venv/bin/snakemake, to a shell as it is.
# Bytecode is compiled here because jobs that cannot write it would compile it again, two seconds each.
.venv/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Error: $(PYTHON) is older than Python 3.11. Remedy: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	rm -rf .venv
	place=$$($(PYTHON) scripts/place_environment.py) && $(PYTHON) -m venv --clear "$$place" && \
		{ [ -e .venv ] || ln -s "$$place" .venv; }
	"$$(cd .venv && pwd -P)/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	.venv/bin/python -m compileall -q .venv/lib > /dev/null || true
	touch $@

# What the tests alone need is no part of the workflow, and may ask for other versions: an environment of its own each.
.venv/validator/ready: tests/crate/requirements.txt
.venv/conda/ready: tests/conda/requirements.txt
.venv/browser/ready: tests/browser/requirements.txt
.venv/storage/ready: tests/storage/requirements.txt
.venv/validator/ready .venv/conda/ready .venv/browser/ready .venv/storage/ready: .venv/ready
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(filter %.txt,$^)
	touch $@

.venv/arm/ready: .venv/ready tests/arm/emulation.py
	.venv/bin/python tests/arm/emulation.py
	touch $@

# Of the report's script and style: formatter, linter, and the checker of accessibility.
.venv/page/ready: tests/browser/package-lock.json .venv/ready
	command -v npm > /dev/null || apt-get install --yes npm
	mkdir -p $(@D)
	cp tests/browser/package.json tests/browser/package-lock.json tests/browser/.npmrc $(@D)
	npm ci --prefix $(@D)
	touch $@
