"""What every test may rely on: a user's data folder of its own, and properties without a clock."""

import signal

import hypothesis
import pytest

# Where it is ignored, as in the background of a script, the commands under test ignore it too.
signal.signal(signal.SIGINT, signal.default_int_handler)

# A property that is slow on a busy machine is not a wrong one.
hypothesis.settings.register_profile("posecheck", deadline=None)
hypothesis.settings.load_profile("posecheck")


@pytest.fixture(autouse=True)
def user_data(tmp_path_factory, monkeypatch):
    """Keep fetched models and pins of the person who runs the tests out of them."""
    folder = tmp_path_factory.mktemp("user-data")
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    monkeypatch.delenv("POSECHECK_DATA", raising=False)
    return folder
