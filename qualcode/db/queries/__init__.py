"""Read side: plain SELECTs that return dataclasses and tuples, never rows of the ORM."""
