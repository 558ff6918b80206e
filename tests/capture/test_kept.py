from posecheck.capture.kept import Kept


def test_what_ends_a_thread_is_handed_on_and_goes_no_further():
    told = []
    with Kept(told.append):
        raise KeyboardInterrupt
    assert isinstance(told[0], KeyboardInterrupt)


def test_without_an_exception_nothing_is_told():
    told = []
    with Kept(told.append):
        pass
    assert told == []
