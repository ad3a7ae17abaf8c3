"""contrib/kubernetes: the job is what Kubernetes takes. `make machines` runs it."""

import kubernetes_validate
import pytest
import yaml

from newsstand.exit_codes import EXIT_CODES, Cause
from tests.command import ROOT

JOB = yaml.safe_load((ROOT / "contrib/kubernetes/job.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("version", ["1.31", "1.33"])
def test_the_job_is_valid(version: str) -> None:
    kubernetes_validate.validate(JOB, version, strict=True)


def test_exit_codes_that_another_try_may_help_are_ours() -> None:
    count = JOB["spec"]["podFailurePolicy"]["rules"][0]["onExitCodes"]["values"]
    ours = {EXIT_CODES[one] for one in (Cause.SITE_UNREACHABLE, Cause.STOPPED_EARLY, Cause.LOCKED)}
    assert set(count) == ours | {128 + 9, 128 + 15}
