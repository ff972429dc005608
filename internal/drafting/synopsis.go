package drafting

import (
	"slices"
	"strconv"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/safeguard"
)

// Fate is what became of something that a statement asked for.
type Fate string

// The three fates. Whatever is not taken up whole has to say why.
const (
	TakenUp    Fate = "taken"
	InPart     Fate = "part"
	NotTakenUp Fate = "not"
)

// Fates lists every fate, the fullest first.
func Fates() []Fate { return []Fate{TakenUp, InPart, NotTakenUp} }

// Answer is one line of the synopsis: what a statement asked, what became of it, and why. The synopsis is part of the proposal's new
// version, so that it is confirmed, frozen, translated and compared with it.
type Answer struct {
	Of    string `json:"of,omitempty"` // id of the statement; known where the proposal or its sheet is at hand
	Asked string `json:"asked"`
	Fate  Fate   `json:"fate"`
	Reply string `json:"reply,omitempty"`
}

// How long a line of the synopsis may be, in characters, and how many there may be, in all and for each statement.
const (
	AskedMost         = 300
	ReplyMost         = 600
	MostAnswers       = 99
	AnswersPerOpinion = 4
)

// AnswerFields are the names of the three fields of a line: the n-th of a statement, counted from 1.
func AnswerFields(statement string, n int) (asked, fate, reply string) {
	tail := "_" + statement + "_" + strconv.Itoa(n)
	return "asked" + tail, "fate" + tail, "reply" + tail
}

// fates are the words for what became of something, in the language of the document.
func (h headings) fates() map[Fate]string {
	return map[Fate]string{TakenUp: h.fate[0], InPart: h.fate[1], NotTakenUp: h.fate[2]}
}

// answer is a line of the synopsis as it stands in the text: what was asked, and under it in bold what became of it.
func (h headings) answer(a Answer) string {
	if a.Fate == "" { // still being written
		return a.Asked
	}
	line := "**" + h.fates()[a.Fate] + "**"
	if a.Reply != "" {
		line += h.sep + a.Reply
	}
	return a.Asked + "\\\n" + line
}

// answersOf takes a synopsis apart again.
func (h headings) answersOf(source string) []Answer {
	var all []Answer
	for _, item := range measuresOf(source) {
		var a Answer
		var line string
		a.Asked, line, _ = strings.Cut(item, "\\\n")
		line = strings.TrimSpace(line)
		for fate, word := range h.fates() {
			if rest, is := strings.CutPrefix(line, "**"+word+"**"); is {
				a.Fate, a.Reply = fate, strings.TrimPrefix(rest, h.sep)
			}
		}
		all = append(all, a)
	}
	return all
}

// CountFates counts what became of what was asked.
func CountFates(answers []Answer) map[Fate]int {
	n := map[Fate]int{}
	for _, a := range answers {
		n[a.Fate]++
	}
	return n
}

// answerTo reads what was typed of a line. It may be half written; what it lacks is said before it is sent.
func (p passing) answerTo(typed Typed, statement string, n int) (Answer, bool) {
	asked, fate, reply := AnswerFields(statement, n)
	a := Answer{Of: statement}
	a.Asked = p.line(asked, typed.One(asked), AskedMost)
	a.Reply = p.line(reply, typed.One(reply), ReplyMost)
	if chosen := Fate(typed.One(fate)); chosen != "" && !slices.Contains(Fates(), chosen) {
		p.fields.Add(fate, "input.choice", nil)
	} else {
		a.Fate = chosen
	}
	return a, a.Asked != "" || a.Reply != ""
}

// answers reads a synopsis: the statements the form was about, in their order, each with its lines.
func (p passing) answers(typed Typed) []Answer {
	var all []Answer
	for _, statement := range typed["answers"] {
		for n := 1; n <= AnswersPerOpinion; n++ {
			if a, said := p.answerTo(typed, statement, n); said {
				all = append(all, a)
			}
		}
	}
	if len(all) > MostAnswers {
		p.fields.Add("answers", "synopsis.many", fault.Args{"Most": MostAnswers})
	}
	return all
}

// TypedAnswers are the lines as they were typed, unread.
func TypedAnswers(typed Typed) []Answer {
	var all []Answer
	for _, statement := range typed["answers"] {
		for n := 1; n <= AnswersPerOpinion; n++ {
			asked, fate, reply := AnswerFields(statement, n)
			if a := (Answer{Of: statement, Asked: typed.One(asked), Fate: Fate(typed.One(fate)), Reply: typed.One(reply)}); a.Asked != "" || a.Reply != "" {
				all = append(all, a)
			}
		}
	}
	return all
}

// passing reads fields and lets each through the gate; the first that is stopped counts.
type passing struct {
	s       *Drafts
	fields  *fault.Fields
	stopped **fault.Fault
}

func (p passing) pass(name, text string) string {
	if found := p.s.Look(text); len(found) > 0 && *p.stopped == nil {
		*p.stopped = safeguard.Stop(name, found, false)
	}
	return text
}

// line reads one line of the synopsis.
func (p passing) line(name, typed string, most int) string {
	return p.pass(name, sentence(input.Line(p.fields, name, typed, most, false)))
}

// AnsweredTo lists the statements the synopsis answers, line by line.
func (c Content) AnsweredTo() string {
	var ids []string
	for _, a := range c.Answers {
		ids = append(ids, a.Of)
	}
	return strings.Join(ids, " ")
}
