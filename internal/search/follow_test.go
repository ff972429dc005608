package search_test

import (
	"context"
	"testing"
	"time"

	"gorm.io/gorm"

	"sametable/internal/forum"
	"sametable/internal/index"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/search"
	"sametable/internal/text"
	"sametable/internal/thread"
)

func TestFoundIsWhatOneMaySee(t *testing.T) {
	const word = "海棠" // stands in every text of this world
	scenes(t, func(s *scene) {
		s.organisation(organisation.Organisation{ID: "huilin", NameZh: "惠邻海棠中心", NameEn: "Huilin 海棠", State: organisation.Accredited},
			policy.Access{Class: policy.Public, Organisation: "huilin"})
		s.organisation(organisation.Organisation{ID: "draft", NameZh: "海棠筹备组", State: organisation.Draft},
			policy.Access{Class: policy.Accreditation, Organisation: "draft"})
		hd, jh := s.forum("HD", "海棠论坛", "海棠 forum", "海棠-forum"), s.forum("JH", "另一个海棠论坛", "Other 海棠", "Annat 海棠")
		type noun struct {
			ref    policy.Ref
			access policy.Access
			shown  bool
		}
		all := []noun{
			{policy.Ref{Noun: organisation.Noun, ID: "huilin"}, policy.Access{Class: policy.Public}, true},
			{policy.Ref{Noun: organisation.Noun, ID: "draft"}, policy.Access{Class: policy.Accreditation, Organisation: "draft"}, true},
			{hd.Record(), policy.Access{Class: policy.Public}, true}, {jh.Record(), policy.Access{Class: policy.Public}, true},
		}
		for _, f := range []forum.Forum{hd, jh} {
			for _, class := range policy.Classes() {
				th := s.thread(f, class, text.Draft{Language: "zh", Title: "海棠与" + string(class), Source: "目的"})
				own := th.Access
				own.Person, own.Organisation = "author", "huilin"
				th.Access = own
				s.act(th.Record(), threadCard(th, text.Draft{Language: "zh", Title: "海棠"}), func(tx *register.Tx) error { return tx.Save(&th) })
				all = append(all, noun{th.Record(), th.Access, true})
				if class != policy.Public && class != policy.Members {
					continue
				}
				for _, state := range []string{thread.Confirming, thread.Held, thread.Published, thread.Returned, thread.Hidden, thread.Removed, thread.Withdrawn} {
					p := s.post(th, state, "zh", "说到海棠，"+state)
					all = append(all, noun{p.Record(), p.Access, state == thread.Published})
				}
			}
		}
		s.follow()
		actors := map[string]policy.Actor{
			"visitor": {}, "member of HD": member("hanna", hd, "sanquan"), "member of JH": member("jun", jh, "sanquan"),
			"author": member("author", hd, "huilin"), "colleague": {Person: "kollega", Memberships: []policy.Membership{{Organisation: "huilin"}}},
			"of the draft": {Person: "draft", Memberships: []policy.Membership{{Organisation: "draft"}}},
			"moderator":    {Person: "mod", Offices: []policy.Office{policy.Moderator}},
			"officer":      {Person: "officer", Offices: []policy.Office{policy.AccreditationOfficer}},
			"auditor":      {Person: "auditor", Offices: []policy.Office{policy.Auditor}},
			"signed in":    {Person: "nobody"}, "system": policy.SystemActor(),
		}
		for name, actor := range actors {
			hits := map[policy.Ref]search.Hit{}
			for page := 1; page <= 3; page++ {
				for _, h := range s.result(actor, search.Query{Text: word, Page: page}).Hits {
					hits[policy.Ref{Noun: h.Card.Noun, ID: h.Card.NounID}] = h
				}
			}
			seen := 0
			for _, n := range all {
				_, found := hits[n.ref]
				if may := n.shown && actor.Sees(n.access, s.r.Now()); found != may {
					s.t.Errorf("%s, %s %s of class %s: found %t, may see %t", name, n.ref.Noun, n.ref.ID, n.access.Class, found, may)
				} else if may {
					seen++
				}
			}
			if seen != len(hits) {
				s.t.Errorf("%s found %d nouns of which %d are of this world", name, len(hits), seen)
			}
		}
	})
}

func TestAPostIsFoundWhileReadersSeeIt(t *testing.T) {
	scenes(t, func(s *scene) {
		hd := s.forum("HD", "论坛", "Forum", "Forum")
		th := s.thread(hd, policy.Public, text.Draft{Language: "zh", Title: "题目"})
		p := s.post(th, thread.Held, "zh", "关于海棠的话")
		moderator := policy.Actor{Person: "mod", Offices: []policy.Office{policy.Moderator}}
		for _, step := range []struct {
			state string
			found bool
		}{{thread.Held, false}, {thread.Returned, false}, {thread.Held, false}, {thread.Published, true}, {thread.Hidden, false},
			{thread.Published, true}, {thread.Removed, false}, {thread.Published, true}, {thread.Withdrawn, false}} {
			s.move(th, &p, step.state)
			if step.state == thread.Hidden || step.state == thread.Withdrawn { // before the follower has heard of it
				if s.finds(policy.Actor{}, "海棠", p.Record()) {
					s.t.Errorf("%s: still found before the index knows", step.state)
				}
			}
			s.follow()
			for _, viewer := range []policy.Actor{{}, moderator, policy.SystemActor()} {
				if found := s.finds(viewer, "海棠", p.Record()); found != step.found {
					s.t.Errorf("%s: found %t", step.state, found)
				}
			}
		}
	})
}

