package text_test

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
	"sametable/internal/text"
)

var leaf = policy.Ref{Noun: "leaf", ID: "a"}

// told changes a leaf's text and enters it under a verb; the version is named where there is one.
func told(t *testing.T, r *register.Register, of policy.Ref, verb string, change func(tx *register.Tx) (text.Version, error)) text.Version {
	t.Helper()
	var v text.Version
	err := r.Act(context.Background(), policy.Actor{Person: "ann"}, func(tx *register.Tx) error {
		tx.Permit(policy.Allow(of.Noun, of.ID, "write"))
		var err error
		if v, err = change(tx); err != nil {
			return err
		}
		tx.Enter(register.Note{Noun: of.Noun, ID: of.ID, Verb: verb, Version: v.ID, Hash: v.Hash, Access: policy.Access{Class: policy.Public}})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// written gives leaf "a" two versions and a translation, and leaf "b" one version. The entries are 1 to 4.
func written(t *testing.T, r *register.Register) (first, second, other text.Version) {
	t.Helper()
	first = told(t, r, leaf, "leaf.made", func(tx *register.Tx) (text.Version, error) {
		_, v, err := text.Begin(tx, leaf, text.Draft{Language: "en", Title: "One", Source: "The *first* words"})
		return v, err
	})
	second = told(t, r, leaf, "leaf.revised", func(tx *register.Tx) (text.Version, error) {
		doc, _, _, err := text.Of(tx.DB, leaf)
		if err != nil {
			return text.Version{}, err
		}
		return text.Revise(tx, &doc, text.Draft{Language: "en", Title: "Two", Source: "The second words"})
	})
	told(t, r, leaf, "leaf.translated", func(tx *register.Tx) (text.Version, error) {
		_, err := text.Translate(tx, second, text.Rendered{Language: "sv", State: text.Machine, Title: "Två", Source: "Orden", TranslatedBy: "bo"})
		return second, err
	})
	b := policy.Ref{Noun: "leaf", ID: "b"}
	other = told(t, r, b, "leaf.made", func(tx *register.Tx) (text.Version, error) {
		_, v, err := text.Begin(tx, b, text.Draft{Language: "en", Source: "Other words"})
		return v, err
	})
	return first, second, other
}

func verify(r *register.Register) *register.Break {
	_, err := r.Verify(context.Background(), text.Witness(r), register.Verified{})
	var broken *register.Break
	if err != nil && !errors.As(err, &broken) {
		return &register.Break{Seq: -1, What: err.Error()}
	}
	return broken
}

// run executes statements with the triggers asleep, as somebody could who has the database in hand.
func run(t *testing.T, db *store.DB, statements ...string) {
	t.Helper()
	for _, s := range statements {
		if _, err := db.SQL().Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func sleep(t *testing.T, db *store.DB) {
	t.Helper()
	if db.Engine() == store.Postgres {
		run(t, db, "ALTER TABLE text_versions DISABLE TRIGGER USER", "ALTER TABLE text_versions DROP CONSTRAINT text_versions_text_id_fkey",
			"ALTER TABLE text_translations DROP CONSTRAINT text_translations_text_id_fkey")
		return
	}
	run(t, db, "PRAGMA foreign_keys = OFF", "DROP TRIGGER text_versions_no_delete", "DROP TRIGGER text_versions_erase_only", "DROP TRIGGER text_versions_no_replace")
}

// columns are the columns of each table that readers' pages are made of, with one that verify need not hold: the lock.
func columns(t *testing.T, db *store.DB, table string) []string {
	t.Helper()
	types, err := db.Read(t.Context()).Migrator().ColumnTypes(table)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range types {
		if table == "text_versions" || c.Name() != "version" {
			names = append(names, c.Name())
		}
	}
	return names
}

// changed gives an expression that changes a column by as little as can be.
func changed(db *store.DB, column string) string {
	switch column {
	case "number", "renderer":
		return column + " + 8" // "+ 1" may be another version's
	case "quiet", "erased":
		return "NOT " + column
	case "made_at":
		if db.Engine() == store.Postgres {
			return "made_at + interval '1 microsecond'"
		}
		return "'2019-06-10 01:00:00.000001+00:00'"
	}
	return column + " || 'x'"
}

func TestVerifySeesWhatReadersSee(t *testing.T) {
	forumtest.Registers(t, func(t *testing.T, r *register.Register, _ *clock.Shifted) {
		db := r.Store()
		first, second, other := written(t, r)
		if broken := verify(r); broken != nil {
			t.Fatal(broken)
		}
		sleep(t, db)
		for _, table := range []string{"texts", "text_versions", "text_translations"} {
			run(t, db, fmt.Sprintf("CREATE TABLE kept_%s AS SELECT * FROM %[1]s", table))
		}
		for _, c := range []struct {
			table, where string
			seq          int64
		}{
			{"text_versions", "id = '" + first.ID + "'", 1}, {"text_versions", "id = '" + second.ID + "'", 2},
			{"text_versions", "id = '" + other.ID + "'", 4}, {"text_translations", "1 = 1", 3}, {"texts", "noun_id = 'a'", 3},
		} {
			for _, column := range columns(t, db, c.table) {
				run(t, db, fmt.Sprintf("UPDATE %s SET %s = %s WHERE %s", c.table, column, changed(db, column), c.where))
				broken := verify(r)
				switch own := column == "id" || strings.HasPrefix(column, "noun") || c.table == "text_translations" && column == "language"; {
				case broken == nil:
					t.Errorf("%s.%s of entry %d was changed, and verify holds", c.table, column, c.seq)
				case broken.Seq != c.seq && !own: // a row at another place is first of all a row no entry speaks of
					t.Errorf("%s.%s of entry %d: %v", c.table, column, c.seq, broken)
				case c.table == "text_versions" && broken.Version == "":
					t.Errorf("%s.%s: %v names no version", c.table, column, broken)
				}
				run(t, db, "DELETE FROM "+c.table, fmt.Sprintf("INSERT INTO %s SELECT * FROM kept_%[1]s", c.table))
			}
		}
		if broken := verify(r); broken != nil {
			t.Errorf("restored: %v", broken)
		}
	})
}

func TestVerifySeesWhatIsAddedMovedOrGone(t *testing.T) {
	forumtest.Registers(t, func(t *testing.T, r *register.Register, _ *clock.Shifted) {
		db := r.Store()
		first, second, other := written(t, r)
		sleep(t, db)
		for name, c := range map[string]struct {
			statement string
			seq       int64
			version   string
		}{
			"an older version is current": {"UPDATE texts SET current = '" + first.ID + "', number = 1 WHERE noun_id = 'a'", 3, second.ID},
			"another noun's is current":   {"UPDATE texts SET current = '" + other.ID + "', number = 1 WHERE noun_id = 'a'", 3, second.ID},
			"a version is gone":           {"DELETE FROM text_versions WHERE id = '" + other.ID + "'", 4, other.ID},
			"a version nobody wrote": {"INSERT INTO text_versions SELECT 'new', text_id, noun, noun_id, 9, language, title, source, html, renderer, blocks, hits, hash, " +
				"made_by, made_at, quiet, erased FROM text_versions WHERE id = '" + other.ID + "'", 0, "new"},
			"a translation is gone": {"DELETE FROM text_translations", 3, ""},
			"a translation nobody made": {"INSERT INTO text_translations SELECT 'new', text_id, noun, noun_id, 'zh', state, title, source, html, renderer, source_hash, " +
				"hash, translated_by, reviewed_by, made_at, version FROM text_translations", 0, ""},
			"a text is gone": {"DELETE FROM texts WHERE noun_id = 'b'", 4, other.ID},
		} {
			run(t, db, "CREATE TABLE kept_t AS SELECT * FROM texts", "CREATE TABLE kept_v AS SELECT * FROM text_versions", "CREATE TABLE kept_r AS SELECT * FROM text_translations")
			run(t, db, c.statement)
			if broken := verify(r); broken == nil || broken.Seq != c.seq || broken.Version != c.version {
				t.Errorf("%s: %v, want entry %d and version %q", name, broken, c.seq, c.version)
			}
			for table, kept := range map[string]string{"texts": "kept_t", "text_versions": "kept_v", "text_translations": "kept_r"} {
				run(t, db, "DELETE FROM "+table, "INSERT INTO "+table+" SELECT * FROM "+kept, "DROP TABLE "+kept)
			}
		}
	})
}

func TestAVersionIsErasedOnlyByAnEntry(t *testing.T) {
	forumtest.Registers(t, func(t *testing.T, r *register.Register, _ *clock.Shifted) {
		db := r.Store()
		_, second, other := written(t, r)
		all := func(of policy.Ref) ([]text.Version, []text.Translation) {
			vs, err := text.Versions(r.Read(t.Context()), of)
			if err != nil {
				t.Fatal(err)
			}
			_, _, trs, err := text.Of(r.Read(t.Context()), of)
			if err != nil {
				t.Fatal(err)
			}
			return vs, trs
		}
		versions, translations := all(leaf)
		err := r.Act(t.Context(), policy.Actor{Person: "ann"}, func(tx *register.Tx) error {
			tx.Permit(policy.Allow(leaf.Noun, leaf.ID, "erase"))
			tx.Enter(register.Note{Noun: leaf.Noun, ID: leaf.ID, Verb: "leaf.tidied"})
			return text.Erase(tx, versions, translations)
		})
		if unentered := (register.UnenteredError{}); !errors.As(err, &unentered) {
			t.Errorf("an erasure under another name: %v", err)
		}
		versions, translations = all(leaf)
		told(t, r, leaf, "leaf.erased", func(tx *register.Tx) (text.Version, error) { return second, text.Erase(tx, versions, translations) })
		if broken := verify(r); broken != nil {
			t.Errorf("after an erasure: %v", broken)
		}
		// The triggers let a version be erased; only an entry makes it an erasure.
		run(t, db, "UPDATE text_versions SET erased = true, title = '', source = '', html = '', blocks = '', hits = '' WHERE id = '"+other.ID+"'")
		if broken := verify(r); broken == nil || broken.Seq != 4 || broken.Version != other.ID {
			t.Errorf("an erasure nobody entered: %v", broken)
		}
	})
}

func TestNothingButErasureChangesAVersion(t *testing.T) {
	forumtest.Registers(t, func(t *testing.T, r *register.Register, _ *clock.Shifted) {
		db := r.Store()
		first, _, _ := written(t, r)
		const erased = "erased = true, title = '', source = '', html = '', blocks = '', hits = ''"
		var statements []string
		for _, column := range columns(t, db, "text_versions") {
			statements = append(statements, fmt.Sprintf("UPDATE text_versions SET %s = %s", column, changed(db, column)))
			if !strings.Contains(" erased title source html blocks hits ", " "+column+" ") {
				statements = append(statements, fmt.Sprintf("UPDATE text_versions SET %s, %s = %s WHERE id = '%s'", erased, column, changed(db, column), first.ID))
			}
		}
		statements = append(statements, "UPDATE text_versions SET html = 'x', renderer = renderer + 1, made_by = 'eve'", "DELETE FROM text_versions",
			"UPDATE text_versions SET erased = true, title = '', source = '', html = '', blocks = ''")
		if db.Engine() == store.SQLite {
			statements = append(statements, "INSERT OR REPLACE INTO text_versions SELECT * FROM text_versions")
		}
		for _, s := range statements {
			if _, err := db.SQL().Exec(s); err == nil {
				t.Errorf("%s was allowed", s)
			}
		}
		run(t, db, "UPDATE text_versions SET "+erased)
	})
}
