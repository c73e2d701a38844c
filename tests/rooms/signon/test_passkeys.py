"""Passkeys against a soft authenticator: what an honest one says is taken, and nothing else."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection

from openecf.audit.models import LogEntry
from openecf.center.signon import mailed_codes, passkey_adding, passkeys
from openecf.center.signon.models import Challenge, Factor
from openecf.foundation import addresses
from tests import second_factors, walking
from tests.second_factors import KEY
from tests.soft_authenticator import AT, UP, UV, SoftAuthenticator, decoded

pytestmark = pytest.mark.django_db
BROWSER = "b" * 32


@pytest.fixture
def account(at):
    return walking.open_account(at=at)


@pytest.fixture
def device(account, at):
    return second_factors.passkey(account, at=at)


def sign_in(device, *, at, key=BROWSER, account=None, **said):
    """Ask for a passkey and hand back what the device says."""
    asked = passkeys.begin(session_key=key, account=account, at=at)
    answer = device.show(asked.options, **said)
    return passkeys.finish(asked.token, answer, session_key=key, account=account, at=at)


def test_an_honest_passkey_signs_in_without_a_name(account, device, at):
    assert sign_in(device, at=at) == account

    factor = Factor.objects.get()
    assert (factor.sign_count, factor.used_at) == (1, at)
    line = LogEntry.objects.filter(action="signon.signed_in").latest("pk")
    assert (line.subject, line.detail) == (account.number, {"method": "passkey MacBook"})


def test_party_and_origin_come_from_the_address_book(monkeypatch):
    assert (passkeys.party().host, passkeys.party().origin) == ("localhost", "http://localhost:8000")
    monkeypatch.setattr(addresses, "_wiring", addresses.Wiring(center_url="https://pacer.example.org/"))

    assert passkeys.party() == passkeys.Party("pacer.example.org", "https://pacer.example.org")


def test_the_question_asks_for_a_user_check_and_names_nobody(device, at):
    options = json.loads(passkeys.begin(session_key=BROWSER, at=at).options)

    assert options["userVerification"] == "required" and not options.get("allowCredentials")
    assert options["rpId"] == "localhost" and len(decoded(options["challenge"])) >= 32


@pytest.mark.parametrize(
    "said",
    [
        {"origin": "https://localhost:8000"},
        {"origin": "http://localhost:8001"},
        {"origin": "http://localhost.example.org:8000"},
        {"origin": "http://127.0.0.1:8000"},
        {"host": "example.org"},
        {"flags": UP},
        {"flags": UV},
        {"handle": b"somebody else"},
        {"handle": b""},
    ],
    ids=str,
)
def test_abuse_12_foreign_origin_other_host_no_user_check_or_other_handle_is_refused(device, at, said):
    with pytest.raises(passkeys.PasskeyRefused):
        sign_in(device, at=at, **said)

    assert Factor.objects.get().sign_count == 0
    assert LogEntry.objects.filter(action="signon.passkey_refused").count() == 1


def test_abuse_12_an_old_challenge_is_refused(device, at):
    asked = passkeys.begin(session_key=BROWSER, at=at)
    answer = device.show(asked.options)

    with pytest.raises(passkeys.ChallengeGone):
        passkeys.finish(asked.token, answer, session_key=BROWSER, at=at + timedelta(minutes=11))


def test_abuse_12_an_answer_to_another_challenge_is_refused(device, at):
    first, second = (passkeys.begin(session_key=BROWSER, at=at) for _ in range(2))

    with pytest.raises(passkeys.PasskeyRefused):
        passkeys.finish(second.token, device.show(first.options), session_key=BROWSER, at=at)


def test_abuse_12_an_answer_is_taken_once_and_in_the_browser_that_asked(device, at):
    asked = passkeys.begin(session_key=BROWSER, at=at)
    answer = device.show(asked.options)
    with pytest.raises(passkeys.ChallengeGone):
        passkeys.finish(asked.token, answer, session_key="c" * 32, at=at)
    passkeys.finish(asked.token, answer, session_key=BROWSER, at=at)

    with pytest.raises(passkeys.ChallengeGone):
        passkeys.finish(asked.token, answer, session_key=BROWSER, at=at)


def test_a_copied_passkey_that_counts_behind_is_refused(device, at):
    sign_in(device, at=at)
    device.count = 0

    with pytest.raises(passkeys.PasskeyRefused):
        sign_in(device, at=at)


def test_a_passkey_that_never_counts_is_fine(device, account, at):
    assert sign_in(device, at=at, counts=False) == account
    assert sign_in(device, at=at, counts=False) == account


def test_as_second_step_only_a_passkey_of_who_gave_the_password_counts(device, account, at):
    other = walking.open_account("mallory1", at=at)
    theirs = SoftAuthenticator(credential=b"another-soft-device")
    second_factors.passkey(other, key="m" * 32, at=at, device=theirs)

    with pytest.raises(passkeys.PasskeyRefused):
        sign_in(theirs, at=at, account=account)
    assert sign_in(device, at=at, account=account, handle=b"") == account


def test_anothers_signature_under_my_credential_is_refused(device, at):
    thief = SoftAuthenticator(credential=device.credential, handle=device.handle)

    with pytest.raises(passkeys.PasskeyRefused):
        sign_in(thief, at=at)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "{}",
        "[]",
        "null",
        '"x"',
        "{" * 30_000,
        '{"id": 1, "response": {}}',
        '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": null}',
        '{"id": "A", "response": {"userHandle": 7}}',
        '{"id": "\\ud800", "response": {}}',
    ],
    ids=lambda answer: answer[:20] or "empty",
)
def test_what_is_no_answer_is_refused(device, at, answer):
    asked = passkeys.begin(session_key=BROWSER, at=at)

    with pytest.raises(passkeys.PasskeyRefused):
        passkeys.finish(asked.token, answer, session_key=BROWSER, at=at)


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
@pytest.mark.parametrize("bad", ["", "!!!", "AAAA", None, 7, {}], ids=str)
def test_a_bent_part_of_an_answer_is_refused(device, at, part, bad):
    asked = passkeys.begin(session_key=BROWSER, at=at)
    answer = json.loads(device.show(asked.options))
    answer["response"][part] = bad

    with pytest.raises(passkeys.PasskeyRefused):
        passkeys.finish(asked.token, json.dumps(answer), session_key=BROWSER, at=at)


# -- Adding ------------------------------------------------------------------


def begin(account, at, name="MacBook"):
    here = second_factors.standing(account, at=at)
    token = passkey_adding.begin(account, name, standing=here, session_key=KEY, at=at)
    return here, token, passkey_adding.setup(account, token, session_key=KEY, at=at).options


def test_a_device_is_asked_for_a_discoverable_passkey_with_user_check_and_no_attestation(account, at):
    _, _, options = begin(account, at)
    asked = json.loads(options)

    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked["attestation"] == "none" and account.subject not in options


@pytest.mark.parametrize(
    "said",
    [{"origin": "https://evil.example.org"}, {"host": "example.org"}, {"flags": UP | AT}],
    ids=["origin", "host", "no user check"],
)
def test_a_passkey_made_elsewhere_or_without_user_check_is_not_kept(account, at, said):
    here, token, options = begin(account, at)
    answer = SoftAuthenticator().make(options, **said)

    with pytest.raises(passkey_adding.NoPasskeyMade):
        passkey_adding.finish(
            account,
            token,
            mailed_code=second_factors.mailed_code(),
            answer=answer,
            standing=here,
            session_key=KEY,
            at=at,
        )
    assert not Factor.objects.exists()


def test_without_the_mailed_code_no_passkey_is_kept(account, at):
    here, token, options = begin(account, at)

    with pytest.raises(mailed_codes.WrongMailedCode):
        passkey_adding.finish(
            account,
            token,
            mailed_code="1",
            answer=SoftAuthenticator().make(options),
            standing=here,
            session_key=KEY,
            at=at,
        )
    assert not Factor.objects.exists()


def test_a_passkey_that_is_anothers_already_is_not_kept_twice(device, at):
    other = walking.open_account("mallory1", at=at)

    with pytest.raises(passkey_adding.PasskeyKnown):
        second_factors.passkey(other, key="m" * 32, at=at)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_six_who_send_one_answer_at_once_one_is_let_in(device, at):
    asked = passkeys.begin(session_key=BROWSER, at=at)
    answer, let_in = device.show(asked.options), []

    def send():
        try:
            let_in.append(bool(passkeys.finish(asked.token, answer, session_key=BROWSER, at=at)))
        except passkeys.ChallengeGone:
            let_in.append(False)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert sorted(let_in) == [False] * 5 + [True]
    assert not Challenge.objects.filter(purpose="passkey").exists()
