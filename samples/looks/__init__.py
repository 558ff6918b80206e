"""Second looks at the picture, against what is true of the mannequin."""
