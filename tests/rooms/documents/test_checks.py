"""Each bad file is refused by the name of what is wrong with it; good ones pass, however they were made."""

import inspect
import time

import pikepdf
import pytest
from pikepdf import Name, ObjectStreamMode, String

from openecf.courthouse.documents import checks
from openecf.foundation.pdf import inspection
from openecf.foundation.pdf.verdicts import Verdict
from tests.papers import letter, opened, saved

from . import papers

ELSEWHERE = String("\\\\server\\share\\evil.pdf")
WEB = "https://example.org/"


def launch():
    return papers.action("Launch", F=String("cmd.exe"))


def remote():
    return papers.action("GoToR", F=ELSEWHERE, D=String("x"))


def link(address: str = WEB):
    return papers.action("URI", URI=String(address))


BAD = {
    "no bytes": (lambda: b"", checks.EmptyFile),
    "plain text": (lambda: b"Dear court,\n", checks.NotAPdf),
    "a Word file": (papers.zip_file, checks.NotAPdf),
    "a PDF far below": (lambda: b" " * 2000 + letter(), checks.NotAPdf),
    "a web page before": (papers.page_of_the_web, checks.ForeignBytes),
    "one byte before": (lambda: b"\n" + letter(), checks.ForeignBytes),
    "text after": (lambda: letter() + b"<script>", checks.ForeignBytes),
    "an archive after": (papers.letter_with_zip_tail, checks.ForeignBytes),
    "an archive after that ends like a PDF": (papers.letter_with_hidden_zip_tail, checks.ForeignBytes),
    "an archive over it": (papers.letter_within_a_zip_directory, checks.ForeignBytes),
    "only its header": (lambda: b"%PDF-1.7\n", checks.Damaged),
    "its first third": (lambda: papers.truncated(0.3), checks.Damaged),
    "all but its end": (lambda: papers.truncated(0.97), checks.Damaged),
    "two thirds, linearized": (lambda: papers.truncated(0.66, linearize=True), checks.Damaged),
    "an update cut off": (papers.update_cut_off, checks.Damaged),
    "a hole of zeros": (lambda: letter()[:300] + b"\0" * 100 + letter()[400:], checks.Damaged),
    "shifted by a line": (lambda: letter().replace(b"\n", b"\n% a line\n", 1), checks.Damaged),
    "a stream that does not unpack": (papers.with_broken_stream, checks.Damaged),
    "a page that is none": (papers.with_lost_page, checks.Damaged),
    "a password to open": (lambda: papers.locked("secret", "secret"), checks.Encrypted),
    "a password to change": (lambda: papers.locked(owner="secret"), checks.Encrypted),
    "an old lock": (lambda: papers.locked("secret", "secret", R=3), checks.Encrypted),
    "an old lock for changes": (lambda: papers.locked(owner="secret", R=3), checks.Encrypted),
    "a script on opening": (lambda: papers.on_opening(papers.script()), checks.JavaScript),
    "a script in an object stream": (
        lambda: papers.on_opening(papers.script(), **papers.PACKED),
        checks.JavaScript,
    ),
    "a script by name": (papers.named_script, checks.JavaScript),
    "a script in a stream": (papers.script_in_a_stream, checks.JavaScript),
    "a script on turning to a page": (lambda: papers.on_an_event("/O", papers.script()), checks.JavaScript),
    "a script on a click": (lambda: papers.on_a_click(papers.script()), checks.JavaScript),
    "a script on a bookmark": (lambda: papers.on_a_bookmark(papers.script()), checks.JavaScript),
    "a script after another action": (lambda: papers.after_another(papers.script()), checks.JavaScript),
    "a script nobody refers to": (papers.script_nobody_refers_to, checks.JavaScript),
    "a script with a disguised name": (papers.script_with_a_disguised_name, checks.JavaScript),
    "a script deep inside": (lambda: papers.deep_in_arrays(papers.script()), checks.JavaScript),
    "a script in a link": (lambda: papers.on_a_click(link(" Java\tScript:alert(1)")), checks.JavaScript),
    "a script with a film": (
        lambda: papers.on_opening(papers.action("Rendition", JS=String("x"))),
        checks.JavaScript,
    ),
    "a program on opening": (lambda: papers.on_opening(launch()), checks.LaunchesProgram),
    "a program after another action": (lambda: papers.after_another(launch()), checks.LaunchesProgram),
    "another PDF on a share": (lambda: papers.on_a_click(remote()), checks.OpensOtherFile),
    "another PDF after another action": (lambda: papers.after_another(remote()), checks.OpensOtherFile),
    "a PDF inside": (lambda: papers.on_a_click(papers.action("GoToE")), checks.OpensOtherFile),
    "a link to a file": (lambda: papers.on_a_click(link("FILE:///etc/passwd")), checks.OpensOtherFile),
    "a link to a share": (lambda: papers.on_a_click(link("\\\\server\\x")), checks.OpensOtherFile),
    "a stream elsewhere": (papers.with_stream_elsewhere, checks.OpensOtherFile),
    "a borrowed page": (papers.with_borrowed_page, checks.OpensOtherFile),
    "a submit button": (
        lambda: papers.on_a_click(papers.action("SubmitForm", F=String("http://example.org"))),
        checks.SubmitsForm,
    ),
    "a data import": (
        lambda: papers.on_a_click(papers.action("ImportData", F=String("a.fdf"))),
        checks.ImportsData,
    ),
    "an attachment": (papers.with_attachment, checks.EmbeddedFile),
    "an attachment on the page": (papers.with_attachment_on_the_page, checks.EmbeddedFile),
    "an associated file": (papers.with_associated_file, checks.EmbeddedFile),
    "rich media": (lambda: papers.with_annotation("/RichMedia"), checks.Media),
    "a film": (lambda: papers.with_annotation("/Movie"), checks.Media),
    "a sound": (lambda: papers.on_opening(papers.action("Sound")), checks.Media),
    "a 3D model": (lambda: papers.with_annotation("/3D"), checks.Media),
    "a dynamic form": (papers.with_xfa, checks.XfaForm),
    "an address on opening": (lambda: papers.on_opening(link()), checks.ActsByItself),
    "an address on closing": (lambda: papers.on_an_event("/C", link()), checks.ActsByItself),
    "a bomb": (lambda: papers.bomb(papers.deflated(200)), checks.UnpacksTooLarge),
    "a bomb packed twice": (lambda: papers.twice_deflated(200), checks.UnpacksTooLarge),
    "a small bomb packed twice": (lambda: papers.twice_deflated(20), checks.UnpacksTooLarge),
    "many small bombs": (lambda: papers.bomb(papers.deflated(2), copies=80), checks.UnpacksTooLarge),
    "a bomb of runs": (papers.deflated_runs, checks.UnpacksTooLarge),
    "a bomb of a picture": (lambda: papers.deflated_picture(200), checks.UnpacksTooLarge),
    "a bomb of codes": (papers.lzw_bomb, checks.UnpacksTooLarge),
    "a bomb on opening": (lambda: papers.object_stream_bomb(200), checks.UnpacksTooLarge),
    "a great bomb on opening": (lambda: papers.object_stream_bomb(400), checks.UnpacksTooLarge),
    "a picture larger than it says": (
        lambda: papers.scan(papers.deflated(200), 640, 480),
        checks.UnpacksTooLarge,
    ),
    "no pages": (papers.without_pages, checks.NoPages),
}
GOOD = {
    "a letter": (letter, 1),
    "two hundred pages": (lambda: letter(200), 200),
    "object streams": (lambda: saved(opened(3), **papers.PACKED), 3),
    "no object streams": (lambda: saved(opened(3), object_stream_mode=ObjectStreamMode.disable), 3),
    "linearized": (papers.linearized, 20),
    "an old version": (lambda: saved(opened(2), force_version="1.2"), 2),
    "a new version": (lambda: saved(opened(2), min_version="2.0"), 2),
    "written out for reading": (lambda: saved(opened(2), qdf=True), 2),
    "a second section": (papers.updated, 1),
    "blanks after the end": (lambda: letter() + b"\r\n\0\0\n", 1),
    "a link": (lambda: papers.on_a_click(link()), 1),
    "a link in a mail": (lambda: papers.on_a_click(link("mailto:barbara@example.org")), 1),
    "a bookmark with a link": (lambda: papers.on_a_bookmark(link()), 1),
    "a page to open at": (lambda: papers.on_opening(papers.action("GoTo", D=String("x"))), 1),
    "a form to fill in": (papers.with_fields, 1),
    "pictures with odd names": (lambda: papers.scan(papers.deflated(1), 700, 500), 1),
    "six blank pages, scanned": (lambda: papers.blank_scan(6), 6),
    "an empty tree of names": (papers.with_empty_names, 1),
    "an object stream with some blanks": (lambda: papers.object_stream_bomb(1), 1),
    "no resources": (lambda: without_resources(), 1),
}


