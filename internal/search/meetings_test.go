package search_test

import (
	"strings"
	"testing"

	"sametable/internal/charter"
	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/index"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/internal/search"
)

// found gives the hits of a kind, by the noun they are of, after the index has heard of everything.
func found(t *testing.T, h *house.House, who, text, kind string) map[string]search.Hit {
	t.Helper()
	if err := h.Rooms.Register.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	actor := policy.Actor{}
	if who != "" {
		actor = h.Actor(t, who)
	}
	res, err := h.Rooms.Search.Find(t.Context(), actor, search.Query{Text: text, Reader: "sv", Kinds: []string{kind}})
	if err != nil {
		t.Fatal(err)
	}
	hits := map[string]search.Hit{}
	for _, hit := range res.Hits {
		if hit.Kind != kind {
			t.Errorf("%s: a %s among %s", text, hit.Kind, kind)
		}
		hits[hit.Card.Path] = hit
	}
	return hits
}

// docsOf gives what is indexed of some nouns: place to content.
func docsOf(t *testing.T, h *house.House, nouns ...string) map[string]string {
	t.Helper()
	var docs []index.Doc
	if err := h.Store.Read(t.Context()).Where("noun IN ?", nouns).Find(&docs).Error; err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, d := range docs {
		all[d.Noun+" "+d.NounID+" "+d.Language] = d.Hash + string(d.Class) + d.Title + d.Body
	}
	return all
}

// A meeting is found by everybody once it is announced, in three languages, by what is on its agenda and what came of it; what was only asked
// for, was struck or is for members stays out.
func TestMeetings(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		secretary := h.Actor(t, "sunlizhen")
		form := house.MeetingForm()
		form.TitleZh, form.TitleEn, form.TitleSv, form.Place, form.PlaceLatin = "鹳鸟专题", "On storks", "Om storkar", "芦苇厅", "Reed Hall"
		m, err := h.Rooms.Meetings.Plan(t.Context(), secretary, form)
		if err != nil {
			t.Fatal(err)
		}
		_, err = h.Rooms.Meetings.AddItem(t.Context(), secretary, meeting.ItemForm{Meeting: m.ID, TitleZh: "渡口值守", TitleEn: "Ferry watch", TitleSv: "Färjevakt", Purpose: meeting.Inform})
		if err != nil {
			t.Fatal(err)
		}
		words := []string{"鹳鸟", "storks", "storkar", "芦苇厅", "reed", "渡口值守", "ferry watch", "färjevakt"}
		seen := func(who string, want bool, words ...string) {
			t.Helper()
			path := h.Meeting(t, m.ID).Path()
			for _, word := range words {
				if _, got := found(t, h, who, word, meeting.Noun)[path]; got != want {
					t.Errorf("%q finds %s: %t", who, word, got)
				}
			}
		}
		seen("sunlizhen", false, words...)
		m = h.Meeting(t, m.ID)
		if m, err = h.Rooms.Meetings.Announce(t.Context(), secretary, m.ID, m.Version); err != nil {
			t.Fatal(err)
		}
		seen("", true, append(words, m.Reference)...)
		for word, language := range map[string]string{"渡口": "zh", "ferry": "en", "färjevakt": "sv"} {
			hit := found(t, h, "", word, meeting.Noun)[m.Path()]
			if hit.Language != language || (hit.State == "original") != (language == "zh") || !hit.At.Equal(m.StartsAt) {
				t.Errorf("%s: %+v", word, hit)
			}
		}
		asked, err := h.Rooms.Meetings.AskItem(t.Context(), h.Actor(t, "maliqing"), meeting.ItemForm{Meeting: m.ID, TitleZh: "雨燕巢箱", Language: "zh", Purpose: meeting.Discuss})
		if err != nil {
			t.Fatal(err)
		}
		seen("sunlizhen", false, "雨燕巢箱", "meet.example.org")
		step := meeting.ItemStep{Meeting: m.ID, Item: asked.ID, Verb: "take_up", Version: asked.Version}
		if asked, err = h.Rooms.Meetings.TakeItem(t.Context(), secretary, step); err != nil {
			t.Fatal(err)
		}
		seen("", true, "雨燕巢箱")
		step.Verb, step.Version = "strike", asked.Version
		if _, err = h.Rooms.Meetings.TakeItem(t.Context(), secretary, step); err != nil {
			t.Fatal(err)
		}
		seen("", false, "雨燕巢箱")
		rebuilt(t, h, meeting.Noun)
		seen("", true, words...)
	})
}

