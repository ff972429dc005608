package rendering

import (
	"fmt"
	"strings"
	"time"

	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/paper"
	"sametable/internal/text"
)

// Print is the sheet as a paper to file: it says what the sheet says, in the layout of its language, and how anyone can check it. Verify is
// the address of the page that does. What was not issued is marked as a draft.
func (s Sheet) Print(v Version, verify string) *paper.Document {
	m := v.Set
	d := &paper.Document{Language: paper.Language(s.Language), Mark: s.pieces(), Number: s.Number, Title: []string{s.titled()}, Date: s.Dated,
		Issuer: pick(s.Language, "论坛秘书处", "Secretariat of the forum", "Forumets sekretariat"),
		Note: pick(s.Language, "本纪要为论坛文件，非政府公文。", "A paper of the forum. It is no document of a public authority.",
			"En handling från forumet. Den är ingen myndighetshandling."),
		Properties: paper.Properties{Title: s.titled(), Subject: m.MeetingReference, Made: s.made(m), Hash: m.Hash}}
	if m.State != minutes.Issued {
		d.Draft = pick(s.Language, "草稿", "Draft", "Utkast")
	}
	if s.Counts != "" {
		d.Opening = []paper.Block{paper.Paragraph{Text: []paper.Span{{Text: s.Counts, Bold: true}}}}
		d.Note = s.Counts + pick(s.Language, "", " ", " ") + d.Note
	}
	d.Opening = append(d.Opening, paper.Paragraph{Text: paper.Words(s.Opening)})
	for _, section := range s.Sections {
		d.Body = append(d.Body, section.print(s.Language)...)
	}
	for _, e := range s.Errata {
		label := pick(s.Language, "更正"+chinese(e.Number), fmt.Sprintf("Erratum %d", e.Number), fmt.Sprintf("Rättelse %d", e.Number))
		if e.Of != "" {
			label += pick(s.Language, "，", ", ", ", ") + e.Of
		}
		d.Body = append(d.Body, paper.Quote{Label: label, Text: paper.Words(e.Words), From: e.Dated})
	}
	s.enrol(d)
	if s.Approval != "" {
		d.Body = append(d.Body, paper.Paragraph{Text: paper.Words(s.Approval)})
	}
	for _, one := range s.Signed {
		d.Signatures = append(d.Signatures, one.signature(s.Language))
	}
	if m.State == minutes.Issued {
		d.Copies = []paper.Fact{{Label: pick(s.Language, "发送", "To", "Sänds till"), Value: pick(s.Language, "各成员单位，列席单位", "all member organisations and those in attendance",
			"alla medlemsorganisationer och adjungerade")}}
		d.Printer = d.Issuer
		d.Printed = pick(s.Language, s.Dated+"印发", "Issued on "+s.Dated, "Expedierat den "+s.Dated)
		d.Verify = paper.Verify{Address: verify, Lines: []string{pick(s.Language, "扫码核对编号、版本和校验值", "Scan to check number, version and hash", "Skanna för att kontrollera nummer, version och kontrollsumma"),
			s.Number, m.Code, s.Version(m)}}
	}
	return d
}

// Version names the version that is printed and the beginning of its hash, as the page does.
func (s Sheet) Version(m minutes.Set) string {
	const most = 16
	return fmt.Sprintf(pick(s.Language, "第%d版 %s", "version %d, %s", "version %d, %s"), m.Edition, m.Hash[:min(most, len(m.Hash))])
}

// made is the instant the paper's file bears: the same paper is the same file.
func (s Sheet) made(m minutes.Set) time.Time {
	switch {
	case m.IssuedAt != nil:
		return *m.IssuedAt
	case m.CirculatedAt != nil:
		return *m.CirculatedAt
	}
	return m.StateSince
}

// pieces are the parts of the mark that are kept whole.
func (s Sheet) pieces() []string {
	if s.Language != "zh" {
		return strings.Fields(s.Mark)
	}
	forum := strings.TrimSuffix(s.Mark, "会议纪要")
	for _, seam := range []string{"社会保护", "政策对话", "联合论坛"} {
		if before, after, found := strings.Cut(forum, seam); found && before != "" {
			return []string{before, seam + after, "会议纪要"}
		}
	}
	return []string{forum, "会议纪要"}
}

func (s Sheet) titled() string {
	if s.Language == "zh" && !strings.HasSuffix(s.Title, "纪要") {
		return s.Title + "纪要"
	}
	return s.Title
}

