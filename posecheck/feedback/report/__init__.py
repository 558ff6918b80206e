"""The report: one HTML file that needs nothing else, made from result.json and what lies beside it.

write_report(folder, out=None) -> Path
"""

from posecheck.feedback.report.page import REPORT, write_report

__all__ = ["REPORT", "write_report"]
