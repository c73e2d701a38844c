import hashlib
import json
import re

import pytest
from cryptography.hazmat.primitives import serialization

from openecf.courthouse.courts import creation
from openecf.courthouse.docket.models import EntryDocument
from openecf.courthouse.notices import stamps

PDF = b"%PDF-1.7 a motion"
SHA = hashlib.sha256(PDF).hexdigest()


@pytest.fixture
def paper(scene):
    row = EntryDocument.objects.select_related("document", "entry__case__court").get(
        entry=scene.entry, part=0
    )
    row.document.digest = SHA
    row.document.save()
    return row


def test_the_line_has_the_shape_programs_know(paper):
    line = stamps.stamp(paper).line

    shape = r"\[STAMP CASBStamp_ID=1234567890 \[Date=11/24/2026\] \[FileNumber=\d+-0\] \[[0-9a-f]{128}\]\]"
    assert re.fullmatch(shape, line)


def test_the_date_is_the_courts_own_day(scene, at):
    late = at.replace(day=25, hour=6)  # 10:00 PM of the 24th in San Diego
    entry = scene.enter(at=late, papers=["late.pdf"])

    stamp = stamps.stamp(EntryDocument.objects.get(entry=entry))

    assert "[Date=11/24/2026]" in stamp.line


def test_the_same_paper_always_has_the_same_stamp(paper):
    assert stamps.stamp(paper) == stamps.stamp(paper)


def test_what_is_signed_is_canonical_and_complete(paper):
    signed = stamps.stamp(paper).signed

    facts = json.loads(signed)
    assert facts == {
        "court": "casb",
        "case": "26-00001",
        "entry": 1,
        "part": 0,
        "sha256": SHA,
        "bytes": 48211,
        "filed_at": "2026-11-24T18:00:00.000000+00:00",
        "filer": "Ray, Ann",
    }
    assert signed == json.dumps(facts, sort_keys=True, separators=(",", ":"))


def test_anybody_can_check_it_with_the_public_key(paper):
    stamp = stamps.stamp(paper)

    key = serialization.load_pem_public_key(stamps.public_key().pem.encode())
    key.verify(bytes.fromhex(stamp.signature), stamp.signed.encode())

    assert stamp.key_id == stamps.public_key().key_id
    assert len(stamps.public_key().hex) == 64


def test_the_filed_paper_is_genuine(court, paper):
    found = stamps.verify(court, "26-1", 1, 0, content=PDF)

    assert found.genuine and found.case_number == "26-00001-CL7"
    assert found.entry_number == 1 and found.filer == "Ray, Ann"
    assert stamps.verify(court, "3:26-bk-00001-CL7", 1, digest=SHA.upper())
    assert stamps.verify(court, "26-00001", 1, digest=SHA, signature=found.stamp.signature)


@pytest.mark.parametrize("place", range(len(PDF)))
def test_one_flipped_bit_is_found(court, paper, place):
    flipped = PDF[:place] + bytes([PDF[place] ^ 1]) + PDF[place + 1 :]

    found = stamps.verify(court, "26-00001", 1, content=flipped)

    assert not found.genuine and found.stamp is None and found.filer == ""


@pytest.mark.parametrize(
    "asked",
    [
        {"case_number": "26-00002", "entry_number": 1},
        {"case_number": "26-00001", "entry_number": 2},
        {"case_number": "26-00001", "entry_number": 1, "part": 7},
    ],
)
def test_another_place_answers_as_another_paper_does(court, paper, asked):
    found = stamps.verify(court, **asked, content=PDF)

    assert found == stamps.verify(court, "26-00001", 1, content=b"another")


def test_a_stamp_of_other_digits_is_found(court, paper):
    signature = stamps.stamp(paper).signature
    other = ("0" if signature[0] != "0" else "1") + signature[1:]

    assert not stamps.verify(court, "26-00001", 1, content=PDF, signature=other).genuine
    assert not stamps.verify(court, "26-00001", 1, content=PDF, signature="not digits").genuine
    assert not stamps.verify(court, "26-00001", 1, digest="nö").genuine


def test_a_stamp_of_another_court_does_not_count(court, paper, at):
    other = creation.create_court("exab", at=at)

    assert not stamps.verify(other, "26-00001", 1, content=PDF).genuine


def test_a_second_paper_of_the_filing_has_its_own_serial(scene):
    main, exhibit = EntryDocument.objects.filter(entry=scene.entry).order_by("part")

    lines = [stamps.stamp(paper).line for paper in (main, exhibit)]

    assert f"[FileNumber={scene.entry.pk}-0]" in lines[0] and f"[FileNumber={scene.entry.pk}-1]" in lines[1]