// print is an item with its paragraphs.
func (section Section) print(language string) []paper.Block {
	blocks := []paper.Block{paper.Heading{Level: 1, Number: []int{section.Number}, Text: paper.Words(section.Title)}}
	for _, p := range section.Paragraphs {
		label := p.Label
		if label != "" && language != "zh" {
			label += " "
		}
		if p.Head != "" {
			p.Head = label + p.Head
		}
		if p.Noted != "" {
			blocks = append(blocks, paper.Paragraph{Text: paper.Words(label + p.Noted)})
		}
		switch {
		case p.Decision != nil:
			box := p.Decision.print(p.Head, language)
			box.Text = append(box.Text, noted(p.Typed, language)...)
			blocks = append(blocks, box)
			if p.Words != "" {
				blocks = append(blocks, paper.Paragraph{Text: append(paper.Words(p.Words), p.marked(language)...)})
			}
		case p.Action != nil:
			blocks = append(blocks, paper.Decision{Label: p.Head, Text: append(paper.Words(p.Action.Title), noted(p.Typed, language)...), Facts: p.Action.print(language)})
		case p.Kind == minutes.Reservation && p.Words != "":
			blocks = append(blocks, paper.Quote{Label: p.Head, Text: append(paper.Words(p.Words), p.marked(language)...), From: p.By})
		}
		if told := minutes.Told(p.Kind) || p.Kind == minutes.Election; told && p.Words != "" {
			said := strings.Split(p.Words, "\n\n")
			for n, words := range said {
				switch {
				case n == 0 && p.Head == "":
					words = label + words
				case n == 0: // an election
					words = p.Head + pick(language, "：", ": ", ": ") + words
				}
				one := paper.Paragraph{Text: paper.Words(words)}
				if n == len(said)-1 {
					one.Text = append(one.Text, p.marked(language)...)
				}
				blocks = append(blocks, one)
			}
		}
	}
	for n, f := range section.Files {
		blocks = append(blocks, paper.Paragraph{Text: paper.Words(f.print(n+1, len(section.Files), language))})
	}
	if section.Outcome == meeting.Deferred || section.Outcome == meeting.Referred || section.Outcome == meeting.Withdrawn {
		blocks = append(blocks, paper.Paragraph{Text: []paper.Span{{Text: section.OutcomeIn + pick(language, "。", ".", "."), Bold: true}}})
	}
	return blocks
}

// marked is the mark of a paragraph after its words. What is certified the paper as a whole says nothing of.
func (p Part) marked(language string) []paper.Span {
	if p.State == text.Certified && !p.Stale {
		return nil
	}
	return noted(p.Mark, language)
}

// noted is a mark in brackets.
func noted(mark, language string) []paper.Span {
	if mark == "" {
		return nil
	}
	return []paper.Span{{Text: pick(language, "（"+mark+"）", " ("+mark+")", " ("+mark+")"), Emphasis: true}}
}

// print is who promised it, until when, and the number it bears, by the names they have on the page.
func (a *Due) print(language string) []paper.Fact {
	facts := []paper.Fact{{Label: pick(language, "责任单位", "Responsible", "Ansvarig"), Value: a.Owner}, {Label: pick(language, "完成时限", "Due", "Senast"), Value: a.Until}}
	if a.Promised.Reference != "" {
		facts = append(facts, paper.Fact{Label: pick(language, "落实事项", "Commitment", "Åtagande"), Value: a.Promised.Reference})
	}
	return facts
}

func (b *Boxed) print(label, language string) paper.Decision {
	d := paper.Decision{Label: label, Text: paper.Words(b.Words), Facts: []paper.Fact{{Label: pick(language, "表决规则", "Rule", "Beslutsregel"), Value: b.Rule},
		{Label: pick(language, "表决", "Votes", "Omröstning"), Value: b.Votes},
		{Label: pick(language, "法定人数", "Quorum", "Beslutförhet"), Value: b.Quorum}}}
	for _, g := range b.Groups {
		d.Tally = append(d.Tally, paper.Fact{Label: g.Name, Value: g.Said})
	}
	for _, r := range b.Roll {
		d.Tally = append(d.Tally, paper.Fact{Label: r.Voice, Value: r.Of})
	}
	return d
}

// enrol lists who was there.
func (s Sheet) enrol(d *paper.Document) {
	for _, list := range s.Attendance {
		roll := paper.Roll{Label: list.Word}
		if s.Language != "zh" {
			roll.Head = [2]string{pick(s.Language, "", "Organisation", "Organisation"), pick(s.Language, "", "Delegate", "Delegat")}
		}
		for _, line := range list.Of {
			one := paper.Attendee{Body: line.Name}
			for _, p := range line.People {
				one.Names = append(one.Names, p.Written)
			}
			roll.People = append(roll.People, one)
		}
		d.Attendance = append(d.Attendance, roll)
	}
	if len(s.Quorum) > 0 {
		turns := paper.Roll{Label: pick(s.Language, "法定人数", "Quorum", "Beslutförhet")}
		for _, t := range s.Quorum {
			turns.People = append(turns.People, paper.Attendee{Body: t.Clock + " " + t.Words})
		}
		d.Attendance = append(d.Attendance, turns)
	}
	if len(s.Recorders) > 0 {
		d.Attendance = append(d.Attendance, paper.Roll{Label: pick(s.Language, "记录", "Recorded by", "Vid protokollet"), People: []paper.Attendee{{Names: s.Recorders}}})
	}
}
