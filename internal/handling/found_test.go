package handling_test

import (
	"slices"
	"testing"

	"gorm.io/gorm"

	"sametable/internal/erasing"
	"sametable/internal/handling"
	"sametable/internal/index"
	"sametable/internal/policy"
	"sametable/internal/search"
)

// finds tells whether somebody finds a reply by some words.
func (d *desk) finds(who, query string, a handling.Answer) bool {
	d.Helper()
	d.Must(d.Rooms.Register.CatchUp(d.Context()))
	res, err := d.Rooms.Search.Find(d.Context(), d.Actor(d.T, who), search.Query{Text: query, Reader: "en", Kinds: []string{handling.AnswerNoun}})
	d.Must(err)
	return slices.ContainsFunc(res.Hits, func(h search.Hit) bool { return h.Card.NounID == a.ID && h.Kind == handling.AnswerNoun })
}

// A reply is found from the day it is issued, in each language it says something in: by its core, its verdicts and reasons, the authority,
// who signs, and the title and number of the proposal. Opinions and ratings are found by nobody.
func TestAReplyIsFound(t *testing.T) {
	desks(t, func(d *desk) {
		d.Must(d.hand("sunlizhen", "hd-ca"))
		opinion := d.gives("liliming", "zhengliyuan", handling.Filing{Proposal: d.p.ID, Kind: handling.Opinion, Words: "支持在寄宿学校试点。"})
		f := d.reply(handling.Accepted, handling.InPart, handling.NotCompetent)
		f.CoreSv = "Först ett försök."
		waiting, err := d.file("jialixing", f)
		d.Must(err)
		for _, who := range []string{"", "jialixing", "elin"} {
			if d.finds(who, "先试点", waiting) {
				d.Errorf("%q finds a reply that nobody has issued", who)
			}
		}
		reply, err := d.step("jiangliyan", "confirm", waiting)
		d.Must(err)
		asked := []string{"先试点", "部分采纳", "已列入计划", "副处长", "周末留校照料", d.p.Reference, "pilot first", "outside our remit", "försök", "delvis tillgodosett"}
		all := func(when string, want bool) {
			d.Helper()
			for _, query := range asked {
				if d.finds("", query, reply) != want {
					d.Errorf("%s: %q finds it: %v", when, query, !want)
				}
			}
		}
		all("issued", true)
		rating := d.rated(handling.Basically)
		for _, who := range []string{"", "jialixing", "elin", "maliqing"} {
			if d.finds(who, "寄宿学校试点", opinion) || d.finds(who, "第二项未说明理由", rating) {
				d.Errorf("%q finds what is for fewer readers", who)
			}
		}
		d.Must(d.Rooms.Register.Loose(d.Context(), func(tx *gorm.DB) error {
			return tx.Where("noun = ?", handling.AnswerNoun).Delete(&index.Doc{}).Error
		}))
		all("lost", false)
		_, err = d.Rooms.Search.Rebuild(d.Context())
		d.Must(err)
		all("made anew", true)
		for org, want := range map[string]bool{"hd-edu": true, "hd-ca": false} {
			res, err := d.Rooms.Search.Find(d.Context(), policy.Actor{}, search.Query{Text: "试点", Organisation: org, Kinds: []string{handling.AnswerNoun}})
			if found := slices.ContainsFunc(res.Hits, func(h search.Hit) bool { return h.Card.NounID == reply.ID }); err != nil || found != want {
				d.Errorf("of %s: %v, %v", org, found, err)
			}
		}
	})
}

// What a reply is found under goes with the proposal's words when they are erased.
func TestTheTitleOfAReplyIsErased(t *testing.T) {
	desks(t, func(d *desk) {
		reply := d.replied(handling.Accepted, handling.Accepted, handling.Accepted)
		if !d.finds("", "周末留校照料", reply) {
			d.Fatal("it is not found by the proposal's title")
		}
		for _, who := range []string{"elin", "linlihua"} {
			_, err := d.Rooms.Erasings.Erase(d.Context(), d.Actor(d.T, who), erasing.Erasing{Of: d.p.Record(), Reason: "文中可认出一个孩子。", Mark: d.p.VersionID})
			d.Must(err)
		}
		var n int64
		d.Must(d.Rooms.Register.CatchUp(d.Context()))
		d.Must(d.Store.Read(d.Context()).Model(&index.Doc{}).Where("title LIKE ?", "%关于周末留校照料的建议%").Count(&n).Error)
		if n != 0 {
			d.Errorf("the title stands in %d documents of the index", n)
		}
		if d.finds("", "周末留校照料", reply) {
			d.Error("it is found by what was erased")
		}
	})
}
