"""The picture of the rules follows from the rules, not from the order in which Snakemake happens to print them."""

from sparse_lowrank.report import rule_graph

NODES = ['0[label = "plot"]', '1[label = "measure"]', '2[label = "draw"]']
EDGES = ["1 -> 0", "2 -> 1", "2 -> 0"]


def test_the_picture_is_the_same_in_whatever_order_the_rules_are_printed():
    printed = rule_graph.svg("\n".join(NODES + EDGES))
    assert rule_graph.svg("\n".join(NODES[::-1] + EDGES[::-1])) == printed


def test_every_rule_lies_below_those_that_it_uses():
    layers = rule_graph.layers_of(rule_graph.edges_of("\n".join(NODES + EDGES)))
    assert layers == [["draw"], ["measure"], ["plot"]]
