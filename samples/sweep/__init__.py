"""Measures every measure on the mannequin: truth set, picture drawn, model run, error written."""
