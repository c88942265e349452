"""Settings of the whole test run, and what its processes share."""

import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, Phase, settings

# The same examples in every run, so that a failure in CI is a failure at every desk.
settings.register_profile(
    "reconcile",
    derandomize=True,
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("few", settings.get_profile("reconcile"), max_examples=5)
settings.register_profile("many", settings.get_profile("reconcile"), max_examples=1000)
# A failure is enough, its smallest example is not sought: the campaign of mutants.
settings.register_profile(
    "unshrunk", settings.get_profile("reconcile"), phases=[Phase.explicit, Phase.generate]
)
settings.load_profile("reconcile")


def pytest_collection_finish() -> None:
    """Look for circles seldom, and among what the tests make alone: what is loaded stays."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """One process for a file or a test that is asked for by name: it starts at once."""
    asked = {Path(argument.partition("::")[0]) for argument in config.args}
    return 0 if len(asked) == 1 and asked.pop().suffix == ".py" else None


@pytest.fixture(scope="session")
def made_once(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Callable[[str, Callable[[], bytes]], Path]:
    """`made_once(name, make)`: a file that one process of the run makes for all of them."""
    own = tmp_path_factory.getbasetemp()
    folder = own if worker_id == "master" else own.parent

    def path_of(name: str, make: Callable[[], bytes]) -> Path:
        path = folder / name
        with FileLock(folder / f"{name}.lock"):
            if not path.exists():
                path.write_bytes(make())
        return path

    return path_of


@pytest.fixture
def take(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """`take(text, *arguments)`: import a text into one ledger, as `importing.taking` says."""
    from importing import taking  # only the tests of import need what it loads

    return taking(tmp_path, capfd)
