"""Slips of the pen: one line that names the value and the remedy, an exit code, and nothing is begun."""

from pathlib import Path

import pytest

from tests.command import ROOT, scrapy

SPIDERS = "Known: demo, demo_pages, magzter, openoni, zeitungsportal."
DAY = "Give YYYY-MM-DD."
ADDRESS = "Give scheme, host and port"
HOW_MANY = "Give latest, all, or how many of the newest"
MISTAKES = (
    ("crawl", "name one spider", SPIDERS),
    ("crawl magzterr", "spider 'magzterr' is not known", SPIDERS),
    ("crawl demo magzter", "'magzter' is not known", "-a NAME=VALUE"),
    ("crawl demo editions=all", "'editions=all' is not known", "-a NAME=VALUE"),
    ("crawl demo --nologg", "'--nologg' is not known", "-a NAME=VALUE"),
    ("crawl magzter", "'publication' is missing", "-a publication=URL"),
    ("crawl magzter -a publication=", "'publication' is missing", "-a publication=URL"),
    ("crawl magzter -a pub=/SG/A/B/C", "'pub' is not known", "Known: publication, editions"),
    ("crawl demo -a publication=https://example.com/x", "'https://example.com/x'", "Give a title page there"),
    ("crawl demo -a publication=/nothing", "'/nothing'", "Give the URL or path of one"),
    ("crawl demo -a editions=0", "'0'", HOW_MANY),
    ("crawl demo -a editions=-1", "'-1'", HOW_MANY),
    ("crawl demo -a editions=newest", "'newest'", HOW_MANY),
    ("crawl demo -a editions=1.5", "'1.5'", HOW_MANY),
    ("crawl demo -a since=2024", "'2024'", DAY),
    ("crawl demo -a since=01.02.2024", "'01.02.2024'", DAY),
    ("crawl demo -a since=2024-02-30", "'2024-02-30'", DAY),
    ("crawl demo -a until=tomorrow", "'tomorrow'", DAY),
    ("crawl demo -a since=2025-01-02 -a until=2025-01-01", "2025-01-02", "Swap them"),
    ("crawl demo -a site=example", "'example'", ADDRESS),
    ("crawl demo -a site=ftp://x.example", "'ftp://x.example'", ADDRESS),
    ("crawl demo -a site=http://x.example/path", "'http://x.example/path'", ADDRESS),
    ("crawl demo -a refresh=yes", "'yes'", "Give 1"),
    ("crawl magzter -a publication=/SG/A/B/C", "needs a contact", "Set NEWSSTAND_CONTACT"),
    ("crawl magzter -a publication=/SG/A/B/C -s CONTACT=me", "'me'", "an e-mail address or a URL"),
    ("crawl demo -s DOWNLOAD_DELAY=fast", "'fast'", "Give a number of seconds"),
    ("crawl demo -s DATADIR=x", "DATADIR", "Give DATA_DIR"),
    ("crawl demo -s TEXT=all", "'all'", "Give preview or none"),
    ("crawl demo -s LOG_LEVEL=LOUD", "'LOUD'", '"WARNING"'),
    ("crawl demo -s STORY_ATTEMPTS=0", "'0'", "from 1 to 1000"),
    ("crawl demo -s ARCHIVE=maybe", "'maybe'", '"0" or "1"'),
    ("crawl demo -s REVISIT_DAYS=soon", "'soon'", "Give a whole number of days"),
    ("crawl demo -o x.csv", "x.csv", "scrapy export --format csv"),
    ("label --language xx May", "'xx'", "Known in full: en, de"),
    ("label --date-order YDM May", "'YDM'", "Known: DMY, MDY"),
    ("extract nofile.html", "--spider is missing", SPIDERS),
    ("extract --spider nope nofile.html", "'nope' is not known", SPIDERS),
    ("extract --spider magzter", "name at least one FILE", "a saved page"),
    ("extract --spider magzter --url nonsense README.md", "'nonsense'", "Give https://"),
    ("gaps --publication Nobody", "does not exist", "-s DATA_DIR="),
    ("gaps --until tomorrow", "'tomorrow'", "Write it as 2025-01-31"),
    ("gaps --jsn", "'--jsn'", "--publication"),
    ("gaps x", "'x'", "--publication"),
    ("dataset x", "'x'", "-s DATA_DIR="),
    ("index rebuld", "'rebuld'", "Known: rebuild"),
    ("index x y", "'x y'", "Known: rebuild"),
    ("compact --before x", "'x'", "Write it as 2026-11"),
    ("compact now", "'now'", "--before"),
    ("export --format xml", "'xml'", "Known: sqlite"),
    ("export --formats csv", "'--formats'", "--to"),
    ("export out", "'out'", "--to"),
    ("export --since x", "'x'", "Write it as 2025-01-31"),
    ("export -s DATA_DIR=contrib", "holds no records yet", "-s DATA_DIR=data-demo"),
    ("export -s DATA_DIR=/nowhere", "/nowhere", "-s DATA_DIR="),
    ("coverage a", "'a'", "--to"),
    ("reread x", "'x'", "--run"),
    ("reread --jobs x --into y", "'x'", "from 1 to 64"),
    ("follow x", "'x'", "newsstand.toml"),
    ("follow --site http://x", "names nothing to follow", "scrapy catalogue NAME --toml"),
    ("follow --only x", "names nothing to follow", "scrapy catalogue NAME --toml"),
    ("catalogue", "name a newsstand", "NAME [URL]"),
    ("catalogue nope", "'nope' is not known", SPIDERS),
    ("catalogue magzter https://example.com", "'https://example.com'", "Give a URL of the newsstand"),
    ("catalogue magzter -a sight=x", "'sight'", "Known: site"),
    ("savepage", "name the newsstand", SPIDERS),
    ("savepage nope x", "'nope' is not known", SPIDERS),
    ("savepage magzter", "name at least one URL", "magzter"),
    ("savepage magzter https://example.com", "'https://example.com'", "Give a URL of the newsstand"),
    ("savepage magzter /x", "'/x'", "no page of a shape"),
    ("genspider -t newsstand", "give two words", "scrapy genspider NAME URL"),
    ("genspider -t newsstand 9x https://x.example", "'9x'", "Give lower-case letters"),
    ("genspider -t nope a b", "'nope'", "Known: basic"),
)


@pytest.mark.parametrize(("command", "value", "remedy"), MISTAKES, ids=lambda text: text[:40])
def test_a_slip_is_named_with_its_remedy_and_nothing_is_begun(
    command: str, value: str, remedy: str, tmp_path: Path
) -> None:
    own = () if "DATA_DIR" in command else ("-s", f"DATA_DIR={tmp_path}/data")
    before = set(ROOT.iterdir())
    ran = scrapy(*command.split(), *own)
    assert (ran.code, ran.out) == (2, "")
    (told,) = ran.err.splitlines()
    assert value in told
    assert remedy in told
    assert (set(ROOT.iterdir()) - before, [*tmp_path.iterdir()]) == (set(), [])


def test_a_folder_for_the_index_that_cannot_be_is_named(tmp_path: Path) -> None:
    ran = scrapy("crawl", "demo", "-s", f"DATA_DIR={tmp_path}/data", "-s", "INDEX_DIR=/proc/x")
    assert ran.code == 10
    assert "No such file or directory: '/proc/x'" in ran.err
