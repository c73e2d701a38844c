"""OpenID provider, `oidcc-basic-certification-test-plan`: its modules by their names.

Source: the OpenID Foundation's conformance suite, names and expectations; the suite itself does not run here.
"""

import pytest
from oauth2_provider.models import Application

from openecf.foundation import addresses, clock
from tests import walking

from . import party
from .party import BACK, authorize, id_claims, redeem, tokens, userinfo

pytestmark = pytest.mark.django_db


def test_oidcc_server(casb, client, barbara):
    given = tokens(casb, client)
    claims = party.checked(given["id_token"]).claims

    assert (given["token_type"], given["expires_in"]) == ("Bearer", 300)
    assert (claims["iss"], claims["aud"], claims["nonce"]) == (addresses.issuer(), "casb", "nonce-1")
    assert claims["sub"] == barbara.subject == userinfo(given["access_token"]).json()["sub"]


def test_oidcc_response_type_missing(client):
    answer = authorize(client, response_type=None)

    assert "code=" not in answer.to and (answer.status_code == 400 or "error=" in answer.to)


def test_oidcc_idtoken_signature(casb, client):
    token = id_claims(casb, client)

    assert token.header["alg"] == "RS256"
    assert token.header["kid"] in {key["kid"] for key in party.published_keys().as_dict()["keys"]}


@pytest.mark.parametrize("by", ["get", "post header", "post body"])
def test_oidcc_userinfo(casb, client, barbara, by):
    told = userinfo(tokens(casb, client)["access_token"], by=by)

    assert (told.status_code, told.json()["sub"]) == (200, barbara.subject)


def test_oidcc_ensure_request_without_nonce_succeeds_for_code_flow(casb, client):
    assert "nonce" not in id_claims(casb, client, nonce=None).claims


@pytest.mark.parametrize(
    ("scope", "claims"),
    [
        ("openid profile", {"name", "given_name", "family_name", "preferred_username"}),
        ("openid email", {"email", "email_verified"}),
        ("openid profile email", {"name", "email"}),
    ],
    ids=["scope-profile", "scope-email", "scope-all"],
)
def test_oidcc_scope(casb, client, scope, claims):
    assert claims <= set(userinfo(tokens(casb, client, scope=scope)["access_token"]).json())


def test_oidcc_prompt_login(casb, client, time):
    first = id_claims(casb, client).claims["auth_time"]
    time(seconds=5)
    back = party.sign_in_again(client, authorize(client, prompt="login").to).headers["Location"]
    code = party.said_by(client.get(back)).said["code"]

    assert party.checked(redeem(casb, code).json()["id_token"]).claims["auth_time"] == first + 5


def test_oidcc_prompt_none_not_logged_in():
    answer = authorize(walking.browser(), prompt="none")

    assert answer.to.startswith(BACK) and answer.said["error"] == "login_required"


def test_oidcc_prompt_none_logged_in(casb, client):
    first = id_claims(casb, client).claims
    second = id_claims(casb, client, prompt="none").claims

    assert (first["sub"], first["auth_time"]) == (second["sub"], second["auth_time"])


def test_oidcc_max_age_1(casb, client, time):
    first = id_claims(casb, client).claims["auth_time"]
    time(seconds=2)
    back = party.sign_in_again(client, authorize(client, max_age="1").to).headers["Location"]
    code = party.said_by(client.get(back)).said["code"]

    assert party.checked(redeem(casb, code).json()["id_token"]).claims["auth_time"] == first + 2


def test_oidcc_max_age_10000(casb, client, time):
    first = id_claims(casb, client).claims["auth_time"]
    time(minutes=20)

    assert id_claims(casb, client, max_age="10000").claims["auth_time"] == first


def test_oidcc_ensure_request_with_unknown_parameter_succeeds(client):
    assert "code" in authorize(client, extra="foobar").said


def test_oidcc_id_token_hint(casb, client):
    hint = tokens(casb, client)["id_token"]

    assert "code" in authorize(client, prompt="none", id_token_hint=hint).said


def test_oidcc_id_token_hint_of_somebody_else_is_not_answered_silently(casb, client, at):
    walking.open_account("mallory1", at=at)
    mallory = walking.browser()
    page = walking.go(mallory, "/cso/login/?next=/cso/")
    walking.send(mallory, page.where, {"username": "mallory1", "password": walking.PASSWORD})
    hint = tokens(casb, mallory)["id_token"]

    answer = authorize(client, prompt="none", id_token_hint=hint)

    assert answer.said["error"] == "login_required"


