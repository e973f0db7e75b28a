"""Validate a crate against the profiles it claims, without the network: `validate.py results/crate.zip`.

The validator reads the JSON-LD context of RO-Crate 1.1 from the web. Here it gets the one that the package rocrate
brings, which is that of RO-Crate 1.3, with the four terms that RO-Crate 1.1 spells differently. Nothing else is
replaced. Exit status: 0 valid, 1 not valid.
"""

import json
import sys
from importlib.resources import files

from rocrate_validator import models, services
from rocrate_validator.utils import document_loader, http

PROFILES = "process-run-crate-0.5", "workflow-run-crate-0.5", "provenance-run-crate-0.5"
SPELT_DIFFERENTLY = {
    "ComputationalWorkflow": "https://bioschemas.org/ComputationalWorkflow",
    "FormalParameter": "https://bioschemas.org/FormalParameter",
    "input": "https://bioschemas.org/ComputationalWorkflow#input",
    "output": "https://bioschemas.org/ComputationalWorkflow#output",
}
CONTEXT_1_1 = "https://w3id.org/ro/crate/1.1/context"


def context():
    """The context of RO-Crate 1.1."""
    shipped = json.loads(files("rocrate").joinpath("data/ro-crate.jsonld").read_text())
    return {"@context": shipped["@context"] | SPELT_DIFFERENTLY}


def local(url, **_):
    """What the web would answer.

    Raises
    ------
    LookupError
        For anything but the context.
    """
    if not url.startswith(CONTEXT_1_1):
        raise LookupError(f"{url} is not {CONTEXT_1_1}. Remedy: describe the crate's own terms inside the crate.")
    return context()


class LocalAnswer:
    """The context as the answer of a web server."""

    status_code, ok, headers, url = 200, True, {"Content-Type": "application/ld+json"}, CONTEXT_1_1

    def __init__(self, url, **_):
        self.text = json.dumps(local(url))
        self.content = self.text.encode()

    def json(self):
        return json.loads(self.text)

    def raise_for_status(self):
        pass


def validate(crate):
    """The number of required properties that the crate lacks, each printed."""
    document_loader._fetch_json_ld = local
    http.HttpRequester.__getattr__ = lambda self, name: LocalAnswer if name in ("get", "head") else None
    return sum(report(crate, profile) for profile in PROFILES)


def report(crate, profile):
    settings = services.ValidationSettings(
        rocrate_uri=crate,
        profile_identifier=profile,
        requirement_severity=models.Severity.REQUIRED,
        skip_availability_check=True,
    )
    result = services.validate(settings)
    print(f"{profile}: {'valid' if result.passed() else 'not valid'}")
    for issue in result.get_issues():
        print(f"  {issue.check.identifier} {issue.message} ({issue.violatingEntity})")
    return len(result.get_issues())


if __name__ == "__main__":
    sys.exit(1 if validate(sys.argv[1]) else 0)
