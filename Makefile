# The commands of the README. Each makes .venv first, where needed, from the hash-locked requirements.txt.

PYTHON ?= python3
CORES ?= all
SNAKEMAKE = .venv/bin/snakemake --logger rich --cores $(CORES)
SNAKEFILES = Snakefile workflow/rules
# Tests run side by side; a process that is done takes some from one that lags behind.
PYTEST = .venv/bin/pytest -n logical --maxprocesses 8 --dist worksteal

.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*/\1/p' Makefile)

# Every finished job makes Snakemake wake up once in each "timespan" from then on. With the default, one second, a long
# run wakes hundreds of times a second at its end, which costs a tenth of two cores. So this run gets ten seconds. Short
# runs keep the default, because a run ends only when the last timespan is over.
figures: .venv/ready ## every figure of the paper, at the scale of the paper
	$(SNAKEMAKE) --max-jobs-per-timespan 1000/10s

supplement: .venv/ready ## what the paper leaves open: four supplementary figures, and what they find
	$(SNAKEMAKE) supplement
	@.venv/bin/python scripts/print_claims.py results/findings.csv

smoke: .venv/ready ## all of these at toy size, in folders of their own
	$(SNAKEMAKE) all supplement --configfile config/smoke.yaml

test: lint .venv/validator/ready ## lint, unit tests, and tests that run the workflow
	$(PYTEST)

test-unit: .venv/ready ## the package alone, in less than a minute
	$(PYTEST) tests/unit

test-conda: .venv/conda/ready ## snakemake --sdm conda, with a channel made of what is installed here
	.venv/bin/pytest tests/conda

test-slurm: .venv/conda/ready ## the cluster profiles on a real SLURM of one node, installed if missing (Debian, as root)
	.venv/bin/python tests/cluster/slurm.py install
	.venv/bin/pytest tests/cluster

claims: .venv/ready ## the paper's claims against the datasets, as a table
	$(SNAKEMAKE) results/claims.csv
	@.venv/bin/python scripts/print_claims.py results/claims.csv

report: .venv/ready ## figures and supplement, captions, claims, parameters, run times and software on one page: results/report.html
	$(SNAKEMAKE) all results/report.html

crate: .venv/ready ## the finished run with its code and its chain as a Provenance Run Crate: results/crate.zip
	$(SNAKEMAKE) all results/crate.zip

audit: figures ## every figure's chain, every digest verified
	.venv/bin/python scripts/audit.py figures/*.pdf

bench: .venv/ready ## this workflow's computations beside the plain ones, and beside what this machine can do
	PYTHONPATH=scripts .venv/bin/python benchmarks/run.py

scaling: .venv/ready ## outlier and bulk to a million units, and what they cost: figures/scaling.pdf (6 GB, a quarter of an hour)
	$(SNAKEMAKE) figures/scaling.pdf

lint: .venv/ready ## style of Python and Snakemake files, and Snakemake's own checks
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/snakefmt --check $(SNAKEFILES)
	.venv/bin/snakemake --lint

format: .venv/ready ## rewrite Python and Snakemake files in the style that lint asks for
	.venv/bin/ruff check --fix
	.venv/bin/ruff format
	.venv/bin/snakefmt $(SNAKEFILES)

gallery: figures ## refresh the pictures of the README
	mkdir -p docs/figures
	cp figures/*.png docs/figures/

lock: ## every requirements.txt from its requirements.in; needs uv
	for place in . tests/crate tests/conda; do uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-annotate --custom-compile-command "make lock" \
		$$place/requirements.in -o $$place/requirements.txt; done

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

# Bytecode is compiled here because jobs that cannot write it would compile it again, two seconds each.
.venv/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Error: $(PYTHON) is older than Python 3.11. Remedy: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	rm -rf .venv
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	.venv/bin/python -m compileall -q .venv/lib > /dev/null || true
	touch $@

# What the tests alone need is no part of the workflow, and may ask for other versions: an environment of its own each.
.venv/validator/ready: tests/crate/requirements.txt
.venv/conda/ready: tests/conda/requirements.txt
.venv/validator/ready .venv/conda/ready: .venv/ready
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(filter %.txt,$^)
	touch $@
