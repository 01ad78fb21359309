"""The pages; each draws what one workflow function returns."""
