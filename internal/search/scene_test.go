package search_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"sametable/internal/clock"
	"sametable/internal/forum"
	"sametable/internal/forumtest"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/search"
	"sametable/internal/store"
	"sametable/internal/text"
	"sametable/internal/thread"
)

// scene is a small world written row by row, so that every state can be had, also those no use case leads to at once.
type scene struct {
	t *testing.T
	r *register.Register
	s *search.Search
	n int
}

// scenes runs a test on each engine, with the follower following.
func scenes(t *testing.T, test func(s *scene)) {
	t.Helper()
	forumtest.Registers(t, func(t *testing.T, r *register.Register, _ *clock.Shifted) {
		s := &scene{t: t, r: r, s: search.New(r)}
		if err := r.Follow(context.Background(), s.s.Follower()); err != nil {
			t.Fatal(err)
		}
		test(s)
	})
}

// act changes one noun and enters it.
func (s *scene) act(ref policy.Ref, card register.Card, change func(tx *register.Tx) error) {
	s.t.Helper()
	s.n++
	err := s.r.Act(context.Background(), policy.SystemActor(), func(tx *register.Tx) error {
		tx.Permit(policy.Allow(ref.Noun, ref.ID, "make"))
		if err := change(tx); err != nil {
			return err
		}
		if card.Noun != "" {
			tx.Put(card)
		}
		tx.Enter(register.Note{Noun: ref.Noun, ID: ref.ID, Verb: ref.Noun + ".made", Access: card.Access})
		return nil
	})
	if err != nil {
		s.t.Fatalf("%s %s: %v", ref.Noun, ref.ID, err)
	}
}

func (s *scene) follow() {
	s.t.Helper()
	if err := s.r.CatchUp(context.Background()); err != nil {
		s.t.Fatal(err)
	}
}

func (s *scene) organisation(o organisation.Organisation, access policy.Access) {
	s.t.Helper()
	o.NativeLanguage, o.MadeAt, o.StateSince = "zh", s.r.Now(), s.r.Now()
	o.Key = string(o.ID)
	if o.Kind == "" {
		o.Kind = policy.NGO
	}
	s.act(o.Record(), register.Card{Noun: organisation.Noun, NounID: string(o.ID), Language: "zh", TitleZh: o.NameZh, TitleEn: o.NameEn,
		TitleSv: o.NameSv, Path: "/o/" + o.Key, Access: access}, func(tx *register.Tx) error { return tx.Add(&o) })
}

func (s *scene) forum(key, zh, en, sv string) forum.Forum {
	s.t.Helper()
	f := forum.Forum{ID: policy.ForumID("f-" + key), Key: key, NameZh: zh, NameEn: en, NameSv: sv, Language: "zh", State: forum.Active, MadeAt: s.r.Now()}
	s.act(f.Record(), register.Card{Noun: forum.Noun, NounID: string(f.ID), Reference: key, TitleZh: zh, TitleEn: en, TitleSv: sv, Path: f.Path(),
		Access: policy.Access{Class: policy.Public, Forum: f.ID}}, func(tx *register.Tx) error { return tx.Add(&f) })
	return f
}

func (s *scene) thread(f forum.Forum, class policy.Class, d text.Draft) thread.Thread {
	s.t.Helper()
	s.n++
	shown := s.r.Now()
	t := thread.Thread{ShownAt: &shown, ID: fmt.Sprintf("t-%02d", s.n), ForumKey: f.Key, Number: s.n, Year: 2016, Reference: fmt.Sprintf("%s-T-2016-%02d", f.Key, s.n),
		Language: d.Language, State: thread.Open, OpenedFor: "huilin", OpenedAt: s.r.Now(), LastAt: s.r.Now(),
		Access: policy.Access{Class: class, Forum: f.ID}}
	s.act(t.Record(), threadCard(t, d), func(tx *register.Tx) error {
		kept, v, err := text.Begin(tx, t.Record(), d)
		if err != nil {
			return err
		}
		t.TextID, t.VersionID = kept.ID, v.ID
		return tx.Add(&t)
	})
	return t
}

func threadCard(t thread.Thread, d text.Draft) register.Card {
	c := register.Card{Noun: thread.Noun, NounID: t.ID, Reference: t.Reference, Language: d.Language, State: t.State, Path: t.Path(), Access: t.Access}
	c.Titled(d.Language, d.Title)
	return c
}

