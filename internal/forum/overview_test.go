package forum_test

import (
	"context"
	"testing"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/thread"
)

// visitors and people of the world with different standings; "" is a visitor.
func readers() []string {
	return []string{"", "maliqing", "hanlian", "elin", "sunlizhen", "wangliwen", "zhengliyuan", "chenlichuan", "alex", "mats"}
}

func TestOverviewCountsWhatIsThere(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx := context.Background()
		all, err := h.Rooms.Forums.Overview(ctx)
		if err != nil || len(all) != 3 {
			t.Fatalf("%d forums, %v", len(all), err)
		}
		for _, o := range all {
			table, err := h.Rooms.Forums.Table(ctx, o.Key)
			if err != nil {
				t.Fatal(err)
			}
			found, err := h.Rooms.Forums.Find(ctx, o.Key)
			if err != nil || found.NameSv != table.Forum.NameSv || found.State != o.State || found.ActiveSince == nil || !found.ActiveSince.Equal(*table.Forum.ActiveSince) {
				t.Errorf("%s: %+v is not %+v (%v)", o.Key, table.Forum, found, err)
			}
			seats, err := h.Rooms.Forums.Seats(ctx, o.ID)
			if err != nil || len(seats) != len(table.Seats) || len(seats) == 0 {
				t.Errorf("%s: %d seats in the table, %d in the list, %v", o.Key, len(table.Seats), len(seats), err)
			}
			n := 0
			for _, group := range o.Seats {
				n += group
			}
			if n != len(seats) {
				t.Errorf("%s: %d seats by group, %d in the list", o.Key, n, len(seats))
			}
			rows, err := h.Rooms.Threads.List(ctx, policy.SystemActor(), o.ID, "en", 1000)
			posts := 0
			for _, row := range rows {
				posts += row.Posts
			}
			if err != nil || len(rows) != o.Threads || posts != o.Posts {
				t.Errorf("%s: %d threads and %d posts counted, %d and %d there, %v", o.Key, o.Threads, o.Posts, len(rows), posts, err)
			}
			rules, err := h.Rooms.Forums.RulesOf(ctx, o.ID)
			if err != nil || table.Charter.Rules().Decision != rules.Decision || o.CharterState != table.Charter.State {
				t.Errorf("%s: the charter is another one: %v", o.Key, err)
			}
		}
		if _, err := h.Rooms.Forums.Table(ctx, "XX"); !fault.Is(err, fault.ReasonNotFound) {
			t.Errorf("a forum that is not there: %v", err)
		}
	})
}

func TestLatestShowsOnlyWhatOneMayRead(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx := context.Background()
		for _, who := range readers() {
			actor := h.Actor(t, who)
			latest, err := h.Rooms.Forums.Latest(ctx, actor, 100)
			if err != nil {
				t.Fatal(err)
			}
			forums, err := h.Rooms.Forums.List(ctx)
			if err != nil {
				t.Fatal(err)
			}
			may := map[string]bool{}
			for _, f := range forums {
				rows, err := h.Rooms.Threads.List(ctx, actor, f.ID, "zh", 1000)
				if err != nil {
					t.Fatal(err)
				}
				for _, row := range rows {
					may[row.ID] = true
				}
			}
			for i, l := range latest {
				if !may[l.NounID] {
					t.Errorf("%q is shown %s", who, l.Reference)
				}
				if i > 0 && l.LastAt.After(latest[i-1].LastAt) {
					t.Errorf("%q: %s stands below an older one", who, l.Reference)
				}
			}
			if len(latest) != len(may) {
				t.Errorf("%q: %d of %d threads", who, len(latest), len(may))
			}
		}
	})
}

func TestDutiesAreThoseOfTheDesk(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx := context.Background()
		for _, who := range readers()[1:] {
			actor := h.Actor(t, who)
			got, err := h.Rooms.Forums.Duties(ctx, actor)
			if err != nil {
				t.Fatal(err)
			}
			var want forum.Duties
			drafts, err := h.Rooms.Threads.Drafts(ctx, actor)
			if err != nil {
				t.Fatal(err)
			}
			want.Drafts = len(drafts)
			mine, err := h.Rooms.Threads.Mine(ctx, actor, "zh")
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range mine {
				if p.State == thread.Returned {
					want.Returned++
				} else {
					want.Waiting++
				}
			}
			confirm, err := h.Rooms.Threads.ToConfirm(ctx, actor, "zh")
			if err != nil {
				t.Fatal(err)
			}
			want.ToConfirm = len(confirm)
			if got != want {
				t.Errorf("%s: %+v, the desk says %+v", who, got, want)
			}
		}
		if d, err := h.Rooms.Forums.Duties(ctx, policy.Actor{}); err != nil || d != (forum.Duties{}) {
			t.Errorf("a visitor owes %+v, %v", d, err)
		}
	})
}

func TestBenchShowsOthersWhoPresides(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx := context.Background()
		f, err := h.Rooms.Forums.Find(ctx, "HD")
		if err != nil {
			t.Fatal(err)
		}
		all, err := h.Rooms.Forums.Mandates(ctx, policy.SystemActor(), f)
		if err != nil {
			t.Fatal(err)
		}
		for _, who := range readers() {
			actor := h.Actor(t, who)
			rows, err := h.Rooms.Forums.Bench(ctx, actor, f)
			if err != nil {
				t.Fatal(err)
			}
			inside := policy.May(policy.ReadMembersArea, actor.RolesIn(f.ID, h.Clock.Now()))
			if inside && len(rows) != len(all) {
				t.Errorf("%q sits here and sees %d of %d", who, len(rows), len(all))
			}
			officers := 0
			for _, row := range rows {
				_, own := actor.Member(row.OrganisationID)
				if row.Officer(h.Clock.Now()) {
					officers++
				} else if !inside && !own && row.PersonID != actor.Person {
					t.Errorf("%q sees that %s is %s", who, row.PersonName, row.Capacity)
				}
			}
			if officers != 3 {
				t.Errorf("%q sees %d officers of 3", who, officers)
			}
		}
	})
}

// What the page does not offer, the use case refuses: the two tell one story.
func TestWhatIsNotOfferedIsRefused(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx := context.Background()
		f, err := h.Rooms.Forums.Find(ctx, "HD")
		if err != nil {
			t.Fatal(err)
		}
		all, err := h.Rooms.Forums.Bench(ctx, policy.SystemActor(), f)
		if err != nil {
			t.Fatal(err)
		}
		for _, who := range readers() {
			actor := h.Actor(t, who)
			for _, row := range all[:min(len(all), 12)] {
				offered := map[string]bool{}
				for _, o := range h.Rooms.Forums.Options(actor, row) {
					offered[o.Verb] = o.Blocked == nil
				}
				for _, transition := range forum.MandateMachine().Transitions {
					if offered[transition.Verb] {
						continue
					}
					err := h.Rooms.Forums.Step(ctx, actor, forum.MandateStep{ID: row.ID, Verb: transition.Verb, Note: "x", Version: row.Version})
					if err == nil {
						t.Fatalf("%q may %s the mandate of %s, and is not offered it", who, transition.Verb, row.PersonName)
					}
				}
				_, err := h.Rooms.Forums.Mandate(ctx, actor, row.ID)
				if open := len(offered) > 0; open && err != nil {
					t.Errorf("%q is offered steps of a mandate she cannot see: %v", who, err)
				}
			}
		}
	})
}
