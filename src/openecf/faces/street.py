"""The street: host name or first path segment, to house and court; mounted so that reverse() is right.

A Django middleware and not a WSGI wrapper, so that tests walk the same street. Cookies are renamed on the
wire, one name a site, in this one place.
"""

import threading
import time
from dataclasses import dataclass
from importlib import import_module
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.http.request import split_domain_port
from django.urls import set_script_prefix, set_urlconf

from openecf.foundation import clock
from openecf.foundation.addresses import center_base, court_base, site_url

CENTER = "center"


@dataclass(frozen=True)
class Site:
    """One door: the center, or one court, or the demo's own page."""

    key: str  # "center", a court's id, or "street" for the demo page
    urlconf: str
    base: str  # canonical base URL, ends in "/"
    bases: tuple[str, ...]  # canonical and aliases


class Book:
    """The address book, read from the courts table and kept for a few seconds."""

    KEPT_SECONDS = 5.0

    def __init__(self) -> None:
        """Start empty; the first question reads it."""
        self._lock = threading.Lock()
        self._read_at = -1e9
        self._by_door: dict[tuple[str, str], tuple[Site, str, str]] = {}
        self.sites: dict[str, Site] = {}
        self.origins: tuple[str, ...] = ()  # of every site a form may lead to, also those in other processes

    def forget(self) -> None:
        """Read again at the next question (a court was made)."""
        self._read_at = -1e9

    def find(self, host: str, path: str) -> tuple[Site, str, str] | None:
        """Return site, base URL of the door it was asked at, and mount ("" in host mode)."""
        self._refresh()
        segment = path.lstrip("/").split("/", 1)[0]
        doors = self._by_door
        return doors.get((host, "")) or doors.get(("", segment)) or doors.get(("", ""))

    def site(self, key: str) -> Site:
        """Return a site by its key. Raises KeyError."""
        self._refresh()
        return self.sites[key]

    def bases(self) -> list[str]:
        """Return the base URLs, canonical and alias, of every site that is open in this process."""
        self._refresh()
        return [base for site in self.sites.values() for base in site.bases]

    def _refresh(self) -> None:
        with self._lock:
            if time.monotonic() - self._read_at > self.KEPT_SECONDS:
                self._read()
                self._read_at = time.monotonic()

    def _read(self) -> None:
        sites, doors = {}, {}
        for key, urlconf, hosts, mount, base in _doors():
            aliases = [site_url(host) for host in hosts]
            site = Site(key, urlconf, base, tuple(dict.fromkeys((base, *aliases))))
            sites[key] = site
            if settings.ADDRESSES == "path" or not hosts:
                doors[("", mount)] = (site, base, f"/{mount}" if mount else "")
            doors |= {(host, ""): (site, alias, "") for host, alias in zip(hosts, aliases, strict=True)}
        self.sites, self._by_door, self.origins = sites, doors, _origins(sites)


def _doors():
    """Yield key, urlconf, hosts, mount and canonical base of each site that is open in this process."""
    yield "street", "openecf.faces.urls", [], "", settings.ORIGIN + "/"
    if "center" in settings.ROLES:
        yield CENTER, "openecf.faces.center.urls", settings.CENTER_HOSTS, "cso", center_base()
    if "court" in settings.ROLES:
        from openecf.courthouse.courts import routing

        for court in routing.all_courts():
            base = court_base(court.pk, court.hosts)
            yield court.pk, "openecf.faces.court.urls", court.hosts, court.pk, base


def _origins(sites) -> tuple[str, ...]:
    bases = {base for site in sites.values() for base in site.bases} | {center_base()}
    if "center" in settings.ROLES:
        from openecf.center.signon import clients

        bases |= clients.bases() | ({settings.PAYMENTS_URL} - {""})
    return tuple(sorted({"{0.scheme}://{0.netloc}".format(urlsplit(base)) for base in bases}))


book = Book()


def load_pages() -> None:
    """Import the pages of both houses that this process serves; it takes seconds on a small machine."""
    for house in ("center", "court"):
        if house in settings.ROLES:
            import_module(f"openecf.faces.{house}.urls")


def street(get_response):
    """Put site, address, urlconf and the instant on the request; rename cookies on the wire."""

    def middleware(request):
        host = split_domain_port(request.get_host())[0]
        site, request.address, mount = book.find(host, request.path_info)
        if mount and (redirect := _enter(request, mount)):
            return redirect
        set_script_prefix(request.META.get("SCRIPT_NAME", "") or "/")
        if (
            settings.HTTPS
        ):  # a balancer ends TLS: what arrives here is http, and forms say they come from https
            request.META["wsgi.url_scheme"] = "https"
        request.site, request.urlconf, request.at = site, site.urlconf, clock.now()
        set_urlconf(site.urlconf)  # for pages of what goes wrong before a view is found
        _unpack_cookies(request)
        return _pack_cookies(request, get_response(request))

    return middleware


def _enter(request, mount):
    """Move the mount from the path to SCRIPT_NAME; redirect `/casb` to `/casb/`."""
    if request.path_info == mount:
        return HttpResponsePermanentRedirect(request.path + "/")
    script = request.META.get("SCRIPT_NAME", "").rstrip("/") + mount
    request.path_info = request.path_info[len(mount) :]
    request.META["SCRIPT_NAME"], request.META["PATH_INFO"] = script, request.path_info
    return None


def wire_name(site: Site, name: str) -> str:
    """Return the name a cookie has on the wire: `casb_sessionid`, `__Host-casb_sessionid` over https."""
    prefix = "__Host-" if settings.HTTPS and settings.ADDRESSES == "host" else ""
    return f"{prefix}{site.key}_{name}"


def own_cookies() -> tuple[str, ...]:
    """Name the cookies that each site has for itself."""
    return (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.BROWSER_COOKIE_NAME)


def _unpack_cookies(request):
    for name in own_cookies():
        request.COOKIES.pop(name, None)
        if (value := request.COOKIES.get(wire_name(request.site, name))) is not None:
            request.COOKIES[name] = value


def _pack_cookies(request, response):
    for name in own_cookies():
        if (morsel := response.cookies.pop(name, None)) is not None:
            morsel.set(wire_name(request.site, name), morsel.value, morsel.coded_value)
            morsel["path"] = request.META.get("SCRIPT_NAME", "") + "/"
            if morsel.key.startswith("__Host-"):
                morsel["secure"] = (
                    True  # also where a cookie is deleted: browsers would ignore that otherwise
                )
            response.cookies[morsel.key] = morsel
    return response
