"""The dashboard in a real browser: it draws, stays silent, fits every screen and paper, and lets no label run."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sim.reports import build_dashboard
from tests.support.fake_results import AXES, FRONT_DOOR, RECIPES, Manifest, write_fake_results
from tests.support.pages import CASCADE, with_duty

pytestmark = pytest.mark.browser

CHARTS = 11
PHONE, TABLET, DESK, PAPER = 390, 1024, 1280, 1000

# Each entry tries to run `stolen()` or to leave the page, in another way: elements, attributes, urls, entities, a way
# out of attributes, scripts, styles, comments and titles, Plotly's pseudo-markup, templates of Jinja and of hover text,
# and text that reads differently from how it is written.
PAYLOADS = (
    "<script>stolen()</script>",
    "</script><script>stolen()</script>",
    "<ScRiPt>stolen()</sCrIpT>",
    "<script src=//x.test/a.js>",
    "<img src=x onerror=stolen()>",
    "<img src=x onerror=&#115;tolen()>",
    "<svg onload=stolen()>",
    "<svg><script>stolen()</script>",
    "<svg><animate onbegin=stolen() attributeName=x dur=1s>",
    "<body onload=stolen()>",
    "<iframe srcdoc='<script>stolen()'>",
    "<iframe src=javascript:stolen()>",
    "<object data=javascript:stolen()>",
    "<embed src=javascript:stolen()>",
    "<a href=javascript:stolen()>click</a>",
    "<a href='https://x.test/'>click</a>",
    "<a href=data:text/html,stolen()>x</a>",
    "<details open ontoggle=stolen()>",
    "<input autofocus onfocus=stolen()>",
    "<video><source onerror=stolen()></video>",
    "<marquee onstart=stolen()>",
    "<math><mtext><script>stolen()</script>",
    "<base href=//x.test/>",
    "<meta http-equiv=refresh content='0;url=https://x.test/'>",
    "<link rel=stylesheet href=//x.test/a.css>",
    "<style>@import url(//x.test/a.css)</style>",
    "</style><script>stolen()</script>",
    "</title><script>stolen()</script>",
    "</textarea><script>stolen()</script>",
    "--><script>stolen()</script>",
    "]]><script>stolen()</script>",
    '" onmouseover="stolen()',
    "' onmouseover='stolen()",
    '"><script>stolen()</script>',
    "'><img src=x onerror=stolen()>",
    "`onmouseover=stolen()",
    "&lt;script&gt;stolen()&lt;/script&gt;",
    "&#60;img src=x onerror=stolen()&#62;",
    "\\u003cscript\\u003estolen()\\u003c/script\\u003e",
    "{{ 7*7 }}{% include 'x' %}",
    "{{ self.__init__ }}",
    "%{customdata}<b>x</b>",
    "$\\href{javascript:stolen()}{x}$",
    "<b><i><sub>plain</sub></i></b><br>",
    "\u202eevil\u202c",
    "\u2028stolen()\u2029",
    "\u0000<script>stolen()",
    "javascript:stolen()",
    "';stolen();//",
    "<form action=javascript:stolen()><button autofocus>x",
    "<template><script>stolen()</script>",
)


@pytest.fixture(scope="module")
def plain_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_dashboard(write_fake_results(tmp_path_factory.mktemp("plain")))


@pytest.fixture(scope="module")
def full_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with a cascade, a front door, safety and many options."""
    axes = AXES | {"staffing.cut": {"0": "", "0.1": "", "0.15": "", "0.2": ""}}
    folder = tmp_path_factory.mktemp("full")
    return build_dashboard(with_duty(write_fake_results(folder, recipes=RECIPES | FRONT_DOOR | CASCADE, axes=axes)))


# What Plotly would make something of in a label of an axis, short enough to be shown whole.
MARKUP = (
    "<a href='https://x.test/'>a</a>",
    "<b><i>b</i></b>",
    "$\\alpha$ <sup>c</sup>",
    "<span style='color:red'>d</span>",
)


