"""The letters with activation tokens that would go by post: in the demo they lie in the data folder."""

from datetime import datetime

from django.conf import settings

from openecf.center.accounts import activation


def put_down(*, at: datetime) -> int:
    """Print the letters that are due, as the operator does, and return how many."""
    folder = settings.DATA_DIR / "activation-letters"
    folder.mkdir(mode=0o700, exist_ok=True)
    letters = [activation.print_letter(number, at=at) for number in activation.due_letters()]
    for letter in letters:
        (folder / f"{letter.number}.txt").write_text(letter.text)
    return len(letters)
