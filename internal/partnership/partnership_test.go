package partnership_test

import (
	"strings"
	"testing"
	"time"

	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/partnership"
	"sametable/internal/policy"
)

// table is the world with what the tests of partnerships do in it.
type table struct{ house.Table }

func tables(t *testing.T, test func(t *table)) {
	house.Worlds(t, func(t *testing.T, h *house.House) { test(&table{house.Table{T: t, House: h}}) })
}

// form is a partnership of three out of a proposal.
func (t *table) form() partnership.Form {
	return partnership.Form{Forum: "HD", Language: "zh", TitleZh: "亲情视频与弹性探亲假合作", TitleEn: "Family video and flexible home leave", Scope: "不录音录像。", Region: "680000",
		Ends: "2019-12-31", From: "LH-2019-02", Parties: []partnership.Brought{{Organisation: t.Org("huilin"), Brings: "村里的视频点"}, {}, {Organisation: t.Org("gaohu"), Brings: "视频室"},
			{Organisation: t.Org("huyuan"), Brings: "评估"}}}
}

func (t *table) proposed() partnership.Partnership {
	t.Helper()
	p, err := t.Rooms.Partnerships.Enter(t.Context(), t.Actor(t.T, "sunlizhen"), t.form())
	t.Must(err)
	return p
}

func (t *table) take(p *partnership.Partnership, who string, step partnership.Step) error {
	t.Helper()
	step.Partnership, step.Version, step.Anyway = p.ID, p.Version, true
	next, err := t.Rooms.Partnerships.Take(t.Context(), t.Actor(t.T, who), step)
	if err == nil {
		*p = next
	}
	return err
}

// It is agreed, and public, once every party has confirmed, in whatever order, and active once the agreement is there.
func TestEveryPartyConfirms(t *testing.T) {
	tables(t, func(t *table) {
		p := t.proposed()
		if p.Reference != "HD-PA-2019-01" || p.Path() != "/f/HD/partnerships/2019-01" {
			t.Errorf("%s at %s", p.Reference, p.Path())
		}
		sees := func() bool {
			_, err := t.Rooms.Partnerships.Find(t.Context(), policy.Actor{}, "HD", p.At())
			return err == nil
		}
		for _, who := range []string{"zhaoliran", "maliqing"} {
			if t.Must(t.take(&p, who, partnership.Step{Verb: "confirm"})); p.State != partnership.Proposed || sees() {
				t.Errorf("after %s: %s, public: %v", who, p.State, sees())
			}
		}
		if err := t.take(&p, "hanlian", partnership.Step{Verb: "confirm"}); house.Says(err) != "guard.partnership.waiting" {
			t.Errorf("huilin confirms twice: %v", err)
		}
		if t.Must(t.take(&p, "gaolicheng", partnership.Step{Verb: "confirm"})); p.State != partnership.Agreed || !sees() {
			t.Errorf("%s, public: %v", p.State, sees())
		}
		for want, step := range map[string]partnership.Step{
			"starts:input.required":          {Link: "https://example.org/a"},
			"link:partnership.agreement_one": {Starts: "2019-06-10"},
			"ends:partnership.ends_before":   {Starts: "2019-06-10", Ends: "2019-06-09", Link: "https://example.org/a"},
			"file:letter.not_a_letter":       {Starts: "2019-06-10", File: &input.Sent{File: strings.NewReader("x"), Name: "a.txt"}},
		} {
			if step.Verb = "activate"; house.Says(t.take(&p, "sunlizhen", step)) != want {
				t.Errorf("want %s", want)
			}
		}
		t.Must(t.take(&p, "sunlizhen", partnership.Step{Verb: "activate", Starts: "2019-06-10", Ends: "2019-08-31", File: &input.Sent{File: strings.NewReader("%PDF-1.4 x"), Name: "a.pdf"}}))
		for who, opens := range map[string]bool{"maliqing": true, "alex": true, "fangliqin": false} {
			if _, err := t.Rooms.Partnerships.File(t.Context(), t.Actor(t.T, who), p.FileID); (err == nil) != opens {
				t.Errorf("%s opens the agreement: %v", who, err)
			}
		}
		of, err := t.Rooms.Partnerships.ByOrigin(t.Context(), policy.Actor{}, p.Origin().Ref)
		if err != nil || len(of) != 1 || len(of[0].Parties) != 3 || of[0].OriginReference != "LH-2019-02" || of[0].RegionEn == "" {
			t.Errorf("of the proposal come %d partnerships: %v", len(of), err)
		}
		t.Whole()
	})
}

