package register_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/forumtest"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// leaf is a noun of the tests' own, kept in the table of cards so that no migration is needed for it.
type leaf struct {
	Noun   string `gorm:"primaryKey"`
	NounID string `gorm:"primaryKey"`

	Reference, Language, TitleZh, TitleEn, TitleSv, State, Path string
	Access, ForumID, OrganisationID, PersonID                   string
	Seq                                                         int
}

func (leaf) TableName() string    { return "cards" }
func (l leaf) Record() policy.Ref { return policy.Ref{Noun: "leaf", ID: l.NounID} }

var ann = policy.Actor{Person: "ann", Name: "Ann Exempel"}

func note(id string) register.Note {
	return register.Note{Noun: "leaf", ID: id, Verb: "leaf.made", Facts: map[string]any{"n": 1}, Values: map[string]string{"reason": "<b>&"},
		Access: policy.Access{Class: policy.Public}}
}

func act(r *register.Register, id string, permit, enter bool) error {
	return r.Act(context.Background(), ann, func(tx *register.Tx) error {
		if permit {
			tx.Permit(policy.Allow("leaf", id, "make"))
		}
		if err := tx.Add(&leaf{Noun: "leaf", NounID: id}); err != nil {
			return err
		}
		if enter {
			tx.Enter(note(id))
			tx.Put(register.Card{Noun: "leaf", NounID: id})
		}
		return nil
	})
}

func count(t *testing.T, r *register.Register, table string) int64 {
	t.Helper()
	var n int64
	if err := r.Read(context.Background()).Table(table).Count(&n).Error; err != nil {
		t.Fatal(err)
	}
	return n
}

func TestActKeepsItsPromises(t *testing.T) {
	forumtest.Registers(t, func(t *testing.T, r *register.Register, _ *clock.Shifted) {
		var unpermitted register.UnpermittedError
		if err := act(r, "a", false, true); !errors.As(err, &unpermitted) {
			t.Errorf("a write without a permit: %v", err)
		}
		var unentered register.UnenteredError
		if err := act(r, "a", true, false); !errors.As(err, &unentered) {
			t.Errorf("a write without an entry: %v", err)
		}
		if n := count(t, r, "cards") + count(t, r, "entries") + count(t, r, "entry_values"); n != 0 {
			t.Errorf("%d rows left behind by refused acts", n)
		}
		if err := act(r, "a", true, true); err != nil {
			t.Fatal(err)
		}
		if cards, entries := count(t, r, "cards"), count(t, r, "entries"); cards != 1 || entries != 1 {
			t.Errorf("cards %d, entries %d after one act", cards, entries)
		}
		err := r.Act(context.Background(), ann, func(tx *register.Tx) error {
			tx.Permit(policy.Allow("leaf", "b", "make"))
			tx.Enter(note("c"))
			return nil
		})
		if !errors.As(err, &unpermitted) {
			t.Errorf("an entry for another noun than the permit's: %v", err)
		}
	})
}

func TestRegisterIsAppendOnly(t *testing.T) {
	forumtest.Engines(t, func(t *testing.T, db *store.DB) {
		r := register.New(db, clock.At(forumtest.Start))
		if err := act(r, "a", true, true); err != nil {
			t.Fatal(err)
		}
		statements := []string{
			"UPDATE entries SET verb = 'x'", "DELETE FROM entries", "DELETE FROM entry_values",
			"UPDATE entry_values SET text = 'x'", "UPDATE entry_values SET erased = true, text = 'x', salt = ''",
		}
		if db.Engine() == store.SQLite {
			statements = append(statements, "INSERT OR REPLACE INTO entries SELECT * FROM entries", "INSERT OR REPLACE INTO entry_values SELECT * FROM entry_values")
		}
		for _, statement := range statements {
			if _, err := db.SQL().Exec(statement); err == nil {
				t.Errorf("%s was allowed", statement)
			}
		}
	})
}

// TestARefusedActLeavesNothing is the third promise: an act is in the register, on the pages and with those it concerns, or
// nowhere; what they get is the very row.
func TestARefusedActLeavesNothing(t *testing.T) {
	forumtest.Registers(t, func(t *testing.T, r *register.Register, _ *clock.Shifted) {
		ctx := context.Background()
		var told []register.Entry
		follower := register.Follower{Name: "test", Handle: func(_ context.Context, _ *gorm.DB, es []register.Entry) error {
			told = append(told, es...)
			return nil
		}}
		if err := r.Follow(ctx, follower); err != nil {
			t.Fatal(err)
		}
		try := func(end error) error {
			return r.Act(register.WithOnce(ctx, "form"), ann, func(tx *register.Tx) error {
				tx.Permit(policy.Allow("leaf", "a", "make"))
				n := note("a")
				n.Tell.Persons = []policy.PersonID{"bo"}
				tx.Enter(n)
				tx.Put(register.Card{Noun: "leaf", NounID: "a", Path: "/leaf/a", Access: n.Access})
				return end
			})
		}
		if err := try(fault.NotFound()); !fault.Is(err, fault.ReasonNotFound) {
			t.Fatal(err)
		}
		if err := r.CatchUp(ctx); err != nil || len(told) > 0 {
			t.Errorf("%d entries told of a refused act, %v", len(told), err)
		}
		for _, table := range []string{"entries", "entry_values", "cards", "act_keys"} {
			if n := count(t, r, table); n != 0 {
				t.Errorf("%d rows of %s left by a refused act", n, table)
			}
		}
		if err := try(nil); err != nil {
			t.Fatal(err)
		}
		if err := r.CatchUp(ctx); err != nil {
			t.Fatal(err)
		}
		lines, err := r.Timeline(ctx, policy.Actor{}, policy.Ref{Noun: "leaf", ID: "a"})
		if err != nil || len(lines) != 1 || len(told) != 1 || lines[0].Hash != told[0].Hash || lines[0].Seq != 1 {
			t.Errorf("timeline %v, told %v, %v", lines, told, err)
		}
		if card, err := r.Card(ctx, policy.Actor{}, policy.Ref{Noun: "leaf", ID: "a"}); err != nil || card.Seq != 1 {
			t.Errorf("card %+v, %v", card, err)
		}
	})
}

