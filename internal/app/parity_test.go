package app_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"gorm.io/gorm/schema"

	"sametable/internal/account"
	"sametable/internal/annex"
	"sametable/internal/appeal"
	"sametable/internal/ballot"
	"sametable/internal/byletter"
	"sametable/internal/calendar"
	"sametable/internal/charter"
	"sametable/internal/commitment"
	"sametable/internal/cosign"
	"sametable/internal/document"
	"sametable/internal/drafting"
	"sametable/internal/erasing"
	"sametable/internal/forum"
	"sametable/internal/forumtest"
	"sametable/internal/handling"
	"sametable/internal/index"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/notice"
	"sametable/internal/organisation"
	"sametable/internal/partnership"
	"sametable/internal/printed"
	"sametable/internal/proposal"
	"sametable/internal/received"
	"sametable/internal/register"
	"sametable/internal/setup"
	"sametable/internal/store"
	"sametable/internal/text"
	"sametable/internal/thread"
)

// models are the structs that lie in tables.
func models() []any {
	return []any{
		&register.Entry{}, &register.EntryValue{}, &register.Card{}, &account.Person{}, &account.Session{}, &account.Slip{}, &account.Grant{},
		&account.SecretMail{}, &organisation.Organisation{}, &organisation.Membership{}, &organisation.Evidence{}, &organisation.Service{}, &organisation.Region{}, &setup.House{}, &setup.Term{},
		&text.Text{}, &text.Version{}, &text.Translation{}, &forum.Forum{}, &forum.Charter{}, &forum.RulesKept{}, &charter.Comment{}, &charter.Change{}, &forum.Seat{}, &forum.Mandate{}, &thread.Thread{},
		&thread.Post{}, &thread.Photo{}, &thread.Letter{}, &thread.Follower{}, &thread.ReadMark{}, &thread.SavedDraft{}, &notice.Notice{},
		&index.Doc{}, &document.Document{}, &document.Citation{}, &proposal.Proposal{}, &drafting.Sheet{}, &proposal.Letter{}, &erasing.Erasure{}, &proposal.Statement{}, &proposal.StatementLetter{}, &ballot.Ballot{}, &ballot.Voter{}, &commitment.Commitment{}, &commitment.File{}, &partnership.Partnership{}, &partnership.Party{}, &partnership.File{}, &drafting.File{}, &drafting.Annex{}, &cosign.Cosignature{}, &cosign.Letter{}, &byletter.Letter{}, &handling.Handling{}, &handling.Answer{}, &handling.Paper{}, &calendar.Year{}, &appeal.Appeal{}, &appeal.View{}, &appeal.Letter{},
		&meeting.Meeting{}, &meeting.Item{}, &meeting.Agenda{}, &meeting.Place{}, &meeting.Presence{}, &annex.File{},
		&minutes.Set{}, &minutes.Block{}, &minutes.Edition{}, &minutes.Translation{}, &minutes.Correction{}, &minutes.Answer{}, &minutes.Checker{}, &minutes.Erratum{}, &minutes.Note{}, &minutes.Reading{}, &printed.File{}, &printed.Due{}, &received.Letter{},
	}
}

// modelless are the tables no struct above lies in, with the reason.
func modelless() map[string]string {
	return map[string]string{
		"act_keys": "register.actKey, which only its room knows", "cursors": "register.cursor, which only its room knows",
		"seals":  "register.seal, which only its room knows",
		"series": "the store counts in it by SQL", "attempts": "account.attempt, which only its room knows",
		"devices": "account.device, which only its room knows", "reset_requests": "account.resetRequest, which only its room knows",
		"index_tokens": "the engine's own search, which differs", "goose_db_version": "the migrations' own",
	}
}

// foreign tells the tables that belong to a library or an engine.
func foreign(table string) bool {
	return strings.HasPrefix(table, "river_") || strings.HasPrefix(table, "sqlite_") || strings.HasPrefix(table, "index_tokens_")
}

func tables(t *testing.T, db *store.DB) []string {
	t.Helper()
	all, err := db.Read(context.Background()).Migrator().GetTables()
	if err != nil {
		t.Fatal(err)
	}
	all = slices.DeleteFunc(all, foreign)
	slices.Sort(all)
	return all
}

