package notice_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"sametable/internal/account"
	"sametable/internal/forum"
	"sametable/internal/notice"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/thread"
)

func names(told map[policy.PersonID]notice.Why) string {
	var all []string
	for p, why := range told {
		all = append(all, string(p)+":"+string(why))
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

func TestWhoIsTold(t *testing.T) {
	followers := register.Tell{Followers: []policy.Ref{{Noun: thread.Noun, ID: "t1"}}}
	author := register.Tell{Persons: []policy.PersonID{"li"}}
	both := register.Tell{Persons: []policy.PersonID{"li"}, Followers: followers.Followers}
	moderators := register.Tell{Moderators: true}
	focal := register.Tell{FocalPoints: []policy.OrganisationID{"huilin"}}
	forumPeople := register.Tell{Followers: []policy.Ref{{Noun: forum.Noun, ID: "hd"}}}
	keepers := register.Tell{Secretaries: "hd", Moderators: true}
	public := policy.Access{Class: policy.Public, Forum: "hd"}
	mandate := policy.Access{Class: policy.Members, Forum: "hd", Organisation: "huilin", Person: "zhang"}
	accreditation := policy.Access{Class: policy.Accreditation, Organisation: "huilin"}
	administration := policy.Access{Class: policy.Administration, Person: "li"}
	own := policy.Access{Class: policy.Own, Person: "li"}
	post := func(state string) policy.Access { return postAccess(state) }
	cases := []struct {
		verb   string
		by     policy.PersonID
		access policy.Access
		tell   register.Tell
		want   string
	}{
		{"post.published", "li", post(thread.Published), followers, "observer:follows wang:follows"},
		{"post.held", "li", post(thread.Held), moderators, "mod:officer"},
		{"post.confirmation_asked", "zhang", post(thread.Confirming), focal, "li:focal_point"},
		{"post.confirmation_asked", "li", post(thread.Confirming), focal, ""},
		{"post.confirmation_asked", "sec", post(thread.Confirming), moderators, "mod:officer"},
		{"post.confirmed", "zhang", post(thread.Published), both, "li:concerned observer:follows wang:follows"},
		{"post.confirmed_held", "zhang", post(thread.Held), moderators, "mod:officer"},
		{"post.checked", "mod", post(thread.Published), both, "li:concerned observer:follows wang:follows"},
		{"post.declined", "zhang", post(thread.Returned), author, "li:concerned"},
		{"post.released", "mod", post(thread.Published), both, "li:concerned observer:follows wang:follows"},
		{"post.returned", "mod", post(thread.Returned), author, "li:concerned"},
		{"post.resubmitted", "li", post(thread.Held), moderators, "mod:officer"},
		{"post.hidden", "sec", post(thread.Hidden), author, "li:concerned"},
		{"post.restored", "mod", post(thread.Published), both, "li:concerned observer:follows wang:follows"},
		{"post.removed", "mod", post(thread.Removed), author, "li:concerned"},
		{"post.removal_proposed", "mod", post(thread.Held), moderators, ""},
		{"post.revised", "li", post(thread.Published), register.Tell{}, ""},
		{"thread.opened", "wang", members(), forumPeople, "li:sits observer:sits sec:sits zhang:sits"},
		{"thread.locked", "sec", members(), followers, "li:follows observer:follows wang:follows"},
		{"thread.unlocked", "mod", members(), followers, "li:follows observer:follows wang:follows"},
		{"thread.archived", "wang", members(), followers, "li:follows observer:follows"},
		{"mandate.proposed", "li", mandate, register.Tell{Persons: []policy.PersonID{"zhang"}}, "zhang:concerned"},
		{"mandate.accepted", "zhang", mandate, keepers, "mod:officer sec:secretary"},
		{"mandate.confirmed", "sec", mandate, register.Tell{Persons: []policy.PersonID{"zhang"}}, "zhang:concerned"},
		{"mandate.declined", "zhang", mandate, register.Tell{Persons: []policy.PersonID{"zhang"}}, ""},
		{"seat.given", "mod", public, focal, "li:focal_point"},
		{"charter.adopted", "sec", public, forumPeople, "li:sits observer:sits wang:sits zhang:sits"},
		{"charter.submitted", "sec", public, keepers, "mod:officer"},
		{"document.changed", "sec", policy.Access{Class: policy.Public}, author, "li:concerned"},
		{"organisation.submitted", "li", accreditation, register.Tell{Office: policy.AccreditationOfficer}, "acc:officer"},
		{"organisation.info_requested", "acc", accreditation, focal, "li:focal_point"},
		{"organisation.accredited", "acc", public, register.Tell{Organisation: []policy.OrganisationID{"huilin"}}, "li:colleague zhang:colleague"},
		{"organisation.expired", "", public, register.Tell{Organisation: []policy.OrganisationID{"huilin"}}, "li:colleague zhang:colleague"},
		{"office.proposed", "mod", administration, register.Tell{Office: policy.Administrator}, "adm:officer"},
		{"person.password_reset", "", own, author, "li:concerned"},
		{"person.disabled", "mod", administration, register.Tell{Persons: []policy.PersonID{"li"}, Office: policy.Administrator}, "adm:officer"},
	}
	worlds(t, nil, func(w *world) {
		for _, c := range cases {
			noun, _, _ := strings.Cut(c.verb, ".")
			w.say(c.by, register.Note{Noun: noun, ID: "x", Verb: c.verb, Access: c.access, Tell: c.tell})
			if got := names(w.told()); got != c.want {
				w.Errorf("%s by %s: told %q, want %q", c.verb, c.by, got, c.want)
			}
		}
	})
}

func TestATellNamesAPersonOnceAndWhoStandsAsideIsLeftAlone(t *testing.T) {
	worlds(t, nil, func(w *world) {
		everybody := register.Tell{Persons: []policy.PersonID{"li", "li", "wang"}, Moderators: true, Office: policy.Moderator,
			FocalPoints: []policy.OrganisationID{"huilin", "huilin"}, Organisation: []policy.OrganisationID{"huilin", "sanquan"},
			Followers: []policy.Ref{{Noun: thread.Noun, ID: "t1"}, {Noun: forum.Noun, ID: "hd"}}, Secretaries: "hd"}
		w.follow("zhang", forum.Noun, "hd", "off")
		w.follow("wang", thread.Noun, "t1", "off")
		w.say("mod", register.Note{Noun: thread.Noun, ID: "t1", Verb: "thread.locked", Access: members(), Tell: everybody})
		if got, want := names(w.told()), "li:concerned observer:colleague sec:secretary wang:concerned zhang:colleague"; got != want {
			w.Errorf("told %q, want %q", got, want)
		}
		w.say("mod", register.Note{Noun: thread.Noun, ID: "t1", Verb: "thread.locked", Access: members(), Tell: register.Tell{Followers: everybody.Followers}})
		if got, want := names(w.told()), "li:follows observer:follows sec:sits wang:sits"; got != want {
			w.Errorf("told %q, want %q", got, want)
		}
	})
}

// upheavals are what changes somebody's standing.
func upheavals() map[string]func(w *world) {
	day := func(w *world) *time.Time {
		at := w.r.Now()
		return &at
	}
	return map[string]func(w *world){
		"nothing":                  func(*world) {},
		"a mandate ended":          func(w *world) { w.change(&forum.Mandate{}, "d-wang", "state", forum.Ended) },
		"a mandate is paused":      func(w *world) { w.change(&forum.Mandate{}, "d-wang", "state", forum.Paused) },
		"a mandate ran out":        func(w *world) { w.change(&forum.Mandate{}, "d-wang", "ends", day(w)) },
		"a mandate has not begun":  func(w *world) { w.change(&forum.Mandate{}, "d-wang", "starts", w.r.Now().Add(time.Hour)) },
		"somebody left":            func(w *world) { w.change(&organisation.Membership{}, "m-li", "until", day(w)) },
		"a focal point relieved":   func(w *world) { w.change(&organisation.Membership{}, "m-li", "focal_point", false) },
		"an accreditation ended":   func(w *world) { w.change(&organisation.Organisation{}, "huilin", "state", organisation.Suspended) },
		"an accreditation ran out": func(w *world) { w.change(&organisation.Organisation{}, "sanquan", "accredited_until", day(w)) },
		"an office was suspended":  func(w *world) { w.change(&account.Grant{}, "g-mod", "state", account.Suspended) },
		"an office was revoked":    func(w *world) { w.change(&account.Grant{}, "g-adm", "state", account.GrantRevoked) },
	}
}

// change sets one column of one row of the record, with an entry that tells nobody.
func (w *world) change(model interface{ Record() policy.Ref }, id, column string, value any) {
	w.Helper()
	w.must(w.r.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
		if err := tx.Where("id = ?", id).Take(model).Error; err != nil {
			return err
		}
		ref := model.Record()
		tx.Permit(policy.Allow(ref.Noun, ref.ID, "change"))
		tx.Enter(register.Note{Noun: ref.Noun, ID: ref.ID, Verb: ref.Noun + ".changed", Access: policy.Access{Class: policy.Administration}})
		return tx.Model(model).Update(column, value).Error
	}))
}

