package site_test

import (
	"maps"
	"slices"
	"strings"
	"time"

	"sametable/internal/ballot"
	"sametable/internal/commitment"
	"sametable/internal/forumtest/browser"
	"sametable/internal/proposal"
)

// does is what somebody does on one page: she opens it in her language, fills a form in and sends it.
type does struct {
	who, language string
	view          browser.View
	at            string            // without the language
	form          map[string]string // by the fields' names; a choice takes the value, boxes take "all"
	press         string            // the button; empty: the first of the page
	says          []string          // what the page says then
}

// fill fills a form in, as a hand would: choices are chosen, fields are written.
const fill = `(all => { for (const [name, value] of Object.entries(all)) {
	const fields = document.querySelectorAll('main [name="' + name + '"]')
	if (!fields.length) return 'no field ' + name
	fields.forEach(f => {
		if (f.type === 'radio') f.checked = f.value === value
		else if (f.type === 'checkbox') f.checked = value === 'all' || f.value === value
		else f.value = value
		f.dispatchEvent(new Event('input', { bubbles: true }))
		f.dispatchEvent(new Event('change', { bubbles: true }))
	})
} return '' })(`

// act carries it out and gives the page that comes.
func (s seen) act(d does) *browser.Tab {
	s.t.Helper()
	p := s.as(d.who, d.language, d.view)
	p.Go("/" + d.language + d.at)
	if len(d.form) > 0 {
		if wrong := browser.Eval[string](p, fill+object(d.form)+")"); wrong != "" {
			s.t.Fatalf("%s at %s: %s\n%s", d.who, p.Path(), wrong, p.Main())
		}
	}
	press := d.press
	if press == "" {
		press = "main form button.first"
	}
	p.Follow(press)
	s.says(p, d.says...)
	return p
}

// object writes a form as JavaScript has it.
func object(form map[string]string) string {
	var b strings.Builder
	b.WriteByte('{')
	for _, name := range slices.Sorted(maps.Keys(form)) {
		b.WriteString("'" + name + "': '" + form[name] + "',")
	}
	return b.String() + "}"
}

// later lets time go by until a moment after another.
func (s seen) later(moment time.Time) { s.h.Clock.Set(moment.Add(time.Minute)) }

// now is the proposal as it lies in the database.
func (s seen) now(id string) proposal.Proposal {
	s.t.Helper()
	var p proposal.Proposal
	if err := s.h.Store.Read(s.t.Context()).Where("id = ?", id).Take(&p).Error; err != nil {
		s.t.Fatal(err)
	}
	return p
}

// answered takes a proposal in consultation to the table: an organisation wants a change, a colleague of hers confirms it in English, the
// proposer answers in Chinese and her director in English; the secretary takes it up in Swedish.
func (s seen) answered(own, public string) {
	s.t.Helper()
	id := strings.TrimPrefix(own, "/proposal/")
	filed := s.act(does{who: "suliyi", language: "zh", view: browser.Phone(), at: public + "/statement", form: map[string]string{"stance": "changes", "reasons": "总体同意。", "measure_2": "请写明轮值补贴。"},
		says: []string{"等待同事确认", "请写明轮值补贴。"}})
	filed.Picture("life-statement-390-zh")
	at := strings.TrimPrefix(filed.Path(), "/zh")
	s.act(does{who: "liangliheng", language: "en", view: browser.Desk(), at: at + "/confirm", says: []string{"Confirmed. The statement counts."}})
	s.later(*s.now(id).ClosesAt)
	form := s.act(does{who: "maliqing", language: "zh", view: browser.Phone(), at: public, press: `form[action$="/change"] button`, says: []string{"请逐条说明采纳"}})
	said := map[string]string{}
	for name, words := range map[string]string{"asked": "写明轮值补贴", "fate": "part", "reply": "补贴标准由村里商定"} {
		said[browser.Eval[string](form, `document.querySelector('main [name^="`+name+`_"]').name`)] = words
	}
	answers := strings.TrimPrefix(form.Path(), "/zh")
	steps := strings.TrimSuffix(answers, "/answers")
	s.act(does{who: "maliqing", language: "zh", view: browser.Phone(), at: answers, form: said, press: on})
	s.act(does{who: "maliqing", language: "zh", view: browser.Phone(), at: steps + "/check", press: on, says: []string{"已提请本单位另一人确认新版本。"}})
	s.act(does{who: "hanlian", language: "en", view: browser.Desk(), at: steps + "/confirm", says: []string{"The new version is public.", "in part 1"}}).Picture("life-synopsis-1280-en")
	s.act(does{who: "sunlizhen", language: "sv", view: browser.Desk(), at: own + "/deliberate", says: []string{"Behandlingen är inledd."}})
}

