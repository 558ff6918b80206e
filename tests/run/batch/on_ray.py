"""A batch on a Ray cluster whose detector sees figures: a program of its own."""

import os
import sys
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from posecheck.run.batch.batch import judge_batch
from posecheck.run.batch.cluster import LOOPBACK, Cluster
from posecheck.run.batch.watch import Watch
from tests.run.batch.seeing import OPTIONS
from tests.run.blobs import Blobs

PAUSE_S = 0.02  # a picture, so that all nodes are at work when one is lost


class SeeingCluster(Cluster):
    """A cluster that sees figures, whatever model it is given."""

    def load(self, bundle, make=None):
        super().load(bundle, Blobs(pause_s=PAUSE_S))


@contextmanager
def own():
    """A cluster that the batch starts for itself; with what happens at each clip's end."""
    with SeeingCluster(cores=2) as cluster:
        yield cluster, lambda *ended: None


@contextmanager
def shrinking():
    """A cluster of two nodes that was there before, of which one is lost after the first clip."""
    os.environ |= {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
    node = {"num_cpus": 1, "node_ip_address": LOOPBACK}
    nodes = import_module("ray.cluster_utils").Cluster(
        initialize_head=True, head_node_args={**node, "include_dashboard": False}
    )
    second = [nodes.add_node(**node)]

    def lose(*ended):
        while second:
            nodes.remove_node(second.pop(), allow_graceful=False)

    try:
        with SeeingCluster(nodes.address) as cluster:
            assert cluster.count == 2
            yield cluster, lose
    finally:
        nodes.shutdown()


def main(kind, clips, out):
    """Judge a folder on a cluster of a kind."""
    with {"own": own, "shrinking": shrinking}[kind]() as (cluster, ended):
        judge_batch([Path(clips)], OPTIONS, Path(out), cluster, Watch(ended=ended))


if __name__ == "__main__":
    main(*sys.argv[1:])
