package register

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/store"
)

// Follower reads the register from its own cursor. Handle gets the next entries in order and writes, in the same transaction
// as the cursor, only rows outside the record: a crash repeats a batch, it never loses or doubles one.
type Follower struct {
	Name   string
	Handle func(ctx context.Context, tx *gorm.DB, entries []Entry) error
}

// cursor is how far a follower has read.
type cursor struct {
	Name string `gorm:"primaryKey"`
	Seq  int64
}

// TableName is the table's.
func (cursor) TableName() string { return "cursors" }

// Record says that it is the register's own bookkeeping.
func (cursor) Record() policy.Ref { return own() }

const followBatch = 200

// Follow adds a follower; call it before Run. A new follower starts at the beginning.
func (r *Register) Follow(ctx context.Context, f Follower) error {
	err := r.db.Tx(ctx, func(tx *gorm.DB) error {
		var known []cursor
		if err := tx.Where("name = ?", f.Name).Find(&known).Error; err != nil || len(known) > 0 {
			return err
		}
		return ours(tx).Create(&cursor{Name: f.Name}).Error
	})
	if err != nil {
		return fmt.Errorf("follow as %s: %w", f.Name, err)
	}
	r.followers = append(r.followers, f)
	return nil
}

func (r *Register) wake() {
	select {
	case r.woken <- struct{}{}:
	default:
	}
}

// Run lets the followers follow until the context ends. It is woken by each act of this process, and looks every second for
// those of another.
func (r *Register) Run(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		if err := r.CatchUp(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "followers", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-r.woken:
		case <-tick.C:
		}
	}
}

// CatchUp lets every follower read to the end once.
func (r *Register) CatchUp(ctx context.Context) error {
	for _, f := range r.followers {
		for {
			n, err := r.advance(ctx, f)
			if err != nil {
				return fmt.Errorf("follower %s: %w", f.Name, err)
			}
			if n == 0 {
				break
			}
		}
	}
	return nil
}

func (r *Register) advance(ctx context.Context, f Follower) (int, error) {
	behind, err := r.behind(ctx, f.Name)
	if err != nil || !behind {
		return 0, err
	}
	n := 0
	err = r.db.Tx(ctx, func(tx *gorm.DB) error {
		seq, claimed, err := store.ClaimCursor(tx, f.Name)
		if err != nil || !claimed {
			return err
		}
		var entries []Entry
		if err := tx.Where("seq > ?", seq).Order("seq").Limit(followBatch).Find(&entries).Error; err != nil || len(entries) == 0 {
			return err
		}
		if err := f.Handle(ctx, tx, entries); err != nil {
			return err
		}
		n = len(entries)
		return ours(tx).Model(&cursor{Name: f.Name}).Update("seq", entries[n-1].Seq).Error
	})
	return n, err
}

// behind spares the writer a transaction when there is nothing to read.
func (r *Register) behind(ctx context.Context, name string) (bool, error) {
	var c cursor
	if err := r.db.Read(ctx).Where("name = ?", name).Take(&c).Error; err != nil {
		return false, store.Found(err)
	}
	head, _, err := r.Head(ctx)
	return head > c.Seq, err
}