// classes gives an access of each class, for the people of this world.
func classes() []policy.Access {
	var all []policy.Access
	for _, class := range policy.Classes() {
		for _, org := range []policy.OrganisationID{"huilin", "sanquan"} {
			all = append(all, policy.Access{Class: class, Forum: "hd", Organisation: org, Person: "wang"})
		}
	}
	return all
}

// everyone tells everybody by name.
func everyone() register.Tell { return register.Tell{Persons: people()} }

// tellAll tells everybody of a noun under each access, and compares who was told with who may see it.
func (w *world) tellAll() {
	w.Helper()
	var notes []register.Note
	for i, access := range classes() {
		notes = append(notes, register.Note{Noun: "seat", ID: fmt.Sprint(i), Verb: "seat.given", Access: access, Tell: everyone()})
	}
	w.say("", notes...)
	told := map[string]bool{}
	for _, row := range w.notices() {
		told[row.NounID+" "+string(row.PersonID)] = true
	}
	for _, p := range people() {
		actor := w.actor(p)
		for i, access := range classes() {
			if got := told[fmt.Sprint(i)+" "+string(p)]; got != actor.Sees(access, w.r.Now()) {
				w.Errorf("%s, %+v: told %t", p, access, got)
			}
		}
	}
}

// pair is what an entry and the card of its noun let people see; a card without a class is none.
type pair struct{ entry, card policy.Access }

