"""Separable verbs: which particle comes off, and where it stands in the sentence."""

from qualcode.nlp.vocabulary import words

PARTICLES = tuple(sorted(words("verbs", "particles"), key=lambda particle: (-len(particle), particle)))
"""Particles, longest first."""
