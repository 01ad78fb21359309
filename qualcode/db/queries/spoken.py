"""What is spoken in a coding."""

from sqlalchemy import and_

from qualcode.db.models import Coding, Turn

SPOKEN = and_(
    Turn.version_id == Coding.version_id,
    Turn.start_char < Coding.end_char,
    Turn.speech_start < Coding.end_char,
    Turn.speech_end > Coding.start_char,
)
"""That speech of a turn stands in a coding; where the turn begins says nothing more, but an index knows it."""
