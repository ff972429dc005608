package drafting

import (
	"fmt"
	"strings"
)

// Remarks are the reasons of a statement: what is said of the whole, and of each block of the proposal by itself.
type Remarks struct {
	Language  string
	General   string // Markdown, as the others
	Situation string
	Analysis  string
	Measures  []string // by number; empty where nothing is said
}

// Empty tells whether there is no reason at all.
func (r Remarks) Empty() bool { return r.Compose() == "" }

// remarkHeads are the headings of remarks, in the language they are written in: they belong to the document.
func remarkHeads(language string) (situation, analysis, measure string) {
	switch language {
	case "zh":
		return "关于情况", "关于分析", "关于第%d条措施"
	case "sv":
		return "Om nuläget", "Om analysen", "Om åtgärd %d"
	}
	return "On the situation", "On the analysis", "On measure %d"
}

// Compose puts the remarks together as one text: what is kept in versions, hashed, compared and searched.
func (r Remarks) Compose() string {
	situation, analysis, measure := remarkHeads(r.Language)
	var parts []string
	add := func(heading, body string) {
		if body != "" {
			parts = append(parts, "# "+heading+"\n\n"+lower(body))
		}
	}
	if r.General != "" {
		parts = append(parts, lower(r.General))
	}
	add(situation, r.Situation)
	add(analysis, r.Analysis)
	for i, m := range r.Measures {
		add(fmt.Sprintf(measure, i+1), m)
	}
	return strings.Join(parts, "\n\n")
}

// ParseRemarks takes a composed text apart again.
func ParseRemarks(language, source string) Remarks {
	r := Remarks{Language: language}
	situation, analysis, measure := remarkHeads(language)
	into := map[string]*string{situation: &r.Situation, analysis: &r.Analysis}
	measures := make([]string, MostMeasures)
	for i := range measures {
		into[fmt.Sprintf(measure, i+1)] = &measures[i]
	}
	at := &r.General
	for line := range strings.SplitSeq(source, "\n") {
		if next, parts := into[today(strings.TrimPrefix(line, "# "))]; parts && strings.HasPrefix(line, "# ") {
			at = next
			continue
		}
		*at += line + "\n"
	}
	trim := func(part string) string { return strings.Trim(part, "\n") }
	r.General, r.Situation, r.Analysis = trim(r.General), trim(r.Situation), trim(r.Analysis)
	for i := range measures {
		if measures[i] = trim(measures[i]); measures[i] != "" {
			r.Measures = measures[:i+1]
		}
	}
	return r
}

// Block gives what is said of a block, by the name of its field.
func (r Remarks) Block(name string) string {
	switch name {
	case ReasonsField:
		return r.General
	case "situation":
		return r.Situation
	case "analysis":
		return r.Analysis
	}
	for i, m := range r.Measures {
		if name == MeasureField(i+1) {
			return m
		}
	}
	return ""
}

// How long the reasons may be, in characters: of the whole, and of one block.
const (
	ReasonsMost = 6_000
	RemarkMost  = 2_000
)

// ReasonsField is the name of the field for what is said of the whole; the blocks have the names they have in a proposal.
const ReasonsField = "reasons"
