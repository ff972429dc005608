package register_test

import (
	"context"
	"errors"
	"testing"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/clock"
	"sametable/internal/forumtest"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// mark is a row outside the record, kept in a table that a session would lie in.
type mark struct {
	PersonID string `gorm:"primaryKey"`
	ThreadID string `gorm:"primaryKey"`
	Number   int
	State    string `gorm:"-"`
}

func (mark) TableName() string { return "read_marks" }
func (mark) OutsideTheRecord() {}

// ways are all the ways to write that were thought of, apart from an act's own. None may pass outside an act, nor inside one
// that has a permit for the leaf "a" only.
func ways() map[string]func(*gorm.DB) error {
	raw := func(statement string) func(*gorm.DB) error {
		return func(g *gorm.DB) error {
			var s []string
			return g.Raw(statement).Scan(&s).Error
		}
	}
	exec := func(statement string) func(*gorm.DB) error {
		return func(g *gorm.DB) error { return g.Exec(statement).Error }
	}
	forged := register.Entry{Seq: 999, Act: "forged", Noun: "leaf", NounID: "a", Verb: "leaf.forged", Facts: "{}", Commitments: "{}", Tell: "{}"}
	return map[string]func(*gorm.DB) error{
		"create":           func(g *gorm.DB) error { return g.Create(&leaf{Noun: "leaf", NounID: "x"}).Error },
		"slice":            func(g *gorm.DB) error { return g.Create([]leaf{{NounID: "x"}, {NounID: "y"}}).Error },
		"mass update":      func(g *gorm.DB) error { return g.Model(&leaf{}).Where("1 = 1").Update("state", "x").Error },
		"mass delete":      func(g *gorm.DB) error { return g.Where("1 = 1").Delete(&leaf{}).Error },
		"half a key":       func(g *gorm.DB) error { return g.Model(&leaf{NounID: "a"}).Where("1 = 1").Update("state", "x").Error },
		"half a key, gone": func(g *gorm.DB) error { return g.Where("1 = 1").Delete(&leaf{NounID: "a"}).Error },
		"by table":         func(g *gorm.DB) error { return g.Table("cards").Where("1 = 1").Update("state", "x").Error },
		"by map":           func(g *gorm.DB) error { return g.Table("cards").Create(map[string]any{"noun": "x"}).Error },
		"by another model": func(g *gorm.DB) error {
			return g.Table("cards").Model(&mark{}).Where("1 = 1").Update("state", "x").Error
		},
		"model, then table": func(g *gorm.DB) error {
			return g.Model(&mark{}).Table("cards").Where("1 = 1").Updates(map[string]any{"state": "x"}).Error
		},
		"by an alias": func(g *gorm.DB) error {
			return g.Model(&mark{}).Table("cards AS read_marks").Where("1 = 1").Update("state", "x").Error
		},
		"by expression": func(g *gorm.DB) error {
			return g.Model(&mark{}).Table("?", clause.Table{Name: "cards"}).Where("1 = 1").Update("state", "x").Error
		},
		"model of a row":    func(g *gorm.DB) error { return g.Model(&leaf{}).Create(&mark{PersonID: "x"}).Error },
		"delete of a model": func(g *gorm.DB) error { return g.Model(&leaf{}).Where("1 = 1").Delete(&mark{}).Error },
		"update clause": func(g *gorm.DB) error {
			return g.Model(&mark{}).Clauses(clause.Update{Table: clause.Table{Name: "cards"}}).Where("1 = 1").Update("state", "x").Error
		},
		"insert clause": func(g *gorm.DB) error {
			return g.Clauses(clause.Insert{Table: clause.Table{Name: "act_keys"}}).Create(&mark{PersonID: "x"}).Error
		},
		"from clause": func(g *gorm.DB) error {
			return g.Clauses(clause.From{Tables: []clause.Table{{Name: "cards"}}}).Where("1 = 1").Delete(&mark{}).Error
		},
		"raw, then update": func(g *gorm.DB) error {
			return g.Raw("UPDATE cards SET state = 'x'").Model(&mark{PersonID: "x", ThreadID: "x"}).Update("number", 1).Error
		},
		"card": func(g *gorm.DB) error { return g.Model(&register.Card{}).Where("1 = 1").Update("state", "x").Error },
		"a whole card": func(g *gorm.DB) error {
			return g.Model(&register.Card{Noun: "leaf", NounID: "a"}).Update("state", "x").Error
		},
		"a new card":     func(g *gorm.DB) error { return g.Create(&register.Card{Noun: "leaf", NounID: "x"}).Error },
		"a forged entry": func(g *gorm.DB) error { return g.Create(&forged).Error },
		"a forged value": func(g *gorm.DB) error { return g.Create(&register.EntryValue{Seq: 1, Name: "forged"}).Error },
		"an erased value": func(g *gorm.DB) error {
			return g.Model(&register.EntryValue{Seq: 1, Name: "reason"}).Updates(map[string]any{"erased": true, "text": "", "salt": ""}).Error
		},
		"migrator":           func(g *gorm.DB) error { return g.Migrator().RenameColumn("cards", "state", "stat") },
		"drop":               func(g *gorm.DB) error { return g.Migrator().DropTable("cards") },
		"exec":               exec("DELETE FROM cards"),
		"two statements":     exec("SELECT 1; UPDATE cards SET state = 'x'"),
		"with, new line":     exec("WITH q AS (SELECT 1)\nUPDATE\ncards SET state = 'x'"),
		"tab":                exec("UPDATE\tcards SET state = 'x'"),
		"comment":            exec("/* SELECT */ UPDATE cards SET state = 'x'"),
		"line comment":       exec("-- '\nUPDATE cards SET state = 'x'"),
		"brackets":           exec("SELECT 1 AS [']; UPDATE cards SET state = 'x' -- ']"),
		"backquotes":         exec("SELECT 1 AS `'`; UPDATE cards SET state = 'x'"),
		"backslash":          exec(`SELECT E'\'; UPDATE cards SET state = $$x$$ --'`),
		"dollar quote":       exec("SELECT $q$'$q$; UPDATE cards SET state = 'x'"),
		"replace":            exec("REPLACE INTO cards SELECT * FROM cards"),
		"into":               exec("SELECT * INTO copied FROM cards"),
		"pragma":             exec("PRAGMA writable_schema = 1"),
		"trigger":            exec("DROP TRIGGER entries_no_update"),
		"raw":                raw("DELETE FROM cards RETURNING noun"),
		"raw with":           raw("WITH gone AS (DELETE FROM cards RETURNING noun) SELECT noun FROM gone"),
		"raw with, new line": raw("WITH gone AS (UPDATE\ncards SET state = 'x' RETURNING noun) SELECT noun FROM gone"),
		"raw row": func(g *gorm.DB) error {
			rows, err := g.Raw("DELETE FROM cards RETURNING noun").Rows()
			if err == nil {
				err = rows.Close()
			}
			return err
		},
	}
}

func TestTheRecordIsClosed(t *testing.T) {
	forumtest.Engines(t, func(t *testing.T, db *store.DB) {
		r := register.New(db, clock.At(forumtest.Start))
		ctx := context.Background()
		for _, id := range []string{"a", "b"} {
			if err := act(r, id, true, true); err != nil {
				t.Fatal(err)
			}
		}
		before := rows(t, r)
		for name, way := range ways() {
			err := r.Loose(ctx, way)
			if !refused(err) {
				t.Errorf("%s outside an act: %v", name, err)
			}
			for _, swallowed := range []bool{false, true} {
				err = r.Act(ctx, ann, func(tx *register.Tx) error {
					tx.Permit(policy.Allow("leaf", "a", "make"))
					tx.Permit(policy.Allow("register", "register", "forge"))
					err := way(tx.DB)
					if !swallowed {
						return err
					}
					return nil
				})
				if !swallowed && !refused(err) {
					t.Errorf("%s inside an act: %v", name, err)
				}
			}
			if after := rows(t, r); after != before {
				t.Fatalf("%s changed something: %v became %v", name, before, after)
			}
		}
	})
}

// rows counts what there is, and what was changed.
func rows(t *testing.T, r *register.Register) (n [5]int64) {
	t.Helper()
	for i, table := range []string{"entries", "entry_values", "cards", "read_marks"} {
		n[i] = count(t, r, table)
	}
	if err := r.Read(context.Background()).Table("cards").Where("state = 'x'").Count(&n[4]).Error; err != nil {
		t.Fatal(err)
	}
	return n
}

func refused(err error) bool {
	var unpermitted register.UnpermittedError
	return errors.Is(err, store.ErrOutsideAct) || errors.Is(err, store.ErrRawWrite) || errors.Is(err, store.ErrUnnamed) || errors.As(err, &unpermitted)
}

func TestAnActReachesNoRowItDoesNotName(t *testing.T) {
	forumtest.Engines(t, func(t *testing.T, db *store.DB) {
		r := register.New(db, clock.At(forumtest.Start))
		ctx := context.Background()
		for _, id := range []string{"a", "b"} {
			if err := act(r, id, true, true); err != nil {
				t.Fatal(err)
			}
		}
		change := func(do func(*gorm.DB) error) error {
			return r.Act(ctx, ann, func(tx *register.Tx) error {
				tx.Permit(policy.Allow("leaf", "a", "make"))
				tx.Enter(note("a"))
				return do(tx.DB)
			})
		}
		if err := change(func(g *gorm.DB) error {
			return g.Model(&leaf{Noun: "leaf", NounID: "a"}).Where("1 = 1").Update("state", "kept").Error
		}); err != nil {
			t.Errorf("the row that is named: %v", err)
		}
		// OR binds more loosely than the key GORM adds: the count of rows finds it, and an act that goes on all the same ends badly.
		either := func(g *gorm.DB) error {
			return g.Model(&leaf{Noun: "leaf", NounID: "a"}).Where("state <> ''").Or("noun = 'leaf'").Or("noun <> ''").Update("state", "x").Error
		}
		if err := change(either); !refused(err) {
			t.Errorf("another row than the named: %v", err)
		}
		if err := change(func(g *gorm.DB) error { _ = either(g); return nil }); !refused(err) {
			t.Errorf("an act that does not look at the error: %v", err)
		}
		if n := rows(t, r)[4]; n != 0 {
			t.Errorf("%d rows changed", n)
		}
	})
}

func TestWhatOnlyReadsPasses(t *testing.T) {
	forumtest.Engines(t, func(t *testing.T, db *store.DB) {
		for _, statement := range []string{
			"SELECT 'update; delete'", "SELECT 'it''s INTO'", `SELECT 1 AS "update"`, "WITH q AS (SELECT 1) SELECT * FROM q", " (SELECT 1) ",
			"SELECT updated_at FROM (SELECT 1 AS updated_at) AS q", "select\n1",
		} {
			var s []string
			if err := db.Read(t.Context()).Raw(statement).Scan(&s).Error; err != nil && (db.Engine() == store.Postgres || statement != " (SELECT 1) ") {
				t.Errorf("%s: %v", statement, err)
			}
		}
	})
}