func (p pair) sees(a policy.Actor, now time.Time) bool {
	return a.Sees(p.entry, now) && (p.card.Class == "" || p.entry.Class == policy.Own || a.Sees(p.card, now))
}

// pairs tells everybody of nouns under a fourth of all pairs of accesses, each access in several, and gives them by noun.
func (w *world) pairs() map[string]pair {
	w.Helper()
	all := map[string]pair{}
	var notes []register.Note
	for i, entry := range classes() {
		for j, card := range append([]policy.Access{{}}, classes()...) {
			if j > 0 && (i+j)%4 != 0 {
				continue
			}
			id := fmt.Sprint("s", len(all))
			all[id] = pair{entry, card}
			notes = append(notes, register.Note{Noun: "seat", ID: id, Verb: "seat.given", Access: entry, Tell: everyone()})
		}
	}
	w.say("", notes...)
	w.must(w.r.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
		for id, p := range all {
			tx.Permit(policy.Allow("seat", id, "make"))
			tx.Enter(register.Note{Noun: "seat", ID: id, Verb: "seat.made", Access: p.entry})
			if p.card.Class != "" {
				tx.Put(register.Card{Noun: "seat", NounID: id, Language: "zh", TitleZh: "席位", Path: "/f/HD", Access: p.card})
			}
		}
		return nil
	}))
	return all
}

// compareInboxes compares what everybody is shown with what she may see now.
func (w *world) compareInboxes(pairs map[string]pair) {
	w.Helper()
	rows := w.notices()
	for _, p := range people() {
		actor := w.actor(p)
		items, more, err := w.n.Inbox(ctx, actor, 0, 1000)
		w.must(err)
		listed := map[notice.ID]bool{}
		for _, i := range items {
			listed[i.ID] = true
		}
		may := 0
		for _, row := range rows {
			sees := row.PersonID == p && pairs[row.NounID].sees(actor, w.r.Now())
			if listed[row.ID] != sees {
				w.Errorf("%s, %+v: listed %t", p, pairs[row.NounID], listed[row.ID])
			}
			if sees {
				may++
			}
		}
		unread, err := w.n.Unread(ctx, actor)
		w.must(err)
		if more || unread != may || len(items) != may {
			w.Errorf("%s: %d unread, %d listed, may see %d", p, unread, len(items), may)
		}
	}
}

func TestNobodyIsToldOrShownWhatSheMayNotSee(t *testing.T) {
	for name, upheaval := range upheavals() {
		t.Run(name, func(t *testing.T) {
			worlds(t, nil, func(w *world) {
				pairs := w.pairs()
				upheaval(w)
				w.compareInboxes(pairs)
				w.tellAll()
			})
		})
	}
}

func TestABatchReadTwiceTellsNothingTwice(t *testing.T) {
	worlds(t, nil, func(w *world) {
		w.say("li", w.published(w.post("t1", thread.Published)))
		w.say("mod", register.Note{Noun: thread.Noun, ID: "t1", Verb: "thread.locked", Access: members(), Tell: everyone()})
		var entries []register.Entry
		w.must(w.r.Read(ctx).Order("seq").Find(&entries).Error)
		before, jobs := w.notices(), w.jobs()
		for range 2 {
			w.must(w.r.Loose(ctx, func(tx *gorm.DB) error { return w.n.Follower().Handle(ctx, tx, entries) }))
		}
		after := w.notices()
		if len(before) < 5 || !slices.EqualFunc(before, after, func(a, b notice.Notice) bool { return a.ID == b.ID }) || w.jobs() != jobs || jobs != len(before) {
			w.Errorf("%d notices became %d, %d jobs became %d", len(before), len(after), jobs, w.jobs())
		}
		// a transaction that is rolled back leaves neither notice nor job
		w.must(w.r.Loose(ctx, func(tx *gorm.DB) error { return tx.Where("seq > 0").Delete(&notice.Notice{}).Error }))
		failed := fmt.Errorf("the machine stopped")
		if err := w.r.Loose(ctx, func(tx *gorm.DB) error {
			if err := w.n.Follower().Handle(ctx, tx, entries); err != nil {
				return err
			}
			return failed
		}); err == nil || len(w.notices()) != 0 || w.jobs() != jobs {
			w.Errorf("%v: %d notices, %d jobs", err, len(w.notices()), w.jobs())
		}
	})
}

