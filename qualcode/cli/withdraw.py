"""`qualcode withdraw`: a respondent takes consent back, and, as a second step, what they said is erased."""

from typing import TYPE_CHECKING

import click

from qualcode.cli.older import older
from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, counted
from qualcode.errors import UsageError

if TYPE_CHECKING:
    from qualcode.domain.redaction import Erased


@click.command()
@click.argument("respondent")
@click.option("--reason", required=True, metavar="TEXT", help="When and how they said so, without a name.")
@click.option("--erase", is_flag=True, help="Erase what they said, for good; consent has to be withdrawn before.")
@click.option(
    "--confirm", default="", metavar="RESPONDENT", help="With --erase: the respondent again, instead of asking."
)
@global_options
def withdraw(respondent: str, reason: str, confirm: str, *, erase: bool) -> None:
    """Record that RESPONDENT withdrew consent: what they said counts nowhere from then on.

    Their words stay stored until a second call with --erase, which replaces each character of them in the database and
    cannot be undone. It does not reach backups and files that were taken out before: destroy these yourself.
    """
    coder = settings().require_coder()
    if erase:
        _erase(coder, respondent, reason, confirm)
        return
    from qualcode.domain.respondent import Consent  # noqa: PLC0415
    from qualcode.workflow import respondents  # noqa: PLC0415

    with settings().writing() as session:
        seen = respondents.one(session, respondent).standing
        wanted = seen._replace(consent=Consent.WITHDRAWN)
        effect = respondents.preview(session, wanted, coder)
        new = respondents.change(session, coder, seen, wanted, reason)
    told = f"{respondent} withdrew consent: {counted(effect.leave, 'coding counts', 'codings count')} no more."
    told += " The words stay stored; 'qualcode withdraw --erase' takes them away for good."
    what = told if new else f"{respondent} had done so."
    answer({"respondent": respondent, "new": new, "leave": effect.leave}, "\n".join([what, *older()]))


def _erase(coder: str, respondent: str, reason: str, confirm: str) -> None:
    from qualcode.db.scrub import scrub  # noqa: PLC0415
    from qualcode.workflow import erase  # noqa: PLC0415

    with settings().reading() as session:
        found = erase.preview(session, respondent)
    if found.turns or found.memos:
        _require_confirmation(respondent, confirm, found)
        with settings().writing() as session:
            found = erase.erase(session, coder, respondent, reason)
    scrub(settings().engine())  # also where nothing is left: the call that erased may have found others at work
    told = _told(found) if found.turns or found.memos else f"Nothing of {respondent} is left to be erased."
    facts = {**found._asdict(), "repeated": [place._asdict() for place in found.repeated]}
    answer({"respondent": respondent, **facts}, "\n".join([told, *_repeated(found), *older()]))


def _require_confirmation(respondent: str, confirm: str, found: "Erased") -> None:
    """Do nothing if the person at work names the respondent again.

    Raises:
        UsageError: They do not.
    """
    if not confirm and not settings().json:
        click.echo(f"This cannot be undone: {_what(found)} will be erased in this database.", err=True)
        for line in _repeated(found):
            click.echo(line, err=True)
        confirm = click.prompt(f"Write {respondent} to erase", default="", show_default=False, err=True)
    if confirm != respondent:
        msg = f"nothing was erased: confirm it by naming {respondent} again (--confirm {respondent})"
        raise UsageError(msg)


def _what(found: "Erased") -> str:
    turns, memos = counted(found.turns, "turn", "turns"), counted(found.memos, "memo", "memos")
    codings = counted(found.codings, "coding", "codings")
    return f"{turns} in {', '.join(found.transcripts) or 'no transcript'}, with {codings} and {memos}"


def _repeated(found: "Erased") -> list[str]:
    """Where people wrote their words down, by kind and id."""
    if not found.repeated:
        return []
    places = counted(len(found.repeated), "place", "places")
    head = f"Six or more of these words in a row stood in what people wrote, in {places}, which stay; mend them:"
    return [head, *(f"  {place.kind.value} {place.id}" for place in found.repeated)]


def _told(found: "Erased") -> str:
    files = counted(found.exports, "file or folder was", "files or folders were")
    return (
        f"Erased: {_what(found)}. Now destroy yourself what this cannot reach: backups, the files that were taken in, "
        f"and what was taken out ({files}). Look also at what people wrote, which may repeat fewer than "
        "six words in a row, or others of the same meaning."
    )


COMMANDS = {"withdraw": withdraw}
