"""Files and folders are written whole or not at all."""

import errno
import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from ledgers import write_ledger

from reconcile.cli import run
from reconcile.storage import files
from reconcile.storage.files import (
    new_folder,
    refuse_irreplaceable,
    replace_entries,
    write_whole,
)


@pytest.fixture
def umask() -> Iterator[int]:
    """A umask that is nobody's default, so that following it can be told from luck."""
    before = os.umask(0o027)
    yield 0o027
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_a_new_file_has_the_bytes_and_the_mode_of_the_umask(tmp_path: Path, umask: int) -> None:
    write_whole(tmp_path / "table.csv", b"a,b\r\n\x00\xff")
    assert contents(tmp_path) == {"table.csv": b"a,b\r\n\x00\xff"}
    assert mode(tmp_path / "table.csv") == 0o666 & ~umask


@pytest.mark.parametrize("bits", [0o600, 0o644, 0o666, 0o751])
def test_an_existing_file_keeps_its_permission_bits(tmp_path: Path, umask: int, bits: int) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"old and longer")
    path.chmod(bits)
    write_whole(path, b"new")
    assert contents(tmp_path) == {"table.csv": b"new"}
    assert mode(path) == bits


def test_a_reader_of_the_old_file_keeps_reading_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"old")
    with path.open("rb") as reader:
        write_whole(path, b"new")
        assert reader.read() == b"old"
    assert path.read_bytes() == b"new"


def test_a_relative_path_is_written_in_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_whole(Path("table.csv"), b"new")
    assert contents(tmp_path) == {"table.csv": b"new"}


def test_a_name_as_long_as_a_name_can_be_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 251 + ".csv")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_link_stays_a_link_and_what_it_points_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "table.csv"
    link.symlink_to(tmp_path / "elsewhere" / "real.csv")
    write_whole(link, b"through a dangling link")
    write_whole(link, b"new")
    assert link.is_symlink()
    assert contents(tmp_path / "elsewhere") == {"real.csv": b"new"}


# Never try this on a real device: for the superuser a mistake would replace the machine's own.
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, b"through")
        assert stat.S_ISFIFO(pipe.stat().st_mode)
        assert os.read(reader, 100) == b"through"
    finally:
        os.close(reader)
    assert list(tmp_path.iterdir()) == [pipe]


def test_what_cannot_be_written_to_directly_is_an_error_that_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        with pytest.raises(OSError, match="'socket'") as caught:
            write_whole(Path("socket"), b"new")
    assert caught.value.errno == errno.ENXIO
    assert Path("socket").is_socket()


def test_a_missing_folder_is_named_as_the_user_wrote_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError) as caught:
        write_whole(Path("nowhere/table.csv"), b"new")
    assert str(caught.value) == "[Errno 2] No such file or directory: 'nowhere/table.csv'"


@pytest.mark.parametrize("below", ["table.csv", "deeper/table.csv"])
def test_a_path_below_a_file_is_an_error_that_names_it(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_bytes(b"kept")
    path = tmp_path / "file" / below
    with pytest.raises(NotADirectoryError) as caught:
        write_whole(path, b"new")
    assert caught.value.filename == str(path)
    assert contents(tmp_path) == {"file": b"kept"}


def test_a_folder_is_not_overwritten_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    with pytest.raises(IsADirectoryError) as caught:
        write_whole(tmp_path / "reports", b"new")
    assert caught.value.filename == str(tmp_path / "reports")


def test_a_loop_of_links_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(OSError, match="loop") as caught:
        write_whole(tmp_path / "loop", b"new")
    assert caught.value.errno == errno.ELOOP


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc here")
def test_a_folder_where_nothing_can_be_made_is_an_error_that_names_the_path() -> None:
    with pytest.raises(OSError, match=r"'/proc/table\.csv'"):
        write_whole(Path("/proc/table.csv"), b"new")


def test_a_file_protected_against_writing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"kept")
    path.chmod(0o444)
    # The superuser may write anything, so what others are told is said here.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError) as caught:
        write_whole(path, b"new")
    assert caught.value.filename == str(path)
    assert contents(tmp_path) == {"table.csv": b"kept"}


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.chmod", "pathlib.Path.replace"])
@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()])
def test_a_write_that_fails_leaves_the_old_file_and_no_temporary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, failure: BaseException
) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise failure

    with monkeypatch.context() as patch:
        patch.setattr(step, fail)
        with pytest.raises(type(failure)) as caught:
            write_whole(path, b"new")
    if isinstance(caught.value, OSError):
        assert str(caught.value) == f"[Errno {errno.ENOSPC}] No space left: '{path}'"
    assert contents(tmp_path) == {"table.csv": b"old"}


def test_pieces_are_in_the_file_when_the_last_is_there_and_not_before(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"old")

    def pieces() -> Iterator[bytes]:
        for piece in (b"one,", b"two,", b"three"):
            assert path.read_bytes() == b"old"
            yield piece

    write_whole(path, pieces())
    assert contents(tmp_path) == {"table.csv": b"one,two,three"}