func TestTheNewestVersionIsFound(t *testing.T) {
	scenes(t, func(s *scene) {
		hd := s.forum("HD", "论坛", "Forum", "Forum")
		p := s.post(s.thread(hd, policy.Public, text.Draft{Language: "en", Title: "Title"}), thread.Published, "en", "the first wording")
		s.follow()
		revise := func(source string) {
			s.act(p.Record(), register.Card{}, func(tx *register.Tx) error {
				doc, _, _, err := text.Of(tx.DB, p.Record())
				if err != nil {
					return err
				}
				v, err := text.Revise(tx, &doc, text.Draft{Language: "en", Source: source})
				p.VersionID = v.ID
				if err != nil {
					return err
				}
				return tx.Save(&p)
			})
			s.follow()
		}
		revise("the second wording")
		if s.finds(policy.Actor{}, "first", p.Record()) || !s.finds(policy.Actor{}, "second wording", p.Record()) {
			s.t.Error("the wording before is found, or the new one is not")
		}
		s.act(p.Record(), register.Card{}, func(tx *register.Tx) error {
			vs, err := text.Versions(tx.DB, p.Record())
			if err != nil {
				return err
			}
			tx.Enter(register.Note{Noun: thread.PostNoun, ID: p.ID, Verb: "post.erased"})
			return text.Erase(tx, vs, nil)
		})
		s.follow()
		if s.finds(policy.SystemActor(), "wording", p.Record()) {
			s.t.Error("erased words are found")
		}
		var left int64
		if err := s.r.Read(context.Background()).Table("index_docs").Where("noun_id = ? OR body_text LIKE ?", p.ID, "%wording%").Count(&left).Error; err != nil || left > 0 {
			s.t.Errorf("%d documents of erased words: %v", left, err)
		}
	})
}

func TestPostsMoveWithTheirThread(t *testing.T) {
	scenes(t, func(s *scene) {
		hd := s.forum("HD", "论坛", "Forum", "Forum")
		th := s.thread(hd, policy.Public, text.Draft{Language: "zh", Title: "海棠"})
		p := s.post(th, thread.Published, "zh", "海棠的话")
		s.follow()
		reader, visitor := member("hanna", hd, "sanquan"), policy.Actor{}
		for _, class := range []policy.Class{policy.Members, policy.Public, policy.Moderation, policy.Public} {
			th.Class = class
			s.act(th.Record(), threadCard(th, text.Draft{Language: "zh", Title: "海棠"}), func(tx *register.Tx) error { return tx.Save(&th) })
			s.follow()
			for _, ref := range []policy.Ref{th.Record(), p.Record()} {
				for name, viewer := range map[string]policy.Actor{"visitor": visitor, "member": reader} {
					if found := s.finds(viewer, "海棠", ref); found != viewer.Sees(th.Access, s.r.Now()) {
						s.t.Errorf("thread of class %s, %s: %s found %t", class, name, ref.Noun, found)
					}
				}
			}
		}
	})
}

func TestOnlyShownTranslationsAreFound(t *testing.T) {
	scenes(t, func(s *scene) {
		hd := s.forum("HD", "论坛", "Forum", "Forum")
		th := s.thread(hd, policy.Public, text.Draft{Language: "zh", Title: "题目"})
		p := s.post(th, thread.Published, "zh", "建立海棠台账")
		for _, c := range []struct {
			state text.State
			found bool
		}{{text.Drafted, false}, {text.InReview, false}, {text.Machine, true}, {text.Reviewed, true}, {text.Drafted, false}, {text.Certified, true}} {
			s.translate(p.Record(), "sv", c.state, "", "ett löpande uppdaterat register")
			s.follow()
			h, found := s.find(policy.Actor{}, search.Query{Text: "register", Reader: "zh"})[p.Record()]
			if found != c.found {
				s.t.Errorf("%s: found %t", c.state, found)
			}
			if found && (h.Language != "sv" || h.State != c.state || h.Card.Path != th.PostPath(p.Number) || marked(h.Excerpt) != "register") {
				s.t.Errorf("%s: %+v", c.state, h)
			}
		}
		s.translate(th.Record(), "en", text.Reviewed, "The title", "A shared purpose")
		s.follow()
		if h := s.find(policy.Actor{}, search.Query{Text: "shared title", Reader: "sv"})[th.Record()]; h.Language != "en" || h.TitleLanguage != "en" || marked(h.Title) != "title" {
			s.t.Errorf("a thread in English: %+v", h)
		}
	})
}

