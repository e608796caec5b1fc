"""Networks out, statement tables in: each format read back by another reader or checked by hand."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

from onrecord.errors import InputError, StorageError, UsageError
from onrecord.exchange import graphml, matrices
from onrecord.exchange.gexf import GEXF, write_gexf
from onrecord.exchange.networks import read_table, write_network
from onrecord.exchange.nodes import NodeFacts
from onrecord.exchange.refi import read_refi
from onrecord.exchange.sheets import parse_date, read_statements, table_of_frame
from onrecord.exchange.ucinet import write_dl
from onrecord.model import StatementRow, StatementTable, table_of
from onrecord.network import (
    Aggregation,
    Network,
    NetworkType,
    Settings,
    TimeWindow,
    iter_networks,
    list_statements,
    one_mode,
    two_mode,
)

SUBTRACT = Settings(qualifier_aggregation=Aggregation.SUBTRACT)


@pytest.fixture
def table() -> StatementTable:
    """Two actors with awkward names, a claim each for and one against."""
    rows = [
        ('The "Old" Mill; Ltd', "dam", True, 1),
        ("Öl & <Gas>\x01", "dam", False, 2),
        ("Öl & <Gas>\x01", "ferry", True, 3),
    ]
    return table_of(
        [
            StatementRow(
                date=date(2020, 1, day), document=f"d{day}", text=f"words; of {day}",
                values={"organization": who, "concept": what, "agreement": side},
            )
            for who, what, side, day in rows
        ]
    )  # fmt: skip


@pytest.fixture
def stands(table: StatementTable) -> Network:
    """Who is for (1) and against (-1) what."""
    return two_mode(table, SUBTRACT)


@pytest.mark.parametrize("dialect", graphml.Dialect)
def test_graphml_is_read_by_others(stands: Network, tmp_path: Path, dialect: graphml.Dialect) -> None:
    """Labels, modes, attributes, weights and signs survive; what XML cannot hold is replaced."""
    facts = {"dam": NodeFacts(color="#112233", frequency=2, attributes=(("Type", "claim"),))}
    graphml.write_graphml(stands, tmp_path / "n.graphml", dialect=dialect, facts=facts)
    graph = nx.read_graphml(tmp_path / "n.graphml", node_type=str)
    labels = nx.get_node_attributes(graph, "label")
    assert list(labels.values()) == ['The "Old" Mill; Ltd', "Öl & <Gas>\N{REPLACEMENT CHARACTER}", "dam", "ferry"]
    assert graph.nodes["n2"]["Type"] == "claim"
    assert graph.nodes["n2"]["frequency"] == 2
    assert graph.edges["n1", "n2"]["weight"] == -1.0
    assert graph.edges["n1", "n2"]["sign"] == "negative"


def test_visone_gets_colours_and_places(stands: Network, tmp_path: Path) -> None:
    """Agreement is green, disagreement red; every node has a place, the same at every export."""
    for name in ("a", "b"):
        graphml.write_graphml(stands, tmp_path / name, dialect=graphml.Dialect.VISONE)
    text = (tmp_path / "a").read_text("utf-8")
    assert text == (tmp_path / "b").read_text("utf-8")
    root = ET.fromstring(text)
    colours = [line.get("color") for line in root.iter(f"{{{graphml.VISONE}}}LineStyle")]
    assert colours == [graphml.GREEN, graphml.RED, graphml.GREEN]
    assert len(list(root.iter(f"{{{graphml.VISONE}}}Geometry"))) == 4


@pytest.mark.parametrize(
    ("settings", "weight", "colour"),
    [
        (Settings(qualifier_aggregation=Aggregation.COMBINE), 3.0, graphml.BLUE),
        (SUBTRACT, -2.0, graphml.RED),
        (Settings(), 1.0, graphml.GREY),
    ],
)
def test_ties_are_coloured_by_what_they_mean(
    table: StatementTable, settings: Settings, weight: float, colour: str
) -> None:
    """Both sides are blue, disagreement red, no side grey."""
    assert graphml.tie_colour(two_mode(table, settings), weight) == colour


def test_gexf_keeps_weights_positive_and_signs_apart(stands: Network, tmp_path: Path) -> None:
    """Gephi takes no negative weight: the sign stands beside it."""
    write_gexf(stands, tmp_path / "n.gexf")
    root = ET.parse(tmp_path / "n.gexf").getroot()
    edges = list(root.iter(f"{{{GEXF}}}edge"))
    assert [edge.get("weight") for edge in edges] == ["1.0", "1.0", "1.0"]
    values = [{v.get("for"): v.get("value") for v in edge.iter(f"{{{GEXF}}}attvalue")} for edge in edges]
    assert values[1] == {"value": "-1.0", "sign": "negative"}


def test_gexf_of_a_series_has_time_stamps(table: StatementTable, tmp_path: Path) -> None:
    """Nodes and ties of windows come and go at the middle of their window."""
    settings = replace(SUBTRACT, time_window=TimeWindow.DAYS, window_size=1)
    write_gexf(list(iter_networks(table, settings)), tmp_path / "n.gexf")
    root = ET.parse(tmp_path / "n.gexf").getroot()
    graph = root.find(f"{{{GEXF}}}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timerepresentation")) == ("dynamic", "timestamp")
    mill = next(root.iter(f"{{{GEXF}}}node"))
    assert [spell.get("timestamp") for spell in mill.iter(f"{{{GEXF}}}spell")] == ["2020-01-01T12:00:00"]
    with pytest.raises(UsageError, match="no network"):
        write_gexf([], tmp_path / "n.gexf")


def test_dl_holds_labels_and_cells(stands: Network, table: StatementTable, tmp_path: Path) -> None:
    """UCINET reads a full matrix with its labels; two-mode networks name rows and columns."""
    write_dl(stands, tmp_path / "n.dl")
    assert (tmp_path / "n.dl").read_text("utf-8").splitlines() == [
        "dl nr = 2, nc = 2",
        "format = fullmatrix",
        "row labels:",
        '"The \'Old\' Mill; Ltd","Öl & <Gas>\x01"',
        "column labels:",
        '"dam","ferry"',
        "data:",
        "1 0",
        "-1 1",
    ]
    write_dl(one_mode(table), tmp_path / "n.dl")
    assert (tmp_path / "n.dl").read_text("utf-8").startswith("dl n = 2\n")


def test_csv_matrices_plain_and_as_dna_writes_them(stands: Network, tmp_path: Path) -> None:
    """Plain CSV quotes by the book; DNA's uses semicolons and makes double quotes single."""
    matrices.write_matrix(stands, tmp_path / "plain.csv")
    with (tmp_path / "plain.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            ["", "dam", "ferry"], ['The "Old" Mill; Ltd', "1", "0"], ["Öl & <Gas>\x01", "-1", "1"],
        ]  # fmt: skip
    matrices.write_matrix(stands, tmp_path / "dna.csv", dialect=matrices.Dialect.DNA)
    assert (tmp_path / "dna.csv").read_text("utf-8").splitlines()[:2] == [
        '"";"dam";"ferry"', '"The \'Old\' Mill, Ltd";1;0',
    ]  # fmt: skip


