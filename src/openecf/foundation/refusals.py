"""What a refusal is: an anticipated "no", whose docstring is the sentence the user reads."""

import inspect


class Refusal(Exception):
    """That can't be done."""

    field = ""  # the form field the sentence belongs to; empty for the whole form
    status = 400  # what a page or JSON answers when no form shows the sentence

    def __init__(self, sentence: str = "", *, field: str = "") -> None:
        """Take a sentence in place of the class's own, and the field it belongs to."""
        self.sentence = sentence or inspect.cleandoc(self.__doc__ or "")
        self.field = field or self.field
        super().__init__(self.sentence)


class NoSuchRecord(Refusal):
    """There is no such record."""

    status = 404


class NotYours(Refusal):
    """Your account does not have the right to do this in this court."""

    status = 403
