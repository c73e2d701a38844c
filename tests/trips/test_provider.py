"""The center as OpenID provider, asked as clients and attackers ask; names follow the conformance suite's."""

import base64
import json
from urllib.parse import parse_qs, urlencode, urlsplit

import pyotp
import pytest

from openecf.center.signon import factors, sessions
from openecf.foundation import addresses, clock
from tests import walking
from tests.conformance import party
from tests.conformance.party import BACK, VERIFIER, asked, authorize, id_claims, redeem, sign_in_again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time")]


@pytest.fixture(autouse=True)
def casb(at):
    return walking.open_court("casb", at=at)


@pytest.fixture
def barbara(at):
    return walking.open_account(at=at)


@pytest.fixture
def client(barbara):
    """A browser that is signed in at the center."""
    return party.signed_in_browser()


# -- What it publishes -------------------------------------------------------


def test_discovery_names_the_issuer_and_only_what_is_taken():
    known = walking.browser().get("/cso/o/.well-known/openid-configuration").json()

    assert known["issuer"] == addresses.issuer() == "http://localhost:8000/cso/o"
    assert known["id_token_signing_alg_values_supported"] == ["RS256"]
    assert known["response_types_supported"] == ["code"]
    assert known["code_challenge_methods_supported"] == ["S256"]
    assert known["backchannel_logout_supported"] is True
    assert known["authorization_response_iss_parameter_supported"] is True
    for name in ("authorization", "token", "userinfo", "end_session"):
        assert known[f"{name}_endpoint"].startswith("http://localhost:8000/cso/o/")


def test_discovery_and_keys_do_not_follow_the_host_header():
    known = walking.browser().get(
        "/cso/o/.well-known/openid-configuration", headers={"host": "evil.example.org"}
    )

    assert "evil" not in known.content.decode()


@pytest.mark.parametrize(
    "path",
    ["applications/", "applications/register/", "device/", "register/", "introspect/", "revoke_token/"],
)
def test_only_six_pages_of_the_toolkit_are_open(client, path):
    assert client.get(f"/cso/o/{path}").status_code == 404


# -- The answer --------------------------------------------------------------


def test_the_answer_carries_state_and_issuer(client):
    answer = authorize(client)

    assert answer.to.startswith(BACK + "?")
    assert (answer.said["state"], answer.said["iss"]) == ("state-1", addresses.issuer())


def test_the_id_token_says_who_and_how(casb, client, barbara):
    token = id_claims(casb, client)

    claims = token.claims
    assert token.header["typ"] == "JWT"
    assert (claims["iss"], claims["aud"], claims["nonce"]) == (addresses.issuer(), "casb", "nonce-1")
    assert (claims["sub"], claims["acr"], claims["amr"]) == (barbara.subject, "aal1", ["pwd"])
    assert claims["auth_time"] == int(clock.now().timestamp())
    assert claims["preferred_username"] == "barbaratest"
    assert "at_hash" in claims and len(claims["sid"]) == 36


def test_userinfo_tells_the_same_person(casb, client, barbara):
    token = redeem(casb, authorize(client).said["code"]).json()["access_token"]

    told = walking.browser().get("/cso/o/userinfo/", headers={"authorization": f"Bearer {token}"}).json()

    assert (told["sub"], told["email"]) == (barbara.subject, barbara.email)


def test_a_token_of_an_ended_session_tells_nothing(casb, client, barbara):
    token = redeem(casb, authorize(client).said["code"]).json()["access_token"]
    sessions.end_all(barbara, at=clock.now())

    answer = walking.browser().get("/cso/o/userinfo/", headers={"authorization": f"Bearer {token}"})

    assert answer.status_code == 401


def test_there_is_no_refresh_token(casb, client):
    assert "refresh_token" not in redeem(casb, authorize(client).said["code"]).json()


def test_a_request_by_post_succeeds(client):
    answer = client.post("/cso/o/authorize/", asked())

    assert answer.status_code == 303
    assert client.get(answer.headers["Location"]).headers["Location"].startswith(BACK)


def test_a_request_by_post_is_checked_like_any_other(client, time):
    time(minutes=11)
    answer = client.post("/cso/o/authorize/", asked(max_age="600"))

    assert "/cso/login/" in client.get(answer.headers["Location"]).headers["Location"]


# -- Asking again ------------------------------------------------------------


def test_somebody_not_signed_in_is_sent_to_pacer_login_and_back(barbara):
    client = walking.browser()
    answer = authorize(client)
    assert answer.to.startswith("/cso/login/?next=")

    back = sign_in_again(client, answer.to).headers["Location"]

    assert client.get(back).headers["Location"].startswith(BACK)