def test_an_event_list_is_one_line_per_statement(table: StatementTable, tmp_path: Path) -> None:
    """Semicolons inside text become commas in DNA's dialect."""
    matrices.write_event_list(list_statements(table), tmp_path / "e.csv", dialect=matrices.Dialect.DNA)
    lines = (tmp_path / "e.csv").read_text("utf-8").splitlines()
    assert len(lines) == 4
    assert '"words, of 1"' in lines[1]


@pytest.mark.parametrize("name", ["n.csv", "n.graphml", "n.gexf", "n.dl"])
def test_the_file_name_says_the_format(stands: Network, tmp_path: Path, name: str) -> None:
    """One function writes all formats."""
    write_network(stands, tmp_path / name)
    assert (tmp_path / name).stat().st_size > 0


def test_wrong_names_are_refused(table: StatementTable, stands: Network, tmp_path: Path) -> None:
    """An unknown ending, or a series where one network belongs, says what is possible."""
    with pytest.raises(UsageError, match="no network file"):
        write_network(stands, tmp_path / "n.png")
    with pytest.raises(UsageError, match="holds one network"):
        write_network([stands], tmp_path / "n.dl")
    with pytest.raises(UsageError, match="no statement table"):
        read_table(tmp_path / "n.png")
    with pytest.raises(StorageError, match="cannot be written"):
        write_network(stands, tmp_path / "absent" / "n.csv")


