"""The names of the network parameters of an experiment."""

# In the order in which they stand in a point's name.
SWEPT = ("n_units", "out_degree", "in_degree", "sparsity", "gain", "variance", "covariance", "coherence")
INTEGERS = frozenset({"n_units", "out_degree", "in_degree"})
FIXED = ("network", "scaled", "orthogonal", "shared_mask", "input_overlap", "task_vectors")