func parsed(t *testing.T, model any) *schema.Schema {
	t.Helper()
	s, err := schema.Parse(model, &sync.Map{}, schema.NamingStrategy{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestEveryTableHasAModel finds tables the list above does not know, and names on it without a table.
func TestEveryTableHasAModel(t *testing.T) {
	forumtest.Engines(t, func(t *testing.T, db *store.DB) {
		known := modelless()
		for _, model := range models() {
			s := parsed(t, model)
			if _, twice := known[s.Table]; twice {
				t.Errorf("%s is named twice", s.Table)
			}
			known[s.Table] = s.Name
		}
		for _, table := range tables(t, db) {
			if _, there := known[table]; !there {
				t.Errorf("%s has no model, and no reason is given", table)
			}
			delete(known, table)
		}
		for table := range known {
			t.Errorf("%s is no table", table)
		}
	})
}

// TestModelsFitTheirTables compares each struct with the table it lies in.
func TestModelsFitTheirTables(t *testing.T) {
	forumtest.Engines(t, func(t *testing.T, db *store.DB) {
		for _, model := range models() {
			s := parsed(t, model)
			is := look(t, db, s.Table)
			want := map[string]column{}
			for _, f := range s.Fields {
				if f.DBName != "" {
					want[f.DBName] = column{kindOf(f), f.FieldType.Kind().String() == "ptr"}
				}
			}
			unlike(t, s.Table, "the struct", want, "the table", is.columns)
			if keys := slices.Clone(s.PrimaryFieldDBNames); !slices.Equal(keys, is.key) {
				t.Errorf("%s: the struct's key is %v, the table's %v", s.Table, keys, is.key)
			}
		}
	})
}

// TestBothEnginesHaveOneSchema compares the engines with each other: tables, columns, types, keys, what must be unique, and what
// triggers guard.
func TestBothEnginesHaveOneSchema(t *testing.T) {
	one, other := forumtest.SQLite(t), forumtest.Postgres(t)
	first, second := tables(t, one), tables(t, other)
	if !slices.Equal(first, second) {
		t.Errorf("SQLite has %v\nPostgreSQL has %v", first, second)
	}
	for _, table := range first {
		if slices.Contains([]string{"index_tokens", "goose_db_version"}, table) {
			continue
		}
		a, b := look(t, one, table), look(t, other, table)
		unlike(t, table, "SQLite", a.columns, "PostgreSQL", b.columns)
		if !slices.Equal(a.key, b.key) {
			t.Errorf("%s: SQLite's key is %v, PostgreSQL's %v", table, a.key, b.key)
		}
		if !slices.Equal(a.unique, b.unique) {
			t.Errorf("%s: unique in SQLite %q, in PostgreSQL %q", table, a.unique, b.unique)
		}
	}
	if a, b := guarded(t, one), guarded(t, other); len(a) == 0 || !slices.Equal(a, b) {
		t.Errorf("triggers guard in SQLite %v, in PostgreSQL %v", a, b)
	}
}

// unlike says what differs between two sets of columns.
func unlike(t *testing.T, table, a string, one map[string]column, b string, other map[string]column) {
	t.Helper()
	names := slices.Collect(maps.Keys(one))
	names = slices.AppendSeq(names, maps.Keys(other))
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		x, here := one[name]
		y, there := other[name]
		if here != there || x != y {
			t.Errorf("%s.%s: %s %s, %s %s", table, name, a, x.say(here), b, y.say(there))
		}
	}
}

func (c column) say(there bool) string {
	if !there {
		return "has none"
	}
	return fmt.Sprintf("has %s, empty %t", c.kind, c.empty)
}

// TestTheParityRulesBite changes the schema in each way that is compared, and looks again.
func TestTheParityRulesBite(t *testing.T) {
	forumtest.Engines(t, func(t *testing.T, db *store.DB) {
		drop := "DROP TRIGGER entries_no_delete"
		if db.Engine() == store.Postgres {
			drop = "DROP TRIGGER entries_no_change ON entries"
		}
		say := func() string {
			posts := look(t, db, "posts")
			return fmt.Sprint(tables(t, db), posts.columns, posts.key, posts.unique, guarded(t, db))
		}
		for _, change := range []string{
			"CREATE TABLE unknown (id text PRIMARY KEY)", "ALTER TABLE posts ADD COLUMN unknown text", "ALTER TABLE posts ADD COLUMN unknown2 integer NOT NULL DEFAULT 0",
			"CREATE UNIQUE INDEX posts_unknown ON posts (reason)", "CREATE UNIQUE INDEX posts_unknown2 ON posts (letter) WHERE letter <> ''", drop,
		} {
			before := say()
			if _, err := db.SQL().Exec(change); err != nil {
				t.Fatal(err)
			}
			if say() == before {
				t.Errorf("%s makes no difference", change)
			}
		}
	})
}