func (w *world) jobs() int {
	w.Helper()
	var n int64
	w.must(w.r.Read(ctx).Table("river_job").Count(&n).Error)
	return int(n)
}

func TestABatchTakesAsManyQueriesForMany(t *testing.T) {
	worlds(t, nil, func(w *world) {
		count := func(n int) int64 {
			ctx, total := counted()
			var entries []register.Entry
			for range n {
				w.must(w.r.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
					tx.Permit(policy.Allow(thread.Noun, "t1", "say"))
					tx.Enter(register.Note{Noun: thread.Noun, ID: "t1", Verb: "thread.locked", Access: members(), Tell: register.Tell{Persons: people(),
						Moderators: true, Organisation: []policy.OrganisationID{"huilin"}, Followers: []policy.Ref{{Noun: forum.Noun, ID: "hd"}}}})
					return nil
				}))
			}
			w.must(w.r.Read(ctx).Order("seq DESC").Limit(n).Find(&entries).Error)
			total.Store(0)
			w.must(w.r.Loose(ctx, func(tx *gorm.DB) error { return w.n.Follower().Handle(ctx, tx, entries) }))
			return total.Load()
		}
		few, many := count(2), count(40)
		if few != many || many > 16 {
			w.Errorf("%d queries for 2 entries, %d for 40", few, many)
		}
		reads := func(limit int) int64 {
			ctx, total := counted()
			items, _, err := w.n.Inbox(ctx, w.actor("li"), 0, limit)
			w.must(err)
			if len(items) != limit {
				w.Errorf("%d items, want %d", len(items), limit)
			}
			return total.Load()
		}
		if few, many := reads(1), reads(30); few != many || many > 8 {
			w.Errorf("%d queries for 1 item, %d for 30", few, many)
		}
	})
}

func TestEveryToldVerbHasWords(t *testing.T) {
	for _, id := range notice.MessageIDs() {
		if err := words().Require(id); err != nil {
			t.Error(err)
		}
	}
	verbs := slices.Concat(notice.Verbs(), account.Told())
	for _, id := range organisation.MessageIDs() {
		if verb, told := strings.CutPrefix(id, "notice."); told {
			verbs = append(verbs, verb)
		}
	}
	worlds(t, nil, func(w *world) {
		var notes []register.Note
		for _, verb := range slices.Concat(verbs, []string{"dragon.seen"}) {
			noun, _, _ := strings.Cut(verb, ".")
			for _, person := range []policy.PersonID{"li", "wang"} {
				notes = append(notes, register.Note{Noun: noun, ID: "x", Verb: verb, For: "huilin", Access: policy.Access{Class: policy.Public, Forum: "hd", Person: person},
					Values: map[string]string{"person": "王例文", "reason": "一个理由"}, Facts: map[string]any{"person": "wang"}, Tell: register.Tell{Persons: []policy.PersonID{"li"}}})
			}
		}
		w.say("zhang", notes...)
		items, _, err := w.n.Inbox(ctx, w.actor("li"), 0, 1000)
		w.must(err)
		seen := map[string]bool{}
		for _, i := range items {
			seen[i.Verb] = true
			for _, language := range []string{"zh", "en", "sv"} {
				for count := range 2 {
					i.Count = count + 1
					m := i.Message(language)
					if err := words().Fits(m); err != nil {
						w.Error(err)
					}
					if i.Verb == "dragon.seen" && m.ID != "notice.other" || i.Verb != "dragon.seen" && m.ID == "notice.other" {
						w.Errorf("%s is told as %s", i.Verb, m.ID)
					}
				}
				if !strings.HasPrefix(i.Path(), "/") {
					w.Errorf("%s leads to %q", i.Verb, i.Path())
				}
			}
		}
		if missing := slices.DeleteFunc(slices.Clone(verbs), func(v string) bool { return seen[v] }); len(missing) > 0 {
			w.Errorf("not told: %v", missing)
		}
	})
	var many []string
	for _, id := range words().IDs() {
		if strings.HasPrefix(id, "notice.") && !slices.Contains(notice.Spoken(), id) {
			many = append(many, id)
		}
	}
	if len(many) > 0 {
		t.Errorf("sentences nobody says: %v", many)
	}
}
