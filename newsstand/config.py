"""newsstand.toml, and the settings that a run reads as numbers, words or switches: checked before it starts."""

import os
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, default_settings
from scrapy.utils.conf import closest_scrapy_cfg

from newsstand.arguments import KNOWN as ARGUMENTS
from newsstand.exit_codes import USAGE, Refused

FILE = "newsstand.toml"
WHERE = "NEWSSTAND_CONFIG"
"""The environment variable that names another file."""
MAIL = re.compile(r"[^@\s<>()]+@[^@\s<>()]+\.[^@\s<>()]+")

Check = Callable[[Any], Any]
"""The value for the setting; raises ValueError with the remedy, which follows "Give"."""


class BadSetting(Refused):
    """A setting has a value that it cannot have. One line for the user."""


class ConfigError(ValueError):
    """The file cannot be meant: one line for the user, which names the file, the key, the value and the remedy."""


@dataclass(frozen=True, slots=True)
class Key:
    setting: str
    check: Check


def is_contact(value: str) -> bool:
    """Whether `value` is an e-mail address or a URL that a site's owner can use and that fits into a User-Agent."""
    try:
        url = urlsplit(value)
        reachable = url.scheme in ("http", "https") and bool(url.hostname)
    except ValueError:
        return False
    fits = value.isprintable() and value.isascii() and not re.search(r"[\s()]", value)
    return fits and (reachable or MAIL.fullmatch(value.removeprefix("mailto:")) is not None)


def contact(value: Any) -> str:
    if not isinstance(value, str) or not is_contact(value):
        raise ValueError("an e-mail address or a URL at which you can be reached")
    return value


def words(remedy: str) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            raise ValueError(remedy)
        return value

    return check


def one_of(*values: str) -> Check:
    def check(value: Any) -> str:
        if value not in values:
            raise ValueError(" or ".join(f'"{each}"' for each in values))
        return str(value)

    return check


def number(lowest: int, highest: int, *, unit: str = "", why: str = "", whole: bool = True) -> Check:
    remedy = f"a {'whole ' if whole else ''}number{unit and f' of {unit}'}, from {lowest} to {highest}{why}"

    def check(value: Any) -> int | float:
        kinds = (int,) if whole else (int, float)
        if not isinstance(value, kinds) or isinstance(value, bool) or not lowest <= value <= highest:
            raise ValueError(remedy)
        return value

    return check


def yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


KEYS = {
    "contact": Key("CONTACT", contact),
    "data_dir": Key("DATA_DIR", words("a folder; from this file's own where it does not begin with /")),
    "text": Key("TEXT", one_of("preview", "none")),
    "revisit_days": Key("REVISIT_DAYS", number(0, 3650, unit="days")),
    "notify": Key("NOTIFY", words('a shell command: "mail -s newsstand you@example.org"')),
    "notify_on": Key("NOTIFY_ON", one_of("trouble", "change")),
    "archive": Key("ARCHIVE", yes_or_no),
    "index_dir": Key("INDEX_DIR", words("a folder; from this file's own where it does not begin with /")),
}
POLITENESS = {
    # Each only ever more polite than the default: a slip of the pen must not hurry a site.
    "delay": Key("DOWNLOAD_DELAY", number(2, 3600, unit="seconds", whole=False,
        why=". Faster is for sites that allow it to you: -s DOWNLOAD_DELAY=…")),
    "longest_pause": Key("RETRY_AFTER_MAX", number(300, 86_400, unit="seconds", whole=False)),
    "refusals": Key("BLOCKED_AFTER", number(1, 5)),
}  # fmt: skip


def argument(name: str, value: Any) -> str:
    """A value of the file as `-a NAME=…` would have it. What it means is the spider's to say."""
    if isinstance(value, bool) and name == "refresh":
        return str(int(value))
    if isinstance(value, int) and not isinstance(value, bool) and name == "editions":
        return str(value)
    if type(value) is date and name in ("since", "until"):
        return value.isoformat()
    if isinstance(value, list) and name == "publication" and value and all(isinstance(one, str) for one in value):
        return ",".join(value)
    if isinstance(value, str) and value.strip():
        return value
    raise ValueError("what -a takes: publication a text or a list of texts, editions a number, since and until days")


