"""One module for each thing a user does; functions take a Session and never commit."""
