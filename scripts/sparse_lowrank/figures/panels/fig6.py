"""Fig 6: an input integration task in rank-one networks at high sparsity."""

import numpy as np
from scipy.stats import binomtest

from sparse_lowrank.datasets import quantities
from sparse_lowrank.datasets.variables import label
from sparse_lowrank.figures import marks, plotting, schematics
from sparse_lowrank.figures.phase_diagram import mark_network, phase_diagram
from sparse_lowrank.networks import ensembles
from sparse_lowrank.theory import formulas

LAYOUT = [
    {"a": (7.1, 2.1)},
    {"b": (3.6, 3.7), "c": (3.5, 3.7)},
    {"d": (3.6, 2.3), "e": (3.5, 2.3)},
]


def panel_a(area, *, seed, n_units, in_degree):
    """The network, the geometry of its vectors, and how its sparse matrix is made."""
    schematics.task_network(plotting.axes_at(area, 0.2, 0.15, 2.0, 1.6))
    schematics.task_geometry(plotting.axes_at(area, 2.55, 0.15, 1.8, 1.6))
    parameters = {"network": "rank_one", "n_units": n_units, "in_degree": in_degree, "variance": 1.0, "covariance": 0.0}
    example = ensembles.generate({**parameters, "scaled": False, "orthogonal": False}, seed, "fig6a")
    schematics.sparse_outer_product(area, example, left=4.7, bottom=0.55, size=0.85)


def panel_b(area, trials, *, in_degree, variance_range, covariance_range):
    """Stimuli, activations and readout for the lowest and the highest coherence, and the network's place in theory."""
    chosen = trials.sel(in_degree=in_degree).isel(replicate=0)
    stimulus = plotting.axes_at(area, 0.5, 2.75, 1.9, 0.6)
    readout = plotting.axes_at(area, 0.5, 0.4, 1.9, 0.75)
    for k, (trial, colour) in enumerate(_extremes(chosen)):
        name = f"$\\bar{{c}} = {float(trial.coherence):g}$"
        (line,) = stimulus.plot(trial.time, trial.stimulus, lw=0.6, color=colour, label=name)
        marks.course(line, trial.stimulus, trial)
        activations = plotting.axes_at(area, 0.5 + 1.14 * k, 1.5, 0.76, 0.8)
        plotting.courses(activations, trial.activation, trial, "unit", lw=0.5)
        activations.set_title(name, color=colour, fontsize=7, pad=2)
        activations.set(xticklabels=[], ylabel=label("activation") if k == 0 else "")
        _readouts(readout, trial, colour)
    stimulus.set(ylabel=label("stimulus"), title=f"$C = {in_degree}$, $s = {_sparsity(trials, in_degree):g}$")
    stimulus.set_xticklabels([])
    readout.set(xlabel=label("time"), ylabel=label("readout"), ylim=(-1, 1))
    _inset(area, chosen, in_degree, variance_range, covariance_range, 2.82, 0.55)


def panel_c(area, trials, *, in_degrees, variance_range, covariance_range):
    """Readout for the lowest and the highest coherence at other numbers of connections, with each network's place."""
    for row, degree in enumerate(in_degrees):
        bottom = 0.4 + 1.7 * (len(in_degrees) - 1 - row)
        chosen = trials.sel(in_degree=degree).isel(replicate=0)
        ax = plotting.axes_at(area, 0.55, bottom, 1.8, 1.05)
        for trial, colour in _extremes(chosen):
            _readouts(ax, trial, colour)
        ax.set(xlabel=label("time"), ylabel=label("readout"), ylim=(-1, 1))
        ax.set_title(f"$C = {degree}$, $\\sigma_{{mn}} = {float(chosen.covariance):g}$", fontsize=7, pad=2)
        _inset(area, chosen, degree, variance_range, covariance_range, 2.85, bottom + 0.15)


