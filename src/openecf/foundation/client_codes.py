"""Client codes: a word of the payer's own on each receipt, and the mask a payer may demand of it.

A code has at most 32 characters, no space and no comma. In a mask 9 is a digit, A a letter and * either;
every other sign stands for itself. The masks are a design choice of ours.
"""

LONGEST = 32
HOW_MASKS_WORK = "9 is a digit, A a letter, * either; other signs stand for themselves"


def is_code(text: str) -> bool:
    """Tell whether this may be a client code, or a mask of one; nothing at all may."""
    return len(text) <= LONGEST and not any(
        sign.isspace() or sign == "," or not sign.isprintable() for sign in text
    )


def fits(mask: str, code: str) -> bool:
    """Tell whether a code has the form of a mask; everything fits an empty one."""
    if not mask:
        return True
    return len(mask) == len(code) and all(_fits(*pair) for pair in zip(mask, code, strict=True))


def example(mask: str) -> str:
    """Return a code of this form, to be shown: `9999.99A` gives `1234.56A`."""
    digits = 0
    made = []
    for sign in mask:
        digits += sign == "9"
        made.append({"9": str(digits % 10), "A": "A", "*": "X"}.get(sign, sign))
    return "".join(made)


def wrong(mask: str) -> str:
    """Return the sentence for a code that has not the form of the mask."""
    return (
        f"A client code of your account has the form {mask} ({HOW_MASKS_WORK}), such as {example(mask)}. "
        "Enter one in that form."
    )


def _fits(place: str, sign: str) -> bool:
    is_digit = sign.isascii() and sign.isdigit()
    match place:
        case "9":
            return is_digit
        case "A":
            return sign.isalpha()
        case "*":
            return is_digit or sign.isalpha()
    return place == sign
