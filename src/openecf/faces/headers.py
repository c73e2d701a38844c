"""Security headers of every answer. Nothing inline is ever allowed.

Chromium applies `form-action` to each redirect after a form is sent, so the center's forms list the courts'
origins and the courts' forms the center's: both come from the address book.
"""

from django.conf import settings

from .street import book


def headers(get_response):
    """Set the policy, unless the view set one of its own (opened PDFs are sandboxed)."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy())
        response.headers.setdefault("Cache-Control", _kept_by_browsers(request))
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if settings.HTTPS:  # over http browsers ignore these, and complain in the console
            response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
            response.headers.setdefault(
                "Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"
            )
        return response

    return middleware


def _kept_by_browsers(request) -> str:
    """Return for how long a page may be kept: whose it is depends on a cookie; an account's page never."""
    signed_on = getattr(request, "sign_on", None) is not None  # at the center; a court's Back keeps a filing
    return "private, no-cache, no-store" if signed_on else "private, no-cache"


def clear_what_was_kept(response):
    """Have the browser forget the pages it kept of this site: somebody logged out."""
    if settings.HTTPS:
        response.headers["Clear-Site-Data"] = '"cache"'
    return response


def policy() -> str:
    """Return the Content-Security-Policy of pages."""
    places = ("'self'", *book.origins)
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"connect-src 'self'; form-action {' '.join(places)}; object-src 'none'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
