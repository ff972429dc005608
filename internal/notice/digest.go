package notice

import (
	"context"
	"time"

	"github.com/riverqueue/river"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/account"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// digestHour is when the letter of the day is written, in the reader's own zone.
const digestHour = 8

// Digested notes for which day a person's letter was queued.
type Digested struct {
	PersonID policy.PersonID `gorm:"primaryKey"`
	Day      string
}

// TableName is the table's.
func (Digested) TableName() string { return "digests" }

// OutsideTheRecord: bookkeeping of letters.
func (Digested) OutsideTheRecord() {}

// zone is where a reader of a language is: moderators in Stockholm, all others in Beijing time.
func zone(language string) lang.Zone {
	if language == string(lang.Swedish) {
		return lang.Stockholm
	}
	return lang.Beijing
}

// Digest queues the letters of the day: once a day and person, after eight in the morning where she is, for those who have
// unread notices that no letter has told of. A ticker calls it.
func (n *Notices) Digest(ctx context.Context, now time.Time) error {
	var waiting []struct {
		PersonID policy.PersonID
		Language string
		Day      string
	}
	err := n.r.Read(ctx).Table("notices").Distinct("notices.person_id", "persons.language", "COALESCE(digests.day, '') AS day").
		Joins("JOIN persons ON persons.id = notices.person_id AND persons.state = ? AND persons.email <> '' AND persons.mail_mode = ?", account.Active, account.Daily).
		Joins("LEFT JOIN digests ON digests.person_id = notices.person_id").
		Where("notices.read_at IS NULL AND notices.mailed_at IS NULL").Limit(5000).Scan(&waiting).Error
	if err != nil {
		return store.Found(err)
	}
	for _, w := range waiting {
		local := now.In(zone(w.Language).Location())
		day := local.Format("2006-01-02")
		if local.Hour() < digestHour || w.Day >= day {
			continue
		}
		err := n.r.Loose(ctx, func(tx *gorm.DB) error {
			if err := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&Digested{PersonID: w.PersonID, Day: day}).Error; err != nil {
				return err
			}
			return n.enqueue(ctx, tx, DigestArgs{Person: string(w.PersonID), Day: day})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// digestWorker sends one person's letter of the day.
type digestWorker struct {
	river.WorkerDefaults[DigestArgs]
	n *Notices
}

// Work gathers what is still unread, at most fifty things, oldest first.
func (w *digestWorker) Work(ctx context.Context, job *river.Job[DigestArgs]) error {
	var notices []Notice
	err := w.n.r.Read(ctx).Where("person_id = ? AND read_at IS NULL AND mailed_at IS NULL", job.Args.Person).Order("seq").Limit(50).Find(&notices).Error
	if err != nil || len(notices) == 0 {
		return err
	}
	return w.n.deliver(ctx, policy.PersonID(job.Args.Person), account.Daily, notices, "digest-"+job.Args.Person+"-"+job.Args.Day)
}