def hostile_results(folder: Path, payloads: tuple[str, ...]) -> Path:
    """Put a payload into every text a study can bring: labels, axis values, question, assumptions, provenance."""
    text = " ".join(payloads)

    def edit(manifest: Manifest) -> None:
        manifest.update(study=text, question=text, seed_row=text, engine=text, inputs={text: text}, versions={text: text})
        manifest.update(failed=[text], audit=[{"scenario": text, "replication": text, "verdict": text, "detail": text}])
        manifest.update(checks=[{"name": text, "passed": True}], paid_hours=[{"roster": text, "words": text}])
        grades = {name: {"title": text} for name in ("2", "1")}
        for scenario in manifest["scenarios"]:
            scenario["config"] = {"force": {"grades": grades}}
        for row in manifest["assumptions"]:
            row.update(key=text, title=text, unit=text, strength=text, source=text)

    markup = itertools.cycle(MARKUP)
    write_fake_results(folder, edit=edit, label=lambda words: next(markup) + words)
    for name, column in (("metrics", "group"), ("comparisons", "group")):
        path = folder / "tables" / f"{name}.parquet"
        table = pd.read_parquet(path)
        table[column] = table[column].replace({"partner=ambulance": f"partner={text}", "grade=3": f"grade={text}"})
        table.to_parquet(path)
    return build_dashboard(folder)


MISPLACED_TEXT = """() => [...document.querySelectorAll('.plot')].flatMap(plot => {
        const frame = plot.getBoundingClientRect(), texts = [...plot.querySelectorAll('svg text')]
            .filter(t => t.textContent.trim()).map(t => [t.textContent, t.getBoundingClientRect()]);
        const cut = texts.filter(([, r]) => r.left < frame.left - 1 || r.right > frame.right + 1
            || r.top < frame.top - 1 || r.bottom > frame.bottom + 1).map(([t]) => `cut: ${t}`);
        const over = [];
        texts.forEach(([a, r], i) => texts.slice(i + 1).forEach(([b, s]) => {
            const w = Math.min(r.right, s.right) - Math.max(r.left, s.left);
            const h = Math.min(r.bottom, s.bottom) - Math.max(r.top, s.top);
            if (w > 1 && h > 3) { over.push(`overlap: ${a} | ${b}`); }
        }));
        return [...cut, ...over];
    })"""


def resized(page: Any, width: int) -> None:
    """Change the window's width and wait until the charts have followed."""
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(700)  # the page waits 120 ms; its policy refuses the text a wait for a condition would run


def hover_over_last_option(page: Any) -> None:
    """Point at the mark whose label holds the most of the study's own text, and wait for its label."""
    page.locator("#public .plot").first.scroll_into_view_if_needed()
    box = page.locator("#public .plot").first.locator(".point").last.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector(".hoverlayer .hovertext")


def test_it_draws_every_chart_in_silence(visit: Callable[..., Any], plain_page: Path) -> None:
    seen = visit(plain_page)
    assert seen.said == []
    assert [url for url in seen.asked if not url.startswith("file:")] == []
    assert len(seen.asked) == 1, "the page is the only thing loaded"
    drawn = seen.page.eval_on_selector_all(
        ".plot",
        "plots => plots.map(p => p.querySelectorAll('svg .scatterlayer .point, svg .scatterlayer .js-line').length)",
    )
    assert len(drawn) == CHARTS
    assert min(drawn) >= 4, "every chart shows marks or lines"


def test_every_chart_has_a_table_and_words_for_those_who_cannot_see_it(visit: Callable[..., Any], plain_page: Path) -> None:
    page = visit(plain_page).page
    for chart in page.query_selector_all("figure.chart"):
        assert len(chart.query_selector("[role=img]").get_attribute("aria-label")) > 60
        chart.query_selector("summary").click()
        rows = chart.query_selector_all("details[open] tbody tr")
        assert len(rows) >= 4
        assert all(row.is_visible() for row in rows[:4])


