"""The ledgers, checked before any job runs: of the paper's claims and our findings, and of fidelity."""

from sparse_lowrank.planning.schema import check_schema
from sparse_lowrank.records.yaml_files import yaml_of


def read(root, name):
    """A ledger of the project in the folder `root`: "claims" or "fidelity".

    Raises UserError if it is no plain YAML, ConfigurationError unless it fits its schema.
    """
    content, schema = (yaml_of(root / file) for file in (f"{name}.yaml", f"workflow/schemas/{name}.schema.yaml"))
    check_schema(content, schema, name)
    return content


def claims_on(ledger, figure, experiments):
    """The claims, or findings, on a figure that these experiments can decide, by id."""
    claims = (ledger["claims"] | ledger["findings"]).get(figure, {})
    return {name: claim for name, claim in claims.items() if claim["experiment"] in experiments}