def test_prompt_none_when_nobody_is_signed_in():
    answer = authorize(walking.browser(), prompt="none")

    assert answer.to.startswith(BACK)
    assert (answer.said["error"], answer.said["state"]) == ("login_required", "state-1")


def test_prompt_none_when_somebody_is_signed_in(client):
    assert "code" in authorize(client, prompt="none").said


def test_prompt_none_with_a_sign_on_that_is_too_old(client, time):
    time(minutes=11)

    assert authorize(client, prompt="none", max_age="600").said["error"] == "login_required"


def test_prompt_none_never_leads_to_an_address_nobody_registered():
    answer = authorize(walking.browser(), prompt="none", redirect_uri="http://evil.example.org/")

    assert (answer.status_code, answer.to) == (400, "")


@pytest.mark.parametrize("demand", [{"prompt": "login"}, {"max_age": "0"}])
def test_prompt_login_asks_although_somebody_is_signed_in(client, time, demand):
    time(seconds=5)
    answer = authorize(client, **demand)
    assert answer.to.startswith("/cso/login/")

    time(seconds=5)
    back = sign_in_again(client, answer.to).headers["Location"]

    assert client.get(back).headers["Location"].startswith(BACK)


@pytest.mark.parametrize("demand", [{"prompt": "login"}, {"max_age": "0"}])
def test_prompt_login_can_not_be_skipped_by_going_back(client, time, demand):
    time(seconds=5)
    authorize(client, **demand)

    assert authorize(client, **demand).to.startswith("/cso/login/")


@pytest.mark.parametrize("demand", [{"prompt": "login"}, {"max_age": "0"}])
def test_prompt_login_asks_once_when_nobody_was_signed_in(barbara, demand):
    client = walking.browser()
    back = sign_in_again(client, authorize(client, **demand).to).headers["Location"]

    assert client.get(back).headers["Location"].startswith(BACK)


def test_max_age_1(client, time):
    time(seconds=2)

    assert authorize(client, max_age="1").to.startswith("/cso/login/")


def test_max_age_10000(client, time):
    time(minutes=20)

    assert "code" in authorize(client, max_age="10000").said


@pytest.mark.parametrize("max_age", ["", "-1", "abc", "９", "9" * 40])
def test_a_max_age_that_is_no_number_of_seconds_is_passed_over(client, max_age):
    assert "code" in authorize(client, max_age=max_age).said


def test_a_fresh_sign_in_has_its_own_auth_time(casb, client, time):
    time(minutes=11)
    back = sign_in_again(client, authorize(client, max_age="600").to).headers["Location"]
    answer = client.get(back).headers["Location"]

    code = parse_qs(urlsplit(answer).query)["code"][0]
    payload = redeem(casb, code).json()["id_token"].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    assert claims["auth_time"] == int(clock.now().timestamp())


def test_acr_values_are_given_when_they_can_be(client, barbara, at):
    assert "code" in authorize(client, acr_values="aal2").said  # no app yet: told by the acr claim
    factors.add_app(barbara, "Phone", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", at=at)

    assert authorize(client, acr_values="aal2").to.startswith("/cso/login/")
    assert "code" in authorize(client, acr_values="aal1").said


def test_what_no_factor_of_the_account_can_give_is_asked_for_in_vain_once(client, barbara, at):
    factors.add_app(barbara, "Phone", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", at=at)
    sessions.ProviderSession.objects.update(acr="aal2", amr=["pwd", "otp"])

    assert "code" in authorize(client, acr_values="aal2-phr").said  # no passkey: no loop of sign-ins


def test_a_code_from_an_app_makes_the_sign_on_stronger(casb, barbara, at):
    secret = pyotp.random_base32()
    factors.add_app(barbara, "Phone", secret, at=at)
    client = walking.browser()
    page = walking.go(client, "/cso/login/?next=/cso/")
    page = walking.send(client, page.where, {"username": "barbaratest", "password": walking.PASSWORD})
    walking.send(client, page.where, {"code": pyotp.TOTP(secret).at(at)})

    claims = id_claims(casb, client, acr_values="aal2").claims

    assert (claims["acr"], claims["amr"]) == ("aal2", ["pwd", "otp"])


# -- Refusals ----------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        BACK + "?more=1",
        BACK + "#x",
        BACK.removesuffix("/"),
        BACK + "../",
        "http://localhost:8000/exab/oidc/callback/",
        "http://user@localhost:8000/casb/oidc/callback/",
        "http://localhost:8001/casb/oidc/callback/",
        "HTTP://localhost:8000/casb/oidc/callback/",
        "http://evil.example.org/casb/oidc/callback/",
        "javascript:alert(1)",
    ],
)
def test_a_redirect_uri_must_be_registered_sign_by_sign(client, address):
    answer = authorize(client, redirect_uri=address)

    assert (answer.status_code, answer.to) == (400, "")
    assert "This sign-on can't be made" in walking.told(answer)