def test_nothing_scrolls_sideways_on_any_screen(visit: Callable[..., Any], plain_page: Path) -> None:
    page = visit(plain_page).page
    page.eval_on_selector_all("details", "all => all.forEach(d => { d.open = true; })")
    for width in (320, PHONE, 768, TABLET, DESK, 1920):
        resized(page, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_no_text_of_a_chart_is_cut_or_lies_on_another(visit: Callable[..., Any], plain_page: Path) -> None:
    page = visit(plain_page).page
    for width in (PHONE, 768, 980, TABLET, DESK):
        resized(page, width)
        assert page.evaluate(MISPLACED_TEXT) == [], width


CRAMPED = """() => [...document.querySelectorAll('table.decision th, table.decision td, .families .family')]
    .filter(cell => cell.clientWidth > 20 && cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.textContent.trim())"""


@pytest.mark.parametrize("width", [PHONE, TABLET, DESK])
def test_the_staircase_is_drawn_first_and_falls(visit: Callable[..., Any], tmp_path: Path, width: int) -> None:
    folder = with_duty(write_fake_results(tmp_path, recipes=RECIPES | CASCADE, only_baseline=True))
    page = visit(build_dashboard(folder), width).page
    first = page.locator("figure.chart").first
    assert "600 posts, 347 officers available" in first.locator("h3").inner_text()
    bars = first.locator(".barlayer .trace").first.locator(".point path")
    lengths = [bars.nth(k).bounding_box()["width"] for k in range(bars.count())]
    assert len(lengths) == 4, "steps that lose nothing are not drawn"
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] / lengths[0] == pytest.approx(347 / 600, abs=0.01)
    assert page.evaluate(MISPLACED_TEXT) == []


@pytest.mark.parametrize("width", [PHONE, TABLET, DESK])
def test_a_page_of_many_families_and_options_fits_every_screen(visit: Callable[..., Any], full_page: Path, width: int) -> None:
    seen = visit(full_page, width)
    assert seen.said == []
    assert len(seen.page.query_selector_all(".plot .main-svg")) > CHARTS
    assert seen.page.evaluate(MISPLACED_TEXT) == []
    assert seen.page.evaluate(CRAMPED) == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_list_of_sections_leads_to_them(visit: Callable[..., Any], full_page: Path) -> None:
    page = visit(full_page).page
    page.click("nav a[href='#front-door']")
    assert abs(page.evaluate("document.getElementById('front-door').getBoundingClientRect().top")) < 5
    places = page.eval_on_selector_all("nav a", "all => all.map(a => document.querySelector(a.getAttribute('href')) !== null)")
    assert len(places) >= 8
    assert all(places)


def test_charts_follow_the_window_and_the_paper(visit: Callable[..., Any], plain_page: Path) -> None:
    page = visit(plain_page, DESK).page
    width = "document.querySelector('.plot svg').getBoundingClientRect().width"
    before = page.evaluate(width)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(width) == PAPER
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(width) == before
    page.set_viewport_size({"width": PHONE, "height": 800})
    page.wait_for_timeout(600)  # a function in words, which waiting for a condition needs, is refused by the page's policy
    assert page.evaluate(width) < PHONE


def test_it_prints(visit: Callable[..., Any], plain_page: Path) -> None:
    printed = visit(plain_page).page.pdf(prefer_css_page_size=True)
    pages = printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ")
    assert 4 <= pages <= 12


def test_without_scripts_the_numbers_are_still_there(visit: Callable[..., Any], plain_page: Path) -> None:
    page = visit(plain_page, scripts=False).page
    assert "Charts need scripts" in page.inner_text("noscript")
    page.click("figure.chart summary")
    assert page.query_selector("figure.chart tbody tr").is_visible()


