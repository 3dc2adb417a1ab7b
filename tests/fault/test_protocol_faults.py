"""Broken protocols, bundles and samples: every fault in one report, in plain words, before anything runs; none passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.cli import main
from sim.faults import FaultReport
from sim.studies import load_study, study_scenarios

STUDY = """study: mine
question: "What does it cost?"
set: {run.days: 2, run.replications: 2}
sweep: {decision: [none, cut], sickness.gain: [0, 1]}
baseline: {decision: none, sickness.gain: 0}
bundles: {decision: {none: {}, cut: {staffing.cut: 0.1}}}
protocol: protocol.yaml
"""
PROTOCOL = """targets:
  - {name: one, part: held_out, says: a, metric: sick_days, from: 0.5, published: p, source: s, input: n, expected: met}
decisions:
  - {name: two, says: b, change: {decision: cut}, metric: sick_days, by: sickness.gain, sign: "-", expected: holds, why: c}
"""


def read(folder: Path, study: str = STUDY, protocol: str | bytes = PROTOCOL, words: tuple[str, ...] = ()) -> str:
    """Return the report on a study folder, empty where it is sound."""
    (folder / "study.yaml").write_text(study, encoding="utf-8")
    (folder / "protocol.yaml").write_bytes(protocol if isinstance(protocol, bytes) else protocol.encode())
    try:
        study_scenarios(load_study(folder, list(words)))
    except FaultReport as report:
        return str(report)
    return ""


def test_the_pattern_is_sound(tmp_path: Path) -> None:
    assert read(tmp_path) == ""


@pytest.mark.parametrize(
    ("protocol", "said"),
    [
        (b"", "an empty file"),
        (b"# nothing yet\n", "an empty file"),
        (b"hello\n", "no key: value lines"),
        (b"[1, 2]\n", "no key"),
        (b"targets:\n", "allowed: a list"),
        (b"targets: {a: 1}\n", "allowed: a list"),
        (b"targets: [1]\n", "allowed: key: value lines"),
        (b"targets: []\n---\n", "a second document"),
        (b"targets: &a []\ndecisions: *a\n", "an alias"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "an anchor"),
        (b"targets: !!python/object:os.system []\n", "a tag"),
        (b"targets: " + b"[" * 5000, "too many levels"),
        (b"targets: [" + b"1," * 100_001 + b"]", "more than 100,000 values"),
        (b"#" * 1_000_001, "at most 1,000,000 bytes"),
        (b"targets: \xff\xfe\n", "not UTF-8"),
        (PROTOCOL.encode("utf-16"), "not UTF-8"),
        (b"targets: \x00\n", "a character that YAML does not allow"),
        (b"targets:\n\t- a\n", "cannot be read"),
    ],
)
def test_a_file_that_is_no_protocol(tmp_path: Path, protocol: bytes, said: str) -> None:
    assert said in read(tmp_path, protocol=protocol)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("from: 0.5", "from: .nan", "finite"),
        ("from: 0.5", "from: 1e999", "a number that can be counted with"),
        ("from: 0.5", "from: half", "allowed: a number"),
        ("from: 0.5", "from: true", "allowed: a number"),
        ("from: 0.5", "from: 2, to: 1", "the lower first"),
        ("from: 0.5", 'from: 1, sign: "+"', "both a sign and a range"),
        ("from: 0.5", "where: {roster: x}, from: 1", "roster, which is not swept"),
        ("from: 0.5", "where: , from: 1", "key: value lines"),
        ("says: b", f"says: {'b' * 501}", "at most 500 characters"),
        ("says: b", 'says: ""', "some words"),
        ("says: b", r'says: "\u0007"', "an invisible character"),
        ("expected: met", "expected: maybe", "one of 'met', 'missed', 'open'"),
        ("metric: sick_days, by", "metric: 7, by", "allowed: text"),
        ("metric: sick_days, by", "metric: sick_dayz, by", "sick_days"),
        ("by: sickness.gain", "by: decision", "an axis that does not change: sickness.gain"),
        ("name: one", "name: One Two", "one_two"),
        ("name: two", "name: one", "more than once"),
        ("{decision: cut}", "{decision: cat}", "one of none, cut"),
        ("{decision: cut}", "{decision: {a: [1]}}", "which is not swept"),
        ("why: c", "why: c, wy: d", "did you mean why"),
        (", why: c", "", "no why"),
        ("targets:\n", "targets:\n  - 5\n", "key: value lines"),
    ],
)
def test_a_fault_of_a_protocol_is_named_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in PROTOCOL
    told = read(tmp_path, protocol=PROTOCOL.replace(old, new))
    assert said in told
    assert "protocol.yaml" in told
    assert "valid" not in told, "words of a library"


def test_a_fault_of_form_hides_none_of_meaning(tmp_path: Path) -> None:
    told = read(tmp_path, protocol=PROTOCOL.replace("expected: met", "expected: maybe").replace("decision: cut", "decision: cat"))
    assert "maybe" in told
    assert "cat" in told
    assert told.startswith("2 faults")


def test_a_folder_where_the_protocol_should_be(tmp_path: Path) -> None:
    (tmp_path / "protocol.yaml").mkdir()
    (tmp_path / "study.yaml").write_text(STUDY)
    with pytest.raises(FaultReport) as caught:
        load_study(tmp_path)
    assert "no file protocol.yaml" in str(caught.value)
    assert "did you mean" not in str(caught.value)


def test_an_empty_table_is_a_fault_too(tmp_path: Path) -> None:
    (tmp_path / "demand.yaml").write_text("# to be filled in\n")
    assert "demand.yaml" in read(tmp_path, STUDY + "tables: {demand: demand.yaml}\n")


@pytest.mark.parametrize(
    "bundles",
    [
        "",
        "5",
        "[a]",
        "{}",
        "{decision: }",
        "{decision: 5}",
        "{decision: {none: {}}}",
        "{decision: {none: , cut: 5}}",
        "{decision: {none: {}, cut: {staffing.cat: 0.1}}}",
        "{decision: {none: {}, cut: {staffing.cut: .nan}}}",
        "{decision: {none: {}, cut: {staffing.cut: -4}}}",
        "{decision: {none: {}, cut: {staffing.cut: [0, 0.1]}}}",
        "{decision: {none: {}, cut: {run.days: 3}}}",
        "{decision: {none: {}, cut: {decision: none}}}",
        "{roster: {none: {}, cut: {}}}",
        "{decision: {none: {}, cut: {'': 1}}}",
        "{decision: {none: {}, cut: {hydra.x: 1}}}",
        "{decision: {true: {}, cut: {}}}",
    ],
)
def test_a_broken_bundle_is_a_fault(tmp_path: Path, bundles: str) -> None:
    assert "study.yaml line" in read(tmp_path, STUDY.replace("{decision: {none: {}, cut: {staffing.cut: 0.1}}}", bundles))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("titles: 5", "study.yaml line"),
        ("titles: {decisoin: {cut: Fewer}}", "did you mean decision"),
        ("titles: {decision: {cutt: Fewer}}", "did you mean cut"),
        ("titles: {decision: {cut: 'one; two'}}", "study.yaml line"),
        ("titles: {decision: {cut: ''}}", "study.yaml line"),
        ("doubts: decision", "study.yaml line"),
        ("doubts: [decisoin]", "did you mean decision"),
        ("doubts: [staffing.cut]", "not swept"),
        ("doubts: [5]", "study.yaml line"),
    ],
)
def test_titles_and_doubts_are_of_what_is_swept(tmp_path: Path, line: str, said: str) -> None:
    assert said in read(tmp_path, f"{STUDY}{line}\n")


def test_sound_titles_and_doubts_are_no_fault(tmp_path: Path) -> None:
    assert read(tmp_path, f"{STUDY}titles: {{decision: {{cut: A tenth fewer}}}}\ndoubts: [decision]\n") == ""


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("decision=cutt", "did you mean cut"),
        ("decision=none,cutt", "did you mean cut"),
        ("staffing.cut=0.3", "the bundle decision sets"),
        ("staffing.cut=0,0.3", "the bundle decision sets"),
        ("~decision", "a bundle taken away"),
    ],
)
def test_a_word_that_a_bundle_would_swallow_is_a_fault(tmp_path: Path, word: str, said: str) -> None:
    assert said in read(tmp_path, words=(word,))


def test_a_value_of_a_bundle_may_be_chosen_alone(tmp_path: Path) -> None:
    assert read(tmp_path, words=("decision=cut",)) == ""
    assert read(tmp_path, words=("decision=none", "staffing.cut=0.3")) == "", "nothing is left that sets it"


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("sweep", ["staffing.cut=0,0.1"]),
        ("survey", ["run.days=29"]),
        ("screen", ["staffing.cut=0,0.1"]),
    ],
)
@pytest.mark.parametrize(
    "sample",
    [
        "5",
        "[]",
        "null",
        "{sets: 2}",
        "{sets: nan, settings: [sickness.gain]}",
        "{sets: 2, settings: [5]}",
        "{sets: 2, settings: ['']}",
        "{sets: 2, settings: [strain]}",
        "{sets: 2, settings: [run.seed]}",
        "{sets: 2, settings: [strain.memory_dayz], other: 1}",
    ],
)
def test_no_verb_runs_with_a_broken_sample(
    verb: str, words: list[str], sample: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    assert main([verb, *words, "run.replications=2", f"run.sample={sample}", f"out={folder}", "--quiet"]) == 2
    told = capsys.readouterr().err
    assert "run.sample" in told
    assert "Traceback" not in told
    assert not folder.exists()


def test_a_screening_takes_no_sample(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = "run.sample={sets: 2, settings: [strain.memory_days]}"
    assert main(["screen", "staffing.cut=0,0.1", sample, f"out={tmp_path / 'out'}", "--quiet"]) == 2
    assert "moves every assumed number itself" in capsys.readouterr().err
