import http.server
import socket
import threading
import zipfile
from io import BytesIO

import pytest

from posecheck.detect.bundle import data_folder, load_bundle
from posecheck.detect.fetch import PUBLISHER, fetch
from posecheck.errors import ModelError


def ignore(done, total):
    """Progress that nobody watches."""


@pytest.fixture
def content():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as bundle:
        bundle.writestr("pose_detector.tflite", bytes(100_000))
        bundle.writestr("pose_landmarks_detector.tflite", b"weights")
    return file.getvalue()


@pytest.fixture
def publish(monkeypatch):
    """Serve content on this machine; returns the address to fetch from."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    servers = []

    def start(content, *, length=None):
        class Publisher(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                if "lite" not in self.path:
                    self.send_error(404)
                    return
                self.send_response(200)
                self.send_header("Content-Length", str(length or len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args):
                pass

        server = http.server.HTTPServer(("127.0.0.1", 0), Publisher)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/{{name}}.task"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_fetched_bundle_lies_in_the_users_folder_and_waits_to_be_trusted(publish, content):
    told = []
    bundle = fetch("lite", lambda *step: told.append(step), source=publish(content))
    assert bundle.path == data_folder() / "pose_landmarker_lite.task"
    assert bundle.path.read_bytes() == content
    assert told[-1] == (len(content), len(content))
    with pytest.raises(ModelError, match=bundle.sha256):
        load_bundle("lite")
    assert load_bundle("lite", trust=True).sha256 == bundle.sha256


def test_without_a_network_one_line_says_so(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/{{name}}.task"
        with pytest.raises(ModelError, match="is there a network") as caught:
            fetch("lite", ignore, source=address)
    assert "\n" not in str(caught.value)
    assert not data_folder().exists()


def test_a_page_that_is_not_there_leaves_nothing_behind(publish, content):
    with pytest.raises(ModelError, match="Not Found"):
        fetch("heavy", ignore, source=publish(content))
    assert not data_folder().exists()


def test_a_login_page_instead_of_a_bundle_is_refused(publish):
    with pytest.raises(ModelError, match="not a pose bundle"):
        fetch("lite", ignore, source=publish(b"<html>sign in</html>"))
    assert not data_folder().exists()


def test_a_download_that_breaks_off_leaves_nothing_behind(publish, content):
    with pytest.raises(ModelError, match=r"broke off|cannot be fetched"):
        fetch("lite", ignore, source=publish(content, length=len(content) + 1))
    assert not data_folder().exists()


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(ModelError, match="lite, full, heavy"):
        fetch("huge", ignore)


def test_only_the_publisher_is_ever_asked():
    assert PUBLISHER.startswith("https://storage.googleapis.com/mediapipe-models/pose_landmarker/")
