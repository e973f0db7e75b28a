"""The names of the network parameters of an experiment."""

# In the order in which they stand in a point's name.
SWEPT = ("n_units", "out_degree", "in_degree", "sparsity", "gain", "variance", "covariance", "coherence")
INTEGERS = frozenset({"n_units", "out_degree", "in_degree"})
FIXED = ("network", "scaled", "orthogonal", "shared_mask", "input_overlap", "task_vectors")
# From so many connections on, a mask of fixed out-degree is held in blocks, and no matrix of its weights is formed.
TOO_MANY = 2**31
