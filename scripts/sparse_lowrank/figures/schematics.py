"""Drawings that explain the task of Fig 6; nothing in them is measured."""

import numpy as np

from sparse_lowrank.figures import marks, plotting

CONNECTIONS = ((0, 3), (1, 6), (2, 5), (3, 7), (4, 1), (5, 0), (6, 3), (7, 2))


def task_network(ax):
    """A recurrent network with input weights and a readout unit."""
    marks.whole(ax, about="the task: a network with input weights I, readout weights w and a readout unit z")
    angles = np.linspace(0, 2 * np.pi, 9)[:-1]
    x, y = 1.1 * np.cos(angles), 1.1 * np.sin(angles)
    for source, target in CONNECTIONS:
        style = {"arrowstyle": "->", "lw": 0.6, "color": plotting.COLOURS["connection"], "shrinkB": 6}
        ax.annotate("", (x[target], y[target]), (x[source], y[source]), arrowprops=style)
    ax.plot(x, y, "o", ms=9, mfc="white", mec="k")
    for tail, head, name in ((-3.0, -1.4, "I"), (1.4, 2.9, "w")):
        ax.annotate("", (head, 0), (tail, 0), arrowprops={"arrowstyle": "-|>", "lw": 1.2, "color": "k"})
        ax.text((tail + head) / 2, 0.2, f"$\\mathbf{{{name}}}$", ha="center", va="bottom", fontsize=9)
    ax.plot(3.2, 0, "o", ms=11, mfc=plotting.COLOURS["readout unit"], mec="k")
    ax.text(3.2, -0.9, "$z(t)$", ha="center")
    ax.text(-3.2, -0.9, "$u(t)$", ha="center")
    ax.text(0, -2.0, "sparse rank-one network", ha="center", fontsize=7)
    ax.set(xlim=(-3.9, 3.9), ylim=(-2.3, 1.8), aspect="equal")
    ax.set_axis_off()


def task_geometry(ax):
    """**m** lies between the readout **w** and a shared direction **y**, **n** between the input **I** and **y**."""
    marks.whole(ax, about="the vectors of the task: m lies between w and y, n between I and y")
    directions = {"w": np.array([-0.85, -0.45]), "I": np.array([0.95, -0.35]), "y": np.array([0.0, 1.15])}
    for name, end in directions.items():
        _arrow(ax, end, name, plotting.COLOURS["direction"], 1.0)
    _arrow(ax, 0.62 * (directions["w"] + directions["y"]), "m", plotting.COLOURS["m"], 1.6)
    _arrow(ax, 0.62 * (directions["I"] + directions["y"]), "n", plotting.COLOURS["n"], 1.6)
    ax.text(0, -1.0, "$\\mathbf{w}$, $\\mathbf{I}$, $\\mathbf{y}$ orthogonal", ha="center", fontsize=7)
    ax.set(xlim=(-1.4, 1.4), ylim=(-1.1, 1.4), aspect="equal")
    ax.set_axis_off()


def sparse_outer_product(area, network, left, bottom, size):
    """**m**, **n** and their outer product, of which each row keeps C entries; places in inches."""
    m, n, sparse = network.vectors["m"], network.vectors["n"], network.matrix.toarray()
    limit = np.abs(np.outer(m, n)).max()
    shades = {"cmap": plotting.shades("RdBu_r"), "interpolation": "none", "aspect": "auto"}
    images = (
        ((left, bottom, 0.1, size), m[:, None], 2, "", "vector m"),
        ((left + 0.16, bottom + size + 0.06, size, 0.1), n[None, :], 2, "", "vector n"),
        ((left + 0.16, bottom, size, size), np.outer(m, n), limit, "$P_{ij} = m_i n_j$", "outer product of m and n"),
        (
            (left + 0.45 + size, bottom, size, size),
            np.where(sparse, sparse, np.nan),
            limit,
            "sparse $\\tilde{P}$",
            "sparse outer product",
        ),
    )
    for place, matrix, scale, name, about in images:
        ax = plotting.axes_at(area, *place)
        image = ax.imshow(matrix, vmin=-scale, vmax=scale, **shades)
        marks.whole(image, about=f"{about}: an illustration, drawn from the seed of the configuration")
        ax.set(xticks=[], yticks=[], xlabel=name)
        ax.spines[["top", "right"]].set_visible(True)
    width, height = area.bbox.width / area.figure.dpi, area.bbox.height / area.figure.dpi
    for x, y, text in (
        (left - 0.1, bottom + size / 2, "$\\mathbf{m}$"),
        (left + 0.16 + size / 2, bottom + size + 0.28, "$\\mathbf{n}$"),
        (left + 0.3 + size, bottom + size / 2, "$\\rightarrow$"),
    ):
        area.text(x / width, y / height, text, ha="center", va="center", fontsize=9)


def _arrow(ax, end, name, colour, width):
    ax.annotate("", end, (0, 0), arrowprops={"arrowstyle": "-|>", "lw": width, "color": colour})
    ax.text(*(1.17 * end), f"$\\mathbf{{{name}}}$", ha="center", va="center", color=colour, fontsize=9)
