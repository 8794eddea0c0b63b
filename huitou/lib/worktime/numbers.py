"""Numbers as people write them in Chinese and English."""

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100}
_SPELT = {
    **{"zero": 0, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7},
    **{"eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60},
}

CHINESE = "[零〇一二两三四五六七八九十百]"
ENGLISH = "|".join(sorted(_SPELT, key=len, reverse=True))


def chinese(text: str) -> int:
    """`三`, `十五`, `二十四`, `48`; two digits in a row are a guess such as 三五天, of which the larger counts."""
    if text.isdecimal():
        return int(text)
    if len(text) == 2 and all(_DIGITS.get(sign) for sign in text):
        return _DIGITS[text[1]]
    total, digit = 0, 0
    for sign in text:
        if sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def english(text: str) -> int:
    """`two`, `a`, `48`."""
    return int(text) if text.isdecimal() else _SPELT[text]
