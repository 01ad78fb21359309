"""qualcode: coding of qualitative interviews, and evidence that leads back to its quotes."""

__version__ = "0.1.0"
