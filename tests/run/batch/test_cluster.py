"""A batch on a cluster, with a stand-in for Ray: what is given, heard, lost and lent."""

import os
import sys
import time
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import pytest

from posecheck.capture.clip import probe
from posecheck.errors import OutputError
from posecheck.run.batch import cluster as module
from posecheck.run.batch import node
from posecheck.run.batch.cluster import Cluster
from posecheck.run.crew import Lost, Patience
from posecheck.run.pool import Ended
from tests.run.batch.stand_in import (
    NodeDiedError,
    OutOfMemoryError,
    Ray,
    RayError,
    WorkerCrashedError,
)
from tests.run.blobs import Blobs, write_blobs
from tests.run.test_crew import Detect, Say

PATIENT = Patience(30, 60)


@dataclass(frozen=True)
class Raise:
    """A task that ends as a lost one does."""

    error: Exception

    def do(self, desk):
        raise self.error


@pytest.fixture
def ray(monkeypatch):
    stand_in = Ray()
    for name, stood_for in stand_in.modules.items():
        monkeypatch.setitem(sys.modules, name, stood_for)
    monkeypatch.setattr(node, "_take_core", lambda: None)  # tests keep all of theirs
    return stand_in


@pytest.fixture
def cluster(ray):
    with Cluster() as running:
        running.load(b"", Blobs())
        yield running


def hear_all(cluster, ticket):
    heard, end_s = [], time.monotonic() + 30
    while time.monotonic() < end_s and not (heard and isinstance(heard[-1], (Ended, Lost))):
        heard += [message for one, message in cluster.hear(0.05) if one == ticket]
    return heard


def test_a_task_tells_how_it_goes_and_its_word_comes_last(cluster):
    ticket = cluster.give(Say("one", 0.1), PATIENT)
    assert hear_all(cluster, ticket) == ["one begins", Ended("one")]


def test_no_more_is_given_than_there_are_cores_and_these_are_counted_anew(
    cluster, ray, monkeypatch
):
    assert cluster.idle == 2
    ticket = cluster.give(Say("one", 0.1), PATIENT)
    assert cluster.idle == 1
    hear_all(cluster, ticket)
    monkeypatch.setattr(module, "CORES_EVERY_S", 0.0)
    ray.cores = 7
    assert cluster.idle == 7


@pytest.mark.parametrize(
    ("error", "said", "blameless"),
    [
        (NodeDiedError("x"), "node that worked on it was lost", True),
        (WorkerCrashedError("x"), "ended unexpectedly", False),
        (OutOfMemoryError("x"), "ran out of memory", False),
        (RayError("Traceback\nKeyError: 1"), "KeyError: 1", False),
    ],
)
def test_a_task_that_is_lost_says_why(cluster, error, said, blameless):
    ticket = cluster.give(Raise(error), PATIENT)
    (lost,) = hear_all(cluster, ticket)
    assert said in lost.reason
    assert lost.blameless is blameless


def test_with_nothing_given_it_waits_as_long_as_it_is_told(cluster, monkeypatch):
    slept = []
    monkeypatch.setattr(module, "time", SimpleNamespace(sleep=slept.append, monotonic=float))
    assert cluster.hear(0.1) == []
    assert slept == [0.1]


def test_all_that_have_ended_are_heard_at_once(cluster):
    tickets = {cluster.give(Say(name, 0), PATIENT) for name in ("one", "two")}
    while not all(post.reference.done() for post in cluster._posts.values()):
        time.sleep(0.01)
    heard = cluster.hear(1)
    assert {ticket for ticket, message in heard if isinstance(message, Ended)} == tickets


def test_a_task_that_hangs_is_stopped(cluster, ray):
    ticket = cluster.give(Say("slow", 2), Patience(0.2, 60))
    assert "hung" in hear_all(cluster, ticket)[-1].reason
    assert [force for _, force in ray.cancelled] == [True]


def test_blocks_that_a_task_lends_are_done_elsewhere_with_the_same_result(cluster, tmp_path):
    info = probe(write_blobs(tmp_path / "long.mp4", np.linspace(0.4, 0.6, 400).tolist()))
    alone, shared = (
        hear_all(cluster, cluster.give(Detect(info, count), PATIENT))[-1].word for count in (1, 2)
    )
    np.testing.assert_array_equal(alone[1], shared[1])


def test_a_block_that_fails_fails_its_task(cluster, tmp_path):
    info = probe(write_blobs(tmp_path / "long.mp4", np.linspace(0.4, 0.6, 400).tolist()))
    cluster.load(b"", Blobs(fails_s=info.times_s[-20]))
    word = hear_all(cluster, cluster.give(Detect(info, 2), PATIENT))[-1].word
    assert "the pose model failed" in word


def test_a_cluster_of_its_own_keeps_to_this_machine_and_ends_with_it(ray, monkeypatch):
    before = dict(os.environ)
    seen = {}
    monkeypatch.setattr(ray, "init", lambda **told: seen.update(told, environ=dict(os.environ)))
    with Cluster(cores=3):
        assert dict(os.environ) == before
    assert ray.ended
    assert (seen["num_cpus"], seen["include_dashboard"]) == (3, False)
    assert seen["address"] == "local"  # not one that somebody else runs here
    assert seen["_node_ip_address"] == "127.0.0.1"
    assert seen["environ"]["RAY_USAGE_STATS_ENABLED"] == "0"
    assert seen["environ"]["http_proxy"] == "http://127.0.0.1:9"


def test_without_ray_or_without_a_cluster_it_says_what_to_do(ray, monkeypatch):
    with pytest.raises(OutputError, match="no Ray cluster answers there"), Cluster("nowhere:1"):
        pass
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(OutputError, match=r"pip install 'posecheck\[ray\]'"), Cluster():
        pass