def _sheet(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_plain_sheet_becomes_a_table(tmp_path: Path) -> None:
    """Roles are found by usual names, types by their values; a row without a date is named."""
    path = _sheet(
        tmp_path / "s.csv",
        "organization;concept;agreement;date;source;weight\n"
        "Ox;dam;1;2020-01-02;Echo;3\nYak;dam;0;03.01.2020;Echo;-1\nZebu;dam;1;soon;Post;2\n",
    )
    read = read_statements(path)
    assert [column.type.value for column in read.table.variables] == ["short text", "short text", "boolean", "integer"]
    assert read.roles == {"date": "date", "source": "source"}
    assert [str(problem) for problem in read.problems] == [
        "s.csv row 4: 'date' is 'soon', no date; the row was left out. Write 2024-12-31."
    ]
    assert two_mode(read.table, SUBTRACT).dense.tolist() == [[1], [-1]]


def test_roles_can_be_said(tmp_path: Path) -> None:
    """A column with an unusual name is named by the caller; a wrong name lists the columns."""
    path = _sheet(tmp_path / "s.csv", "who,what,said\nOx,dam,2020\n")
    assert len(read_statements(path, roles={"date": "said"}).table) == 1
    with pytest.raises(InputError, match="no column 'when'"):
        read_statements(path, roles={"date": "when"})
    with pytest.raises(InputError, match="looks like a date"):
        read_statements(path)


def test_a_data_frame_is_a_sheet_in_memory() -> None:
    """Anything with columns will do: truth values, missing values and dates are read as in a sheet."""

    class Frame(dict[str, list[object]]):
        columns = property(lambda self: list(self))

    frame = Frame(
        organization=["Ox", "Yak", None], concept=["dam"] * 3, agreement=[True, False, True],
        date=[date(2020, 1, 1), date(2020, 1, 2), date(2020, 1, 3)], weight=[1.5, float("nan"), 2.0],
    )  # fmt: skip
    read = table_of_frame(frame)
    assert two_mode(read.table, SUBTRACT).dense.tolist() == [[1], [-1]]
    assert read.table.variables[-1].labels == ("", "1.5", "2.0")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-06", date(2024, 5, 6)), ("2024-05-06T10:00:00", date(2024, 5, 6)), ("6.5.2024", date(2024, 5, 6)),
        ("2024", date(2024, 1, 1)), ("45418", date(2024, 5, 6)), ("", None), ("0000", None), ("99999", None),
    ],
)  # fmt: skip
def test_dates_as_sheets_write_them(text: str, expected: date | None) -> None:
    """ISO, German, a year, or Excel's day number."""
    assert parse_date(text) == expected


