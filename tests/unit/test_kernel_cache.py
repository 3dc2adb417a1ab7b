"""Where compiled kernels are kept: a folder for each state of the sources, and never one that others could write to."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numba
import pytest

from kernels import _cache

POSIX = hasattr(os, "getuid")
needs_posix = pytest.mark.skipif(not POSIX, reason="owners and permission bits are those of POSIX")


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home and a temporary directory of the test's own; numba's setting is put back afterwards."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.delenv("MUSTER_CACHE", raising=False)
    monkeypatch.setenv("LOGNAME", "officer")  # so that no name is looked up by the owner the tests pretend to be
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    before = numba.config.CACHE_DIR
    yield tmp_path
    numba.config.CACHE_DIR = before


def _fallback() -> Path:
    return Path(tempfile.gettempdir()) / "muster-officer"


def _no_home(places: Path) -> None:
    (places / "home").write_text("a file stands where the folder should be")


def _home_cache(places: Path) -> Path:
    return places / "home" / ".cache" / "muster"


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "sources"
    shutil.copytree(_cache.SOURCES, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(_cache, "SOURCES", copy)
    return copy


def test_the_hash_changes_with_any_source(sources: Path) -> None:
    paths = sorted(sources.rglob("*.py"))
    assert any(path.parent.name == "compiled" for path in paths)
    seen = {_cache.kernel_hash()}
    for path in paths:
        path.write_bytes(path.read_bytes() + b"# changed\n")
        seen.add(_cache.kernel_hash())
    assert len(seen) == len(paths) + 1
    assert all(len(word) == 16 and int(word, 16) >= 0 for word in seen)


def test_the_hash_changes_with_the_name_of_a_source_and_with_a_new_one(sources: Path) -> None:
    first = _cache.kernel_hash()
    (sources / "sleep.py").rename(sources / "slumber.py")
    renamed = _cache.kernel_hash()
    (sources / "new.py").write_bytes(b"")
    assert len({first, renamed, _cache.kernel_hash()}) == 3


def test_the_hash_does_not_change_with_line_endings_or_other_files(sources: Path) -> None:
    first = _cache.kernel_hash()
    path = sources / "sleep.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (sources / "README.md").write_text("other words")
    assert _cache.kernel_hash() == first


@pytest.mark.parametrize("library", ["numba", "llvmlite", "numpy"])
def test_the_hash_changes_with_the_version_of_what_compiles(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _cache.kernel_hash()
    if library == "llvmlite":  # which kernels may not import
        monkeypatch.setattr(_cache, "version", {"llvmlite": "0.0.1"}.__getitem__)
    else:
        monkeypatch.setattr(f"{library}.__version__", "0.0.1")
    assert _cache.kernel_hash() != first


def test_the_folder_named_is_used_before_all_others(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_CACHE", str(places / "named" / "deep"))
    folder = _cache.point_numba_at_cache()
    assert folder == places / "named" / "deep" / f"kernels-{_cache.kernel_hash()}"
    assert folder.is_dir()
    assert str(folder) == numba.config.CACHE_DIR
    assert not (places / "home").exists()


def test_without_a_name_the_home_directory_is_used(places: Path) -> None:
    folder = _cache.point_numba_at_cache()
    assert folder is not None
    assert folder.parent == _home_cache(places)
    assert not _fallback().exists()


def test_a_folder_that_cannot_be_written_is_passed_over(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (places / "named").write_text("a file stands where the folder should be")
    monkeypatch.setenv("MUSTER_CACHE", str(places / "named"))
    folder = _cache.point_numba_at_cache()
    assert folder is not None
    assert folder.parent == _home_cache(places)


@pytest.mark.skipif(not POSIX or os.getuid() == 0, reason="root writes to read-only folders too")
def test_a_read_only_folder_is_passed_over(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (places / "named").mkdir(mode=0o500)
    monkeypatch.setenv("MUSTER_CACHE", str(places / "named"))
    folder = _cache.point_numba_at_cache()
    assert folder is not None
    assert folder.parent == _home_cache(places)


def test_the_temporary_directory_serves_where_there_is_no_home(places: Path) -> None:
    _no_home(places)
    folder = _cache.point_numba_at_cache()
    assert folder is not None
    assert folder.parent == _fallback()
    assert _cache.point_numba_at_cache() == folder  # and again: it is ours


def test_a_service_account_without_a_home_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    folder = _cache.point_numba_at_cache()
    assert folder is not None
    assert folder.parent == _fallback()


@needs_posix
def test_the_fallback_is_closed_to_others_whatever_the_umask(places: Path) -> None:
    _no_home(places)
    before = os.umask(0)
    try:
        assert _cache.point_numba_at_cache() is not None
    finally:
        os.umask(before)
    assert stat.S_IMODE(_fallback().stat().st_mode) == 0o700


@needs_posix
def test_a_fallback_of_somebody_else_is_refused(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _no_home(places)
    _fallback().mkdir(mode=0o700)
    monkeypatch.setattr(os, "getuid", lambda: _fallback().stat().st_uid + 1)
    before = numba.config.CACHE_DIR
    assert _cache.point_numba_at_cache() is None
    assert before == numba.config.CACHE_DIR
    assert not list(_fallback().iterdir())


@needs_posix
@pytest.mark.parametrize(("mode", "taken"), [(0o700, True), (0o755, True), (0o770, False), (0o702, False), (0o777, False)])
def test_a_fallback_others_could_write_to_is_refused(places: Path, mode: int, taken: bool) -> None:
    _no_home(places)
    _fallback().mkdir()
    _fallback().chmod(mode)
    assert (_cache.point_numba_at_cache() is not None) is taken


@needs_posix
def test_a_link_in_place_of_the_fallback_is_refused(places: Path) -> None:
    _no_home(places)
    (places / "elsewhere").mkdir()
    _fallback().symlink_to(places / "elsewhere", target_is_directory=True)
    assert _cache.point_numba_at_cache() is None


def test_a_system_without_owners_takes_the_fallback(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where everybody has a temporary directory of their own."""
    _no_home(places)
    _fallback().mkdir()
    _fallback().chmod(0o777)
    monkeypatch.delattr(os, "getuid", raising=False)
    assert _cache.point_numba_at_cache() is not None


def test_nothing_writable_gives_none_and_leaves_numba_alone(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _no_home(places)
    monkeypatch.setenv("MUSTER_CACHE", str(places / "home" / "below_a_file"))
    monkeypatch.setattr(tempfile, "tempdir", str(places / "missing"))
    before = numba.config.CACHE_DIR
    assert _cache.point_numba_at_cache() is None
    assert before == numba.config.CACHE_DIR