// What a meeting came to is found in its minutes once they are issued, not at the meeting: neither what it decided nor the sentence of an
// outcome. What its items are called is.
func TestWhatAMeetingCameTo(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		m := h.Held(t)
		for word, wanted := range map[string]bool{"summary report": false, "sammanställning": false, "开场说明": false, "Report on working hours": true} {
			if hit, ok := found(t, h, "", word, meeting.Noun)[m.Path()]; ok != wanted {
				t.Errorf("%s: %v, %+v", word, ok, hit)
			}
		}
		next := h.NextMeeting(t, "2019-09-12")
		if _, err := h.Rooms.Meetings.Cancel(t.Context(), h.Actor(t, "sunlizhen"), meeting.Ending{Meeting: next.ID, Reason: "台风。", Version: next.Version}); err != nil {
			t.Fatal(err)
		}
		if hit, ok := found(t, h, "", next.Reference, meeting.Noun)[next.Path()]; !ok || hit.Card.State != meeting.Cancelled {
			t.Errorf("called off: %+v", hit)
		}
	})
}

// rebuilt makes the index anew after what it had of some nouns is lost, and wants the same in it.
func rebuilt(t *testing.T, h *house.House, nouns ...string) {
	t.Helper()
	before := docsOf(t, h, nouns...)
	if _, err := h.Store.SQL().Exec("DELETE FROM index_docs WHERE noun IN ('" + strings.Join(nouns, "','") + "')"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Rooms.Search.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := docsOf(t, h, nouns...); !same(before, after) {
		t.Errorf("before %v, after %v", before, after)
	}
}

// consulted opens the consultation on the next charter of HD.
func consulted(t *testing.T, h *house.House) forum.Charter {
	t.Helper()
	c := h.NextCharter(t, "HD", func(f *charter.Form) { f.Rules.QuietMinutes = 7 })
	for _, step := range []struct{ who, verb, until string }{{"elin", "submit", ""}, {"linlihua", "consult", "2019-06-24"}} {
		var err error
		if c, err = h.Rooms.Charters.Take(t.Context(), h.Actor(t, step.who), charter.Step{Charter: c.ID, Verb: step.verb, Until: step.until, Version: c.Version}); err != nil {
			t.Fatal(house.Says(err))
		}
	}
	return c
}

// What organisations say on a charter is found by those who sit in its forum, with what it was answered, until it is taken back.
func TestCommentsOnACharter(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		c := consulted(t, h)
		say := func(who, language, words string) charter.Comment {
			t.Helper()
			said, err := h.Rooms.Charters.Comment(t.Context(), h.Actor(t, who), charter.Said{Charter: c.ID, Words: words, Language: language, Version: c.Version})
			if err != nil {
				t.Fatal(house.Says(err))
			}
			return said
		}
		zh, en, sv := say("maliqing", "zh", "翠鸟条款宜写明。"), say("qinliya", "en", "The kingfisher clause is vague."), say("zhaoliran", "sv", "Kungsfiskarens paragraf är oklar.")
		for word, one := range map[string]charter.Comment{"翠鸟": zh, "kingfisher": en, "kungsfiskarens": sv} {
			for who, want := range map[string]bool{"": false, "fangliqin": false, "alex": true, "sunlizhen": true, "elin": true} {
				hits := found(t, h, who, word, charter.CommentNoun)
				hit, got := hits["/f/HD/charter/"+number(c)+"#c-"+one.ID]
				if got != want || got && (hit.Language != one.Language || hit.Voice.NounID != string(one.Organisation)) {
					t.Errorf("%q, %s: %t, %+v", who, word, got, hits)
				}
			}
		}
		h.Clock.Set(*c.WindowEnds)
		_, err := h.Rooms.Charters.Answer(t.Context(), h.Actor(t, "sunlizhen"), charter.Answering{Comment: zh.ID, Fate: charter.TakenUp, Answer: "The heron stays.", Language: "en", Version: zh.Version})
		if err != nil {
			t.Fatal(house.Says(err))
		}
		if hits := found(t, h, "alex", "heron", charter.CommentNoun); len(hits) != 1 {
			t.Errorf("by its answer: %v", hits)
		}
		rebuilt(t, h, charter.CommentNoun)
	})
}

