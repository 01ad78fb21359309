"""Pure rules of qualitative coding: no SQL, no spaCy, no screen, no files."""
