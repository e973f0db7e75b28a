"""The ledger of the paper's claims and of our findings, checked before any job runs."""

from sparse_lowrank.planning.schema import check_schema


def check(ledger, schema):
    """Raise ConfigurationError unless the ledger fits its schema."""
    check_schema(ledger, schema, "claims")


def claims_on(ledger, figure, experiments):
    """The claims, or findings, on a figure that these experiments can decide, by id."""
    claims = (ledger["claims"] | ledger["findings"]).get(figure, {})
    return {name: claim for name, claim in claims.items() if claim["experiment"] in experiments}
