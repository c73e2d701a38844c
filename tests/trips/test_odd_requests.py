"""Whatever stands in an address or a form, the answer is a page of ours and never a defect."""

import pytest

from openecf.foundation import clock
from tests import walking

pytestmark = pytest.mark.django_db
ALL_DAYS = "date_from=0001-01-01&date_to=9999-12-31"
ODD = (
    "/casb/cgi-bin/DktRpt.pl?٣",
    "/casb/doc1/123?magic_num=٣",
    "/casb/doc1/a.b",
    "/casb/doc1/a%2Fb",
    "/casb/documents/99999999999999999999/",
    "/casb/file/x/",
    "/casb/help/why/?question=zz",
    "/casb/notices/zz/",
    "/casb/oidc/callback/",
    "/casb/oidc/callback/?state=x&iss=y",
    "/casb/query/cases/99999999999999999999/",
    f"/casb/query/?name=x&{ALL_DAYS}",
    f"/casb/reports/calendar/?{ALL_DAYS}",
    f"/casb/reports/docket/?case=x&{ALL_DAYS}",
    f"/casb/reports/opinions/?{ALL_DAYS}",
    "/casb/sign-in/?max_age=99999999999&next=http://[",
    "/casb/sign-in/?max_age=٣",
    f"/casb/utilities/billing/?{ALL_DAYS}",
    "/casb/utilities/link/confirm/x/",
    "/casb/utilities/link/done/x/",
    "/casb/utilities/link/reminder/x/",
    "/casb/utilities/mailings/?case=%F0%9F%98%80",
    "/casb/utilities/transactions/?first=0001-01-01&last=9999-12-31",
    "/casb/utilities/transactions/?first=9999-12-31&last=9999-12-31",
    "/cso/account/email/x/",
    "/cso/account/usage/quarter.csv?quarter=9999Q9",
    "/cso/forgot/x/",
    "/cso/login/?next=/cso/%5B?client_id=1",
    "/cso/login/?next=http://[",
    "/cso/o/authorize/",
    "/cso/o/authorize/?client_id=casb&max_age=٣&response_type=code",
    "/cso/o/authorize/?client_id=zz",
    "/cso/o/logout/?client_id=zz",
    "/cso/o/logout/?id_token_hint=x",
    "/cso/o/userinfo/",
    "/cso/register/confirm/x/",
    "/cso/upgrade/?next=http://localhost:8000/casb/%0d%0aX:1",
    "/cso/upgrade/x/",
    "//casb/",
    "/casb//",
)
TOKENS = (
    "",
    "x",
    "a.b",
    "e30.e30.e30",
    "é",
    "eyJhbGciOiJub25lIn0.e30.",
    "eyJhbGciOiJSUzI1NiIsImtpZCI6IngifQ.e30.x",
)
FORMS = (
    ("/casb/utilities/link/", {"login": "a\0b", "password": "\0"}),
    ("/casb/utilities/link/", {"login": "x" * 5000, "password": "y" * 5000}),
    ("/casb/utilities/link/forgot/", {"login": "\0", "email": "é@\0", "bar_number": "\ufffe"}),
    ("/casb/utilities/client-code/", {"client_code": "\u2028\0"}),
    ("/cso/register/search/", {"email_again": "x" * 5000, "email": "a@b\r\nBcc: c@d"}),
    ("/cso/activate/", {"token": "\0é" * 5000}),
    ("/cso/forgot/", {"email_or_username": "\r\nBcc: c@example.org"}),
    ("/cso/o/token/", {"grant_type": "authorization_code", "code": "é" * 3000}),
    ("/cso/feeds/usage/", {}),
)


@pytest.fixture
def browsers():
    """Somebody signed in, and nobody."""
    walking.open_court("casb", at=clock.now())
    walking.open_account(at=clock.now())
    known, nobody = (walking.browser(raise_request_exception=False) for _ in range(2))
    walking.sign_in(known)
    return known, nobody


def test_no_address_is_a_defect(browsers):
    answers = {(each, address): each.get(address).status_code for address in ODD for each in browsers}

    assert [address for (_, address), status in answers.items() if status >= 500] == []


def test_no_form_is_a_defect(browsers):
    answers = {
        (each, place): browser_post(each, *FORMS[place]) for place in range(len(FORMS)) for each in browsers
    }

    assert [FORMS[place][0] for (_, place), status in answers.items() if status >= 500] == []


def browser_post(client, address, fields):
    return client.post(address, fields).status_code


def test_no_logout_token_but_a_right_one_is_taken(browsers):
    for token in TOKENS:
        assert browsers[1].post("/casb/oidc/backchannel/", {"logout_token": token}).status_code == 400
