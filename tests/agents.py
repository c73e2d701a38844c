"""Filing agents for tests: an account of the court, a browser, and a grant given by the act that gives it."""

from dataclasses import replace

from openecf.courthouse.people import acting, granting
from openecf.courthouse.people.granting import Rights
from openecf.courthouse.people.models import SignOn
from openecf.courthouse.people.viewer import viewer_for
from openecf.foundation.references import digest
from tests import court_fixtures as fixtures


def agent(court, at, first="Pia", last="Legal", **facts):
    """Make a filing agent's account of this court."""
    return fixtures.court_user(court, at, first, last, role="agent", **facts)


def viewer(account, at, key=None):
    """Sign somebody on for real and return the viewer, fresh."""
    who = fixtures.person(account.court, at, f"user{account.pk}", account)
    key = key or f"key-{account.pk}"
    SignOn.objects.create(
        key_hash=digest(key), person=who, sid=key, acr="1", auth_time=at, made_at=at, seen_at=at
    )
    return again(account, at, key)


def again(account, at, key=None):
    """Return the viewer of the next request of the same browser."""
    return viewer_for(key or f"key-{account.pk}", account.court, at=at)


def principal(account, at):
    """Return a fresh viewer of somebody who files in his or her own name."""
    return replace(fixtures.viewer(account, at), auth_time=at)


def granted(account, agent_account, at, *, last_day=None, **rights):
    """Let an agent act for an account; return the grant's id."""
    who = principal(account, at)
    return granting.give(who, account.court, agent_account.pk, Rights(**rights), last_day=last_day, at=at)


def acting_for(account, agent_account, at, **rights):
    """Grant, choose, and return the agent's viewer, who acts."""
    grant = granted(account, agent_account, at, **rights)
    seen = viewer(agent_account, at)
    acting.act_for(seen, grant, at=at)
    return again(agent_account, at)