// A comment that is taken back is found no more.
func TestACommentIsTakenBack(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		c := consulted(t, h)
		said, err := h.Rooms.Charters.Comment(t.Context(), h.Actor(t, "maliqing"), charter.Said{Charter: c.ID, Words: "翠鸟条款宜写明。", Language: "zh", Version: c.Version})
		if err != nil {
			t.Fatal(house.Says(err))
		}
		if hits := found(t, h, "maliqing", "翠鸟", charter.CommentNoun); len(hits) != 1 {
			t.Errorf("%v", hits)
		}
		if _, err := h.Rooms.Charters.WithdrawComment(t.Context(), h.Actor(t, "maliqing"), said.ID, said.Version); err != nil {
			t.Fatal(house.Says(err))
		}
		if hits := found(t, h, "maliqing", "翠鸟", charter.CommentNoun); len(hits) != 0 {
			t.Errorf("%v", hits)
		}
		if _, there := docsOf(t, h, charter.CommentNoun)[charter.CommentNoun+" "+said.ID+" zh"]; there {
			t.Error("it is still in the index")
		}
	})
}

// Why an editorial change fell is found by those who sit in the forum, in the language it was said in.
func TestObjectionsToAChange(t *testing.T) {
	for language, words := range map[string][2]string{"zh": {"翠鸟会受影响。", "翠鸟"}, "en": {"The kingfisher would suffer.", "kingfisher"}, "sv": {"Kungsfiskaren blir lidande.", "kungsfiskaren"}} {
		house.Worlds(t, func(t *testing.T, h *house.House) {
			p, err := h.Rooms.Forums.Charter(t.Context(), "HD", "zh")
			if err != nil {
				t.Fatal(err)
			}
			f := charter.Proposing{Charter: p.Charter.ID, Reason: "写明期限。", Language: "zh", Form: charter.Form{Zh: p.Sources["zh"] + "\n\n附注甲。", En: p.Sources["en"] + "\n\nNote A.", Sv: p.Sources["sv"] + "\n\nNot A.",
				Rules: p.Charter.Rules(), Version: p.Charter.Version}}
			x, err := h.Rooms.Charters.ProposeChange(t.Context(), h.Actor(t, "sunlizhen"), f)
			if err != nil {
				t.Fatal(house.Says(err))
			}
			x = h.ChangeAnnounced(t, x)
			if hits := found(t, h, "maliqing", "期限", search.ObjectionKind); len(hits) != 0 {
				t.Errorf("nobody has objected: %v", hits)
			}
			_, err = h.Rooms.Charters.TakeChange(t.Context(), h.Actor(t, "maliqing"), charter.ChangeStep{Change: x.ID, Verb: "object", Reason: words[0], Language: language, Version: x.Version})
			if err != nil {
				t.Fatal(house.Says(err))
			}
			for who, want := range map[string]int{"": 0, "fangliqin": 0, "alex": 1, "qinliya": 1} {
				hits := found(t, h, who, words[1], search.ObjectionKind)
				if hit := hits[p.Charter.Path(p.Forum)+"#changes"]; len(hits) != want || want == 1 && (hit.Language != language || hit.Voice.NounID != string(h.OrgOf(t, "huilin"))) {
					t.Errorf("%q: %v", who, hits)
				}
			}
			rebuilt(t, h, charter.ChangeNoun)
		})
	}
}

func number(c forum.Charter) string {
	return strings.TrimPrefix(c.Path(forum.Forum{Key: "HD"}), "/f/HD/charter/")
}
