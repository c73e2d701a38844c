"""Papers: stamping 100 pages against opening and saving them unstamped; checking 200 pages."""

import tempfile
import time
from io import BytesIO
from pathlib import Path

ROUNDS = 20
STAMP_GOAL = 2.0
CHECK_GOAL_MS = 2000
LINE = "Case 26-01234-CL7  Filed 11/24/26  Entered 11/24/26 14:03:12  Doc 12"
WORDS = ["The debtor moves for an order under 11 U.S.C. section 363, and says what follows. " * 6] * 6


def figures() -> list[dict]:
    """Measure in process; needs no database."""
    return [_stamp(), _check()]


def _stamp() -> dict:
    """Best of 20, interleaved, in processor time: by the clock a busy machine interrupts the longer only."""
    import pikepdf

    from openecf.courthouse.documents import stamping

    paper = _paper(100)

    def floor():
        with pikepdf.open(BytesIO(paper)) as pdf:
            pdf.save(BytesIO(), compress_streams=False)

    stamped, plain = [], []
    for _ in range(ROUNDS):
        stamped.append(_timed(lambda: stamping.with_header(paper, LINE), time.process_time))
        plain.append(_timed(floor, time.process_time))
    value, bare = min(stamped), min(plain)
    goal, met = f"at most {STAMP_GOAL:.0f} x", value <= STAMP_GOAL * bare
    return _figure("stamp a 100-page PDF", value, bare, goal, met)


def _check() -> dict:
    """From the file on disk to the verdict; its floor is a child process that only loads the PDF library."""
    import subprocess
    import sys

    from openecf.foundation.pdf import inspection

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paper.pdf"
        file.write_bytes(_paper(200))
        checks, loads = [], []
        for _ in range(ROUNDS):
            checks.append(_timed(lambda: inspection.inspect(file)))
            loads.append(_timed(lambda: subprocess.run([sys.executable, "-c", "import pikepdf"], check=True)))
    value = min(checks)
    return _figure("check a 200-page PDF", value, min(loads), "under 2 s", value < CHECK_GOAL_MS)


def _paper(pages: int) -> bytes:
    from openecf.faces.demo import papers

    return papers.paper("Motion to sell property free and clear", WORDS, pages=pages)


def _timed(act, clock=time.perf_counter) -> float:
    start = clock()
    act()
    return (clock() - start) * 1000


def _figure(name: str, value: float, floor: float, goal: str, met: bool) -> dict:
    return {
        "name": name,
        "value": round(value, 3),
        "floor": round(floor, 3),
        "ratio": round(value / floor, 2),
        "goal": goal,
        "met": met,
        "unit": "ms",
    }
