"""Whatever comes in, the parent gets a verdict in time; and what is accepted can be stamped."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openecf.courthouse.documents import stamping
from openecf.foundation.pdf import inspection
from openecf.foundation.pdf.verdicts import Verdict
from tests.papers import letter, opened, saved

from . import papers

PACKED = saved(opened(2), **papers.PACKED)
SEEDS = [letter(2), papers.updated(), papers.with_fields(), PACKED, papers.linearized(2)]
WORDS = [b"null", b"<<", b">>", b"[", b"]", b"-1", b"9999999999", b"1 0 R", b"(", b"/S", b"/Kids", b"/Length"]
QUICK = inspection.Limits(cpu_seconds=5, wall_seconds=20)
UNEXPLAINED = (Verdict.CRASHED, Verdict.TOO_SLOW)
few = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
places = st.floats(0, 0.999)


@pytest.fixture
def judged(tmp_path: Path):
    """Judge bytes as a file; a clean one is stamped too."""

    def judge(file: bytes) -> Verdict:
        path = tmp_path / "paper"
        path.write_bytes(file)
        verdict = inspection.inspect(path, QUICK).verdict
        if verdict is Verdict.CLEAN:
            assert b"OpenECFHeader" in stamping.with_header(file, "Case 26-01234")
        return verdict

    return judge


@few
@given(st.binary(max_size=2000))
def test_any_bytes_get_a_verdict(judged, noise):
    assert judged(noise) not in (Verdict.CLEAN, *UNEXPLAINED)


@few
@given(st.binary(max_size=2000))
def test_any_bytes_between_a_head_and_an_end_get_a_verdict(judged, noise):
    assert judged(b"%PDF-1.7\n" + noise + b"\n%%EOF\n") not in (Verdict.CLEAN, *UNEXPLAINED)


@few
@given(st.sampled_from(SEEDS), places, st.booleans())
def test_any_truncation_gets_a_verdict(judged, paper, part, has_end):
    cut = paper[: int(len(paper) * part)] + (b"\n%%EOF\n" if has_end else b"")

    assert judged(cut) not in UNEXPLAINED


@few
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(places, st.sampled_from(WORDS)), min_size=1, max_size=5),
)
def test_any_change_gets_a_verdict(judged, paper, changes):
    changed = bytearray(paper)
    for place, word in changes:
        start = int(len(changed) * place)
        changed[start : start + len(word)] = word

    assert judged(bytes(changed)) not in UNEXPLAINED
