"""Fig 5: dynamical regimes of autonomous activity at high sparsity."""

import numpy as np

from sparse_lowrank import plotting, theory
from sparse_lowrank.variables import label

LAYOUT = [
    {"a": (7.1, 4.2)},
    {"b": (7.1, 2.1)},
    {"c": (3.55, 2.4), "d": (3.55, 2.4)},
]

REGIMES = {"decaying": "#F0F0F0", "structured": "#9ECAE1", "chaotic": "#FDBE85", "infeasible": "#FFFFFF"}
NETWORKS = {
    (0.04, 0.0016): ("decaying", "#666666"),
    (0.04, 0.01): ("structured", "#0072B2"),
    (0.16, 0.0016): ("chaotic", "#D55E00"),
    (0.16, 0.01): ("intermediate", "#009E73"),
}


def panel_a(area, networks, *, variance_range, covariance_range):
    """The phase diagram, and around it activity and spectrum of one network in each regime."""
    n_units, degree = float(networks.n_units), float(networks.out_degree)
    ax = plotting.axes_at(area, 2.75, 1.15, 1.75, 1.95)
    phase_diagram(ax, n_units, degree, variance_range, covariance_range, names=True)
    variances, covariances = networks.variance.values, networks.covariance.values
    for variance in variances:
        for covariance in covariances:
            name, colour = NETWORKS.get((variance, covariance), ("", "k"))
            ax.plot(variance, covariance, "s", ms=6, mec="k", mfc=colour, zorder=5)
            network = networks.sel(variance=variance, covariance=covariance).isel(replicate=0)
            left = 0.45 if variance == variances[0] else 5.0
            bottom = 0.4 if covariance == covariances[0] else 2.4
            _network(area, network, left, bottom, colour, name)


def panel_b(area, *, n_units, out_degrees, variance_range, covariance_range, variance, covariance):
    """The phase diagram for several numbers of connections, with one network's place in it."""
    width = 1.7
    for k, degree in enumerate(out_degrees):
        ax = plotting.axes_at(area, 0.6 + k * (width + 0.45), 0.4, width, 1.35)
        phase_diagram(ax, n_units, degree, variance_range, covariance_range)
        ax.plot(variance, covariance, "s", ms=6, mec="k", mfc="white", zorder=5)
        ax.set_title(f"$C = {degree:g}$")
        if k:
            ax.set_ylabel("")


def panel_c(area, activity):
    """Activity along m against C at fixed N, both branches."""
    ax = plotting.add_axes(area, left=0.55)
    _branches(ax, activity, "out_degree")
    ax.invert_xaxis()
    ax.legend(loc="upper right")


def panel_d(area, activity):
    """Activity along m against N at fixed C, both branches."""
    ax = plotting.add_axes(area, left=0.55)
    _branches(ax, activity, "n_units")


def phase_diagram(ax, n_units, degree, variance_range, covariance_range, names=False):
    """Regimes in the variance–covariance plane, by which of outlier and bulk leads above one."""
    variance = np.linspace(*variance_range, 401)
    covariance = np.linspace(*covariance_range, 401)
    outlier = theory.outlier_unscaled(covariance, degree)[:, None]
    bulk = theory.bulk_radius_unscaled(variance, n_units, degree)[None, :]
    regime = np.where(outlier > np.maximum(bulk, 1), 1, np.where(bulk > 1, 2, 0))
    regime = np.where(covariance[:, None] > variance[None, :], 3, regime)
    ax.contourf(variance, covariance, regime, [-0.5, 0.5, 1.5, 2.5, 3.5], colors=list(REGIMES.values()))
    feasible = covariance[:, None] <= variance[None, :]
    for boundary, style in (
        (np.broadcast_to(outlier, regime.shape) - 1, "-"),
        (np.broadcast_to(bulk, regime.shape) - 1, "-"),
    ):
        ax.contour(
            variance,
            covariance,
            np.where(feasible, boundary, np.nan),
            [0],
            colors="k",
            linewidths=0.6,
            linestyles=style,
        )
    leads = np.where((np.maximum(outlier, bulk) > 1) & feasible, outlier - bulk, np.nan)
    ax.contour(variance, covariance, leads, [0], colors="k", linewidths=1.2)
    ax.plot(covariance, covariance, color=plotting.COLOURS["reference"], lw=0.8, ls=(0, (2, 1.5)))
    if names:
        for k, name in enumerate(REGIMES):
            if (regime == k).sum() > 2000:
                i, j = np.argwhere(regime == k).mean(axis=0).round().astype(int)
                ax.text(variance[j], covariance[i], name, ha="center", va="center", fontsize=6.5, style="italic")
    ax.set(
        xlim=variance_range, ylim=covariance_range, xlabel="variance $\\sigma^2$", ylabel="covariance $\\sigma_{mn}$"
    )


def _network(area, network, left, bottom, colour, name):
    """Activations of some units of a network, and its spectrum beside them."""
    traces = plotting.axes_at(area, left, bottom, 1.05, 1.2)
    spectrum = plotting.axes_at(area, left + 1.15, bottom + 0.2, 0.85, 0.85)
    for unit in range(network.sizes["unit"])[:8]:
        traces.plot(network.time, network.activation.isel(unit=unit), lw=0.6)
    traces.set(xlabel=label("time"), ylabel=label("activation"))
    traces.set_title(name, color=colour, fontweight="bold")
    largest = float(np.hypot(network.eigenvalue_real, network.eigenvalue_imag).max())
    plotting.complex_plane(spectrum, 1.1 * max(largest, 1.15), ticks=())
    plotting.spectrum_dots(spectrum, network)
    spectrum.set_axis_off()


def _branches(ax, activity, axis):
    """Time average of mᵀφ(x)/N over the second half of each simulation; bars: mean fluctuation in time."""
    course = activity.activity_m.isel(time=slice(activity.sizes["time"] // 2, None)).transpose(
        axis, "replicate", "time"
    )
    mean, fluctuation = course.mean("time"), course.std("time")
    x = activity[axis].broadcast_like(mean)
    for sign, colour, name in ((1, "#0072B2", "positive branch"), (-1, "#D55E00", "negative branch")):
        chosen = np.sign(mean) == sign
        ax.plot(x.values[chosen], mean.values[chosen], ".", ms=2.5, color=colour, alpha=0.5)
        average, spread = mean.where(chosen).mean("replicate"), fluctuation.where(chosen).mean("replicate")
        ax.errorbar(activity[axis], average, spread, fmt="o-", ms=3.5, lw=0.9, color=colour, label=name)
    ax.axhline(0, lw=0.5, color=plotting.COLOURS["reference"], zorder=0)
    ax.set(xlabel=label(axis), ylabel=label("activity_m"))
