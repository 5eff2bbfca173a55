"""The command line: what it prints, what it reports, how it exits."""

from __future__ import annotations

import gzip
import io
import json
import pathlib
import re
import subprocess
import sys
from typing import Any, NamedTuple

import pytest
from rich.console import Console

from newsclean.article import Article
from newsclean.cli import main
from newsclean.cli.show import article_json, show_article, show_removed, show_table
from newsclean.parse import parse
from tests.cases import ROOT

DUMP = """Меню
Подписаться
12 мая 2025, 14:05
В Заречье открыли мост через реку Тихую
В Заречье в понедельник открыли новый мост через реку Тихую, сообщили в городской администрации.
Раньше жители добирались до вокзала паромом, который зимой не ходил.
Нашли опечатку? Выделите её и нажмите Ctrl+Enter
© 2025 «Северный вестник». Все права защищены. 16+
"""
OWN = """
[[line]]
name = "ferry"
role = "promo"
starts = ["Раньше жители добирались"]
"""


class Done(NamedTuple):
    """How a run ended."""

    code: int
    out: str
    err: str


class Run:
    """Runs the command line in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: object, stdin: bytes = b"") -> Done:
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = self._capsys.readouterr()
        return Done(int(ended.value.code or 0), out, err)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    return Run(capsys, monkeypatch)


@pytest.fixture
def page(tmp_path: pathlib.Path) -> pathlib.Path:
    path = tmp_path / "page.txt"
    path.write_text(DUMP, "utf-8")
    return path


def write_lines(path: pathlib.Path, *records: Any) -> pathlib.Path:
    path.write_text("".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records), "utf-8")
    return path


def read_lines(path: pathlib.Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_parse_prints_json_when_piped(run: Run, page: pathlib.Path) -> None:
    done = run("parse", page)
    assert done.code == 0
    assert json.loads(done.out) == parse(DUMP).model_dump(mode="json")


def test_parse_reads_standard_input_and_gzip(run: Run, page: pathlib.Path) -> None:
    packed = page.with_suffix(".txt.gz")
    packed.write_bytes(gzip.compress(DUMP.encode("cp1251")))
    assert run("parse", "-", stdin=DUMP.encode()).out == run("parse", packed).out == run("parse", page).out


def test_parse_text(run: Run, page: pathlib.Path) -> None:
    assert run("parse", page, "--text").out == parse(DUMP).body + "\n"


def test_parse_removed(run: Run, page: pathlib.Path) -> None:
    lines = [line.split("\t") for line in run("parse", page, "--removed").out.splitlines()]
    assert lines == [[str(each.number), each.role, each.rule, each.text] for each in parse(DUMP).removed]
    assert ["7", "typo", "typo/ctrl-enter", "Нашли опечатку? Выделите её и нажмите Ctrl+Enter"] in lines


def test_parse_url_rules_and_now(run: Run, page: pathlib.Path) -> None:
    own = page.with_name("own.toml")
    own.write_text(OWN, "utf-8")
    done = run("parse", page, "--url", "https://example.org/1", "--rules", own, "--now", "2025-05-12T20:00:00+03:00")
    article = json.loads(done.out)
    assert article["url"] == "https://example.org/1"
    assert "Раньше" not in article["body"]


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["parse", "missing.txt"], "newsclean: can't read missing.txt: no such file or directory"),
    (["parse", "."], "newsclean: can't read .: is a directory"),
    (["parse", "-", "--text", "--removed"], "newsclean: --text and --removed exclude each other"),
    (["parse", "-", "--now", "x"], "newsclean: --now takes a moment as in 2025-05-12T10:00:00+03:00, not 'x'"),
    (["parse", "-", "--rules", "missing.toml"], "newsclean: can't read missing.toml: no such file or directory"),
    (["parse", "-", "--limit", "3"], "newsclean: - holds 4 bytes, more than the limit of 3: see --limit"),
    (["clean", "missing", "-o", "-"], "newsclean: missing does not exist"),
    (["clean", "-", "-o", "no/such/folder.jsonl"],
     "newsclean: can't write no/such/folder.jsonl: no such file or directory"),
    (["rules", "nowhere"], "newsclean: no rule set is named 'nowhere': see `newsclean rules`"),
])
def test_errors_are_one_sentence(run: Run, arguments: list[str], sentence: str) -> None:
    assert run(*arguments, stdin=b"text") == Done(2, "", sentence + "\n")


def test_a_broken_rule_set_names_file_rule_and_reason(run: Run, tmp_path: pathlib.Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[line]]\nname = "x"\nrole = "promo"\nstrats = ["Читайте"]\n', "utf-8")
    done = run("parse", "-", "--rules", own)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"newsclean: {own}: rule 'x'")
    assert "'strats'" in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["parse"], ["clean", "x"], ["nonsense"], ["parse", "-", "--nonsense"]])
def test_wrong_usage_exits_with_2_and_no_traceback(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert "Traceback" not in done.err
    assert "Usage" in done.err


def test_version(run: Run) -> None:
    assert re.fullmatch(r"newsclean \d+\.\d+\.\d+( \(compiled\))?\n", run("--version").out)


def test_a_missing_extra_is_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typer", None)
    done = run("--version")
    assert (done.code, done.out) == (2, "")
    assert done.err == 'newsclean: the command line needs typer and rich: pip install "newsclean[cli]"\n'


def test_clean_takes_folders_and_their_packed_pages(run: Run, tmp_path: pathlib.Path) -> None:
    folder = tmp_path / "pages" / "site"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text(DUMP, "utf-8")
    (folder / "b.html").write_bytes("<html><body><p>Текст страницы.</p></body></html>".encode())
    (folder / "c.htm.gz").write_bytes(gzip.compress(b"<html><body></body></html>"))
    (folder / "d.json").write_text("{}", "utf-8")
    out = tmp_path / "out.jsonl"
    done = run("clean", tmp_path / "pages", "-o", out, "--workers", 1)
    assert done.code == 0
    records = read_lines(out)
    assert [pathlib.Path(record["file"]).name for record in records] == ["a.txt", "b.html", "c.htm.gz"]
    assert records[0] == {**parse(DUMP).model_dump(mode="json"), "file": str(folder / "a.txt")}
    assert done.err.startswith("documents: 3, articles (confidence 0.5 or more): ")
    assert "bad records: 0" in done.err


@pytest.mark.parametrize("workers", [1, 2])
def test_clean_carries_the_other_fields_of_json_lines(run: Run, tmp_path: pathlib.Path, workers: int) -> None:
    records = [{"id": number, "dump": DUMP, "date": "вчера", "url": "https://example.org/1"} for number in range(70)]
    source = write_lines(tmp_path / "in.jsonl", *records)
    out = tmp_path / "out.jsonl"
    assert run("clean", source, "-o", out, "--field", "dump", "--workers", workers).code == 0
    cleaned = read_lines(out)
    assert [record["id"] for record in cleaned] == list(range(70))
    assert cleaned[0] == {
        **parse(DUMP, url="https://example.org/1").model_dump(mode="json"), "id": 0, "input_date": "вчера",
    }


@pytest.mark.parametrize("workers", [1, 2])
def test_clean_reports_bad_records_and_goes_on(run: Run, tmp_path: pathlib.Path, workers: int) -> None:
    source = tmp_path / "in.jsonl"
    good = json.dumps({"text": DUMP}).encode()
    source.write_bytes(b"\n".join([
        good, b"{broken", b"[1]", b'{"text": 5}', b'{"other": "x"}', "{\"text\": \"я\"}".encode("cp1251"), b"",
        json.dumps({"text": "слово " * 1000}).encode(), b'{"text": "\\ud83d"}', b'{"text": "' + b"x" * 50_000, good,
    ]))
    out = tmp_path / "out.jsonl"
    done = run("clean", source, "-o", out, "--workers", workers, "--limit", 5000)
    assert done.code == 0
    assert len(read_lines(out)) == 3
    reported = {line.partition(": ")[0].rpartition(":")[2]: line for line in done.err.splitlines()[:-1]}
    assert set(reported) == {"2", "3", "4", "5", "6", "8", "10"}
    assert "not JSON" in reported["2"]
    assert "not a JSON object" in reported["3"]
    assert "no text in the field 'text'" in reported["4"]
    assert "no text in the field 'text'" in reported["5"]
    assert "not UTF-8" in reported["6"]
    assert "more than the limit of 5000" in reported["8"]
    assert "longer than 40000 bytes" in reported["10"]
    assert done.err.splitlines()[-1].startswith("documents: 3, ")
    assert "bad records: 7" in done.err


def test_clean_reports_damaged_and_large_files(run: Run, tmp_path: pathlib.Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt.gz").write_bytes(b"no gzip at all")
    (folder / "b.txt.gz").write_bytes(gzip.compress(DUMP.encode())[:-20])
    (folder / "c.txt").write_text("слово " * 1000, "utf-8")
    (folder / "d.txt").write_text(DUMP, "utf-8")
    table = tmp_path / "in.jsonl.gz"
    table.write_bytes(b"no gzip at all")
    out = tmp_path / "out.jsonl.gz"
    done = run("clean", folder, table, "-o", out, "--workers", 1, "--limit", 5000)
    assert done.code == 0
    assert gzip.decompress(out.read_bytes()).count(b"\n") == 1
    assert [line.partition(": ")[0] for line in done.err.splitlines()[:-1]] == [
        str(folder / "a.txt.gz"), str(folder / "b.txt.gz"), str(folder / "c.txt"), f"{table}:1",
    ]


def test_clean_from_standard_input_to_standard_output(run: Run) -> None:
    line = json.dumps({"text": DUMP, "id": 7}).encode()
    done = run("clean", "-", "-o", "-", "--workers", 1, stdin=b"\xef\xbb\xbf" + line + b"\n")
    assert json.loads(done.out) == {**parse(DUMP).model_dump(mode="json"), "id": 7}


def test_clean_does_not_overwrite_its_input(run: Run, tmp_path: pathlib.Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", {"text": DUMP})
    done = run("clean", source, "-o", source)
    assert (done.code, done.err) == (2, f"newsclean: {source} is an input: write to another file\n")
    assert read_lines(source) == [{"text": DUMP}]


def test_rules_lists_the_sets(run: Run) -> None:
    rows = {line.split("\t")[0]: line.split("\t") for line in run("rules").out.splitlines()}
    assert rows["cookies"][1] == "common"
    assert rows["gazeta"][1:4] == ["site", "Газета.Ru", "gazeta.ru"]
    assert int(rows["gazeta"][4]) > 0


def test_rules_shows_one_set(run: Run, tmp_path: pathlib.Path) -> None:
    assert "\tctrl-enter\ttypo\t" in run("rules", "typo").out
    own = tmp_path / "own.toml"
    own.write_text(OWN, "utf-8")
    assert run("rules", own).out == "line\tferry\tpromo\tраньше жители добирались…\n"


def test_on_a_terminal() -> None:
    console = Console(force_terminal=True, width=100, file=io.StringIO(), highlight=False)
    show_article(console, Article(title="Заголовок [red]", lead="Подводка", authors=("Имя Фамилия",), body="Абзац."))
    show_removed(console, parse(DUMP).removed)
    show_table(console, ("name", "kind"), [("[b]gazeta", "site")])
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "\x1b[1mЗаголовок [red]\x1b[0m" in shown
    assert "Имя Фамилия" in shown
    assert "probably not an article" in shown
    assert "typo/ctrl-enter" in shown
    assert "[b]gazeta" in shown


def test_a_dump_does_not_steer_the_terminal() -> None:
    console = Console(force_terminal=True, color_system=None, file=io.StringIO())
    show_removed(console, parse("Подписаться\x1b]0;title\x07\nМеню\x1b[2J\n").removed)
    assert "\x1b" not in console.file.getvalue()  # type: ignore[attr-defined]


def test_a_carried_field_never_replaces_a_field_of_the_article() -> None:
    article = parse(DUMP)
    fields = json.loads(article_json(article, {"title": "Другой", "language": "ru", "id": 1}))
    assert fields == {**article.model_dump(mode="json"), "input_title": "Другой", "id": 1}


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGPIPE, no head")
def test_a_reader_that_leaves_is_no_error(tmp_path: pathlib.Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", *[{"text": DUMP}] * 400)
    script = "from newsclean.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", script, "clean", str(source), "-o", "-", "--workers", "1"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 1
