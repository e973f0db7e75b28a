"""Mean field: where autonomous activity settles, how networks scatter, and how activity fluctuates (see Fig 5)."""

from functools import cache

import numpy as np

from sparse_lowrank.datasets import quantities
from sparse_lowrank.datasets.variables import label
from sparse_lowrank.figures import marks, plotting
from sparse_lowrank.theory import dynamic_mean_field, mean_field, mean_field_scatter
from sparse_lowrank.theory.mean_field import Networks

LAYOUT = [
    {"a": (3.55, 2.4), "b": (3.55, 2.4)},
    {"c": (5.0, 2.2), "d": (2.1, 2.2)},
    {"e": (7.1, 2.1)},
    {"f": (7.1, 2.1)},
]
SIZE = ("n_units", "out_degree")
STATISTICS = ("field_fluctuation", "field_half_time")
DASHED = (0, (4, 2))
N_LINE = 41


def panel_a(area, activity, *, line_points):
    """Activity along m against C at fixed N (the networks of Fig 5C)."""
    ax = _activity(area, activity, "out_degree", line_points)
    ax.invert_xaxis()
    ax.legend(loc="lower left", fontsize=6, borderaxespad=0.8)


def panel_b(area, activity, *, line_points):
    """Activity along m against N at fixed C (the networks of Fig 5D)."""
    _activity(area, activity, "n_units", line_points)


def panel_c(area, states):
    """Stationary states: κ against C, and what each network has at its own κ."""
    states = plotting.swept(states, "n_units", "out_degree")
    axes = plotting.add_axes(area, 3, left=0.45, gap=0.5)
    sizes = states.n_units.values
    for size, marker in zip(sizes, "^sovD", strict=False):
        chosen = states.sel(n_units=size)
        theory = _at_dots(chosen, "out_degree", mean_field.solve, lambda one: mean_field.solve(one).kappa)
        _mean(axes[0], chosen, "kappa", "measured", f"$N = {size:g}$", marker, theory=theory)
    grid = _grid(states.out_degree)
    kappa = [mean_field.solve(_networks(states, sizes[-1], degree)).kappa for degree in grid]
    plotting.theory_line(axes[0], grid, marks.Law(mean_field.solve, kappa))
    axes[0].set(xlabel=label("out_degree"), ylabel=label("kappa"), ylim=(0, None))
    axes[0].legend(loc="upper left")
    largest = states.sel(n_units=sizes[-1])
    for degree, colour in plotting.by_degree(states.out_degree.values):
        networks = largest.sel(out_degree=degree)
        networks = networks.isel(replicate=np.flatnonzero(networks.is_stationary))
        kappa = _grid(networks.kappa)
        theory = [mean_field.state_at(_networks(states, sizes[-1], degree), value) for value in kappa]
        for ax, name, values in (
            (axes[1], "field_deviation", [state.deviation for state in theory]),
            (axes[2], "jacobian_radius", [state.radius for state in theory]),
        ):
            (line,) = ax.plot(kappa, values, color=colour, lw=1)
            marks.theory(line, marks.Law(mean_field.state_at, values))
            style = {"ms": 3, "mew": 0, "color": colour, "label": f"$C = {degree:g}$"}
            (dots,) = ax.plot(networks.kappa, networks[name], ".", **style)
            marks.points(dots, marks.measured(networks[name], networks, name, also=[networks.kappa]))
            ax.set(xlabel=label("kappa"), ylabel=label(name))
    for ax in axes[1:]:
        ax.set_ylim(0, None)
    line = axes[2].axhline(1, lw=0.8, ls=DASHED, color=plotting.COLOURS["reference"])
    marks.whole(line, about="r = 1: above it the stationary state is unstable")
    axes[1].legend(loc="lower right", handletextpad=0.1, labelspacing=0.2)


def panel_d(area, states):
    """Standard deviation of κ between networks against N."""
    states = plotting.swept(states, "n_units", "out_degree")
    ax = plotting.add_axes(area, left=0.5, xscale="log", yscale="log")
    sizes = states.n_units.values
    measured = quantities.kappa_scatter(states)
    error = 1 / np.sqrt(2 * (states.sizes["replicate"] - 1))
    for degree, colour in plotting.by_degree(states.out_degree.values):
        values = measured.sel(out_degree=degree)
        ensembles = [_networks(states, size, degree) for size in sizes]
        scatter = [mean_field_scatter.kappa_scatter(one, mean_field.solve(one)) for one in ensembles]
        theory = marks.Law(mean_field_scatter.kappa_scatter, values.copy(data=scatter))
        dots, _, bars = ax.errorbar(sizes, values, error * values, fmt="o", ms=3, lw=0.8, color=colour)
        marks.points(dots, marks.measured(values, states, "kappa_scatter", **marks.at_dots(theory)), *bars)
        (line,) = ax.plot(sizes, scatter, color=colour)
        marks.theory(line, theory)
    ax.set_xticks(sizes, [f"{size:g}" for size in sizes])
    ticks = plotting.ticks_within((0.5, 1, 2), measured)
    ax.set_yticks(ticks, [f"{tick:.2g}" for tick in ticks])
    ax.minorticks_off()
    ax.set(xlabel=label("n_units"), ylabel="standard deviation of $|\\kappa|$")


