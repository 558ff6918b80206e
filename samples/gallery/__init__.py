"""Pictures and pages of what the checks see, generated from their declarations and samples."""
