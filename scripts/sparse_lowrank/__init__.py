"""Sparsified low-rank recurrent networks: ensembles, spectra, theory and figures.

Companion package of a workflow that regenerates Herbert & Ostojic (2022), "The impact of sparsity in
low-rank recurrent neural networks", PLoS Comput Biol, doi:10.1371/journal.pcbi.1010426 ("the paper").
Import the modules one by one: each rule of the workflow is rerun only when a module that it imports changes.
Import this package before NumPy: it pins the arithmetic, and spares jobs the parts of NumPy that none uses.
"""

from sparse_lowrank import arithmetic, lazy

__version__ = "0.1.0"

arithmetic.pin()
lazy.install()
