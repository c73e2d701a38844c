"""The letters about filing agents: to principal and agent, whoever did it."""

from collections.abc import Iterable
from datetime import datetime

from openecf.courthouse.courts.models import Court
from openecf.letters import writing

from . import link_letters, said
from .models import Grant

_GIVEN = """\
{principal} lets {agent} act as filing agent in {title}.

  May:    {may}
  Until:  {until}
  When:   {when}

What the agent files stands on the docket as filed by {principal}; the court's log shows who did it.
{agent} chooses whom to act for under Acting for in the court's menu.
{principal} can end this at any time: Utilities, Filing agents.

If it was not you: call the court at once, {phone}.
"""
_CHANGED = """\
{principal} changed what {agent} may do as filing agent in {title}.

  May:    {may}
  Until:  {until}
  When:   {when}

If it was not you: call the court at once, {phone}.
"""
_ENDED = """\
{agent} is no longer filing agent of {principal} in {title}, since {when}. Drafts that were not filed
stay with {principal}.

If it was not you: call the court at once, {phone}.
"""
_TEXTS = {
    "given": ("A filing agent may act", _GIVEN),
    "changed": ("What a filing agent may do", _CHANGED),
    "ended": ("A filing agent's leave has ended", _ENDED),
}


def send(court: Court, grant: Grant, what: str, may: Iterable[str], *, at: datetime) -> None:
    """Tell both sides that a grant was given, changed or ended."""
    subject, text = _TEXTS[what]
    body = text.format(
        principal=grant.principal.name.full,
        agent=grant.agent.name.full,
        title=court.title,
        may=", ".join(may),
        until=said.time(court, grant.ends_at) if grant.ends_at else "no last day",
        when=said.time(court, at),
        phone=court.phone,
    )
    for mail in link_letters.each_once([grant.principal.email, grant.agent.email]):
        writing.write(court.pk, court.email, mail, subject, body, at=at)
