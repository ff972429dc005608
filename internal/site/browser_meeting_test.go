package site_test

import (
	"strings"
	"testing"
	"time"

	"sametable/internal/ballot"
	"sametable/internal/forumtest/browser"
	"sametable/internal/forumtest/house"
	"sametable/internal/lang"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/store"
)

// sitting is a meeting's whole life, driven in one language, and what is known of it on the way.
type sitting struct {
	seen
	code  lang.Code
	in    *lang.Speaker
	views map[string]browser.View // of those who do not read at a desk
	plain bool                    // without scripts
	tabs  map[string]*browser.Tab
	id    string
}

// TestAMeetingsWholeLife drives it in each language: the delegate on a phone and the others at a desk, all without scripts, or all on
// phones.
func TestAMeetingsWholeLife(t *testing.T) {
	browser.Need(t)
	for _, c := range []struct {
		name   string
		in     lang.Code
		phones []string
		plain  bool
		engine store.Engine
	}{
		{"Chinese", lang.Chinese, []string{"maliqing"}, false, store.SQLite},
		{"Swedish without scripts", lang.Swedish, nil, true, store.SQLite},
		{"English on phones", lang.English, []string{"sunlizhen", "wangliwen", "maliqing", ""}, false, store.Postgres},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := house.World(t, c.engine)
			s := sitting{seen: opened(t, h), code: c.in, in: h.Catalogue.Speaker(c.in), plain: c.plain, views: map[string]browser.View{}, tabs: map[string]*browser.Tab{}}
			for _, who := range c.phones {
				s.views[who] = browser.Phone()
			}
			s.called()
			s.sits()
			s.decides()
			s.written()
			s.issued()
		})
	}
}

// at opens an address of the house as somebody.
func (s *sitting) at(who, path string) *browser.Tab {
	s.t.Helper()
	p := s.tabs[who]
	if p == nil {
		view, ok := s.views[who]
		if !ok {
			view = browser.Desk()
		}
		view.Scriptless = s.plain
		if who == "" {
			p = browser.Open(s.t, s.s.URL, view).Tab()
		} else {
			p = s.as(who, string(s.code), view)
		}
		s.tabs[who] = p
	}
	p.Go("/" + string(s.code) + path)
	return p
}

// send fills in the form of a page whose action ends so, and sends it; the page that comes says the words.
func (s *sitting) send(who, path, action string, form map[string]string, says ...string) *browser.Tab {
	s.t.Helper()
	p := s.at(who, path)
	browser.Eval[bool](p, `(document.querySelectorAll('main details').forEach(d => { d.open = true }), true)`)
	at := `main form[action$="` + action + `"]`
	if len(form) > 0 {
		if wrong := browser.Eval[string](p, strings.ReplaceAll(fill, `main [name=`, at+` [name=`)+object(form)+")"); wrong != "" {
			s.t.Fatalf("%s at %s: %s\n%s", who, p.Path(), wrong, p.Main())
		}
	}
	p.Follow(at + ` button:not([type=button])`)
	s.says(p, says...)
	return p
}

func (s *sitting) picture(p *browser.Tab, name string) {
	p.Picture("sitting-" + name + "-" + string(s.code))
}

// fit fails if a page is wider than what it is read on.
func (s *sitting) fit(p *browser.Tab) {
	s.t.Helper()
	if got := browser.Eval[string](p, tooWide); got != "" {
		s.t.Errorf("%s: %s", p.Path(), got)
	}
}

// called plans a meeting, puts two items on its agenda, announces it and lets a delegate answer.
func (s *sitting) called() {
	s.t.Helper()
	p := s.send("sunlizhen", "/f/HD/meetings/new", "/f/HD/meetings/new", map[string]string{"day": "2019-06-27", "from": "14:30", "to": "17:30", "place": "湖宁", "place_latin": "Huning", "languages": "all"},
		s.in.Of("state.meeting", meeting.Planned))
	s.fit(p)
	s.id = p.Path()[strings.LastIndex(p.Path(), "/")+1:]
	base := "/meeting/" + s.id
	for _, form := range []map[string]string{
		{"title_zh": "开会和点名", "title_en": "Opening and roll", "title_sv": "Öppnande och upprop", "purpose": meeting.Inform, "minutes": "10"},
		{"title_zh": "工作时间汇总报告", "title_en": "Report on working hours", "title_sv": "Rapport om arbetstider", "purpose": meeting.Decide, "minutes": "30"},
	} {
		s.send("sunlizhen", base+"/item", base+"/item", form, form["title_"+string(s.code)])
	}
	p = s.send("sunlizhen", base+"/announce", base+"/announce", nil, s.in.Of("state.meeting", meeting.Announced))
	s.picture(p, "announced")
	place := s.h.PlaceOf(s.t, s.id, "huilin").ID
	p = s.send("maliqing", base+"/reply/"+place, base+"/reply/"+place, map[string]string{"reply": meeting.Coming}, s.in.Of("meeting.reply", meeting.Coming))
	s.fit(p)
}