def test_an_xlsx_file_is_read_without_help(tmp_path: Path) -> None:
    """Shared and inline strings, numbers and gaps of a workbook's first sheet."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets><sheet r:id="r9"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<R><Relationship Id="r9" Target="worksheets/first.xml"/></R>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}"><si><t>concept</t></si>'
        "<si><r><t>da</t></r><r><t>m</t></r></si></sst>",
        "xl/worksheets/first.xml": f"""<worksheet xmlns="{main}"><sheetData>
            <row><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>year</t></is></c>
                 <c r="D1" t="inlineStr"><is><t>organization</t></is></c></row>
            <row><c r="A2" t="s"><v>1</v></c><c r="B2"><v>2015.0</v></c>
                 <c r="D2" t="inlineStr"><is><t>Ox</t></is></c></row></sheetData></worksheet>""",
    }
    with zipfile.ZipFile(tmp_path / "s.xlsx", "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    table, problems = read_table(tmp_path / "s.xlsx")
    assert two_mode(table, Settings(qualifier=None)).edges() == [("Ox", "dam", 1.0)]
    assert problems == ()


def test_a_broken_workbook_is_named(tmp_path: Path) -> None:
    """A file that only begins like a workbook is no workbook."""
    (tmp_path / "s.xlsx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(InputError, match="no workbook"):
        read_table(tmp_path / "s.xlsx")
    with pytest.raises(InputError, match="cannot be read"):
        read_table(tmp_path / "absent.csv")


PROJECT = """<?xml version="1.0"?><Project xmlns="urn:QDA-XML:project:1.0"><CodeBook><Codes>
<Code guid="A" name="Organization"><Code guid="A1" name="Ox Party"/><Code guid="A2" name="Yak League"/></Code>
<Code guid="S" name="Side"><Code guid="S1" name="against"/><Code guid="S2" name="for"/></Code>
<Code guid="C" name="dam"/></Codes></CodeBook><Sources>
<TextSource guid="T1" name="Echo 2020-05-06" plainTextPath="internal://T1.txt">
<PlainTextSelection guid="p" startPosition="4" endPosition="9">
<Coding guid="c1"><CodeRef targetGUID="A1"/></Coding><Coding guid="c2"><CodeRef targetGUID="A2"/></Coding>
<Coding guid="c3"><CodeRef targetGUID="S1"/></Coding><Coding guid="c4"><CodeRef targetGUID="C"/></Coding>
</PlainTextSelection></TextSource>
<TextSource guid="T2" name="undated" creationDateTime="2021-02-03T00:00:00Z">
<PlainTextContent>Yak says yes.</PlainTextContent>
<PlainTextSelection guid="q" startPosition="0" endPosition="3">
<Coding guid="c5"><CodeRef targetGUID="A2"/></Coding><Coding guid="c6"><CodeRef targetGUID="C"/></Coding>
</PlainTextSelection></TextSource></Sources></Project>"""


def test_a_coded_project_becomes_statements(tmp_path: Path) -> None:
    """Codes on the same words make one statement per actor; side codes become agreement; missing dates are told."""
    with zipfile.ZipFile(tmp_path / "p.qdpx", "w") as archive:
        archive.writestr("project.qde", PROJECT)
        archive.writestr("sources/T1.txt", "The 🦊🦊🦊 words here.")
    read = read_refi(tmp_path / "p.qdpx")
    assert read.table.texts == ["🦊🦊🦊 w", "🦊🦊🦊 w", "Yak"]
    network = two_mode(read.table, replace(SUBTRACT, network_type=NetworkType.TWO_MODE))
    assert network.edges() == [("Ox Party", "dam", -1.0)]
    assert network.rows == ("Ox Party", "Yak League")
    assert [str(problem)[:22] for problem in read.problems] == ["source row undated: no"]


def test_no_project_is_no_project(tmp_path: Path) -> None:
    """A foreign archive or a text is named."""
    (tmp_path / "p.qdpx").write_text("hello")
    with pytest.raises(InputError, match="no REFI-QDA project"):
        read_refi(tmp_path / "p.qdpx")
    with zipfile.ZipFile(tmp_path / "q.qdpx", "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(InputError, match=r"project\.qde"):
        read_refi(tmp_path / "q.qdpx")