def panel_e(area, chaos, large, *, out_degree):
    """Chaos without structure: fluctuation and half-time of the field against C, and one autocorrelation function."""
    chaos, large = plotting.swept(chaos, "out_degree"), plotting.swept(large, "out_degree")
    axes = plotting.add_axes(area, 3, left=0.5, gap=0.6)
    for ax, name in zip(axes, STATISTICS, strict=False):
        theory = _statistics_at_dots(large, name)
        _mean(ax, large, name, "reference", f"$N = {float(large.n_units):g}$", "D", theory=theory)
    _fluctuation(axes[:2], chaos)
    degree = float(chaos.out_degree.sel(out_degree=out_degree, method="nearest"))
    covariances = chaos.field_autocovariance.sel(out_degree=degree)
    course = covariances.mean("replicate")
    networks = _networks(chaos, float(chaos.n_units), degree)
    state = dynamic_mean_field.solve(networks)
    lags, _, field = dynamic_mean_field.autocovariance(networks, state)
    _, fluctuation, _ = dynamic_mean_field.field_statistics(networks, state, quantities.window(chaos))
    in_window = field - field[0] + fluctuation**2
    ax = axes[2]
    (dots,) = ax.plot(chaos.lag, course / course[0], ".", ms=3, color=plotting.COLOURS["measured"])
    marks.points(dots, marks.means(covariances, chaos, "field_autocovariance", drawn=course / course[0]))
    line = marks.Law(dynamic_mean_field.autocovariance, in_window / fluctuation**2)
    plotting.theory_line(ax, lags, line, "fluctuation")
    ax.axhline(0, lw=0.5, color=plotting.COLOURS["reference"], zorder=0)
    ax.set(xlabel=label("lag"), ylabel="autocorrelation of the field", xlim=(0, 30))
    ax.text(0.95, 0.95, f"$C = {degree:g}$", transform=ax.transAxes, ha="right", va="top")


def panel_f(area, states):
    """From chaos over fluctuating structure to structure at rest, against C: κ, fluctuation and half-time."""
    states = plotting.swept(states, "out_degree")
    axes = plotting.add_axes(area, 3, left=0.5, gap=0.6)
    grid = _grid(states.out_degree)
    ensembles = _ensembles(states, "out_degree", grid)
    static = np.array([mean_field.solve(networks).kappa for networks in ensembles])
    dynamic = np.array([dynamic_mean_field.solve(networks).kappa for networks in ensembles])
    radius = np.array([mean_field.solve(networks).radius for networks in ensembles])
    plotting.theory_line(axes[0], grid, marks.Law(mean_field.solve, static), name="stationary", ls=DASHED)
    plotting.theory_line(axes[0], grid, marks.Law(dynamic_mean_field.solve, dynamic), "fluctuation", "dynamic")
    _each(axes[0], states, "kappa")
    solve = dynamic_mean_field.solve
    theory = _at_dots(states, "out_degree", solve, lambda networks: solve(networks).kappa)
    _mean(axes[0], states, "kappa", "measured", None, theory=theory)
    axes[0].set(xlabel=label("out_degree"), ylabel=label("kappa"), ylim=(0, None))
    axes[0].legend(loc="upper left")
    _fluctuation(axes[1:], states)
    for ax in axes:
        _mark_onset(ax, grid, radius)


def _grid(values, count=N_LINE):
    """A grid for lines of theory; one point if there is but one value."""
    return np.unique(plotting.fine(values, count))


def _networks(data, n_units, degree):
    return Networks(float(n_units), float(degree), float(data.variance), float(data.covariance))


def _ensembles(data, axis, values):
    """The networks at values of an axis, N or C."""
    sizes, degrees = (np.broadcast_to(values if name == axis else data[name], np.shape(values)) for name in SIZE)
    return [_networks(data, size, degree) for size, degree in zip(sizes, degrees, strict=True)]


def _at_dots(data, axis, formula, of_networks):
    """Theory at the values of an axis: a function of networks, which calls this formula."""
    values = [of_networks(networks) for networks in _ensembles(data, axis, data[axis].values)]
    return marks.Law(formula, data[axis].copy(data=values))