// path is where the meeting is found.
func (s *sitting) path() string { return s.h.Meeting(s.t, s.id).Path() }

// sits opens the meeting, calls the roll in one form and hears the first item.
func (s *sitting) sits() {
	s.t.Helper()
	s.h.Clock.Set(s.h.Meeting(s.t, s.id).StartsAt)
	hold, base := s.path()+"/hold", "/meeting/"+s.id
	s.send("sunlizhen", hold, base+"/open", nil, s.in.Of("state.meeting", meeting.InSession))
	roll := map[string]string{}
	for org, who := range house.Seated() {
		place := s.h.PlaceOf(s.t, s.id, org).ID
		roll["person_"+place], roll["mode_"+place] = string(s.h.Person(s.t, who)), "room"
	}
	p := s.send("sunlizhen", hold, "/roll", roll, s.in.Say("meeting.here_now"), s.in.Say("flash.meeting_noted"))
	s.fit(p)
	s.send("sunlizhen", hold, "/officers", map[string]string{"presides": string(s.h.Person(s.t, "maliqing"))}, s.in.Say("flash.meeting_noted"))
	first := s.h.Items(s.t, s.id)[0].ID
	s.send("sunlizhen", hold, first+"/open", nil, s.in.Say("meeting.now"))
	s.send("sunlizhen", hold, first+"/note", map[string]string{"words": "会议听取了开场说明。"}, s.in.Of("state.agenda_item", meeting.Noted))
}

// decides words a motion, votes on it and announces it with a promise; what is left is deferred, and the meeting ends.
func (s *sitting) decides() {
	s.t.Helper()
	hold := s.path() + "/hold"
	item := s.item(meeting.Decide)
	motion := house.Motion()
	s.send("sunlizhen", hold, item+"/open", nil)
	words := map[lang.Code]string{lang.Chinese: motion.Zh, lang.English: motion.En, lang.Swedish: motion.Sv}[s.code]
	s.picture(s.send("sunlizhen", hold, item+"/word", map[string]string{"motion_zh": motion.Zh, "motion_en": motion.En, "motion_sv": motion.Sv}, words), "hold")
	s.send("sunlizhen", hold, item+"/put", nil)
	var b ballot.Ballot
	if err := s.h.Store.Read(s.t.Context()).Order("id DESC").Take(&b).Error; err != nil {
		s.t.Fatal(err)
	}
	s.send("maliqing", "/ballot/"+b.ID+"/vote/huilin", "/vote/huilin", map[string]string{"voice": "yes"})
	for org, who := range house.Seated() {
		if org == "huilin" {
			continue
		}
		if _, err := s.h.Rooms.Ballots.Cast(s.t.Context(), s.h.Actor(s.t, who), ballot.Vote{Ballot: b.ID, Organisation: s.h.OrgOf(s.t, org), Voice: "yes", Version: 1}); err != nil {
			s.t.Fatal(who, err)
		}
	}
	s.send("sunlizhen", "/ballot/"+b.ID+"/close", "/close", nil)
	promise := map[string]string{"title_zh": "提交工作时间汇总报告", "title_en": "Summary report on working hours", "title_sv": "Sammanställning av arbetstider",
		"owner": string(s.h.OrgOf(s.t, "huilin")), "due": "2019-09-30"}
	s.fit(s.send("wangliwen", "/meeting/"+s.id+"/item/"+item+"/decide", "/decide", promise, s.in.Of("state.agenda_item", meeting.Decided)))
	s.h.Clock.Set(s.h.Meeting(s.t, s.id).StartsAt.Add(2 * time.Hour))
	for _, i := range s.h.Items(s.t, s.id) {
		if i.State == meeting.Queued {
			s.send("sunlizhen", hold, i.ID+"/open", nil)
			s.send("sunlizhen", hold, i.ID+"/defer", map[string]string{"words": "时间不够。"}, s.in.Of("state.agenda_item", "deferred"))
		}
	}
	p := s.send("sunlizhen", hold, "/end", nil, s.in.Of("state.meeting", meeting.Held))
	s.picture(p, "held")
	s.fit(p)
}

