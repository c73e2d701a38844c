"""The disk is full when a paper arrives: a clear page, and nothing half-written."""

import contextlib
import os
import resource
import subprocess

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from openecf.courthouse.documents.models import Document
from openecf.courthouse.filing.models import DraftDocument
from tests import court_fixtures as fixtures

MEGABYTE = 1024 * 1024


@contextlib.contextmanager
def full_disk(folder):
    """Let the folder be a disk of 1 MB when root; else let no file of this process grow beyond that."""
    folder.mkdir()
    if os.geteuid() == 0:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=True)
        try:
            yield
        finally:
            subprocess.run(["umount", folder], check=True)
        return
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MEGABYTE, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.django_db(transaction=True)
def test_an_upload_to_a_full_disk_gets_a_plain_page_and_leaves_nothing(tmp_path, settings):
    at = timezone.now()
    room = fixtures.room(at)
    client = fixtures.browser(fixtures.person(room.court, at, "annray2026", room.ann), at)
    client.raise_request_exception = False
    page = client.post(
        "/casb/file/start/relief_from_stay/", {"case": fixtures.number(room.case)}, follow=True
    )
    page = client.post(page.redirect_chain[-1][0], {"parties": [room.bank.pk]}, follow=True)
    documents = page.redirect_chain[-1][0]
    settings.FILE_UPLOAD_TEMP_DIR = folder = tmp_path / "uploads"

    with full_disk(folder):
        big = SimpleUploadedFile("motion.pdf", b"%PDF-1.7\n" + b" " * 4 * MEGABYTE, "application/pdf")
        answer = client.post(documents, {"file": big})
        left = list(folder.iterdir())

    assert answer.status_code == 507
    assert "disk is full" in answer.content.decode()
    assert left == []
    assert not Document.objects.exists() and not DraftDocument.objects.exists()
    assert client.get(documents).status_code == 200
