"""The figures of a configuration, of whatever kind."""

KINDS = ("figures", "supplementary_figures", "benchmark_figures")


def all_figures(config):
    """The panels of every figure of a configuration, by name of figure."""
    return {name: panels for kind in KINDS for name, panels in config[kind].items()}