def without_resources() -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page().obj
    del page.Resources
    return saved(pdf)


@pytest.fixture
def checked(tmp_path):
    """Check bytes as a file."""

    def check(file: bytes, limits=inspection.LIMITS) -> int:
        path = tmp_path / "paper"
        path.write_bytes(file)
        return checks.pages_of(path, limits)

    return check


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_by_name(name, checked):
    make, refusal = BAD[name]

    with pytest.raises(checks.PaperRefused) as refused:
        checked(make())

    assert refused.type is refusal


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_accepted_however_it_was_made(name, checked):
    make, pages = GOOD[name]

    assert checked(make()) == pages


def test_every_verdict_has_one_plain_sentence_that_says_how_to_mend_it():
    refusals = checks._REFUSALS

    assert set(refusals) == set(Verdict) - {Verdict.CLEAN}
    sentences = [inspect.cleandoc(refusal.__doc__) for refusal in refusals.values()]
    assert len(set(sentences)) == len(sentences)
    assert all("\n" not in one and len(one) < 110 and one.count(". ") == 1 for one in sentences)


def test_a_file_that_takes_too_much_work_is_given_up(checked):
    heavy = papers.bomb(papers.deflated(90), copies=10)  # allowed to unpack only because the file is padded
    padded = heavy.replace(b"%%EOF", b"%" + b"x" * 12_000_000 + b"\n%%EOF")

    with pytest.raises(checks.TooSlow):
        checked(padded, inspection.Limits(cpu_seconds=1))


def test_a_child_that_hangs_is_killed(checked):
    start = time.monotonic()

    with pytest.raises(checks.TooSlow):
        checked(letter(), inspection.Limits(wall_seconds=0.01))

    assert time.monotonic() - start < 5


def test_a_child_that_needs_too_much_memory_is_refused(checked):
    with pytest.raises(checks.UnpacksTooLarge):
        checked(papers.bomb(papers.lzw_blanks(90), Name.LZWDecode), inspection.Limits(memory_bytes=200 << 20))


def test_a_child_that_dies_is_told_as_not_checkable(checked):
    with pytest.raises(checks.NotCheckable):
        checked(letter(), inspection.Limits(memory_bytes=20 << 20))


def test_the_child_sees_none_of_the_servers_secrets(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody:secret@localhost/openecf")

    assert set(inspection._environment()) == {"PATH", "PYTHONPATH"}
