from posecheck.run.live.script import Script, saying_s


def test_every_line_waits_for_the_one_before():
    script, first, said = Script(), "Done. Knees down, and rest.", []
    script.heard(10.0, first)
    script.add("That was good.", "", "Rest. Next comes: Plank.")
    for tick in range(100, 200):
        words = script.next(tick / 10)
        if words is not None:
            script.heard(tick / 10, words)
            said.append((tick / 10, words))
    assert [words for _, words in said] == ["That was good.", "Rest. Next comes: Plank."]
    assert said[0][0] >= 10.0 + saying_s(first)
    assert said[1][0] >= said[0][0] + saying_s("That was good.")
    assert not script.over(said[1][0])
    assert script.over(20.0)


def test_what_was_not_said_can_be_taken_out():
    script = Script()
    script.add("One.", "Two.")
    assert script.next(0.0) == "One."
    assert script.left() == ["Two."]
    assert script.next(9.0) is None
