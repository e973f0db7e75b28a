"""What a run would take on more cores: lists of jobs whose schedules are known."""

import pandas as pd
import pytest
import yaml

import schedule
from schedule import Job
from sparse_lowrank.planning import figures

CHAIN = {"a": Job(3.0, []), "b": Job(2.0, ["a"]), "c": Job(1.0, ["b"])}
FREE = {str(k): Job(2.0, []) for k in range(8)}


@pytest.mark.parametrize(("cores", "seconds"), [(1, 16), (2, 8), (3, 6), (8, 2), (50, 2)])
def test_independent_jobs_share_the_cores(cores, seconds):
    assert schedule.makespan(FREE, cores, 0, 0) == seconds


def test_a_chain_takes_as_long_on_any_number_of_cores():
    assert schedule.critical_path(CHAIN) == (6.0, ["a", "b", "c"])
    assert schedule.makespan(CHAIN, 32, 0, 0) == 6


def test_what_snakemake_takes_counts_for_every_job_and_between_starts():
    assert schedule.makespan(CHAIN, 1, 0.5, 0) == 7.5
    assert schedule.makespan(FREE, 8, 0, 0.1) == pytest.approx(2.7)


def test_a_job_of_higher_priority_goes_first():
    jobs = {"a": Job(1.0, []), "late": Job(5.0, [], priority=1), "b": Job(1.0, [])}
    assert schedule.makespan(jobs, 2, 0, 0) == 5


def test_a_dataset_waits_for_the_joined_parts_of_a_point():
    targets = {"simulate_dynamics": ["e/p/1of2", "e/p/2of2"], "join_parts": ["dynamics/e/p"], "aggregate": ["e"]}
    rows = [(rule, target, 1.0) for rule, some in targets.items() for target in some]
    table = pd.DataFrame(rows, columns=["rule", "target", "seconds"])
    seconds, path = schedule.critical_path(schedule.jobs_of(table, {kind: {} for kind in figures.KINDS}))
    assert (seconds, path[1:]) == (3, ["join_parts/dynamics/e/p", "aggregate/e"])


def test_the_jobs_of_a_figure_are_those_of_its_experiments():
    with open("config.yaml") as file:
        config = yaml.safe_load(file)
    rows = [
        *(("generate_networks", f"{name}/p") for name in ("fig3_spectrum", "fig1_spectra")),
        *(("measure_spectra", f"{name}/p") for name in ("fig3_spectrum", "fig1_spectra")),
        *(("aggregate", name) for name in ("fig3_spectrum", "fig1_spectra")),
        ("plot_figure", "fig3"),
    ]
    table = pd.DataFrame([(*row, 1.0) for row in rows], columns=["rule", "target", "seconds"])
    of_figure = schedule.with_ancestors(schedule.jobs_of(table, config), "plot_figure/fig3")
    assert {name.split("/")[1] for name in of_figure} == {"fig3_spectrum", "fig3"}
    assert schedule.critical_path(of_figure)[0] == 4
