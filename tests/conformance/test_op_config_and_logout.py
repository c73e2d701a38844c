"""OpenID provider: the modules of the config, rp-initiated-logout and backchannel-logout test plans."""

import pytest

from openecf.center.signon import logout
from openecf.center.signon.models import LogoutDelivery
from openecf.foundation import addresses, clock
from tests import walking

from . import party
from .party import authorize, tokens

pytestmark = pytest.mark.django_db
BACK = addresses.after_log_out("http://localhost:8000/casb/")


# -- oidcc-config-certification-test-plan -------------------------------------


def test_oidcc_discovery_endpoint_verification():
    known = walking.browser().get("/cso/o/.well-known/openid-configuration").json()

    assert known["issuer"] == addresses.issuer()
    assert known["response_types_supported"] == ["code"]
    assert known["id_token_signing_alg_values_supported"] == ["RS256"]
    assert known["request_parameter_supported"] is known["request_uri_parameter_supported"] is False
    assert set(known["acr_values_supported"]) == {"aal1", "aal2", "aal2-phr"}
    assert set(known["subject_types_supported"]) == {"public"}


def test_oidcc_the_published_keys_are_public_and_have_ids():
    keys = walking.browser().get("/cso/o/.well-known/jwks.json").json()["keys"]

    assert len({key["kid"] for key in keys}) == len(keys) >= 2  # the one that signs, and the next
    assert all(set(key) == {"alg", "use", "kid", "kty", "n", "e"} for key in keys)


# -- oidcc-rp-initiated-logout-certification-test-plan ------------------------


def test_oidcc_rp_initiated_logout(casb, client):
    answer = _log_out(client, id_token_hint=_hint(casb, client), post_logout_redirect_uri=BACK, state="s")

    assert answer.headers["Location"] == BACK + "&state=s"
    assert not _is_signed_in(client)


def test_oidcc_rp_initiated_logout_bad_id_token_hint(client):
    answer = _log_out(client, id_token_hint="not a token", post_logout_redirect_uri=BACK)

    assert answer.status_code == 400 and _is_signed_in(client)


def test_oidcc_rp_initiated_logout_modified_id_token_hint(casb, client):
    head, body, sign = _hint(casb, client).split(".")

    answer = _log_out(client, id_token_hint=f"{head}.{body}.{sign[:-4]}AAAA", post_logout_redirect_uri=BACK)

    assert answer.status_code == 400 and _is_signed_in(client)


def test_oidcc_rp_initiated_logout_no_id_token_hint(client):
    answer = _log_out(client, post_logout_redirect_uri=BACK, client_id="casb")

    assert answer.status_code == 200 and _is_signed_in(client)  # asks for a click first


def test_oidcc_rp_initiated_logout_bad_post_logout_redirect_uri(casb, client):
    hint = _hint(casb, client)
    answer = _log_out(client, id_token_hint=hint, post_logout_redirect_uri="http://evil.example.org/")

    assert answer.status_code == 400 and _is_signed_in(client)


def test_oidcc_rp_initiated_logout_query_added_to_post_logout_redirect_uri(casb, client):
    answer = _log_out(client, id_token_hint=_hint(casb, client), post_logout_redirect_uri=BACK + "&foo=bar")

    assert answer.status_code == 400 and _is_signed_in(client)


def test_oidcc_rp_initiated_logout_no_post_logout_redirect_uri(casb, client):
    answer = _log_out(client, id_token_hint=_hint(casb, client))

    assert answer.headers["Location"] == "/cso/" and not _is_signed_in(client)


def test_oidcc_rp_initiated_logout_no_state(casb, client):
    answer = _log_out(client, id_token_hint=_hint(casb, client), post_logout_redirect_uri=BACK)

    assert answer.headers["Location"] == BACK


def test_oidcc_rp_initiated_logout_only_state(client):
    assert _log_out(client, state="s").status_code == 200 and _is_signed_in(client)


def test_oidcc_rp_initiated_logout_no_params(client):
    assert _log_out(client).status_code == 200 and _is_signed_in(client)


# -- oidcc-backchannel-rp-initiated-logout-certification-test-plan ------------


class Court:
    """The other end of the back channel: keeps what it is sent."""

    def __init__(self):
        self.posts = []

    def post(self, url, data, **_):
        self.posts.append((url, data))
        return type("Answer", (), {"status_code": 200})


def test_oidcc_backchannel_rp_initiated_logout(casb, client, barbara):
    hint = _hint(casb, client)
    sid, court = party.checked(hint).claims["sid"], Court()
    _log_out(client, id_token_hint=hint)

    logout.deliver_due(court, at=clock.now())

    (url, sent), token = court.posts[0], party.checked(court.posts[0][1]["logout_token"])
    claims = token.claims
    assert url == "http://localhost:8000/casb/oidc/backchannel/" and set(sent) == {"logout_token"}
    assert token.header["typ"] == "logout+jwt"
    assert (claims["iss"], claims["aud"]) == (addresses.issuer(), "casb")
    assert (claims["sub"], claims["sid"]) == (barbara.subject, sid)
    assert claims["events"] == {"http://schemas.openid.net/event/backchannel-logout": {}}
    assert "nonce" not in claims and claims["exp"] - claims["iat"] <= 120 and claims["jti"]
    assert LogoutDelivery.objects.get().delivered_at == clock.now()


def _log_out(client, **query):
    return client.get("/cso/o/logout/", query)


def _hint(casb, client):
    return tokens(casb, client)["id_token"]


def _is_signed_in(client):
    return "code" in authorize(client, prompt="none").said