func TestNumbersHaveNoGapAndNoDoubleUnderLoad(t *testing.T) {
	forumtest.Registers(t, func(t *testing.T, r *register.Register, _ *clock.Shifted) {
		const people, each = 8, 12
		var seen []int64
		err := r.Follow(context.Background(), register.Follower{Name: "test", Handle: func(_ context.Context, _ *gorm.DB, es []register.Entry) error {
			for _, e := range es {
				seen = append(seen, e.Seq)
			}
			return nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for p := range people {
			wg.Go(func() {
				for i := range each {
					if err := act(r, fmt.Sprintf("%d-%d", p, i), true, i%4 != 3); err != nil && i%4 != 3 {
						t.Errorf("act: %v", err)
					}
				}
			})
		}
		wg.Go(func() {
			for range 40 {
				if err := r.CatchUp(context.Background()); err != nil {
					t.Errorf("follow: %v", err)
				}
			}
		})
		wg.Wait()
		if err := r.CatchUp(context.Background()); err != nil {
			t.Fatal(err)
		}
		want := int64(people * each * 3 / 4)
		v, err := r.Verify(context.Background(), nil, register.Verified{})
		if err != nil || v.Seq != want {
			t.Fatalf("verified %+v, want %d entries: %v", v, want, err)
		}
		if int64(len(seen)) != want {
			t.Fatalf("the follower saw %d of %d entries", len(seen), want)
		}
		for i, seq := range seen {
			if seq != int64(i+1) {
				t.Fatalf("the follower saw %d at place %d", seq, i+1)
			}
		}
	})
}

func TestNoActOutlivesARefusal(t *testing.T) {
	forumtest.Registers(t, func(t *testing.T, r *register.Register, _ *clock.Shifted) {
		ctx := register.WithOnce(context.Background(), "form-1")
		looked := register.WithRefusal(ctx, fault.Invalid(fault.Says("name", "input.required", nil)))
		make := func(tx *register.Tx) error {
			tx.Permit(policy.Allow("leaf", "n1", "make"))
			tx.Put(register.Card{Noun: "leaf", NounID: "n1", Path: "/leaf/n1"})
			tx.Enter(note("n1"))
			return nil
		}
		if err := r.Act(looked, ann, make); !fault.Is(err, fault.ReasonInvalid) || count(t, r, "entries") != 0 {
			t.Errorf("%v, and %d entries", err, count(t, r, "entries"))
		}
		if err := r.Act(looked, ann, func(*register.Tx) error { return fault.NotFound() }); !fault.Is(err, fault.ReasonNotFound) {
			t.Errorf("what else is wrong is not said first: %v", err)
		}
		if err := r.Act(ctx, ann, make); err != nil || count(t, r, "entries") != 1 {
			t.Errorf("the form that came back: %v, and %d entries", err, count(t, r, "entries"))
		}
	})
}

func TestOneFormOneAct(t *testing.T) {
	forumtest.Registers(t, func(t *testing.T, r *register.Register, _ *clock.Shifted) {
		ctx := register.WithOnce(context.Background(), "form-1")
		made := make([]error, 10)
		var wg sync.WaitGroup
		for i := range made {
			wg.Go(func() {
				id := fmt.Sprintf("n%d", i)
				made[i] = r.Act(ctx, ann, func(tx *register.Tx) error {
					tx.Permit(policy.Allow("leaf", id, "make"))
					tx.Put(register.Card{Noun: "leaf", NounID: id, Path: "/leaf/" + id})
					tx.Enter(note(id))
					return nil
				})
			})
		}
		wg.Wait()
		fresh, path := 0, ""
		for i, err := range made {
			var replay *register.Replayed
			switch {
			case err == nil:
				fresh++
				path = fmt.Sprintf("/leaf/n%d", i)
			case !errors.As(err, &replay):
				t.Errorf("submit %d: %v", i, err)
			}
		}
		if fresh != 1 || count(t, r, "entries") != 1 {
			t.Fatalf("%d acts and %d entries from one form", fresh, count(t, r, "entries"))
		}
		var replay *register.Replayed
		if err := r.Act(ctx, ann, func(*register.Tx) error { return nil }); !errors.As(err, &replay) || replay.Path != path {
			t.Errorf("replay leads to %v, want %s", err, path)
		}
		refused := register.WithOnce(context.Background(), "form-2")
		if err := r.Act(refused, ann, func(*register.Tx) error { return fault.NotFound() }); !fault.Is(err, fault.ReasonNotFound) {
			t.Fatal(err)
		}
		if err := r.Act(refused, ann, func(*register.Tx) error { return nil }); err != nil {
			t.Errorf("a refused form must be free to be sent again: %v", err)
		}
	})
}
