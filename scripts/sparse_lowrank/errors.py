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
    """A configuration value that cannot work: which key, which value, and what to write instead."""

    def __init__(self, key, value, reason, remedy):
        super().__init__(f"config: {key} = {value!r}: {reason}. Remedy: {remedy}")