// post writes a post in a state; what is not published is for its author and moderators, as in earnest.
func (s *scene) post(t thread.Thread, state, language, body string) thread.Post {
	s.t.Helper()
	s.n++
	now := s.r.Now()
	p := thread.Post{ID: fmt.Sprintf("p-%02d", s.n), ThreadID: t.ID, Number: s.n, AuthorID: "author", AuthorFor: "huilin", Kind: thread.Personal,
		State: state, SentAt: now, PublishedAt: &now, Revision: 1}
	p.Access = postAccess(t, state)
	s.act(p.Record(), postCard(t, p), func(tx *register.Tx) error {
		kept, v, err := text.Begin(tx, p.Record(), text.Draft{Language: language, Source: body})
		if err != nil {
			return err
		}
		p.TextID, p.VersionID = kept.ID, v.ID
		return tx.Add(&p)
	})
	return p
}

func postAccess(t thread.Thread, state string) policy.Access {
	x := policy.Access{Class: policy.Moderation, Forum: t.Forum, Organisation: "huilin", Person: "author"}
	switch state {
	case thread.Published, thread.Hidden, thread.Removed, thread.Withdrawn:
		x.Class = t.Class
	case thread.Confirming:
		x.Class = policy.Organisational
	}
	return x
}

func postCard(t thread.Thread, p thread.Post) register.Card {
	return register.Card{Noun: thread.PostNoun, NounID: p.ID, Reference: t.Reference, Language: "zh", TitleZh: "主题 " + t.Reference, State: p.State,
		Path: t.PostPath(p.Number), Access: p.Access}
}

// move gives a post another state.
func (s *scene) move(t thread.Thread, p *thread.Post, state string) {
	s.t.Helper()
	p.State, p.Access = state, postAccess(t, state)
	s.act(p.Record(), postCard(t, *p), func(tx *register.Tx) error { return tx.Save(p) })
}

// translate keeps a translation of a post or thread.
func (s *scene) translate(ref policy.Ref, language string, state text.State, title, body string) {
	s.t.Helper()
	s.act(ref, register.Card{}, func(tx *register.Tx) error {
		_, v, _, err := text.Of(tx.DB, ref)
		if err != nil {
			return err
		}
		_, err = text.Translate(tx, v, text.Rendered{Language: language, State: state, Title: title, Source: body, TranslatedBy: "translator"})
		return err
	})
}

// find gives the nouns a viewer finds.
func (s *scene) find(viewer policy.Actor, q search.Query) map[policy.Ref]search.Hit {
	s.t.Helper()
	res := s.result(viewer, q)
	hits := map[policy.Ref]search.Hit{}
	for _, h := range res.Hits {
		hits[policy.Ref{Noun: h.Card.Noun, ID: h.Card.NounID}] = h
	}
	if len(hits) != len(res.Hits) {
		s.t.Errorf("%q: a noun came twice", q.Text)
	}
	if res.Total != len(hits) && res.Total <= search.PageSize {
		s.t.Errorf("%q: %d hits, but a total of %d", q.Text, len(hits), res.Total)
	}
	return hits
}

// result finds, and counts the statements it took.
func (s *scene) result(viewer policy.Actor, q search.Query) search.Result {
	s.t.Helper()
	ctx, n := store.WithCounter(context.Background())
	res, err := s.s.Find(ctx, viewer, q)
	if err != nil {
		s.t.Fatalf("%.60q: %v", q.Text, err)
	}
	most := int64(3)
	if s.r.Store().Engine() == store.Postgres {
		most++ // the counter takes the inner half of one statement for another
	}
	if n.Load() > most {
		s.t.Errorf("%.60q took %d statements", q.Text, n.Load())
	}
	return res
}

func (s *scene) finds(viewer policy.Actor, text string, ref policy.Ref) bool {
	s.t.Helper()
	_, ok := s.find(viewer, search.Query{Text: text})[ref]
	return ok
}

// member is a person of an organisation with a mandate in a forum.
func member(name string, f forum.Forum, org policy.OrganisationID) policy.Actor {
	return policy.Actor{Person: policy.PersonID(name), Name: name,
		Memberships: []policy.Membership{{Organisation: org, Kind: policy.NGO, Accredited: true}},
		Mandates: []policy.Mandate{{ID: "m-" + policy.MandateID(name), Forum: f.ID, ForumKey: f.Key, Organisation: org, Capacity: policy.Titular,
			From: forumtest.Start.Add(-time.Hour)}}}
}