def panel_d(area, trials):
    """Variance of the readout against that of the connectivity vectors, in trials that are correct throughout."""
    ax = plotting.add_axes(area, left=0.65)
    readout_variances(ax, trials, "in_degree", float(trials.coherence.squeeze()))
    ax.legend(loc="upper left", title="correct trials, mean ± s.e.", title_fontsize=6.5)


def panel_e(area, trials):
    """Psychometric curves for several numbers of connections, with binomial errors."""
    ax = plotting.add_axes(area, left=0.55)
    psychometric_curves(ax, trials, "in_degree")
    ax.legend(loc="lower right", borderaxespad=0.1)


def readout_variances(ax, trials, axis, coherence, named=True, **style):
    """Mean and standard error of the readout's variance in correct trials, for each number of connections (`axis`)."""
    correct = quantities.correct_readout_variance(trials).sel(coherence=coherence)
    for degree, colour in plotting.by_degree(trials[axis].values):
        sample = correct.sel({axis: degree})
        error = sample.std("replicate", ddof=1) / np.sqrt(sample.count("replicate"))
        name = f"$C = {degree}$, $s = {_sparsity(trials, degree):g}$" if named else None
        look = {"fmt": "o-", "lw": 0.9, "color": colour, "label": name, "zorder": 2, **style}
        plotting.means(ax, trials, "correct_readout_variance", "variance", error, sample, **look)
    ax.set(xlabel=label("variance"), ylabel=label("readout_variance"))
    ax.set_ylim(0, auto=True)  # still widened by what is drawn later
    ax.ticklabel_format(axis="y", scilimits=(-2, 2))


def psychometric_curves(ax, trials, axis, named=True, **style):
    """Fractions of positive choices against coherence, for each number of connections (`axis`)."""
    positive = quantities.positive_choice(trials)
    for degree, colour in plotting.by_degree(trials[axis].values):
        choices = positive.sel({axis: degree}).transpose("coherence", "replicate")
        errors = np.array([_errors(row) for row in choices.values]).T
        name = f"$C = {degree}$, $s = {_sparsity(trials, degree):.2g}$" if named else None
        look = {"fmt": "o-", "lw": 0.9, "color": colour, "label": name, "zorder": 2, **style}
        plotting.means(ax, trials, "positive_choice", "coherence", errors, choices, **look)
    ax.axhline(0.5, lw=0.5, color=plotting.COLOURS["reference"], zorder=0)
    ax.set(xlabel=label("coherence"), ylabel="fraction of positive choices")


def _extremes(trials):
    """The trials of the lowest and of the highest coherence, each with its colour."""
    for name, coherence in (("low coherence", trials.coherence.min()), ("high coherence", trials.coherence.max())):
        yield trials.sel(coherence=coherence), plotting.COLOURS[name]


def _sparsity(trials, degree):
    return formulas.sparsity_of_degree(float(trials.n_units), degree)


def _errors(choices):
    """How far the 68 % Wilson interval of the fraction of ones reaches below it and above."""
    interval = binomtest(int(choices.sum()), choices.size).proportion_ci(0.6827, "wilson")
    fraction = choices.mean()
    return fraction - min(interval.low, fraction), max(interval.high, fraction) - fraction


def _readouts(ax, trials, colour):
    """Readout of every trial, the first in front."""
    plotting.courses(ax, trials.readout, trials, "trial", lw=0.4, alpha=0.5, color=colour)
    plotting.courses(ax, trials.readout.isel(trial=[0]), trials, "trial", lw=1.1, color=colour)
    ax.axhline(0, lw=0.5, color=plotting.COLOURS["reference"], zorder=0)


def _inset(area, network, degree, variance_range, covariance_range, left, bottom):
    """The phase diagram for this number of connections, the network as a white square."""
    ax = plotting.axes_at(area, left, bottom, 0.6, 0.8)
    phase_diagram(ax, float(network.n_units), degree, variance_range, covariance_range)
    mark_network(ax, network.variance, network.covariance, size=4.5, network=network)
    ax.set(xlabel="$\\sigma^2$", ylabel="$\\sigma_{mn}$")
    ax.tick_params(labelsize=5.5)
