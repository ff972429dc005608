package notice_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm"

	"sametable/internal/account"
	"sametable/internal/clock"
	"sametable/internal/forum"
	"sametable/internal/forumtest"
	"sametable/internal/lang"
	"sametable/internal/mail"
	"sametable/internal/notice"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/store"
	"sametable/internal/thread"
	"sametable/locales"
)

var ctx = context.Background()

// counted is a context that counts queries.
func counted() (context.Context, *atomic.Int64) { return store.WithCounter(ctx) }

// words are the messages, read once.
var words = sync.OnceValue(func() *lang.Catalogue {
	c, err := lang.Load(locales.Messages())
	if err != nil {
		panic(err)
	}
	return c
})

// quick is a pace for tests.
func quick() notice.Pace {
	return notice.Pace{Poll: 20 * time.Millisecond, Tend: 20 * time.Millisecond, Retry: func(int) time.Duration { return 50 * time.Millisecond }}
}

// pile keeps letters in memory.
type pile struct {
	mu      sync.Mutex
	letters []mail.Letter
}

func (p *pile) Send(_ context.Context, l mail.Letter) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.letters = append(p.letters, l)
	return nil
}

func (p *pile) all() []mail.Letter {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]mail.Letter(nil), p.letters...)
}

// world is a small forum, HD, with the people of three organisations, written row by row.
type world struct {
	testing.TB
	r        *register.Register
	c        *clock.Shifted
	accounts *account.Accounts
	forums   *forum.Forums
	n        *notice.Notices
	pile     *pile
	posts    int
}

// template is the world as it is founded, once for a run on each engine.
func template(t testing.TB) forumtest.Template {
	return forumtest.Template{Name: "notice", Fill: func(ctx context.Context, db *store.DB) error {
		if err := db.Migrate(ctx); err != nil {
			return err
		}
		over(t, db, &pile{}).found()
		return nil
	}}
}

func over(t testing.TB, db *store.DB, sender mail.Sender) *world {
	c := clock.At(forumtest.Start)
	r := register.New(db, c)
	w := &world{TB: t, r: r, c: c, accounts: account.New(r, safeguard.Default()), forums: forum.New(r, safeguard.Default())}
	w.pile, _ = sender.(*pile)
	w.n = notice.New(r, w.accounts, words(), sender, "https://forum.example").Paced(quick())
	return w
}

// worlds runs a test on each engine. The sender is a pile unless the test brings another.
func worlds(t *testing.T, sender mail.Sender, test func(w *world)) {
	t.Helper()
	forumtest.Each(t, func(t *testing.T, engine store.Engine) {
		to := sender
		if to == nil {
			to = &pile{}
		}
		w := over(t, template(t).On(t, engine), to)
		w.must(w.r.Follow(ctx, w.n.Follower()))
		w.must(w.r.CatchUp(ctx))
		test(w)
	})
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// write changes rows and enters each change, as the system, telling nobody.
func (w *world) write(rows ...interface{ Record() policy.Ref }) {
	w.Helper()
	w.must(w.r.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
		for _, row := range rows {
			ref := row.Record()
			tx.Permit(policy.Allow(ref.Noun, ref.ID, "make"))
			if err := tx.Clauses().Save(row).Error; err != nil {
				return err
			}
			tx.Enter(register.Note{Noun: ref.Noun, ID: ref.ID, Verb: ref.Noun + ".made", Access: policy.Access{Class: policy.Administration}})
		}
		return nil
	}))
}