def test_an_unknown_client_gets_a_page_and_no_redirect(client):
    answer = authorize(client, client_id="nobody")

    assert (answer.status_code, answer.to) == (400, "")


@pytest.mark.parametrize(
    "changes",
    [
        {"code_challenge": None, "code_challenge_method": None},
        {"code_challenge_method": "plain", "code_challenge": VERIFIER},
        {"response_type": "token"},
        {"response_type": "id_token"},
        {"response_type": "code id_token"},
        {"response_type": None},
        {"scope": "openid admin"},
        {"prompt": "none login"},
    ],
    ids=str,
)
def test_what_is_not_taken_is_told_to_the_court(client, changes):
    answer = authorize(client, **changes)

    assert "code=" not in answer.to
    assert answer.status_code == 400 or "error" in answer.said or "error=" in answer.to


def test_a_wrong_client_secret_is_refused(casb, client):
    answer = redeem(casb, authorize(client).said["code"], client_secret="wrong")

    assert answer.status_code == 401


def test_another_redirect_uri_at_the_token_is_refused(casb, client):
    answer = redeem(casb, authorize(client).said["code"], redirect_uri=BACK + "x")

    assert answer.status_code == 400


# -- Logging out -------------------------------------------------------------


def log_out(client, **query):
    return client.get("/cso/o/logout/", query)


def hint(casb, client):
    return redeem(casb, authorize(client).said["code"]).json()["id_token"]


def is_signed_in(client):
    return "code" in authorize(client, prompt="none").said


def test_a_good_hint_logs_out_and_leads_back_with_the_state(casb, client):
    token, back = hint(casb, client), addresses.after_log_out("http://localhost:8000/casb/")

    answer = log_out(client, id_token_hint=token, post_logout_redirect_uri=back, state="s")

    assert answer.headers["Location"] == back + "&state=s"
    assert not is_signed_in(client)


@pytest.mark.parametrize("bad", ["x", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", ""])
def test_a_bad_hint_logs_nobody_out(client, bad):
    answer = log_out(client, id_token_hint=bad)

    assert answer.status_code in (200, 400)
    assert "Location" not in answer.headers
    assert is_signed_in(client)


def test_a_modified_hint_logs_nobody_out(casb, client):
    token = hint(casb, client)
    head, body, sign = token.split(".")

    answer = log_out(client, id_token_hint=f"{head}.{body}.{'A' * len(sign)}")

    assert answer.status_code == 400
    assert is_signed_in(client)


@pytest.mark.parametrize(
    "back",
    [
        "http://evil.example.org/",
        "http://localhost:8000/casb/?logged_out=1&x=1",
        "http://localhost:8000/casb/",
    ],
)
def test_nobody_is_led_to_an_address_that_is_not_registered(casb, client, back):
    answer = log_out(client, id_token_hint=hint(casb, client), post_logout_redirect_uri=back)

    assert answer.status_code == 400
    assert is_signed_in(client)


def test_an_unknown_client_logs_nobody_out(client):
    assert log_out(client, client_id="nobody").status_code == 400
    assert is_signed_in(client)


def test_without_a_hint_one_click_is_asked_for(client):
    page = log_out(client)
    assert page.status_code == 200 and is_signed_in(client)

    client.post("/cso/o/logout/", {"allow": "on"})

    assert not is_signed_in(client)


def test_a_hint_of_somebody_else_asks_first(casb, client, at):
    walking.open_account("mallory1", at=at)
    mallory = walking.browser()
    page = walking.go(mallory, "/cso/login/?next=/cso/")
    walking.send(mallory, page.where, {"username": "mallory1", "password": walking.PASSWORD})

    answer = log_out(client, id_token_hint=hint(casb, mallory))

    assert answer.status_code == 200
    assert is_signed_in(client)


def test_a_query_of_many_signs_is_no_defect(client):
    answer = client.get(
        "/cso/o/authorize/?" + urlencode({"client_id": "casb", "state": "é" * 2000, "next": "%"})
    )

    assert answer.status_code in (302, 400)
