"""Runs the command line as `python -m posecheck`."""

from posecheck.cli import main

if __name__ == "__main__":
    main()
