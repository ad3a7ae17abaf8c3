"""Tables, and the lines about problems, on a terminal."""

from io import StringIO

from newsstand.exit_codes import Problem
from newsstand.health.report import problem_line
from newsstand.terminal import print_table


def test_what_a_page_says_cannot_steer_the_terminal() -> None:
    out = StringIO()
    print_table(["publication", "#stories"], [["Pa\x1b[2Jper \u202eX\x9b\n2026-11-23 ERROR forged", "5"]], out)
    assert "Pa\\x1b[2Jper \\u202eX\\x9b\\n2026-11-23 ERROR forged" in out.getvalue()
    assert out.getvalue().count("\n") == 3
    assert problem_line(Problem("layout changed", "Pa\x07per\nforged")) == "layout changed: Pa\\x07per\\nforged"