@pytest.mark.parametrize("failure", [ValueError("no"), KeyboardInterrupt()])
def test_a_piece_that_cannot_be_made_leaves_all_as_it_was(
    tmp_path: Path, failure: BaseException
) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"old")

    def pieces() -> Iterator[bytes]:
        yield b"new"
        raise failure

    with pytest.raises(type(failure)) as caught:
        write_whole(path, pieces())
    assert caught.value is failure
    assert contents(tmp_path) == {"table.csv": b"old"}


def test_what_a_killed_writer_left_is_cleared_and_nothing_else_is(tmp_path: Path) -> None:
    (tmp_path / ".reconcile-0123456789abcdef.tmp").write_bytes(b"half")
    (tmp_path / ".reconcile-fedcba9876543210.tmp" / "deep").mkdir(parents=True)
    (tmp_path / ".reconcile-0f.tmp").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".other.tmp").write_bytes(b"kept")
    write_whole(tmp_path / "table.csv", b"new")
    assert contents(tmp_path) == {"table.csv": b"new", ".other.tmp": b"kept"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".other.tmp", "elsewhere", "table.csv",
    ]  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "chown") or os.getuid(), reason="needs a superuser")
def test_an_existing_file_keeps_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"old")
    path.chmod(0o640)
    os.chown(path, 1234, 2345)
    write_whole(path, b"new")
    now = path.stat()
    assert (now.st_uid, now.st_gid, mode(path)) == (1234, 2345, 0o640)


def replaced(folder: Path, files: dict[str, bytes]) -> None:
    with replace_entries(folder) as fresh:
        for name, data in files.items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(data)


def test_what_is_new_appears_with_its_parents_when_the_block_ends(
    tmp_path: Path, umask: int
) -> None:
    folder = tmp_path / "a" / "b"
    with replace_entries(folder) as fresh:
        (fresh / "north").mkdir()
        (fresh / "north" / "index.md").write_bytes(b"new")
        assert contents(folder).keys() == {f"{fresh.name}/north/index.md"}
    assert contents(tmp_path) == {"a/b/north/index.md": b"new"}
    assert list(folder.iterdir()) == [folder / "north"]
    assert mode(folder / "north") == 0o777 & ~umask
    assert mode(folder / "north" / "index.md") == 0o666 & ~umask


STEPS = pytest.mark.parametrize("one_step", [True, False])


