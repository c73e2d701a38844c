"""Public addresses, for mails, notices and feeds that are made where no request is at hand.

Each site has a base URL; below it the few public paths are plain patterns. A house test resolves every
one of them against the faces' urlconfs.
"""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

PATHS = {  # name: (house, path below the site's base)
    "center.register": ("center", "register/"),
    "center.activate": ("center", "activate/"),
    "center.forgot": ("center", "forgot/"),
    "center.upgrade": ("center", "upgrade/"),
    "center.confirm_registration": ("center", "register/confirm/{token}/"),
    "center.reset": ("center", "forgot/{token}/"),
    "center.confirm_upgrade": ("center", "upgrade/{token}/"),
    "center.confirm_email": ("center", "account/email/{token}/"),
    "center.firm": ("center", "account/firm/"),
    "center.payments": ("center", "account/payments/"),
    "center.payment_return": ("center", "account/payments/return/{token}/"),
    "center.statement": ("center", "account/usage/statements/{quarter}/"),
    "center.stop_recovery": ("center", "account/factors/lost/stop/{token}/"),
    "center.not_me": ("center", "account/security/not-me/{token}/"),
    "center.home": ("center", ""),
    "court.home": ("court", ""),
    "court.link": ("court", "utilities/link/"),
    "court.link_reminder": ("court", "utilities/link/reminder/{token}/"),
    "court.staff_invitation": ("court", "clerk/staff/invitation/{token}/"),
    "court.case": ("court", "query/cases/{number}/"),
    "court.docket": ("court", "reports/docket/?case={number}"),
    "court.notice": ("court", "notices/{public_id}/"),
    "court.free_look": ("court", "documents/{doc_id}/look/{magic_num}/"),
    "court.document": ("court", "documents/{doc_id}/"),
    "court.classic_document": ("court", "doc1/{doc_id}"),
    "court.classic_docket": ("court", "cgi-bin/DktRpt.pl"),
    "court.verify": ("court", "utilities/verify/"),
    "court.backchannel": ("court", "oidc/backchannel/"),
    "court.callback": ("court", "oidc/callback/"),
    "center.end_session": ("center", "o/logout/"),
    "center.openid": ("center", "o/.well-known/openid-configuration"),
    "center.usage_feed": ("center", "feeds/usage/"),
    "center.token_feed": ("center", "feeds/token/"),
    "center.web_sign_on": ("center", "csologin/login.jsf"),
    "center.standing_feed": ("center", "feeds/standing/"),
    "court.errand_feed": ("court", "feeds/errand/"),
}


@dataclass(frozen=True)
class Wiring:
    """What the installation decided: one origin, and whether sites are told apart by path or by host."""

    origin: str = "http://localhost:8000"
    addresses: str = "path"  # path, host
    center_hosts: tuple[str, ...] = ()
    center_url: str = ""


_wiring = Wiring()


def wire(wiring: Wiring) -> None:
    """Take the installation's wiring, once, when the process starts."""
    global _wiring
    _wiring = wiring


def site_url(host: str | None, mount: str = "") -> str:
    """Return a base URL: of a host name with the origin's scheme and port, or of a path on the origin."""
    origin = urlsplit(_wiring.origin)
    place = f"{host}:{origin.port}" if host and origin.port else host or origin.netloc
    return f"{origin.scheme}://{place}/" + (f"{mount}/" if mount else "")


def center_base() -> str:
    """Return the center's canonical base URL."""
    if _wiring.center_url:
        return _wiring.center_url
    return _base(_wiring.center_hosts, "cso")


def issuer() -> str:
    """Return the center's name in OpenID Connect (`iss`)."""
    return center_base() + "o"


def after_log_out(base: str) -> str:
    """Return where a court wants its visitors back after the center has logged them out."""
    return base + "?logged_out=1"


def court_base(court_id: str, hosts: list[str]) -> str:
    """Return a court's canonical base URL."""
    return _base(hosts, court_id)


def upgrade_from(base: str) -> str:
    """Return where a court sends a legacy account to be upgraded, and from there back to its link page."""
    back = urlencode({"next": url(base, "court.link")})
    return f"{url(center_base(), 'center.upgrade')}?{back}"


def url(base: str, name: str, **parts: str) -> str:
    """Return a public address below a site's base: `url(base, "court.case", number="26-01234")`."""
    return base + PATHS[name][1].format(**parts)


def _base(hosts, mount: str) -> str:
    by_host = _wiring.addresses == "host" and hosts
    return site_url(hosts[0]) if by_host else site_url(None, mount)
