"""Paragraphs of other articles, live broadcasts and what else the words of a text decide, as a user sees it."""

from __future__ import annotations

import pytest

from newsclean import Article, parse

TITLE = "В Верхних Кочках достроили водяную мельницу"
TEXT = (
    "Водяную мельницу в Верхних Кочках достроили после четырёх лет работ, рассказал мельник Пахом Жерновой. Колесо "
    "мельницы собрали из лиственницы, которую сплавили по реке.",
    "Первую муку мельник раздал жителям Верхних Кочек, каждому по мешочку. Река в этом году полноводна, и колесо, по "
    "его словам, крутится без остановки с рассвета.",
    "Прежняя мельница сгорела восемь лет назад, когда река обмелела и воды для пожарных не хватило. Жители собрали на "
    "новое колесо и жернова сорок тысяч рублей.",
    "Осенью мельник Жерновой обещает смолоть весь урожай жителей бесплатно, а весной открыть при мельнице пекарню, где "
    "мука пойдёт на хлеб.",
)
OTHERS = (
    "Хоккеисты «Осьминога» в третий раз подряд проиграли всухую, пропустив девять шайб от команды второклассников.",
    "Астрономы обсерватории на Лысом холме насчитали над городком сорок три новых спутника и один воздушный змей.",
    "Пассажиры автобуса номер шесть сочинили гимн маршрута, записали пластинку и отправились на гастроли за границу.",
    "Дирижёр филармонии сломал палочку во время увертюры, доиграв концерт вязальной спицей гардеробщицы.",
    "Ветеринары вылечили попугая, повторявшего прогноз погоды голосом диктора, и теперь он предсказывает курсы валют.",
    "Подростки изобрели зонт, складывающийся в рогатку, после чего классного руководителя отправили в отпуск.",
)


MENU = ("Главная", "Погода", "Афиша", "Расписание")
FOOTER = ("О проекте", "Рекламодателям", "© 2021 Кочки сегодня", "16+")


def clean(*lines: str) -> Article:
    return parse("\n".join(lines))


@pytest.mark.parametrize("heading", ["Другие материалы:", "Читайте также", "Новости по теме"])
def test_announcements_under_a_heading_go(heading: str) -> None:
    assert clean(TITLE, "12 мая 2021, 10:00", *TEXT, heading, *OTHERS).paragraphs == TEXT


def test_openings_of_other_articles_with_nothing_between_go() -> None:
    body = clean(TITLE, "12 мая 2021, 10:00", *TEXT, *OTHERS, *FOOTER).paragraphs
    assert body[:4] == TEXT
    assert not set(body) & set(OTHERS[-3:])  # where they begin is told with care: a word in common may be an article's


def test_an_article_that_goes_on_under_a_card_stays_whole() -> None:
    lines = (*TEXT[:2], "Читайте также", "Как выбрать жёрнов", *TEXT[2:])
    assert clean(TITLE, "12 мая 2021, 10:00", *lines).paragraphs == TEXT


@pytest.mark.parametrize("title", ["Дайджест: мельница, хоккей и попугай", "Главное за неделю", "Итоги дня"])
def test_a_digest_stays_whole(title: str) -> None:
    article = clean(title, "12 мая 2021, 10:00", *TEXT, *OTHERS, *FOOTER)
    assert article.paragraphs == TEXT + OTHERS


def test_an_announcement_over_the_headline_goes() -> None:
    article = clean(*MENU, OTHERS[0], *MENU, TITLE, "12 мая 2021, 10:00", *TEXT)
    assert article.paragraphs == TEXT
    assert article.title == TITLE


POSTS = (
    ("14:20", "Колесо мельницы сделало первый оборот, и зрители на берегу бросили в воду шапки."),
    ("13:55", "Мельник поднялся на плотину и проверяет заслонки, на берегу играет оркестр пожарных."),
    ("13:30", "К мельнице подвезли зерно нового урожая, мешки разгружают ученики старших классов."),
    ("13:05", "Ворота плотины подняли на ладонь, вода пошла по жёлобу к колесу, но оно пока стоит."),
    ("12:40", "Открытие задерживают: утки устроили в жёлобе гнездо, и орнитолог просит подождать."),
    ("12:10", "Добрый день! Мы ведём прямую трансляцию с берега, где сегодня открывают новую мельницу."),
)


