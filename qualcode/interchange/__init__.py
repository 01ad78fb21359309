"""Formats: from files to domain values and back."""
