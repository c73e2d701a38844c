"""Files to keep: what they are called and of which kind they are."""

from collections.abc import Iterable
from datetime import timedelta

from django.http import HttpResponse, StreamingHttpResponse

KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json", "pdf": "application/pdf"}
ONE_DAY = timedelta(days=1)


def download(name: str, content: bytes | Iterable[str]) -> HttpResponse | StreamingHttpResponse:
    """Answer with a file to keep; its kind is that of its name."""
    kind = KINDS[name.rsplit(".", 1)[1]]
    answer = HttpResponse if isinstance(content, bytes) else StreamingHttpResponse
    response = answer(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
