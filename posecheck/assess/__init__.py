"""From numbers to verdicts: what a check declares, and the one engine that judges all."""