def by(one_step: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a system that exchanges two names in one step, or one that does not."""
    if not one_step:
        monkeypatch.setattr("reconcile.storage.files.exchange", lambda *_: False)


@STEPS
def test_an_entry_is_replaced_whole_and_keeps_its_bits_and_others_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_step: bool
) -> None:
    by(one_step, monkeypatch)
    (tmp_path / "north" / "deep").mkdir(parents=True)
    (tmp_path / "north" / "deep" / "old.md").write_bytes(b"old")
    (tmp_path / "north").chmod(0o2770)
    (tmp_path / "index.html").write_bytes(b"old")
    (tmp_path / "index.html").chmod(0o600)
    (tmp_path / "other.txt").write_bytes(b"kept")
    replaced(tmp_path, {"north/new.md": b"new", "index.html": b"new"})
    assert contents(tmp_path) == {
        "north/new.md": b"new", "index.html": b"new", "other.txt": b"kept",
    }  # fmt: skip
    assert len(list(tmp_path.iterdir())) == 3
    assert (mode(tmp_path / "north"), mode(tmp_path / "index.html")) == (0o2770, 0o600)


@STEPS
@pytest.mark.parametrize("which", [0, 1, 2])
def test_where_one_entry_cannot_be_put_all_are_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: int, one_step: bool
) -> None:
    by(one_step, monkeypatch)
    before = {"a/old.md": b"old", "b/old.md": b"old", "index.html": b"old"}
    for name, data in before.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    change, calls = files._change_places, []

    def failing(entry: Path, place: Path) -> None:
        calls.append(place.name)
        if len(calls) == which + 1:
            raise OSError(errno.EBUSY, "Device or resource busy", str(entry), None, str(place))
        change(entry, place)

    monkeypatch.setattr(files, "_change_places", failing)
    with pytest.raises(OSError, match="busy") as caught:
        replaced(tmp_path, {"index.html": b"new", "b/new.md": b"new", "a/new.md": b"new"})
    place = tmp_path / ["a", "b", "index.html"][which]
    assert str(caught.value) == f"[Errno {errno.EBUSY}] Device or resource busy: '{place}'"
    assert contents(tmp_path) == before
    assert len(list(tmp_path.iterdir())) == 3


def test_a_relative_folder_is_filled_though_the_block_changes_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    with replace_entries(Path("reports")) as fresh:
        (fresh / "new.md").write_bytes(b"new")
        monkeypatch.chdir(tmp_path / "elsewhere")
    assert contents(tmp_path) == {"reports/new.md": b"new"}


def test_a_link_to_the_folder_stays_and_a_link_in_it_is_replaced_and_not_followed(
    tmp_path: Path,
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "letters.txt").write_bytes(b"kept")
    (tmp_path / "reports").symlink_to(tmp_path / "real")
    (tmp_path / "real" / "north").symlink_to(tmp_path / "precious")
    replaced(tmp_path / "reports", {"north/new.md": b"new"})
    assert (tmp_path / "reports").is_symlink()
    assert not (tmp_path / "real" / "north").is_symlink()
    assert contents(tmp_path / "real") == {"north/new.md": b"new"}
    assert contents(tmp_path / "precious") == {"letters.txt": b"kept"}


@pytest.mark.parametrize(
    "failure", [ValueError("no"), OSError(errno.EIO, "no", "chart.png"), KeyboardInterrupt()]
)
def test_a_block_that_fails_leaves_all_as_it_was_and_its_own_error(
    tmp_path: Path, failure: BaseException
) -> None:
    (tmp_path / "old.md").write_bytes(b"old")
    with pytest.raises(type(failure)) as caught, replace_entries(tmp_path) as fresh:
        (fresh / "old.md").write_bytes(b"half")
        raise failure
    assert caught.value is failure
    assert contents(tmp_path) == {"old.md": b"old"}
    assert list(tmp_path.iterdir()) == [tmp_path / "old.md"]


def test_an_error_names_the_place_and_not_the_temporary(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught, replace_entries(tmp_path / "out") as fresh:
        (fresh / "north" / "new.md").write_bytes(b"new")
    assert caught.value.filename == str(tmp_path / "out" / "north" / "new.md")
    with pytest.raises(OSError, match="No space") as caught, replace_entries(tmp_path / "out"):
        raise OSError(errno.ENOSPC, "No space left on device")  # as a write says it
    assert caught.value.filename == str(tmp_path / "out")


@pytest.mark.parametrize("below", ["reports", "deeper/reports"])
def test_a_folder_below_a_file_is_an_error_that_names_it(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_bytes(b"kept")
    folder = tmp_path / "file" / below
    with pytest.raises(NotADirectoryError) as caught, replace_entries(folder):
        pytest.fail("the block must not run")
    assert caught.value.filename == str(folder)
    assert contents(tmp_path) == {"file": b"kept"}


def test_a_new_folder_has_its_name_when_it_is_whole_and_nothing_lies_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is killed after the name was given clears nothing, so there must be nothing to clear."""
    monkeypatch.setattr("shutil.rmtree", lambda *_, **__: None)
    with new_folder(tmp_path / "a" / "b") as fresh:
        (fresh / "deep").mkdir()
        (fresh / "deep" / "new.md").write_bytes(b"new")
        assert not (tmp_path / "a" / "b").exists()
    assert contents(tmp_path) == {"a/b/deep/new.md": b"new"}
    assert list((tmp_path / "a").iterdir()) == [tmp_path / "a" / "b"]


@pytest.mark.parametrize("path", ["a/..", "a/b/..", "a/../.."])
def test_a_new_folder_has_a_name(tmp_path: Path, path: str) -> None:
    with pytest.raises(OSError, match="cannot be called") as caught, new_folder(tmp_path / path):
        pytest.fail("the block must not run")
    assert caught.value.filename == str(tmp_path / path)
    assert list(tmp_path.iterdir()) == []


def test_a_new_folder_takes_no_name_that_is_taken(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    with pytest.raises(OSError, match="not empty") as caught, new_folder(tmp_path / "b") as fresh:
        (fresh / "new.md").write_bytes(b"new")
        (tmp_path / "b" / "theirs.md").write_bytes(b"kept")
    assert caught.value.filename == str(tmp_path / "b")
    assert contents(tmp_path) == {"b/theirs.md": b"kept"}
    assert list(tmp_path.iterdir()) == [tmp_path / "b"]


@pytest.mark.parametrize(
    "words",
    [("init", "n"), ("--ledger", "l", "export", "--to", "datapackage", "--output", "n")],
    ids=["init", "export"],
)
def test_a_command_that_makes_a_folder_leaves_nothing_when_killed_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    (tmp_path / "l").mkdir()
    write_ledger(tmp_path / "l", "source,published,measure,figure\nA,2025-01-01,killed,1\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("shutil.rmtree", lambda *_, **__: None)
    assert run(words) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["l", "n"]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc here")
def test_a_folder_that_cannot_be_made_is_an_error_that_names_it() -> None:
    with pytest.raises(OSError, match="'/proc/reports'"), replace_entries(Path("/proc/reports")):
        pytest.fail("the block must not run")


@pytest.mark.parametrize("asked", [".", "..", "../ledger", "../ledger/kept.csv", "../link"])
def test_what_is_never_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / "kept.csv").write_bytes(b"kept")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    monkeypatch.chdir(tmp_path / "ledger")
    with pytest.raises(
        OSError, match=r"working directory|a file, not a folder|is a link"
    ) as caught:
        refuse_irreplaceable(Path(asked))
    assert caught.value.filename == asked