def config_file(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Where the configuration is; None where there is none. Raises ConfigError for one that is named and not there."""
    if named := environment.get(WHERE):
        path = home(Path(named), named)
        if not path.exists():
            raise ConfigError(f"{named}: there is no such file. {WHERE} names it: correct that, or unset it.")
        return path
    beside = [Path(found).parent for found in [closest_scrapy_cfg()] if found]
    return next((path / FILE for path in [*beside, Path()] if (path / FILE).exists()), None)


def home(path: Path, named: object) -> Path:
    """A path with `~` and `~user` as the folders that they stand for. Raises ConfigError where nobody has that name."""
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise ConfigError(f"{named}: nobody here has the name {path.parts[0]!r}. Write the folder out.") from error


def read_config(path: Path, environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The settings that a file makes, by name: those of KEYS and POLITENESS, CONFIG_FILE, and FOLLOW, a list of
    {"spider": …, "arguments": {…}}. NEWSSTAND_CONTACT in the environment is nearer than the file. Raises ConfigError.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8 (byte {error.start + 1}). Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not TOML: {error}. Texts stand in quotes, days and numbers do not.") from error
    except RecursionError as error:
        raise ConfigError(f"{path}: is nested too deeply. newsstand.example.toml shows all that there is.") from error
    politeness, follow = table.pop("politeness", {}), table.pop("follow", [])
    silence, moved = table.pop("silence", []), table.pop("moved", [])
    if not isinstance(politeness, dict):
        refuse(path, "politeness", politeness, "a table: [politeness]")
    settings = checked(path, "", table, KEYS) | checked(path, "politeness.", politeness, POLITENESS)
    if "DATA_DIR" in settings:
        settings["DATA_DIR"] = str(path.absolute().parent / home(Path(settings["DATA_DIR"]), f"{path}: data_dir"))
    if "INDEX_DIR" in settings:
        settings["INDEX_DIR"] = str(path.absolute().parent / home(Path(settings["INDEX_DIR"]), f"{path}: index_dir"))
    if environment.get("NEWSSTAND_CONTACT"):
        settings.pop("CONTACT", None)
    if silence:
        settings["SILENCE"] = silences(path, silence)
    if moved:
        settings["MOVED"] = entries_of(path, "moved", moved, MOVED, needed=("publication", "was"))
    return settings | {"CONFIG_FILE": str(path), "FOLLOW": followed(path, follow)}


def checked(path: Path, within: str, table: Mapping[str, Any], keys: Mapping[str, Key]) -> dict[str, Any]:
    settings = {}
    for name, value in table.items():
        if name not in keys:
            known = [*keys, *(() if within else ("politeness", "follow", "silence", "moved"))]
            raise ConfigError(f"{path}: {within + name!r} is not known. Known: {', '.join(known)}.")
        try:
            settings[keys[name].setting] = keys[name].check(value)
        except ValueError as error:
            refuse(path, within + name, value, str(error))
    return settings


def followed(path: Path, entries: Any) -> list[dict[str, Any]]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        refuse(path, "follow", entries, "a table for each: [[follow]]")
    found = []
    for place, entry in enumerate(entries, start=1):
        within = entry_name(place)
        rest = dict(entry)
        spider = rest.pop("spider", "magzter")
        if not isinstance(spider, str):
            refuse(path, f"{within}: spider", spider, "a spider's name; scrapy list shows them")
        arguments = {}
        for name, value in rest.items():
            if name not in ARGUMENTS:
                known = ", ".join(("spider", *ARGUMENTS))
                raise ConfigError(f"{path}: {within}: {name!r} is not known. Known: {known}.")
            try:
                arguments[name] = argument(name, value)
            except ValueError as error:
                refuse(path, f"{within}: {name}", value, str(error))
        found.append({"spider": spider, "arguments": arguments})
    return found


def day(value: Any) -> date:
    if type(value) is not date:
        raise ValueError("a day without quotes: 2026-11-23")
    return value


SILENCE = {
    "publication": Key("publication", words("a publication's name or id")),
    "from": Key("from", day),
    "to": Key("to", day),
    "why": Key("why", words("the reason, in a few words")),
}


MOVED = {
    "publication": Key("publication", words("the path of its title page: /SG/Publisher/Title/Category")),
    "was": Key("was", words("the path that it had: /SG/Publisher/Title/Category")),
}


def silences(path: Path, entries: Any) -> list[dict[str, Any]]:
    """The entries of `silence`: `publication`, `from`, `why`, and `to` where it ends. Raises ConfigError."""
    found = entries_of(
        path, "silence", entries, SILENCE, needed=("publication", "from", "why"), and_="to if it is over"
    )
    for place, entry in enumerate(found, start=1):
        if "to" in entry and entry["to"] < entry["from"]:
            refuse(path, f"[[silence]] number {place}: to", entry["to"], "a day that is not before `from`")
    return found


def entries_of(
    path: Path, name: str, entries: Any, keys: Mapping[str, Key], *, needed: Sequence[str], and_: str = ""
) -> list[dict[str, Any]]:
    """A list of tables, each with the keys that it needs. Raises ConfigError."""
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        refuse(path, name, entries, f"a table for each: [[{name}]]")
    for place, entry in enumerate(entries, start=1):
        within = f"[[{name}]] number {place}"
        checked(path, f"{within}: ", entry, keys)
        for key in needed:
            if key not in entry:
                wanted = ", ".join([*needed, *([f"and {and_}"] if and_ else [])])
                raise ConfigError(f"{path}: {within} has no {key!r}. Give {wanted}.")
    return list(entries)


def entry_name(place: int) -> str:
    """What messages call the entry of `follow` at a place, from 1."""
    return f"[[follow]] number {place}"


def refuse(path: Path, key: str, value: Any, remedy: str) -> NoReturn:
    shown = value.isoformat() if isinstance(value, date) else repr(value)
    raise ConfigError(f"{path}: {key} is {shown}. Give {remedy}.")


def configured() -> dict[str, Any]:
    """For settings.py: the settings of the user's file, none where there is no file.

    A file that cannot be meant ends the process with one line and exit code 2: settings are read before there is any
    command that could say it.
    """
    try:
        path = config_file()
        return read_config(path) if path else {}
    except ConfigError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(USAGE) from error


SECONDS = number(0, 86_400, unit="seconds", whole=False)
COUNT = number(0, 10_000_000_000)
AT_LEAST_ONE = number(1, 1_000)
SWITCH = one_of("0", "1", "true", "false", "True", "False")
CHECKS: dict[str, Check] = {
    "ARCHIVE": SWITCH,
    "AUTOTHROTTLE_ENABLED": SWITCH,
    "BLOCKED_AFTER": AT_LEAST_ONE,
    "CLOSESPIDER_ERRORCOUNT": COUNT,
    "CLOSESPIDER_ITEMCOUNT": COUNT,
    "CLOSESPIDER_PAGECOUNT": COUNT,
    "CLOSESPIDER_TIMEOUT": number(0, 1_000_000_000, unit="seconds", whole=False),
    "CONCURRENT_REQUESTS": AT_LEAST_ONE,
    "CONCURRENT_REQUESTS_PER_DOMAIN": AT_LEAST_ONE,
    "CRAWL_DELAY_MAX": SECONDS,
    "DATA_DIR": words("a folder"),
    "DOWNLOAD_DELAY": SECONDS,
    "DOWNLOAD_MAXSIZE": COUNT,
    "DOWNLOAD_TIMEOUT": number(1, 86_400, unit="seconds", whole=False),
    "FEED_BATCH_SECONDS": SECONDS,
    "LOG_ENABLED": SWITCH,
    "NOTIFY_ON": KEYS["notify_on"].check,
    "LOG_LEVEL": one_of("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
    "PROGRESS_SECONDS": SECONDS,
    "RETRY_AFTER_DEFAULT": SECONDS,
    "RETRY_AFTER_MAX": SECONDS,
    "RETRY_TIMES": number(0, 1_000),
    "REVISIT_DAYS": KEYS["revisit_days"].check,
    "ROBOTSTXT_OBEY": SWITCH,
    "STORY_ATTEMPTS": AT_LEAST_ONE,
}
EARLY = ("LOG_ENABLED", "LOG_LEVEL")
"""What Scrapy reads before a command runs."""


def check_settings(settings: BaseSettings, names: Iterable[str] = CHECKS) -> None:
    """Raises BadSetting, one line that names the setting, its value and the remedy. None is a setting's absence."""
    refuse_near_misses(settings)
    for name in names:
        value = settings.get(name)
        if value is None:
            continue
        try:
            CHECKS[name](meant(value, CHECKS[name]))
        except ValueError as error:
            raise BadSetting(f"{name} is {value!r}. Give {error}.") from error


def refuse_near_misses(settings: BaseSettings) -> None:
    """Raises BadSetting for a name given with `-s` that is no setting, but nearly one that matters here: Scrapy takes
    any name, and says nothing."""
    ours = {*CHECKS, *(key.setting for key in (*KEYS.values(), *POLITENESS.values()))}
    given = [name for name in settings if settings.getpriority(name) == SETTINGS_PRIORITIES["cmdline"]]
    for name in given:
        if name in ours or hasattr(default_settings, name):
            continue
        spelling = {one.replace("_", ""): one for one in ours}
        near = get_close_matches(name.upper().replace("_", ""), spelling, n=1, cutoff=0.85)
        if near:
            raise BadSetting(f"{name} is no setting. Give {spelling[near[0]]}, if that is meant.")


def meant(value: Any, check: Check) -> Any:
    """A value as `check` takes it: `-s` gives every number as text, and Python settings give switches as they are."""
    if check is SWITCH:
        return str(int(value)) if isinstance(value, bool | int) else value
    if isinstance(value, str) and check is not CHECKS["DATA_DIR"]:
        for number_of in (int, float):
            try:
                return number_of(value)
            except ValueError:
                continue
    return value
