from io import BytesIO

from openecf.courthouse.documents import intake, vault
from tests.papers import letter


def test_an_accepted_paper_is_kept_unchanged(court, at):
    paper = letter(pages=3)

    document = intake.accept(court, BytesIO(paper), filename="C:\\fakepath\\motion.pdf", at=at)

    assert (document.pages, document.filename, document.size_bytes) == (3, "motion.pdf", len(paper))
    assert vault.read(document.digest, verify=True) == paper
