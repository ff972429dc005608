package register

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/policy"
	"sametable/internal/store"
)

// actKey remembers that a form was carried out, and where it led.
type actKey struct {
	Key  string `gorm:"primaryKey"`
	Act  string
	Path string
	At   time.Time
}

// TableName is the table's.
func (actKey) TableName() string { return "act_keys" }

// Record says that it is the register's own bookkeeping.
func (actKey) Record() policy.Ref { return own() }

// claim takes the form's key; a second transaction with the same key waits here, and fails when the first has committed.
func (t *Tx) claim() error {
	if t.once == "" {
		return nil
	}
	return ours(t.DB).Create(&actKey{Key: t.once, Act: t.ID, At: t.now}).Error
}

// replayed turns a key that was taken into where the first act led.
func (r *Register) replayed(ctx context.Context, t *Tx, err error) error {
	if t.once == "" || !errors.Is(err, gorm.ErrDuplicatedKey) {
		return store.Found(err)
	}
	var key actKey
	if found := r.db.Read(ctx).Where("key = ?", t.once).Take(&key).Error; found != nil {
		return store.Found(err)
	}
	return &Replayed{Path: key.Path}
}

// close keeps the register's promises: nothing refused, each change entered, each entry numbered and chained.
func (t *Tx) close() error {
	if t.refused != nil {
		return t.refused
	}
	entered := map[string]bool{}
	for _, e := range t.entries {
		if !t.permits[e.Ref()] {
			return UnpermittedError{e.Ref()}
		}
		entered[e.Noun+"\x00"+e.NounID] = true
	}
	for ref := range t.touched {
		if !entered[ref.Noun+"\x00"+ref.ID] {
			return UnenteredError{ref}
		}
	}
	if len(t.entries) == 0 {
		return nil
	}
	if err := t.sealAll(); err != nil {
		return err
	}
	if err := t.attested(); err != nil {
		return err
	}
	if err := t.chain(); err != nil {
		return err
	}
	if err := t.putCards(); err != nil {
		return err
	}
	return t.remember()
}

// chain gives numbers and hashes. The lock is held until the commit, so no entry with a lower number commits later.
func (t *Tx) chain() error {
	if err := store.LockChain(t.DB); err != nil {
		return err
	}
	var last Entry
	err := t.Select("seq", "hash").Order("seq DESC").Limit(1).Find(&last).Error
	if err != nil {
		return err
	}
	db := ours(t.DB)
	for i, e := range t.entries {
		e.Seq, e.Prev, e.Facts = last.Seq+1, last.Hash, canonical(t.facts[i])
		e.Hash = e.Digest()
		if err := db.Create(e).Error; err != nil {
			return err
		}
		rows := t.values[i]
		for j := range rows {
			rows[j].Seq = e.Seq
		}
		if len(rows) > 0 {
			if err := db.Create(&rows).Error; err != nil {
				return err
			}
		}
		last = *e
	}
	return nil
}

func (t *Tx) putCards() error {
	seq := t.entries[len(t.entries)-1].Seq
	for _, c := range t.cards {
		c.Seq = seq
		if err := ours(t.DB).Clauses(clause.OnConflict{UpdateAll: true}).Create(c).Error; err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) remember() error {
	if t.once == "" {
		return nil
	}
	path := "/"
	if len(t.cards) > 0 {
		path = t.cards[0].Path
	}
	return ours(t.DB).Model(&actKey{Key: t.once}).Update("path", path).Error
}