def test_oidcc_login_hint(client):
    assert "code" in authorize(client, login_hint="buffy@example.org").said


def test_oidcc_ensure_request_with_acr_values_succeeds(casb, client):
    assert id_claims(casb, client, acr_values="1 2").claims["acr"] == "aal1"


def test_oidcc_codereuse(casb, client):
    code = authorize(client).said["code"]
    first = redeem(casb, code)

    assert first.status_code == 200
    assert redeem(casb, code).json()["error"] == "invalid_grant"


def test_oidcc_codereuse_30seconds(casb, client, time):
    code = authorize(client).said["code"]
    access_token = redeem(casb, code).json()["access_token"]
    time(seconds=31)

    assert redeem(casb, code).json()["error"] == "invalid_grant"
    assert userinfo(access_token).status_code == 401  # what the first use got is dead


def test_oidcc_ensure_registered_redirect_uri(client):
    answer = authorize(client, redirect_uri="http://localhost:8000/casb/oidc/other/")

    assert (answer.status_code, answer.to) == (400, "")


def test_oidcc_ensure_post_request_succeeds(client):
    answer = client.post("/cso/o/authorize/", party.asked())

    assert client.get(answer.headers["Location"]).headers["Location"].startswith(BACK)


def test_oidcc_server_client_secret_post(casb, client):
    assert "id_token" in tokens(casb, client)


def test_oidcc_unsigned_request_object_supported_correctly_or_rejected_as_unsupported(client):
    answer = authorize(client, request="eyJhbGciOiJub25lIn0.eyJzY29wZSI6Im9wZW5pZCJ9.")

    assert answer.to.startswith(BACK) and answer.said["error"] == "request_not_supported"
    assert (answer.said["state"], answer.said["iss"]) == ("state-1", addresses.issuer())


def test_oidcc_request_uri_unsigned_supported_correctly_or_rejected_as_unsupported(client):
    answer = authorize(client, request_uri="http://evil.example.org/request.jwt")

    assert answer.to.startswith(BACK) and answer.said["error"] == "request_uri_not_supported"


def test_oidcc_refresh_token(client):
    may_stay = _other_client()
    given = _redeem_as(may_stay, authorize(client, client_id="program", scope="openid offline_access"))
    again = _refresh(may_stay, given["refresh_token"]).json()

    assert again["access_token"] != given["access_token"]
    assert party.checked(again["id_token"]).claims["sub"] == party.checked(given["id_token"]).claims["sub"]
    assert _refresh(may_stay, given["refresh_token"]).json()["error"] == "invalid_grant"  # used
    assert _refresh(may_stay, again["refresh_token"]).json()["error"] == "invalid_grant"  # its family


def test_oidcc_refresh_token_ends_with_the_session(client, barbara):
    from openecf.center.signon import sessions

    may_stay = _other_client()
    given = _redeem_as(may_stay, authorize(client, client_id="program", scope="openid offline_access"))
    sessions.end_all(barbara, at=clock.now())

    assert _refresh(may_stay, given["refresh_token"]).json()["error"] == "invalid_grant"


def test_oidcc_refresh_token_is_not_given_to_courts(casb, client):
    assert "refresh_token" not in tokens(casb, client)
    assert authorize(client, scope="openid offline_access").said["error"] == "invalid_scope"


def test_oidcc_ensure_request_with_valid_pkce_succeeds(casb, client):
    code = authorize(client).said["code"]

    assert redeem(casb, code, code_verifier="w" * 43).json()["error"] == "invalid_grant"
    assert "id_token" in redeem(casb, authorize(client).said["code"]).json()


def _other_client():
    """Register a program that is no court."""
    return Application.objects.create(
        client_id="program",
        client_secret="program-secret",
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        algorithm=Application.RS256_ALGORITHM,
        skip_authorization=True,
        redirect_uris=BACK,
    )


def _redeem_as(application, answer):
    return redeem(
        None, answer.said["code"], client_id=application.client_id, client_secret="program-secret"
    ).json()


def _refresh(application, refresh_token):
    fields = {
        "grant_type": "refresh_token",
        "refresh_token": refresh_token,
        "client_id": application.client_id,
        "client_secret": "program-secret",
    }
    return walking.browser().post("/cso/o/token/", fields)
