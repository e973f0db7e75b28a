"""Errors a user can act on: one line that names what is wrong and the remedy."""

import errno

SAID = {errno.EAGAIN: "another program has it locked"}
REMEDIES = {
    errno.EAGAIN: "keep the file; close the program that has it open, and run the same command again",
    errno.EACCES: "keep the file; give yourself the right to it (chmod u+rw), and run the same command again",
    errno.EISDIR: "move this folder to another place, and run snakemake again",
    errno.ENOENT: "make it with snakemake; if it is part of the project, put it back",
    errno.ESTALE: "keep the file; see that its disk is there (mount it anew), and run the same command again",
}


class UserError(Exception):
    """Something a user can put right; its message is the whole story, a traceback adds nothing."""


class UnreadableFile(UserError):
    """A file that cannot be used. Its three kinds have three remedies; only what is proven wrong is to be deleted."""

    remedy = ""

    def __init__(self, path, reason, remedy=None):
        super().__init__(f"{path}: {reason}. Remedy: {remedy or self.remedy}.")


class UnopenedFile(UnreadableFile):
    """A file that cannot be opened now. Its content may be whole, so that it is to be kept.

    Takes the path, and the OSError that tells why.
    """

    def __init__(self, path, error):
        remedy = REMEDIES.get(error.errno, "keep the file, and run the same command again when it can be opened")
        super().__init__(path, f"cannot be opened now ({SAID.get(error.errno, error.strerror)})", remedy)


class DamagedFile(UnreadableFile):
    """A file of this workflow whose content is proven wrong: it is cut short, or contradicts its own digest."""

    remedy = "delete this file and run snakemake again; it will be rebuilt from its seed"


class ForeignFile(UnreadableFile):
    """A file that this workflow did not make, or that cannot be recognised as its own."""

    remedy = "move this file to another place and run snakemake again; it makes its own from the seed"


class ConfigurationError(UserError):
    """A value that cannot work, in the configuration or in another document: which key, which value, what to write."""

    def __init__(self, key, value, reason, remedy, document="config"):
        super().__init__(f"{document}: {key} = {value!r}: {reason}. Remedy: {remedy}")
