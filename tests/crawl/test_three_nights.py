"""Three nights of the crontab's own command: new editions each, a fault on the second, all of it there on the third."""

import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from newsstand.dataset.runs import read_runs
from newsstand.demo.content import Newsstand, sample
from newsstand.exit_codes import EXIT_CODES
from tests import expected
from tests.command import LONGEST, ROOT, SCRAPY, environment, records, scrapy
from tests.faults import Fault, FaultyServer

FOLLOWED = ("The Harbour Courier", "The Potter's Edition")
CRONTAB = ROOT / "contrib" / "cron" / "newsstand.crontab"


class Machine:
    """A machine with the project in opt/newsstand and the crontab of contrib/."""

    def __init__(self, folder: Path, server: FaultyServer) -> None:
        self.project, self.mail = folder / "opt" / "newsstand", folder / "mail"
        self.data = self.project / "data"
        scripts = self.project / ".venv" / "bin"
        scripts.mkdir(parents=True)
        (scripts / "scrapy").symlink_to(SCRAPY)
        (self.project / "scrapy.cfg").write_text((ROOT / "scrapy.cfg").read_text("utf-8"))
        paths = [sample().publication(name).path for name in FOLLOWED]
        (self.project / "newsstand.toml").write_text(
            f'data_dir = "data"\nnotify = "cat >> {self.mail}"\n'
            f'[[follow]]\nsite = "{server.url}"\npublication = {paths}\neditions = 3\n'
        )
        (line,) = (line for line in CRONTAB.read_text("utf-8").splitlines() if re.match(r"[\d*]", line))
        self.command = line.split(maxsplit=5)[5].replace("/opt/newsstand", str(self.project))

    def night(self) -> tuple[int, str]:
        """(exit code, what cron would mail)"""
        own = environment()
        del own["NEWSSTAND_CONFIG"]
        ran = subprocess.run(
            ["/bin/sh", "-c", self.command],
            env=own,
            cwd=self.project,
            capture_output=True,
            encoding="utf-8",
            timeout=LONGEST,
            check=False,
        )
        return ran.returncode, ran.stdout + ran.stderr


def stories_of(newsstand: Newsstand) -> set[str]:
    return {story["path"] for story in expected.stories(newsstand) if story["publication"] in FOLLOWED}


def test_three_nights_leave_a_whole_dataset_and_the_right_exit_codes(tmp_path: Path) -> None:
    third = sample()
    second = third.without(FOLLOWED[0])
    first = second.without(FOLLOWED[0]).without(FOLLOWED[1])
    titles = [sample().publication(name).path for name in FOLLOWED]
    with FaultyServer(first) as server:
        machine = Machine(tmp_path, server)

        assert machine.night() == (0, "")
        assert not machine.mail.exists()

        server.content = second
        server.faults.update(dict.fromkeys(titles, Fault(kind="challenge")))
        code, mailed = machine.night()
        assert code == EXIT_CODES["blocked"]
        assert "blocked: " in mailed
        assert machine.mail.read_text("utf-8").startswith(f"newsstand: blocked (exit code {code})\n")
        told = machine.mail.stat().st_size

        server.faults.clear()
        server.content = third
        assert machine.night() == (0, "")
        assert machine.mail.stat().st_size == told

    found = [urlsplit(record["url"]).path for record in records(machine.data, "stories")]
    assert sorted(found) == sorted(stories_of(third))
    editions = {record["id"]: record for record in records(machine.data, "editions")}
    assert len(editions) == 6
    assert all(edition["complete"] for edition in editions.values())
    codes = [run["exit_code"] for run in read_runs(machine.data)]
    assert codes == [0, code, 0]  # one run a night asks the site for both
    assert scrapy("gaps", "-s", f"DATA_DIR={machine.data}").code == 0
