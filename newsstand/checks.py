"""Settings that a run reads as numbers, words or switches: checked before it starts, whoever gave them.

newsstand.toml has its own check (config.py), which is stricter: here a user may be less polite, with `-s`.
"""

from collections.abc import Iterable
from typing import Any

from scrapy.settings import BaseSettings

from newsstand.config import KEYS, Check, number, one_of, words
from newsstand.politeness.addon import BadSetting

SECONDS = number(0, 86_400, unit="seconds", whole=False)
COUNT = number(0, 10_000_000_000)
AT_LEAST_ONE = number(1, 1_000)
SWITCH = one_of("0", "1", "true", "false", "True", "False")
CHECKS: dict[str, Check] = {
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
    for name in names:
        value = settings.get(name)
        if value is None:
            continue
        try:
            CHECKS[name](meant(value, CHECKS[name]))
        except ValueError as error:
            raise BadSetting(f"{name} is {value!r}. Give {error}.") from error


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
