package drafting

import (
	"strconv"
	"strings"

	"sametable/internal/text"
)

// Parts lists what a translation of a proposal is made of: title and measures have to be there, since replies answer the measures by
// number; the rest goes as far as it goes. Of the synopsis, what nobody has put into words yet stays as it was written.
func (c Content) Parts() []text.Part {
	all := []text.Part{{Name: "title", Words: c.Title, Line: true, Most: TitleMost}}
	add := func(p text.Part) {
		if p.Words != "" {
			all = append(all, p)
		}
	}
	for i, name := range GrantFields() {
		add(text.Part{Name: name, Words: *c.Grant.parts()[i], Line: true, Most: GrantMost, Optional: true})
	}
	for i, m := range c.Measures {
		add(text.Part{Name: MeasureField(i + 1), Words: m, Most: MeasureMost})
	}
	add(text.Part{Name: "situation", Words: c.Situation, Most: PartMost, Optional: true})
	add(text.Part{Name: "analysis", Words: c.Analysis, Most: PartMost, Optional: true})
	for i, a := range c.Answers {
		asked, _, reply := AnswerFields(strconv.Itoa(i+1), 1)
		add(text.Part{Name: asked, Words: a.Asked, Line: true, Most: AskedMost, Optional: true})
		add(text.Part{Name: reply, Words: a.Reply, Line: true, Most: ReplyMost, Optional: true})
	}
	return all
}

// Rendered is the content in another language, out of the parts as they were put.
func (c Content) Rendered(language string, said map[string]string) Content {
	put := Content{Language: language, Title: said["title"], Situation: said["situation"], Analysis: said["analysis"]}
	for i, name := range GrantFields() {
		*put.Grant.parts()[i] = said[name]
	}
	for i := range c.Measures {
		put.Measures = append(put.Measures, said[MeasureField(i+1)])
	}
	for i, a := range c.Answers {
		asked, _, reply := AnswerFields(strconv.Itoa(i+1), 1)
		if words := sentence(said[asked]); words != "" {
			a.Asked = words
		}
		if words := sentence(said[reply]); words != "" {
			a.Reply = words
		}
		put.Answers = append(put.Answers, a)
	}
	return put
}

// Said takes a translation of the content apart, as Rendered put it together.
func (c Content) Said(put Content) map[string]string {
	said := map[string]string{"title": put.Title, "situation": put.Situation, "analysis": put.Analysis}
	for i, name := range GrantFields() {
		said[name] = *put.Grant.parts()[i]
	}
	for i, m := range put.Measures {
		said[MeasureField(i+1)] = m
	}
	for i, a := range put.Answers {
		asked, _, reply := AnswerFields(strconv.Itoa(i+1), 1)
		if i < len(c.Answers) && a.Asked != c.Answers[i].Asked {
			said[asked] = a.Asked
		}
		if i < len(c.Answers) && a.Reply != c.Answers[i].Reply {
			said[reply] = a.Reply
		}
	}
	return said
}

// sentence is a line of a synopsis. What would begin a code block at its head, or escape its end, is no part of it.
func sentence(line string) string { return strings.TrimRight(strings.TrimLeft(line, "`~ "), "\\ ") }

// Parts lists what a translation of remarks is made of: every remark that was made.
func (r Remarks) Parts() []text.Part {
	var all []text.Part
	add := func(name, words string, most int) {
		if words != "" {
			all = append(all, text.Part{Name: name, Words: words, Most: most})
		}
	}
	add(ReasonsField, r.General, ReasonsMost)
	add("situation", r.Situation, RemarkMost)
	add("analysis", r.Analysis, RemarkMost)
	for i, m := range r.Measures {
		add(MeasureField(i+1), m, RemarkMost)
	}
	return all
}

// Rendered is the remarks in another language, out of the parts as they were put.
func (r Remarks) Rendered(language string, said map[string]string) Remarks {
	put := Remarks{Language: language, General: said[ReasonsField], Situation: said["situation"], Analysis: said["analysis"]}
	for i := range r.Measures {
		put.Measures = append(put.Measures, said[MeasureField(i+1)])
	}
	return put
}

// Said takes remarks apart, as Rendered put them together.
func (r Remarks) Said() map[string]string {
	said := map[string]string{}
	for _, p := range r.Parts() {
		said[p.Name] = p.Words
	}
	return said
}