def _activity(area, activity, axis, line_points):
    """|mᵀφ(x)|/N of single networks, late in time, against an axis, with the theories."""
    activity = plotting.swept(activity, axis)
    ax = plotting.add_axes(area, left=0.5)
    _each(ax, activity, "late_activity", axis)
    solve = dynamic_mean_field.solve
    theory = _at_dots(activity, axis, solve, lambda networks: solve(networks).activity)
    _mean(ax, activity, "late_activity", "measured", "networks (mean ± s.e.)", axis=axis, theory=theory)
    grid = _grid(activity[axis], line_points)
    ensembles = _ensembles(activity, axis, grid)
    static = [mean_field.solve(networks) for networks in ensembles]
    radius = np.array([state.radius for state in static])
    level = np.array([state.activity for state in static])
    scattered = [_mean_activity(networks, state) for networks, state in zip(ensembles, static, strict=True)]
    fluctuating = np.convolve(radius > 1, [1, 1, 1], "same") > 0  # and the points beside, so that the lines meet
    dynamic = [
        dynamic_mean_field.solve(networks).activity if shown else np.nan
        for networks, shown in zip(ensembles, fluctuating, strict=True)
    ]
    stationary = marks.Law(mean_field.solve, level)
    plotting.theory_line(ax, grid, stationary.where(radius < 1), name="stationary theory")
    plotting.theory_line(ax, grid, stationary.where(~(radius < 1)), name=None, ls=DASHED)
    plotting.theory_line(ax, grid, marks.Law(dynamic_mean_field.solve, dynamic), "fluctuation", "dynamic theory")
    scatter = marks.Law(mean_field_scatter.mean_activity, scattered)
    plotting.correction_line(ax, grid, scatter, "with the scatter of $\\kappa$")
    _mark_onset(ax, grid, radius)
    ax.set(
        xlabel=label(axis),
        ylabel="activity along $\\mathbf{m}$, $|\\mathbf{m}^T\\phi(\\mathbf{x})|/N$",
        ylim=(-0.02, None),
    )
    return ax


def _mean_activity(networks, state):
    """Of networks whose κ scatters, to first order: only where the scatter is smaller than κ itself, and r < 1."""
    if state.kappa == 0 or state.radius > 1 or mean_field_scatter.kappa_scatter(networks, state) > state.kappa:
        return np.nan
    return mean_field_scatter.mean_activity(networks, state)


def _mark_onset(ax, grid, radius):
    """A dotted line where r = 1."""
    steps = np.flatnonzero(np.diff(np.sign(radius - 1)))
    for k in steps:
        place = grid[k] + (grid[k + 1] - grid[k]) * (1 - radius[k]) / (radius[k + 1] - radius[k])
        line = ax.axvline(place, lw=0.8, ls=(0, (1, 1.5)), color=plotting.COLOURS["reference"], zorder=0)
        marks.theory(line, marks.Law(mean_field.bulk_radius, 1.0), about="where the stationary state loses stability")
        ax.annotate("$r = 1$", (place, 1), xycoords=("data", "axes fraction"), ha="center", va="bottom", fontsize=6)


def _fluctuation(axes, data):
    """Fluctuation and half-time of the field against C, each network as measured and the dynamic theory."""
    grid, window = _grid(data.out_degree), quantities.window(data)
    theory = [_statistics(networks, window) for networks in _ensembles(data, "out_degree", grid)]
    for ax, name in zip(axes, STATISTICS, strict=True):
        law = marks.Law(dynamic_mean_field.field_statistics, [statistics[name] for statistics in theory])
        plotting.theory_line(ax, grid, law, "fluctuation", "dynamic theory")
        _each(ax, data, name)
        at_dots = _statistics_at_dots(data, name)
        _mean(ax, data, name, "measured", "networks (mean ± s.e.)", theory=at_dots)
        ax.set(xlabel=label("out_degree"), ylabel=label(name), ylim=(0, 1.2 * float(data[name].max())))
    axes[0].legend(loc="best")


@cache
def _statistics(networks, window):
    """Fluctuation and half-time of the field by name, by the dynamic theory."""
    state = dynamic_mean_field.solve(networks)
    return dict(zip(STATISTICS, dynamic_mean_field.field_statistics(networks, state, window)[1:], strict=True))


def _statistics_at_dots(data, name):
    window, formula = quantities.window(data), dynamic_mean_field.field_statistics
    return _at_dots(data, "out_degree", formula, lambda networks: _statistics(networks, window)[name])


def _each(ax, data, variable, axis="out_degree"):
    """Single networks as small dots."""
    style = {"ms": 3, "mew": 0, "alpha": 0.45, "color": plotting.COLOURS["measured"]}
    plotting.single_dots(ax, data, variable, axis, **style)


def _mean(ax, data, variable, colour, name, marker="o", axis="out_degree", theory=None):
    """Mean over networks with its standard error."""
    values = quantities.measured(variable, data)
    error = values.std("replicate", ddof=1) / np.sqrt(values.count("replicate"))
    style = {"fmt": marker, "color": plotting.COLOURS[colour], "label": name}
    plotting.means(ax, data, variable, axis, error, values, {"theory": theory}, **style)
