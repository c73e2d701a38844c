"""Send the hosts that clients have built in to the server under test; nothing else of a client is changed.

Only scheme and place are replaced: the Host header stays the original one, as a balancer would send it. Hosts
outside uscourts.gov are refused. This runs in the clients' own environment.
"""

from urllib.parse import urlsplit, urlunsplit


def resolve(server: str, url: str) -> tuple[str, dict[str, str]]:
    """Return where to send a request for this address, and the headers that tell what it was."""
    asked, there = urlsplit(url), urlsplit(server)
    if not asked.hostname.endswith(".uscourts.gov"):
        raise ConnectionError(f"refusing to leave the server under test: {url}")
    sent_to = urlunsplit((there.scheme, there.netloc, asked.path or "/", asked.query, ""))
    return sent_to, {
        "Host": asked.netloc,
        "X-Forwarded-Host": asked.netloc,
        "X-Forwarded-Proto": asked.scheme,
    }


def httpx_transport(server: str, asked: list[str]):
    """Return a transport for clients that use httpx; what it was asked is noted."""
    import httpx

    class Redirected(httpx.AsyncHTTPTransport):
        async def handle_async_request(self, request):
            sent_to, headers = resolve(server, str(request.url))
            asked.append(str(request.url))
            kept = {name: value for name, value in request.extensions.items() if name != "target"}
            moved = httpx.Request(
                request.method,
                sent_to,
                headers={**dict(request.headers), **{name.lower(): value for name, value in headers.items()}},
                stream=request.stream,
                extensions=kept,
            )
            return await super().handle_async_request(moved)

    return Redirected()


def redirect_requests(server: str, asked: list[str]) -> None:
    """Make every session of requests send there, whatever adapter a client mounts."""
    import requests
    from requests.adapters import HTTPAdapter

    class Redirected(HTTPAdapter):
        def send(self, request, **kwargs):
            url = request.url
            sent_to, headers = resolve(server, url)
            asked.append(url)
            moved = request.copy()
            moved.url = sent_to
            moved.headers.update(headers)
            answer = super().send(moved, **kwargs | {"verify": False})
            answer.url, answer.request = url, request
            return answer

    adapter = Redirected()
    requests.sessions.Session.get_adapter = lambda self, url: adapter
