"""Errors a user can act on: one line that names what is wrong and the remedy."""


class UserError(Exception):
    """Something a user can put right; its message is the whole story, a traceback adds nothing."""


class UnreadableFile(UserError):
    """A data file that is damaged or is not what its place in the workflow says."""

    def __init__(self, path, reason):
        super().__init__(
            f"{path}: {reason}. Remedy: delete this file and run snakemake again; it will be rebuilt from its seed."
        )


class ConfigurationError(UserError):
    """A value that cannot work, in the configuration or in another document: which key, which value, what to write."""

    def __init__(self, key, value, reason, remedy, document="config"):
        super().__init__(f"{document}: {key} = {value!r}: {reason}. Remedy: {remedy}")