def test_a_live_broadcast_stays_with_all_its_posts() -> None:
    lines = [line for post in POSTS for line in post]
    article = clean("Онлайн-трансляция с открытия мельницы", "12 мая 2021", *lines, *FOOTER)
    assert article.paragraphs == tuple(post for _, post in POSTS)


def test_comments_under_names_and_times_are_no_broadcast() -> None:
    lines = [line for name, post in zip("АБВГДЕ", POSTS, strict=True) for line in (f"Гость {name}", *post)]
    body = clean(TITLE, "12 мая 2021, 10:00", *TEXT, "Комментарии (6)", *lines).paragraphs
    assert body == TEXT


def test_paragraphs_over_a_gallery_in_the_element_of_the_text_stay() -> None:
    photos = "".join(
        f"<figure><figcaption>Колесо, вид {i}</figcaption><span>© Пресс-служба мельницы</span></figure>"
        for i in range(30)
    )
    body = "".join(f"<p>{text}</p>" for text in TEXT)
    page = f"<html><body><h1>{TITLE}</h1><div><p>{TEXT[0]}</p>{photos}{body.replace(TEXT[0], '')}</div></body></html>"
    assert parse(page).paragraphs == TEXT


def test_a_list_in_lower_case_stays() -> None:
    items = ("На мельнице запрещено:", "кормить колесо хлебом;", "дразнить мельника;", "мочить муку в реке.")
    assert clean(TITLE, "12 мая 2021, 10:00", *TEXT[:3], *items, TEXT[3]).paragraphs == (*TEXT[:3], *items, TEXT[3])


def test_links_that_a_paragraph_begins_with_are_joined_to_it() -> None:
    broken = (
        "Плотину строили вручную, и первым, как вспоминает", "староста деревни", ", пришёл помогать оркестр.",
        "Жёрнов привезли с", "каменоломни", ", где он пролежал сорок лет, и подняли на второй этаж вдесятером.",
        TEXT[0], "Ранее староста", "Кочек", "Фома Плотинный", "обещал",
        ", что плотину за счёт деревни поднимут ещё на два локтя и укрепят ивами.",
    )
    joined = "Ранее староста Кочек Фома Плотинный обещал, что плотину за счёт деревни"
    assert any(paragraph.startswith(joined) for paragraph in clean(TITLE, *broken, TEXT[1]).paragraphs)


def test_a_label_over_a_paragraph_is_not_joined_to_it() -> None:
    lines = (
        "Плотину строили вручную, и первым, как вспоминает", "староста деревни", ", пришёл помогать оркестр.",
        "Жёрнов привезли с", "каменоломни", ", где он пролежал сорок лет, и подняли на второй этаж вдесятером.",
        TEXT[0], "Ещё по теме:", "Кочки", "обещают", ", что плотину поднимут ещё на локоть и укрепят ивами до осени.",
    )
    assert not any("теме: Кочки" in paragraph for paragraph in clean(TITLE, *lines, TEXT[1]).paragraphs)


def test_a_few_blank_lines_do_not_keep_a_broken_dump_from_being_joined() -> None:
    broken = []
    for i, text in enumerate(TEXT):
        head, tail = text.split(" мельни", 1)
        broken += [f"Об этом, как пишет в заметке номер {i + 1}", "газета", ", известно давно.", f"{head} мельни{tail}"]
    lines = ["Кочки сегодня", "", *[f"Рубрика {i}" for i in range(20)], TITLE, *broken]
    joined = "Об этом, как пишет в заметке номер 2 газета, известно давно."
    assert joined in clean(*lines).paragraphs


COMMENTS = tuple(
    line
    for i in range(24)
    for line in (
        f"{i + 1}.{i}, Гость ({i}), {10 + i % 12}:3{i % 10}, 13/05/2021 [ответить] [к модератору]",
        f"Помню, в {1960 + i} году на этой реке стояла совсем другая мельница, и муку там мололи куда лучше нынешней.",
    )
)


