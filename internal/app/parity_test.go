package app_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"sametable/internal/account"
	"sametable/internal/forum"
	"sametable/internal/forumtest"
	"sametable/internal/notice"
	"sametable/internal/organisation"
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
		&account.SecretMail{}, &organisation.Organisation{}, &organisation.Membership{}, &organisation.Region{}, &setup.House{}, &setup.Term{},
		&text.Text{}, &text.Version{}, &text.Translation{}, &forum.Forum{}, &forum.Charter{}, &forum.Seat{}, &forum.Mandate{}, &thread.Thread{},
		&thread.Post{}, &thread.Photo{}, &thread.Letter{}, &thread.Follower{}, &thread.ReadMark{}, &thread.SavedDraft{}, &notice.Notice{},
	}
}

// columns gives what the migrations made of a table: name → may it be empty.
func columns(t *testing.T, db *gorm.DB, table string) map[string]bool {
	t.Helper()
	types, err := db.Migrator().ColumnTypes(table)
	if err != nil {
		t.Fatalf("%s: %v", table, err)
	}
	all := map[string]bool{}
	for _, c := range types {
		nullable, _ := c.Nullable()
		if table == "slips" && c.Name() == "checked" {
			nullable = false // GORM's reader of SQLite takes the column's name for a CHECK
		}
		if primary, known := c.PrimaryKey(); known && primary {
			nullable = false // SQLite does not say NOT NULL for what it implies
		}
		all[c.Name()] = nullable
	}
	return all
}

// TestSchemasAndModelsAgree compares the tables of both engines with each other, and each with the struct that lies in it.
func TestSchemasAndModelsAgree(t *testing.T) {
	one, other := forumtest.SQLite(t), forumtest.Postgres(t)
	read := func(db *store.DB) *gorm.DB { return db.Read(context.Background()) }
	for _, model := range models() {
		s, err := schema.Parse(model, &sync.Map{}, schema.NamingStrategy{})
		if err != nil {
			t.Fatal(err)
		}
		first, second := columns(t, read(one), s.Table), columns(t, read(other), s.Table)
		for name, nullable := range first {
			if also, there := second[name]; !there || also != nullable {
				t.Errorf("%s.%s: SQLite may be empty %v, PostgreSQL there %v, may be empty %v", s.Table, name, nullable, there, also)
			}
		}
		for name := range second {
			if _, there := first[name]; !there {
				t.Errorf("%s.%s is in PostgreSQL only", s.Table, name)
			}
		}
		for _, field := range s.Fields {
			if field.DBName == "" {
				continue
			}
			nullable, there := first[field.DBName]
			if pointer := field.FieldType.Kind().String() == "ptr"; !there || nullable != pointer {
				t.Errorf("%s.%s: in the table %v, may be empty %v, a pointer %v", s.Table, field.DBName, there, nullable, pointer)
			}
			delete(first, field.DBName)
		}
		for name := range first {
			t.Errorf("%s.%s has no field", s.Table, name)
		}
	}
}

// TestEveryTableIsKnown finds tables on one engine alone.
func TestEveryTableIsKnown(t *testing.T) {
	tables := func(db *store.DB) []string {
		all, err := db.Read(context.Background()).Migrator().GetTables()
		if err != nil {
			t.Fatal(err)
		}
		return slices.DeleteFunc(all, func(name string) bool {
			own := strings.HasPrefix(name, "river_") || strings.HasPrefix(name, "sqlite_") || strings.Contains(name, "goose") || strings.HasPrefix(name, "search_")
			return own || strings.HasPrefix(name, "index_")
		})
	}
	first, second := tables(forumtest.SQLite(t)), tables(forumtest.Postgres(t))
	slices.Sort(first)
	slices.Sort(second)
	if !slices.Equal(first, second) {
		t.Errorf("SQLite has %v\nPostgreSQL has %v", first, second)
	}
}
