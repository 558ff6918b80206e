"""From a track to numbers: measures as values, compiled once."""