def test_a_long_talk_under_a_short_article_is_not_taken_for_it() -> None:
    article = clean(*MENU, TITLE, "12 мая 2021, 10:00", *TEXT[:2], "Обсуждение (24)", *COMMENTS, *FOOTER)
    assert article.paragraphs == TEXT[:2]
    assert article.title == TITLE


def test_of_two_texts_the_one_under_a_date_is_the_article() -> None:
    imprint = (
        "Пожалуйста, представьтесь",
        "В обсуждении нельзя употреблять слова, которых нет в словаре мукомола, изданном обществом любителей муки.",
        "Сообщения длиннее мешка муки взвешиваются отдельно и печатаются в воскресном приложении без подписи автора.",
        "Мы рады, что вы решили высказаться, и просим уважать чужое мнение о муке, хлебе, отрубях и дрожжах.",
    )
    article = clean(*MENU, TITLE, "12 мая 2021, 10:00", *TEXT[:2], "Версия для печати", *imprint, *FOOTER)
    assert article.paragraphs[:2] == TEXT[:2]
    assert article.title == TITLE


TALK = (
    "— Мельницу открыли месяц назад. Что изменилось в Кочках за это время?",
    "— Почти всё. Люди перестали торопиться.",
    "— А вы?",
    "— И я. Раньше считал мешки, теперь пью чай и слушаю, как скрипит колесо, до самого вечера.",
    "— Соседи писали, что оно скрипит слишком громко.",
    "— Пусть пишут. Я жалоб не читаю лет двадцать.",
    "— Совсем?",
    "— Жена иногда пересказывает. С выражением.",
    "— Что будет дальше?",
    "— Построю вторую. Потише.",
)


def test_the_short_turns_of_an_interview_stay() -> None:
    article = clean(f"{TITLE} — Кочки сегодня", *MENU, TITLE, "12 мая 2021, 10:00", *TALK, "Поделиться", *FOOTER)
    assert article.paragraphs == TALK


def test_menu_entries_with_dashes_are_no_interview() -> None:
    menu = ("— Рыбалка", "— Погода на реке", "— Расписание паромов", "— Объявления", "— Хутора и сёла")
    assert clean(*menu, TITLE, "12 мая 2021, 10:00", *TEXT, *menu, *FOOTER).paragraphs == TEXT


def test_posts_under_the_names_of_their_authors_stay_in_a_broadcast() -> None:
    names = ("Пахом Жерновой", "Глафира Отрубева")
    lines = [line for i, (time, post) in enumerate(POSTS) for line in (time, names[i % 2], post)]
    body = clean("Онлайн-трансляция с открытия мельницы", "12 мая 2021", *lines, *FOOTER).paragraphs
    assert tuple(line for line in body if len(line) > 40) == tuple(post for _, post in POSTS)


def test_a_recipe_stays_with_its_list_under_a_subheading() -> None:
    recipe = (
        *TEXT[:2],
        "Мельник печёт этот хлеб по субботам, пока колесо стоит, и раздаёт ещё тёплым всем, кто пришёл пешком.",
        "Ингредиенты", "мука ржаная — 500 г;", "вода из реки — два стакана;", "соль — щепотка;", "терпение — по вкусу.",
        "Смешайте муку с водой, посолите и оставьте под полотенцем на ночь рядом с печью, лучше под присмотром кота.",
        TEXT[3],
    )
    assert clean(*MENU, "Хлеб по-мельницки", "12 мая 2021, 10:00", *recipe, "Поделиться", *FOOTER).paragraphs == recipe


@pytest.mark.parametrize("line", [
    "Колонка Пахома Жернового", "Медицина, Рынки и компании, Транспорт", "→ На главную страницу", "04 января 2012 года",
])
def test_what_is_no_headline_is_not_taken_for_one(line: str) -> None:
    assert clean(*MENU, line, TITLE, "12 мая 2021, 10:00", *TEXT, *FOOTER).title == TITLE
    assert clean(*MENU, TITLE, line, "12 мая 2021, 10:00", *TEXT, *FOOTER).title == TITLE
