"""Mojibake is mended where it proves itself; clean text of any kind is left alone."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsclean.reading.mojibake import mend
from tests.test_charset import WORDS

KINDS = (
    ("utf-8", "cp1251"), ("utf-8", "cp1252"), ("utf-8", "latin-1"), ("utf-8", "cp866"), ("utf-8", "koi8-r"),
    ("utf-8", "mac-roman"), ("cp1251", "cp1252"), ("cp1251", "latin-1"), ("koi8-r", "cp1252"), ("koi8-r", "latin-1"),
    ("cp866", "cp1252"), ("koi8-r", "cp1251"), ("cp1251", "koi8-r"), ("cp1251", "cp866"), ("cp866", "cp1251"),
)
"""The real charset, and the one that it was read in."""
TITLES = (
    "Жители Заречного собрали подписи за новый парк",
    "Ярмарка мёда открылась в Приозёрске",
    "Директор школы рассказал о ремонте",
    "МЧС предупредило о сильном ветре и снеге",
    "И всё-таки она вертится, уверен академик Хвойный",
    "Губернатор подписал закон о пчеловодах: что изменится в 2031 году",
    "В Заречном потушили пожар",
)
CLEAN = (
    "РСФСР, СССР, ГРС, РПЦ, УФАС, ФБР, КХЛ, МХЛ и ЖКХ — «РСФСР», «СССР» и «ГРС»",
    "СССР» и «РФ» — С… и Р…: «РС»",
    "ГУБЕРНАТОР ПОДПИСАЛ ЗАКОН О ПЧЕЛОВОДАХ",
    "ФГБУ НИИ ЦПК, ФМБА, РФПИ, ФКУ ЦХиСО ГУ МВД, АО НПП ВНИИЭМ, ФГУП ЦНИИмаш",
    "ИноСМИ и АвтоВАЗ: мРНК, кВт·ч, МЕЛБЕТ, ТиНАО, пФМЭС",
    "П1 1.23 Х 4.80 П2 2.45 КХЛ - П1 1.90 Х 3.30 П2 2.20 КХЛ - П1 1.01 Х 9.99 П2 8.10 МХЛ",
    "Мешканці міста обрали її головою, є й інші новини про об’єкти. СІРІ ВОВКИ. РІК ЄДНОСТІ",
    "У Мінску адкрылі новы мост, паведаміў мэр. ЁСЦЬ І ЎЗНАГАРОДЫ, Ўладзімір",
    "Қазақстанда жаңа мектеп ашылды, деп хабарлайды әкімдік. ҰЛТТЫҚ ӨНЕР",
    "Његош је рођен у Његушима; Ђорђе и Љиљана иду у Џакарту. ЊЕГОВА ЋЕРКА ЂУРЂИЦА",
    "Ѓорѓи и неговата ќерка Ќира отидоа во Ѕвездан",
    "Der größte Bär läuft über die Brücke. ÄÖÜ, ÜBERGRÖSSE",
    "La créée à l’été, où ça mène. ÉLÉPHANT. À l’œuvre ! «À la une», «né»",
    "Zażółć gęślą jaźń, powiedział Łukasz Żółć",
    "Hääyöaie jäääär, ööbik; São João, manhã, NÃO, CORAÇÃO; smörgåsbord på ön; îles, Benoît; Þórður",
    "Футболист Жоао Câmara (São Paulo) и François Île-de-France дали интервью",
    "┌────┬────┐\n│ Да │ Нет│\n├────┼────┤\n│Ёлка│Щука│\n└────┴────┘\n╔══╦══╗\n║Рим║╨╨║\n╚══╩══╝ ■ Пункт █▓▒░",
    "∑ x² ≤ √(a·b) ± 5 °C, α ≈ ∞, ∏ ≠ ∂, 10 µm, ¬p ∨ q, 5€ и 10 £, ®Марка, цена 5 евро€",
    "Ура 🎉👩‍👩‍👧 снег ❄️ — да!",
    'if (a["Ёж"] != b) { return /[А-ЯЁ]{2}/.test(x); } // Ъ и «Ъ»',
    "“Ъ” рассказал: Ъ, Ы, Ь, Щ, Э",
    "–†‡•–—",
    "вЂ",
    "ёЁ Ё ё Ёмкость всЁ",
    "Слово ­с мягким пере­носом и неразрывным пробелом °С",
)


def broken(text: str, right: str, wrong: str) -> str:
    """The bytes of a text read in the wrong charset; those that are free in it are C1 controls, as in browsers."""
    return "".join(
        chr(byte) if char == "\ufffd" else char
        for byte in text.encode(right)
        for char in bytes([byte]).decode(wrong, "replace")
    )


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(("right", "wrong"), KINDS, ids=lambda name: name)
def test_mends(right: str, wrong: str, title: str) -> None:
    title = title.encode(right, "ignore").decode(right)
    assert mend(broken(title, right, wrong)) == title


@pytest.mark.parametrize(("right", "wrong"), KINDS, ids=lambda name: name)
def test_mends_a_line_of_a_clean_page(right: str, wrong: str) -> None:
    clean = "\n".join(CLEAN[:4])
    for title in TITLES:
        title = title.encode(right, "ignore").decode(right)
        assert mend(f"{clean}\n{broken(title, right, wrong)}\n{clean}") == f"{clean}\n{title}\n{clean}"


@pytest.mark.parametrize("wrong", ["cp1251", "cp1252", "cp866"])
def test_mends_what_was_broken_twice(wrong: str) -> None:
    for title in TITLES:
        assert mend(broken(broken(title, "utf-8", wrong), "utf-8", wrong)) == title



@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Ещё новости: РњРѕСЃС‚ РѕС‚РєСЂС‹С‚ — «Заречный вестник»", "Ещё новости: Мост открыт — «Заречный вестник»"),
        ("«СССР» РњРѕСЃС‚ РѕС‚РєСЂС‹С‚", "«СССР» Мост открыт"),
        ("«РњРѕСЃС‚\xa0РѕС‚РєСЂС‹С‚»", "«Мост\xa0открыт»"),
        ("Р РµРєР° Р?С€РёРј", "Река Ишим"),
        ("Мост вЂ” открыт, В«вчераВ»", "Мост — открыт, В«вчераВ»"),
        ("Мост.Â\xa0Река", "Мост.\xa0Река"),
        ("Мост â€” открыт", "Мост — открыт"),
        ("Ìîñò îòêðûò, ñîîáùèëè â ìýðèè CNN 5 ìàÿ", "Мост открыт, сообщили в мэрии CNN 5 мая"),
    ],
)
def test_mends_part_of_a_line(text: str, mended: str) -> None:
    assert mend(text) == mended


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_is_the_same_object(text: str) -> None:
    assert mend(text) is text


def test_long_lines() -> None:
    clean = "Жители Заречного собрали подписи. " * 200
    bad = broken("Директор школы рассказал о ремонте. " * 30, "cp1251", "latin-1")
    assert mend(clean + bad) == clean + "Директор школы рассказал о ремонте. " * 30


_ODD = st.text(alphabet="РСрсДПвЂ°µѕ”“»Ѓђ•ÐÑÃÂâ€îåòÏÅпя─╬╨╤ЯАБёЁЄ¬ЌЪЩ®а –—∏æ\n\xa0\x90\ufffd?", max_size=60)


@given(st.text(max_size=200) | _ODD)
@settings(max_examples=300)
@example("Р" * 50)
def test_never_raises_and_twice_equals_once(text: str) -> None:
    mended = mend(text)
    assert mend(mended) == mended


@given(st.lists(st.sampled_from([*TITLES, *CLEAN, *WORDS]), min_size=1, max_size=4), st.data())
@settings(max_examples=150)
def test_twice_equals_once_on_broken_text(parts: list[str], data: st.DataObject) -> None:
    pieces = []
    for part in parts:
        right, wrong = data.draw(st.sampled_from(KINDS))
        bad = broken(part.encode(right, "ignore").decode(right), right, wrong)
        pieces.append(data.draw(st.sampled_from([part, bad])))
    mended = mend(data.draw(st.sampled_from([" ", "\n"])).join(pieces))
    assert mend(mended) == mended


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=30),
    st.sampled_from(["lower", "capitalize", "upper", "title"]),
)
def test_random_russian_is_left_alone(words: list[str], case: str) -> None:
    text = str(getattr(" ".join(words), case)())
    assert mend(text) is text
