package proposal

import (
	"regexp"
	"slices"
	"strings"

	"sametable/internal/markup"
)

// Content is what a proposal says, in one language.
type Content struct {
	Language  string   `json:"language"`
	Title     string   `json:"title"`
	Situation string   `json:"situation"` // Markdown
	Analysis  string   `json:"analysis"`  // Markdown
	Measures  []string `json:"measures"`  // each answered for itself in the reply; blanks between them only while it is written
	Grant     Grant    `json:"grant"`
}

// Grant is what a proposal about a grant has to state. In a proposal about anything else it is empty.
type Grant struct {
	Name     string `json:"name,omitempty"`
	Who      string `json:"who,omitempty"`      // who qualifies
	Where    string `json:"where,omitempty"`    // where it is claimed
	Obstacle string `json:"obstacle,omitempty"` // what keeps families from it
	Before   string `json:"before,omitempty"`   // the rule now
	After    string `json:"after,omitempty"`    // the rule as it should be
}

// parts are the six lines of a grant, in their order.
func (g *Grant) parts() []*string {
	return []*string{&g.Name, &g.Who, &g.Where, &g.Obstacle, &g.Before, &g.After}
}

// headings are the words that part a proposal, in the language it is written in: they belong to the document, not to the page.
type headings struct {
	grant, situation, analysis, measures string
	lines                                []string // of the grant
	sep                                  string
}

func headingsIn(language string) headings {
	switch language {
	case "zh":
		return headings{"补贴", "情况", "分析", "建议", []string{"补贴名称", "补贴对象", "申领地点", "障碍", "现行规定", "建议规定"}, "："}
	case "sv":
		return headings{"Bidraget", "Läge", "Analys", "Åtgärder", []string{"Bidrag", "Vem som har rätt till det", "Var det söks", "Hinder", "Regel nu", "Föreslagen regel"}, ": "}
	}
	return headings{"The grant", "Situation", "Analysis", "Measures", []string{"Grant", "Who qualifies", "Where it is claimed", "Obstacle", "Rule now", "Rule proposed"}, ": "}
}

// high is a heading that would stand as high as those that part the proposal.
var high = regexp.MustCompile(`(?m)^ {0,3}(#[ \t])`)

// under is a line of = that would make such a heading of the line above it.
var under = regexp.MustCompile(`(?m)^(.*\S.*\n)( {0,3}=+[ \t]*)$`)

// lower takes from a part what would look like the beginning of another, and shuts a code block that would swallow the next. What it
// gives it does not change again.
func lower(part string) string {
	return markup.Closed(under.ReplaceAllString(high.ReplaceAllString(part, "#$1"), "$1\n$2"))
}

// Asked lists the measures that are asked for. While a proposal is written, there may be blanks between them.
func (c Content) Asked() []string {
	return slices.DeleteFunc(slices.Clone(c.Measures), func(m string) bool { return m == "" })
}

// Compose puts the content together as one text: what is frozen, hashed, compared, translated and searched. Parts that are empty
// have no heading.
func (c Content) Compose() string {
	h := headingsIn(c.Language)
	var parts []string
	add := func(heading, body string) {
		if body != "" {
			parts = append(parts, "# "+heading+"\n\n"+body)
		}
	}
	var lines []string
	for i, value := range c.Grant.parts() {
		if *value != "" {
			lines = append(lines, "- "+h.lines[i]+h.sep+*value)
		}
	}
	add(h.grant, strings.Join(lines, "\n"))
	add(h.situation, lower(c.Situation))
	add(h.analysis, lower(c.Analysis))
	var measures []string
	for _, m := range c.Asked() {
		number := numbered(len(measures) + 1)
		measures = append(measures, number+strings.ReplaceAll(m, "\n", "\n"+strings.Repeat(" ", len(number))))
	}
	add(h.measures, strings.Join(measures, "\n"))
	return strings.Join(parts, "\n\n")
}

// Parse takes a composed text apart again. A text that was not composed is all situation.
func Parse(language, title, source string) Content {
	c := Content{Language: language, Title: title}
	h := headingsIn(language)
	into := map[string]*string{}
	var grant, measures string
	into[h.grant], into[h.situation], into[h.analysis], into[h.measures] = &grant, &c.Situation, &c.Analysis, &measures
	at := &c.Situation
	for line := range strings.SplitSeq(source, "\n") {
		if next, parts := into[strings.TrimPrefix(line, "# ")]; parts && strings.HasPrefix(line, "# ") {
			at = next
			continue
		}
		*at += line + "\n"
	}
	c.Situation, c.Analysis = strings.Trim(c.Situation, "\n"), strings.Trim(c.Analysis, "\n")
	c.Measures = measuresOf(measures)
	for line := range strings.SplitSeq(grant, "\n") {
		label, value, _ := strings.Cut(strings.TrimPrefix(line, "- "), h.sep)
		for i, part := range c.Grant.parts() {
			if label == h.lines[i] {
				*part = value
			}
		}
	}
	return c
}

var begins = regexp.MustCompile(`^\d{1,2}\. `)

func measuresOf(source string) []string {
	var all []string
	indent := ""
	for line := range strings.SplitSeq(strings.Trim(source, "\n"), "\n") {
		number := begins.FindString(line)
		switch {
		case number != "":
			all, indent = append(all, line[len(number):]), strings.Repeat(" ", len(number))
		case len(all) > 0:
			all[len(all)-1] += "\n" + strings.TrimPrefix(line, indent)
		}
	}
	return all
}
