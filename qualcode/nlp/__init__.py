"""Dutch language processing: the only part of the program that imports spaCy."""
