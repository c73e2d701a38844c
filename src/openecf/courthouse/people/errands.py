"""What holders ask of this court by the center: taken once, however often it comes."""

from datetime import datetime

from django.db import IntegrityError, transaction

from openecf.audit import trail
from openecf.courthouse.courts.models import Court
from openecf.foundation.messages import Errand
from openecf.foundation.refusals import Refusal

from . import bulletins, obstacles, registration_letters
from .models import CourtUser, Person, Registration

KINDS = ("register", "person", "address", "noticing", "withdraw")
ROLES = ("attorney", "agent", "creditor", "party", "trustee", "us_trustee")
FACTS = (
    *("role", "bar_number", "bar_state", "first_name", "middle_name", "last_name", "suffix", "firm_name"),
    *("street", "street_2", "city", "state", "zip_code", "country", "phone", "email", "notice_email"),
    *("notice_frequency", "notice_format", "frequency", "format", "cases", "reason", "remark"),
)
_LONGEST = {"remark": 2000, "reason": 2000}
_CLAIMS = {  # as an ID token names them: as Person does
    "account_number": "account_number",
    "preferred_username": "username",
    "given_name": "first_name",
    "middle_name": "middle_name",
    "family_name": "last_name",
    "suffix": "suffix",
    "firm_name": "firm_name",
    "bar_number": "bar_number",
    "email": "email",
    "billing_email": "billing_email",
    "kind": "kind",
    "holder": "holder",
    "search_status": "search_status",
    "filing_status": "filing_status",
    "receipts_shown": "receipts_shown",
    "client_code_required": "client_code_required",
    "client_code_format": "client_code_format",
}


class NotAnErrand(Refusal):
    """This is not an errand for this court."""


class NotRegisteredHere(Refusal):
    """Your account is not registered to file in this court, so there is nothing to change."""


class RegisteredAlready(Refusal):
    """The court has a registration of yours already. Wait for its decision."""


def take(court: Court, errand: Errand, *, at: datetime) -> Registration | None:
    """Keep an errand; return its row when it is new and still open, None when it was answered.

    What cannot be is refused at once, and the center is told why. Raises NotAnErrand.
    """
    if errand.kind not in KINDS or not errand.who.get("sub") or errand.court_id != court.pk:
        raise NotAnErrand
    if Registration.objects.filter(errand=errand.public_id).exists():
        return None
    try:
        with transaction.atomic():
            return _take(court, errand, at=at)
    except IntegrityError:
        if not Registration.objects.filter(errand=errand.public_id).exists():
            raise
        return None  # the same errand came twice at the same moment


def _take(court: Court, errand: Errand, *, at: datetime) -> Registration | None:
    person = _person(court, errand, at=at)
    facts = _facts(errand)
    row = Registration(
        reference=errand.reference,
        errand=errand.public_id,
        court=court,
        person=person,
        kind=errand.kind,
        role=facts.get("role", ""),
        facts=facts,
        made_at=errand.made_at,
    )
    no = _obstacle(row, at=at)
    if no:
        row.state, row.decided_reason, row.decided_at = Registration.State.REFUSED, no.sentence, at
    row.save(force_insert=True)
    actor = person.account_number or person.username
    detail = {"kind": row.kind, "role": row.role} | ({"refused": no.sentence} if no else {})
    action = f"people.{row.kind}_asked"
    subject = f"person {person.pk}"
    trail.record(court.pk, actor, action, subject, detail=detail, reference=row.reference, at=at)
    _answer(row, no, at=at)
    return None if no else row


def _answer(row: Registration, no: Refusal | None, *, at: datetime) -> None:
    title, thing = row.court.title, WORDS[row.kind]
    if no:
        registration_letters.refused(row, no.sentence, at=at)
        sentence = f"{title} refused {thing}: {no.sentence}"
        tell(row, "refused", sentence, at=at)
    elif row.kind == "register":
        registration_letters.received(row, at=at)
        tell(row, "received", f"{title} received {thing}. A clerk looks at it.", state="requested", at=at)
    elif row.kind != "noticing":
        tell(row, "received", f"{title} received {thing}.", at=at)


def settle(person: Person, account: CourtUser, *, at: datetime) -> None:
    """Answer the registration of somebody who is linked by other means before a clerk looked at it.

    Call it first in the link's transaction: a clerk who decides also takes the registration first.
    """
    waits = Registration.objects.filter(person=person, kind="register", state__in=["open", "proposed"])
    for row in waits.select_related("court", "person"):
        settled = {"state": Registration.State.APPROVED, "court_user": account, "decided_at": at}
        if waits.filter(pk=row.pk).update(**settled, decided_reason=_SETTLED) == 1:
            tell(row, "done", f"Your registration to file in {row.court.title} is settled: {_SETTLED}", at=at)


_SETTLED = "your old filing account was linked meanwhile."


def tell(row: Registration, kind: str, sentence: str, *, state: str = "", name: str = "", at: datetime):
    """Tell the center how an errand stands; call it inside the act's transaction."""
    named = {"role": row.role, "name": name or row.person.name.full} if state else {}
    bulletins.tell(
        row.court,
        row.person,
        kind,
        sentence,
        state=state,
        errand=row.errand,
        reference=row.reference,
        at=at,
        **named,
    )


WORDS = {
    "register": "your registration to file",
    "person": "your change of name",
    "address": "your change of address",
    "noticing": "your change of notices",
    "withdraw": "your wish to end filing",
}


def _obstacle(row: Registration, *, at: datetime) -> Refusal | None:
    """Return why a person can't ask this here, or None."""
    if row.kind == "register":
        waiting = Registration.objects.filter(
            person=row.person, kind="register", state__in=["open", "proposed"]
        )
        if reference := waiting.values_list("reference", flat=True).first():
            return RegisteredAlready(
                f"The court has a registration of yours already, {reference}. Wait for its decision."
            )
        if row.role not in ROLES:
            return NotAnErrand("Choose a role that this court knows.")
        return obstacles.of_person(row.person, row.court, at=at)
    account = row.person.court_user
    if account is None or account.state != CourtUser.State.ACTIVE:
        return NotRegisteredHere()
    return None


def _person(court: Court, errand: Errand, *, at: datetime) -> Person:
    """Return who asks, as the center tells now; somebody never seen here is made from the claims."""
    told = {field: errand.who[claim] for claim, field in _CLAIMS.items() if claim in errand.who}
    same = {"court": court, "iss": errand.who["iss"], "sub": errand.who["sub"]}
    Person.objects.bulk_create(
        [Person(**same, **told, first_seen_at=at)],
        update_conflicts=True,
        unique_fields=["court", "iss", "sub"],
        update_fields=list(told),
    )
    return Person.objects.select_related("court_user").get(**same)


def _facts(errand: Errand) -> dict[str, str]:
    """Return the facts this court knows, as texts of a bearable length."""
    known = {name: errand.facts.get(name) for name in FACTS}
    texts = {name: text.replace("\0", "").strip() for name, text in known.items() if isinstance(text, str)}
    return {name: text[: _LONGEST.get(name, 250)] for name, text in texts.items()}
