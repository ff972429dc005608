package drafting

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
	Answers   []Answer `json:"answers"` // the synopsis: what became of the answers to the consultation
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
	grant, situation, analysis, measures, answers string
	lines                                         []string // of the grant
	fate                                          []string // of Fates
	sep                                           string
}

func headingsIn(language string) headings {
	switch language {
	case "zh":
		return headings{"补贴", "情况", "分析", "具体措施", "意见采纳情况", []string{"补贴名称", "补贴对象", "申领地点", "障碍", "现行规定", "拟改规定"}, []string{"采纳", "部分采纳", "未采纳"}, "："}
	case "sv":
		return headings{"Bidraget", "Nuläge", "Analys", "Åtgärder", "Remissammanställning", []string{"Bidrag", "Vem som har rätt till det", "Var det söks", "Hinder", "Regel nu", "Föreslagen regel"},
			[]string{"Tillgodosett", "Delvis tillgodosett", "Inte tillgodosett"}, ": "}
	}
	return headings{"The grant", "Situation", "Analysis", "Measures", "What the statements asked", []string{"Grant", "Who qualifies", "Where it is claimed", "Obstacle", "Rule now", "Rule proposed"},
		[]string{"Taken up", "Taken up in part", "Not taken up"}, ": "}
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
	add(h.measures, listOf(c.Asked()))
	var answers []string
	for _, a := range c.Answers {
		answers = append(answers, h.answer(a))
	}
	add(h.answers, listOf(answers))
	return strings.Join(parts, "\n\n")
}

// listOf is a numbered list, each item's lines under its first.
func listOf(items []string) string {
	var all []string
	for i, item := range items {
		number := numbered(i + 1)
		all = append(all, number+strings.ReplaceAll(item, "\n", "\n"+strings.Repeat(" ", len(number))))
	}
	return strings.Join(all, "\n")
}

// today gives the word that stands in a text composed today where an older one has another: what was kept then comes apart as well.
func today(heading string) string {
	if now, is := map[string]string{"建议": "具体措施", "建议规定": "拟改规定", "Läge": "Nuläge", "Om läget": "Om nuläget"}[heading]; is {
		return now
	}
	if number, is := strings.CutPrefix(heading, "关于建议第"); is {
		return "关于第" + strings.TrimSuffix(number, "项") + "条措施"
	}
	return heading
}

// Parse takes a composed text apart again. A text that was not composed is all situation.
func Parse(language, title, source string) Content {
	c := Content{Language: language, Title: title}
	h := headingsIn(language)
	into := map[string]*string{}
	var grant, measures, answers string
	into[h.grant], into[h.situation], into[h.analysis], into[h.measures], into[h.answers] = &grant, &c.Situation, &c.Analysis, &measures, &answers
	at := &c.Situation
	for line := range strings.SplitSeq(source, "\n") {
		if next, parts := into[today(strings.TrimPrefix(line, "# "))]; parts && strings.HasPrefix(line, "# ") {
			at = next
			continue
		}
		*at += line + "\n"
	}
	c.Situation, c.Analysis = strings.Trim(c.Situation, "\n"), strings.Trim(c.Analysis, "\n")
	c.Measures, c.Answers = measuresOf(measures), h.answersOf(answers)
	for line := range strings.SplitSeq(grant, "\n") {
		label, value, _ := strings.Cut(strings.TrimPrefix(line, "- "), h.sep)
		for i, part := range c.Grant.parts() {
			if today(label) == h.lines[i] {
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