// Other words are confirmed anew, and nobody confirms words she has not read.
func TestOtherWordsAreConfirmedAnew(t *testing.T) {
	tables(t, func(t *table) {
		p := t.proposed()
		t.Must(t.take(&p, "maliqing", partnership.Step{Verb: "confirm"}))
		old := p
		form := t.form()
		form.Scope, form.Version = "不录音录像；不登记儿童信息。", p.Version
		p, err := t.Rooms.Partnerships.Revise(t.Context(), t.Actor(t.T, "sunlizhen"), p.ID, form)
		t.Must(err)
		row, err := t.Rooms.Partnerships.ByID(t.Context(), t.Actor(t.T, "maliqing"), p.ID)
		t.Must(err)
		for _, y := range row.Parties {
			if y.ConfirmedAt != nil {
				t.Errorf("%s has confirmed words it has not seen", y.OrgKey)
			}
		}
		if err := t.take(&old, "gaolicheng", partnership.Step{Verb: "confirm"}); house.Says(err) != "fault.stale" {
			t.Errorf("an old page confirms: %v", err)
		}
		t.Must(t.take(&p, "gaolicheng", partnership.Step{Verb: "decline", Reason: "理由。"}))
		if p.State != partnership.Declined {
			t.Errorf("%s after a party declined", p.State)
		}
		t.Whole()
	})
}

// What is wrong with a form is said beside its field.
func TestWhatAPartnershipMustSay(t *testing.T) {
	tables(t, func(t *table) {
		for want, change := range map[string]func(*partnership.Form){
			"title_zh:partnership.title_own":  func(f *partnership.Form) { f.TitleZh = "" },
			"scope:input.required":            func(f *partnership.Form) { f.Scope = "" },
			"region:forum.region_unknown":     func(f *partnership.Form) { f.Region = "999999" },
			"ends:partnership.ends_before":    func(f *partnership.Form) { f.Ends = "2019-06-09" },
			"from:commitment.from_unknown":    func(f *partnership.Form) { f.From = "HD-2099-01" },
			"from:commitment.origin_missing":  func(f *partnership.Form) { f.From = "" },
			"party_2:partnership.parties_two": func(f *partnership.Form) { f.Parties = f.Parties[:1] },
			"party_2:partnership.party_twice": func(f *partnership.Form) { f.Parties[1] = f.Parties[0] },
			"party_2:commitment.owner_sits": func(f *partnership.Form) {
				f.Parties[1] = partnership.Brought{Organisation: t.Org("qinghe"), Brings: "场地"}
			},
			"brings_1:input.required":    func(f *partnership.Form) { f.Parties[0].Brings = "" },
			"party_2:input.required":     func(f *partnership.Form) { f.Parties[1].Brings = "场地" },
			"brings_1:safeguard.stopped": func(f *partnership.Form) { f.Parties[0].Brings = "电话" + "13800" + "138000" },
		} {
			form := t.form()
			change(&form)
			if _, err := t.Rooms.Partnerships.Enter(t.Context(), t.Actor(t.T, "sunlizhen"), form); house.Says(err) != want {
				t.Errorf("%v, want %s", err, want)
			}
		}
	})
}

// TestAPartnershipEndsWithItsTerm: after its last day in Beijing it is over, by the clock alone.
func TestAPartnershipEndsWithItsTerm(t *testing.T) {
	tables(t, func(t *table) {
		p := t.proposed()
		for _, who := range []string{"maliqing", "gaolicheng", "zhaoliran"} {
			t.Must(t.take(&p, who, partnership.Step{Verb: "confirm"}))
		}
		t.Must(t.take(&p, "sunlizhen", partnership.Step{Verb: "activate", Starts: "2019-06-10", Ends: "2019-08-31", Link: "https://example.org/a"}))
		for _, c := range []struct {
			at   time.Time
			want string
		}{{time.Date(2019, 8, 31, 15, 59, 59, 0, time.UTC), partnership.Active}, {time.Date(2019, 8, 31, 16, 0, 0, 0, time.UTC), partnership.Ended}} {
			t.Clock.Set(c.at)
			t.Must(t.Rooms.Partnerships.Sweep(t.Context(), c.at))
			var now partnership.Partnership
			if t.Must(t.Store.Read(t.Context()).Where("id = ?", p.ID).Take(&now).Error); now.State != c.want {
				t.Errorf("%s: %s", c.at, now.State)
			}
		}
	})
}