def test_a_script_the_page_did_not_bring_is_refused(visit: Callable[..., Any], plain_page: Path) -> None:
    seen = visit(plain_page)
    ran = seen.page.evaluate(
        """() => { const s = document.createElement('script'); s.textContent = 'window.intruder = 1';
                   document.body.append(s); return window.intruder; }"""
    )
    assert ran is None
    assert any("Content Security Policy" in words for words in seen.said)


@pytest.mark.parametrize("part", range(3))
def test_no_label_runs(visit: Callable[..., Any], plain_page: Path, tmp_path: Path, part: int) -> None:
    seen = visit(hostile_results(tmp_path, PAYLOADS[part::3]))
    expected = visit(plain_page).page
    page = seen.page
    page.eval_on_selector_all("details", "all => all.forEach(d => { d.open = true; })")
    hover_over_last_option(page)
    assert "<b><i>b</i></b>" in page.inner_text("#public .plot >> nth=0"), "labels are shown as they were written"
    assert seen.dialogs == []
    assert seen.said == []
    assert [url for url in seen.asked if not url.startswith("file:")] == []
    count = "tag => document.querySelectorAll(tag).length"
    for tag in (
        "script",
        "img",
        "iframe",
        "a[href]",
        "a",
        "object",
        "embed",
        "form",
        "input",
        "video",
        "base",
        "link",
        "meta",
        "style",
        "template",
        "math",
        "marquee",
        "b",
        "body *[onload]",
        "*[onerror]",
        "*[onmouseover]",
    ):
        assert page.evaluate(count, tag) == expected.evaluate(count, tag), tag
    assert page.title().isprintable()
    assert len(page.query_selector_all(".plot .main-svg")) == len(expected.query_selector_all(".plot .main-svg"))
    assert page.evaluate("document.documentElement.scrollWidth") <= DESK


def test_the_corpus_is_large_and_does_run_where_nothing_guards(visit: Callable[..., Any], tmp_path: Path) -> None:
    assert len(PAYLOADS) >= 40
    unguarded = tmp_path / "unguarded.html"
    words = "".join(f"<p>{p}</p>" for p in PAYLOADS[4:9])
    head = "<html data-drawn=1><script>function stolen() { window.stolenFrom = true; }</script>"
    unguarded.write_text(f"{head}<body>{words}", encoding="utf-8")
    assert visit(unguarded).page.evaluate("window.stolenFrom") is True


def test_pages_that_share_a_script_draw_too(visit: Callable[..., Any], tmp_path: Path) -> None:
    folder = write_fake_results(tmp_path / "study")
    seen = visit(build_dashboard(folder, tmp_path / "pages" / "a.html", shared_script=True))
    assert seen.said == []
    assert len(seen.page.query_selector_all(".plot .main-svg")) >= CHARTS


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_unstable_options_are_named_where_their_marks_would_be(visit: Callable[..., Any], tmp_path: Path, width: int) -> None:
    def edit(manifest: Manifest) -> None:
        manifest["unstable"] = [manifest["scenarios"][7]["id"]]

    page = visit(build_dashboard(write_fake_results(tmp_path, edit=edit)), width).page
    texts = page.eval_on_selector_all("#public svg text", "all => all.map(t => t.textContent)")
    assert sum("unstable" in t for t in texts) >= 5


def test_an_unstable_single_run_is_a_calm_page_without_charts(visit: Callable[..., Any], tmp_path: Path) -> None:
    def edit(manifest: Manifest) -> None:
        manifest["unstable"] = [manifest["scenarios"][0]["id"]]

    seen = visit(build_dashboard(write_fake_results(tmp_path, edit=edit, only_baseline=True)))
    assert seen.said == []
    assert seen.page.inner_text(".answer").startswith("This arrangement is unstable")
    assert seen.page.query_selector_all(".plot") == []
