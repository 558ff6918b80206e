"""Computer-generated sample clips, their truth, and the mannequin that renders them."""
