"""Linda lets Pia file for her: Pia chooses her at the next sign-on."""

from datetime import datetime, timedelta

from openecf.courthouse.courts import routing
from openecf.courthouse.people import granting, signing_on, viewer
from openecf.courthouse.people.granting import Rights

from . import accounts
from .accounts import People
from .cast import PILOT

PRINCIPAL, AGENT_LOGIN = "lindalarkin", "ppage"


def let_act(people: People, *, begun: datetime) -> None:
    """Sign Linda on, and let her grant filing, paying and notices to her agent."""
    court, key, at = routing.court_by_id(PILOT), "demo-grant", begun + timedelta(hours=3)
    linda = accounts.identity(people.accounts[PRINCIPAL], key, at)
    signing_on.sign_on(court, linda, session_key=key, id_token="", at=at)
    who = viewer.viewer_for(key, court, at=at)
    agent = people.filers[PILOT, AGENT_LOGIN]
    rights = Rights(may_file=True, may_pay=True, gets_notices=True)
    granting.give(who, court, agent.pk, rights, at=at + timedelta(minutes=1))
    signing_on.log_out(who, at=at + timedelta(minutes=2))
