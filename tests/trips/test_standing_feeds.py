"""What courts and center tell each other of accounts: bulletins and errands, each at least once."""

import json
from base64 import b64encode
from datetime import timedelta

import pytest

from openecf.center.accounts.models import Account
from openecf.center.signon import clients
from openecf.center.standing import courts, errands, news
from openecf.center.standing.models import CourtNews, CourtStanding, Errand
from openecf.courthouse.people import bulletins, invitation, linking, viewer
from openecf.courthouse.people.models import Bulletin, Person, Registration
from openecf.faces import transport
from openecf.foundation import addresses, clock
from tests import people_cast as cast
from tests import walking

pytestmark = pytest.mark.django_db
BASES = ["http://localhost:8000/casb/"]


@pytest.fixture(autouse=True)
def the_clock(monkeypatch):
    monkeypatch.setattr(clock, "_offset", timedelta())


@pytest.fixture
def casb():
    return walking.open_court("casb", at=clock.now())


@pytest.fixture
def barbara():
    return walking.open_account(at=clock.now())


def work():
    """Do what the work loop does for both feeds, now and for what the other side left."""
    for _ in range(2):
        errands.deliver_due(transport.http_session(), at=clock.now())
        bulletins.deliver_due(transport.http_session(), at=clock.now())


def post(body, client_id="casb", secret=""):
    """Send a report with Basic credentials."""
    coded = b64encode(f"{client_id}:{secret}".encode()).decode()
    return walking.browser(enforce_csrf_checks=True).post(
        "/cso/feeds/standing/",
        json.dumps(body),
        content_type="application/json",
        headers={"authorization": f"Basic {coded}"},
    )


def bulletin(account, at, **changes):
    """Make one bulletin as JSON has it."""
    return {
        "public_id": "b1",
        "sub": account.subject,
        "kind": "approved",
        "sentence": "The court approved your registration to file.",
        "at": at.isoformat(),
        "state": "active",
        "role": "attorney",
        "name": "Barbara Casb",
    } | changes


def test_a_link_makes_the_account_a_filer_at_the_center(casb, barbara):
    cast.old_account(casb, at=clock.now())
    key = cast.sign_on(casb, at=clock.now(), username="barbaratest")
    Person.objects.update(sub=barbara.subject)
    who = viewer.viewer_for(key, casb, at=clock.now())
    match = linking.find_court_user(
        who, casb, login="bcasb", password=cast.PASSWORD, address="127.0.0.1", at=clock.now()
    )
    linking.link(who, match.token, names_checked=True, at=clock.now())

    work()

    barbara.refresh_from_db()
    assert barbara.filing_status == "active"
    assert not barbara.court_staff
    (standing,) = courts.of(barbara)
    assert (standing.court_id, standing.state, standing.role, standing.name) == (
        "casb",
        "active",
        "attorney",
        "Barbara CASB",
    )
    (told,) = news.of(barbara)
    assert told.kind == "linked"
    assert "Barbara CASB" in told.sentence
    assert told.reference == Person.objects.get().link_reference


def test_an_invitation_makes_the_account_court_staff_and_no_filer(casb, barbara):
    who = invitation.Invited(
        iss=addresses.issuer(), sub=barbara.subject, username="barbaratest", last_name="Clerk"
    )
    invitation.invite(casb, who, "clerk", at=clock.now())

    work()

    barbara.refresh_from_db()
    assert barbara.court_staff
    assert barbara.filing_status == "none"


def test_a_registration_reaches_the_court_and_its_state_comes_back(casb, barbara):
    facts = {"role": "attorney", "bar_number": "123321", "last_name": "Casb"}
    reference = errands.send(barbara, "casb", "register", facts, at=clock.now())

    work()

    row = Registration.objects.get()
    assert (row.reference, row.state, row.role) == (reference, "open", "attorney")
    assert (row.person.sub, row.person.last_name, row.person.court_user) == (barbara.subject, "Casb", None)
    (sent,) = errands.of(barbara)
    assert sent.state == "received"
    assert courts.of(barbara)[0].state == "requested"
    assert Errand.objects.get().due_at is None


