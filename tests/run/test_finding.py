from posecheck.run.finding import Finding


def test_what_is_well_needs_no_remedy():
    assert Finding("cores", ok=True, detail="2 usable").remedy == ""