// decided puts a proposal to the vote at a table where all are present: the chair opens the ballot in English, an organisation votes on a
// phone in Chinese, others by what their pages would send; the count is made in Swedish and announced in English.
func (s seen) decided(own string) {
	s.t.Helper()
	put := s.act(does{who: "sunlizhen", language: "zh", view: browser.Desk(), at: own + "/ballot", form: map[string]string{"way": "table", "meeting": "HD-M-2019-03", "present": "all"}, says: []string{"表决已准备好"}})
	at := strings.TrimPrefix(put.Path(), "/zh")
	id := at[strings.LastIndex(at, "/")+1:]
	s.act(does{who: "wangliwen", language: "en", view: browser.Desk(), at: at + "/open", says: []string{"The ballot is open"}})
	s.act(does{who: "cairangli", language: "zh", view: browser.Phone(), at: at + "/vote/sanquan", form: map[string]string{"voice": "yes"}, says: []string{"已表决"}}).Picture("life-ballot-390-zh")
	for _, who := range []string{"maliqing", "suliyi", "qinliya", "zhaoliran", "yelizhi", "gaolicheng"} {
		a := s.h.Actor(s.t, who)
		org := a.In(s.now(strings.TrimPrefix(own, "/proposal/")).Forum, s.h.Clock.Now())[0].Organisation
		if _, err := s.h.Rooms.Ballots.Cast(s.t.Context(), a, ballot.Vote{Ballot: id, Organisation: org, Voice: "yes", Language: "zh", Version: 1}); err != nil {
			s.t.Fatal(who, err)
		}
	}
	s.act(does{who: "sunlizhen", language: "sv", view: browser.Desk(), at: at + "/close", says: []string{"Omröstningen är stängd och räknad."}})
	s.act(does{who: "wangliwen", language: "en", view: browser.Desk(), at: own + "/announce", says: []string{"The decision is announced."}}).Picture("life-decided-1280-en")
}

// handled takes a recommended proposal to its end: handed over, answered by two of the authority, rated by two of the proposer's, published
// in Swedish, followed up until the university has verified what was promised.
func (s seen) handled(own string) {
	s.t.Helper()
	step := "/handling/" + strings.TrimPrefix(own, "/proposal/")
	lead := string(s.h.Actor(s.t, "jialixing").Memberships[0].Organisation)
	s.act(does{who: "sunlizhen", language: "en", view: browser.Desk(), at: step + "/hand_over", form: map[string]string{"lead": lead}, says: []string{"Handed over. The authorities are told."}})
	reply := s.act(does{who: "jialixing", language: "zh", view: browser.Desk(), at: step + "/write/reply", form: map[string]string{"verdict_1": "accepted", "why_1": "九月起实行。", "verdict_2": "under_study", "why_2": "先做调查。",
		"until_2": "2019-12-31", "core_zh": "九月起延长开放。", "core_en": "Longer hours from September.", "signer": "副局长", "contact": "0970-5550101"}, says: []string{"已送交第二人确认。"}})
	s.act(does{who: "jiangliyan", language: "zh", view: browser.Desk(), at: strings.TrimPrefix(reply.Path(), "/zh") + "/confirm", says: []string{"九月起延长开放。"}}).Picture("life-reply-1280-zh")
	rating := s.act(does{who: "maliqing", language: "zh", view: browser.Phone(), at: step + "/write/rating", form: map[string]string{"rating": "satisfied", "words": "感谢。"}})
	at := strings.TrimPrefix(rating.Path(), "/zh")
	s.act(does{who: "hanlian", language: "en", view: browser.Desk(), at: at + "/confirm", says: []string{"Confirmed."}})
	s.act(does{who: "elin", language: "sv", view: browser.Desk(), at: at + "/publish", says: []string{"Bedömningen är offentlig."}})
	s.act(does{who: "sunlizhen", language: "zh", view: browser.Desk(), at: step + "/follow_up", form: map[string]string{"due_1": "2019-12-31"}, says: []string{"HD-C-2019-02"}})
	s.kept()
	s.act(does{who: "sunlizhen", language: "en", view: browser.Desk(), at: step + "/close", says: []string{"Closed"}})
}

// kept takes the commitment that came of it to its end: reported in Chinese, verified by another stakeholder group in English.
func (s seen) kept() {
	s.t.Helper()
	var c commitment.Commitment
	if err := s.h.Store.Read(s.t.Context()).Where("reference = 'HD-C-2019-02'").Take(&c).Error; err != nil {
		s.t.Fatal(err)
	}
	at := "/commitment/" + c.ID
	s.act(does{who: "jialixing", language: "zh", view: browser.Desk(), at: c.Path(), press: `form[action$="/accept"] button`})
	s.act(does{who: "jialixing", language: "zh", view: browser.Desk(), at: at + "/report", form: map[string]string{"evidence": "十个活动站已公布开放时间。", "paper": "国发[2016]13号"}})
	s.act(does{who: "zhaoliran", language: "en", view: browser.Desk(), at: at + "/verify"})
}
