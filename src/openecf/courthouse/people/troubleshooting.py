"""Why somebody can't sign in, link or file: what this room knows, check by check, computed when it is asked.

A check that does not pass names the step that mends it; the page turns the step into a link.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from openecf.courthouse.courts import policies
from openecf.courthouse.courts.models import Court

from . import attempts, failing, freshness, registrations, said
from .models import CourtUser, NoticeAddress, Person
from .viewer import Viewer


@dataclass(frozen=True)
class Finding:
    """One check and its answer. `remedy` is a step such as `link` or `upgrade`; empty when there is none."""

    check: str
    passed: bool
    sentence: str
    remedy: str = ""


@dataclass(frozen=True)
class _Asked:
    """Whose account is looked at, where and when."""

    viewer: Viewer
    court: Court
    person: Person | None
    at: datetime

    @property
    def account(self) -> CourtUser | None:
        """The filing account the person is linked to, open or closed."""
        return self.person.court_user if self.person else None


def findings(viewer: Viewer, court: Court, question: str, *, at: datetime) -> tuple[Finding, ...]:
    """Return the checks of one question, in the order in which to mend things. Raises KeyError.

    Somebody who is not signed in gets that one answer: nothing else is known of him.
    """
    asked = _Asked(viewer, court, _person(viewer), at)
    first = _signed_in(asked)
    if not first.passed:
        return (first,)
    return (first, *(check(asked) for check in CHECKS[question]))


def _person(viewer: Viewer) -> Person | None:
    return Person.objects.filter(pk=viewer.person_id).select_related("court_user").first()


def _signed_in(asked: _Asked) -> Finding:
    if not asked.viewer.signed_in or asked.person is None:
        return Finding("Signed in", False, "Nobody is signed in at this court with this browser.", "sign_in")
    return Finding("Signed in", True, f"You are signed in as {asked.viewer.username}.")


def _upgraded(asked: _Asked) -> Finding:
    if asked.person.kind == "upgraded":
        return Finding("Upgraded PACER account", True, "Your PACER account is upgraded.")
    sentence = (
        "Yours is a legacy account. It can search, but it can't be linked and can't file. Upgrade it first."
    )
    return Finding("Upgraded PACER account", False, sentence, "upgrade")


def _own_account(asked: _Asked) -> Finding:
    if asked.person.holder != "firm":
        return Finding("A person's own account", True, "The account belongs to one person.")
    sentence = (
        "This is a firm's account, which pays bills. It can't be linked: sign in with an account of your own."
    )
    return Finding("A person's own account", False, sentence, "other_account")


def _nextgen(asked: _Asked) -> Finding:
    day = said.day(asked.court.nextgen_date)
    if policies.is_nextgen(asked.court, at=asked.at):
        return Finding("The court uses NextGen", True, f"Accounts can be linked here since {day}.")
    return Finding("The court uses NextGen", False, f"Accounts can be linked here from {day} on.", "wait")


def _not_linked_yet(asked: _Asked) -> Finding:
    account = asked.account
    if account is None:
        return Finding("Not linked yet", True, "No CM/ECF account of this court is linked to you so far.")
    return Finding("Not linked yet", False, f"{_linked_to(asked)} There is nothing to do.", "account")


def _linked(asked: _Asked) -> Finding:
    if asked.account is None:
        sentence = "No CM/ECF account of this court is linked to your PACER account."
        return Finding("Linked in this court", False, sentence, "link")
    return Finding("Linked in this court", True, _linked_to(asked))


def _linked_to(asked: _Asked) -> str:
    since = asked.person.linked_at
    when = f" since {said.day(said.day_of(asked.court, since))}" if since else ""
    return f"You are linked to {asked.account.name.full}{when}."


def _open(asked: _Asked) -> Finding:
    account = asked.account
    if account is None or account.state != CourtUser.State.CLOSED:
        return Finding("Account open", True, "The court has not closed an account of yours.")
    sentence = f"The court has closed your CM/ECF account. Call the court at {asked.court.phone}."
    return Finding("Account open", False, sentence, "call")


def _not_met_closed(asked: _Asked) -> Finding:
    if asked.account is None and failing.met_closed(asked.court, asked.person, at=asked.at):
        sentence = (
            "No. The court has closed the CM/ECF account you last tried to link. "
            f"Call the court at {asked.court.phone}."
        )
        return Finding("Account open", False, sentence, "call")
    return _open(asked)


def _rights(asked: _Asked) -> Finding:
    if asked.viewer.may_file:
        role = CourtUser.Role(asked.viewer.role).label.replace("Us ", "U.S. ")
        sentence = f"You are here as {role}: Bankruptcy and Adversary are in your menu bar."
        return Finding("Right to file", True, sentence)
    if waits := registrations.own(asked.viewer):
        sentence = f"The court has your registration to file, reference {waits}. A clerk looks at it."
        return Finding("Right to file", False, sentence, "wait")
    if asked.viewer.is_agent:
        return _right_of_agent(asked)
    if asked.account is None:
        return Finding(
            "Right to file", False, "The right to file comes with the CM/ECF account you link.", "link"
        )
    sentence = f"Your account has no right to file in this court. Call the court at {asked.court.phone}."
    return Finding("Right to file", False, sentence, "call")


def _right_of_agent(asked: _Asked) -> Finding:
    """An agent has the right only by somebody's grant."""
    if asked.viewer.acting:
        sentence = f"{asked.viewer.court_user_name}, for whom you act, does not let you file."
        return Finding("Right to file", False, sentence, "choose_whom")
    sentence = "You are a filing agent and act for nobody now. Choose whom you act for."
    return Finding("Right to file", False, sentence, "choose_whom")