def test_an_errand_that_comes_twice_is_kept_once(casb, barbara):
    errands.send(barbara, "casb", "register", {"role": "creditor"}, at=clock.now())
    row = Errand.objects.select_related("account").get()
    token = errands.token(row, at=clock.now())

    answers = [walking.browser().post("/casb/feeds/errand/", {"errand": token}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert Registration.objects.count() == 1
    assert Bulletin.objects.count() == 1


@pytest.mark.parametrize("spoiled", ["court", "expired", "letters", "typ"])
def test_an_errand_the_center_did_not_send_to_this_court_is_refused(casb, barbara, spoiled, monkeypatch):
    walking.open_court("exab", at=clock.now())
    errands.send(barbara, "casb", "register", {"role": "creditor"}, at=clock.now())
    row = Errand.objects.select_related("account").get()
    made = clock.now() - timedelta(hours=1) if spoiled == "expired" else clock.now()
    token = errands.token(row, at=made)
    token = {"letters": token[:-8] + "AAAAAAAA"}.get(spoiled, token)
    if spoiled == "typ":
        monkeypatch.setattr(errands.jwt, "encode", _other_kind(errands.jwt.encode))
        token = errands.token(row, at=made)
    door = "/exab/" if spoiled == "court" else "/casb/"

    answer = walking.browser().post(f"{door}feeds/errand/", {"errand": token})

    assert answer.status_code == 400
    assert not Registration.objects.exists()


def _other_kind(encode):
    return lambda header, claims, key: encode(header | {"typ": "JWT"}, claims, key)


def test_nothing_is_lost_while_the_other_house_is_away(casb, barbara, monkeypatch):
    monkeypatch.setattr(transport.Street, "send", _away)
    errands.send(barbara, "casb", "register", {"role": "attorney"}, at=clock.now())
    errands.deliver_due(transport.http_session(), at=clock.now())
    assert errands.of(barbara)[0].state == "sent"
    monkeypatch.undo()

    errands.deliver_due(transport.http_session(), at=clock.now() + timedelta(seconds=20))

    assert Registration.objects.count() == 1


def _away(*args, **kwargs):
    raise transport.requests.ConnectionError("away")


def test_a_bulletin_told_again_changes_nothing(casb, barbara, at):
    secret = clients.register_court("casb", BASES, title="Court", at=at)

    first = post({"bulletins": [bulletin(barbara, at)]}, secret=secret)
    again = post({"bulletins": [bulletin(barbara, at, state="disabled")]}, secret=secret)

    assert (first.json(), again.json()) == ({"taken": 1}, {"taken": 0})
    assert CourtNews.objects.count() == 1
    assert CourtStanding.objects.get().state == "active"


def test_an_older_bulletin_that_comes_late_does_not_undo_a_newer_one(casb, barbara, at):
    secret = clients.register_court("casb", BASES, title="Court", at=at)
    older = bulletin(barbara, at - timedelta(hours=1), public_id="b0", state="active", kind="linked")

    post([bulletin(barbara, at, state="disabled", kind="disabled"), older], secret=secret)

    assert CourtStanding.objects.get().state == "disabled"
    assert Account.objects.get().filing_status == "inactive"
    assert [each.kind for each in news.of(barbara)] == ["disabled", "linked"]


def test_a_bulletin_of_one_court_cannot_answer_for_another(casb, barbara, at):
    secret = clients.register_court("exab", ["http://localhost:8000/exab/"], title="Other", at=at)
    errands.send(barbara, "casb", "register", {"role": "attorney"}, at=at)
    errand = Errand.objects.get()

    post([bulletin(barbara, at, errand=errand.public_id, court_id="casb")], client_id="exab", secret=secret)

    assert Errand.objects.get().state == "sent"
    assert CourtStanding.objects.get().court_id == "exab"


def test_a_bulletin_about_nobody_known_here_stops_no_other(casb, barbara, at):
    secret = clients.register_court("casb", BASES, title="Court", at=at)
    unknown = bulletin(barbara, at, public_id="b0", sub="nobody")

    answer = post([unknown, bulletin(barbara, at)], secret=secret)

    assert answer.json() == {"taken": 1}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"bulletins": 1},
        [1],
        [{"public_id": "b1"}],
        [{"public_id": "b1", "sub": "s", "kind": "k", "sentence": "x", "at": "2026-11-24"}],
        [{"public_id": "b1", "sub": "s", "kind": "k", "sentence": "x\0", "at": "2026-11-24T00:00:00Z"}],
    ],
)
def test_a_report_that_is_none_is_refused(casb, at, body):
    secret = clients.register_court("casb", BASES, title="Court", at=at)

    answer = post(body, secret=secret)

    assert answer.status_code == 400


def test_who_shows_no_secret_is_refused(casb, barbara, at):
    assert post([bulletin(barbara, at)], secret="guessed").status_code == 401
    assert not CourtNews.objects.exists()


def test_one_bulletin_the_center_can_not_read_holds_up_no_other(casb, barbara):
    at = clock.now()
    bulletins.tell(casb, barbara.subject, "x" * 30, "", at=at)  # no sentence: malformed
    bulletins.tell(casb, barbara.subject, "approved", "Approved.", state="active", role="attorney", at=at)

    assert bulletins.deliver_due(transport.http_session(), at=at) == 1

    assert CourtStanding.objects.get().state == "active"
    assert list(Bulletin.objects.filter(delivered_at=None).values_list("kind", flat=True)) == ["x" * 30]
