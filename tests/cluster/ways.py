"""The ways of running Snakemake that must give the same results."""

from conda.local_conda import install_conda, snakemake_with_conda
from helpers.workspace import SMOKE

# A figure, its chain and its claims span all rules but one; a dataset of two small points spans that.
FIGURE = ("figures/smoke/fig4.json", "results/smoke/claims/fig4.json")
DATASET = "results/smoke/datasets/fig2_spectra.nc"
TARGETS = (*FIGURE, DATASET)

# A test does not wait 40 s for the first answer.
HERE = ("--slurm-init-seconds-before-status-checks", "8", "--latency-wait", "10")
ON_SLURM = ("--profile", "workflow/profiles/slurm", *HERE, "--slurm-keep-successful-logs")
# As Snakemake recommends beside SLURM: the nodes share the project, but no result.
IN_STORAGE = ("--shared-fs-usage", "persistence", "software-deployment", "sources", "source-cache")
IN_STORAGE += ("--default-storage-provider", "fs", "--default-storage-prefix")
GENERIC_PROFILE = "workflow/profiles/cluster-generic"
ON_CLUSTER_GENERIC = ("--profile", GENERIC_PROFILE, "--seconds-between-status-checks", "1", "--latency-wait", "10")


def slurm_plugin(workspace):
    """Build the targets through workflow/profiles/slurm."""
    workspace.snakemake(*TARGETS, *ON_SLURM, *SMOKE)


def cluster_generic(workspace):
    """Build the targets through workflow/profiles/cluster-generic."""
    workspace.snakemake(*TARGETS, *ON_CLUSTER_GENERIC, *SMOKE)


def conda(workspace):
    """Build the targets with `snakemake --sdm conda`, each rule in the environment that it names."""
    base = install_conda(workspace.path.parent / "conda")
    snakemake_with_conda(base, workspace.path, "--cores", "2", *TARGETS, *SMOKE)


ON_THE_CLUSTER = [slurm_plugin, cluster_generic]
WAYS = [*ON_THE_CLUSTER, conda]
