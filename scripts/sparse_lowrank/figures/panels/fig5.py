"""Fig 5: dynamical regimes of autonomous activity at high sparsity."""

import itertools

import numpy as np
from scipy.stats import linregress

from sparse_lowrank.datasets import quantities
from sparse_lowrank.datasets.variables import label
from sparse_lowrank.figures import mark_titles, marks, plotting
from sparse_lowrank.figures.phase_diagram import mark_network, phase_diagram, regime_of
from sparse_lowrank.theory import formulas

LAYOUT = [
    {"a": (7.1, 4.2)},
    {"b": (7.1, 2.1)},
    {"c": (3.55, 2.4), "d": (3.55, 2.4)},
]


def panel_a(area, networks, *, variance_range, covariance_range):
    """The phase diagram, and around it activity and spectrum of four networks: two variances by two covariances."""
    n_units, degree = float(networks.n_units), float(networks.out_degree)
    ax = plotting.axes_at(area, 2.8, 1.0, 1.75, 2.2)
    phase_diagram(ax, n_units, degree, variance_range, covariance_range, names=True)
    for variance, left in zip(networks.variance.values, (0.45, 5.05), strict=True):
        for covariance, bottom in zip(networks.covariance.values, (0.4, 2.4), strict=True):
            name = regime_of(variance, covariance, n_units, degree)
            colour = plotting.REGIMES[name]
            network = networks.sel(variance=variance, covariance=covariance).isel(replicate=0)
            mark_network(ax, variance, covariance, colour, network=network)
            _network(area, network, left, bottom, colour, name)


def panel_b(area, *, n_units, out_degrees, variance_range, covariance_range, variance, covariance):
    """The phase diagram for several numbers of connections, with one network's place in it."""
    width = 1.7
    for k, degree in enumerate(out_degrees):
        ax = plotting.axes_at(area, 0.6 + k * (width + 0.45), 0.4, width, 1.35)
        phase_diagram(ax, n_units, degree, variance_range, covariance_range)
        mark_network(ax, variance, covariance)
        ax.set_title(f"$C = {degree:g}$")
        if k:
            ax.set_ylabel("")


def panel_c(area, activity):
    """Activity along m against C at fixed N, both branches."""
    ax = plotting.add_axes(area, left=0.55)
    _branches(ax, activity, "out_degree")
    degree = np.arange(1, float(activity.n_units))
    bulk = marks.law(formulas.bulk_radius_unscaled, float(activity.variance), float(activity.n_units), degree)
    led_by_outlier = degree[formulas.outlier_unscaled(float(activity.covariance), degree) > bulk.values]
    if led_by_outlier.size:
        grey = plotting.COLOURS["reference"]
        line = ax.axvline(led_by_outlier[0], ls=(0, (2, 1.5)), lw=0.8, color=grey, label="outlier = bulk")
        marks.theory(line, bulk, about="from here on the outlier Cσ_mn (Eq 13) exceeds the bulk radius")
    ax.invert_xaxis()
    ax.legend(loc="upper right")


def panel_d(area, activity, *, level_from, fluctuating_above):
    """Activity along m against N at fixed C, both branches, and the slope of its modulus from a size upwards.

    A network fluctuates if the standard deviation in time of mᵀφ(x)/N lies above `fluctuating_above`.
    """
    ax = plotting.add_axes(area, left=0.55)
    _branches(ax, activity, "n_units")
    large = activity.sel(n_units=activity.n_units >= level_from)
    note = f"too few sizes from $N = {level_from}$ for a slope"
    if large.sizes["n_units"] > 1:
        moduli = quantities.late_activity(large).transpose("n_units", "replicate")
        fit = linregress(np.repeat(moduli.n_units.values, moduli.sizes["replicate"]) / 1000, moduli.values.ravel())
        fluctuating = float((quantities.late_fluctuation(large) > fluctuating_above).mean())
        slope = f"slope from $N = {level_from}$: {fit.slope:.3f} ± {fit.stderr:.3f} per 1000 units"
        note = f"{slope}\n{fluctuating:.0%} of these fluctuate"
    told = ax.text(0.98, 0.98, note, transform=ax.transAxes, ha="right", va="top", fontsize=6)
    about = mark_titles.plain(note.replace("\n", "; "))
    marks.whole(told, about=about, variable="late_activity", **marks.place(activity, activity))


def _network(area, network, left, bottom, colour, name):
    """Activations of some units of a network, and its spectrum beside them."""
    traces = plotting.axes_at(area, left, bottom, 0.95, 1.2)
    spectrum = plotting.axes_at(area, left + 0.97, bottom + 0.1, 1.0, 1.0)
    plotting.courses(traces, network.activation, network, "unit", lw=0.5)
    traces.set(xlabel=label("time"), ylabel=label("activation"))
    traces.set_title(name, color=colour, fontweight="bold")
    plotting.complex_plane(spectrum, plotting.reach(network, 2.2), ticks=(), above=True)
    plotting.spectrum_dots(spectrum, network)
    spectrum.set_axis_off()


def _branches(ax, activity, axis):
    """Time average of mᵀφ(x)/N over the second half of each simulation; bars: mean fluctuation in time."""
    mean, fluctuation, branch = (
        read_off(activity).transpose(axis, "replicate")
        for read_off in (quantities.late_mean_activity, quantities.late_fluctuation, quantities.branch)
    )
    x, told = activity[axis].broadcast_like(mean), marks.measured(mean, activity, "late_mean_activity")
    for sign, name in ((1, "positive branch"), (-1, "negative branch")):
        colour = plotting.COLOURS[name]
        chosen = branch == sign
        (dots,) = ax.plot(x.values[chosen], mean.values[chosen], ".", ms=2.5, color=colour, alpha=0.5)
        marks.points(dots, itertools.compress(told, chosen.values.ravel()))
        spread, style = fluctuation.where(chosen).mean("replicate"), {"ms": 3.5, "lw": 0.9, "zorder": 2, "label": name}
        values, common = mean.where(chosen), {"only": {"branch": sign}}
        plotting.means(
            ax, activity, "late_mean_activity", axis, spread, values, common, fmt="o-", color=colour, **style
        )
    ax.axhline(0, lw=0.5, color=plotting.COLOURS["reference"], zorder=0)
    limit = max(0.5, 1.05 * float((abs(mean) + fluctuation).max()))
    ax.set(xlabel=label(axis), ylabel=label("activity_m"), ylim=(-limit, limit))
