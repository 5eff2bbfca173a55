"""Bytes become text: what is declared, what is detected, what is broken."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.reading.charset import decode

CHARSETS = ("utf-8", "cp1251", "koi8-r", "cp866", "iso-8859-5", "utf-16-le", "utf-16-be")
SENTENCES = (
    "Мэр Заречного открыл новый мост",
    "Жители посёлка собрали подписи за парк",
    "Учёные объяснили, почему щука ушла вглубь",
    "В субботу в Приозёрске ждут снег и ветер до 15 м/с",
    "ЦЕНЫ НА ЯБЛОКИ СНОВА ВЫРОСЛИ",
    "Съезд фермеров перенесли на июль: зал затопило",
    "Клуб «Вымпел» подписал вратаря из Хвойного",
)
WORDS = re.findall(r"\w+", """
    город новый мост жители район директор школа вчера сообщили открыть праздник дети учебный год площадь снег область
    утром пожарные машина дорога губернатор подписать закон сельский клуб матч победить команда выставка художник река
    поезд станция ярмарка мёд пчеловод рассказать объём съезд южный электричка щенок цех шахта
""")


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("charset", CHARSETS)
def test_detects(charset: str, text: str) -> None:
    data = text.encode(charset, "xmlcharrefreplace")
    assert decode(data) == (data.decode(charset), charset)


@pytest.mark.parametrize("lie", ["utf-8", "windows-1251", "koi8-r", "iso-8859-1", "cp866", "utf-16", "x"])
@pytest.mark.parametrize("charset", CHARSETS)
def test_bytes_win_over_a_lying_declaration(charset: str, lie: str) -> None:
    text = SENTENCES[3]
    assert decode(text.encode(charset), declared=lie) == (text, charset)
    page = f"<html><head><meta charset={lie}></head><body><p>{text}</p></body></html>"
    assert decode(page.encode(charset)) == (page, charset)


TWIN_SENTENCES = (
    "Ярмарка мёда открылась в Заречном: пчеловоды привезли двадцать сортов",
    "когда я вышел на площадь, поезд уже ушёл",
    "клуб «Вымпел» подписал вратаря",
    "В субботу в Приозёрске ждут снег",
    "Жители собрали 10–15 подписей за парк",
    "Ранее школу № 5 закрыли — её затопило",
    "ЦЕНЫ НА ЯБЛОКИ СНОВА ВЫРОСЛИ",
    "«Если снег не растает, поезд не придёт»",
    "Это был последний матч",
    "Первый поезд прибыл вовремя",
    "Я не могу сказать, чем всё это кончится",
)
"""Each holds a byte that cp1251 and mac-cyrillic read in different ways."""


@pytest.mark.parametrize("text", TWIN_SENTENCES)
@pytest.mark.parametrize("charset", ["cp1251", "mac-cyrillic"])
@pytest.mark.parametrize("declared", [None, "cp1251", "mac-cyrillic", "koi8-r", "utf-8", "iso-8859-1"])
def test_mac_cyrillic_and_cp1251_are_told_apart(text: str, charset: str, declared: str | None) -> None:
    assert decode(text.encode(charset), declared=declared)[0] == text  # capitals of mac-cyrillic are those of cp866


@pytest.mark.parametrize("text", ["снег упал", "Завтра упал снег", "…если снег растает", "Если снег растает"])
@pytest.mark.parametrize("charset", ["cp1251", "mac-cyrillic"])
def test_of_the_two_the_declared_one_is_taken_where_little_speaks_against_it(text: str, charset: str) -> None:
    data = text.encode(charset)
    assert decode(data, declared=charset)[0] == text


def test_quotes_of_cp1251_at_small_letters_are_no_capitals_of_mac_cyrillic() -> None:
    for text in ("клуб “вымпел” и парк", "парк – это снег… и ветер", "„вымпел“ снова дома", "дом № 5 и №7 затопило"):
        assert decode(text.encode("cp1251")) == (text, "cp1251")


def test_ukrainian_in_its_own_charset() -> None:
    text = "Мешканці міста обрали її головою, є й інші новини"
    for charset in ("cp1251", "koi8-u"):
        assert decode(text.encode(charset)) == (text, charset)


@pytest.mark.parametrize(
    ("declaration", "charset"),
    [
        ('<meta charset="windows-1250">', "cp1250"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-2'>", "iso-8859-2"),
        ('<?xml version="1.0" encoding="windows-1257"?>', "cp1257"),
        ("<META CHARSET = iso-8859-1 >", "cp1252"),
    ],
)
def test_declarations_of_other_alphabets_are_believed(declaration: str, charset: str) -> None:
    page = f"{declaration}<p>Fünf Bären, größer als früher</p>"
    data = page.encode("cp1252")
    assert decode(data) == (data.decode(charset), charset)


def test_header_comes_before_meta_and_may_be_a_whole_content_type() -> None:
    data = b"<meta charset=windows-1250><p>caf\xe9 \xb9</p>"
    assert decode(data, declared="text/html; charset=Windows-1257")[1] == "cp1257"
    assert decode(data, declared="no such thing")[1] == "cp1250"


@pytest.mark.parametrize("text", ["Der große Bär läuft über die Brücke", "Voilà où ça mène, après tout", "El Niño, ©"])
def test_latin_pages(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8")
    assert decode(text.encode("cp1252")) == (text, "cp1252")


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_is_not_part_of_the_text(charset: str) -> None:
    text, name = decode(SENTENCES[0].encode(charset))
    assert text == SENTENCES[0]
    assert name in {"utf-8", "utf-16-le", "utf-32-le"}


def test_byte_order_mark_of_utf8_before_another_charset() -> None:
    assert decode(b"\xef\xbb\xbf" + SENTENCES[1].encode("cp1251")) == (SENTENCES[1], "cp1251")


def test_last_character_cut_in_the_middle_is_dropped() -> None:
    for charset in ("utf-8", "utf-16-le"):
        data = SENTENCES[0].encode(charset)
        assert decode(data[:-1]) == (SENTENCES[0][:-1], charset)


def test_stray_bytes_leave_the_main_charset() -> None:
    text, name = decode(SENTENCES[0].encode() + b" \xc0\xff " + SENTENCES[1].encode())
    assert (name, text.count("\ufffd")) == ("utf-8", 2)
    cp1251 = "\n".join(SENTENCES).encode("cp1251") + "«©»".encode()
    assert decode(cp1251) == (cp1251.decode("cp1251"), "cp1251")


def test_mark_up_and_entities_do_not_disturb() -> None:
    junk = '<div class="a b" data-x="1">&laquo;&nbsp;&mdash;<script>var a = "b" + c;</script>' * 200
    data = (junk + "<b>Ш</b>кола&nbsp;открыта&raquo;, сообщили в районе").encode("koi8-r")
    assert decode(data)[1] == "koi8-r"


def test_ascii_and_nothing_are_utf8() -> None:
    assert decode(b"plain <b>text</b>", declared="koi8-r") == ("plain <b>text</b>", "utf-8")
    assert decode(b"") == ("", "utf-8")


@given(st.binary(max_size=300), st.none() | st.text(max_size=40))
def test_never_raises(data: bytes, declared: str | None) -> None:
    text, charset = decode(data, declared=declared)
    assert isinstance(text, str)
    b"".decode(charset)


@given(st.lists(st.sampled_from(WORDS), min_size=16, max_size=40), st.sampled_from(CHARSETS))
@settings(max_examples=150)
def test_round_trip(words: list[str], charset: str) -> None:
    text = " ".join(words).capitalize() + "."
    assert decode(text.encode(charset)) == (text, charset)
