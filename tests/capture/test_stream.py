"""A network camera, played by a small server on this machine."""

import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cv2
import pytest

from posecheck.capture.camera import Camera
from posecheck.capture.source import CameraError
from posecheck.capture.stream import StreamSource, shown_url
from tests.capture.pattern import number_in, picture, steady, write_clip
from tests.capture.stand_ins import Clock


def jpeg(number, size=(96, 64)):
    bgr = picture(number, size)[..., ::-1]
    return cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes()


def multipart(pictures):
    for data in pictures:
        head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(data)}\r\n\r\n"
        yield head.encode() + data + b"\r\n"


@contextmanager
def serving(kind, body):
    """A server on this machine whose every answer is `body()`, piece by piece."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            try:
                for piece in body():
                    self.wfile.write(piece)
            except OSError:
                pass

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/video"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


MJPEG = "multipart/x-mixed-replace; boundary=frame"


def test_an_mjpeg_camera_gives_its_pictures_with_the_time_they_came():
    clock = Clock(30.0)
    with serving(MJPEG, lambda: multipart(map(jpeg, range(6)))) as url:
        source = StreamSource(url, clock=clock)
        shots = []
        while (shot := source.read()) is not None:
            shots.append(shot)
            clock.now_s += 0.5
        source.close()
    assert [number_in(shot.rgb) for shot in shots] == list(range(6))
    assert [shot.time_s for shot in shots] == [30 + 0.5 * number for number in range(6)]
    assert all(shot.rgb.flags.c_contiguous for shot in shots)


def test_the_size_may_change_in_the_stream():
    sizes = [(96, 64), (96, 64), (128, 96), (128, 96)]
    with serving(MJPEG, lambda: multipart(jpeg(5, size) for size in sizes)) as url:
        source = StreamSource(url, clock=Clock())
        shapes = []
        while (shot := source.read()) is not None:
            shapes.append(shot.rgb.shape[1::-1])
        source.close()
    assert shapes == sizes


def test_a_stream_of_video_packets_is_read_too(tmp_path):
    data = write_clip(tmp_path / "a.ts", steady(9), b_frames=0, container="mpegts").read_bytes()
    with serving("video/mp2t", lambda: [data]) as url:
        source = StreamSource(url, clock=Clock())
        first = source.read()
        source.close()
    assert number_in(first.rgb) == 0


def test_a_connection_that_breaks_is_picked_up_again():
    answers = iter(range(100))

    def body():
        first = 10 * next(answers)
        for number in range(3):
            yield from multipart([jpeg(first % 250 + number)])
            time.sleep(0.02)

    with serving(MJPEG, body) as url, Camera(url) as camera:
        numbers = set()
        deadline_s = time.monotonic() + 20
        while len({number // 10 for number in numbers}) < 2:
            assert time.monotonic() < deadline_s
            frame = camera.newest(0.2)
            if frame is not None:
                numbers.add(number_in(frame.rgb))


def test_a_play_list_cannot_lead_elsewhere():
    lines = b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n"
    with (
        serving("application/vnd.apple.mpegurl", lambda: [lines]) as url,
        pytest.raises(CameraError, match="does not answer"),
    ):
        StreamSource(f"{url}.m3u8", clock=Clock())


def test_nobody_there_is_one_line_without_the_password():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://me:secret@127.0.0.1:{free.getsockname()[1]}/video"
        with pytest.raises(CameraError) as raised:
            StreamSource(url, clock=Clock())
    words = str(raised.value)
    assert "secret" not in words
    assert "\n" not in words
    assert "check the address" in words


def test_sound_without_a_picture_is_no_camera(tmp_path):
    from tests.capture.pattern import write_sound

    data = write_sound(tmp_path / "a.mkv").read_bytes()
    with (
        serving("video/x-matroska", lambda: [data]) as url,
        pytest.raises(CameraError, match="no picture"),
    ):
        StreamSource(url, clock=Clock())


@pytest.mark.parametrize(
    "url",
    [
        "http://[x",
        "http://me:secret@[x/a?key=secret",
        "rtsp://cam]",
        "http://a\u2100b/",
        "http://[::",
    ],
)
def test_an_address_that_is_none_is_one_line_too(url):
    with pytest.raises(CameraError, match="check the address") as raised:
        StreamSource(url, clock=Clock())
    words = str(raised.value)
    assert url[:7] in words
    assert "secret" not in words
    assert words.isprintable()


def test_an_address_is_shown_without_what_is_secret_in_it():
    assert shown_url("rtsp://me:secret@cam:554/a?key=1") == "rtsp://cam:554/a"