func (w *world) found() {
	w.Helper()
	for _, o := range []organisation.Organisation{{ID: "sambord", Kind: policy.Facilitator}, {ID: "huilin", Kind: policy.NGO}, {ID: "sanquan", Kind: policy.Company}} {
		o.Key, o.NameZh, o.NameEn, o.NameSv, o.NameNative, o.NativeLanguage = string(o.ID), "单位"+string(o.ID), "Body "+string(o.ID), "Kropp "+string(o.ID), "单位"+string(o.ID), "zh"
		o.State, o.StateSince, o.MadeAt, o.NameKey = organisation.Accredited, w.r.Now(), w.r.Now(), string(o.ID)
		w.write(&o)
	}
	f := forum.Forum{ID: "hd", Key: "HD", NameZh: "华东论坛", NameEn: "East Forum", NameSv: "Östforum", Language: "zh", State: forum.Active, MadeAt: w.r.Now()}
	w.write(&f)
	w.card(register.Card{Noun: forum.Noun, NounID: "hd", Reference: "HD", Language: "zh", TitleZh: f.NameZh, TitleEn: f.NameEn, TitleSv: f.NameSv, Path: "/f/HD",
		Access: policy.Access{Class: policy.Public, Forum: "hd"}})
	w.person("li", "李例明", "Li Liming", "zh", "huilin", true, policy.Titular)
	w.person("zhang", "张例文", "Zhang Liwen", "en", "huilin", false, policy.Alternate)
	w.person("wang", "王例文", "Wang Liwen", "zh", "sanquan", false, policy.Titular)
	w.person("observer", "赵观", "Zhao Guan", "sv", "sanquan", false, policy.Observer)
	w.person("sec", "Åsa Öberg", "", "sv", "sambord", true, policy.Secretary)
	w.person("mod", "Maja Ek", "", "sv", "sambord", false, "")
	w.person("acc", "Ann Cox", "", "en", "sambord", false, "")
	w.person("adm", "Mats Lind", "", "sv", "sambord", false, "")
	w.person("stranger", "Nobody Special", "", "en", "", false, "")
	w.office("mod", policy.Moderator)
	w.office("acc", policy.AccreditationOfficer)
	w.office("adm", policy.Administrator)
	w.thread("t1", "HD-T-2019-01", "儿童主任一人多岗", "One child director, many posts", "Ett barnombud, flera uppdrag")
}

// people are all persons of the world.
func people() []policy.PersonID {
	return []policy.PersonID{"li", "zhang", "wang", "observer", "sec", "mod", "acc", "adm", "stranger"}
}

func (w *world) person(id, name, latin, language string, org policy.OrganisationID, focal bool, capacity policy.Capacity) {
	w.Helper()
	p := account.Person{ID: policy.PersonID(id), Username: id, Name: name, Latin: latin, SortKey: id, Email: id + "@people.example", Language: lang.Code(language),
		State: account.Active, MailMode: account.AtOnce, JoinedAt: w.r.Now()}
	w.write(&p)
	if org == "" {
		return
	}
	w.write(&organisation.Membership{ID: "m-" + id, OrganisationID: org, PersonID: p.ID, FocalPoint: focal, Since: w.r.Now()})
	if capacity != "" {
		w.write(&forum.Mandate{ID: policy.MandateID("d-" + id), ForumID: "hd", OrganisationID: org, PersonID: p.ID, Capacity: capacity, State: forum.Confirmed,
			Starts: w.r.Now().Add(-time.Hour)})
	}
}

func (w *world) office(id policy.PersonID, o policy.Office) {
	w.Helper()
	w.write(&account.Grant{ID: account.GrantID("g-" + id), PersonID: id, Office: o, State: account.Granted, ProposedAt: w.r.Now()})
}

func (w *world) card(c register.Card) {
	w.Helper()
	w.must(w.r.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
		tx.Permit(policy.Allow(c.Noun, c.NounID, "make"))
		tx.Put(c)
		tx.Enter(register.Note{Noun: c.Noun, ID: c.NounID, Verb: c.Noun + ".made", Access: c.Access})
		return nil
	}))
}

func members() policy.Access { return policy.Access{Class: policy.Members, Forum: "hd"} }