// An organisation is found by the words of what it offers, each in its language, and no longer once that has ended.
func TestOrganisationsAreFoundByTheirServices(t *testing.T) {
	scenes(t, func(s *scene) {
		o := organisation.Organisation{ID: "huilin", NameZh: "惠邻中心", State: organisation.Accredited}
		s.organisation(o, policy.Access{Class: policy.Public})
		row := organisation.Service{ID: "s-1", OrganisationID: o.ID, NameZh: "入村探访", NameSv: "Uppsökande arbete", AboutSv: "Varje torsdag.", ListedAt: s.r.Now()}
		s.act(o.Record(), register.Card{}, func(tx *register.Tx) error { return tx.Add(&row) })
		s.follow()
		for query, language := range map[string]string{"探访": "zh", "uppsökande": "sv", "torsdag": "sv"} {
			if h, found := s.find(policy.Actor{}, search.Query{Text: query, Reader: "en"})[o.Record()]; !found || h.Language != language {
				s.t.Errorf("%s: found %t, in %s", query, found, h.Language)
			}
		}
		before := s.index()
		if _, err := s.s.Rebuild(context.Background()); err != nil || !same(before, s.index()) {
			s.t.Errorf("rebuilt, %v: %v became %v", err, before, s.index())
		}
		day := s.r.Now()
		row.EndedOn = &day
		s.act(o.Record(), register.Card{}, func(tx *register.Tx) error { return tx.Save(&row) })
		s.follow()
		for _, query := range []string{"探访", "uppsökande", "torsdag"} {
			if s.finds(policy.Actor{}, query, o.Record()) {
				s.t.Errorf("%s: what is over is found", query)
			}
		}
	})
}

func TestRepeatingAndRebuildingChangeNothing(t *testing.T) {
	scenes(t, func(s *scene) {
		s.organisation(organisation.Organisation{ID: "huilin", NameZh: "惠邻中心", ServicesZh: "海棠", State: organisation.Accredited}, policy.Access{Class: policy.Public})
		hd := s.forum("HD", "论坛", "Forum", "Forum")
		th := s.thread(hd, policy.Members, text.Draft{Language: "zh", Title: "海棠题目"})
		gone := s.post(th, thread.Published, "zh", "海棠要走")
		s.post(th, thread.Published, "zh", "海棠留下")
		s.follow()
		before := s.index()
		ctx := context.Background()
		again := func() {
			s.t.Helper()
			var entries []register.Entry
			if err := s.r.Read(ctx).Order("seq").Find(&entries).Error; err != nil {
				s.t.Fatal(err)
			}
			if err := s.r.Loose(ctx, func(tx *gorm.DB) error { return s.s.Follower().Handle(ctx, tx, entries) }); err != nil {
				s.t.Fatal(err)
			}
		}
		again()
		if after := s.index(); len(after) != len(before) || !same(before, after) {
			s.t.Errorf("entries read twice: %v became %v", before, after)
		}
		n, err := s.s.Rebuild(ctx)
		if err != nil || n != 5 || !same(before, s.index()) {
			s.t.Errorf("%d nouns rebuilt, %v: %v became %v", n, err, before, s.index())
		}
		// damage: documents lost, and one of a post that is no longer shown
		err = s.r.Loose(ctx, func(tx *gorm.DB) error {
			return tx.Where("noun = ?", thread.Noun).Delete(&index.Doc{}).Error
		})
		if err != nil {
			s.t.Fatal(err)
		}
		s.unheard(th, &gone)
		if _, err := s.s.Rebuild(ctx); err != nil {
			s.t.Fatal(err)
		}
		hits := s.find(policy.SystemActor(), search.Query{Text: "海棠"})
		if _, there := hits[gone.Record()]; there || len(hits) != 3 {
			s.t.Errorf("after repair: %v", hits)
		}
		if len(s.index()) != len(before)-1 {
			s.t.Errorf("after repair: %v", s.index())
		}
	})
}

// A thread whose first post waits is in no index, not even for those who see it.
func TestAThreadThatWaitsIsNotFound(t *testing.T) {
	scenes(t, func(s *scene) {
		d := text.Draft{Language: "zh", Title: "海棠怎么办"}
		th := s.thread(s.forum("HD", "论坛", "Forum", "Forum"), policy.Public, d)
		shown := th.ShownAt
		for _, at := range []*time.Time{nil, shown} {
			th.ShownAt = at
			s.act(th.Record(), threadCard(th, d), func(tx *register.Tx) error { return tx.Save(&th) })
			s.follow()
			if _, found := s.find(policy.SystemActor(), search.Query{Text: "海棠", Reader: "zh"})[th.Record()]; found != (at != nil) {
				s.t.Errorf("shown %v: found %v", at, found)
			}
		}
	})
}
