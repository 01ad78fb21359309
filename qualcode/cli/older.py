"""What a command says once it made suggestions older than the study."""

from qualcode.cli.options import settings


def older() -> list[str]:
    """One sentence with the command that makes new suggestions; nothing where they are up to date or none are shown."""
    from qualcode.workflow.behind import behind  # noqa: PLC0415

    with settings().reading() as session:
        found = behind(session)
    if not found:
        return []
    way = "they are renewed as coders go on, or now" if found.renews else "make new ones"
    return [f"Suggestions are now older than the study; {way} with 'qualcode suggest'."]
