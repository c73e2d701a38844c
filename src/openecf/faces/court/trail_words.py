"""Lines of the trail in words, for the court's staff."""

from dataclasses import dataclass
from datetime import datetime

from openecf.courthouse.people import lookup


@dataclass(frozen=True)
class Told:
    """One line of the trail, in words."""

    at: datetime
    words: str
    detail: str
    by: str
    reference: str


def told(request, lines) -> list[Told]:
    """Put lines of the trail in words, with who did it by name."""
    names = lookup.names(request.viewer, request.court, [line.actor for line in lines])
    return [_in_words(line, names.get(line.actor, line.actor)) for line in lines]


def _in_words(line, by) -> Told:
    words = _WORDS.get(line.action, line.action)
    said = [f"case {line.subject}"] if line.action == "filing.filed" else []
    said += [str(line.detail[key]) for key in _SAID if line.detail.get(key)]
    return Told(line.at, words, "; ".join(said), by, line.reference)


_SAID = (
    "kind",
    "event",
    "told",
    "why",
    "login",
    "means",
    "proposal",
    "reason",
    "court_user_name",
    "agent_name",
    "principal",
    "for",
)
_WORDS = {
    "faces.refused": "A page refused something",
    "filing.filed": "A document was filed",
    "people.imported": "The account came over from the old system",
    "people.link_refused": "A try to link failed",
    "people.link_proved": "An old account was proved",
    "people.linked": "The accounts were linked",
    "people.reminder_sent": "An e-mail went to the address on the record",
    "people.reminder_refused": "No e-mail was sent",
    "people.link_asked": "The court was asked for a link",
    "people.link_proposed": "A clerk made a proposal",
    "people.account_disabled": "The account was disabled",
    "people.account_restored": "The account was restored",
    "people.correction_proposed": "A correction was proposed",
    "people.correction_made": "A second clerk made the correction",
    "people.correction_refused": "The correction was refused",
    "people.grant_given": "A filing agent was added",
    "people.grant_changed": "What a filing agent may do was changed",
    "people.grant_ended": "A filing agent's leave ended",
    "people.acting_for": "A filing agent chose whom to act for",
    "people.acting_ended": "A filing agent acts for nobody",
    "people.staff_invited": "Somebody was invited to the staff",
    "people.staff_approved": "An invitation to the staff was approved",
    "people.staff_joined": "The invitation was taken",
    "people.staff_removed": "Somebody left the staff",
    "filing.filed_for": "A filing agent filed a document",
    "people.link_request_approved": "A second clerk approved",
    "people.link_request_refused": "A clerk refused",
    "people.register_asked": "A registration to file came from the center",
    "people.registration_proposed": "A clerk proposed to link an old account to a registration",
    "people.register_approved": "A registration to file was approved",
    "people.register_refused": "A registration to file was refused",
    "people.person_asked": "A change of name came from the center",
    "people.person_approved": "A change of name was approved",
    "people.person_refused": "A change of name was refused",
    "people.person_changed": "The name was changed",
    "people.address_asked": "A change of address came from the center",
    "people.address_approved": "A change of address was approved",
    "people.address_refused": "A change of address was refused",
    "people.address_changed": "The address was changed",
    "people.noticing_asked": "A change of notices came from the center",
    "people.noticing_changed": "Notices were changed",
    "people.withdraw_asked": "A wish to end filing came from the center",
    "people.withdraw_approved": "Filing was ended as asked for",
    "people.withdraw_refused": "A wish to end filing was refused",
    "people.signed_on": "Signed on",
    "people.logged_out": "Logged out",
    "people.client_code_changed": "The client code was changed",
}
