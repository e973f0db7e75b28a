"""Checks of the configuration, before any job runs: the schema first, then what no schema can say."""

import ast
import difflib
from pathlib import Path

from sparse_lowrank.errors import ConfigurationError
from sparse_lowrank.planning import figures
from sparse_lowrank.planning.experiments import check_experiment
from sparse_lowrank.planning.schema import check_schema


def check(config, schema, panels, captions):
    """Check a configuration.

    Parameters
    ----------
    config : dict
        The whole configuration, after all overrides.
    schema : dict
        The JSON schema; its descriptions become the remedies.
    panels : path
        The folder of the modules of panel functions, one per figure.
    captions : path
        The folder of the captions, one per figure.

    Raises
    ------
    ConfigurationError
        For the first key that cannot work, with its value and the remedy.
    """
    check_schema(config, schema, "config")
    for name, experiment in config["experiments"].items():
        check_experiment(f"experiments.{name}", experiment, schema["$defs"]["experiment"]["properties"])
    for kind in figures.KINDS:
        for name, figure in config[kind].items():
            check_figure(f"{kind}.{name}", figure, config["experiments"], Path(panels) / f"{name}.py", Path(captions))


def check_figure(key, figure, experiments, module, captions):
    """Raise ConfigurationError unless every panel has its function, with these experiments and options."""
    if not module.exists():
        raise ConfigurationError(
            key, list(figure), f"no module {module.name}", f"write {module.parent.name}/{module.name}"
        )
    caption = captions / f"{module.stem}.rst"
    if not caption.exists():
        raise ConfigurationError(key, list(figure), "no caption", f"write {captions.name}/{caption.name}")
    functions = _panel_signatures(module)
    for letter, panel in figure.items():
        where = f"{key}.{letter}"
        if f"panel_{letter}" not in functions:
            raise ConfigurationError(
                where, panel, f"no panel_{letter} in {module.name}", "write it or remove the panel"
            )
        positional, options = functions[f"panel_{letter}"]
        _check_panel(where, panel, experiments, positional, options)


def _check_panel(key, panel, experiments, positional, options):
    for name in panel["experiments"]:
        if name not in experiments:
            close = difflib.get_close_matches(name, experiments, 1)
            remedy = f"did you mean {close[0]}?" if close else f"use one of {', '.join(experiments)}"
            raise ConfigurationError(f"{key}.experiments", name, "no such experiment", remedy)
    if len(panel["experiments"]) != len(positional):
        remedy = f"give {len(positional)}: {', '.join(positional) or 'an empty list'}"
        raise ConfigurationError(f"{key}.experiments", panel["experiments"], "wrong number of experiments", remedy)
    given = panel.get("options", {})
    if set(given) != options:
        remedy = f"give exactly: {', '.join(sorted(options)) or 'none'}"
        raise ConfigurationError(f"{key}.options", given, "not the options of this panel", remedy)


def _panel_signatures(module):
    """Experiments and options of each panel function of a module, read without importing it."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {
        function.name: (
            [argument.arg for argument in function.args.args[1:]],
            {argument.arg for argument in function.args.kwonlyargs} - {"seed"},
        )
        for function in functions
    }
