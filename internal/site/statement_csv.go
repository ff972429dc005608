package site

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strconv"
	"strings"
	"time"

	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// statementsCSV serves the counts, or every statement, as a table for a spreadsheet.
func statementsCSV(v *visit) error {
	row, err := v.stated()
	if err != nil {
		return err
	}
	lines, name := [][]string(nil), row.Reference+"-statements.csv"
	if v.QueryParam("of") == "counts" {
		name = row.Reference + "-positions.csv"
		lines, err = v.countLines(row)
	} else {
		lines, err = v.statementLines(row)
	}
	if err != nil {
		return err
	}
	return v.spreadsheet(name, lines)
}

// spreadsheet sends a table for a spreadsheet: UTF-8 with the mark it looks for, and no cell that it would take for a formula.
func (v *visit) spreadsheet(name string, lines [][]string) error {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, line := range lines {
		for i := range line {
			line[i] = harmless(line[i])
		}
		if err := w.Write(line); err != nil {
			return err
		}
	}
	w.Flush()
	v.Response().Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	v.Response().Header().Set("Cache-Control", "private, no-cache")
	return v.Blob(http.StatusOK, "text/csv; charset=utf-8", b.Bytes())
}

// harmless keeps a spreadsheet from taking a cell for a formula.
func harmless(cell string) string {
	if strings.IndexAny(cell, "=+-@\t\r") == 0 {
		return "'" + cell
	}
	return cell
}

// groupWord is what a stakeholder group is called; none is where it would tell whose a statement is.
func (v *visit) groupWord(kind policy.Kind) string {
	if kind == "" {
		return v.t.Say("statement.group_hidden")
	}
	return v.t.Of("web.group", string(kind))
}

func (v *visit) countLines(row proposal.Row) ([][]string, error) {
	all, err := v.s.Proposals.Positions(v.Request().Context(), v.actor, row.Proposal)
	if err != nil {
		return nil, err
	}
	head := []string{v.t.Say("statement.group")}
	for _, s := range proposal.Stances() {
		head = append(head, v.t.Of("web.stand", string(s)))
	}
	lines := [][]string{append(head, v.t.Say("statement.all"), v.t.Of("web.stand", "proposed"))}
	count := func(name string, by map[proposal.Stance]int, proposing int) {
		line, sum := []string{name}, 0
		for _, s := range proposal.Stances() {
			line, sum = append(line, strconv.Itoa(by[s])), sum+by[s]
		}
		lines = append(lines, append(line, strconv.Itoa(sum), strconv.Itoa(proposing)))
	}
	for _, g := range all.Groups {
		count(v.groupWord(g.Kind), g.By, g.Proposing)
	}
	count(v.t.Say("statement.all"), all.Sum, all.Proposing)
	return lines, nil
}

func (v *visit) statementLines(row proposal.Row) ([][]string, error) {
	lines := [][]string{{v.t.Say("statement.organisation"), v.t.Say("statement.group"), v.t.Say("statement.stance"), v.t.Say("statement.filed_on"),
		v.t.Say("statement.confirmed_on"), v.t.Say("statement.version"), v.t.Say("statement.language"), v.t.Say("statement.reasons")}}
	for after := ""; ; {
		rows, next, err := v.s.Proposals.Statements(v.Request().Context(), v.actor, row.Proposal, v.threadReader(), after)
		if err != nil {
			return nil, err
		}
		day := func(at *time.Time) string { return at.In(lang.Beijing.Location()).Format(time.DateOnly) }
		for _, r := range rows {
			name, _ := v.called(r.OrgZh, r.OrgEn, r.OrgSv)
			lines = append(lines, []string{name, v.groupWord(r.OrgKind), v.t.Of("web.stand", string(r.Standing.Stance)), day(r.Standing.Came()),
				day(r.ConfirmedAt), strconv.Itoa(r.Standing.OfRevision), r.Text.Language, r.Source()})
		}
		if next == "" {
			return lines, nil
		}
		after = next
	}
}
