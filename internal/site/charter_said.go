package site

import (
	"strconv"

	"sametable/internal/charter"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/markup"
	"sametable/web"
)

// aboutComments are the verbs that are offered beside the comment they are about.
func aboutComments() []string {
	return []string{"change_comment", "withdraw_comment", "answer_comment"}
}

// rulePlaces are the words for the rules a comment can be about, by the names of their fields.
func rulePlaces() map[string]string {
	return map[string]string{"notice_days": "rule.notice", "quorum_share": "rule.quorum", "quorum_groups": "rule.quorum_groups", "quorum_needs": "rule.needs", "both_provinces": "rule.provinces",
		"decision": "rule.decision", "roll_call": "rule.roll_call", "attributed_dissent": "rule.dissent", "minutes_approval": "rule.minutes", "minutes_days": "rule.writing", "correction_days": "rule.correction", "consultation_days": "rule.consultation",
		"reply_months": "rule.reply", "reply_months_most": "rule.reply_months_most", "clock_to_members": "rule.clock", "seats": "rule.seats", "threads": "rule.threads",
		"watched": "rule.watched", "quiet_minutes": "rule.quiet", "languages": "rule.languages"}
}

// placeWord says what a comment is about.
func (v *visit) placeWord(c charter.Comment) string {
	switch {
	case c.Block() > 0:
		return v.t.Say("charter.place_block", fault.Args{"N": strconv.Itoa(c.Block())})
	case c.Rule() != "":
		return v.t.Say("charter.place_rule", fault.Args{"Rule": v.t.Say(rulePlaces()[c.Rule()])})
	}
	return v.t.Say("charter.place_whole")
}

// placeOptions are the places of the charter a comment can be about.
func (v *visit) placeOptions(p charter.Page) []web.Option {
	list := []web.Option{{Value: "", Word: v.t.Say("charter.place_whole")}}
	source, tag := p.Text.Source, tagOf(p.Text.Language)
	if own := p.Sources[v.code()]; own != "" && len(markup.Render(own).Blocks) == len(markup.Render(source).Blocks) {
		source, tag = own, v.t.Tag()
	}
	for i, b := range markup.Render(source).Blocks {
		const shown = 60
		list = append(list, web.Option{Value: charter.BlockPlace(i + 1), Word: markup.Excerpt(b.Source, shown), Lang: tag})
	}
	for _, name := range forum.RuleNames() {
		list = append(list, web.Option{Value: charter.RulePlace(name), Word: v.t.Say("charter.place_rule", fault.Args{"Rule": v.t.Say(rulePlaces()[name])})})
	}
	return list
}

// charterComments are what was said on a charter and what became of it, where the viewer may read that; nil where there was no
// consultation.
func (v *visit) charterComments(p charter.Page) (*web.CharterComments, error) {
	if p.Charter.ConsultedAt == nil || !v.s.Charters.Reads(v.actor, p.Forum) {
		return nil, nil
	}
	view := &web.CharterComments{Title: v.t.Say("charter.said"), Empty: v.t.Say("charter.nothing_said"), Lead: v.t.Say("charter.said_lead"),
		List: web.Link(v.t, p.Charter.Path(p.Forum)+"/said")}
	var ids []string
	for _, c := range p.Comments {
		ids = append(ids, c.ID)
	}
	ways, err := v.eraseSome(charter.CommentNoun, ids...)
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for i, c := range p.Comments {
		line := v.commentLine(c)
		line.N = i + 1
		v.commentActs(p, c, &line)
		if way := ways[c.ID]; way != nil {
			line.Acts, line.Notes = append(line.Acts, *way.act), way.notes
		}
		if c.WithdrawnAt == nil {
			counts[c.Fate]++
		}
		view.Rows = append(view.Rows, line)
	}
	if len(p.Comments) > 0 {
		view.Counts = v.t.Say("charter.counts", fault.Args{"All": v.t.Number(len(p.Comments)), "Taken": v.t.Number(counts[charter.TakenUp]), "Part": v.t.Number(counts[charter.InPart]),
			"Not": v.t.Number(counts[charter.NotUp]), "Open": v.t.Number(counts[""])})
	}
	return view, nil
}

// commentLine is one comment with what became of it.
func (v *visit) commentLine(c charter.CommentRow) web.CharterComment {
	line := web.CharterComment{ID: "c-" + c.ID, Org: v.orgNamed(kindOf(c.OrgKind), c.OrgKey, c.OrgZh, c.OrgEn, c.OrgSv), Place: v.placeWord(c.Comment), Quote: c.Quote, Words: c.Words, Lang: tagOf(c.Language),
		When: c.FiledAt, Answer: c.Answer, AnswerLang: tagOf(c.AnswerLanguage)}
	line.QuoteLang = lang.Guess(c.Quote).Tag()
	if c.ChangedAt != nil {
		line.When = *c.ChangedAt
	}
	switch {
	case c.Erased():
		line.Stub = v.t.Say("proposal.erased_title")
	case c.WithdrawnAt != nil:
		line.Stub = v.t.Say("charter.comment_withdrawn", fault.Args{"Day": v.t.Date(*c.WithdrawnAt, lang.Beijing)})
	}
	line.Fate = web.SynopsisLine{Fate: map[string]string{charter.TakenUp: "taken", charter.InPart: "part"}[c.Fate], Word: v.t.Say("charter.no_fate")}
	if c.Fate != "" {
		line.Fate.Word = v.t.Of("charter.fate", c.Fate)
	}
	return line
}

// commentActs fills what the viewer may do with one comment.
func (v *visit) commentActs(p charter.Page, c charter.CommentRow, line *web.CharterComment) {
	for _, verb := range aboutComments() {
		if v.actor.Visitor() || v.s.Charters.May(v.actor, p, verb, &c.Comment) != nil {
			continue
		}
		line.Acts = append(line.Acts, web.Act{Word: v.t.Of("verb.charter", verb), Href: web.Link(v.t, "/charter-comment/"+c.ID+"/"+verb)})
	}
}
