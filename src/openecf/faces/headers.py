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
        response.headers.setdefault(
            "Cache-Control", "private, no-cache"
        )  # whose page it is depends on a cookie
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if settings.HTTPS:  # over http browsers ignore these, and complain in the console
            response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
            response.headers.setdefault(
                "Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}"
            )
        return response

    return middleware


def policy() -> str:
    """Return the Content-Security-Policy of pages."""
    places = ("'self'", *book.origins)
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"connect-src 'self'; form-action {' '.join(places)}; base-uri 'none'; frame-ancestors 'none'"
    )
