"""The only place with tables and SELECTs."""
