package register_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"sametable/internal/clock"
	"sametable/internal/forumtest"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

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

// TestVerifyNamesWhatItCannotRead writes what no column of the kind takes, which SQLite lets anybody do.
func TestVerifyNamesWhatItCannotRead(t *testing.T) {
	db := forumtest.SQLite(t)
	r := register.New(db, clock.At(forumtest.Start))
	ctx := context.Background()
	for _, id := range []string{"a", "b", "c"} {
		if err := r.Act(ctx, ann, func(tx *register.Tx) error {
			tx.Permit(policy.Allow("leaf", id, "make"))
			tx.Enter(note(id))
			tx.Put(register.Card{Noun: "leaf", NounID: id, State: "open"})
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		statement string
		seq       int64
		want      string
	}{
		{"UPDATE cards SET seq = 'x' WHERE noun_id = 'b'", 0, "the card of leaf b cannot be read"},
		{"UPDATE entry_values SET erased = 'x' WHERE seq = 3 AND name = 'reason'", 3, `the value "reason" beside it cannot be read`},
		{"UPDATE entries SET at = 'noon' WHERE seq = 2", 2, "of leaf b: it cannot be read"},
	} { // each shows before the ones above it
		for _, s := range []string{"PRAGMA ignore_check_constraints = ON", "DROP TRIGGER IF EXISTS entries_no_update", "DROP TRIGGER IF EXISTS entry_values_erase_only", c.statement} {
			if _, err := db.SQL().Exec(s); err != nil {
				t.Fatalf("%s: %v", s, err)
			}
		}
		_, err := r.Verify(ctx, nil, register.Verified{})
		var broken *register.Break
		if !errors.As(err, &broken) || broken.Seq != c.seq || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want entry %d: %s", c.statement, err, c.seq, c.want)
		}
	}
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
