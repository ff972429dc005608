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

// erase takes the values of a leaf away, with or without saying so.
func erase(r *register.Register, id, verb string) error {
	return r.Act(context.Background(), ann, func(tx *register.Tx) error {
		tx.Permit(policy.Allow("leaf", id, "erase"))
		tx.Enter(register.Note{Noun: "leaf", ID: id, Verb: verb, Access: policy.Access{Class: policy.Public}})
		return tx.EraseValues(policy.Ref{Noun: "leaf", ID: id}, "actor")
	})
}

func TestAnErasureStandsInTheRegister(t *testing.T) {
	forumtest.Engines(t, func(t *testing.T, db *store.DB) {
		r := register.New(db, clock.At(forumtest.Start))
		ctx := context.Background()
		for _, id := range []string{"a", "b", "a"} {
			if err := r.Act(ctx, ann, func(tx *register.Tx) error {
				tx.Permit(policy.Allow("leaf", id, "make"))
				tx.Enter(note(id))
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		err := r.Act(ctx, ann, func(tx *register.Tx) error { return tx.EraseValues(policy.Ref{Noun: "leaf", ID: "a"}) })
		if unpermitted := (register.UnpermittedError{}); !errors.As(err, &unpermitted) {
			t.Errorf("an erasure without a permit: %v", err)
		}
		if unentered := (register.UnenteredError{}); !errors.As(erase(r, "a", "leaf.tidied"), &unentered) {
			t.Error("an erasure under another name")
		}
		if err := erase(r, "a", "leaf.erased"); err != nil {
			t.Fatal(err)
		}
		var texts []string
		if err := r.Read(ctx).Table("entry_values").Where("name = 'reason'").Order("seq").Pluck("text", &texts).Error; err != nil || fmt.Sprint(texts) != "[ <b>& ]" {
			t.Errorf("left: %q, %v", texts, err)
		}
		if v, err := r.Verify(ctx, nil, register.Verified{}); err != nil || v.Entries != 4 || v.Values != 7 {
			t.Errorf("after an erasure: %+v, %v", v, err)
		}
		// The triggers let a value be erased; only an entry makes it an erasure.
		if _, err := db.SQL().Exec("UPDATE entry_values SET erased = true, text = '', salt = '' WHERE seq = 2 AND name = 'reason'"); err != nil {
			t.Fatal(err)
		}
		var broken *register.Break
		if _, err := r.Verify(ctx, nil, register.Verified{}); !errors.As(err, &broken) || broken.Seq != 2 {
			t.Errorf("an erasure nobody entered: %v", err)
		}
		if err := erase(r, "b", "leaf.erased"); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Verify(ctx, nil, register.Verified{}); !errors.As(err, &broken) || broken.Seq != 2 {
			t.Errorf("a later erasure covers it up: %v", err)
		}
	})
}

func TestVerifyHoldsCardsAgainstTheRegister(t *testing.T) {
	forumtest.Engines(t, func(t *testing.T, db *store.DB) {
		r := register.New(db, clock.At(forumtest.Start))
		ctx := context.Background()
		for _, step := range []struct{ id, to string }{{"a", "open"}, {"b", "open"}, {"a", "closed"}, {"b", ""}} {
			if err := r.Act(ctx, ann, func(tx *register.Tx) error {
				tx.Permit(policy.Allow("leaf", step.id, "move"))
				n := note(step.id)
				n.To = step.to
				tx.Enter(n)
				if step.to != "" {
					tx.Put(register.Card{Noun: "leaf", NounID: step.id, State: step.to})
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := r.Verify(ctx, nil, register.Verified{}); err != nil {
			t.Fatal(err)
		}
		for i, want := range []int64{3, 2} { // the lower entry first, once both are wrong
			if _, err := db.SQL().Exec(fmt.Sprintf("UPDATE cards SET state = 'hidden' WHERE noun_id = '%c'", 'a'+i)); err != nil {
				t.Fatal(err)
			}
			var broken *register.Break
			if _, err := r.Verify(ctx, nil, register.Verified{}); !errors.As(err, &broken) || broken.Seq != want {
				t.Errorf("a card in another state: %v", err)
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

func TestVerifyNamesTheFirstBadEntry(t *testing.T) {
	breaks := map[string]struct {
		sql string
		seq int64
	}{
		"a changed fact":       {"UPDATE entries SET facts = '{\"n\":2}' WHERE seq = 3", 3},
		"a changed actor":      {"UPDATE entries SET actor_id = 'eve' WHERE seq = 2", 2},
		"a changed time":       {"UPDATE entries SET at = '2019-06-10 01:00:01+00:00' WHERE seq = 4", 4},
		"a changed value":      {"UPDATE entry_values SET text = 'Eve' WHERE seq = 4 AND name = 'actor'", 4},
		"a value gone":         {"DELETE FROM entry_values WHERE seq = 1 AND name = 'actor'", 1},
		"an entry gone":        {"DELETE FROM entries WHERE seq = 2", 2},
		"a changed hash":       {"UPDATE entries SET hash = prev WHERE seq = 5", 5},
		"a cut tail":           {"DELETE FROM entries WHERE seq = 5", 5},
		"a changed access":     {"UPDATE entries SET access = 'members' WHERE seq = 1", 1},
		"an unreadable fact":   {"UPDATE entries SET facts = '{' WHERE seq = 1", 1},
		"a changed commitment": {"UPDATE entries SET commitments = '{}' WHERE seq = 2", 2},
	}
	forumtest.Engines(t, func(t *testing.T, db *store.DB) {
		r := register.New(db, clock.At(forumtest.Start))
		ctx := context.Background()
		for i := range 5 {
			if err := act(r, fmt.Sprint(i), true, true); err != nil {
				t.Fatal(err)
			}
		}
		known, err := r.Verify(ctx, nil, register.Verified{})
		if err != nil || known.Entries != 5 || known.Values != 10 {
			t.Fatalf("%+v, %v", known, err)
		}
		for name, b := range breaks {
			tamper(t, db, b.sql, func() {
				_, err := r.Verify(ctx, nil, known)
				var broken *register.Break
				if !errors.As(err, &broken) || broken.Seq != b.seq {
					t.Errorf("%s: %v, want entry %d", name, err, b.seq)
				}
			})
		}
		if _, err := r.Verify(ctx, nil, known); err != nil {
			t.Errorf("restored: %v", err)
		}
	})
}

// tamper changes the tables as someone with the database in hand could, looks, and puts everything back.
func tamper(t *testing.T, db *store.DB, statement string, look func()) {
	t.Helper()
	run := func(statements ...string) {
		for _, s := range statements {
			if _, err := db.SQL().Exec(s); err != nil {
				t.Fatalf("%s: %v", s, err)
			}
		}
	}
	if db.Engine() == store.Postgres {
		run("CREATE TABLE kept_e AS TABLE entries", "CREATE TABLE kept_v AS TABLE entry_values",
			"ALTER TABLE entries DISABLE TRIGGER USER", "ALTER TABLE entry_values DISABLE TRIGGER USER", "ALTER TABLE entry_values DROP CONSTRAINT entry_values_seq_fkey")
	} else {
		run("PRAGMA foreign_keys = OFF", "CREATE TABLE kept_e AS SELECT * FROM entries", "CREATE TABLE kept_v AS SELECT * FROM entry_values",
			"DROP TRIGGER entries_no_update", "DROP TRIGGER entries_no_delete", "DROP TRIGGER entry_values_no_delete", "DROP TRIGGER entry_values_erase_only")
	}
	run(statement)
	look()
	run("DELETE FROM entry_values", "DELETE FROM entries", "INSERT INTO entries SELECT * FROM kept_e", "INSERT INTO entry_values SELECT * FROM kept_v",
		"DROP TABLE kept_e", "DROP TABLE kept_v")
	if db.Engine() == store.Postgres {
		run("ALTER TABLE entries ENABLE TRIGGER USER", "ALTER TABLE entry_values ENABLE TRIGGER USER",
			"ALTER TABLE entry_values ADD FOREIGN KEY (seq) REFERENCES entries (seq)")
		return
	}
	for _, name := range []string{"entries_no_update", "entries_no_delete", "entry_values_no_delete", "entry_values_erase_only"} {
		table, when := "entries", "DELETE"
		if name == "entries_no_update" {
			when = "UPDATE"
		}
		if name == "entry_values_no_delete" || name == "entry_values_erase_only" {
			table = "entry_values"
		}
		run(fmt.Sprintf("CREATE TRIGGER %s BEFORE %s ON %s BEGIN SELECT RAISE(ABORT, 'append-only'); END", name, when, table))
	}
}
