"""Asking courts: who may ask, once, and what is said when a court does not take it."""

from datetime import timedelta

import pytest

from openecf.audit.models import LogEntry
from openecf.center.signon import clients
from openecf.center.standing import courts, errands, registering
from openecf.center.standing.models import CourtStanding, Errand
from openecf.center.standing.registering import ToRegister
from openecf.letters.models import Letter
from tests.accounts import open_account

pytestmark = pytest.mark.django_db
ATTORNEY = ToRegister("attorney", bar_number="CA 99881")


@pytest.fixture
def barbara(at):
    for court in ("casb", "exab"):
        clients.register_court(court, [f"http://localhost:8000/{court}/"], title=court.upper(), at=at)
    return open_account(at=at)


class Away:
    """Stands in for a court that cannot be reached, or answers with a status."""

    def __init__(self, status=0):
        self.status = status

    def post(self, *args, **kwargs):
        if not self.status:
            raise errands.requests.ConnectionError("away")
        answer = errands.requests.Response()
        answer.status_code = self.status
        return answer


def stand(account, court, state, role="attorney", *, at):
    CourtStanding.objects.create(account=account, court_id=court, state=state, role=role, since=at)


def test_a_registration_is_sent_with_the_accounts_own_name(barbara, at):
    reference = registering.register(barbara, "casb", ATTORNEY, address="192.0.2.7", at=at)

    row = Errand.objects.get(reference=reference)
    assert (row.kind, row.state, row.due_at) == ("register", "sent", at)
    assert (row.facts["first_name"], row.facts["last_name"], row.facts["email"]) == (
        "BarbaraTest",
        "Casb",
        "barbaratest@example.org",
    )
    line = LogEntry.objects.get(action="standing.register_sent")
    assert (line.actor, line.subject, line.address) == (barbara.number, barbara.number, "192.0.2.7")


@pytest.mark.parametrize(
    ("changes", "court", "told", "refusal"),
    [
        ({}, "casb", ToRegister("attorney"), registering.BarNumberNeeded),
        ({}, "casb", ToRegister("clerk"), registering.ChooseARole),
        ({}, "nowhere", ATTORNEY, errands.NoSuchCourt),
        ({"kind": "legacy"}, "casb", ATTORNEY, errands.UpgradeFirst),
        ({"holder": "firm"}, "casb", ATTORNEY, errands.FirmsDoNotFile),
        ({"hold": "duplicate"}, "casb", ATTORNEY, registering.UnderReview),
    ],
)
def test_who_cannot_register_is_told_why(barbara, at, changes, court, told, refusal):
    for name, value in changes.items():
        setattr(barbara, name, value)

    with pytest.raises(refusal):
        registering.register(barbara, court, told, at=at)

    assert not Errand.objects.exists()


def test_one_registration_a_court_until_it_is_answered(barbara, at):
    registering.register(barbara, "casb", ATTORNEY, at=at)

    with pytest.raises(registering.AskedHere):
        registering.register(barbara, "casb", ATTORNEY, at=at)
    registering.register(barbara, "exab", ATTORNEY, at=at)
    Errand.objects.filter(court_id="casb").update(state="refused")
    registering.register(barbara, "casb", ATTORNEY, at=at)

    assert Errand.objects.count() == 3


def test_who_files_there_does_not_register_again_and_who_does_not_gives_nothing_up(barbara, at):
    stand(barbara, "casb", "active", at=at)
    stand(barbara, "exab", "disabled", at=at)

    with pytest.raises(registering.RegisteredHere):
        registering.register(barbara, "casb", ATTORNEY, at=at)
    with pytest.raises(registering.NotFilingThere):
        registering.withdraw(barbara, "exab", "I retire", at=at)
    registering.withdraw(barbara, "casb", "I retire", at=at)

    assert [(one.court_id, one.title) for one in courts.of(barbara)] == [("casb", "CASB"), ("exab", "EXAB")]


def test_a_change_goes_to_every_court_where_the_holder_files(barbara, at):
    stand(barbara, "casb", "active", at=at)
    stand(barbara, "exab", "active", "clerk", at=at)

    references = errands.send_to_courts(barbara, "address", {"city": "Poway"}, at=at)

    (row,) = Errand.objects.all()
    assert (references, row.court_id) == ((row.reference,), "casb")


@pytest.mark.parametrize("court", [Away(), Away(500), Away(400)])
def test_a_court_that_takes_nothing_for_three_days_is_shown_and_written_of(barbara, at, court):
    registering.register(barbara, "casb", ATTORNEY, at=at)

    errands.deliver_due(court, at=at)
    assert errands.of(barbara)[0].state == "sent"
    later = at + timedelta(days=3, minutes=1)
    errands.deliver_due(court, at=later)
    errands.deliver_due(court, at=later + timedelta(hours=1))

    (sent,) = errands.of(barbara)
    assert sent.state == "refused"
    assert "in three days" in sent.answer
    (letter,) = Letter.objects.all()
    assert letter.recipient == "barbaratest@example.org"
    assert sent.reference in letter.body
    assert Errand.objects.get().due_at is None


def test_a_court_that_takes_it_is_asked_once(barbara, at):
    registering.register(barbara, "casb", ATTORNEY, at=at)

    tried = [errands.deliver_due(Away(200), at=at + timedelta(minutes=minute)) for minute in range(3)]

    assert tried == [1, 0, 0]
    assert errands.of(barbara)[0].state == "received"