def _not_waiting(asked: _Asked) -> Finding:
    counter = attempts.of_person(asked.court, asked.person.pk)
    standing = attempts.standing(counter, at=asked.at)
    if standing.wait_until:
        until = said.clock(asked.court, standing.wait_until)
        sentence = f"After {standing.failures} wrong tries in a row you wait until {until}."
        return Finding("No wait after wrong tries", False, sentence, "forgot_login")
    tries = f"{standing.failures} wrong so far" if standing.failures else "none was wrong"
    return Finding("No wait after wrong tries", True, f"You can try your old CM/ECF login now ({tries}).")


def _fresh(asked: _Asked) -> Finding:
    when = said.clock(asked.court, asked.viewer.auth_time) if asked.viewer.auth_time else "long ago"
    if freshness.is_fresh(asked.viewer, at=asked.at):
        return Finding("Signed in lately", True, f"You gave your password at {when}.")
    sentence = f"You gave your password at {when}. Linking needs that within ten minutes: sign in once more."
    return Finding("Signed in lately", False, sentence, "sign_in_again")


def _may_search(asked: _Asked) -> Finding:
    if asked.person.search_status == "active":
        return Finding("Search privileges", True, "Your PACER account may search and open documents.")
    sentence = (
        "Search with your PACER account is inactive. You can still file. Manage My Account at the PACER "
        "Service Center says why, and opens search again where nobody used it for half a year."
    )
    return Finding("Search privileges", False, sentence, "center")


def _has_address(asked: _Asked) -> Finding:
    account = asked.account
    rows = NoticeAddress.objects.filter(court_user=account).order_by("-primary", "pk") if account else ()
    addresses = [row.email for row in rows] or [account.email if account else ""]
    if any(addresses):
        return Finding("Address for notices", True, f"Notices go to {', '.join(filter(None, addresses))}.")
    sentence = (
        f"This court has no e-mail address of yours for notices. Call the court at {asked.court.phone}."
    )
    return Finding("Address for notices", False, sentence, "call")


CHECKS: dict[str, tuple[Callable[[_Asked], Finding], ...]] = {
    "sign-in": (),
    "link": (_not_linked_yet, _not_met_closed, _own_account, _upgraded, _nextgen, _not_waiting, _fresh),
    "menus": (_linked, _open, _rights),
    "file": (_linked, _open, _rights),
    "notice": (_linked, _open, _has_address),
    "open": (_may_search,),
    "price": (_may_search,),
    "pay": (_linked, _open),
}