func (w *world) thread(id, reference, zh, en, sv string) {
	w.Helper()
	w.write(&thread.Thread{ID: id, ForumKey: "HD", Number: int(id[1]), Year: 2019, Reference: reference, State: thread.Open, OpenedAt: w.r.Now(), LastAt: w.r.Now(),
		Access: members()})
	w.card(register.Card{Noun: thread.Noun, NounID: id, Reference: reference, Language: "zh", TitleZh: zh, TitleEn: en, TitleSv: sv, State: thread.Open,
		Path: "/f/HD/t/2019-01", Access: members()})
	for _, p := range []policy.PersonID{"li", "wang", "observer", "stranger"} {
		w.follow(p, thread.Noun, id, "all")
	}
}

func (w *world) follow(p policy.PersonID, noun, id, level string) {
	w.Helper()
	w.must(w.r.Loose(ctx, func(tx *gorm.DB) error {
		return tx.Save(&thread.Follower{PersonID: p, Noun: noun, NounID: id, Level: level}).Error
	}))
}

// post writes a post of li's in a thread, in a state, with its card, and gives its id.
func (w *world) post(topic, state string) string {
	w.Helper()
	w.posts++
	id := topic + "-p" + string(rune('a'+w.posts))
	p := thread.Post{ID: id, ThreadID: topic, Number: w.posts, AuthorID: "li", AuthorFor: "huilin", Kind: thread.Personal, State: state, SentAt: w.r.Now(), Access: postAccess(state)}
	w.write(&p)
	w.postCard(id, topic, state)
	return id
}

func postAccess(state string) policy.Access {
	a := members()
	a.Person, a.Organisation = "li", "huilin"
	switch state {
	case thread.Held, thread.Returned:
		a.Class = policy.Moderation
	case thread.Confirming:
		a.Class = policy.Organisational
	}
	return a
}

func (w *world) postCard(id, topic, state string) {
	w.Helper()
	var cards []register.Card
	w.must(w.r.Read(ctx).Where("noun = ? AND noun_id = ?", thread.Noun, topic).Find(&cards).Error)
	c := cards[0]
	c.Noun, c.NounID, c.State, c.Access, c.Reference, c.Path = thread.PostNoun, id, state, postAccess(state), c.Reference+" #1", c.Path+"?at=1#p1"
	w.card(c)
}

// say enters something in the register, in one act, and lets the follower read it.
func (w *world) say(by policy.PersonID, notes ...register.Note) {
	w.Helper()
	actor := policy.SystemActor()
	if by != "" {
		actor = policy.Actor{Person: by, Name: w.name(by)}
	}
	w.must(w.r.Act(ctx, actor, func(tx *register.Tx) error {
		for _, n := range notes {
			tx.Permit(policy.Allow(n.Noun, n.ID, "say"))
			tx.Enter(n)
		}
		return nil
	}))
	w.must(w.r.CatchUp(ctx))
}

func (w *world) name(id policy.PersonID) string {
	w.Helper()
	named, err := w.accounts.Named(ctx, id)
	w.must(err)
	return named[id].Name
}

// actor is a person as the doors make her.
func (w *world) actor(id policy.PersonID) policy.Actor {
	w.Helper()
	s, err := w.forums.Standing(ctx, id)
	w.must(err)
	return policy.Actor{Person: id, Name: w.name(id), Offices: s.Offices, Memberships: s.Memberships, Mandates: s.Mandates}
}

// told gives who has a notice of the newest entry.
func (w *world) told() map[policy.PersonID]notice.Why {
	w.Helper()
	seq, _, err := w.r.Head(ctx)
	w.must(err)
	told := map[policy.PersonID]notice.Why{}
	for _, row := range w.notices() {
		if row.Seq == seq {
			told[row.PersonID] = row.Why
		}
	}
	return told
}

func (w *world) notices() []notice.Notice {
	w.Helper()
	var rows []notice.Notice
	w.must(w.r.Read(ctx).Order("seq, person_id").Find(&rows).Error)
	return rows
}

// published is a post of li's that followers are told of.
func (w *world) published(id string) register.Note {
	return register.Note{Noun: thread.PostNoun, ID: id, Verb: "post.published", For: "huilin", Access: postAccess(thread.Published),
		Tell: register.Tell{Followers: []policy.Ref{{Noun: thread.Noun, ID: "t1"}}}}
}
