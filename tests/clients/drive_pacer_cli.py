"""Drive pacer-cli as it is: sign in by the API, then at a court by the web page, with an app or without."""

import json
import pathlib
import sys
import tempfile

from pacer_cli import auth
from pacer_cli.config import PacerConfig
from pacer_cli.downloader import DocketDownloader
from redirecting import redirect_requests

CASE = "https://ecf.casb.uscourts.gov/cgi-bin/iqquerymenu.pl?465289"
LOGGED_IN = "/cgi-bin/login.pl?logout"
asked: list[str] = []


def drive(server, username, password, secret="") -> dict[str, object]:
    redirect_requests(server, asked)
    config = PacerConfig(username=username, password=password, totp_secret=secret or None, rate_limit=False)
    downloader = DocketDownloader(config)
    told = {"authenticated": downloader.authenticate(), "token_length": len(downloader.token or "")}
    with tempfile.TemporaryDirectory() as folder:
        downloader.download_docket_by_link(CASE, pathlib.Path(folder))
    told["asked"] = list(asked)
    page = downloader.session.get(CASE)
    told["logged_in"] = LOGGED_IN in page.text
    cookies = [cookie for cookie in downloader.session.cookies if cookie.name == "NextGenCSO"]
    told["cookies"] = [(len(cookie.value), cookie.domain, cookie.path) for cookie in cookies]
    told["wrong"] = auth.authenticate(
        config.model_copy(update={"password": type(config.password)("wrong")})
    ).error
    told["logged_out"] = auth.logout(config, downloader.token)
    return told


print(json.dumps(drive(*sys.argv[1:])))
