"""The ledger of the paper's claims, checked before any job runs (plain Python, so that the Snakefile loads quickly)."""

from sparse_lowrank.errors import UserError
from sparse_lowrank.planning.schema import check_schema


class LedgerError(UserError):
    """An entry of the ledger that cannot work: which key, which value, and what to write instead."""

    def __init__(self, key, value, reason, remedy):
        super().__init__(f"claims: {key} = {value!r}: {reason}. Remedy: {remedy}")


def check(ledger, schema):
    """Raise LedgerError unless the ledger fits its schema."""
    check_schema(ledger, schema, LedgerError)


def claims_on(ledger, figure, experiments):
    """The claims on a figure that these experiments can decide, by id."""
    claims = ledger["claims"].get(figure, {})
    return {name: claim for name, claim in claims.items() if claim["experiment"] in experiments}
