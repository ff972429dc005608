package store

import (
	"context"
	"errors"
	"fmt"
)

// ErrNoForum is what a database meets in which no forum was ever begun.
var ErrNoForum = errors.New("there is no forum in this database: it has none of the tables of one")

// Fits tells whether the tables are those this program knows; else which of both is older. It reads only.
func (d *DB) Fits(ctx context.Context) error {
	current, newest, _, err := d.schema(ctx)
	switch {
	case err != nil:
		return fmt.Errorf("read the version of the schema: %w", err)
	case current == 0:
		return ErrNoForum
	case current < newest:
		return fmt.Errorf("the schema is older than this program: it is at version %d, the program knows %d; use the program it was made with, or migrate a copy", current, newest)
	case current > newest:
		return fmt.Errorf("the schema is newer than this program: it is at version %d, the program knows %d; use the newer program", current, newest)
	}
	return nil
}

// Pending tells how many migrations have not run yet. It reads only.
func (d *DB) Pending(ctx context.Context) (int, error) {
	_, _, pending, err := d.schema(ctx)
	return pending, err
}

// schema gives the version of the tables, 0 where there are none, the newest that this program knows, and how many lie between.
func (d *DB) schema(ctx context.Context) (current, newest int64, pending int, err error) {
	provider, err := d.provider(d.writeSQL)
	if err != nil {
		return 0, 0, 0, err
	}
	const table = "goose_db_version"
	var there int64 // GORM's own question swallows errors
	catalogue := d.Read(ctx).Table("sqlite_master").Where("type = 'table' AND name = ?", table)
	if d.engine == Postgres {
		catalogue = d.Read(ctx).Table("information_schema.tables").Where("table_schema = CURRENT_SCHEMA() AND table_name = ?", table)
	}
	if err := catalogue.Count(&there).Error; err != nil {
		return 0, 0, 0, asFault(err)
	}
	if there > 0 {
		err = d.Read(ctx).Table(table).Select("COALESCE(MAX(version_id), 0)").Where("is_applied").Row().Scan(&current)
	}
	for _, s := range provider.ListSources() {
		newest = max(newest, s.Version)
		if s.Version > current {
			pending++
		}
	}
	return current, newest, pending, asFault(err)
}
