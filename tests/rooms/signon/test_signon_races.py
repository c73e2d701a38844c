"""At once: failures are all counted, a code is redeemed once, a court is told once, a person is met once."""

import threading
from collections import Counter

import pytest
from django.db import connection
from oauth2_provider.models import AccessToken

from openecf.center.signon import clients, devices, disowning, logout, sessions, signing_in
from openecf.center.signon.models import Attempt, CodeUse, Device, LogoutDelivery
from openecf.courthouse.people import signing_on
from openecf.courthouse.people.models import Person, SignOn
from openecf.foundation.messages import Identity
from openecf.letters import sending, writing
from tests import walking
from tests.mailbag import letters_about, token_in

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def at_once(act, times=8):
    """Run the act in so many threads at once; return what each returned or raised."""
    gate, results = threading.Barrier(times), []

    def run(number):
        gate.wait()
        try:
            results.append(act(number))
        except Exception as trouble:  # noqa: BLE001: the test looks at it
            results.append(trouble)
        connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(times)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return results


def test_no_failure_is_lost(at):
    walking.open_account(at=at)

    results = at_once(
        lambda number: signing_in.sign_in("barbaratest", "wrong", address=f"203.0.{number}.1", at=at)
    )

    assert {type(each) for each in results} == {signing_in.WrongCredentials}
    counted = sorted(Attempt.objects.values_list("failures", flat=True))
    assert counted == [1] * 16 + [8]  # by name and network, by network; by name


def test_a_court_is_told_once_by_many_loops(at):
    clients.register_court("casb", ["http://localhost:8000/casb/"], at=at)
    session = sessions.begin(walking.open_account(at=at), session_key="one", at=at)
    CodeUse.objects.create(code_hash="x", session=session, auth={}, client_id="casb")
    at_once(lambda _: sessions.end(session, at=at))
    told = []

    class Court:
        """Notes what comes."""

        def post(self, url, **how):
            told.append(url)
            return type("Answer", (), {"status_code": 200})

    at_once(lambda _: logout.deliver_due(Court(), at=at))

    assert (len(told), LogoutDelivery.objects.count()) == (1, 1)


def test_a_sign_in_is_disowned_once(at):
    account = walking.open_account(at=at)
    for browser in ("own", "strange"):
        sessions.begin(account, session_key=browser, at=at)
        devices.meet(account, browser, browser=browser, address="", at=at)
    token = token_in(letters_about("new browser")[0])

    results = at_once(lambda _: disowning.disown(token, address="", at=at))

    assert results == [None] * 8
    assert len(letters_about("closed to everybody")) == 1


def test_a_new_browser_is_one_however_often_it_comes_at_once(at):
    account = walking.open_account(at=at)
    devices.meet(account, "own", browser="", address="", at=at)

    results = at_once(lambda _: devices.meet(account, "new", browser="x", address="192.0.2.1", at=at))

    assert set(results) <= {True, False}
    assert Device.objects.count() == 2


def test_each_letter_is_sent_once_by_many_loops(at, tmp_path, settings):
    settings.EMAIL_URL = f"folder:{tmp_path}"
    for number in range(20):
        writing.write("casb", "court@example.org", f"{number}@example.org", "Hello", "Hello", at=at)

    at_once(lambda _: sending.send_due(at=at))

    subjects = Counter(file.read_bytes().split(b"To: ")[1].split(b"@")[0] for file in tmp_path.glob("*.eml"))
    assert (len(subjects), set(subjects.values())) == (20, {1})


def test_somebody_new_in_eight_windows_at_once_is_one_person(at):
    casb = walking.open_court("casb", at=at)
    identity = Identity(
        iss="http://localhost:8000/cso/o",
        sub="s" * 32,
        sid="sid-1",
        acr="aal1",
        auth_time=at,
        username="barbaratest",
        account_number="1000001",
        kind="upgraded",
        holder="individual",
    )

    results = at_once(
        lambda number: signing_on.sign_on(casb, identity, session_key=f"key-{number}", id_token="", at=at)
    )

    assert [each for each in results if isinstance(each, Exception)] == []
    assert (Person.objects.count(), SignOn.objects.count()) == (1, 8)


def test_a_code_is_redeemed_once(at):
    casb = walking.open_court("casb", at=at)
    walking.open_account(at=at)
    client = walking.browser()
    walking.sign_in(client)
    before = AccessToken.objects.count()
    fields = walking.fresh_code(client, casb)

    results = at_once(lambda _: walking.browser().post("/cso/o/token/", fields).status_code)

    assert Counter(results) == {200: 1, 400: 7}
    assert AccessToken.objects.count() - before == 1
