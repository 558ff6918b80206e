"""The errors a user can meet; each message is one line that names the file and the remedy.

PosecheckError
├── CheckError      a declaration is wrong, or an unknown check was asked for
├── SourceError     a camera, clip, photo or track cannot be opened or read
├── ModelError      the pose bundle is missing, broken or not known
├── DetectorError   the pose detector failed
├── DisplayError    no window can be opened on this machine, or not from here
├── OutputError     results cannot be written where the user wants them
└── ReportError     a stored result cannot be turned into a report

Bad data is none of these: a missing limb is NaN and a reason.
"""


class PosecheckError(Exception):
    """The base of what posecheck raises on purpose; the command line makes it exit status 2."""


class CheckError(PosecheckError):
    """A check's declaration is wrong, or no check has the name that was asked for."""


class SourceError(PosecheckError):
    """A camera, clip, photo or track cannot be opened or read."""


class ModelError(PosecheckError):
    """The pose bundle is missing, broken or not known; the message names the command that helps."""


class DetectorError(PosecheckError):
    """The pose detector failed, or was used out of order."""


class DisplayError(PosecheckError):
    """No window can be opened; the message says what would help, --no-window at least."""


class OutputError(PosecheckError):
    """Results cannot be written: the folder exists, is not writable or is full."""


class ReportError(PosecheckError):
    """A stored result is missing or not what this version reads."""
