"""newsstand.toml: where it is looked for, what it sets, and what is said of a file that cannot be meant."""

from pathlib import Path
from typing import Any

import pytest

from newsstand.config import ConfigError, config_file, read_config
from tests.command import ROOT, scrapy

EXAMPLE = ROOT / "newsstand.example.toml"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "newsstand.toml"


def read(file: Path, text: str, environment: dict[str, str] | None = None) -> dict[str, Any]:
    file.write_text(text, encoding="utf-8")
    return read_config(file, environment or {})


def test_the_example_sets_what_it_says() -> None:
    settings = read_config(EXAMPLE, {})
    assert settings.pop("FOLLOW") == [
        {"spider": "magzter", "arguments": {"publication": "/SG/SPH-Media-Limited/The-Straits-Times/Newspaper"}},
        {
            "spider": "magzter",
            "arguments": {
                "publication": "/GB/Guardian-News--Media/The-Guardian/Newspaper,/US/The-Week/The-Week-US/News",
                "editions": "2",
                "since": "2025-01-01",
            },
        },
    ]
    assert settings == {
        "CONFIG_FILE": str(EXAMPLE),
        "CONTACT": "you@example.org",
        "DATA_DIR": str(ROOT / "data"),
        "REVISIT_DAYS": 3,
        "DOWNLOAD_DELAY": 2.0,
        "RETRY_AFTER_MAX": 300,
        "BLOCKED_AFTER": 5,
    }