// item is the id of the item of a purpose.
func (s *sitting) item(purpose string) string {
	s.t.Helper()
	for _, i := range s.h.Items(s.t, s.id) {
		if i.Purpose == purpose && i.State == meeting.Queued {
			return i.ID
		}
	}
	s.t.Fatal("no item to " + purpose)
	return ""
}

// written writes the minutes, has the chair send them round, and lets the delegate select words and ask for their correction.
func (s *sitting) written() {
	s.t.Helper()
	on := "/minutes/" + s.id
	b := s.h.BlockOf(s.t, s.id, minutes.Discussion)
	s.send("sunlizhen", on+"/write?block="+b.ID, "/write", map[string]string{"words": "会议听取了汇报。各单位认为，汇总报告将于年底实施。"}, "将于年底实施")
	s.send("sunlizhen", on+"/submit", "/submit", nil, s.in.Of("state.minutes", minutes.Review))
	s.send("wangliwen", on+"/circulate", "/circulate", nil, s.in.Of("state.minutes", minutes.Circulated))
	p := s.at("maliqing", s.path()+"/minutes")
	s.fit(p)
	file := on + "/file?block=" + b.ID
	if !s.plain {
		browser.Eval[bool](p, `(w => { const n = w.nextNode() && w.currentNode, at = n.textContent.indexOf('将于年底实施'), r = document.createRange(); r.setStart(n, at); r.setEnd(n, at + 6)
			getSelection().removeAllRanges(); getSelection().addRange(r); return true })(document.createTreeWalker(document.querySelector('[data-passage*="`+b.ID+`"]'), 4))`)
		p.Until(`!document.querySelector('#passage').hidden`)
		s.picture(p, "passage")
		p.Follow("#passage a")
		if got := p.Value("main [name=quote]"); got != "将于年底实施" {
			s.t.Fatalf("%q was selected", got)
		}
		file = strings.TrimPrefix(p.Path(), "/"+string(s.code))
	}
	form := map[string]string{"kind": "fact", "quote": "将于年底实施", "instead": "拟于年底前提出方案", "reason": "当时说的是方案。", "language": "zh"}
	s.send("maliqing", file, "/file", form, "拟于年底前提出方案")
}

// issued accepts the correction, has the chair confirm and approve, issues the minutes, and lets anybody verify them.
func (s *sitting) issued() {
	s.t.Helper()
	on := "/minutes/" + s.id
	var c minutes.Correction
	if err := s.h.Store.Read(s.t.Context()).Where("minutes_id = ?", s.id).Take(&c).Error; err != nil {
		s.t.Fatal(err)
	}
	s.send("sunlizhen", on+"/settle?correction="+c.ID+"&verb=accept", "/settle", nil, "拟于年底前提出方案")
	s.send("wangliwen", on+"/confirm_version", "/confirm_version", nil)
	s.h.Clock.Set(s.h.Minutes(s.t, s.id).ClosesAt.Add(time.Minute))
	s.send("wangliwen", on+"/approve", "/approve", nil, s.in.Of("state.minutes", minutes.Approved))
	m := s.h.Minutes(s.t, s.id)
	if m.ApprovedHash != m.Hash {
		s.t.Errorf("approved %s, standing %s", m.ApprovedHash, m.Hash)
	}
	s.send("sunlizhen", on+"/issue", "/issue", nil, s.in.Of("state.minutes", minutes.Issued))
	m = s.h.Minutes(s.t, s.id)
	p := s.at("", s.path()+"/minutes")
	s.says(p, m.Numbered(string(s.code)), m.Code, s.in.Of("state.minutes", minutes.Issued))
	s.fit(p)
	s.picture(p, "issued")
	p = s.at("", "/verify?code="+m.Code)
	s.says(p, m.Hash, m.Numbered(string(s.code)))
	s.fit(p)
}
