"""Drive juriscraper as it is: sign in, prove it on a page, sign in again by itself, log out."""

import asyncio
import json
import sys

import httpx
from juriscraper.lib.exceptions import PacerLoginException
from juriscraper.pacer import PacerSession
from juriscraper.pacer.http import check_if_logged_in_page
from redirecting import httpx_transport

COURT = "https://ecf.casb.uscourts.gov/cgi-bin/"
asked: list[str] = []


async def refusal(make) -> str:
    try:
        await make
    except PacerLoginException as refused:
        return str(refused)
    return ""


def session(server, username, password, **more):
    return PacerSession(
        username=username, password=password, transport=httpx_transport(server, asked), **more
    )


def token_of(client) -> str:
    return next(cookie.value for cookie in client.cookies.jar if cookie.name == "NextGenCSO")


def with_token(server, token):
    cookies = httpx.Cookies()
    for name in ("NextGenCSO", "PacerSession"):
        cookies.set(name, token, domain=".uscourts.gov", path="/")
    return session(server, None, None, cookies=cookies)


async def drive(server, username, password) -> dict[str, object]:
    told = {"bad_login": await refusal(session(server, username, password + "-wrong").login())}
    client = session(server, username, password)
    await client.login()
    token = token_of(client)
    told["token_length"] = len(token)
    page = await client.get(COURT + "iquery.pl")
    told["logged_in"] = check_if_logged_in_page(page.content)
    page = await client.post(COURT + "iquery.pl?1-L_1_0-1", data={"UserType": "", "all_case_ids": "1"})
    told["posted"] = check_if_logged_in_page(page.content)

    asked.clear()
    await with_token(server, token).get(COURT + "iquery.pl")
    told["asked_with_token"] = list(asked)

    asked.clear()
    by_itself = session(server, username, password)
    page = await by_itself.get(COURT + "iquery.pl")
    page = await by_itself.get(COURT + "iquery.pl")
    told["by_itself"] = check_if_logged_in_page(page.content)
    told["logins_by_itself"] = sum(url.endswith("/services/cso-auth") for url in asked)

    page = await client.get(COURT + "login.pl?logout", auto_login=False)
    told["log_out"] = page.status_code
    told["dead"] = await refusal(with_token(server, token).get(COURT + "iquery.pl"))
    return told


print(json.dumps(asyncio.run(drive(*sys.argv[1:]))))