def test_what_the_example_leaves_out_can_be_taken_in(file: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    settings = read(file, text.replace("# text", "text").replace("# notify", "notify"))
    assert settings["TEXT"] == "none"
    assert settings["NOTIFY"] == 'mail -s "newsstand: $NEWSSTAND_CAUSE" you@example.org'


def test_the_documentation_shows_the_example() -> None:
    assert EXAMPLE.read_text(encoding="utf-8") in (ROOT / "docs" / "running.md").read_text(encoding="utf-8")


def test_an_empty_file_sets_nothing(file: Path) -> None:
    assert read(file, "") == {"CONFIG_FILE": str(file), "FOLLOW": []}


def test_a_contact_in_the_environment_is_nearer_than_the_file(file: Path) -> None:
    assert "CONTACT" not in read(file, 'contact = "you@example.org"', {"NEWSSTAND_CONTACT": "me@example.org"})


@pytest.mark.parametrize(
    ("data_dir", "place"),
    [("data", "{here}/data"), ("/srv/newsstand", "/srv/newsstand"), ("~/news", "{home}/news")],
)
def test_the_data_folder_is_reckoned_from_the_file(data_dir: str, place: str, file: Path) -> None:
    wanted = place.format(here=file.parent, home=Path.home())
    assert read(file, f'data_dir = "{data_dir}"')["DATA_DIR"] == wanted


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("silence = 3", "silence is 3. Give a table for each: [[silence]]."),
        ("[[silence]]\npublication = 'a'\nfrom = '2026-01-01'", "from is '2026-01-01'. Give a day without quotes:"),
        ("[[silence]]\npublication = 'a'\nfrom = 2026-01-01", "[[silence]] number 1 has no 'why'."),
        ("[[moved]]\npublication = '/GB/A/B/C'", "[[moved]] number 1 has no 'was'. Give publication, was."),
        (
            "[[silence]]\nfrom = 2026-01-02\nto = 2026-01-01\npublication = 'a'\nwhy = 'b'",
            "to is 2026-01-01. Give a day",
        ),
        ("contcat = 'a@example.org'", "'contcat' is not known. Known: contact, data_dir, text, revisit_days, notify,"),
        ("contact = 'nobody'", "contact is 'nobody'. Give an e-mail address or a URL"),
        ("contact = 3", "contact is 3. Give an e-mail address or a URL"),
        ("data_dir = ''", "data_dir is ''. Give a folder"),
        ("text = 'all'", 'text is \'all\'. Give "preview" or "none".'),
        ("revisit_days = '3'", "revisit_days is '3'. Give a whole number of days, from 0 to 3650."),
        ("revisit_days = -1", "revisit_days is -1. Give a whole number of days"),
        ("revisit_days = true", "revisit_days is True. Give a whole number of days"),
        ("notify = ['mail']", "notify is ['mail']. Give a shell command"),
        ("politeness = 2", "politeness is 2. Give a table: [politeness]."),
        ("[politeness]\npause = 2", "'politeness.pause' is not known. Known: delay, longest_pause, refusals."),
        (
            "[politeness]\ndelay = 0.5",
            "politeness.delay is 0.5. Give a number of seconds, from 2 to 3600. Faster is for",
        ),
        ("[politeness]\ndelay = inf", "politeness.delay is inf."),
        ("[politeness]\nlongest_pause = 5", "politeness.longest_pause is 5. Give a number of seconds, from 300"),
        ("[politeness]\nrefusals = 9", "politeness.refusals is 9. Give a whole number, from 1 to 5."),
        ("[follow]\nspider = 'demo'", "follow is {'spider': 'demo'}. Give a table for each: [[follow]]."),
        ("[[follow]]\nspider = 3", "[[follow]] number 1: spider is 3. Give a spider's name"),
        ("[[follow]]\n[[follow]]\npublicaton = '/A'", "[[follow]] number 2: 'publicaton' is not known. Known: spider,"),
        ("[[follow]]\npublication = 7", "[[follow]] number 1: publication is 7. Give what -a takes"),
        ("[[follow]]\nsince = 2025-01-01T10:00:00", "[[follow]] number 1: since is 2025-01-01T10:00:00. Give what -a"),
        ("[[follow]]\neditions = 1.5", "[[follow]] number 1: editions is 1.5. Give what -a takes"),
        ("data_dir = '~nosuchuser/x'", "data_dir: nobody here has the name '~nosuchuser'. Write the folder out."),
        (f"text = {'[' * 1600}{']' * 1600}", "is nested too deeply. newsstand.example.toml shows all that there is."),
        ("contact = you@example.org", "is not TOML: Invalid value (at line 1, column 11). Texts stand in quotes"),
    ],
)
def test_what_cannot_be_meant_is_one_line_with_file_key_value_and_remedy(text: str, message: str, file: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        read(file, text)
    assert str(refused.value).startswith(f"{file}: ")
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_cannot_be_read_is_told_of(file: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read: Is a directory"):
        read_config(file.parent, {})
    file.write_bytes(b"contact = '\xff'")
    with pytest.raises(ConfigError, match=r"is not UTF-8 \(byte 12\)"):
        read_config(file, {})


def test_a_mark_of_byte_order_is_no_part_of_the_file(file: Path) -> None:
    file.write_text("revisit_days = 7", encoding="utf-8-sig")
    assert read_config(file, {})["REVISIT_DAYS"] == 7


def test_the_file_is_looked_for_in_the_environment_then_beside_scrapy_cfg_then_here(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    assert config_file({}) is None
    (inside / "newsstand.toml").touch()
    assert config_file({}) == Path("newsstand.toml")
    (tmp_path / "scrapy.cfg").touch()
    file.touch()
    assert config_file({}) == file
    named = tmp_path / "mine.toml"
    with pytest.raises(ConfigError, match=r"mine.toml: there is no such file. NEWSSTAND_CONFIG names it"):
        config_file({"NEWSSTAND_CONFIG": str(named)})
    named.touch()
    assert config_file({"NEWSSTAND_CONFIG": str(named)}) == named
    assert config_file({"NEWSSTAND_CONFIG": ""}) == file


@pytest.mark.parametrize("command", [["list"], ["crawl", "demo"]], ids=" ".join)
def test_every_command_says_what_is_wrong_with_the_file_in_one_line(command: list[str], file: Path) -> None:
    file.write_text("revisit_days = 'three'")
    ran = scrapy(*command, NEWSSTAND_CONFIG=str(file))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"{file}: revisit_days is 'three'. Give a whole number of days, from 0 to 3650.\n"


def test_a_setting_of_the_command_line_wins_over_the_file(file: Path) -> None:
    file.write_text("revisit_days = 7\ncontact = 'you@example.org'")
    settings = ["settings", "--get", "REVISIT_DAYS"]
    assert scrapy(*settings, NEWSSTAND_CONFIG=str(file)).out == "7\n"
    assert scrapy(*settings, "-s", "REVISIT_DAYS=1", NEWSSTAND_CONFIG=str(file)).out == "1\n"


def test_a_file_named_in_the_folder_of_nobody_is_told_of() -> None:
    with pytest.raises(ConfigError, match=r"~nosuchuser/a\.toml: nobody here has the name '~nosuchuser'"):
        config_file({"NEWSSTAND_CONFIG": "~nosuchuser/a.toml"})
