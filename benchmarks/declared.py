"""What the jobs of a finished run declared beside what they took, rule by rule, and the jobs outside a factor of two.

PYTHONPATH=scripts python benchmarks/declared.py [results/benchmarks]
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path

import yaml

from sparse_lowrank.planning import parts, points, resources

# A scheduler allots whole minutes; Python with its libraries takes this much with the two Snakemakes beside it.
LEAST_MINUTES, LEAST_MEGABYTES = 1, 300


def declared(rule, *of_point):
    """The minutes and megabytes that a job asks for at its first attempt; see `resources.of_job`."""
    need = resources.of_job(rule, *of_point)
    return resources.runtime(need), resources.mem_mb(need)


def measured(file):
    """The minutes and megabytes that Snakemake measured, or what a scheduler allots at least."""
    with open(file, encoding="utf-8") as opened:
        row = next(csv.DictReader(opened, delimiter="\t"))
    megabytes = 0 if row["max_rss"] == "NA" else float(row["max_rss"])  # not sampled: too short
    return max(float(row["s"]) / 60, LEAST_MINUTES), max(megabytes, LEAST_MEGABYTES)


def of_point(experiments, networks, name, point, part="1of1"):
    """The entry of an experiment, with the replicates of a part of a point, and the parameters of the point."""
    experiment = experiments[name]
    count = parts.replicates(part, experiment["replicates"])[1]
    return experiment | {"replicates": count}, networks[name][point]


def main(folder):
    experiments = yaml.safe_load(Path("config.yaml").read_text(encoding="utf-8"))["experiments"]
    networks = {name: points.points(experiment) for name, experiment in experiments.items()}
    ratios, outside = defaultdict(list), []
    for file in sorted(folder.rglob("*.tsv")):
        rule, *place = file.relative_to(folder).with_suffix("").parts
        if rule in resources.OF_POINT and place[0] not in experiments:
            continue  # of an experiment that is no longer configured
        asked = declared(rule, *(of_point(experiments, networks, *place) if rule in resources.OF_POINT else ()))
        took = measured(file)
        ratios[rule].append([a / t for a, t in zip(asked, took, strict=True)])
        if not all(0.5 <= ratio <= 2 for ratio in ratios[rule][-1]):
            outside.append((file, asked, took))
    print(f"{'declared / measured':24}{'jobs':>6}{'time':>16}{'memory':>16}")
    for rule, pairs in ratios.items():
        spans = [f"{min(column):.2f} to {max(column):.2f}" for column in zip(*pairs, strict=True)]
        print(f"{rule:24}{len(pairs):>6}{spans[0]:>16}{spans[1]:>16}")
    for file, asked, took in outside:
        print(f"outside: {file}: {asked[0]} min, {asked[1]} MB declared; {took[0]:.1f} min, {took[1]:.0f} MB measured")
    print(f"{len(outside)} of {sum(map(len, ratios.values()))} jobs outside a factor of two")
    return bool(outside)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "results/benchmarks")))
